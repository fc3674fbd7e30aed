"""Who says a figure: text in, chains out. A row is a text, the number looked at, the speaker, the relays."""

import pytest
from crediting import chain_of, who

from claims.extract.mention import Context, Mention
from claims.extract.passage import read_passage
from claims.extract.who.attribution import Attributions
from claims.records import Entry
from claims.vocabulary import load_vocabulary

BEFORE = [
    ("The Harbour Ministry said 41 dockers were hurt.", "41", "Harbour Ministry"),
    ("Doctors Without Borders says it treated 75 wounded people in Tolm.", "75", "Doctors Without Borders"),
    ("On Friday, Governor Ilse Marrow announced that 12 bodies had been found.", "12", "Governor Ilse Marrow"),
    ("Police in the port of Tolm said on Monday that 9 men were arrested.", "9", "Police in the port of Tolm"),
    (
        "The London-based monitor Clearwatch, which keeps a list, said 88 people died.",
        "88",
        "London-based monitor Clearwatch",
    ),
    ("Oda Brill, the fire chief of Tolm, said 6 houses burned down.", "6", "Oda Brill, the fire chief of Tolm"),
    ("The union's chairman, Per Aldo, says 300 miners are missing.", "300", "union's chairman, Per Aldo"),
    ("The road was closed, but the army said 5 soldiers were killed.", "5", "army"),
    ("Rescuers dug through the night and officials said 17 people were missing.", "17", "officials"),
]
AFTER = [
    ("At least 41 dockers were hurt, the Harbour Ministry said.", "41", "Harbour Ministry"),
    ("Some 320 families fled the valley, aid workers said on Sunday.", "320", "aid workers"),
    (
        "7 villagers drowned, said Ana Petrov, a spokeswoman for the Red Cross.",
        "7",
        "Ana Petrov, a spokeswoman for the Red Cross",
    ),
    ("12 buses were torched overnight, said the mayor of Tolm.", "12", "mayor of Tolm"),
    (
        "Nine bridges and 40 homes were destroyed, Oda Brill, the fire chief, told reporters.",
        "40",
        "Oda Brill, the fire chief",
    ),
    (
        "A tunnel collapsed and 11 workers died, the company said in a statement on Tuesday, adding that 4 were hurt.",
        "4",
        "company",
    ),
    (
        "Two trains collided, killing 19 people, the transport minister confirmed late on Sunday.",
        "19",
        "transport minister",
    ),
]
AROUND = [
    ("According to the coast guard, 14 sailors are missing.", "14", "coast guard"),
    ("14 sailors are missing, according to coast guard figures released on Monday.", "14", "coast guard"),
    ("A total of 230 people died in the heat, according to a report by the Tolm Institute.", "230", "Tolm Institute"),
    ("As reported by Radio Tolm, 8 shops were looted.", "8", "Radio Tolm"),
    ("Border Agency data show 55 migrants drowned this year.", "55", "Border Agency"),
    ("By the ministry's count 33 people have died.", "33", "ministry"),
    ("The opposition put the number of detained at 700.", "700", "opposition"),
    ("The hospital gave a figure of 29 wounded.", "29", "hospital"),
    ("An earlier toll from the health department of 12 dead was raised.", "12", "health department"),
    ("Human Rights Watch has documented 61 killings in the province.", "61", "Human Rights Watch"),
]
QUOTED = [
    ("“We pulled 16 people out,” said Oda Brill. “And 3 more are down there.”", "3", "Oda Brill"),
    ("“We have 16 patients. Of them 3 may not live,” the surgeon Ilse Marrow said.", "16", "surgeon Ilse Marrow"),
    ('The mayor said: "I counted 22 coffins in the square."', "22", "mayor"),
    ('"There were 50 of us," Per Aldo recalled.\n"The soldiers shot 20 people at the gate."', "20", "Per Aldo"),
    ("Deputy Minister Ilse Marrow: “Only 5 officers were hurt.”", "5", "Deputy Minister Ilse Marrow"),
    ("“It was dark,” the witness said. “They took 30 boys away.”", "30", "witness"),
]
HEADLINES = [
    ("Police: 5 hurt in market blast", "5", "Police"),
    ("Flood kills 60 in Tolm – ministry", "60", "ministry"),
    ("Death toll at 60, says governor", "60", "governor"),
    ("Interior Ministry: 112 detained overnight", "112", "Interior Ministry"),
    ("Tolm floods: 60 dead", "60", None),
    ("Marrow trial: 12 jurors injured in crash", "12", None),
]
CARRIED = [
    ("The Harbour Ministry said 41 dockers were hurt. Of them 7 are in intensive care.", "7", "Harbour Ministry"),
    ("The army said 60 rebels were killed. Another 25 were captured, it added.", "25", "army"),
    ("Police said 90 people were held. They include 14 minors.", "14", "Police"),
    ("Governor Ilse Marrow said 12 people had died. She said that 30 homes were lost.", "30", "Governor Ilse Marrow"),
    ("The Harbour Ministry said 41 dockers were hurt. In 2019 a fire on the quay killed 23 people.", "23", None),
    ("The mayor said the water was falling. Soldiers arrested 40 looters in the old town.", "40", None),
    ("The Harbour Ministry said 41 dockers were hurt.\nTwo ships sank and 15 sailors drowned.", "15", None),
]
OWN_VOICE = [
    ("Police arrested 40 people in Tolm on Sunday.", "40"),
    ("The ministry sent 200 soldiers to the border.", "200"),
    ("The chief prosecutor charged 18 men with arson.", "18"),
    ("Per Aldo, who was among 50 hurt in the crush, said the gates were shut.", "50"),
    ("The brigade, which lost 9 firefighters in May, said the blaze was out.", "9"),
    ("Amid reports of looting, 14 shops closed their doors.", "14"),
    ("The pact was confirmed and 300 prisoners were released.", "300"),
    ("A storm killed 11 people, and the mayor said that schools would stay shut.", "11"),
]
RELAYED = [
    ("The Harbour Ministry told Reuters that 41 dockers were hurt.", "41", "Harbour Ministry", ["Reuters"]),
    ("Radio Tolm, citing the coast guard, reported that 14 sailors are missing.", "14", "coast guard", ["Radio Tolm"]),
    ("14 sailors are missing, TASS reported, citing the coast guard.", "14", "coast guard", ["TASS"]),
    (
        "The prosecutor of Tolm said 9 men were charged, the Xinhua news agency reported.",
        "9",
        "prosecutor of Tolm",
        ["Xinhua news agency"],
    ),
    ("The BBC reported that the army said 70 villagers had been killed.", "70", "army", ["BBC"]),
    ("AFP quoted Governor Ilse Marrow as saying that 12 people had died.", "12", "Governor Ilse Marrow", ["AFP"]),
    (
        "Per Aldo told the state news agency Lespress that the bridge fell. He said 6 cars were crushed.",
        "6",
        "Per Aldo",
        ["state news agency Lespress"],
    ),
    ("Per Aldo told reporters that 6 cars were crushed.", "6", "Per Aldo", []),
    ("Per Aldo told us 6 cars were crushed.", "6", "Per Aldo", []),
    ("Per Aldo told parliament that 6 cars were crushed.", "6", "Per Aldo", []),
]

TWO_IN_ONE_SENTENCE = [
    ("The Harbour Ministry reported 14 deaths; the Red Cross said 22 people died.", "14", "Harbour Ministry", []),
    ("The Harbour Ministry reported 14 deaths; the Red Cross said 22 people died.", "22", "Red Cross", []),
    ("Police held 120 marchers, said the mayor, while rights groups reported 300 arrests.", "120", "mayor", []),
    ("Police held 120 marchers, said the mayor, while rights groups reported 300 arrests.", "300", "rights groups", []),
    ("The town marched, with organisers claiming 5,000 took part and police counting 800.", "5,000", "organisers", []),
    ("The town marched, with organisers claiming 5,000 took part and police counting 800.", "800", "police", []),
    ("The official toll stands at 52, but aid groups say 90 died.", "52", None, []),
    ("The official toll stands at 52, but aid groups say 90 died.", "90", "aid groups", []),
    ("The union gave no names but said that 70 miners were trapped.", "70", "union", []),
    ("The rebels said they held 60 soldiers, a claim the army denied.", "60", "rebels", []),
    ("The UN feeds 40 villages there, UN spokeswoman Ana Petrov said.", "40", "UN spokeswoman Ana Petrov", []),
]
OWN_AND_MATERIAL = [
    ("The harbour agency's latest bulletin lists 12 dead.", "12", "harbour agency", []),
    ("A report by the Tolm Institute found that soldiers shot 60 villagers.", "60", "Tolm Institute", []),
    ("A statement from the mayor's office said 60 flats were damaged.", "60", "mayor's office", []),
    ("Harbour Ministry figures show 88 dockers were hurt.", "88", "Harbour Ministry", []),
    ("New figures from the coast guard show 88 sailors drowned.", "88", "coast guard", []),
    ("The inquiry concluded that 60 people had died.", "60", "inquiry", []),
    ("Police later found 60 rifles in the cellar.", "60", None, []),
    ("Rebels claimed responsibility for the blast that killed 60 soldiers.", "60", None, []),
    (
        "30 men were questioned, the Tasnim agency quoted the prosecutor as saying.",
        "30",
        "prosecutor",
        ["Tasnim agency"],
    ),
    ("The mayor was quoted by Radio Tolm as saying that 30 flats burned.", "30", "mayor", ["Radio Tolm"]),
    ("Villagers quoted by AFP said 30 barns burned.", "30", "Villagers", ["AFP"]),
    ("Citing the coast guard, Kyodo said 14 sailors were missing.", "14", "coast guard", ["Kyodo"]),
    ("A surgeon told Channel 9 that 12 men died.", "12", "A surgeon", ["Channel 9"]),
    ("A surgeon told the Guardian 12 men died.", "12", "A surgeon", ["Guardian"]),
    ("Over 160 killed in unrest: Harbour Ministry", "160", "Harbour Ministry", []),
    ("Per Aldo, 34, a welder from Tolm, said he counted 12 coffins.", "12", "Per Aldo", []),
]


@pytest.mark.parametrize(("text", "number", "speaker"), BEFORE + AFTER + AROUND + QUOTED + HEADLINES + CARRIED)
def test_the_speaker_is_found(text: str, number: str, speaker: str | None) -> None:
    assert who(text, number) == (speaker, [])


@pytest.mark.parametrize(("text", "number"), OWN_VOICE)
def test_who_acts_is_not_who_says(text: str, number: str) -> None:
    assert who(text, number) == (None, [])


@pytest.mark.parametrize(("text", "number", "speaker", "relays"), RELAYED + TWO_IN_ONE_SENTENCE + OWN_AND_MATERIAL)
def test_who_passed_it_on(text: str, number: str, speaker: str, relays: list[str]) -> None:
    assert who(text, number) == (speaker, relays)


@pytest.mark.parametrize("publisher", ["Reuters", "www.reuters.com", "reuters.com"])
def test_the_own_publisher_is_no_relay(publisher: str) -> None:
    assert who("The coast guard told Reuters that 14 sailors are missing.", "14", publisher) == ("coast guard", [])
    assert who("14 sailors are missing, Reuters reported, citing the coast guard.", "14", publisher) == (
        "coast guard",
        [],
    )


STANCES = [
    ("The government has denied that 40 marchers were shot.", "40", "government", "denies"),
    ("The army dismissed talk of 300 deserters as fantasy.", "300", "army", "denies"),
    ("Governor Ilse Marrow rejected a report that 12 miners had died.", "12", "Governor Ilse Marrow", "denies"),
    ("The claim that 60 shops burned was denied by the mayor.", "60", "mayor", "denies"),
    ("Reports that 70 people had drowned are false, the coast guard said.", "70", "coast guard", "denies"),
    ("The Harbour Ministry said that the figure of 41 was a technical mistake.", "41", "Harbour Ministry", "denies"),
    ("Oda Brill called the count of 90 dead nonsense.", "90", "Oda Brill", "denies"),
    ("The health department retracted an earlier toll of 90.", "90", "health department", "withdraws"),
    ("Radio Tolm took back its figure of 41 dead.", "41", "Radio Tolm", "withdraws"),
    ("The army denied the raid and said that 12 rebels were killed.", "12", "army", "states"),
    ("He dismissed talk of 900 marchers as fantasy and said there were fewer than 70.", "70", "He", "states"),
]
NO_STANCE = [
    ("The ministry did not deny that 12 soldiers were missing.", "12"),
    ("The mayor would not say whether 12 houses had burned.", "12"),
    ("Nobody has confirmed that 12 sailors drowned.", "12"),
]
RESOLVED = [
    (
        "Tolm's Harbour Ministry met on Monday.\n41 dockers were hurt, the ministry said.",
        "41",
        "Tolm's Harbour Ministry",
    ),
    ("Fire chief Oda Brill arrived at noon. 6 houses had burned, Brill said.", "6", "Fire chief Oda Brill"),
    (
        "Fire chief Oda Brill arrived at noon.\nThe chief told reporters that 6 houses had burned.",
        "6",
        "Fire chief Oda Brill",
    ),
    ("Governor Ilse Marrow flew in. She said 12 people had died.", "12", "Governor Ilse Marrow"),
    (
        "The Central Tolm Aid Society (CLAS) feeds the town. CLAS said 75 families fled.",
        "75",
        "Central Tolm Aid Society (CLAS)",
    ),
    ("The United Nations sent envoys.\nUN: 800 held in Tolm", "800", "United Nations"),
    (
        "Death toll at 23, says minister\nDisaster Minister Per Aldo toured the coast.",
        "23",
        "Disaster Minister Per Aldo",
    ),
    (
        "4 cousins drowned, aunt says\nTheir aunt, Oda Brill, told the court that she had warned them.",
        "4",
        "Oda Brill",
    ),
    (
        "5 died, according to a rights group.\nRights group Lantern said the dead were miners.",
        "5",
        "Rights group Lantern",
    ),
    ("Broadcaster TV Tolm was first. The channel said 57 people were alive.", "57", "Broadcaster TV Tolm"),
    ("Its director, Per Aldo, says 380 people are hurt.", "380", "Per Aldo"),
    ("The Tolm Aid Society was moved. “We feed 90 orphans,” the statement read.", "90", "Tolm Aid Society"),
    ("Per Aldo heads the port. A UN envoy, Ana Petrov, said 9 ships sank. Aldo said 4 did.", "4", "Per Aldo"),
]


@pytest.mark.parametrize(("text", "number", "speaker", "stance"), STANCES)
def test_denials_and_withdrawals(text: str, number: str, speaker: str, stance: str) -> None:
    [step] = chain_of(text, number)
    assert (step.name, step.stance) == (speaker, stance)


@pytest.mark.parametrize(("text", "number"), NO_STANCE)
def test_what_is_not_said_is_no_credit(text: str, number: str) -> None:
    assert [step.stance for step in chain_of(text, number) if step.name != "Nobody"] == []


@pytest.mark.parametrize(("text", "number", "speaker"), RESOLVED)
def test_the_fullest_name_is_given(text: str, number: str, speaker: str) -> None:
    assert who(text, number)[0] == speaker


def test_words_and_verb_stand_as_written() -> None:
    text = "Fire chief Oda Brill arrived. Some 6 houses had burned, she later told Reuters."
    speaker, relay = chain_of(text, "6")
    assert (speaker.name, speaker.words, speaker.verb) == ("Fire chief Oda Brill", "she", "told")
    assert (relay.role, relay.name, relay.words) == ("relay", "Reuters", "Reuters")


def test_a_name_is_looked_up_on_the_whole_page_where_the_entry_is_short() -> None:
    text = "41 dockers were hurt, the ministry said."
    passage = read_passage(Entry(key="1", text=text, start=0))
    mention = Mention(0, 0, 2, 0, 2, "injured", 0, 2)
    page = "Tolm's Harbour Ministry is in charge of the port.\n" + text
    [step] = Attributions(passage, Context(page_text=page), load_vocabulary()).chain(mention)
    assert step.name == "Tolm's Harbour Ministry"


def test_straight_marks_close_a_quotation() -> None:
    text = '"It was dark," Oda Brill said. The town lay still. "I left." A ship had sunk and 15 sailors drowned.'
    assert who(text, "15") == (None, [])


def test_a_quotation_over_several_sentences_has_one_speaker() -> None:
    text = "Oda Brill said: “The water came at night. It took 14 houses. Nobody was warned.”"
    assert who(text, "14") == ("Oda Brill", [])


@pytest.mark.parametrize(
    "unit",
    [
        "said ",
        "Ana Petrov said, ",
        "according to ",
        "Ana ",
        '" “ said "',
        "The army said 5 died. ",
        "he said; ",
        "denied by (",
        "the toll from the ",
    ],
)
def test_hostile_text_is_read_and_no_credit_is_made_up_for_its_end(unit: str) -> None:
    text = unit * 8_000 + "\n5 men drowned."
    assert all(step.name for step in chain_of(text, "5 men"))

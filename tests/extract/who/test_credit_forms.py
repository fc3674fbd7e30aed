"""The many forms in which news gives credit: a row is a text, the number looked at, the speaker, the relays."""

import pytest
from crediting import chain_of, who

SPEAKERS = {
    "a body's own tally": [
        (
            "Lantern Watch, a rights group, is old. The group's tally of 512 includes prisoners.",
            "512",
            "Lantern Watch",
        ),
        ("The agency's count of 31 leaves out the islands.", "31", "agency"),
        ("The dead number 31, on the civil defence's count.", "31", "civil defence"),
    ],
    "what somebody describes having seen": [
        ("One nurse described seeing 12 bodies in the corridor.", "12", "One nurse"),
        ("Two sailors described how 40 crewmen went under.", "40", "Two sailors"),
        ("A shopkeeper recounted how 14 men were dragged from the bus.", "14", "A shopkeeper"),
    ],
    "an investigation or tally and its owner": [
        ("An investigation by Clearwatch found 60 people died in the prison.", "60", "Clearwatch"),
        ("A BBC investigation found that 18 miners were buried.", "18", "BBC"),
        ("At least 77 people have been killed, a Reuters tally shows.", "77", "Reuters"),
        ("Data compiled by the Tolm Institute suggest that 400 people were killed.", "400", "Tolm Institute"),
        ("There were 14 such fires, according to a database maintained by the Tolm Institute.", "14", "Tolm Institute"),
        ("Media reports put the number of drowned at 15.", "15", "Media reports"),
    ],
    "a headline in capitals": [
        ("Militants Killed 40 Villagers, Tolm President Warns", "40", "Tolm President"),
        ("Fire Kills 14 Patients, Hospital Director Reports", "14", "Hospital Director"),
        ("Ferry Sinks, 9 Missing, Coast Guard Says As Search Goes On", "9", "Coast Guard"),
    ],
    "a subject behind what it is doing": [
        (
            "Speaking at a news conference, the regional governor, Ilse Marrow, said 14 had died.",
            "14",
            "regional governor, Ilse Marrow",
        ),
        (
            "Addressing the crowd, union chief Per Aldo put the number of strikers at 900.",
            "900",
            "union chief Per Aldo",
        ),
        ("Mira Oste, addressing the crowd, claimed that four marchers had been shot.", "four", "Mira Oste"),
    ],
    "a subject with a relative clause": [
        ("Five officials who were not authorised to speak publicly said 31 people were hurt.", "31", "Five officials"),
        (
            "A doctor at the clinic, who asked not to be named, said 60 wounded had come in.",
            "60",
            "A doctor at the clinic",
        ),
        ("The rebels' leader, contacted by phone, said 40 soldiers died.", "40", "rebels' leader"),
    ],
    "a passive": [
        ("The number of dead was put at 31 by the regional governor.", "31", "regional governor"),
        (
            "Losses have been estimated at $31 million by the insurers' association.",
            "31 million",
            "insurers' association",
        ),
        ("Estimated by the UN at 31,000, the number of displaced keeps growing.", "31,000", "UN"),
        ("The figure of 31 comes from the civil defence.", "31", "civil defence"),
    ],
    "a verb that two parties share": [
        ("Organisers put the crowd at 50,000, police at 8,000.", "8,000", "police"),
        ("The union put the number of strikers at 900 and the ministry at 70.", "70", "ministry"),
    ],
    "a source in brackets": [
        ("40,000 people have been displaced (OCHA, 3 May).", "40,000", "OCHA"),
        ("Some 900 wells were fouled by the flood (UNICEF).", "900", "UNICEF"),
    ],
    "a figure that only tells which thing is meant": [
        ("The fire, which killed 31 people, was caused by fireworks, police said.", "31", None),
        ("The blast that killed at least nine sailors was an accident, the navy said.", "nine", None),
        ("Thousands fled the fighting, which has killed 31 people since May, the UN said.", "31", "UN"),
    ],
    "somebody called by what stood beside the name": [
        ("Ilse Marrow, the mayor, saw the fire. The mayor said 12 homes were lost.", "12", "Ilse Marrow"),
        ("Port Watch, a charity, feeds the town. The charity puts the homeless at 800.", "800", "Port Watch"),
    ],
    "a body that is not its chief": [
        ("23 bodies were found, the coast guard said.\nCoast guard chief Per Aldo flew in.", "23", "coast guard"),
        (
            "The State Rescue Board (SRB) met. An SRB official said 9 were lost. According to the SRB, 6 were saved.",
            "6",
            "State Rescue Board (SRB)",
        ),
    ],
    "a description and the name behind it": [
        ("The country's prison agency, SNAI, said 29 inmates died.", "29", "country's prison agency, SNAI"),
        ("The biggest relief fund, Open Hand, said 300 huts burned.", "300", "biggest relief fund, Open Hand"),
    ],
    "he and it": [
        (
            "“We lost all,” Per Aldo said.\nMayor Ilse Marrow blamed the dam. She said 9 had died.",
            "9",
            "Mayor Ilse Marrow",
        ),
        ("“I saw it,” Oda Brill said.\nCoach Per Aldo wept. He said 12 players were lost.", "12", "Coach Per Aldo"),
        ("The police chief has been speaking to reporters. He says 31 people were hurt.", "31", "police chief"),
        (
            "President Per Aldo met Chancellor Ilse Marrow. He told her that 12 people had died.",
            "12",
            "President Per Aldo",
        ),
        (
            "The prime minister's office put the toll at 12. In a later statement it said 14 had died.",
            "14",
            "prime minister's office",
        ),
        (
            "The rebel group Ansar claimed responsibility in a video, in which it said its men had shot 12 guards.",
            "12",
            "rebel group Ansar",
        ),
    ],
}
RELAYED = [
    ("Speaking to Al Jazeera, the mayor said 31 people were hurt.", "31", "mayor", ["Al Jazeera"]),
    ("In an interview with Radio Nord, Ilse Marrow put the missing at 31.", "31", "Ilse Marrow", ["Radio Nord"]),
    ("The mayor said on state television that 31 people were hurt.", "31", "mayor", ["state television"]),
    ("31 people have died, the governor said, according to Anadolu.", "31", "governor", ["Anadolu"]),
    ("9 men drowned, the harbour master said, according to Radio Nord.", "9", "harbour master", ["Radio Nord"]),
    ("31 people have died, the governor said in remarks carried by Anadolu.", "31", "governor", ["Anadolu"]),
    (
        "The governor of Ferl, quoted by the Fars news agency, said 14 were dead.",
        "14",
        "governor of Ferl",
        ["Fars news agency"],
    ),
    ("Some 5,000 people fled, the mayor told Antena 1 radio.", "5,000", "mayor", ["Antena 1 radio"]),
    ("The mayor told Khabar 24 television that 70 fled.", "70", "mayor", ["Khabar 24 television"]),
    ("40 people drowned, survivors told the Red Cross.", "40", "survivors", ["Red Cross"]),
    ("Survivors told aid workers that 40 people had drowned.", "40", "Survivors", []),
    (
        "A clerk told AFP that nine guards were dead. “I helped,” he said. “Nine of them. And 2 boys.”",
        "2",
        "A clerk",
        ["AFP"],
    ),
]
DATELINES = [
    "LESK (Reuters) - The mayor told Reuters that 40 people had died.",
    "Tolm, Orland Reuters — A dam broke. Some 40 people died, the mayor told Reuters.",
    "Dam breaks in Orland | Reuters\nThe mayor told Reuters that 40 people had died.",
]
STANCES = [
    ("It is not true that 40 people died, the army said.", "40", "army", "denies"),
    ("There is no truth in talk of 9 deaths, the harbour master said.", "9", "harbour master", "denies"),
    ("The governor contradicted the claim that 40 people had died.", "40", "governor", "denies"),
    ("The coast guard ruled out that 9 sailors had drowned.", "9", "coast guard", "denies"),
    ("The governor disputed the rebels' toll of 40.", "40", "governor", "denies"),
    (
        "The ministry's statement that 120 guests were taken was “an error”, the minister said.",
        "120",
        "minister",
        "denies",
    ),
    ("The ministry later deleted a post that said 40 people had died.", "40", "ministry", "withdraws"),
    ("The channel removed the report of 9 deaths.", "9", "channel", "withdraws"),
    ("The post, which said 40 people had died, was deleted by the ministry.", "40", "ministry", "withdraws"),
]
NOT_REJECTED = [
    ("The army denied responsibility for the strike that killed 40 people.", "40"),
    ("The president rejected calls to resign after 9 miners were killed.", "9"),
    ("Divers removed 9 bodies from the hull.", "9"),
    ("Police reported to have shot 31 people were suspended.", "31"),
]


@pytest.mark.parametrize(("text", "number", "speaker"), [row for rows in SPEAKERS.values() for row in rows])
def test_forms_of_credit(text: str, number: str, speaker: str | None) -> None:
    found, relays = who(text, number)
    assert (found and found.lower(), relays) == (speaker and speaker.lower(), [])


@pytest.mark.parametrize(("text", "number", "speaker", "relays"), RELAYED)
def test_where_it_was_said_passes_it_on(text: str, number: str, speaker: str, relays: list[str]) -> None:
    assert who(text, number) == (speaker, relays)


@pytest.mark.parametrize("text", DATELINES)
def test_the_outlet_of_the_dateline_is_the_publisher(text: str) -> None:
    assert who(text, "40") == ("mayor", [])


@pytest.mark.parametrize(("text", "number", "speaker", "stance"), STANCES)
def test_figures_rejected_and_taken_back(text: str, number: str, speaker: str, stance: str) -> None:
    [step] = chain_of(text, number)
    assert (step.name, step.stance) == (speaker, stance)


@pytest.mark.parametrize(("text", "number"), NOT_REJECTED)
def test_what_is_rejected_is_no_figure(text: str, number: str) -> None:
    assert who(text, number) == (None, [])

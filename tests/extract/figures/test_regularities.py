"""Regularities of lists, totals, parts and headlines: two unlike sentences of each, its figures out."""

import pytest

from claims.extract import extract_claims
from claims.records import Entry

REGULARITIES = {
    "a list between dashes breaks off no sentence": [
        ("Eleven pickers -- six women, three girls and two men -- were killed.", ["11 killed", "6", "3", "2"]),
        ("Some 14 sailors -- among them a cook -- are missing.", ["14 missing"]),
        ("Nine pickers – four women and five boys – were killed.", ["9 killed", "4", "5"]),
    ],
    "a hyphen between spaces is a dash": [
        ("Forty divers - three women and 37 men - were hurt.", ["40 injured", "3", "37"]),
        ("The whole choir - about 90 singers - was evacuated.", ["90 evacuated"]),
    ],
    "a dash behind a dateline is no range": [
        ("ORLE, May 12 — Thirty miners were hurt.", ["30 injured"]),
        ("VELKA, 3 April — Forty homes burned down.", ["40 destroyed"]),
    ],
    "a participle right behind a bare number in a headline is what is said of it": [
        ("Nine killed in bridge collapse", ["9 killed"]),
        ("Dozens missing, feared dead after barge sinks", ["dozens missing"]),
    ],
    "how gravely some are hurt makes them a part": [
        ("The crash injured 30 riders, at least four seriously.", ["30 injured", "4 injured of 30"]),
        ("Sixteen were taken to hospital, two in a critical condition.", ["16 hospitalised", "2 injured of 16"]),
    ],
    "the total before stands behind 'from'": [
        ("The mayor raised the death toll to 52 from 47.", ["52 killed", "47 killed superseded"]),
        ("The number of missing was cut to 9 from 30.", ["9 missing", "30 missing superseded"]),
    ],
    "a figure that another is compared with is none of today": [
        ("The county lists 84 missing, compared with 131 previously.", ["84 missing", "131 missing superseded"]),
        ("Some 30 were hurt, compared to 12 on Monday.", ["30 injured", "12 injured superseded"]),
    ],
    "there are so many among those of whom the text has told": [
        ("There were three sailors among the injured, the harbour master said.", ["3 injured"]),
        ("“There was a nurse, and there are two cooks among those killed,” she said.", ["2 killed"]),
    ],
    "a relative clause says it of the counted": [
        ("The county has 40 barns that burned down.", ["40 destroyed"]),
        ("Engineers visited nine bridges that collapsed in the flood.", ["9 destroyed"]),
    ],
    "who some of those counted were, says the next speaker": [
        ("The crash killed 40 riders. Officials said 12 were from Orle.", ["40 killed", "12 killed"]),
        ("Police held 70 people. The union added that nine were children.", ["70 detained", "9 detained"]),
        ("The bus fell on Monday. Police said 12 were children.", []),
    ],
    "what others put the number at": [
        ("Doctors put the number of dead at nine, the police at 30.", ["9 killed", "30 killed"]),
        ("The mayor put the dead at nine and wounded at 30.", ["9 killed", "30 injured"]),
        ("Organisers put the crowd at 900; police at 70.", ["900 protesters", "70 protesters"]),
        ("They put the toll at nine, and traffic stopped at 30 crossings.", ["9 killed"]),
    ],
    "those who were moved to a roof for the night": [
        ("Some 900 villagers had been moved to sports halls.", ["900 evacuated"]),
        ("Forty families were moved to tents.", ["40 evacuated"]),
        ("Forty pupils were moved to another class.", []),
    ],
    "so many were among them": [
        (
            "At least 40 people have been killed. The office said 12 children were among them.",
            ["40 killed", "12 killed"],
        ),
        ("Police held 70 men on Monday. Nine reporters were among them.", ["70 detained", "9 detained"]),
        ("Visitors came by boat. Nine reporters were among them.", []),
    ],
    "a list behind a colon or a comma splits the figure": [
        (
            "The gale damaged 90 buildings: 70 homes and 20 barns.",
            ["90 damaged", "70 damaged of 90", "20 damaged of 90"],
        ),
        (
            "Thirty-one people died, nineteen in Orle and twelve in Velka.",
            ["31 killed", "19 killed of 31", "12 killed"],
        ),
    ],
    "the whole may stand in its own part's sentence": [
        ("Among the 60 dead are 17 children.", ["60 killed", "17 killed of 60"]),
        ("The 48 wounded include 13 toddlers.", ["48 injured", "13 injured of 48"]),
    ],
    "a sentence opens with those of whom it splits the number": [
        ("Nine people were killed. Of those, five were children.", ["9 killed", "5 killed of 9"]),
        (
            "A fire killed 30. Of the dead, 18 were nuns and seven came from Velka.",
            ["30 killed", "18 of 30", "7 of 30"],
        ),
    ],
    "a vague word may leave open which of two it is": [
        ("Dozens, if not hundreds, of people drowned.", ["dozens_or_hundreds killed"]),
        ("Hundreds or thousands were displaced.", ["hundreds_or_thousands displaced"]),
    ],
    "a weekday before the number is no place of it": [
        ("On Saturday 40 people remained in custody.", ["40 detained"]),
        ("On Friday 12 miners were still missing.", ["12 missing"]),
    ],
    "a fall from one figure to another": [
        ("Officials cut the number of dead from 140 to 96.", ["140 killed superseded", "96 killed"]),
        ("The count of missing fell from 31 to 12.", ["31 missing superseded", "12 missing"]),
    ],
    "those of whom the text has told": [
        ("Six people drowned. The victims were four pupils and two teachers.", ["6 killed", "4 of 6", "2 of 6"]),
        ("A raid killed 20 people. They include 7 children.", ["20 killed", "7 of 20"]),
        ("The fire killed ten. The dead were six nurses and four patients.", ["10 killed", "6 of 10", "4 of 10"]),
    ],
    "those named number so many": [
        ("The dead numbered 14 in all.", ["14 killed"]),
        ("Those arrested numbered 120 by noon.", ["120 detained"]),
    ],
    "a number inside the whole of another is none of its own": [
        ("Three of the eight died at the scene.", ["3 killed"]),
        ("Four members of one household were shot dead.", ["4 killed"]),
    ],
    "what is counted by number goes before events on the way": [
        ("The number of people who died in the floods has tripled to 60.", ["60 killed"]),
        ("The number of drivers hurt in the attacks went up to 17.", ["17 injured"]),
    ],
    "a year-like number with a qualifier before a verb counts": [
        ("Over 2000 have been arrested.", ["2000 detained"]),
        ("At least 1900 were left homeless.", ["1900 displaced"]),
        ("The dam has stood since about 1950.", []),
    ],
    "nouns in a row have one number": [
        ("At least 60 men, women and children were abducted.", ["60 abducted"]),
        ("Some 25 nurses, cooks and drivers were hurt.", ["25 injured"]),
    ],
    "a headline leaves out whom": [
        ("Gunmen seize 12 in hill town", ["12 abducted"]),
        ("Police hold 30 after derby riot", ["30 detained"]),
    ],
    "agents are people though no group knows them": [
        ("Troops captured 12 mutineers.", ["12 detained"]),
        ("Guards are holding eight suspected forgers.", ["8 detained"]),
        ("The navy released three trackers.", []),
    ],
    "an obligation that was met is an act": [
        ("Hundreds had to flee the valley.", ["hundreds displaced"]),
        ("Some 900 have had to abandon their homes.", ["900 displaced"]),
        ("Hundreds came to protest against the dam.", ["hundreds protesters"]),
    ],
    "what is thought to have happened is said": [
        ("The blast is believed to have killed 20.", ["20 killed"]),
        ("The militia is thought to have 3,000 fighters.", ["3000 fighters"]),
        ("The ministry plans to kill 300 badgers.", []),
    ],
    "two numbers with a colon and a space between are no time": [
        ("Casualties rose to 3,500: 1,200 dead and 2,300 hurt.", ["3500 casualties", "1200 killed", "2300 injured"]),
        ("The toll is 24: 10 killed and 14 missing.", ["24 killed", "10 killed", "14 missing"]),
    ],
    "an aside about who says it stands between the counted and what is said of them": [
        ("Fifteen firefighters, said the ministry, have been injured.", ["15 injured"]),
        ("Over 900 people, according to organisers, marched.", ["900 protesters"]),
        ("Thirty men, the mayor said, and 4 boys were hurt.", ["4 injured"]),
    ],
    "a time behind a participle is no object": [
        ("The cook said 44 men were hurt and 57 people arrested the day before.", ["44 injured", "57 detained"]),
        ("Nine miners killed that night were brothers.", ["9 killed"]),
    ],
    "prepositions and verbs behind a number are no units": [
        ("Court jails 56 over dockside riot", ["56 convicted"]),
        ("Gunmen set 12 free in hill town", ["12 released"]),
        ("Police hold 30 over blast", ["30 detained"]),
        ("The side scored 56 in 12 overs and won by 7 runs.", []),
    ],
    "bodies are of the dead, whoever gets them out": [
        ("Rescuers dug out 12 bodies.", ["12 killed"]),
        ("Divers had saved six sailors and recovered 4 corpses.", ["6 rescued", "4 killed"]),
    ],
    "those of whom one puts a number": [
        ("The army put the missing at 73.", ["73 missing"]),
        ("The mayor put the dead at 61 and the wounded at 90.", ["61 killed", "90 injured"]),
        ("The mayor put the meeting at 12.", []),
    ],
    "those counted are told apart by who they were": [
        ("At least 18 people died. Three were children and five were from Velka.", ["18 killed", "3 of 18", "5 of 18"]),
        ("The raid killed 30. Ten were Malaysians, seven came from Orle.", ["30 killed", "10 of 30", "7 of 30"]),
        ("The fire killed 12. The council met. It has a hall. Ten are women.", ["12 killed"]),
    ],
    "a sentence opens with those to whom something happened": [
        ("A raid killed 30. Of those who died, 18 were nuns.", ["30 killed", "18 killed of 30"]),
        ("Of those hurt in Orle, 12 were cooks.", ["12 injured"]),
    ],
    "who did it stands in a clause without a pronoun": [
        ("They have freed 21 of the 68 pupils they seized last week.", ["21 released", "68 abducted"]),
        ("The guards buried the 9 men they had shot dead.", ["9 killed"]),
    ],
    "done to one along with others": [
        ("The owner was arrested along with three managers.", ["3 detained"]),
        ("The mayor was killed together with two guards.", ["2 killed"]),
        ("The mayor arrived along with three cooks.", []),
    ],
    "a number of something else is no total": [
        ("About 23 were missing. Others put the number on board at 120.", ["23 missing"]),
        ("The blast killed 9. The number in the hall was 300.", ["9 killed"]),
    ],
    "a second verb behind 'to' is no more done than the first": [
        ("The mayor has time to close the pits and evict 2,000 miners.", []),
        ("The troops wanted to storm the camp and kill 30 rebels.", []),
    ],
    "shares and ages are no figures": [
        ("Nine in ten of the dead were from Orle.", []),
        ("Forty-four people, all of them older than 60, died.", ["44 killed"]),
        ("Those aged under 18 were let go.", []),
    ],
    "a number is given again": [
        ("Police say 200 were killed, fewer than the union's count of 290.", ["200 killed", "290 killed"]),
        ("Twelve drowned. We have registered 31 yesterday alone, he said.", ["12 killed", "31 killed"]),
        ("Twelve drowned. The hospital would confirm only nine.", ["12 killed", "9 killed"]),
    ],
    "people bury the dead": [
        ("They buried six of our brothers.", ["6 killed"]),
        ("We have buried 14 men.", ["14 killed"]),
        ("The landslide buried 14 men.", ["14 affected"]),
    ],
    "on the way to hospital": [
        ("Fourteen died at the scene and nine on the way to hospital.", ["14 killed"]),
        ("Ten men were carried out on stretchers.", ["10 injured"]),
    ],
    "a sentence on those who fared worse tells of a part": [
        ("The crash injured 40 people. Eight had life-threatening injuries.", ["40 injured", "8 injured of 40"]),
        ("The blast injured 19 men. Four were critically wounded.", ["19 injured", "4 injured of 19"]),
        ("The blast injured 19 men. Four were hurt in Velka.", ["19 injured", "4 injured"]),
    ],
}


def told(text):
    """Each figure as its value or vague word, its metric and what it is beside a total, as far as the row asks."""
    claims = extract_claims(Entry(key="k", text=text, start=0))
    wholes = {claim.number_start: claim for claim in claims}
    for claim in claims:
        whole = wholes.get(claim.part_of)
        yield " ".join(
            [
                claim.vague_word or str(claim.value),
                claim.metric,
                *(["superseded"] if claim.scope == "superseded" else []),
                *([f"of {whole.value}"] if whole else []),
            ]
        )


@pytest.mark.parametrize(
    ("text", "figures"), [case for cases in REGULARITIES.values() for case in cases], ids=lambda value: str(value)[:40]
)
def test_a_regularity_of_english(text, figures):
    found = list(told(text))
    assert len(found) == len(figures), found
    for asked, got in zip(figures, found, strict=True):
        number, *words = asked.split()
        assert got.split()[0] == number
        assert set(words) <= set(got.split()), (asked, got)

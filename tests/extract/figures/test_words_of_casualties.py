"""The words of the dead, hurt, missing, hospitalised, affected and rescued, of qualifiers and of totals."""

import pytest

from claims.extract.figures.finder import find_figures
from claims.extract.figures.lexicon import lexicon_of
from claims.extract.passage import read_passage
from claims.records import Entry
from claims.vocabulary import load_vocabulary

LEXICON = lexicon_of(load_vocabulary())


def figures_of(text: str) -> list[tuple[str, str, str]]:
    """The figures of a text: metric, number, qualifier."""
    found = find_figures(read_passage(Entry(key="k", text=text, start=0)), LEXICON)
    return [(f.mention.metric, text[f.mention.number_start : f.mention.number_end], f.ruled.qualifier) for f in found]


KILLED = [
    ("Raiders butchered 23 farmers in their fields.", "23"),
    ("The militia slit the throats of nine herders.", "nine"),
    ("Eleven worshippers met their deaths in the fire.", "Eleven"),
    ("Four climbers plunged to their deaths from the north face.", "Four"),
    ("A torrent swept 14 campers to their deaths.", "14"),
    ("Six labourers were charred to death in Kolpur.", "Six"),
    ("Five men were buried alive when a mound of earth caved in.", "Five"),
    ("Two constables embraced martyrdom in the exchange of fire.", "Two"),
    ("Four terrorists were eliminated in the operation.", "Four"),
    ("The crash snuffed out the lives of six students.", "six"),
    ("The massacre of 160 villagers drew condemnation.", "160"),
    ("The mayor spoke at the funeral of the 14 victims.", "14"),
    ("Fifty-two lives were lost.", "Fifty-two"),
    ("The loss of 52 lives shook the town.", "52"),
    ("The company lost 12 workers in the blast.", "12"),
    ("Twelve people were cut down by machine-gun fire.", "Twelve"),
    ("A lorry hit and killed three cyclists.", "three"),
    ("The list of dead grew to 41.", "41"),
    ("Loss of life was put at 41.", "41"),
    ("Flood toll crosses the 100-mark.", "100"),
]
INJURED = [
    ("Two people are in a life-threatening condition.", "Two"),
    ("Twelve were treated for cuts and bruises.", "Twelve"),
    ("More than 30 runners suffered heatstroke.", "30"),
    ("Four soldiers lost limbs in the blast.", "Four"),
    ("Seven boys were bitten by stray dogs.", "Seven"),
    ("Sixteen were overcome by fumes.", "Sixteen"),
    ("Two men were shot and wounded outside a bar.", "Two"),
    ("Nine of the marchers were shot in the leg.", "Nine"),
    ("Dozens were beaten by police.", "Dozens"),
    ("The injury count reached 45.", "45"),
]
CASUALTIES = [
    ("Mines killed or maimed 5,700 people in a year.", "5,700"),
    ("Some 700 people have been killed or hurt.", "700"),
    ("A van rammed into 14 pedestrians.", "14"),
    ("The tram ran over three people.", "three"),
    ("Four were shot outside a nightclub.", "Four"),
    ("Nine people were hit by stray bullets.", "Nine"),
    ("Fourteen hikers were struck by lightning.", "Fourteen"),
    ("The attacker opened fire, hitting five shoppers.", "five"),
]
MISSING = [
    ("Contact has been lost with nine climbers.", "nine"),
    ("The fate of 14 miners remains unknown.", "14"),
    ("A search is under way for five hikers.", "five"),
    ("Eight deckhands were washed overboard.", "Eight"),
    ("A wave swept six tourists out to sea.", "six"),
    ("Six of them are yet to be traced.", "Six"),
    ("Eleven workers remain buried.", "Eleven"),
    ("The list of the missing shrank to 17.", "17"),
]
HOSPITALISED = [
    ("Seven were shifted to the district hospital.", "Seven"),
    ("Nineteen patients were ferried to hospital.", "Nineteen"),
    ("Six are in the ICU.", "Six"),
    ("Four are on ventilators.", "Four"),
    ("Fifty were treated and discharged after the blast.", "Fifty"),
    ("The smoke landed 60 pupils in hospital.", "60"),
    ("One woman was flown to a trauma center.", "One"),
]
AFFECTED = [
    ("The drought has hit 4 million people.", "4 million"),
    ("Eight million hit by tropical storm", "Eight million"),
    ("Power was out for 200,000 customers.", "200,000"),
    ("Nine million face acute food insecurity.", "Nine million"),
    ("More than 700,000 children are malnourished.", "700,000"),
    ("The ministry confirmed 27 cases of Ebola.", "27"),
    ("Fifty pupils were taken ill.", "Fifty"),
    ("Fifty miners are stuck underground.", "Fifty"),
    ("The disaster orphaned 300 children.", "300"),
    ("The floods upended the lives of 33 million people.", "33 million"),
]
RESCUED = [
    ("Helicopters lifted 11 sailors off the deck.", "11"),
    ("The army airlifted 75 villagers to safety.", "75"),
    ("Firefighters freed two people trapped in a car.", "two"),
    ("All 33 miners were freed.", "33"),
    ("Firefighters led 60 residents out of the building.", "60"),
    ("Rescuers extracted three people from the rubble.", "three"),
    ("A trawler came to the aid of 60 migrants.", "60"),
]
WORDS = {
    "killed": KILLED,
    "injured": INJURED,
    "casualties": CASUALTIES,
    "missing": MISSING,
    "hospitalised": HOSPITALISED,
    "affected": AFFECTED,
    "rescued": RESCUED,
}


@pytest.mark.parametrize(
    ("text", "metric", "number"), [(text, metric, number) for metric, rows in WORDS.items() for text, number in rows]
)
def test_words_of_each_metric(text, metric, number):
    assert [(found[0], found[1]) for found in figures_of(text)] == [(metric, number)]


@pytest.mark.parametrize(
    "text",
    [
        "The Rovers lost three players to a rival club.",
        "Two teams were eliminated in the group stage.",
        "He was charged for 14 three-pointers and two fouls.",
        "Four films were shot in Velka last year.",
        "The firm is looking for 300 people to staff the plant.",
        "Police are searching for two suspects.",
        "Detectives are looking for three masked robbers.",
        "Nine players are missing through injury.",
        "Six paintings have vanished.",
        "More than 1,200 victims of fraud came forward.",
        "Hackers stole the data of 4 million victims.",
        "The hospital received 14 awards.",
        "The club admitted 40 members.",
        "He was stuck on 99 for 12 balls.",
        "They pulled out of two tournaments.",
        "She picked up two awards.",
        "The goalkeeper saved two penalties.",
        "The midfielder is one of five players injured.",
        "The train hit 200 mph.",
        "The bridge toll is now 4 dollars, up from 3.",
        "Sales surged past 300,000 in March.",
        "The complaints number in the hundreds.",
    ],
)
def test_words_that_tell_of_no_event(text):
    assert figures_of(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The complaints number in the hundreds.",
        "Visitor numbers climbed above 2 million.",
        "Police are searching for two suspects.",
        "Two people were treated with respect.",
        "He fired 14 shots, and some 300 shot glasses were broken.",
    ],
)
def test_words_that_tell_of_no_event_after_one(text):
    assert figures_of(f"Nine people died in a fire in Orle. {text}") == [("killed", "Nine", "exact")]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("The blast killed a staggering 300 people.", "exact"),
        ("The fire killed barely 20 people.", "exact"),
        ("The storm killed in the neighbourhood of 300 people.", "about"),
        ("Something like 300 people were killed.", "about"),
        ("The number of dead is estimated at 300.", "about"),
        ("The storm killed 300 villagers, give or take.", "about"),
        ("Slightly fewer than 300 people were killed.", "nearly"),
        ("The toll is closing in on 300.", "nearly"),
        ("The death toll neared 300.", "nearly"),
        ("At a bare minimum 300 people were killed.", "at_least"),
        ("A good 300 people were killed.", "at_least"),
        ("The blast killed 300 villagers or more.", "at_least"),
        ("The blast killed 300 people, if not more.", "at_least"),
        ("Some 300 villagers at least were killed.", "at_least"),
        ("Well in excess of 300 people were killed.", "more_than"),
        ("Considerably more than 300 people were killed.", "more_than"),
        ("The death toll surged past 300.", "more_than"),
        ("The toll has breached 300.", "more_than"),
        ("Anything up to 300 people were killed.", "at_most"),
        ("Not exceeding 300 people were killed.", "at_most"),
        ("Well short of 300 people were killed.", "fewer_than"),
        ("Somewhere between 300 and 400 people were killed.", "range"),
        ("Scores upon scores were killed.", "vague"),
        ("A couple of dozen people were killed.", "vague"),
        ("Hundreds if not thousands were killed.", "vague"),
        ("Tens of people were killed.", "vague"),
    ],
)
def test_qualifiers_in_the_clause(text, qualifier):
    assert [(found[0], found[2]) for found in figures_of(text)] == [("killed", qualifier)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "At least 20 were killed and at least 30 hurt.",
            [("killed", "20", "at_least"), ("injured", "30", "at_least")],
        ),
        ("The bomb killed 20 and perhaps more than 30 were hurt.", [("killed", "20"), ("injured", "30", "more_than")]),
        ("Death toll in Orle bridge fall up to 15", [("killed", "15", "exact")]),
        ("The death toll edged up to 41.", [("killed", "41", "exact")]),
        ("Up to 41 people were killed.", [("killed", "41", "at_most")]),
        ("Deaths total 41.", [("killed", "41", "exact")]),
        ("Casualties run into the hundreds.", [("casualties", "hundreds", "vague")]),
        ("The dead could number in the thousands.", [("killed", "thousands", "vague")]),
        ("Dead — 41. Injured — 300.", [("killed", "41", "exact"), ("injured", "300", "exact")]),
        (
            "Killed 41, wounded 300, missing 17.",
            [("killed", "41", "exact"), ("injured", "300", "exact"), ("missing", "17", "exact")],
        ),
        ("The affected population is put at 1.2 million.", [("affected", "1.2 million", "exact")]),
        ("The provisional toll is 41 dead.", [("killed", "41", "exact")]),
    ],
)
def test_totals_and_changes(text, figures):
    found = figures_of(text)
    assert [figure[: len(wanted)] for figure, wanted in zip(found, figures, strict=True)] == figures


@pytest.mark.parametrize(
    ("text", "superseded"),
    [
        ("The toll, which had stood at 46, rose to 52.", [True, False]),
        ("The death toll, previously put at 46, climbed to 52.", [True, False]),
        ("The provisional toll stands at 46.", [False]),
    ],
)
def test_totals_that_another_replaces(text, superseded):
    found = find_figures(read_passage(Entry(key="k", text=text, start=0)), LEXICON)
    assert [figure.ruled.ruling.superseded for figure in found] == superseded

"""Words of arrest, trial, release, abduction, flight, evacuation, crowds and forces sent: what a sentence counts."""

import pytest

from claims.extract.figures.finder import find_figures
from claims.extract.figures.lexicon import lexicon_of
from claims.extract.passage import read_passage
from claims.records import Entry
from claims.vocabulary import load_vocabulary

LEXICON = lexicon_of(load_vocabulary())

COUNTED = {
    "detained": [
        ("Police picked up 14 suspected smugglers in a dawn raid on Saturday.", "14"),
        ("Some 33 people were whisked away by plainclothes agents.", "33"),
        ("Cops bust 5 drug dealers in midnight raid", "5"),
        ("Detectives swooped on a flat and collared eleven alleged gang members.", "eleven"),
        ("Nine people were taken to the police station for questioning.", "Nine"),
        ("Rights lawyers count 210 people in military custody.", "210"),
        ("By nightfall the gendarmes had 9 men in custody.", "9"),
        ("A further 6 turned themselves in.", "6"),
        ("There are 450 political prisoners in the country.", "450"),
        ("In Orle alone, 52 people ended up behind bars.", "52"),
    ],
    "charged": [
        ("A case has been registered against 13 persons.", "13"),
        ("FIRs were registered against 22 protesters.", "22"),
        ("The prosecutor has referred 31 defendants to trial.", "31"),
        ("About 70 rioters have appeared before magistrates.", "70"),
        ("Police charge-sheeted 7 accused in the case.", "7"),
        ("Army court-martials 12 mutineers", "12"),
        ("Nine defendants pleaded not guilty.", "Nine"),
        ("The trial of 24 officers opened on Monday.", "24"),
        ("Two men were hit with terror charges.", "Two"),
        ("Four in court over bomb plot", "Four"),
    ],
    "convicted": [
        ("The court awarded life imprisonment to 13 accused.", "13"),
        ("A judge handed down prison terms to 27 activists.", "27"),
        ("11 get life in Orle riot case", "11"),
        ("More than 60 people are on death row.", "60"),
        ("At least 38 people have been sent to the gallows since May.", "38"),
        ("The tribunal passed sentence on 15 rebels.", "15"),
        ("Three men must spend six months behind bars.", "Three"),
        ("Some 23 people have been tried and convicted.", "23"),
    ],
    "released": [
        ("The high court granted bail to 13 accused.", "13"),
        ("A judge granted bail to 75 protesters.", "75"),
        ("After two weeks in the forest, 18 pupils regained their freedom.", "18"),
        ("Nine of the abducted girls have regained their freedom.", "Nine"),
        ("The two sides exchanged 40 prisoners.", "40"),
        ("Some 1,000 inmates walked out of jail under an amnesty.", "1,000"),
        ("33 of those held have since been released.", "33"),
        ("Six of those kidnapped were later released.", "Six"),
        ("Four were cleared of all charges.", "Four"),
    ],
    "abducted": [
        ("12 people are being held for ransom.", "12"),
        ("Bandits whisked away 9 travellers.", "9"),
        ("Raiders herded 33 women into the bush.", "33"),
        ("Bandits herded 80 villagers into the forest.", "80"),
        ("60 pupils were taken by gunmen.", "60"),
        ("Some 45 kidnap victims are still in the forest.", "45"),
    ],
    "displaced": [
        ("The flood rendered 1,200 people homeless.", "1,200"),
        ("A wall of mud left 2,600 with nowhere to live.", "2,600"),
        ("There are now 12,000 IDPs in the district.", "12,000"),
        ("As many as 3,000 people are living under canvas.", "3,000"),
        ("The militia chased 1,500 people from their villages.", "1,500"),
        ("Around 700 residents are sleeping in their cars after the quake.", "700"),
        ("Aid workers say 48,000 people are camped in the open.", "48,000"),
    ],
    "evacuated": [
        ("About 2,000 people have been shifted to safer places.", "2,000"),
        ("450 people were bussed out of the valley.", "450"),
        ("2,500 people were ordered out.", "2,500"),
        ("Ferries carried 650 people off the island.", "650"),
        ("70 schoolchildren were taken off the bus.", "70"),
        ("Evacuation orders are in force for 12,000 people.", "12,000"),
        ("As the river rose, 10,500 were moved out of harm's way.", "10,500"),
    ],
    "protesters": [
        ("A mob of 300 people attacked the station.", "300"),
        ("Nearly 2,000 nurses walked off the job.", "2,000"),
        ("Some 400 farmers blocked the motorway with tractors.", "400"),
        ("About 80 activists chained themselves to the gates.", "80"),
        ("Some 60 youths pelted police with stones.", "60"),
        ("The ruling brought thousands onto the streets.", "thousands"),
        ("Around 250 people held placards outside parliament.", "250"),
        ("200,000 take to streets of Orle", "200,000"),
        ("Some 30 peaceful protesters stood at the gate.", "30"),
    ],
    "deployed": [
        ("The deployment of 3,500 troops was approved.", "3,500"),
        ("National Guard: 200 troops activated", "200"),
        ("12 helicopters are dropping water on the flames.", "12"),
        ("Six excavators were pressed into service.", "Six"),
        ("Some 30 divers are looking for the wreck.", "30"),
        ("Some 30 firefighters are searching for clues after the fire.", "30"),
        ("The junta poured 3,000 troops into the delta.", "3,000"),
    ],
    "fighters": [
        ("The group boasts 3,000 fighters.", "3,000"),
        ("The front fields 7,000 guerrillas.", "7,000"),
        ("The group is believed to number 15,000 fighters.", "15,000"),
        ("A force of 250 rebels holds the hill.", "250"),
    ],
}

NOTHING = (
    "Two singers held hands on stage.",
    "Three MPs held a meeting in the hall.",
    "The cat has caught 12 mice.",
    "She has netted two goals in three games.",
    "The jail was built to hold 500 inmates.",
    "A trial of 300 patients found no benefit.",
    "The trial involved 1,200 adults.",
    "Two players were booked and one was sent off.",
    "The bank charged 200 customers a late fee.",
    "The teams swapped two players.",
    "Seven patients were released from hospital.",
    "Two bears were released into the wild.",
    "He served 20 years as mayor.",
    "Around 30 chefs gathered in Lyon for the contest.",
    "In March 2,000 people visited the site.",
    "Some 5,000 runners took part in the marathon.",
    "The firm has 300 engineers.",
    "Three trains a day cross the border.",
    "Prosecutors dropped charges against 12 people.",
)

WHOSE_NOUN_TELLS = (
    ("Israel handed over 15 bodies.", ["15=killed"]),
    ("Police found the hut and held 4 corpses as evidence.", ["4=killed"]),
)


def figures_of(text):
    """The figures of a text as "number=metric"."""
    found = find_figures(read_passage(Entry(key="k", text=text, start=0)), LEXICON)
    return [f"{text[f.mention.number_start : f.mention.number_end]}={f.mention.metric}" for f in found]


@pytest.mark.parametrize(
    ("text", "figure"),
    [(text, f"{number}={metric}") for metric, rows in COUNTED.items() for text, number in rows],
)
def test_the_word_tells_the_metric(text, figure):
    assert figures_of(text) == [figure]


@pytest.mark.parametrize("text", NOTHING)
def test_the_same_words_in_another_sense_tell_none(text):
    assert figures_of(text) == []


@pytest.mark.parametrize(("text", "figures"), WHOSE_NOUN_TELLS)
def test_a_noun_that_tells_a_metric_goes_first(text, figures):
    assert figures_of(text) == figures

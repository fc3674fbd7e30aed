"""Words of what happens to things, of attacks and of money lost, and the numbers that count nothing beside them."""

from decimal import Decimal

import pytest

from claims.extract.figures.finder import find_figures
from claims.extract.figures.lexicon import lexicon_of
from claims.extract.figures.measures import is_measure
from claims.extract.figures.numbers import find_numbers
from claims.extract.figures.tokens import tokenise
from claims.extract.passage import read_passage
from claims.records import Entry
from claims.vocabulary import load_vocabulary

LEXICON = lexicon_of(load_vocabulary())


def found_in(text):
    return find_figures(read_passage(Entry(key="k", text=text, start=0)), LEXICON)


def figures_of(text):
    """The figures of a text as "number=metric"."""
    return [f"{text[f.mention.number_start : f.mention.number_end]}={f.mention.metric}" for f in found_in(text)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The gale caused extensive damage to 340 homes.", ["340=damaged"]),
        ("Officials reported damage to 12 schools and two clinics.", ["12=damaged", "two=damaged"]),
        ("Some 60 homes were left without roofs after the tornado.", ["60=damaged"]),
        ("About 700 houses were under water.", ["700=damaged"]),
        ("Arsonists firebombed three mosques overnight.", ["three=damaged"]),
        ("Hail battered 500 greenhouses in the valley.", ["500=damaged"]),
        ("Twelve vehicles burst into flames.", ["Twelve=damaged"]),
        ("Ten churches were desecrated.", ["Ten=damaged"]),
        ("The blaze consumed 40 homes.", ["40=destroyed"]),
        ("Landslides swallowed 22 houses.", ["22=destroyed"]),
        ("Air defence units brought down 35 drones.", ["35=destroyed"]),
        ("The army said it took out 12 tanks and 4 howitzers.", ["12=destroyed", "4=destroyed"]),
        ("Bulldozers razed 60 shacks to the ground.", ["60=destroyed"]),
        ("The wildfire turned 90 cabins to ash.", ["90=destroyed"]),
        ("Winds uprooted 150 trees and knocked down 80 electricity poles.", ["150=destroyed", "80=destroyed"]),
        ("Six barges sank in the storm.", ["Six=destroyed"]),
        ("Bandits rustled 300 cattle from the ranch.", ["300=looted"]),
        ("Robbers decamped with 20 gold bars.", ["20=looted"]),
        ("Gangs stole 12 vehicles and burgled nine houses.", ["12=looted", "nine=looted"]),
        ("Raiders drove away 450 goats.", ["450=looted"]),
        ("Eleven villages fell to the rebels within a week.", ["Eleven=seized"]),
        ("Hijackers commandeered two buses.", ["two=seized"]),
        ("Former fighters handed in 600 weapons under the disarmament deal.", ["600=seized"]),
        ("Rangers confiscated 80 tusks.", ["80=seized"]),
        ("Observers counted 23 ceasefire violations.", ["23=attacks"]),
        ("Warplanes dropped 16 bombs on the camp.", ["16=attacks"]),
        ("Rioters hurled 40 petrol bombs at police.", ["40=attacks"]),
        ("Firefighters tackled 63 bushfires.", ["63=attacks"]),
        ("Villagers reported six drone strikes this week.", ["six=attacks"]),
        ("The hurricane wrought $70 billion of destruction.", ["70 billion=damage_cost"]),
        ("It will cost €40 million to repair the damage.", ["40 million=damage_cost"]),
        ("The storm left P1.2 billion in agricultural losses.", ["1.2 billion=damage_cost"]),
        ("Property worth Rs 5 crore was gutted in the fire.", ["5 crore=damage_cost"]),
        ("Goods valued at over $3 million were destroyed in the blaze.", ["3 million=damage_cost"]),
        ("Damage to infrastructure was put at 4 million pesos.", ["4 million=damage_cost"]),
        ("Between $2bn and $3bn of damage was done by the storm.", ["2bn and $3bn=damage_cost"]),
    ],
)
def test_words_of_things(text, figures):
    assert figures_of(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "Drugs worth $2m were seized at the port.",
        "He was awarded $2m in damages by a jury.",
        "The company posted a $3bn net loss for the quarter.",
        "The party seized 12 seats and held 40 councils.",
        "She held 12 positions at the university.",
        "Doctors staged two strikes in January.",
        "Two clashes between the sides this season ended in draws.",
        "The judge overturned 12 verdicts.",
        "The firm sank 20 shafts.",
        "The chef broke 12 eggs and crushed 20 cloves of garlic.",
        "The museum found 200 coins and four swords.",
        "The singer dropped two albums.",
        "The team hit 12 sixes and smashed 210 runs.",
        "Three firms were hit by sanctions.",
        "The town has 12 churches and three mosques.",
        "Two thirds of the 300 homes were destroyed.",
        "Some 30% of 200 buildings were damaged.",
        "1 in 5 homes was damaged.",
        "12.5 people per 100,000 died of the disease.",
        "Children aged between 5 and 12 died.",
        "The driver, 34, was arrested at the scene.",
    ],
)
def test_sentences_without_figures(text):
    assert figures_of(text) == []


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("They counted 7.939 sheep", "7.939", 7939),
        ("1,2 million trees", "1,2 million", 1200000),
        ("a half-million voters", "a half-million", 500000),
        ("half-a-million voters", "half-a-million", 500000),
        ("one and a half million birds", "one and a half million", 1500000),
        ("a million and a half birds", "a million and a half", 1500000),
        ("1½ million birds", "1½ million", 1500000),
        ("a half-dozen carts", "a half-dozen", 6),
        ("three-dozen carts", "three-dozen", 36),
        ("5 lakhs of trees", "5 lakhs", 500000),
        ("10-thousand birds", "10-thousand", 10000),
        ("62 (sixty-two) houses", "62", 62),
        ("forty-odd carts", "forty", 40),
        ("a dozen-plus carts", "a dozen", 12),
        ("c.200 carts", "200", 200),
        ("12k-strong choirs", "12k", 12000),
    ],
)
def test_forms_of_numbers(text, written, value):
    [number] = find_numbers(tokenise(text), LEXICON)
    assert (text[number.start : number.end], number.value) == (written, Decimal(value))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between one and two hundred carts", 100, 200),
        ("two to three dozen carts", 24, 36),
        ("Rs 10 to 15 crore", 100000000, 150000000),
        ("10k-15k birds", 10000, 15000),
        ("two-three persons", 2, 3),
        ("20−30 carts", 20, 30),
        ("between $2bn and $3bn", 2000000000, 3000000000),
        ("from 20 to 30 carts", 20, 30),
    ],
)
def test_forms_of_ranges(text, low, high):
    [number] = find_numbers(tokenise(text), LEXICON)
    assert (number.value, number.value_high) == (low, high)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("Rs200 crore", 2000000000, "INR"),
        ("Rs.1200cr", 12000000000, "INR"),
        ("USD2bn", 2000000000, "USD"),
        ("a $20m loss", 20000000, "USD"),
        ("A$20m", 20000000, "AUD"),
        ("N50 million", 50000000, "NGN"),
        ("R1,5 billion", 1500000000, "ZAR"),
        ("Sh50m", 50000000, "KES"),
        ("3 billion won in losses", 3000000000, "KRW"),
        ("a 20-million-dollar loss", 20000000, "USD"),
        ("2 billion CFA francs", 2000000000, "XOF"),
        ("RM20 mil", 20000000, "MYR"),
    ],
)
def test_forms_of_money(text, value, currency):
    [number] = find_numbers(tokenise(text), LEXICON)
    assert (number.value, number.currency) == (value, currency)


@pytest.mark.parametrize(
    "text", ["G20 leaders", "N95 masks", "K2 climbers", "R2 valves", "P350 tickets", "2-year-olds"]
)
def test_codes_are_no_numbers(text):
    assert find_numbers(tokenise(text), LEXICON) == []


@pytest.mark.parametrize(
    "text",
    [
        "at 2130 on Monday",
        "at 0530 local time",
        "a 6.1 quake",
        "aged between 20 and 30",
        "18 to 24-year-olds",
        "at 45 Elm Road",
        "call 0800",
        "they lost 1-3",
        "a 2-4 defeat",
        "30°C",
        "0.5 basis points",
        "a town of 4,000 people",
        "class 10 students",
        "calibre 45",
        "145 all out",
        "per 100,000 people",
        "300 electoral votes",
        "Freeway 5",
    ],
)
def test_measures_count_nothing(text):
    tokens = tokenise(text)
    assert all(is_measure(tokens, number, LEXICON) for number in find_numbers(tokens, LEXICON))


@pytest.mark.parametrize(
    "text",
    ["In Elm District 12 people died", "In the building 42 were killed", "in Sierra Leone 20 men died", "they won 20"],
)
def test_what_stands_before_is_no_label_and_no_currency(text):
    tokens = tokenise(text)
    [number] = find_numbers(tokens, LEXICON)
    assert number.currency is None
    assert not is_measure(tokens, number, LEXICON)

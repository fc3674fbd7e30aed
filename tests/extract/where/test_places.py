"""Places of figures: `{…}` marks the quote, `<…>` the number in it."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

from claims.extract import extract_claims
from claims.extract.mention import Context, Mention
from claims.extract.passage import read_passage
from claims.extract.where.places import PlaceRead, Places, place_key
from claims.extract.where.words import place_words
from claims.records import Entry
from claims.vocabulary import load_vocabulary

NOWHERE = Context()
KAZAKHSTAN = Context(place="kazakhstan")


def read(
    text: str, *, context: Context = NOWHERE, speaker: str | None = None, headline: str | None = None, post: bool = True
) -> PlaceRead:
    """The place of the figure that the marks stand for."""
    text = f"{headline}\n{text}" if headline else text
    plain = re.sub(r"[{}<>]", "", text)
    offsets = {mark: len(re.sub(r"[{}<>]", "", text[: text.index(mark)])) for mark in "{}<>"}
    kind = "post" if post else "article"
    passage = read_passage(Entry(key="1", kind=kind, text=plain, start=0, headline=headline))
    quote = offsets["{"], offsets["}"]
    mention = Mention(passage.sentence_at(offsets["<"]), offsets["<"], offsets[">"], *quote, "killed", *quote)
    return Places(passage, context, load_vocabulary()).place(mention, speaker)


CASES = [
    # A place after its preposition, listed or not.
    ("{<Twelve> people were killed} in Almaty on Friday.", "Almaty", "kazakhstan/almaty"),
    ("{<Six> soldiers died} near Brograd.", "Brograd", None),
    ("{<Forty> shops were looted} on Harbour Street.", "Harbour Street", None),
    ("{<Forty> boats sank} off Cape Morrow, the navy said.", "Cape Morrow", None),
    ("{<90> men are held} at Brask Central Prison.", "Brask Central Prison", None),
    ("{<90> mourners gathered} at the cemetery.", "cemetery", None),
    ("{<300> homes burned} in the town of Ashen Ridge.", "town of Ashen Ridge", None),
    ("{<9> miners died} inside a coal mine in northern Turkey.", "coal mine in northern Turkey", "turkey"),
    ("{<9> people died} across the Kurdistan province of Iran.", "Kurdistan province of Iran", "iran/kurdistan"),
    ("{Some <200> people were evacuated} from Basra.", "Basra", "iraq/basra"),
    ("{<30> people were hurt} in Rio de Janeiro.", "Rio de Janeiro", "brazil/rio-de-janeiro"),
    (
        "{<30> people were hurt} in Coeur d'Alene, Idaho, police said.",
        "Coeur d'Alene, Idaho",
        "united-states/coeur-dalene",
    ),
    ("{<30> people were hurt} in Portland, Maine.", "Portland, Maine", "united-states/maine/portland"),
    ("{<30> people were hurt} in Kharkiv, Donetsk and Sumy regions.", "Kharkiv, Donetsk and Sumy regions", "ukraine"),
    ("{<30> people were hurt} in el-Fasher, doctors said.", "el-Fasher", "sudan/el-fasher"),
    ("{<30> people were hurt} in Almaty, Russia said.", "Almaty", "kazakhstan/almaty"),
    ("{<30> people were hurt} in the city of Aleppo.", "city of Aleppo", "syria/aleppo"),
    # A name without a preposition.
    ("Aleppo was hit by an earthquake that {killed <30> people}.", "Aleppo", "syria/aleppo"),
    ("Kentucky flooding: {<16> people dead}, governor says", "Kentucky", "united-states/kentucky"),
    ("{<Five> Dead} After Tram Overturns in Croydon", "Croydon", "united-kingdom/croydon"),
    ("{Nearly <800> Held} Since Sunday, in Kazakhstan's Protests", "Kazakhstan", "kazakhstan"),
    # An event, a verb or an adverb behind a name; a word before it that only describes.
    ("{<Eleven> dead} in Orle landslide", "Orle", None),
    ("{<Forty> hurt} in Brask fire", "Brask", None),
    ("Brask fire service said {<40> people were hurt}.", None, None),
    ("{<150> houses burned} in northern Orle alone, the mayor said.", "northern Orle", None),
    ("A blaze in Brask left {<nine> people dead}.", "Brask", None),
    ("Deadliest Iowa tornado in years {leaves <7> dead}", "Iowa", "united-states/iowa"),
    ("Southwest Pakistan hit by quake, {<20> killed}", "Pakistan", "pakistan"),
    # Struck or crossed by what befalls it; where the verb is "has".
    ("A tornado hit Lucas County, {killing <two> people}.", "Lucas County", None),
    ("Raiders attacked Orle on Sunday, {killing <nine> people}.", "Orle", None),
    ("Gunmen stormed Brask prison, {killing <nine> guards}.", "Brask prison", None),
    ("{<34> people have been killed} by a storm crossing the United States.", "United States", "united-states"),
    ("Kenya has lost {<90> herders}, its drought office said.", "Kenya", "kenya"),
    ("Lorn County alone has {<11> people dead}.", "Lorn County", None),
    ("Mount Sorrow erupted on Friday and {killed <14> people}.", "Mount Sorrow", None),
    ("Kenya has arrested {<90> herders}.", None, None),
    # What says in what a place lies.
    (
        "{<Ten> people died} at a temple in Orle, in the eastern state of Assam.",
        "temple in Orle, in the eastern state of Assam",
        "india/assam",
    ),
    ("{<Six> people died} in Brask, a town in Kenya.", "Brask, a town in Kenya", "kenya"),
    ("{<Six> people died} near Orle in northern Peru.", "Orle in northern Peru", "peru"),
    ("Close to Orle, {crews found <26> bodies}.", "Orle", None),
    ("{<Six> people died} next to Brask Bridge.", "Brask Bridge", None),
    # The seat or the name of who speaks; who holds an office there.
    ("The press office of Orle city said {<73> houses had collapsed}.", None, None),
    ("{The figure of <50> dead} was given by the administrator of Brask district.", None, None),
    ("Odisha's top civil servant said {<50> people had died}.", None, None),
    ("In Missouri, the patrol has {counted <12> dead in five counties}.", "Missouri", "united-states/missouri"),
    # Datelines with a hyphen, and a town's with a colon.
    ("PAGAR ALAM, Indonesia (AP) - {<Nine> people were killed} near Herat.", "Herat", "afghanistan/herat"),
    ("KARACHI: {<Nine> people were killed} on Sunday.", None, None),
    # Without a name and far off in another clause.
    ("{It left <20> people dead}, an official said, and damaged roads, and caved in a coal mine.", None, None),
    ("{<Four> people died}, many of them workers who fled, witnesses said, from rooms in factories.", None, None),
    # "Today" is a newspaper with a capital only.
    ("Across Shaanxi province today, {<266> people are missing}.", "Shaanxi province", "china/shaanxi"),
    ("In Orle today, {<nine> people were killed}.", "Orle", None),
    # The nearest, in the figure's own clause.
    ("{<274> people were detained}, 196 of them in Almaty.", None, None),
    ("274 people were detained, {<196> of them in Almaty}.", "Almaty", "kazakhstan/almaty"),
    ("{<Three> people were killed} and 40 hurt in Aleppo.", "Aleppo", "syria/aleppo"),
    ("{<40> people, including two children, were killed} in Aleppo.", "Aleppo", "syria/aleppo"),
    ("In Shymkent, {<three> people were killed}, and 40 were hurt in Taraz.", "Shymkent", "kazakhstan/shymkent"),
    ("In Shymkent, three people were killed, and {<40> were hurt} in Taraz.", "Taraz", "kazakhstan/taraz"),
    ("The prosecutor in the city of Shiraz said {<two> people were killed}.", "city of Shiraz", "iran/shiraz"),
    ("Two men died in Urmia, bringing {the total killed to <seven>}.", None, None),
    ("KABUL, Afghanistan (AP) — {<Nine> people were killed} near Herat.", "Herat", "afghanistan/herat"),
    ("In Aleppo, {<six> people died inside a mosque}.", "Aleppo", "syria/aleppo"),
    ("{<70> patients died} in a hospital in Sudan's El Fasher.", "hospital in Sudan's El Fasher", "sudan/el-fasher"),
    ("{<12> climbers died} on Mount Sorrow.", "Mount Sorrow", None),
    ("{<31> people died} at a camp outside Aleppo.", "camp outside Aleppo", "syria/aleppo"),
    ("{<40> tourists are stranded} on an island off Croatia.", "island off Croatia", "croatia"),
    ("{<13> herders died}, four of them children, near Aleppo.", "Aleppo", "syria/aleppo"),
    ("{<Ninety> people were freed} but 60 are held in Aleppo.", None, None),
    # What is no place.
    ("{All <72> people on the flight from Almaty to Taraz died}.", None, None),
    ("{<Nine> pilgrims on the road from Basra to Aleppo died}.", None, None),
    ("{<130> people} remain behind bars.", None, None),
    ("{<Twelve> people were killed} in January.", None, None),
    ("{<Twelve> people were killed} in Hurricane Rosa.", None, None),
    ("{<Twelve> people were hurt} at the scene.", None, None),
    ("{<Twelve> people are in hospital}.", None, None),
    ("Almaty police said {<twelve> people were arrested}.", None, None),
    ("{<Twelve> people were arrested}, according to Kestria's Interior Ministry.", None, None),
    ("Paris Morton said {<twelve> people were arrested}.", None, None),
    ("{<Twelve> people were arrested}, the Almaty Health Department said.", None, None),
    ("{<Twelve> people were arrested} in US history.", None, None),
    ("{<Twelve> men wrote} on Twitter.", None, None),
    ("{<Twelve> people died} in the unrest.", None, None),
]


@pytest.mark.parametrize(("text", "location", "place"), CASES)
def test_place(text: str, location: str | None, place: str | None) -> None:
    assert read(text) == PlaceRead(location, place, False)


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("An extra 600 soldiers were sent to the border.", "border"),
        ("Some 40 people were taken to hospitals in Aleppo.", "hospitals in Aleppo"),
        ("Helicopters rescued 61 people from rooftops.", "rooftops"),
        ("The army evacuated 90 people from the valley.", "valley"),
        ("Two tourists from Spain were killed.", None),
        ("The dead included nine men from Aleppo.", None),
    ],
)
def test_a_place_to_or_from_which_the_counted_went(text: str, location: str | None) -> None:
    [claim] = extract_claims(Entry(key="k", text=text, start=0))
    assert claim.location == location


def test_headline_of_a_post_gives_the_place_of_all_of_it() -> None:
    text = "The chamber says {<70> shops were looted}."
    assert read(text, headline="Shops emptied along Quay Road").location == "Quay Road"
    assert read(text, headline="Shops emptied in three nights").location is None
    assert read(text, headline="Shops emptied along Quay Road", post=False).location is None


@pytest.mark.parametrize(
    ("text", "locations"),
    [
        ("Weekly notes\nKENYA\nFloods killed 12 people.\nPERU\nA quake killed 30 people.", ["KENYA", "PERU"]),
        ("Peru: A quake killed 30 people.\nHaiti: Floods killed 9. A fire killed 2.", ["Peru", "Haiti", "Haiti"]),
        ("Kenya\nA bus overturned on Sunday.\nThe crash killed 12 people.", [None]),
        ("LAGOS: A fire killed 12 people.\nLIMA: A fire killed 30 people.", [None, None]),
    ],
)
def test_places_as_headings_of_a_report_hold_below_them(text: str, locations: list[str | None]) -> None:
    assert [claim.location for claim in extract_claims(Entry(key="k", text=text, start=0))] == locations


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("35 of the 75 districts were affected.", None),
        ("Floods destroyed 12 of the 40 bridges.", None),
        ("France sent 82 firefighters and Romania 112.", None),
    ],
)
def test_what_is_counted_or_sends_is_no_place(text: str, location: str | None) -> None:
    assert {claim.location for claim in extract_claims(Entry(key="k", text=text, start=0))} == {location}


def test_the_country_is_the_one_named_before() -> None:
    text = "Kazakhstan's Interior Ministry said {<7,939> people were detained} throughout the country."
    assert read(text) == PlaceRead("Kazakhstan", "kazakhstan", False)
    bare = "Police said {<7,939> people were detained} throughout the country."
    assert read(bare, headline="Protests in Kazakhstan go on") == PlaceRead("Kazakhstan", "kazakhstan", False)
    assert read(bare).location is None


@pytest.mark.parametrize(
    ("speaker", "context", "place"),
    [
        ("Kazakhstan's Interior Ministry", NOWHERE, "kazakhstan"),
        ("Kazakhstan's Interior Ministry", Context(place="kazakhstan/almaty"), "kazakhstan"),
        ("Syria's Health Ministry", Context(place="turkey"), "syria"),
        ("Russian Defence Ministry", Context(place="ukraine"), "ukraine"),
        ("Ukraine's Defence Ministry", Context(place="ukraine/kyiv"), "ukraine"),
        ("Chilean navy", NOWHERE, "chile"),
        ("Russian Defence Ministry", NOWHERE, "russia"),
        ("United Nations", KAZAKHSTAN, "kazakhstan"),
        ("Interior Ministry", KAZAKHSTAN, "kazakhstan"),
        ("witnesses", NOWHERE, None),
        (None, KAZAKHSTAN, "kazakhstan"),
        (None, NOWHERE, None),
    ],
)
def test_without_a_place_the_speakers_country_or_the_events(
    speaker: str | None, context: Context, place: str | None
) -> None:
    found = read("{<26> people were killed}, officials said.", context=context, speaker=speaker)
    assert found == PlaceRead(None, place, place is not None)


def test_unlisted_place_lies_where_the_event_is() -> None:
    found = read("{<26> people were killed} at St Anna Hospital.", context=KAZAKHSTAN)
    assert found == PlaceRead("St Anna Hospital", "kazakhstan", True)


@pytest.mark.parametrize(
    ("location", "country", "key"),
    [
        ("Croydon, south London", None, "united-kingdom/croydon"),
        ("Tehran and Isfahan", None, "iran"),
        ("Isfahan and Aleppo", None, None),
        ("Charlotte County", None, None),
        ("Tooting", None, None),
        ("hospital in Tooting", "GB", "united-kingdom/tooting"),
        ("Bell's Crossing", None, None),
        ("an Australian beach", None, "australia"),
        ("eastern Ukrainian town of Bakhmut", None, "ukraine/bakhmut"),
        ("Linden Park", None, None),
        ("French embassy in Beirut", None, "lebanon/beirut"),
        ("el-Fasher", None, "sudan/el-fasher"),
        ("Mexico City", None, "mexico/mexico-city"),
        ("Hatay", None, "turkey/hatay"),
        ("Antioquia", None, "colombia/antioquia"),
        ("the docks", "GB", None),
        ("Orsk Bay", None, None),
        ("Bay", "SO", "somalia/bay"),
        ("Gulf of California", None, None),
        ("Sea of Japan", None, None),
    ],
)
def test_key_of_a_place_as_written(location: str, country: str | None, key: str | None) -> None:
    assert place_key(location, place_words(load_vocabulary()), country) == key


@pytest.mark.parametrize(
    "hostile",
    [
        "in the " * 20_000,
        "in A, " * 20_000,
        "’s" * 50_000,
        "of North " * 20_000,
        "hit A B " * 20_000,
        "A, a town in " * 20_000,
        "(" * 100_000,
    ],
)
def test_hostile_text_is_read_to_its_end(hostile: str) -> None:
    assert read(f"{{<Nine> people died}} {hostile}") is not None


def test_locations_of_the_corpus(shared: Path) -> None:
    """Of the annotated figures, each read from its gold quote, most get the annotated location."""
    spec = importlib.util.spec_from_file_location("score", shared / "corpus" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    right = []
    for gold in sorted((shared / "corpus" / "dev").glob("*.gold.jsonl")):
        text = gold.with_name(gold.name.replace(".gold.jsonl", ".txt")).read_bytes().decode()
        passage = read_passage(Entry(key="1", kind="article", text=text, start=0))
        places = Places(passage, NOWHERE, load_vocabulary())
        for claim in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
            start, end = score.gold_spans(claim)[0]
            quote = claim["start"], claim["start"] + len(claim["quote"])
            mention = Mention(passage.sentence_at(start), start, end, *quote, claim["metric"], *quote)
            if not claim["optional"]:
                right.append(score.same_place(places.place(mention, None).location, claim["location"]))
    assert sum(right) / len(right) > 0.88

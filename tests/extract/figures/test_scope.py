"""What a figure covers, which whole it is part of, and who did it."""

import pytest

from claims.extract import extract_claims
from claims.records import Entry


def claims_of(text):
    return extract_claims(Entry(key="k", text=text, start=0))


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Thirty people died on Monday. Another 12 were killed on Tuesday.", ["total", "additional"]),
        ("The fire killed 20 people. Three more died in hospital.", ["total", "additional"]),
        ("Two villagers were killed and another six injured.", ["total", "total"]),
        ("Fifteen people were killed and 10 others wounded.", ["total", "total"]),
        ("The number of missing fell from 31 to 8.", ["superseded", "total"]),
        ("The toll is 45, up from an earlier 38.", ["total", "superseded"]),
        ("An earlier toll of nine dead was revised to 13.", ["superseded", "total"]),
        ("The toll rose by 14 to 230.", ["additional", "total"]),
        ("More than 3,000 miners were arrested, the governor said.", ["total"]),
        ("Six died. Police said more than 40 were hurt.", ["total", "total"]),
        ("Twenty soldiers were hurt, three of them seriously.", ["total", "part"]),
        ("Some 80 people are in hospital, nine of them in intensive care.", ["total", "part"]),
        ("Nine people died, including four nurses.", ["total", "total"]),
        ("Police made 270 arrests, 190 of them in Almaty.", ["total", "total"]),
        ("Some 300 were arrested in Orle and another 20 in Brask.", ["total", "total"]),
        ("In Orle 30 homes burned and a further 12 homes burned in Brask.", ["total", "total"]),
        ("An earlier count of 33 dead was corrected to 29.", ["superseded", "total"]),
        ("The previous estimate of 600 injured was withdrawn.", ["superseded"]),
        ("Of the 500 arrested, 130 remain in custody.", ["total", "total"]),
        ("Of the 90 detained, nine are still being held.", ["total", "total"]),
    ],
)
def test_the_scope_of_each_figure(text, scopes):
    assert [claim.scope for claim in claims_of(text)] == scopes


@pytest.mark.parametrize(
    "text",
    [
        "At least 40 people died, including seven children.",
        "Forty people were hurt, of whom seven were minors.",
        "Eight guards were killed and 30 hurt. The dead include two majors.",
        "There were 33 deaths, 28 of them in Almaty.",
    ],
)
def test_a_part_points_at_its_whole(text):
    claims = claims_of(text)
    assert claims[-1].part_of == claims[0].number_start
    assert claims[0].part_of is None


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("At least 40 people were killed by security forces.", "security forces"),
        ("Gunmen shot dead four farmers.", "Gunmen"),
        ("Riot police arrested 31 men.", "Riot police"),
        ("Twelve men were killed by falling trees.", None),
        ("The storm killed nine people.", None),
    ],
)
def test_who_did_it(text, actor):
    assert claims_of(text)[0].by == actor

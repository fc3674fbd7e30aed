"""Mappings: shipped ones on tables of their layout, a researcher's own, and what is wrong in one."""

from datetime import date
from pathlib import Path

import pytest

import claims
from claims.exchange.tables import MappingError, load_mapping, shipped_mappings
from claims.exchange.tables.mapping import read_mapping
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
FIGURE = '[[figures]]\ncolumn = "dead"\nmetric = "killed"\n'


def test_every_shipped_mapping_is_read() -> None:
    assert shipped_mappings() == ("acled", "emdat", "gaza-daily", "hxl", "ucdp-ged", "ukraine-losses")
    for name in shipped_mappings():
        assert load_mapping(name, VOCABULARY).figures


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = 1\n" + FIGURE, "has a key 'colour' at its top; the keys there are label, format"),
        (FIGURE + "shade = 1\n", "has a key 'shade' in [[figures]]; the keys there are metric"),
        ('[fields]\nwho = "x"\n' + FIGURE, "has a key 'who' in [fields]"),
        ('[fields]\nspeaker = { col = "x" }\n' + FIGURE, "has a key 'col' of 'speaker'; the keys there are constant"),
        (FIGURE.replace("killed", "banana"), "says metric 'banana'; write one of killed"),
        (FIGURE + 'qualifier = "roughly"\n', "says qualifier 'roughly'; write one of exact"),
        ('[[figures]]\ncolumn = "dead"\n', "says no metric of 'dead'"),
        ('[[figures]]\nmetric = "killed"\n', "names no column"),
        ("key = [1]\n" + FIGURE, "is wrong at key.0"),
        ("figures = []", "is wrong at figures"),
        ("figures = 3", "is wrong at figures"),
        ("fields = 3\n" + FIGURE, "is wrong at fields"),
        ("key = [", "is not TOML"),
        ("header = " + "9" * 5_000, "is not TOML"),
        ("key = " + "[" * 100_000, "is not TOML"),
        ('name = "x"\n' + FIGURE, "has a key 'name'"),
    ],
)
def test_what_is_wrong_is_named(text: str, said: str) -> None:
    with pytest.raises(MappingError) as caught:
        read_mapping(text, "mine", VOCABULARY)
    assert said in str(caught.value)


def test_an_unknown_name_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="There is no mapping 'ucpd'; name one of acled, emdat"):
        load_mapping("ucpd", VOCABULARY)
    with pytest.raises(MappingError, match="can't be read"):
        load_mapping(tmp_path / "none.toml", VOCABULARY)


def taken(folder: Path, mapping: str, text: str) -> claims.Database:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    db = claims.open(folder / "claims.db")
    db.import_table(path, mapping, "event", published_at=date(2024, 6, 1))
    return db


def test_acled_rows_are_parts_with_place_sources_and_day(tmp_path: Path) -> None:
    head = "event_id_cnty,event_date,actor1,admin1,location,country,source,fatalities\n"
    with taken(tmp_path, "acled", head + "KAZ1,05 January 2024,Rioters,Almaty,Almaty,Kazakhstan,Wire; Radio,3\n") as db:
        [claim] = db.stored_claims()
    assert (claim.metric, claim.value, claim.scope, claim.by) == ("killed", 3, "part", "Rioters")
    assert (claim.place, claim.via, claim.publisher) == ("kazakhstan/almaty", ("Wire", "Radio"), "ACLED")
    assert claim.occurred_from
    assert claim.occurred_from.written() == "2024-01-05"


def test_emdat_sums_are_in_thousands_and_days_in_parts(tmp_path: Path) -> None:
    head = "DisNo.,Country,Location,Start Year,Start Month,Start Day,End Year,End Month,End Day,Total Deaths"
    text = f"{head},Total Damage ('000 US$)\n2023-1,Peru,Piura,2023,3,,2023,4,2,7,1500\n"
    with taken(tmp_path, "emdat", text) as db:
        found = {each.metric: each for each in db.stored_claims()}
    assert (found["killed"].value, found["killed"].place) == (7, "peru")
    assert (found["damage_cost"].value, found["damage_cost"].currency) == (1_500_000, "USD")
    moments = found["killed"].occurred_from, found["killed"].occurred_to
    assert [each and each.written() for each in moments] == ["2023-03", "2023-04-02"]


def test_hxl_columns_are_known_by_their_hashtags(tmp_path: Path) -> None:
    text = "When,Where,Girls and boys hurt,Dead,Note\n#date,#adm1+name,#affected+injured+children,#affected + killed,\n"
    with taken(tmp_path, "hxl", text + "2024-05-01,Almaty,4,2,so\n2024-05-02,Almaty,5,2,\n") as db:
        found = db.claims()
    assert sorted(zip(found["metric"], found["group_kind"], found["value"], strict=True)) == [
        ("injured", "children", 4),
        ("injured", "children", 5),
        ("killed", "all", 2),
        ("killed", "all", 2),
    ]


def test_a_table_without_hashtags_or_figures_is_told(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="no row of HXL hashtags"):
        taken(tmp_path, "hxl", "a,b\n1,2\n")
    with pytest.raises(MappingError, match="reads figures from fatalities; the table has only a, b"):
        taken(tmp_path, "acled", "a,b\n1,2\n")


def own(folder: Path, mapping: str, text: str) -> list[claims.StoredClaim]:
    (folder / "mine.toml").write_text(mapping, encoding="utf-8")
    with taken(folder, str(folder / "mine.toml"), text) as db:
        return sorted(db.stored_claims(), key=lambda each: each.id)


def test_cells_say_how_exactly(tmp_path: Path) -> None:
    cells = (">100", "100+", "100-200", "~40", '"1,234"', "dozens", "7.0", "<=5", "1e3", "n/a")
    found = own(tmp_path, FIGURE, "dead\n" + "\n".join(cells) + "\n")
    assert [(each.qualifier, each.value and int(each.value), each.number) for each in found] == [
        ("more_than", 100, "100"),
        ("at_least", 100, "100"),
        ("range", 100, "100-200"),
        ("about", 40, "40"),
        ("exact", 1234, "1,234"),
        ("vague", None, "dozens"),
        ("exact", 7, "7.0"),
        ("at_most", 5, "5"),
        ("exact", 1000, "1e3"),
    ]
    assert (found[2].value_high, found[5].vague_word) == (200, "dozens")


def test_decimal_commas_and_own_dates(tmp_path: Path) -> None:
    mapping = 'decimal = ","\n[fields]\nsaid_at = { column = "day", formats = ["%d.%m.%Y"] }\n' + FIGURE
    [claim] = own(tmp_path, mapping, 'day;dead\n09.01.2022;"1.234"\n')
    assert (claim.value, claim.said_at and claim.said_at.written()) == (1234, "2022-01-09")


def test_a_range_quotes_both_its_cells(tmp_path: Path) -> None:
    mapping = '[[figures]]\ncolumn = "best"\nlow = "low"\nhigh = "high"\nmetric = "killed"\n'
    best, ends = own(tmp_path, mapping, "low,best,high\n3,4,9\n")
    assert (best.value, best.quote, ends.quote, ends.value, ends.value_high) == (4, "4", "3,4,9", 3, 9)
    assert ends.qualifier == "range"


def test_rows_are_chosen_and_refused_and_groups_read_from_a_column(tmp_path: Path) -> None:
    mapping = f"""
[where]
kind = ["final"]
[[refuse]]
column = "town"
equals = ["Total"]
why = "The row sums up the others."
{FIGURE}group_kind = {{ column = "who", values = {{ kids = "children" }}, otherwise = "all" }}
"""
    text = "kind,town,who,dead\nfinal,A,kids,1\ndraft,A,kids,2\nfinal,Total,kids,3\nfinal,B,men,4\n"
    found = own(tmp_path, mapping, text)
    assert [(each.group_kind, each.value) for each in found] == [("children", 1), ("all", 4)]

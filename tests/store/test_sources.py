"""Sources: found again however they are spelled, told apart where their name does not tell."""

import pytest
from made_pages import at, made_capture, made_claim, made_page

from claims.errors import ClaimsError, UnknownSourceError
from claims.records import Event, Filters, StoredClaim
from claims.store import Store, known_by

TEXT = "In all 3 people died."


def said(store: Store, speaker: str, event: str = "ferry", publisher: str = "Orvan Post") -> StoredClaim:
    """A claim credited to a speaker by a publisher."""
    number = len(store.claims())
    url = f"https://orvan-post.example/{number}"
    page = made_page({"a": TEXT}, url=url, publisher=publisher)
    claim = made_claim(TEXT, "3", speaker=speaker)
    store.add(made_capture(str(number), at(number), url, publisher), page, {"a": [claim]}, event, extractor="t")
    return store.claims()[-1]


def test_spellings_of_one_name_are_one_source(store: Store) -> None:
    names = ("Kazakhstan's Interior Ministry", "the Interior Ministry of Kazakhstan", "Interior Ministry")
    assert {said(store, name).speaker_source for name in names} == {"kazakhstan-interior-ministry"}
    source = store.source("kazakhstan-interior-ministry")
    assert (source.name, source.aliases) == (names[0], names[1:])
    assert (source.kind, source.side, source.country) == ("ministry", "state", "KZ")


def test_a_bare_body_belongs_to_the_event_s_country(store: Store) -> None:
    store.put_event(Event(slug="flood", title="Flood", place="peru"))
    assert said(store, "Interior Ministry").speaker_source != said(store, "Interior Ministry", "flood").speaker_source
    assert len([source for source in store.sources() if source.name == "Interior Ministry"]) == 2


def test_a_known_body_goes_by_its_own_name(store: Store) -> None:
    assert {said(store, name).speaker_source for name in ("UN", "the United Nations")} == {"un"}
    assert (store.source("un").name, store.source("un").side) == ("United Nations", "UN")


def test_a_spokesperson_speaks_for_the_body(store: Store) -> None:
    ministry = said(store, "Kazakhstan's Interior Ministry")
    claim = said(store, "Interior Ministry spokesman Dana Orlov")
    assert claim.speaker_source != ministry.speaker_source == claim.speaks_for
    assert (claim.side, ministry.speaks_for) == ("state", "kazakhstan-interior-ministry")
    assert store.source(str(claim.speaker_source)).speaks_for == "kazakhstan-interior-ministry"


def test_unnamed_speakers_are_one_source_an_outlet(store: Store) -> None:
    first, again = said(store, "witnesses"), said(store, "witnesses")
    elsewhere = said(store, "witnesses", publisher="Tern Radio")
    assert first.speaker_source == again.speaker_source == "witnesses"
    assert elsewhere.speaker_source == "witnesses-2"


def test_an_edit_is_kept_when_the_source_is_seen_again(store: Store) -> None:
    said(store, "Lake Guard")
    said(store, "Orvan Council")
    store.edit_source(
        "lake-guard", who="ana", side="opposition", kind="armed_group", reliability="C", speaks_for="orvan-council"
    )
    claim = said(store, "the Lake Guard")
    assert (claim.side, claim.speaks_for) == ("opposition", "orvan-council")
    source = store.source("lake-guard")
    assert (source.kind, source.reliability, source.name) == ("armed_group", "C", "Lake Guard")


def test_a_side_is_found_whatever_its_capitals(store: Store) -> None:
    said(store, "Lake Guard")
    assert store.edit_source("lake-guard", who="ana", side="ngo").side == "NGO"
    for side in ("NGO", "ngo"):
        assert len(store.claims(Filters(side=side))) == 1


def test_an_added_alias_finds_the_source(store: Store) -> None:
    said(store, "Lake Guard")
    for _ in range(2):
        assert store.edit_source("lake-guard", who="ana", alias="Shore Watch").aliases == ("Shore Watch",)
    assert said(store, "Shore Watch").speaker_source == "lake-guard"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"reliability": "G"}, "reliability"),
        ({"speaks_for": "lake-guard"}, "can't speak for itself"),
        ({"alias": "Orvan Council"}, "already means orvan-council"),
        ({"side": "martian"}, "no side 'martian'; the sides are academic, armed group,"),
        ({"kind": "foo", "side": "state"}, "no kind of source 'foo'; the kinds are ministry, president,"),
    ],
)
def test_an_edit_that_can_t_be_is_refused(store: Store, changes: dict[str, str], says: str) -> None:
    said(store, "Lake Guard")
    said(store, "Orvan Council")
    with pytest.raises(ClaimsError, match=says):
        store.edit_source("lake-guard", who="ana", **changes)
    assert store.source("lake-guard").aliases == ()


def test_an_unknown_source_is_refused_with_the_nearest(store: Store) -> None:
    said(store, "Lake Guard")
    with pytest.raises(UnknownSourceError, match="did you mean 'lake-guard'"):
        store.source("lake-gard")
    with pytest.raises(UnknownSourceError):
        store.edit_source("lake-guard", who="ana", speaks_for="nobody-known")


def test_names_in_any_script_have_a_slug(store: Store) -> None:
    slugs = [said(store, name).speaker_source for name in ("内务部", "МВД", "!!!")]
    assert all(slugs)
    assert len(set(slugs)) == 3


def test_a_name_of_endless_spokesmen_is_read_once(store: Store) -> None:
    assert said(store, "a spokesman for " * 2000 + "the Lake Guard").speaker_source


def test_sources_by_slug_are_those_of_the_list(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("Interior Ministry", "Lake Guard", "Shore Watch")
    posts = {name: f"They count {number} people." for number, name in enumerate(names, 4)}
    found = {name: [made_claim(text, text.split()[2], speaker=name)] for name, text in posts.items()}
    store.add(made_capture("x"), made_page(posts), found, "ferry", extractor="t")
    store.merge_source("shore-watch", "lake-guard", who="Ada")
    every = {each.slug: each for each in store.sources()}
    for few in (50, 1):
        monkeypatch.setattr(known_by, "_FEW", few)
        by_slug = store.sources_by_slug()
        assert by_slug.get("nobody") is None
        assert by_slug.get("shore-watch") is None
        assert {slug: by_slug[slug] for slug in every} == every
        assert dict(by_slug) == every

"""Which groups and places hold which: the small lattice over which figures of unlike scope are told apart."""

from claims import gazetteer
from claims.compare.key import SeriesKey
from claims.vocabulary import Vocabulary


def group_within(inner: str, outer: str, vocabulary: Vocabulary) -> bool:
    """Whether one standard group is part of another, or the same: children, civilians, all people."""
    return outer in _line(inner, vocabulary)


def groups_apart(one: str, other: str, vocabulary: Vocabulary) -> bool:
    """Whether no one is in both groups: security forces and children, but not women and foreigners."""
    mine, its = _line(one, vocabulary), _line(other, vocabulary)
    fork = next((pair for pair in zip(mine, its, strict=False) if pair[0] != pair[1]), None)
    return fork is not None and not any(crosses(group, vocabulary) for group in fork)


def place_within(inner: str | None, outer: str | None) -> bool:
    """Whether one place lies in another, or is the same; a place that is not known lies nowhere else."""
    if inner is None or outer is None:
        return inner == outer
    return gazetteer.contains(outer, inner)


def places_around(inner: str | None) -> tuple[str, ...]:
    """The keys of all places that hold a place, but for itself: Almaty's country, and the region where it lies."""
    if inner is None:
        return ()
    steps = inner.split("/")
    known = gazetteer.place(inner)
    around = ["/".join(steps[:end]) for end in range(1, len(steps))]
    if known is not None and known.region is not None:
        around.append(known.region)
    return tuple(key for key in dict.fromkeys(around) if key != inner)


def places_apart(one: str | None, other: str | None) -> bool:
    """Whether two places are known to share nothing: two countries, two regions, cities of two regions.

    Two cities of one region may be one city and its district, as London and Croydon are: nothing here tells.
    """
    mine, its = (gazetteer.place(key) if key else None for key in (one, other))
    if mine is None or its is None or mine.kind != its.kind or mine.key == its.key:
        return False
    return mine.kind != "city" or (mine.country, mine.region) != (its.country, its.region)


def is_listed(place: str | None) -> bool:
    """Whether the gazetteer knows the place, so that where it lies is not assumed."""
    return place is not None and gazetteer.place(place) is not None


def group_label(group: str, vocabulary: Vocabulary) -> str:
    """A standard group in words."""
    known = vocabulary.groups.get(group)
    return known.label if known else group.replace("_", " ")


def place_label(key: str | None) -> str:
    """A place in words."""
    if key is None:
        return "a place unknown"
    known = gazetteer.place(key)
    return known.name if known else key.rpartition("/")[2].replace("-", " ")


def series_label(key: SeriesKey, vocabulary: Vocabulary) -> str:
    """What a series counts, in words: "killed · security forces · Almaty, Kazakhstan"."""
    metric = vocabulary.metrics.get(key.metric)
    money = metric is not None and metric.counts == "money"
    places = (key.place, key.place.partition("/")[0]) if key.place else (None,)
    parts = (
        metric.label if metric else key.metric,
        key.unit if money else group_label(key.group_kind, vocabulary),
        ", ".join(dict.fromkeys(map(place_label, places))),
        "level" if key.counting == "level" else None,
    )
    return " · ".join(filter(None, parts))


def _line(group: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The groups that hold a group, widest first, itself last."""
    line: list[str] = []
    at: str | None = group
    while at is not None and at not in line:
        line.append(at)
        known = vocabulary.groups.get(at)
        at = known.parent if known else None
    return tuple(reversed(line))


def crosses(group: str, vocabulary: Vocabulary) -> bool:
    """Whether a group cuts across its siblings; one that the vocabulary does not know may."""
    known = vocabulary.groups.get(group)
    return known is None or known.crosses

"""Whether parts fit under their total, and figures under themselves: totals that fall, twofold and crossed figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from claims.compare.checks import Check, added, number
from claims.compare.citing import cite, listed, sentence
from claims.compare.currencies import Exchange
from claims.compare.interval import Measure, Measured, digits
from claims.compare.lattice import group_label, groups_apart, place_label, places_apart
from claims.compare.reasons import Wording
from claims.compare.told import Told, ToldSeries
from claims.vocabulary import Vocabulary


def check_parts(
    told: Mapping[int, Measured],
    vocabulary: Vocabulary,
    wording: Wording,
    measure: Measure,
    exchange: Exchange | None = None,
) -> Iterator[Check]:
    """A check of each total that has parts: each part alone, and together those that count nobody twice."""
    parts: dict[int, list[Measured]] = defaultdict(list)
    for claim, measured in told.items():
        whole = measured.figure.part_of
        if whole is None or measured.figure.denial:
            continue
        if whole in told:
            parts[whole].append(measured)
        else:
            [cited] = cite(wording, measured)
            reason = f"{cited} is a part of claim {whole}, which is not here: it was not checked."
            yield Check("unchecked", measured.figure.key, (claim,), None, reason)
    for claim, of_it in parts.items():
        total, fitting = told[claim], of_it
        if any(each.figure.key.unit != total.figure.key.unit for each in of_it):
            total, fitting, other = _in_one_currency(total, of_it, measure, exchange)
            for each in other:
                reason = f"{listed(cite(wording, each, total))} are in two currencies: they were not checked."
                yield Check("unchecked", total.figure.key, (each.figure.claim, claim), None, sentence(reason))
        if fitting:
            yield _parts(total, fitting, vocabulary, wording)


def _in_one_currency(
    whole: Measured, parts: Sequence[Measured], measure: Measure, exchange: Exchange | None
) -> tuple[Measured, list[Measured], list[Measured]]:
    """A total, its parts in the same currency, all converted where rates are given for all, and those in another."""
    made = [exchange.converted(each.figure) for each in (whole, *parts)] if exchange else [None]
    known = [measure(figure) for figure in made if figure is not None]
    if len(known) == len(parts) + 1:
        return known[0], known[1:], []
    same = [each for each in parts if each.figure.key.unit == whole.figure.key.unit]
    return whole, same, [each for each in parts if each not in same]


def _parts(whole: Measured, parts: Sequence[Measured], vocabulary: Vocabulary, wording: Wording) -> Check:
    largest = max(parts, key=number)
    apart = max((_apart(parts, whole, by_place, vocabulary) for by_place in (False, True)), key=_sum)
    chosen = apart if _sum(apart) > number(largest) else (largest,)
    gap = round(_sum(chosen) - number(whole), 2 if whole.figure.converted or chosen[0].figure.converted else 6)
    total, *cited = cite(wording, whole, *chosen)
    named = [f"{words}{_label(each, whole, vocabulary)}" for words, each in zip(cited, chosen, strict=True)]
    together = f", together {digits(round(_sum(chosen), 2))}" if len(named) > 1 else ""
    of_whole = f"{listed(named)}{together}, of {total}"
    claims = tuple(each.figure.claim for each in (*chosen, whole))
    notes = "".join(f" {each.figure.converted.note}" for each in (*chosen, whole) if each.figure.converted)
    high = whole.interval.hull.high
    over = added(chosen)
    if high is not None and over.hull.low > high:
        too_many = sentence(f"{of_whole}: {digits(gap)} too many.{notes}")
        return Check("exceeds", whole.figure.key, claims, gap, too_many)
    rest = f"{digits(-gap)} are in no part told" if gap < 0 else "nothing is left"
    return Check("fits", whole.figure.key, claims, 0.0, sentence(f"{of_whole}: {rest}.{notes}"))


def _sum(parts: Iterable[Measured]) -> float:
    return sum(number(each) for each in parts)


def _apart(parts: Sequence[Measured], whole: Measured, by_place: bool, vocabulary: Vocabulary) -> tuple[Measured, ...]:
    """Parts by group, or by place, of which no two count the same people; of one group or place the largest."""
    largest: dict[str | None, Measured] = {}
    for each in sorted(parts, key=number):
        key, of = each.figure.key, whole.figure.key
        same = key.group_kind == of.group_kind if by_place else key.place == of.place
        mine, its = (key.place, of.place) if by_place else (key.group_kind, of.group_kind)
        if same and mine != its:
            largest[mine] = each
    chosen: dict[str | None, Measured] = {}
    for name, each in reversed(largest.items()):
        if all(_share_nothing(name, other, by_place, vocabulary) for other in chosen):
            chosen[name] = each
    return tuple(chosen.values())


def _share_nothing(one: str | None, other: str | None, by_place: bool, vocabulary: Vocabulary) -> bool:
    return places_apart(one, other) if by_place else groups_apart(one or "", other or "", vocabulary)


def _label(part: Measured, whole: Measured, vocabulary: Vocabulary) -> str:
    key, of = part.figure.key, whole.figure.key
    group = "" if key.group_kind == of.group_kind else f" for {group_label(key.group_kind, vocabulary)}"
    return f"{group}{'' if key.place == of.place else f' in {place_label(key.place)}'}"


def check_falls(series: ToldSeries, wording: Wording) -> Iterator[Check]:
    """The totals that their own speaker lowered."""
    by_id = {each.id: each for each in series.figures}
    for told in series.figures:
        for tie in told.ties:
            earlier = by_id.get(tie.earlier.figure.claim)
            if tie.kind != "corrected" or earlier is None or not told.measured.core.below(earlier.measured.core):
                continue
            gap = number(told.measured) - number(earlier.measured)
            reason = f"{wording.of(tie)} That is {digits(round(-gap, 6))} fewer."
            yield Check("fell", series.key, (told.id, earlier.id), gap, reason)


def check_twofold(series: ToldSeries, wording: Wording) -> Iterator[Check]:
    """Figures that one speaker gives for one thing and moment in one post, though they can't both be."""
    one_post: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for told in series.figures:
        figure = told.figure
        one_post[figure.entry, figure.speaker, figure.as_of, figure.stated_for, figure.occurred].append(told)
    for among in one_post.values():
        above = max(among, key=lambda each: each.measured.interval.hull.low)
        below = min(among, key=_ceiling)
        if len(among) < 2 or not below.measured.interval.below(above.measured.interval):
            continue
        gap = number(above.measured) - number(below.measured)
        pair = listed(cite(wording, above.measured, below.measured))
        reason = sentence(f"{pair} stand in one post for one moment, {digits(round(gap, 6))} apart.")
        yield Check("twofold", series.key, (above.id, below.id), gap, reason)


def _ceiling(told: Told) -> float:
    high = told.measured.interval.hull.high
    return float("inf") if high is None else high


def check_crossed(told: Mapping[int, Measured], wording: Wording) -> Iterator[Check]:
    """The ranges whose low end lies above their high end."""
    for claim, measured in told.items():
        if measured.interval.crossed:
            hull = measured.interval.hull
            gap = (hull.high or hull.low) - hull.low
            [cited] = cite(wording, measured)
            reason = f"{sentence(cited)} stands as written, its low end {digits(gap)} above its high end."
            yield Check("crossed", measured.figure.key, (claim,), gap, reason)

"""What an edit did to a post: the figures that changed, the words that changed, and whether the page says so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import cache
from typing import Literal, NamedTuple

from claims.compare.reasons import figure_words
from claims.records import Entry, StoredClaim
from claims.vocabulary import Vocabulary, Words

_AT_ONCE = 400
"""Words, or lines, that are held against each other at once: the time grows with the square of it."""
_AROUND = 8
"""Words that are shown of what stayed, on either side of what changed."""
_TAKEN_OUT = frozenset({"rejected", "retracted", "withdrawn"})
_TELLING = ("metric", "group_kind", "place", "value", "value_high", "qualifier", "vague_word", "currency", "denied")
_TOKEN = re.compile(r"\s+|\S+")


class Piece(NamedTuple):
    """A run of words of two wordings: in both, only in the old, or only in the new."""

    kind: Literal["same", "old", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of the old wording and what became of it in the new; one of the two may be missing."""

    before: StoredClaim | None
    after: StoredClaim | None

    @property
    def claim(self) -> StoredClaim:
        """The later of the two."""
        found = self.after or self.before
        assert found is not None
        return found

    def in_words(self) -> str:
        """For people: "detained: over 5,000 → 7,939 (Interior Ministry)"."""
        old = figure_words(self.before) if self.before else "–"
        new = figure_words(self.after) if self.after else "–"
        said = [_speaker(each) for each in (self.before, self.after) if each]
        return f"{self.claim.metric}: {old} → {new} ({' → '.join(dict.fromkeys(said))})"


@dataclass(frozen=True, slots=True)
class Edit:
    """A post that was edited, stamped anew, deleted or added late, with its figures and the words of the page."""

    kind: str
    event: str
    url: str
    before: Entry | None
    after: Entry | None
    before_id: int | None
    after_id: int | None
    seen_before: datetime | None
    """When the page was last seen as it was before."""
    seen_after: datetime
    """When it was first seen changed."""
    figures: tuple[FigureChange, ...]
    """The figures that changed, came or went."""
    before_claims: tuple[int, ...]
    after_claims: tuple[int, ...]
    """Ids of all claims of both wordings."""
    pieces: tuple[Piece, ...]
    said: str | None
    """The words with which the page owns to the change; None: silent."""

    @property
    def entry(self) -> Entry:
        """The post as it is now, else as it was."""
        found = self.after or self.before
        assert found is not None
        return found


def changed_figures(before: Sequence[StoredClaim], after: Sequence[StoredClaim]) -> tuple[FigureChange, ...]:
    """The figures that two wordings do not share, in the order of the text: changed ones, new ones, those gone."""
    old = {claim.id: claim for claim in before if claim.status not in _TAKEN_OUT}
    found = []
    for claim in after:
        if claim.status in _TAKEN_OUT:
            continue
        earlier = old.pop(claim.replaces_id, None) if claim.replaces_id is not None else None
        if earlier is None or not _same(earlier, claim):
            found.append(FigureChange(earlier, claim))
    return tuple(sorted(found, key=lambda each: each.before is None)) + tuple(
        FigureChange(claim, None) for claim in old.values()
    )


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """What was taken from a text and what was put into it, by words.

    Texts in which more words changed than can be held against each other are compared by lines first; lines that
    stay too long are shown as replaced.
    """
    return tuple(_joined(_by_words(_TOKEN.findall(old), _TOKEN.findall(new), old, new)))


def diff_words(pieces: Iterable[Piece]) -> str:
    """The difference in one line: "about [-5,000-]{+7,939+} people"; what stayed is cut to a few words around it."""
    marks = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in shortened(tuple(pieces)))


def shortened(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces on one line, what stayed cut to a few words on either side of what changed."""
    short = []
    for number, piece in enumerate(pieces):
        words = piece.text.split(" ") if piece.kind == "same" else []
        first, last = number == 0, number == len(pieces) - 1
        text = piece.text
        if len(words) > _AROUND * (1 if first or last else 2) + 1:
            head = "" if first else " ".join(words[:_AROUND])
            tail = "" if last else " ".join(words[-_AROUND:])
            text = f"{head} … {tail}"
        short.append(Piece(piece.kind, " ".join(text.split("\n"))))
    return tuple(short)


def owns_to(old: str, new: str, beside: Iterable[str], vocabulary: Vocabulary) -> str | None:
    """The words with which a page says that it changed a post: new in it, or in a new post beside it."""
    cues = _cues(vocabulary.edits.get("said", ()))
    known = [match.group().casefold() for match in cues.finditer(old)]
    for match in cues.finditer(new):
        words = match.group().casefold()
        if words in known:
            known.remove(words)
        else:
            return match.group()
    near = _cues(vocabulary.edits.get("beside", ()))
    return next((found.group() for text in beside if (found := near.search(text))), None)


@cache
def _cues(words: Words) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(each).replace("'", "['’]").replace(r"\ ", r"\s+") for each in ordered)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if words else r"(?!)", re.IGNORECASE)


def _same(one: StoredClaim, other: StoredClaim) -> bool:
    return _speaker(one) == _speaker(other) and all(getattr(one, name) == getattr(other, name) for name in _TELLING)


def _speaker(claim: StoredClaim) -> str:
    return claim.attributed_to or "unattributed"


def _by_words(old: Sequence[str], new: Sequence[str], one: str, other: str) -> Iterator[Piece]:
    """The pieces of two texts, given as words with the blanks between them."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    yield Piece("same", "".join(old[:head]))
    mine, theirs = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(mine), len(theirs)) <= 2 * _AT_ONCE:
        yield from _matched(mine, theirs)
    else:
        yield from _by_lines("".join(mine).splitlines(keepends=True), "".join(theirs).splitlines(keepends=True))
    yield Piece("same", "".join(old[len(old) - tail :]))


def _by_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > _AT_ONCE:
        yield from (Piece("old", "".join(old)), Piece("new", "".join(new)))
        return
    for kind, begin, end, other_begin, other_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        mine, theirs = "".join(old[begin:end]), "".join(new[other_begin:other_end])
        words = _TOKEN.findall(mine), _TOKEN.findall(theirs)
        if kind == "equal":
            yield Piece("same", mine)
        elif max(map(len, words)) <= 2 * _AT_ONCE:
            yield from _matched(*words)
        else:
            yield from (Piece("old", mine), Piece("new", theirs))


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """The pieces of two short runs of words; blanks alone match nothing."""
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    for kind, begin, end, other_begin, other_end in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[begin:end]))
        else:
            yield from (Piece("old", "".join(old[begin:end])), Piece("new", "".join(new[other_begin:other_end])))


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words two runs begin with."""
    for number, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return number
    return min(len(old), len(new))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces without empty ones, neighbours of one kind as one."""
    last: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last is not None and last.kind == piece.kind:
            last = Piece(last.kind, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last

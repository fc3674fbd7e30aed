"""How `claims extract --explain` shows a figure: its sentences with the words marked by role, and the rule of each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.cli.paper import clean, plain, table

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from claims.extract.explain import Explained, Explanation, Reason
    from claims.extract.left_out import LeftOut

_AROUND = 36
"""Characters shown to either side of a number that is no claim."""
_MARGIN = 2
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d")
_SHARED = frozenset({"speaker", "relay", "place", "said", "as of", "occurred"})
"""Parts that figures of one sentence often have in common."""
_SHOWN = {
    "number": ("N", "bold yellow", "number"),
    "qualifier": ("Q", "cyan", "qualifier"),
    "counts": ("C", "bold green", "counts"),
    "group": ("G", "green", "group"),
    "speaker": ("S", "bold magenta", "speaker"),
    "relay": ("R", "magenta", "passed on"),
    "publisher": ("", "dim", "publisher"),
    "place": ("P", "bold blue", "place"),
    "said": ("D", "red", "said"),
    "as of": ("A", "red", "as of"),
    "occurred": ("O", "red", "happened"),
}
"""Of each part of a claim the letter that marks its words, their style, and its name in the table."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text as it is shown: its characters, and where they stand in the entry."""

    text: str
    start: int


def print_explanation(paper: "Console", explanation: "Explanation", title: str | None) -> None:
    """Print the figures of an entry with their reasons, then the numbers that are no claim."""
    if not (explanation.figures or explanation.left_out):
        return
    if title:
        paper.rule(plain(title, "bold"), align="left", style="dim")
        paper.print()
    before: Explained | None = None
    for number, explained in enumerate(explanation.figures, start=1):
        paper.print(_heading(number, explained))
        for shown in _marked(explanation, explained, paper.width):
            paper.print(shown)
        same = _same(explained, before)
        told = (reason for reason in explained.reasons if _tells(reason) and reason not in same)
        paper.print(_reasons(told, paper.width))
        if same:
            alike = ", ".join(dict.fromkeys(_SHOWN[reason.part][2] for reason in same))
            paper.print(plain(f"As for {number - 1}: {alike}.", "dim"))
            paper.print()
        before = explained
    if explanation.left_out:
        rows = [_left_out_row(explanation, number) for number in explanation.left_out]
        count = f"{len(rows)} numbers" if len(rows) > 1 else "1 number"
        paper.print(table(f"No claim: {count}", ("Number", "Rule", "Why"), rows))


def _heading(number: int, explained: "Explained") -> "Text":
    claim = explained.claim
    value = {reason.part: reason.value for reason in explained.reasons}
    counted = claim.group_resolved or claim.group or ""
    qualifier = claim.qualifier.replace("_", " ") if claim.qualifier not in ("exact", "range", "vague") else ""
    what = " ".join(filter(None, (f"{claim.metric}:", qualifier, _digits(value["number"]), counted)))
    unusual = (
        claim.scope if claim.scope != "total" else None,
        claim.certainty if claim.certainty != "stated" else None,
        "denied" if claim.denied else None,
        f"confidence {claim.confidence:.2f}",
    )
    text = plain(f"{number}  {what}", "bold")
    text.append(clean(f"  ({', '.join(filter(None, unusual))})"), style="dim")
    return text


def _tells(reason: "Reason") -> bool:
    """Whether a reason tells a reader anything; that nobody says when it happened is usual."""
    return reason.part != "publisher" and reason.rules != ("unsaid",)


def _same(explained: "Explained", before: "Explained | None") -> "list[Reason]":
    """Who says it, where and when, as far as it is the same as of the figure before it in the sentence."""
    if before is None or before.sentence != explained.sentence:
        return []
    return [each for each in explained.reasons if each.part in _SHARED and each in before.reasons and _tells(each)]


def _reasons(reasons: "Iterable[Reason]", width: int) -> "RenderableType":
    """The table of a figure's parts: the letter of its marks, words and value, rule and reason."""
    rows = []
    for reason in reasons:
        letter, style, name = _SHOWN[reason.part]
        why = plain(", ".join(reason.rules), "bold")
        why.append(clean(f": {reason.why}"), style="not bold")
        rows.append((plain(letter if reason.words else "", style), name, _read(reason, style), why))
    made = table("", ("", "Part", "Read", "By which rule, and why"), rows)
    made.title = None
    made.columns[2].max_width = width // 3
    return made


def _read(reason: "Reason", style: str) -> "Text":
    """The words as written, and what they were read as where that differs."""
    words = " ".join((reason.words or "").split())
    value = _digits(reason.value) if reason.part == "number" else (reason.value or "").replace("_", " ")
    value = _CLOCK.sub(r"\1 \2", value).replace("+00:00", " UTC")
    text = plain(f"“{words}”" if words else "", style)
    if value and value.casefold() != words.casefold():
        text.append(" → " if words else "")
        text.append(clean(value))
    elif not words:
        text.append("not said", style="dim")
    elif not value and reason.part == "place":
        text.append(" → not listed", style="dim")
    return text


def _digits(value: str | None) -> str:
    """The digits of a value with separators of thousands: "7939" is "7,939"."""
    words = ((f"{int(word):,}" if word.isdecimal() else word) for word in (value or "").split())
    return " ".join(words).replace("_", " ")


def _marked(explanation: "Explanation", explained: "Explained", width: int) -> Iterator["Text"]:
    """The sentences that hold the words of a figure, a line of marks under each line; "…" where some are left out."""
    text = explanation.entry.text
    spans = _spans(explained)
    held = {n for start, _ in spans for n, each in enumerate(explanation.sentences) if each.start <= start < each.end}
    last: int | None = None
    for n in sorted(held):
        if last is not None and n > last + 1:
            yield plain(f"{' ' * _MARGIN}…", "dim")
        sentence = explanation.sentences[n]
        for line in _wrapped(text, sentence.start, sentence.end, width - 2 * _MARGIN):
            yield from _underlined(line, spans)
        last = n


def _spans(explained: "Explained") -> dict[tuple[int, int], "Reason"]:
    """The words of a figure's parts by their offsets; the longest first, so that shorter ones show inside them."""
    found = {
        (reason.start, reason.start + len(reason.words)): reason
        for reason in reversed(explained.reasons)
        if reason.start is not None and reason.words
    }
    return dict(sorted(found.items(), key=lambda item: item[0][0] - item[0][1]))


def _wrapped(text: str, start: int, end: int, width: int) -> Iterator[_Line]:
    """A sentence in lines of at most `width` characters, cut between words."""
    while start < end and text[start].isspace():
        start += 1
    while start < end:
        cut = end if end - start <= width else text.rfind(" ", start + 1, start + width + 1)
        cut = cut if cut > start else min(end, start + width)
        yield _Line(text[start:cut].rstrip(), start)
        start = cut
        while start < end and text[start].isspace():
            start += 1


def _underlined(line: _Line, spans: dict[tuple[int, int], "Reason"]) -> Iterator["Text"]:
    """A line of the text with its words in the style of their role, and under it the letters of the roles."""
    from rich.cells import cell_len

    shown = clean("".join(" " if letter.isspace() else letter for letter in line.text))
    text, marks = plain(" " * _MARGIN + shown), [" "] * len(shown)
    styles = [""] * len(shown)
    for (start, end), reason in spans.items():
        letter, style, _ = _SHOWN[reason.part]
        first, last = max(0, start - line.start), min(len(shown), end - line.start)
        if first >= last:
            continue
        text.stylize(style, _MARGIN + first, _MARGIN + last)
        marks[first:last] = "─" * (last - first)
        marks[(first + last - 1) // 2] = letter
        styles[first:last] = [style] * (last - first)
    yield text
    if any(mark != " " for mark in marks):
        under = plain(" " * _MARGIN)
        for at, mark in enumerate(marks):
            # A sign of two columns, such as an ideograph, is marked in both.
            fill = "─" if mark.isalpha() else mark
            under.append(mark + fill * (cell_len(shown[at]) - 1), style=styles[at])
        under.rstrip()
        yield under


def _left_out_row(explanation: "Explanation", number: "LeftOut") -> tuple["Text", str, str]:
    """A number that is no claim between the words around it, and the reason."""
    text, sentence = explanation.entry.text, explanation.sentence_of(number)
    end = number.start + len(number.number)
    first, last = max(sentence.start, number.start - _AROUND), min(sentence.end, end + _AROUND)
    before, after = text[first : number.start], text[end:last]
    if first > sentence.start:
        before = f"…{before.partition(' ')[2]}"
    if last < sentence.end:
        after = f"{after.rpartition(' ')[0]}…"
    shown = plain(" ".join(before.split()) + (" " if before[-1:].isspace() else ""))
    shown.append(clean(f"⟦{number.number}⟧"), style="bold yellow")
    shown.append(clean((" " if after[:1].isspace() else "") + " ".join(after.split())))
    return shown, number.rule, number.why

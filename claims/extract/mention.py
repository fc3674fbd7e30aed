"""What stands between the finder of figures and the readers of its fields: where a figure is, by offsets."""

from dataclasses import dataclass
from typing import NamedTuple


class Mention(NamedTuple):
    """A number with the words that govern it; all offsets are into the entry's text."""

    sentence: int
    """Index in `Passage.sentences`."""
    number_start: int
    number_end: int
    quote_start: int
    quote_end: int
    metric: str
    cue_start: int
    cue_end: int
    """Where the word stands that names the metric: "were killed", "death toll"."""
    group_end: int | None = None
    """Where the noun phrase ends that says who or what is counted."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of an entry from outside its text; every part may be unknown."""

    publisher: str | None = None
    place: str | None = None
    """Gazetteer key of the event's place."""
    zone: str = "UTC"
    """IANA name of the time zone of the event's place."""
    began: str | None = None
    """ISO date on which the event began."""
    page_text: str | None = None
    """The whole page, in which a name may be given in full that the entry shortens."""

"""A post recognised again in a later capture of its page: by its key, else by its words and its stamp.

Only posts that no key recognises are compared, and each only with the few that share rare runs of words or the minute
of the stamp, so that a page of thousands of posts, all of them keyed anew, costs little more than reading it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz

from claims.store.posts import Post
from claims.store.sights import ONE_STAMP, Sight

_SAME_MINUTE = 60.0
"""How alike, of 100, two texts under one stamp must be: half of a post may be rewritten, and two posts of one minute
on one matter share their names, not their sentences."""
_SHORT = 85.0
"""How alike two short texts under one stamp must be."""
_UNDATED = 80.0
"""How alike without a stamp on either side."""
_RESTAMPED = 85.0
"""How alike under two stamps: a figure, a name or a line was changed, no more."""
_FEW = 8
"""Words below which a text ("More soon.") says too little to be recognised under another stamp."""
_MANY = 12
"""Words from which a text is recognised in one that it was cut from, or that it grew into."""
_RUN = 3
"""Words of a run by which candidates are found."""
_COMMON = 50
"""Posts from which on a run of words is a turn of the page ("follow our live coverage") and finds nobody."""
_TRIED = 5
"""Candidates of most runs that are compared."""
_OF_A_MINUTE = 20
"""Candidates of one minute that are compared."""
_COMPARED = 4000
"""Characters of a text that are compared."""
_JITTER = timedelta(hours=1)
"""By how much the times of one short post may differ between two captures."""
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d[\d.,]*")


def recognise(posts: Sequence[Post], sights: Sequence[Sight]) -> list[Post | None]:
    """The post that each sight shows again, None for a new one; no post is shown twice."""
    found: list[Post | None] = [None] * len(sights)
    taken: set[int] = set()
    for keys in (_by_key((post.sight.key, post) for post in posts), _by_key(_older_keys(posts))):
        for number, sight in enumerate(sights):
            post = keys.get(sight.key)
            if found[number] is None and post and id(post) not in taken and not _another(post.sight, sight):
                found[number] = post
                taken.add(id(post))
    new = [number for number, sight in enumerate(sights) if found[number] is None and sight.kind == "post"]
    left = [post for post in posts if id(post) not in taken and post.sight.kind == "post"]
    for number, post in _by_words(left, [(number, sights[number]) for number in new], sights):
        found[number] = post
    return found


def _by_key(pairs: Iterable[tuple[str, Post]]) -> dict[str, Post]:
    """Posts by key; where two bore one, the one that was first seen last."""
    return dict(pairs)


def _older_keys(posts: Iterable[Post]) -> Iterator[tuple[str, Post]]:
    return ((key, post) for post in posts for key in sorted(post.keys))


def _another(old: Sight, new: Sight) -> bool:
    """Whether two short posts share their key only because it holds their few words and no clock."""
    if old.kind == "row":
        return False
    if old.posted is None or new.posted is None or abs(old.posted - new.posted) <= _JITTER:
        return False
    words = _WORD.findall(new.text.casefold())
    return len(words) < _FEW and bool(words) and new.key.startswith(words[0])


class _Pair(NamedTuple):
    """A post that a sight may show again, each by its place, and how alike they are, of 100."""

    score: float
    post: int
    number: int


def _by_words(
    left: Sequence[Post], new: Sequence[tuple[int, Sight]], shown: Sequence[Sight]
) -> Iterator[tuple[int, Post]]:
    """Pairs of a sight's number and the post that it shows, the most alike first.

    A post split in two, or two made one, is the one that is most alike; the other is a new post, or a deleted one.
    """
    if not left or not new:
        return
    times = [sight.posted for sight in shown if sight.posted and sight.kind == "post"]
    span = (min(times), max(times)) if times else None
    candidates = _Candidates([_Words(post.sight) for post in left])
    pairs = [
        _Pair(score, place, number)
        for number, words in ((number, _Words(sight)) for number, sight in new)
        for place in candidates.of(words)
        if (score := _alike(candidates.posts[place], words, span))
    ]
    shown_again, seen = set[int](), set[int]()
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.post, pair.number)):
        if pair.post not in shown_again and pair.number not in seen:
            shown_again.add(pair.post)
            seen.add(pair.number)
            yield pair.number, left[pair.post]


class _Words:
    """A sight with the runs of words in it; a shorter text is one itself."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.text = sight.text[:_COMPARED].casefold()
        words = _WORD.findall(self.text)
        self.count = len(words)
        self.runs = {tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))}


class _Candidates:
    """The posts that no key recognised, by the runs of words in them and by their minute."""

    def __init__(self, posts: Sequence[_Words]) -> None:
        self.posts = posts
        self._runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._minutes: dict[int, list[int]] = defaultdict(list)
        for place, post in enumerate(posts):
            for run in post.runs:
                self._runs[run].append(place)
            if post.sight.posted:
                self._minutes[_minute(post.sight.posted)].append(place)

    def of(self, words: _Words) -> list[int]:
        """Places of the posts that a sight may show again."""
        shared: Counter[int] = Counter()
        for run in words.runs:
            places = self._runs.get(run, ())
            if len(places) <= _COMMON:
                shared.update(places)
        ranked = sorted(shared, key=lambda place: (-shared[place], place))[:_TRIED]
        if words.sight.posted:
            minute = _minute(words.sight.posted)
            of_minute = (place for near in (0, -1, 1) for place in self._minutes.get(minute + near, ()))
            ranked += islice(of_minute, _OF_A_MINUTE)
        return sorted(set(ranked))


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60


def _alike(one: _Words, other: _Words, span: tuple[datetime, datetime] | None) -> float:
    """How alike two texts are, of 100; 0 where that is too little to be one post."""
    old, new = one.sight, other.sight
    words = min(one.count, other.count)
    texts = (one.text, other.text)
    if old.posted and new.posted and abs(old.posted - new.posted) < ONE_STAMP:
        least = _SAME_MINUTE if words >= _FEW else _SHORT
        # Figures are what is edited most, and two posts of a minute do not differ in them only.
        texts = (_FIGURE.sub("0", texts[0]), _FIGURE.sub("0", texts[1]))
    elif words < _FEW:
        return 0
    elif old.posted and new.posted:
        # A post that the page no longer reaches has not moved: what looks like it is the next of a series.
        if span is None or not span[0] <= old.posted <= span[1]:
            return 0
        least = _RESTAMPED
    else:
        least = _UNDATED
    score = fuzz.ratio(*texts, score_cutoff=least)
    if words >= _MANY:
        shared = len(one.runs & other.runs)
        within = 100 * shared / min(len(one.runs), len(other.runs))
        # Below texts that are alike as a whole, so that of a post split in two the larger part goes first.
        score = max(score, least + shared / len(one.runs | other.runs) if within >= least else 0)
    return score

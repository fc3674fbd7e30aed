"""The timeline of a page: its captures in order, each post's wordings, from when and until when each stood.

What a timeline tells follows from the captures alone, in whatever order they arrived: the store carries it on by one
capture where that is the latest, and else tells it anew from the first (`claims.store.wordings`).

- A post's wordings stand one after the other; the first is known from when it was posted, a later one from when it was
  first seen. A wording put back is a wording of its own.
- A post is **deleted** by the first capture that shows posts which stood around it, older and newer ones, without
  it. A page that has moved on (the newest posts only), that is cut off or folded says nothing of what it no longer
  reaches. From then on its words are not public; they stay what was said, marked (`deleted_at`): to delete is not to
  deny. One that is back later in the same words was never gone. A table shows all its rows: one that it does not show
  is gone.
- A post is **added late** where its stamp lies among those that an earlier capture shows, or well before that
  capture's moment, and it is not there; it is known from when it was first seen, whatever its stamp says.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from claims.store.posts import Post, Run
from claims.store.recognising import recognise
from claims.store.sights import Sight, View

NEAR = 5
"""Posts on either side of a missing one that tell whether the page still reaches there; where more in a row are
missing, or new, a stretch of the page was folded or opened."""
_CLEARLY = timedelta(minutes=10)
"""How much older than a post that stood there a stamp is at least where its post was added late."""
_STALE = timedelta(hours=1)
"""How old the content of a capture may be: pages are delivered from stores of copies."""


class Timeline:
    """The posts of a page after some captures; `last` gives the view of the last one."""

    def __init__(self, posts: Sequence[Post] = (), last: Callable[[], View] | None = None) -> None:
        self.posts = list(posts)
        self._last = last

    def show(self, page_id: int, sights: Sequence[Sight], at: datetime, last: datetime | None = None) -> list[Run]:
        """Go on by one capture, seen unchanged until `last`; returns the wording of each of its sights."""
        known = recognise(self.posts, sights)
        late = self._late(sights, known)
        shown: list[Post] = []
        for number, (sight, post) in enumerate(zip(sights, known, strict=True)):
            if post is None:
                since = at if number in late else min(sight.public or at, at)
                post = Post(Run(sight, at, since))
                self.posts.append(post)
            elif post.run.sight.same(sight):
                _go_on(post.run, sight)
            else:
                post.run.known_until = min(post.run.known_until or at, at)
                post.run = Run(sight, at, at, post.run)
            post.keys.add(sight.key)
            post.run.places.append((page_id, number))
            shown.append(post)
        view = view_of(shown, sights, last or at)
        for post in shown:
            post.view = lambda: view
        for post in self._missing(shown, view):
            post.run.deleted_at = post.run.known_until = at
        self._last = lambda: view
        return [post.run for post in shown]

    def _missing(self, shown: Sequence[Post], view: View) -> list[Post]:
        """The posts that are gone by this capture."""
        here = {id(post) for post in shown}
        return [
            post
            for post in self.posts
            if id(post) not in here
            and post.run.deleted_at is None
            and (post.sight.kind == "row" or self._is_missing(post, view))
        ]

    def _is_missing(self, post: Post, view: View) -> bool:
        """Whether a post of a page is gone by this capture, and not only out of its reach."""
        of_page = post.sight.kind == "post"
        return of_page and view.reaches(post.sight.posted) and is_missing(post, post.view(), view)

    def _late(self, sights: Sequence[Sight], known: Sequence[Post | None]) -> set[int]:
        """Numbers of the new posts that were added late; not those of a stretch that was folded before."""
        new = [each is None and sight.kind == "post" for sight, each in zip(sights, known, strict=True)]
        if self._last is None or not any(new):
            return set()
        before = self._last()
        late: set[int] = set()
        stretch: list[int] = []
        for number, is_new in enumerate([*new, False]):
            if is_new and is_late(sights[number], before):
                stretch.append(number)
            else:
                late.update(stretch if len(stretch) <= NEAR else ())
                stretch = []
        return late


def view_of(posts: Sequence[Post], sights: Sequence[Sight], last: datetime) -> View:
    """What a capture shows, but for leads and articles."""
    shown = [(post, sight.posted) for post, sight in zip(posts, sights, strict=True) if sight.kind == "post"]
    return View([post for post, _ in shown], [posted for _, posted in shown], last)


def is_missing(post: Post, then: View, now: View) -> bool:
    """Whether a capture without a post shows those that stood around it in the last one that had it."""
    place, count = then.place[id(post)], len(then.posts)
    above = next((at for at in range(place - 1, max(-1, place - 1 - NEAR), -1) if now.holds(then.posts[at])), None)
    below = next((at for at in range(place + 1, min(count, place + 1 + NEAR)) if now.holds(then.posts[at])), None)
    if above is None and below is None:
        return False
    in_a_row = (count if below is None else below) - (-1 if above is None else above) - 1
    if in_a_row > NEAR:
        return False
    return (above is not None and below is not None) or now.brackets(post.sight.posted)


def is_late(sight: Sight, before: View) -> bool:
    """Whether a post that a capture does not have should stand in it, by its stamp."""
    posted = sight.posted
    if posted is None or before.oldest is None or before.newest is None or posted < before.oldest:
        return False
    if posted + _CLEARLY <= before.newest:
        return True
    return sight.zoned and posted <= before.last - _STALE


def _go_on(run: Run, sight: Sight) -> None:
    """Let a wording be seen again."""
    run.key = sight.key
    run.deleted_at = None
    run.known_until = None

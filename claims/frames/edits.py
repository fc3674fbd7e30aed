"""The columns of posts that were changed after they were first read."""

from claims.compare.edits import Edit, diff_words
from claims.frames.table import FLAG, ID, SLUG, TEXT, TIME, Column, Table, at, field


def _ids(claims: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(map(str, claims))


def _figures(edit: Edit) -> tuple[str, ...]:
    return tuple(figure.in_words() for figure in edit.figures)


EDITS = Table(
    (
        field("event", SLUG, "slug of the event"),
        field("kind", SLUG, "edited, re-stamped (only the time stamp changed), deleted, added late"),
        Column("figures", TEXT, "the figures that changed, came or went: metric, old → new, speaker", _figures),
        Column("silent", FLAG, "the page does not say that it changed the post", lambda edit: edit.said is None),
        field("said", TEXT, "the words with which the page says so"),
        field("seen_before", TIME, "when the page was last seen as it was before"),
        field("seen_after", TIME, "when it was first seen changed"),
        Column("posted_at", TIME, "the time stamp of the post, the new one", lambda edit: at(edit.entry.posted_at)),
        Column(
            "posted_before",
            TIME,
            "the time stamp of the old wording",
            lambda edit: at(edit.before.posted_at) if edit.before else None,
        ),
        Column("headline", TEXT, "headline of the post", lambda edit: edit.entry.headline),
        Column("diff", TEXT, "the words that changed: [-old-]{+new+}", lambda edit: diff_words(edit.pieces)),
        Column(
            "changed_claims",
            TEXT,
            "ids of the claims of the changed figures, the old with the new: 3 → 9",
            lambda edit: tuple(
                " → ".join(str(claim.id) if claim else "–" for claim in (figure.before, figure.after))
                for figure in edit.figures
            ),
        ),
        Column("claims_before", TEXT, "ids of all claims of the old wording", lambda edit: _ids(edit.before_claims)),
        Column("claims_after", TEXT, "ids of all claims of the new wording", lambda edit: _ids(edit.after_claims)),
        field("before_id", ID, "id of the old wording's entry"),
        field("after_id", ID, "id of the new wording's entry"),
        field("url", TEXT, "address of the page"),
    )
)

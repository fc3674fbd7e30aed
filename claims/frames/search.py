"""The columns of a search: entries that hold the words looked for."""

from claims.frames.table import ID, SLUG, TEXT, TIME, Column, Table, field, moment

SEARCH = Table(
    (
        field("id", ID, "id of the entry"),
        field("event", SLUG, "slug of the event"),
        *moment("posted_at", "the time stamp of the post"),
        field("publisher", TEXT, "who published the page"),
        field("headline", TEXT, "headline of the post"),
        Column("snippet", TEXT, "the text around the words looked for", lambda entry: entry.snippet.text),
        Column(
            "claims", TEXT, "ids of its claims that fit", lambda entry: tuple(str(claim.id) for claim in entry.claims)
        ),
        field("url", TEXT, "address of the page"),
        field("known_until", TIME, "when another wording took its place; empty while it stands"),
    )
)

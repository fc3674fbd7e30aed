"""A live blog on a test's own server: posts as the data of a page, edited and added while it is watched."""

import json
from collections.abc import Mapping

from serving import Answer, says


def blog(posts: Mapping[str, str], **headers: str) -> Answer:
    """A page with a post a text, by its key: each begins with its headline, and was posted an hour after the last."""
    updates = [
        {
            "@type": "BlogPosting",
            "url": f"https://courier.example/live#{key}",
            "headline": text.partition("\n")[0],
            "articleBody": text.partition("\n")[2],
            "datePublished": f"2022-01-10T{hour:02}:00:00Z",
        }
        for hour, (key, text) in enumerate(posts.items(), start=8)
    ]
    data = {"@type": "LiveBlogPosting", "headline": "Unrest: live", "liveBlogUpdate": updates[::-1]}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return says(f"<html lang=en><head>{head}</head><body></body></html>", Content_Type="text/html", **headers)


FIRST = {
    "z": "Weather\nSnow fell in the morning.",
    "a": "Detentions\nMore than 5,000 people were detained in Almaty, the interior ministry said.",
}
EDITED = {**FIRST, "a": FIRST["a"].replace("More than 5,000", "A total of 7,939")}
LATER = {**EDITED, "b": "Hospitals\nThe health ministry said 26 people had been killed."}

"""Every layout of stamps that live pages use, in HTML as in plain text, newest or oldest first, in our own words."""

from collections.abc import Callable

import pytest

from claims.records import Page

PageOf = Callable[..., Page]

HEAD, BODY = "Update {n} on the search", "The fire service said {n}0 people were pulled alive from the rubble."
LAYOUTS: dict[str, tuple[tuple[str, ...], str]] = {
    "zone and date on a line": (("1{n}:39 GMT 02.03.2021", HEAD, BODY), "1{n}:39:00+00:00"),
    "glued to a numbered headline": (
        ("{n}. " + HEAD + "published at 1{n}:39 Greenwich Mean Time 2 March 2021", BODY),
        "1{n}:39:00+00:00",
    ),
    "how long ago, with the clock": (("{n}m ago (1{n}:39 GMT)", HEAD, BODY), "1{n}:39:00+00:00"),
    "two clocks": (("{n}.39pm GMT", "1{m}.39", BODY), "1{m}:39:00+00:00"),
    "clock, dash, headline": (("1{n}:39 GMT – " + HEAD, BODY), "1{n}:39:00+00:00"),
    "brackets with a city's zone": (("[{n}:39pm Doha Time] " + HEAD, BODY), "1{d}:39:00+00:00"),
    "am and pm on a line": (("{n}:39pm", HEAD, BODY), "1{m}:39:00"),
    "how long ago": (("{k} hr 43 min ago", HEAD, BODY), "1{n}:17:00+00:00"),
    "byline below": ((HEAD, BODY, "by Ida Moor 3/2/2021 {n}:39:03 PM"), "1{m}:39:03"),
    "hours and rules": (("{n} p.m.", BODY, "___"), "1{m}:00:00"),
    "bare clock": (("1{n}:39", HEAD, BODY), "1{n}:39:00"),
    "update with date": (("Update, March 2, {n}:39 p.m.: " + BODY,), "1{m}:39:00"),
    "clock and headline before the text": (("{n}:39 p.m. " + HEAD + ": " + BODY,), "1{m}:39:00"),
    "dotted clock and dash": (("{n}.39pm – " + BODY,), "1{m}:39:00"),
    "clock and colon": (("{n}:39 am: " + BODY,), "0{n}:39:00"),
    "clock alone": (("{n}:39 am " + BODY,), "0{n}:39:00"),
}
TOP = ("Port: live", "Updated 10:00 p.m. GMT, March 2, 2021", "At least 12 people are dead, the fire service says.")
HTML = (
    "<html lang='en'><head><title>Port</title></head><body><nav><a href='/'>Home</a></nav><main>{}</main></body></html>"
)


def in_tags(tag: str) -> Callable[[list[list[str]]], str]:
    return lambda posts: "".join(f"<{tag}>{line}</{tag}>" for lines in posts for line in lines)


BUILDS: dict[str, Callable[[list[list[str]]], str]] = {
    "p": in_tags("p"),
    "div": in_tags("div"),
    "br": lambda posts: "<div>" + "<br><br>".join("<br>".join(lines) for lines in posts) + "</div>",
    "li": lambda posts: "<ul>" + "".join(f"<li>{in_tags('div')([lines])}</li>" for lines in posts) + "</ul>",
    "section": lambda posts: "".join(
        f"<section><h4><span>{lines[0]}</span></h4>{in_tags('p')([lines[1:]])}</section>" for lines in posts
    ),
}


def filled(line: str, n: int) -> str:
    return line.format(n=n, m=n + 2, d=n - 1, k=11 - n)


@pytest.mark.parametrize("order", [(5, 4, 3), (3, 4, 5)], ids=["newest first", "oldest first"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_in_html_and_in_text(page_of: PageOf, layout: str, order: tuple[int, ...]) -> None:
    lines, clock = LAYOUTS[layout]
    posts = [[filled(line, n) for line in lines] for n in order]
    wanted = [f"2021-03-02T{filled(clock, n)}" for n in order]
    texts = {"text": "\n\n".join((*TOP, *("\n".join(post) for post in posts)))}
    texts |= {name: HTML.format(in_tags("p")([list(TOP)]) + build(posts)) for name, build in BUILDS.items()}
    for name, text in texts.items():
        found = [e for e in page_of(text, suffix=".txt" if name == "text" else ".html").entries if e.kind == "post"]
        assert len(found) == 3, name
        assert all(f"said {n}0 people" in entry.text for n, entry in zip(order, found, strict=True)), name
        assert [entry.time for entry in found] == wanted, name

from collections.abc import Callable

import pytest

from claims.records import Page

PageOf = Callable[..., Page]

ARTICLE = """<html lang="en"><head><title>Mine flooded near Tarn</title></head><body>
<nav><a href="/a">Forty ways to cook an egg before the guests arrive.</a></nav>
<article><h1>Mine flooded near Tarn</h1>
<p>Water broke into the Tarn colliery on Monday while the night shift was below ground.</p>
{among}
<p>The mine's owner said that all lifts had been stopped and that pumps were on their way.</p>
</article><p><a href="/b">Why 12 of our readers gave up the car for good.</a></p></body></html>"""


def read(page_of: PageOf, among: str) -> list[tuple[str, str]]:
    return [(each.what, each.why) for each in page_of(ARTICLE.format(among=among), suffix=".html").problems]


@pytest.mark.parametrize(
    ("among", "said"),
    [
        ("<figure><img><figcaption>Rescuers carry one of 14 miners found dead</figcaption></figure>", "captions"),
        ("<figure><img><figcaption>Relatives of twelve missing miners wait outside</figcaption></figure>", "captions"),
        ("<figure><img><figcaption>Dozens of lamps were left at the gate</figcaption></figure>", "captions"),
        ('<p><a href="/c">Three men were pulled out alive, the fire brigade said.</a></p>', "sentences that are links"),
    ],
)
def test_figure_beside_the_report_is_said(page_of: PageOf, among: str, said: str) -> None:
    [(what, why)] = read(page_of, among)
    assert what in among
    assert said in why
    assert why.endswith("(1).")


@pytest.mark.parametrize(
    "among",
    [
        "",
        "<figure><img><figcaption>The gate of the colliery on Monday morning</figcaption></figure>",
        "<figure><img><figcaption>Photo: 2021 Hale Courier</figcaption></figure>",
        '<p><a href="/c">Ten mines that were never opened again</a></p>',
        '<aside><p><a href="/c">Three men were pulled out alive, the fire brigade said.</a></p></aside>',
    ],
)
def test_furniture_is_no_problem(page_of: PageOf, among: str) -> None:
    assert read(page_of, among) == []

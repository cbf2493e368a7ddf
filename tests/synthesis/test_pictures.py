"""Pictures hold what the tables say, are SVG that needs nothing, and draw no path that nobody told."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest

from storylens import Project
from storylens.records import StorylensError
from storylens.records.contribution import ChainLink, ContributionClaim
from storylens.records.network import Event
from storylens.synthesis.causal_map import AGAIN
from storylens.synthesis.pictures import PICTURES, picture
from tests.helpers import NEVER_PRINTED
from tests.synthesis.book_helpers import book, stand_on, write

CHAIN = [("a meeting", "a pump"), ("a pump", "water near")]


def words(svg: str) -> str:
    return " ".join(ET.fromstring(svg).itertext())


@pytest.fixture
def chained(village: Project) -> tuple[Project, list[str]]:
    """A claim with a chain of two links that nobody has told yet."""
    (claim,) = write(village, ContributionClaim(text="The meeting helped"))
    links = [ChainLink(claim=claim, order=at, cause=one, effect=other) for at, (one, other) in enumerate(CHAIN, 1)]
    return village, write(village, *links)


def arrows(svg: str) -> list[str]:
    return re.findall(r"<path d=\"M[^>]*marker-end[^>]*>", svg)


def test_every_picture_can_be_drawn_in_grey_without_a_word_that_may_not_be_printed(village: Project) -> None:
    village.highlight("w1.txt", "The borehole is near the school", "v.water", by="Tendai")
    write(village, Event(date="2024-Q2", what="A crisis"))
    for drawn in PICTURES:
        made = picture(book(village), drawn.name)
        assert made.title
        if made.svg:
            tree = ET.fromstring(made.svg)
            links = [value for node in tree.iter() for key, value in node.attrib.items() if key.endswith("href")]
            assert not [link for link in links if not link.startswith("#")], drawn.name
            assert not any(word in made.svg for word in NEVER_PRINTED), drawn.name
            assert made.svg == picture(book(village), drawn.name).svg, drawn.name


def test_an_empty_project_has_nothing_to_draw(project: Callable[..., Project]) -> None:
    empty = book(project())
    assert [drawn.name for drawn in PICTURES if picture(empty, drawn.name).svg] == []


def test_a_link_has_n_of_n_tellers_and_is_dotted_where_nobody_told_it(chained: tuple[Project, list[str]]) -> None:
    village, (first, _) = chained
    stand_on(village, first, "w1.txt", "The borehole is near the school now")
    svg = picture(book(village), "causal-map").svg
    assert f"1 of {village.view().n}" in words(svg)
    assert f"0 of {village.view().n}" in words(svg)
    assert ["stroke-dasharray" in arrow for arrow in arrows(svg)] == [False, True]


def test_links_told_by_different_people_are_not_drawn_as_a_path(chained: tuple[Project, list[str]]) -> None:
    village, (first, second) = chained
    stand_on(village, first, "w1.txt", "The borehole is near the school now")
    stand_on(village, second, "m1.txt", "The borehole brought strangers")
    svg = picture(book(village), "causal-map").svg
    assert words(svg).count("a pump") == 2  # the effect of one and the cause of the other are two boxes
    assert AGAIN.split(":")[0] in words(svg)


def test_links_that_one_teller_told_together_are_a_path(chained: tuple[Project, list[str]]) -> None:
    village, (first, second) = chained
    stand_on(village, first, "w1.txt", "The borehole is near the school now")
    stand_on(village, second, "w1.txt", "we keep the key ourselves")
    svg = picture(book(village), "causal-map").svg
    assert words(svg).count("a pump") == 1
    assert AGAIN.split(":")[0] not in words(svg)


def test_months_quarters_and_years_have_their_place_on_the_timeline(village: Project) -> None:
    write(
        village, Event(date="2024-Q2", what="One"), Event(date="2024-04", what="Two"), Event(date="2023", what="Three")
    )
    said = words(picture(book(village), "timeline").svg)
    assert "event" in said
    assert re.search(r"\b2\b", said)  # both in April 2024


def test_a_name_that_is_none_lists_those_that_are(village: Project) -> None:
    with pytest.raises(StorylensError, match="causal-map"):
        picture(book(village), "pie")

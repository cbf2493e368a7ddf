"""Which quotation marks open and close, whatever their shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storylens.taggers.quotes.marks import paragraphs, stretches


def quoted(*texts: str, level: int = 0) -> list[list[str]]:
    return [
        [text[one.start : one.end] for one in found if one.level == level]
        for text, found in zip(texts, stretches(texts), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Go," he said. "Now!"', ['"Go,"', '"Now!"']),
        ("“Go,” he said. “Now!”", ["“Go,”", "“Now!”"]),
        ("« Go », he said. «Now!»", ["« Go »", "«Now!»"]),
        ("„Go,“ he said. „Now!“", ["„Go,“", "„Now!“"]),
        ("``Go,'' he said. ``Now!''", ["``Go,''", "``Now!''"]),
        ("“Go,“ he said. “Now!“", ["“Go,“", "“Now!“"]),
        ("‘Go,’ he said. ‘Now!’", ["‘Go,’", "‘Now!’"]),
        ('" Go , " he said . " Now ! "', ['" Go , "', '" Now ! "']),
        ('He shouted—"Stop!"—and ran.', ['"Stop!"']),
        ('("no")', ['"no"']),
    ],
)
def test_every_kind_of_mark_is_read(text: str, expected: list[str]) -> None:
    assert quoted(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The girls' school and the boys' school.", []),
        ("It's the '90s and 'tis cold, don't you think?", []),
        ("'It's the boys' turn,' she said.", ["'It's the boys' turn,'"]),
        ("‘We were goin’ home,’ he said.", ["‘We were goin’ home,’"]),
        ("‘’Tis true,’ he said.", ["‘’Tis true,’"]),
        ("He called it 'rubbish'.", ["'rubbish'"]),
        ('a 5\'10" man who said "no"', ['"no"']),
    ],
)
def test_apostrophes_are_told_from_single_quotation_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == [expected]


def test_a_quotation_in_a_quotation_is_one_level_down() -> None:
    text = "“He told me, ‘Go away,’ and left,” she said."
    assert quoted(text) == [["“He told me, ‘Go away,’ and left,”"]]
    assert quoted(text, level=1) == [["‘Go away,’"]]


def test_a_quotation_goes_on_where_the_next_paragraph_opens_again() -> None:
    first, second = stretches(["“We walked. We sang.", "“Then it rained,” she said."])
    assert [one.open for one in first] == [True]
    assert [one.resumed for one in second] == [True]


def test_a_mark_that_is_never_closed_swallows_nothing() -> None:
    assert quoted("“We walked. We sang.", "Then it rained.", "“Yes,” she said.") == [[], [], ["“Yes,”"]]


def test_a_forgotten_mark_leaves_the_next_quotation_whole() -> None:
    assert quoted("“I will go, he said. “And you?”") == [["“And you?”"]]


def test_wrapped_lines_are_one_paragraph_and_whole_lines_are_several() -> None:
    wrapped = "We went to the river with the\nwomen from the other bank and\nwaited there.\n\nNobody came."
    assert [wrapped[start:end] for start, end in paragraphs(wrapped)] == wrapped.split("\n\n")
    lines = "We went to the river.\nWe waited there.\nNobody came."
    assert [lines[start:end] for start, end in paragraphs(lines)] == lines.split("\n")


@given(st.text(alphabet="ab .,!?\n'\"“”‘’«»—-`", max_size=120))
def test_stretches_lie_inside_their_paragraph_and_nest(text: str) -> None:
    parts = [text[start:end] for start, end in paragraphs(text)]
    for part, found in zip(parts, stretches(parts), strict=True):
        for one in found:
            assert 0 <= one.start < one.end <= len(part)
        for one in found:
            for two in found:
                apart = one.end <= two.start or two.end <= one.start
                within = (one.start <= two.start and two.end <= one.end) or (
                    two.start <= one.start and one.end <= two.end
                )
                assert apart or within

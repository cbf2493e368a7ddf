"""Sentences by rule, for what must work where no pipeline is installed."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storylens.language.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. We sang.", ["It rained.", "We sang."]),
        ("Did it rain? Yes! We sang…  “And you?” 'No.'", ["Did it rain?", "Yes!", "We sang…", "“And you?”", "'No.'"]),
        ("He said “go.” We went.", ["He said “go.”", "We went."]),
        ("Mr. Banda and Dr. Phiri came.", ["Mr. Banda and Dr. Phiri came."]),
        ("J. Banda came.", ["J. Banda came."]),
        ("It was I. We knew.", ["It was I.", "We knew."]),
        ("It cost 3.5 kasha. Too much.", ["It cost 3.5 kasha.", "Too much."]),
        ("a line\nbroken in a mail", ["a line\nbroken in a mail"]),
        ("a title\n\na story", ["a title", "a story"]),
        ("It rained. and then not", ["It rained. and then not"]),
        ("  \n\n  ", []),
        ("", []),
        ("Il pleut. École fermée.", ["Il pleut.", "École fermée."]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text(st.sampled_from("ab A.!?…\n “”'’) 😀é"), max_size=60))
def test_sentences_are_in_order_and_lose_only_space(text: str) -> None:
    spans = list(sentences(text))
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert "".join("".join(split(text)).split()) == "".join(text.split())

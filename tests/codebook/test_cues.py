"""The cue grammar: phrases, any ending, windows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storylens.codebook.cues import CueError, Step, parse_cue

WORDS = st.from_regex(r"[a-z0-9]{2,8}(?:[-'][a-z0-9]{1,4})?", fullmatch=True)
STEPS = st.tuples(WORDS, st.booleans(), st.integers(1, 99))


@given(st.lists(STEPS, min_size=1, max_size=5))
def test_a_cue_that_is_written_is_the_cue_that_is_read(parts: list[tuple[str, bool, int]]) -> None:
    steps = [Step(word, prefix, within if at else 1) for at, (word, prefix, within) in enumerate(parts)]
    tokens = [
        (f"~{step.within} " if step.within > 1 else "") + step.word + ("*" if step.prefix else "") for step in steps
    ]
    assert parse_cue(" ".join(tokens)) == tuple(steps)


@given(st.text(max_size=30))
def test_any_text_is_a_cue_or_an_error_that_says_why(text: str) -> None:
    reason = ""
    try:
        steps = parse_cue(text)
    except CueError as error:
        steps, reason = (), str(error)
    assert steps or reason


@pytest.mark.parametrize("cue", ["Final Say", "FINAL SAY", "  final   say "])
def test_case_and_space_do_not_matter(cue: str) -> None:
    assert parse_cue(cue) == parse_cue("final say")


def test_both_apostrophes_are_one() -> None:
    assert parse_cue("didn’t ask") == parse_cue("didn't ask")


@pytest.mark.parametrize(
    ("cue", "reason"),
    [
        ("", "empty"),
        ("a*", "almost anything"),
        ("~3 decide", "between two words"),
        ("husband ~3", "needs a word after it"),
        ("husband ~3 ~2 decide", "between two words"),
        ("husband ~0 decide", "not a word"),
        ("husband ~100 decide", "not a word"),
        ("*ward", "not a word"),
        ("say, no", "not a word"),
        ("what?", "not a word"),
        ("de*cide", "not a word"),
    ],
)
def test_a_bad_cue_is_refused_with_its_reason(cue: str, reason: str) -> None:
    with pytest.raises(CueError, match=reason):
        parse_cue(cue)

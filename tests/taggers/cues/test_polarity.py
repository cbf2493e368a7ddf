"""A denial, or "used to", round a cue is flagged and becomes the polarity where the code has one."""

from __future__ import annotations

import pytest

from storylens.records import Code, Codebook, Family
from storylens.taggers.cues.polarity import Flag, polarity
from storylens.taggers.cues.tagger import CueTagger


def tagger(*cues: str, choices: tuple[str, ...] = ()) -> CueTagger:
    code = Code(id="v.one", name="One", cues=cues, polarity=choices)
    family = Family(id="f", name="F", codes=(code,))
    return CueTagger([Codebook(id="village", version="1", title="T", digest="d", families=(family,))])


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("They beg us for seed.", ""),
        ("They never beg us for seed.", "negated"),
        ("Nobody will beg.", "negated"),
        ("They don't beg.", "negated"),
        ("They don’t beg.", "negated"),
        ("Without having to beg, we eat.", "negated"),
        ("They used to beg.", "used to"),
        ("We no longer beg.", "no longer"),
        ("They do not beg any more.", "no longer"),
        ("We do not beg anymore.", "no longer"),
        ("They did not come, so we beg.", ""),
        ("They did not come because we beg.", ""),
        ("They did not come but we beg.", ""),
        ("It was not one of the two or three or four years in which we beg.", ""),
        ("We beg, not they.", ""),
        ("We beg for more.", ""),
        ("We beg; they do not any more.", ""),
        ("We are used. To beg is hard.", ""),
    ],
)
def test_the_words_round_a_cue_are_looked_at(text: str, flag: str) -> None:
    (span,) = tagger("beg").find(text)
    assert span.attributes["flag"] == flag


@pytest.mark.parametrize("joint", ["so", "while", "and then"])
def test_a_denial_ends_with_its_clause(joint: str) -> None:
    (span,) = tagger("beg").find(f"They did not come {joint} we beg.")
    assert span.attributes["flag"] == ""


def test_a_cue_is_no_denial_of_itself() -> None:
    (span,) = tagger("not allowed").find("We were not allowed.")
    assert span.attributes["flag"] == ""


@pytest.mark.parametrize(
    ("text", "choices", "said"),
    [
        ("We never beg.", ("present", "denied", "changed from"), "denied"),
        ("We never beg.", ("present", "absent"), "absent"),
        ("We used to beg.", ("denied", "changed from"), "changed from"),
        ("We no longer beg.", ("denied", "changed from"), "changed from"),
        ("We no longer beg.", ("denied",), "denied"),
        ("We never beg.", (), ""),
        ("We used to beg.", ("denied",), ""),
        ("We beg.", ("present", "denied"), ""),
    ],
)
def test_a_flag_becomes_the_polarity_in_the_words_of_the_code(text: str, choices: tuple[str, ...], said: str) -> None:
    (span,) = tagger("beg", choices=choices).find(text)
    assert span.attributes["polarity"] == said


def test_every_flag_has_a_place_in_some_list() -> None:
    everything = ["denied", "absent", "contradicted", "changed from"]
    assert {flag: bool(polarity(flag, everything)) for flag in Flag} == {flag: flag is not Flag.NONE for flag in Flag}

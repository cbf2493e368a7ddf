"""What Deepgram answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from storylens.records import UnreadableError
from tests.ingest.telling import read_one, times, turns


def answer(*alternatives: object, **more: object) -> dict[str, object]:
    """Return an answer with a channel for each alternative."""
    channels = [{"alternatives": [one], "detected_language": "en-GB"} for one in alternatives]
    return {"metadata": {"request_id": "x", "channels": len(channels)}, "results": {"channels": channels, **more}}


def word(at: float, text: str, speaker: int | None = None) -> dict[str, object]:
    """Return a word of half a second."""
    told = {"word": text.lower().strip("."), "punctuated_word": text, "start": at, "end": at + 0.5, "confidence": 0.9}
    return told if speaker is None else {**told, "speaker": speaker}


def paragraph(at: float, speaker: int, *sentences: str) -> dict[str, object]:
    """Return a paragraph."""
    told = [{"text": text, "start": at, "end": at + 1} for text in sentences]
    return {"sentences": told, "speaker": speaker, "start": at, "end": at + 1, "num_words": 3}


def test_paragraphs_of_one_speaker_in_a_row_are_one_turn(tmp_path: Path) -> None:
    told = [paragraph(1, 0, "We met.", "It rained."), paragraph(3, 0, "We left."), paragraph(65.5, 1, "When?")]
    best = {
        "transcript": "we met it rained we left when",
        "words": [],
        "paragraphs": {"transcript": "", "paragraphs": told},
    }
    made = read_one(tmp_path, "a.json", answer(best), by="deepgram")
    assert turns(made) == [("Speaker 0", "We met. It rained. We left."), ("Speaker 1", "When?")]
    assert times(made) == ["00:00:01.000", "00:01:05.500"]
    assert made.language == "en"


def test_utterances_are_read_where_there_are_any(tmp_path: Path) -> None:
    utterances = [
        {"start": 0.2, "end": 1, "transcript": "We met.", "speaker": 1, "channel": 0},
        {"start": 2.0, "end": 3, "transcript": "Yes.", "speaker": 0, "channel": 0},
    ]
    made = read_one(tmp_path, "a.json", answer({"transcript": "we met yes", "words": []}, utterances=utterances))
    assert turns(made) == [("Speaker 1", "We met."), ("Speaker 0", "Yes.")]


def test_words_with_speakers(tmp_path: Path) -> None:
    best = {"transcript": "we met when", "words": [word(0, "We", 0), word(0.5, "met.", 0), word(2, "When?", 1)]}
    assert turns(read_one(tmp_path, "a.json", answer(best))) == [("Speaker 0", "We met."), ("Speaker 1", "When?")]


def test_the_plain_transcript(tmp_path: Path) -> None:
    best = {"transcript": "We met. It rained.", "words": [word(1.5, "We"), word(2, "met.")]}
    made = read_one(tmp_path, "a.json", answer(best))
    assert turns(made) == [("", "We met. It rained.")]
    assert times(made) == ["00:00:01.500"]


def test_channels_are_woven_together_by_time(tmp_path: Path) -> None:
    first = {"transcript": "", "words": [word(0, "Hello.", 0), word(9, "Bye.", 0)]}
    second = {"transcript": "", "words": [word(4, "Hi.", 0)]}
    assert turns(read_one(tmp_path, "a.json", answer(first, second))) == [
        ("Channel 0, Speaker 0", "Hello."),
        ("Channel 1, Speaker 0", "Hi."),
        ("Channel 0, Speaker 0", "Bye."),
    ]


def test_other_alternatives_are_left_out_and_counted(tmp_path: Path) -> None:
    told = {"results": {"channels": [{"alternatives": [{"transcript": "We met."}, {"transcript": "We ate."}]}]}}
    made = read_one(tmp_path, "a.json", told, by="deepgram")
    assert turns(made) == [("", "We met.")]
    assert made.remarks == ("of what was heard in several ways, the first is taken; left out: 1",)


@pytest.mark.parametrize("results", [None, [], {"channels": "alternatives"}, {"channels": [{"alternatives": [{}]}]}])
def test_without_words_it_is_refused(tmp_path: Path, results: object) -> None:
    with pytest.raises(UnreadableError):
        read_one(tmp_path, "a.json", {"results": results, "note": ["channels", "alternatives"]}, by="deepgram")

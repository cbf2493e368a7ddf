"""What Amazon Transcribe and other services heard, each in its own JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from storylens.records import UnreadableError
from tests.ingest.telling import read_one, times, turns


def word(at: float, text: str, speaker: str = "") -> dict[str, object]:
    told = {
        "type": "pronunciation",
        "alternatives": [{"confidence": "0.98", "content": text}, {"confidence": "0.01", "content": "zzother"}],
        "start_time": f"{at}",
        "end_time": f"{at + 0.4}",
    }
    return {**told, "speaker_label": speaker} if speaker else told


def mark(text: str) -> dict[str, object]:
    return {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": text}]}


def job(items: list[dict[str, object]], **more: object) -> dict[str, object]:
    spoken = " ".join(str(item["alternatives"][0]["content"]) for item in items)  # type: ignore[index]
    results = {"language_code": "en-GB", "transcripts": [{"transcript": spoken}], **more, "items": items}
    return {"jobName": "interview-4", "accountId": "1", "results": results, "status": "COMPLETED"}


def test_words_carry_their_speakers(tmp_path: Path) -> None:
    items = [word(1.2, "Who", "spk_0"), word(1.6, "came", "spk_0"), mark("?"), word(3.5, "Nobody", "spk_1"), mark(".")]
    made = read_one(tmp_path, "a.json", job(items), by="transcribe")
    assert turns(made) == [("Speaker 0", "Who came?"), ("Speaker 1", "Nobody.")]
    assert times(made) == ["00:00:01.200", "00:00:03.500"]
    assert made.language == "en"
    assert "zzother" not in made.text


def test_speakers_are_known_by_the_time_of_a_word(tmp_path: Path) -> None:
    items = [word(1.2, "Who"), word(1.6, "came"), mark("?"), word(3.5, "Nobody"), mark(".")]
    times_of = {"spk_0": ("1.2", "1.6"), "spk_1": ("3.5",)}
    segments = [
        {"start_time": at[0], "speaker_label": who, "items": [{"start_time": one, "speaker_label": who} for one in at]}
        for who, at in times_of.items()
    ]
    made = read_one(tmp_path, "a.json", job(items, speaker_labels={"speakers": 2, "segments": segments}))
    assert turns(made) == [("Speaker 0", "Who came?"), ("Speaker 1", "Nobody.")]


def test_channels_are_woven_together_by_time(tmp_path: Path) -> None:
    first = {"channel_label": "ch_0", "items": [word(0.1, "Hello"), mark(".")]}
    second = {"channel_label": "ch_1", "items": [word(2.0, "Yes"), mark(".")]}
    made = read_one(tmp_path, "a.json", job([], channel_labels={"channels": [second, first]}), by="transcribe")
    assert turns(made) == [("Channel 0", "Hello."), ("Channel 1", "Yes.")]


def test_without_speakers_it_is_what_is_said(tmp_path: Path) -> None:
    made = read_one(tmp_path, "a.json", job([word(0.5, "We"), word(1, "met"), mark(".")]), by="transcribe")
    assert turns(made) == [("", "We met.")]


def test_an_analysis_of_a_call(tmp_path: Path) -> None:
    parts = [
        {"ParticipantRole": "AGENT", "Content": "Good day.", "BeginOffsetMillis": 240, "EndOffsetMillis": 900},
        {"ParticipantRole": "CUSTOMER", "Content": "The pump broke.", "BeginOffsetMillis": 1900},
    ]
    told = {"JobStatus": "COMPLETED", "LanguageCode": "en-US", "Transcript": parts, "Participants": []}
    made = read_one(tmp_path, "a.json", told, by="transcribe")
    assert turns(made) == [("Agent", "Good day."), ("Customer", "The pump broke.")]
    assert times(made) == ["00:00:00.240", "00:00:01.900"]


ASSEMBLY = {
    "id": "x",
    "language_code": "en_us",
    "text": "Who came? Nobody.",
    "words": [],
    "utterances": [
        {"speaker": "A", "text": "Who came?", "start": 1200, "end": 2000, "confidence": 0.9, "words": []},
        {"speaker": "B", "text": "Nobody.", "start": 3500, "end": 4000, "confidence": 0.9, "words": []},
    ],
}
REV = {
    "monologues": [
        {
            "speaker": 0,
            "elements": [
                {"type": "text", "value": "Who", "ts": 1.2, "end_ts": 1.5, "confidence": 0.9},
                {"type": "punct", "value": " "},
                {"type": "text", "value": "came", "ts": 1.6, "end_ts": 2.0, "confidence": 0.9},
                {"type": "punct", "value": "?"},
            ],
        },
        {"speaker": 1, "elements": [{"type": "text", "value": "Nobody.", "ts": 3.5, "end_ts": 4.0}]},
    ]
}
AZURE = {
    "source": "a.wav",
    "combinedRecognizedPhrases": [{"channel": 0, "display": "Who came? Nobody."}],
    "recognizedPhrases": [
        {
            "channel": 0,
            "speaker": 1,
            "offsetInTicks": 12e6,
            "durationInTicks": 8e6,
            "nBest": [{"display": "Who came?"}],
        },
        {"channel": 0, "speaker": 2, "offsetInTicks": 35e6, "durationInTicks": 5e6, "nBest": [{"display": "Nobody."}]},
    ],
}


@pytest.mark.parametrize(
    ("told", "names"),
    [(ASSEMBLY, ("A", "B")), (REV, ("0", "1")), (AZURE, ("1", "2"))],
    ids=["assembly", "rev", "azure"],
)
def test_other_services(tmp_path: Path, told: object, names: tuple[str, str]) -> None:
    made = read_one(tmp_path, "a.json", told, by="services")
    assert turns(made) == [(f"Speaker {names[0]}", "Who came?"), (f"Speaker {names[1]}", "Nobody.")]
    assert times(made) == ["00:00:01.200", "00:00:03.500"]


@pytest.mark.parametrize("results", [None, [], {"transcripts": "items"}, {"transcripts": [{}], "items": [{}, 3]}])
def test_without_words_it_is_refused(tmp_path: Path, results: object) -> None:
    with pytest.raises(UnreadableError):
        read_one(tmp_path, "a.json", {"results": results, "note": ["transcripts"]}, by="transcribe")

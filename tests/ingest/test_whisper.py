"""What Whisper, WhisperX and whisper.cpp write as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from storylens.ingest.reader import read
from storylens.ingest.source import Source
from storylens.records import UnreadableError
from tests.ingest.telling import read_one, times, turns, words_of


def segment(at: float, text: str, **more: object) -> dict[str, object]:
    """Return a segment of two seconds."""
    return {"id": int(at), "seek": 0, "start": at, "end": at + 2, "text": text, "tokens": [1, 2], **more}


def test_segments_without_speakers_are_joined_within_a_sentence(tmp_path: Path) -> None:
    segments = [
        segment(0, " We began"),
        segment(2, " with six women."),
        segment(4, " Then twelve."),
        segment(60, " later on"),
    ]
    file = {"text": " We began with six women. Then twelve. later on", "segments": segments, "language": "en"}
    made = read_one(tmp_path, "a.json", file, by="whisper")
    assert words_of(made) == ["We began with six women.", "Then twelve.", "later on"]
    assert times(made) == ["00:00:00.000", "00:00:04.000", "00:01:00.000"]
    assert made.language == "en"


def test_segments_of_one_speaker_are_one_turn(tmp_path: Path) -> None:
    said = [("SPEAKER_01", "Yes."), ("SPEAKER_01", "We did."), ("SPEAKER_00", "When?"), (None, "Music")]
    segments = [segment(2 * n, words, **({"speaker": who} if who else {})) for n, (who, words) in enumerate(said)]
    made = read_one(tmp_path, "a.json", {"segments": segments, "word_segments": []}, by="whisper")
    assert turns(made) == [("SPEAKER_01", "Yes. We did."), ("SPEAKER_00", "When?"), ("", "Music")]


def test_the_speaker_of_most_words_speaks_where_the_segment_does_not_tell(tmp_path: Path) -> None:
    single = [{"word": word, "start": 0, "speaker": who} for word, who in [("we", "A"), ("did", "B"), ("it", "B")]]
    made = read_one(tmp_path, "a.json", {"segments": [segment(0, "we did it", words=single)]})
    assert turns(made) == [("B", "we did it")]


def test_whisper_cpp(tmp_path: Path) -> None:
    told = {
        "systeminfo": "AVX = 1",
        "result": {"language": "fr"},
        "transcription": [
            {"timestamps": {"from": "00:00:01,500"}, "offsets": {"from": 1500, "to": 3000}, "text": " Nous sommes six."}
        ],
    }
    made = read_one(tmp_path, "a.json", told, by="whisper")
    assert words_of(made) == ["Nous sommes six."]
    assert times(made) == ["00:00:01.500"]
    assert made.language == "fr"


def test_a_long_text_before_the_segments(tmp_path: Path) -> None:
    segments = [segment(2 * n, f" Then we met, for the {n}th time.") for n in range(4000)]
    file = {"text": "".join(str(one["text"]) for one in segments), "segments": segments, "language": "en"}
    assert len(turns(read_one(tmp_path, "a.json", file, by="whisper"))) == 4000


def test_text_alone_is_one_turn(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"text": "We met.", "segments": []}')
    (made,) = read(Source(path, "a.json"), "whisper")
    assert words_of(made) == ["We met."]


@pytest.mark.parametrize("start", [None, "soon", -1, float("nan"), float("inf"), 1e300, True, [], {}])
def test_a_time_that_is_none_is_left_out(tmp_path: Path, start: object) -> None:
    made = read_one(tmp_path, "a.json", {"segments": [{"start": start, "end": start, "text": "We met."}]}, by="whisper")
    assert times(made) == [""]
    assert made.text == "We met.\n"


def test_lone_surrogates_and_zero_bytes_become_characters_that_can_be_stored(tmp_path: Path) -> None:
    file = b'{"segments": [{"start": 0, "text": "a\\ud800b\\u0000c", "speaker": "S\\udfff"}]}'
    made = read_one(tmp_path, "a.json", file)
    assert turns(made) == [("S�", "a�b�c")]


@pytest.mark.parametrize("file", [b'{"segments": [{"start": 0, ', b'{"segments": ' + b'[{"start":' * 100_000])
def test_broken_json_is_refused(tmp_path: Path, file: bytes) -> None:
    with pytest.raises(UnreadableError, match="not valid JSON"):
        read_one(tmp_path, "a.json", file)


def test_the_table_that_whisper_writes_is_a_transcript(tmp_path: Path) -> None:
    rows = "start\tend\ttext\n0\t2500\tWe opened in May,\n2500\t4000\tand then it rained.\n9000\t9500\tYes.\n"
    made = read_one(tmp_path, "a.tsv", rows, by="whisper")
    assert words_of(made) == ["We opened in May, and then it rained.", "Yes."]
    assert times(made) == ["00:00:00.000", "00:00:09.000"]


def test_times_beyond_the_first_hour_are_kept(tmp_path: Path) -> None:
    made = read_one(tmp_path, "a.tsv", "start\tend\ttext\n3700000\t3701000\tWe met.\n", by="whisper")
    assert times(made) == ["01:01:40.000"]


def test_what_its_program_shows_is_read(tmp_path: Path) -> None:
    text = "[00:00:01.500 --> 00:00:04.000]  We met.\n[01:00:04.000 --> 01:00:09.000]  It rained\nall day.\n"
    made = read_one(tmp_path, "a.txt", text, by="whisper")
    assert turns(made) == [("", "We met."), ("", "It rained all day.")]
    assert times(made) == ["00:00:01.500", "01:00:04.000"]

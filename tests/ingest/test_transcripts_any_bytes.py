"""Readers of transcripts and chats, given anything: documents with valid positions, or one clear refusal."""

from __future__ import annotations

import json
import tempfile
import time
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storylens.ingest.reader import Reader, readers
from storylens.ingest.source import Source
from storylens.records import UnreadableError

SEGMENT = {"start": 1.5, "end": 2, "text": "We met.", "speaker": "A", "words": [{"word": "We", "speaker": "A"}]}
WORD = {"word": "we", "punctuated_word": "We", "start": 0, "end": 1, "speaker": 0}
PARAGRAPH = {"sentences": [{"text": "We met.", "start": 0}], "speaker": 1, "start": 0, "end": 1}
MESSAGE = {
    "id": 1, "type": "message", "date": "2024-01-01T01:00:00", "date_unixtime": "1704063600", "from": "Asha",
    "from_id": "user1", "text": ["We ", {"type": "bold", "text": "met"}], "reply_to_message_id": 1, "photo": "x",
    "poll": {"question": "Where?", "answers": [{"text": "Here"}]}, "reactions": [{"count": 2}],
}  # fmt: skip
VALID = {
    "vtt": "WEBVTT\nLanguage: en\n\nNOTE by me\n\n1\n00:01.000 --> 00:02.000\n<v Asha>We &amp; <b>you</b>.</v>\n\n"
    '2 "B" (1)\n0:0:3.0 --> 0:0:4.0\nAsha: Yes.\n\n00:00:04.000 --> x\nAsha: So.\n{"spokenText": "a"}\n',
    "srt": "1\n00:00:01,000 --> 00:00:02,000\nASHA: <i>We</i> met.\n\n2\n00:00:02,000 --> 00:00:04,000\nASHA: Twice.\n",
    "otter": "Title\n\nAsha  0:03\nWe save.\n\nBaraka  0:09\nWe do.\n\nTranscribed by https://otter.ai\n",
    "zoomchat": '00:01:00\tAsha:\tWhere?\n00:02:00\tB:\tReplying to "Where..."\n\nHere.\n'
    '00:03:00\tC:\tReacted to "Here." with 👍\n'
    "10:05:41 From Asha to B(Direct Message):\n\thello\n",
    "whisper": json.dumps({"text": "We met.", "segments": [SEGMENT, SEGMENT], "language": "en"}),
    "deepgram": json.dumps({"results": {"channels": [
        {"alternatives": [{"transcript": "we met", "words": [WORD], "paragraphs": {"paragraphs": [PARAGRAPH]}}]},
        {"alternatives": [{"transcript": "yes", "words": [WORD]}]},
    ]}}),
    "transcribe": json.dumps({"results": {
        "language_code": "en-US", "transcripts": [{"transcript": "We met."}],
        "speaker_labels": {"segments": [{"start_time": "1.0", "speaker_label": "spk_0", "items": [{}]}]},
        "items": [
            {"type": "pronunciation", "start_time": "1.0", "end_time": "2", "alternatives": [{"content": "We"}]},
            {"type": "punctuation", "alternatives": [{"content": "."}]},
        ],
    }}),
    "services": json.dumps({"utterances": [{"speaker": "A", "text": "We met.", "start": 100, "end": 900}]}),
    "telegram": json.dumps({"name": "Water", "id": 4, "messages": [MESSAGE, {"type": "service", "actor": "A"}]}),
    "whatsapp": "\u200e[31/12/23, 6:05:09\u202fPM] Asha: \u200e<attached: 1.jpg>\nOur well\n"
    '31.12.2023, 18:05 - B: Oh. <This message was edited>\n01/01/24, 00:00 - C created group "D: E"\n',
    "signal": "[2024-03-01, 18:02] Asha: ![a](b) Where? (- Me: 👍 -)\n[2024-03-01, 18:03] Me: \n> Where?\n\nHere.\n",
}  # fmt: skip
READERS = {name: import_module(f"storylens.ingest.{name}").reader for name in VALID}
ODD = [
    *("\x00", "\ud800", "\ufeff", "\u200e", "\n", "\n\n", " " * 50, "-->", "<v ", "<", ">", ":", "]", "[", '"', "\\"),
    *(
        "&#0;",
        "&lt;",
        "{",
        "}",
        "null",
        "-1",
        "1e999",
        "true",
        "[]",
        "99",
        "٣",
        "👩🏽‍🌾",
        "NOTE",
        "\x85",
        "\u2028",
        "\t",
        "> ",
    ),
]


def check(reader: Reader, data: bytes) -> None:
    """Read bytes, and check that every position is valid and every text can be stored."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(data)
        source = Source(path, "file")
        reader.recognises(source)
        try:
            made = list(reader.read(source))
        except UnreadableError:
            return
    assert made
    for one in made:
        one.text.encode()
        one.title.encode()
        assert any(p.start < p.end for p in one.passages)
        for at, passage in enumerate(one.passages):
            words = one.text[passage.start : passage.end]
            assert words == words.strip()
            assert words
            passage.speaker.encode()
            passage.said_at.encode()
            assert all(other is None or 0 <= other < at for other in (passage.reply_to, passage.quotes))
        assert all(count > 0 for count in one.set_aside.values())


@pytest.mark.parametrize("name", VALID)
@given(data=st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes(name: str, data: bytes) -> None:
    check(READERS[name], data)


@pytest.mark.parametrize("name", VALID)
@given(
    edits=st.lists(
        st.tuples(st.integers(0, 2000), st.integers(0, 30), st.sampled_from(ODD) | st.text(max_size=5)), max_size=8
    )
)
@settings(max_examples=150, deadline=None)
def test_valid_files_that_were_damaged(name: str, edits: list[tuple[int, int, str]]) -> None:
    text = VALID[name]
    for at, length, instead in edits:
        at %= len(text) + 1
        text = text[:at] + instead + text[at + length :]
    check(READERS[name], text.encode("utf-8", errors="surrogatepass"))


@pytest.mark.parametrize("name", ["whisper", "deepgram", "transcribe", "services", "telegram"])
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_json_with_values_of_other_kinds(name: str, data: st.DataObject) -> None:
    told = json.loads(VALID[name])
    leaf = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    other = leaf | st.lists(leaf, max_size=3) | st.dictionaries(st.text(max_size=5), leaf, max_size=2)
    for _ in range(data.draw(st.integers(1, 3))):
        place = told
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            if isinstance(place[key], dict | list) and data.draw(st.booleans()):
                place = place[key]
                continue
            place[key] = data.draw(other)
            break
    check(READERS[name], json.dumps(told).encode())


@pytest.mark.parametrize("name", VALID)
def test_each_reader_claims_its_own_files_and_no_others(name: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(VALID[name])
    ours = [reader.name for reader in readers() if reader.name in VALID and reader.recognises(Source(path, "file"))]
    assert ours[0] == name


@pytest.mark.parametrize(
    "filling",
    ["a ", "<a", "<v x", ":", " ", "(-", "> ", "12:", "1/", '"', "&amp", "--> ", "\u200e", "\n", "[", "{\\"],
)
@pytest.mark.parametrize("name", ["vtt", "srt", "otter", "zoomchat", "whatsapp", "signal"])
@pytest.mark.parametrize("share", [0.5, 0.7, 1])
def test_time_grows_no_faster_than_a_hostile_line(name: str, filling: str, share: float, tmp_path: Path) -> None:
    text = VALID[name].rstrip("\n")
    at = int(len(text) * share)

    def took(length: int) -> float:
        path = tmp_path / f"{length}"
        path.write_text(text[:at] + filling * (length // len(filling)) + text[at:])
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            list(READERS[name].read(Source(path, path.name)))
            best = min(best, time.process_time() - began)
        return best

    assert took(80_000) < 10 * max(took(20_000), 0.005)

"""Whatever bytes arrive, a reader gives documents whose positions are valid, or one clear sentence."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storylens.ingest import discourse, kobo, mail, messages, reddit, slack, stackexchange, table
from storylens.ingest.reader import Reader
from storylens.ingest.sheets import is_document_sheet, is_sampling_frame, read_documents, read_sampling
from storylens.ingest.source import Source
from storylens.ingest.tellers import is_teller_sheet, read_tellers
from storylens.ingest.xlsform import is_form
from storylens.records import Passage, UnreadableError
from tests.ingest import test_forums as forums
from tests.ingest import test_kobo, test_mail, test_table, test_tellers
from tests.ingest.test_grid import workbook

SEEDS: dict[str, tuple[Reader, str, bytes]] = {
    "mbox": (mail.reader, "a.mbox", (test_mail.SEED + test_mail.ISAAC + test_mail.RUTH).encode()),
    "eml": (mail.reader, "a.eml", test_mail.made(plain="Ten bags.", html="<p>Ten</p>", attached="map.jpg")),
    "csv": (table.reader, "a.csv", test_table.SURVEY.encode()),
    "spread": (table.reader, "b.csv", test_table.SPREAD.encode()),
    "tellers": (table.reader, "c.csv", test_tellers.TELLERS.encode()),
    "xlsx": (table.reader, "a.xlsx", workbook(test_kobo.answers)),
    "kobo": (kobo.reader, "a.json", json.dumps([test_kobo.submission(), test_kobo.submission()]).encode()),
    "discourse": (discourse.reader, "b.json", json.dumps(forums.topic(forums.post(1, "a", "<p>x</p>"))).encode()),
    "slack": (slack.reader, "c.json", json.dumps([forums.message("1717481553.1", "U1", "a <@U1>")]).encode()),
    "slack zip": (slack.reader, "c.zip", forums.export({"a/2024-06-04": [forums.message("1.5", "U1", "a")]})),
    "reddit": (reddit.reader, "d.json", json.dumps([forums.listing(forums.SUBMISSION)]).encode()),
    "stackexchange": (stackexchange.reader, "Posts.xml", forums.POSTS.encode()),
    "messages": (messages.reader, "d.csv", forums.YAMMER.encode()),
}


@st.composite
def broken(draw: st.DrawFn, whole: bytes) -> bytes:
    """Draw bytes that were a good file: cut, with a stretch replaced, doubled, or filled with something else."""
    start = draw(st.integers(0, len(whole)))
    end = draw(st.integers(start, min(len(whole), start + 200)))
    other = draw(
        st.one_of(
            st.binary(max_size=60),
            st.sampled_from(
                [b"", b"\x00" * 50, b'"', b"{" * 300, b"[" * 300, b"<" * 300, b"> " * 200, b"\xed\xa0\x80"]
            ),
            st.just(whole[start:end] * 3),
            st.text(max_size=20).map(str.encode) if draw(st.booleans()) else st.just("\u202e👩‍🌾\ufeff".encode()),
        )
    )
    return whole[:start] + other + (whole[end:] if draw(st.booleans()) else b"")


def try_all(reader: Reader, name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        source = Source(path, name)
        reader.recognises(source)
        is_form(source)
        try:
            for received in reader.read(source):
                assert all(isinstance(one, Passage) and one.start < one.end for one in received.passages)
                assert all(
                    one.reply_to is None or 0 <= one.reply_to < len(received.passages) for one in received.passages
                )
                assert all(one.quotes is None or 0 <= one.quotes < len(received.passages) for one in received.passages)
                assert all(count > 0 for count in received.set_aside.values())
                received.text.encode("utf-8")
                assert "\x00" not in received.text
        except UnreadableError as refused:
            check_sentence(refused)
        if path.suffix in (".csv", ".xlsx"):
            sheets(source)


def check_sentence(refused: UnreadableError) -> None:
    assert refused.what
    assert refused.todo
    assert "\n" not in refused.what


def sheets(source: Source) -> None:
    for knows, reads in (
        (is_teller_sheet, read_tellers),
        (is_document_sheet, read_documents),
        (is_sampling_frame, read_sampling),
    ):
        if knows(source):
            try:
                assert list(reads(source)) is not None
            except UnreadableError as refused:
                check_sentence(refused)


@pytest.mark.parametrize("kind", SEEDS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_broken_file_is_read_or_refused(kind: str, data: st.DataObject) -> None:
    reader, name, whole = SEEDS[kind]
    try_all(reader, name, data.draw(broken(whole)))


@pytest.mark.parametrize("kind", SEEDS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(kind: str, data: bytes) -> None:
    reader, name, _ = SEEDS[kind]
    try_all(reader, name, data)


@pytest.mark.parametrize("kind", SEEDS)
@pytest.mark.parametrize(
    "data", [b"a" * 3_000_000, b"[" * 300_000, b'{"a":' * 100_000, b"<row " * 200_000, b'"' * 999_999]
)
def test_long_lines_and_deep_nesting_are_read_or_refused(kind: str, data: bytes) -> None:
    reader, name, whole = SEEDS[kind]
    try_all(reader, name, whole[:200] + data)

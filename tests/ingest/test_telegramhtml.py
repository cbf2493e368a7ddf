"""A chat that Telegram saved as a web page; whatever the bytes are."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import given as with_any
from hypothesis import strategies as st

from storylens.ingest.telegramhtml import read
from storylens.records import Kind, Stretch, UnreadableError
from tests.ingest.given import given
from tests.ingest.telling import read_one, turns, words_of


def message(
    number: int, words: str, name: str = "", *, more: str = "", at: str = "13.04.2024 07:05:00 UTC+02:00"
) -> str:
    who = f'<div class="from_name">{name}</div>' if name else ""
    return (
        f'<div class="message default clearfix" id="message{number}"><div class="body">'
        f'<div class="pull_right date details" title="{at}">07:05</div>{who}{more}'
        f'<div class="text">{words}</div></div></div>'
    )


def page(*messages: str) -> str:
    return (
        '<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap">'
        '<div class="page_header"><div class="content"><div class="text bold">Circle</div></div></div>'
        f'<div class="page_body chat_page"><div class="history">{"".join(messages)}</div></div></div></body></html>'
    )


SERVICE = '<div class="message service" id="message-1"><div class="body details">13 April 2024</div></div>'
REPLY = '<div class="reply_to details">In reply to <a href="#go_to_message2">this message</a></div>'
FORWARDED = '<div class="forwarded body"><div class="from_name">Radio</div><div class="text">Rain tomorrow.</div></div>'
PHOTO = '<div class="media_wrap clearfix"><div class="media"><div class="title bold">Photo</div></div></div>'
CHAT = page(
    SERVICE,
    message(2, "The pump is mended.<br>At last.", "Asha"),
    message(3, "Who has the key?", "Isaac", more=REPLY),
    message(4, "Anybody?"),
    message(5, "", "Asha", more=FORWARDED),
    message(6, "Look.", "Asha", more=PHOTO, at="nonsense"),
)


def test_messages_with_who_when_and_what_they_answer(tmp_path: Path) -> None:
    made = read_one(tmp_path, "messages.html", CHAT, by="telegram-html")
    assert (made.title, made.kind, str(made.collected_on)) == ("Circle", Kind.THREAD, "2024-04-13")
    assert turns(made) == [
        ("Asha", "The pump is mended.\nAt last."),
        ("Isaac", "Who has the key?"),
        ("Isaac", "Anybody?"),
        ("Asha", "Look."),
    ]
    spoken = [one for one in made.passages if one.stretch is Stretch.SPEECH]
    assert made.passages[spoken[1].reply_to or 0] == spoken[0]
    assert [one.said_at for one in spoken] == ["2024-04-13T07:05:00+02:00"] * 3 + [""]


def test_what_is_forwarded_is_somebody_else_s_and_media_are_notes(tmp_path: Path) -> None:
    made = read_one(tmp_path, "messages.html", CHAT)
    assert words_of(made, Stretch.QUOTED) == ["Rain tomorrow."]
    assert words_of(made, Stretch.NOTE) == ["13 April 2024", "(Photo)"]
    assert made.remarks == ("photos, stickers and files, kept as notes: 1",)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@with_any(data=st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    with suppress(UnreadableError):
        list(read(given(tmp_path, "a.html", data)))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@with_any(at=st.integers(0, len(CHAT)), gone=st.integers(0, 300), put=st.text(max_size=20))
def test_a_damaged_page(tmp_path: Path, at: int, gone: int, put: str) -> None:
    with suppress(UnreadableError):
        for one in read(given(tmp_path, "a.html", CHAT[:at] + put + CHAT[at + gone :])):
            one.text.encode()
            assert all(p.start < p.end for p in one.passages)

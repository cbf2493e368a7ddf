"""Pages of DokuWiki: words without marks, headings by their depth, who signed; whatever the bytes are."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as with_any
from hypothesis import strategies as st

from storylens.ingest.dokuwiki import read
from storylens.ingest.reader import reader_for
from storylens.ingest.source import Source
from storylens.records import Kind, Stretch, UnreadableError
from tests.ingest.given import given, said

PAGE = """~~NOTOC~~
====== The seed bank ======

The **seed bank** opened in //May//((On a Monday.)), says [[people:ruth|Ruth]]; see
[[harvest:store#keys]] and http://example.org//a.\\\\ Nobody came.

{{ :store.jpg?200|The store}}

===== Results =====

  * Nine families came.
  - Each brought ''one bag''.

^ Year ^ Bags ^
| 2023 | [[a|nine]] |
| 2024 | forty   |

==== What women said ====

> We keep the key.
>> Who else?

<code>
key = 4
</code>

Use %%**%% with care. ----
"""
TALK = """====== Talk ======

Who pays for the store? --- //[[ruth@example.org|Ruth Phiri]] 2024/06/02 11:00//

The circle does. --- [[user:isaac|Isaac]] //2024/06/03 9:30//
"""


def test_words_stand_without_their_marks(tmp_path: Path) -> None:
    source = given(tmp_path, "seed.txt", PAGE)
    assert reader_for(source).name == "dokuwiki"
    (one,) = read(source)
    assert one.title == "The seed bank"
    assert said(one) == [
        "The seed bank opened in May, says Ruth; see store and http://example.org//a.",
        "Nobody came.",
        "Nine families came.",
        "Each brought one bag.",
        "Year\tBags",
        "2023\tnine",
        "2024\tforty",
        "Use ** with care. ----",
    ]
    assert said(one, Stretch.QUOTED) == ["We keep the key.", "Who else?"]
    assert said(one, Stretch.NOTE) == ["[1] On a Monday.", "key = 4"]


def test_the_most_signs_make_the_highest_heading(tmp_path: Path) -> None:
    (one,) = read(given(tmp_path, "seed.txt", PAGE))
    assert [(p.level, one.text[p.start : p.end]) for p in one.passages if p.level] == [
        (1, "The seed bank"),
        (2, "Results"),
        (3, "What women said"),
    ]


def test_pictures_and_switches_are_counted(tmp_path: Path) -> None:
    (one,) = read(given(tmp_path, "seed.txt", PAGE))
    assert one.remarks == ("pictures that are not read: 1",)
    assert one.set_aside["what is there for programs"] == len("~~NOTOC~~")
    assert one.set_aside["descriptions of pictures"] == len("The store")
    assert len(one.text) + sum(one.set_aside.values()) == len(PAGE)


def test_who_signed_said_it(tmp_path: Path) -> None:
    (one,) = read(given(tmp_path, "talk.txt", TALK))
    assert one.kind is Kind.THREAD
    spoken = [p for p in one.passages if p.stretch is Stretch.SPEECH]
    assert [(p.speaker, p.key, p.said_at) for p in spoken] == [
        ("Ruth Phiri", "wiki:ruth phiri", "2024-06-02T11:00"),
        ("Isaac", "wiki:isaac", "2024-06-03T09:30"),
    ]
    assert said(one) == ["Who pays for the store?", "The circle does."]


@pytest.mark.parametrize(
    "text",
    [
        "== Before ==\n\nThe '''pump''' was far.\n\n* One\n",  # MediaWiki
        "Before\n======\n\nThe pump was far.\n",  # a rule under a line
        "== Before\n\nThe pump was far.\n\n* One\n",  # AsciiDoc
        "INT: Why?\n\nR: ===== they said =====\n",
    ],
)
def test_other_texts_are_not_taken_for_it(tmp_path: Path, text: str) -> None:
    assert reader_for(given(tmp_path, "a.txt", text)).name != "dokuwiki"


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@with_any(data=st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    with suppress(UnreadableError):
        list(read(given(tmp_path, "a.txt", data)))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@with_any(
    at=st.integers(0, len(PAGE)),
    gone=st.integers(0, 60),
    put=st.sampled_from(["((", "))", "[[", "{{", "}}", "<code>", "<nowiki>", "%%", "\\\\", "^|", "\0", "\ud800", "//"])
    | st.text(max_size=6),
)
def test_a_damaged_page(tmp_path: Path, at: int, gone: int, put: str) -> None:
    text = PAGE[:at] + put + PAGE[at + gone :]
    with suppress(UnreadableError):
        for one in read(given(tmp_path, "a.txt", text.encode("utf-8", errors="surrogatepass"))):
            one.text.encode()
            assert all(p.start < p.end for p in one.passages)
            assert len(one.text) + sum(one.set_aside.values()) >= len(text.replace("\0", "")) - 2


@pytest.mark.parametrize(
    "filling", ["((", "[[a", "{{a", "//", "**", "<code>", "%%", "= ", "|a", "> ", "  * a\n", "--- [["]
)
def test_time_grows_no_faster_than_a_hostile_page(tmp_path: Path, filling: str) -> None:
    def took(length: int) -> float:
        source = given(tmp_path, f"{length}.txt", PAGE + filling * (length // len(filling)))
        return min(timed(source) for _ in range(3))

    def timed(source: Source) -> float:
        began = time.process_time()
        list(read(source))
        return time.process_time() - began

    assert took(80_000) < 10 * max(took(20_000), 0.01)

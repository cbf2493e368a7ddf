"""Mails come together as threads, whatever program sent, kept or exported them."""

from __future__ import annotations

import tracemalloc
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from storylens.ingest import mbox
from storylens.ingest.mail import read, reader
from storylens.ingest.mailheads import sender
from storylens.ingest.message import mail_of
from storylens.ingest.reader import reader_for
from storylens.ingest.source import Source
from storylens.records import Kind, Stretch
from tests.ingest.given import answered, given, quoted, said

SEED = """From rehema at seed.example  Tue Jun  4 06:12:33 2024
From: rehema at seed.example (Rehema Ali)
Date: Tue, 4 Jun 2024 06:12:33 +0200
Subject: [river-list] Seed for the hill
Message-ID: <1@seed.example>

We have ten bags of sorghum in the store.
Nobody has the key of the store.

"""
ISAAC = """From isaac at river.example  Tue Jun  4 12:50:08 2024
From: isaac at river.example (Isaac Banda)
Date: Tue, 4 Jun 2024 12:50:08 +0200
Subject: Re: [river-list] Seed for the hill
In-Reply-To: <1@seed.example>
Message-ID: <2@river.example>

On Tue, 4 Jun 2024, Rehema Ali wrote:
> We have ten bags of sorghum in the store.

I counted nine.

> Nobody has the key of the store.

I have it.
--\x20
Isaac

"""
RUTH = """From ruth at hill.example  Wed Jun  5 07:00:00 2024
From: Ruth Phiri <ruth at hill.example>
Date: Wed, 5 Jun 2024 07:00:00 +0200
Subject: RE: [river-list] Seed for the hill
References: <1@seed.example> <2@river.example>
Message-ID: <3@hill.example>

Bring it on Sunday.

On Tue, 4 Jun 2024, Isaac Banda wrote:
> I have it.

"""
OTHER = """From moses at pump.example  Wed Jun  5 08:00:00 2024
From: moses at pump.example (Moses)
Date: Wed, 5 Jun 2024 08:00:00 +0200
Subject: [river-list] Pump
Message-ID: <4@pump.example>

The pump is broken.
"""


def test_threads_are_documents_and_mails_are_turns(tmp_path: Path) -> None:
    source = given(tmp_path, "list.mbox", RUTH + OTHER + SEED + ISAAC)
    assert reader_for(source).name == "mail"
    seed, pump = read(source)
    assert (seed.title, seed.part, seed.kind, seed.collected_on) == (
        "Seed for the hill",
        "<1@seed.example>",
        Kind.THREAD,
        date(2024, 6, 4),
    )
    assert (pump.title, said(pump)) == ("Pump", ["The pump is broken."])
    assert said(seed) == [
        "We have ten bags of sorghum in the store.\nNobody has the key of the store.",
        "I counted nine.",
        "I have it.",
        "Bring it on Sunday.",
    ]
    assert answered(seed) == [
        ("Rehema Ali", None),
        ("Isaac Banda", "Rehema Ali"),
        ("Isaac Banda", "Rehema Ali"),
        ("Ruth Phiri", "Isaac Banda"),
    ]
    assert said(seed, Stretch.NOTE) == ["-- \nIsaac"]


def test_what_is_quoted_points_at_the_words_it_repeats(tmp_path: Path) -> None:
    (seed,) = read(given(tmp_path, "list.mbox", SEED + ISAAC + RUTH))
    first = "We have ten bags of sorghum in the store.\nNobody has the key of the store."
    assert [of for _, of in quoted(seed)] == [first, first, "I have it."]


def test_quoted_words_are_found_though_their_lines_are_broken_otherwise(tmp_path: Path) -> None:
    broken = ISAAC.replace(
        "> We have ten bags of sorghum in the store.", "> We have ten bags\n> of sorghum in the store."
    )
    (seed,) = read(given(tmp_path, "list.mbox", SEED + broken))
    assert quoted(seed)[0][1] is not None


def test_speakers_carry_address_and_time_with_zone(tmp_path: Path) -> None:
    (seed,) = read(given(tmp_path, "list.mbox", SEED))
    (told,) = seed.passages
    assert (told.speaker, told.key, told.said_at) == (
        "Rehema Ali",
        "mail:rehema@seed.example",
        "2024-06-04T06:12:33+02:00",
    )
    assert seed.text.startswith("Rehema Ali, 2024-06-04 06:12:\nWe have")


def test_replies_without_references_join_by_subject_and_answer_the_first(tmp_path: Path) -> None:
    lost = ISAAC.replace("In-Reply-To: <1@seed.example>\n", "").replace("> ", "")
    (seed,) = read(given(tmp_path, "list.mbox", SEED + lost))
    assert answered(seed)[-1] == ("Isaac Banda", "Rehema Ali")


def test_replies_without_references_answer_whom_they_quote(tmp_path: Path) -> None:
    third = RUTH.replace("References: <1@seed.example> <2@river.example>\n", "")
    (seed,) = read(given(tmp_path, "list.mbox", SEED + ISAAC + third))
    assert answered(seed)[-1] == ("Ruth Phiri", "Isaac Banda")


def test_the_same_subject_years_later_is_another_thread(tmp_path: Path) -> None:
    later = ISAAC.replace("2024", "2026").replace("In-Reply-To: <1@seed.example>\n", "")
    assert len(list(read(given(tmp_path, "list.mbox", SEED + later)))) == 2


def test_two_replies_to_a_mail_that_is_not_there_are_one_thread(tmp_path: Path) -> None:
    other = RUTH.replace("References: <1@seed.example> <2@river.example>", "In-Reply-To: <1@seed.example>")
    assert len(list(read(given(tmp_path, "list.mbox", ISAAC + other)))) == 1


def test_a_wrong_clock_puts_no_answer_before_what_it_answers(tmp_path: Path) -> None:
    early = ISAAC.replace("Date: Tue, 4 Jun", "Date: Mon, 3 Jun")
    (seed,) = read(given(tmp_path, "list.mbox", early + SEED))
    assert answered(seed)[0][0] == "Rehema Ali"
    assert seed.part == "<1@seed.example>"


def test_a_line_that_begins_with_from_is_no_new_mail(tmp_path: Path) -> None:
    body = "From what I hear on Tue Jun  4 06:12:33 2024 he came.\n\n>From the hill we saw it.\n"
    (seed,) = read(given(tmp_path, "list.mbox", SEED + body))
    assert "From what I hear" in said(seed)[0]
    assert said(seed)[0].endswith("\nFrom the hill we saw it.")


def test_an_empty_answer_to_an_empty_mail_hinders_nothing(tmp_path: Path) -> None:
    head = "From r@x.org Tue Jun  4 06:12:33 2024\nFrom: r@x.org\nSubject: Re: Seeds\n"
    box = f"{head}Message-ID: <1@x.org>\n\n\n\n{head}Message-ID: <2@x.org>\n\n\n\n{head}\nNine families came.\n"
    (one,) = read(given(tmp_path, "a.mbox", box))
    assert said(one) == ["Nine families came."]


def test_a_mail_that_came_twice_is_read_once_and_said(tmp_path: Path) -> None:
    (seed,) = read(given(tmp_path, "list.mbox", SEED + SEED))
    assert len(seed.passages) == 1
    assert "copies of the same mail left out: 1" in seed.remarks
    assert seed.set_aside["copies of mails"] > 60


def test_missing_date_and_id_do_not_hinder(tmp_path: Path) -> None:
    bare = SEED.replace("Date: Tue, 4 Jun 2024 06:12:33 +0200\n", "").replace("Message-ID: <1@seed.example>\n", "")
    (seed,) = read(given(tmp_path, "list.mbox", bare))
    assert seed.passages[0].said_at == "2024-06-04T06:12:33"  # from the line before the mail, which knows no zone
    (again,) = read(given(tmp_path, "other.mbox", bare))
    assert seed.part == again.part != ""


@pytest.mark.parametrize("date", ["yesterday", "Tue, 99 Jun 2024 25:61:00 +9999", "", "-1"])
def test_impossible_dates_are_left_out(date: str) -> None:
    mail = mail_of(f"From: a@b.example\nDate: {date}\n\nWe come.".encode())
    assert mail.at is None
    assert mail.lines.texts == ["We come."]


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("Rehema Ali <rehema@seed.example>", "Rehema Ali", "rehema@seed.example"),
        ('"Ali, Rehema" <Rehema@Seed.example>', "Ali, Rehema", "rehema@seed.example"),
        ("rehema at seed.example (Rehema Ali)", "Rehema Ali", "rehema@seed.example"),
        ("rehema@seed.example (Rehema Ali, chair)", "Rehema Ali, chair", "rehema@seed.example"),
        ("rehema at seed.example (rehema at seed.example)", "rehema", "rehema@seed.example"),
        ("rehema@seed.... (Rehema)", "Rehema", "rehema@seed...."),
        ("rehema@seed.example", "rehema", "rehema@seed.example"),
        ("=?utf-8?q?R=C3=A9h=C3=A9ma?= <rehema@seed.example>", "Réhéma", "rehema@seed.example"),
        ("rehema at seed.example (=?ISO-8859-1?Q?R=E9h=E9ma?=)", "Réhéma", "rehema@seed.example"),
        ('"Rehema Ali" <rehema at seed.example>', "Rehema Ali", "rehema@seed.example"),
        ("rehema at seed.example (Rehema Ali <rehema@seed.example>)", "Rehema Ali", "rehema@seed.example"),
        ("Rehema", "Rehema", ""),
        ("", "", ""),
    ],
)
def test_names_and_addresses_are_parted(written: str, name: str, address: str) -> None:
    assert sender({"from": written}) == (name, address)


def test_a_list_that_writes_for_its_members_is_seen_through() -> None:
    headers = {
        "from": "'Rehema Ali' via river-list <list@lists.example>",
        "reply-to": "Rehema Ali <rehema@seed.example>",
    }
    assert sender(headers) == ("Rehema Ali", "rehema@seed.example")


def made(*, plain: str = "", html: str = "", attached: str = "", subtype: str = "plain") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "Rehema <r@seed.example>", "Seed", "Tue, 4 Jun 2024 06:12:33 +0200"
    mail["Message-ID"] = "<9@seed.example>"
    if plain:
        mail.set_content(plain)
    if html:
        mail.add_alternative(html, subtype="html") if plain else mail.set_content(html, subtype="html")
    if attached:
        mail.add_attachment(b"\x00\x01", maintype="image", subtype="jpeg", filename=attached)
    return bytes(mail)


def test_a_single_mail_is_read(tmp_path: Path) -> None:
    source = given(tmp_path, "note.eml", made(plain="Ten bags – and a key."))
    assert reader_for(source).name == "mail"
    (one,) = read(source)
    assert (one.title, one.part, said(one)) == ("Seed", "", ["Ten bags – and a key."])


def test_plain_words_are_taken_before_html_and_attachments_are_named(tmp_path: Path) -> None:
    data = made(plain="Ten bags.", html="<p>Ten bags.</p>", attached="map.jpg")
    (one,) = read(given(tmp_path, "note.eml", data))
    assert said(one) == ["Ten bags."]
    assert one.remarks == ("attachments not read: 1 (map.jpg)",)
    assert one.set_aside["the same words in another form"] > 0


def test_html_alone_is_read_without_scripts(tmp_path: Path) -> None:
    (one,) = read(given(tmp_path, "note.eml", made(html="<style>p{}</style><p>Ten&nbsp;bags.</p><script>x()</script>")))
    assert said(one) == ["Ten bags."]


def test_a_mail_within_a_mail_is_quoted(tmp_path: Path) -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Isaac <i@river.example>", "Fwd: Seed"
    outer.set_content("Read this.")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Rehema <r@seed.example>", "Seed"
    inner.set_content("Ten bags.")
    outer.add_attachment(inner)
    (one,) = read(given(tmp_path, "fwd.eml", bytes(outer)))
    assert said(one) == ["Read this."]
    assert "Ten bags." in quoted(one)[0][0]
    assert "Rehema" in quoted(one)[0][0]


def test_words_right_under_the_headers_are_no_headers() -> None:
    mail = mail_of(b"From: Ruth <r@x.org>\nDate: Mon, 3 Jun 2024 10:00:00 +0200\nDear all.\n\nNine families came.\n")
    assert mail.lines.texts[:3] == ["Dear all.", "", "Nine families came."]
    damaged = mail_of(b"From: Ruth <r@x.org>\nthis header was broken\nSubject: Seeds\n\nNine families came.\n")
    assert (damaged.subject, damaged.lines.texts[0]) == ("Seeds", "Nine families came.")


def test_flowed_lines_are_joined_again() -> None:
    head = "From: r@seed.example\nContent-Type: text/plain; format=flowed\n\n"
    mail = mail_of((head + "We have ten bags \nof sorghum.\n>> Who \n>> has it?\nI do.\n").encode())
    assert mail.lines.texts == ["We have ten bags of sorghum.", ">> Who has it?", "I do.", ""]


@pytest.mark.parametrize(
    ("charset", "data", "words"),
    [
        ("iso-8859-1", "Réhéma".encode("latin-1"), "Réhéma"),
        ("x-nobody-knows", "Réhéma".encode(), "Réhéma"),
        ("us-ascii", "Réhéma".encode(), "Réhéma"),
        ("utf-8", "Réhéma".encode("cp1252"), "Réhéma"),
        ("gb2312", "种子".encode("gb18030"), "种子"),
    ],
)
def test_unknown_and_wrong_encodings_are_read(charset: str, data: bytes, words: str) -> None:
    mail = mail_of(b"From: r@seed.example\nContent-Type: text/plain; charset=" + charset.encode() + b"\n\n" + data)
    assert mail.lines.texts == [words]


@pytest.mark.parametrize(("encoding", "body"), [("base64", "VGVuIGJhZ3Mu"), ("quoted-printable", "Ten=20bags=2E")])
def test_transfer_encodings_are_undone(encoding: str, body: str) -> None:
    mail = mail_of(f"From: r@seed.example\nContent-Transfer-Encoding: {encoding}\n\n{body}".encode())
    assert mail.lines.texts == ["Ten bags."]


def test_a_file_in_the_body_is_an_attachment() -> None:
    mail = mail_of(b"From: r@seed.example\n\nSee here.\nbegin 644 map.gif\nM'EL]\n`\nend\nThat is it.")
    assert mail.attachments == ["map.gif"]
    assert mail.lines.texts == ["See here.", "", "That is it."]


def test_all_characters_are_kept_or_counted(tmp_path: Path) -> None:
    data = SEED + ISAAC + RUTH + OTHER + SEED
    found = list(read(given(tmp_path, "list.mbox", data)))
    kept = sum(one.end - one.start for received in found for one in received.passages)
    assert kept + sum(sum(received.set_aside.values()) for received in found) == pytest.approx(len(data), abs=8)


@pytest.mark.parametrize(
    "text",
    [
        "Interviewer: When did you come?\nR: From: nowhere.\n",
        "Date: 4 June 2024\nPlace: Nyanje\n\nINT: Who are you?\n",
        "From the hill we saw the river.\nSubject to rain.\n",
        "From Rehema, 4 June 2024\n\nDear all, we have ten bags.\n",
    ],
)
def test_what_is_no_mail_is_left_to_others(tmp_path: Path, text: str) -> None:
    assert not reader.recognises(given(tmp_path, "story.txt", text))


def test_separators_are_found_across_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "BLOCK", 97)
    monkeypatch.setattr(mbox, "HEADERS", 300)
    source = given(tmp_path, "list.mbox", SEED + ISAAC + RUTH + OTHER)
    assert [mail.id for mail in mbox.stored_mails(source.path)] == [
        "<1@seed.example>",
        "<2@river.example>",
        "<3@hill.example>",
        "<4@pump.example>",
    ]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    plain = list(read(given(tmp_path, "a.mbox", SEED + ISAAC)))
    dressed = list(read(given(tmp_path, "b.mbox", b"\xef\xbb\xbf" + (SEED + ISAAC).replace("\n", "\r\n").encode())))
    assert [one.text for one in plain] == [one.text for one in dressed]


def test_a_large_file_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "BLOCK", 1 << 16)
    filling = "We have ten bags of sorghum in the store, and nobody has the key.\n" * 400
    with (tmp_path / "large.mbox").open("w") as stream:
        for number in range(300):
            stream.write(OTHER.replace("<4@", f"<{number}@").replace("The pump is broken.\n", filling) + "\n")
    source = Source(tmp_path / "large.mbox", "large.mbox")
    next(iter(read(source)))  # libraries are loaded before memory is measured
    tracemalloc.start()
    assert sum(1 for _ in read(source)) == 300
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < source.path.stat().st_size / 4


def test_below_the_head_that_outlook_writes_all_is_quoted(tmp_path: Path) -> None:
    head = (
        "<b>Von:</b> Isaac &lt;isaac@example.org&gt;<br><b>Gesendet:</b> Montag, 3. Juni 2024 09:12<br><b>An:</b> Ruth"
    )
    html = (
        f'<div>It works.</div><hr><div id="divRplyFwdMsg"><font>{head}</font></div><div>Does it work?</div><p>Isaac</p>'
    )
    (one,) = read(given(tmp_path, "a.eml", made(plain="", html=html)))
    assert said(one) == ["It works."]
    assert "Does it work?" in "".join(said(one, Stretch.QUOTED))

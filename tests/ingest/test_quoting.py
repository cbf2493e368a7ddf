"""What a mail's writer says is parted from what the mail repeats, from signatures, and from footers."""

from __future__ import annotations

import time

import pytest

from storylens.ingest.quoting import lines_of, pieces, split_body
from storylens.ingest.weblines import lines_of_html
from storylens.records import Stretch

OWN, QUOTED, NOTE = Stretch.SPEECH, Stretch.QUOTED, Stretch.NOTE

INTRODUCTIONS = [
    "On Tue, 4 Jun 2024, Rehema wrote:",
    "On Tue, Jun 4, 2024 at 6:12 AM Rehema Ali <rehema@seed.example> wrote:",
    "On 04/06/2024 06:12, Rehema wrote:",
    "Le mar. 4 juin 2024 à 06:12, Rehema Ali <rehema@seed.example> a écrit :",
    "Am 04.06.2024 um 06:12 schrieb Rehema Ali:",
    "Am Di., 4. Juni 2024 um 06:12 Uhr schrieb Rehema Ali <rehema@seed.example>:",
    "El mar, 4 jun 2024 a las 6:12, Rehema (<rehema@seed.example>) escribió:",
    "Il giorno mar 4 giu 2024 alle ore 06:12 Rehema <rehema@seed.example> ha scritto:",
    "Em ter., 4 de jun. de 2024 às 06:12, Rehema <rehema@seed.example> escreveu:",
    "Op 4 jun 2024 om 06:12 heeft Rehema <rehema@seed.example> het volgende geschreven:",
    "Op di 4 jun. 2024 06:12 schreef Rehema <rehema@seed.example>:",
    "Den 4. juni 2024 kl. 06.12 skrev Rehema <rehema@seed.example>:",
    "W dniu 4 czerwca 2024 06:12 użytkownik Rehema <rehema@seed.example> napisał:",
    "4 июня 2024 г., 06:12, Rehema <rehema@seed.example> написал(а):",
    "2024-06-04 6:12 GMT+02:00 Rehema <rehema@seed.example>:",
    "2024年6月4日(火) 6:12 Rehema <rehema@seed.example>:",
    "---- Rehema wrote ----",
]
BLOCKS = [
    "From: Rehema Ali [mailto:rehema@seed.example]\nSent: Tuesday, June 4, 2024 6:12 AM\nTo: Isaac\nSubject: Seed",
    "*From:* Rehema\n*Sent:* 4 June 2024 06:12\n*To:* Isaac\n*Subject:* Seed",
    "De : Rehema\nEnvoyé : mardi 4 juin 2024 06:12\nÀ : Isaac\nObjet : Semences",
    "Von: Rehema\nGesendet: Dienstag, 4. Juni 2024 06:12\nAn: Isaac\nBetreff: Saatgut",
    "Från: Rehema\nSkickat: den 4 juni 2024 06:12\nTill: Isaac\nÄmne: Utsäde",
    "От: Rehema\nОтправлено: 4 июня 2024 г. 6:12\nКому: Isaac\nТема: Семена",
    "-----Original Message-----\nFrom: Rehema\nSent: Tuesday\nTo: Isaac\nSubject: Seed",
    "-----Ursprüngliche Nachricht-----\nVon: Rehema\nGesendet: Dienstag\nAn: Isaac",
    "---------- Forwarded message ---------\nFrom: Rehema <rehema@seed.example>\nDate: Tue, Jun 4, 2024 at 6:12 AM",
    "Begin forwarded message:\n\nFrom: Rehema <rehema@seed.example>\nDate: 4 June 2024",
]


def parted(body: str, writer: str = "") -> list[tuple[str, Stretch]]:
    return list(split_body(body, writer))


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_an_introduction_and_what_carries_marks_is_quoted(introduction: str) -> None:
    body = f"I count nine bags.\n\n{introduction}\n> We have ten bags.\n> Who has the key?\n\nThe key is with me."
    quoted = f"{introduction}\n> We have ten bags.\n> Who has the key?"
    assert parted(body) == [("I count nine bags.", OWN), (quoted, QUOTED), ("The key is with me.", OWN)]


@pytest.mark.parametrize(
    "introduction", [line for line in INTRODUCTIONS if line != "On Tue, 4 Jun 2024, Rehema wrote:"]
)
def test_all_after_an_introduction_is_quoted_where_nothing_carries_marks(introduction: str) -> None:
    body = f"I count nine bags.\n\n{introduction}\n\nWe have ten bags.\nWho has the key?"
    assert parted(body)[0] == ("I count nine bags.", OWN)
    assert [kind for _, kind in parted(body)] == [OWN, QUOTED]


@pytest.mark.parametrize("block", BLOCKS)
def test_all_after_a_block_of_headers_is_quoted(block: str) -> None:
    body = f"I count nine bags.\n\n{block}\n\nWe have ten bags.\n\nNobody took the eleventh."
    assert parted(body)[0] == ("I count nine bags.", OWN)
    assert [kind for _, kind in parted(body)][1:] in ([QUOTED], [QUOTED, QUOTED])
    assert parted(body)[-1][0].endswith("Nobody took the eleventh.")


def test_an_introduction_may_run_over_lines() -> None:
    introduction = "On Tuesday, 4 June 2024 at 06:12, Rehema Ali of the seed circle\n<rehema@seed.example>\nwrote:"
    body = f"Nine.\n\n{introduction}\n\n> Ten."
    assert [kind for _, kind in parted(body)] == [OWN, QUOTED]


def test_an_answer_on_the_line_of_the_introduction_is_kept() -> None:
    body = "nine On Wed, Jun 5, 2024 at 3:59 PM, rehema@seed.example wrote:\n> Ten?"
    assert parted(body)[0] == ("nine", OWN)


@pytest.mark.parametrize(
    "story",
    [
        "On Tuesday we went to the office with the list.",
        "In 2019 the chief wrote:\nyou shall have the land.",
        "On the road to Kasela I met the planner, and he said:\nnot today.",
        "We met from 9:30 to 10:15 and then: nothing.",
        "Date: nobody knows.\nThe rest we do know.",
        "There are three things:\n- seed\n- water\n- a key",
        "From: that day on I kept the book.",
    ],
)
def test_stories_that_only_look_alike_stay_the_writers_own(story: str) -> None:
    assert parted(story) == [(story, OWN)]


def test_depths_of_quotation_are_parted() -> None:
    body = "> Isaac wrote:\n>> Who has the key?\n> I have it.\nThen bring it."
    found = list(pieces(lines_of(body)))
    assert [(one.words, one.level) for one in found if one.stretch is QUOTED] == [
        ("> Isaac wrote:\n>> Who has the key?", 2),
        ("> I have it.", 1),
    ]


def test_names_before_marks_are_marks_when_they_come_back() -> None:
    body = "Rehema> We have ten bags.\nRehema> Who has the key?\n\nI have."
    assert [kind for _, kind in parted(body)] == [QUOTED, OWN]
    assert parted("So x> y holds.\nMind that.") == [("So x> y holds.\nMind that.", OWN)]


def test_what_a_computer_prompts_is_not_quoted() -> None:
    assert parted("Try this:\n>>> count(bags)\nand tell me.") == [("Try this:\n>>> count(bags)\nand tell me.", OWN)]


@pytest.mark.parametrize(
    ("signature", "writer"),
    [
        ("-- \nIsaac\nRiverbend Health Volunteers", ""),
        ("--\nIsaac", ""),
        ("Kind regards,\nIsaac\nLower Tembo", ""),
        ("Cordialement,\nIsaac", ""),
        ("Mit freundlichen Grüßen\nIsaac Banda", ""),
        ("Thanks in advance,\nIsaac", ""),
        ("Sent from my iPhone", ""),
        ("Envoyé de mon iPhone", ""),
        ("-Isaac", ""),
        ("Isaac Banda\nisaac@river.example\n+260 555 0100", "Isaac Banda"),
    ],
)
def test_signatures_are_notes(signature: str, writer: str) -> None:
    body = f"The pump is broken again.\n\n{signature}"
    assert parted(body, writer) == [("The pump is broken again.", OWN), (signature, NOTE)]


def test_a_signature_over_a_top_posted_quotation_is_a_note() -> None:
    body = "Yes.\n\nRegards,\nIsaac\n\nOn Tue, 4 Jun 2024 at 06:12, Rehema <r@seed.example> wrote:\n\n> Do you come?"
    assert [kind for _, kind in parted(body)] == [OWN, NOTE, QUOTED]


@pytest.mark.parametrize(
    "body",
    [
        "Thanks!\nWe come at four.",
        "I ask again.\n\nThanks for the seed that you sent us in May\nand for the two bags after that.",
        "Sent from the office, the letter took nine days.",
        "Here is what we need:\n- seed\n- a key\n- time",
        "I told Isaac.\n\nIsaac will bring the key on Sunday.",
    ],
)
def test_words_that_only_look_like_a_signature_stay_the_writers_own(body: str) -> None:
    assert parted(body, "Isaac") == [(body, OWN)]


def test_an_afterthought_under_the_name_is_the_writers_own() -> None:
    body = "We come.\n\nBest,\nIsaac\n\nPS: bring the key, and the list of those who were there in April."
    assert [kind for _, kind in parted(body)] == [OWN, NOTE, OWN]


@pytest.mark.parametrize(
    "footer",
    [
        "_______________________________________________\nriver-list mailing list\nriver-list@lists.example",
        "-- \nYou received this message because you are subscribed to the Google Groups group.",
        "########################################\n\nTo unsubscribe from the RIVER list, click here",
        "This e-mail is confidential and intended for the person it is addressed to.",
        "-------------- next part --------------\nAn HTML attachment was scrubbed...",
    ],
)
def test_footers_of_lists_and_servers_are_notes(footer: str) -> None:
    assert parted(f"We come.\n\n{footer}") == [("We come.", OWN), (footer, NOTE)]


def test_a_footer_under_an_unmarked_quotation_is_a_note() -> None:
    footer = "____________________\nriver-list mailing list"
    body = f"Yes.\n\nFrom: Rehema\nSent: Tuesday\nTo: Isaac\n\nDo you come?\n{footer}"
    assert parted(body)[-1] == (footer, NOTE)


def test_html_keeps_lines_and_knows_what_is_quoted() -> None:
    markup = (
        '<div dir="ltr"><p>Nine bags.</p><ul><li>one torn</li></ul><script>steal()</script></div>'
        '<div class="gmail_quote">On Tue, Rehema wrote:'
        "<blockquote>Ten <b>bags</b>?<br><br>And the key?</blockquote></div>"
    )
    found = list(pieces(lines_of_html(markup)))
    assert [(one.words, one.stretch) for one in found if one.stretch is OWN] == [("Nine bags.\none torn", OWN)]
    assert "Ten bags?\n\nAnd the key?" in found[-1].words
    assert found[-1].stretch is QUOTED


@pytest.mark.parametrize("line", ["> " * 50_000, "On " + "a" * 500_000, "<" * 200_000, ": " * 200_000, "\t" * 500_000])
def test_long_hostile_lines_take_little_time(line: str) -> None:
    started = time.perf_counter()
    assert "".join(words for words, _ in split_body(f"{line}\n{line}\nwrote:")).count("wrote:") == 1
    assert time.perf_counter() - started < 5

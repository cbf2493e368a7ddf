"""What a mail quotes, against the expectations that two libraries have of their own fixtures.

email_reply_parser (Zapier): which lines of each mail are the writer's own and visible, numbered from 1, as its tests
demand. talon (Mailgun): the standard replies say "Hello" or what lies beside them, the replies in HTML "Hi. I am
fine." with a closing, and the signatures lie beside their bodies. talon counts a signature to the reply; so both are
compared with what is not quoted. All is compared with white space left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from storylens.ingest.message import mail_of
from storylens.ingest.quoting import Piece, lines_of, pieces
from storylens.ingest.weblines import lines_of_html
from storylens.records import Stretch

OWN = {
    "correct_sig": "1-2",
    "email_1_1": "1-6",
    "email_1_2": "1 9-35",
    "email_1_3": "1-4",
    "email_1_4": "1-2",
    "email_1_5": "1-16",
    "email_1_6": "1-4",
    "email_1_7": "1-2",
    "email_1_8": "13-14 19-20",
    "email_2_1": "1",
    "email_2_2": "1",
    "email_2_3": "1-2",
    "email_BlackBerry": "1-2",
    "email_bullets": "1-11",
    "email_gmail": "1-2",
    "email_headers_no_delimiter": "1-2",
    "email_iPhone": "1-2",
    "email_multi_word_sent_from_my_mobile_device": "1-2",
    "email_one_is_not_on": "1-6",
    "email_partial_quote_header": "1-7",
    "email_sent_from_my_not_signature": "1-4",
    "email_sig_delimiter_in_middle_of_line": "1-8",
    "greedy_on": "1-7",
}
HTML_REPLY = "Hi. I am fine. Thanks, Alex"
_OTHERS = {"OLK_SRC_BODY_SECTION.html": "Reply", "reply-separated-by-hr.html": "Hi there"}


def main(folder: Path) -> None:
    """Print a line a set, with the names of the fixtures that come out otherwise."""
    if not (folder / "talon").exists():
        return
    print(f"{'what is quoted, as expected':44}{'equal':>6} {'of':>4}")
    fixtures = folder / "talon/tests/fixtures"
    _line("email_reply_parser", _reply_parser(folder / "email_reply_parser/test/emails"))
    _line("talon, replies in plain text", _standard(fixtures / "standard_replies"))
    _line("talon, replies in HTML", _html(fixtures))
    _line("talon, signatures", _signatures(fixtures / "signature/emails/stripped"))
    print()


def _line(what: str, compared: Iterable[tuple[str, str, str]]) -> None:
    rows = list(compared)
    other = [name for name, ours, expected in rows if _closed(ours) != _closed(expected)]
    print(f"{what:44}{len(rows) - len(other):6} {len(rows):4}  {'otherwise: ' + ', '.join(other) if other else ''}")


def _reply_parser(folder: Path) -> Iterator[tuple[str, str, str]]:
    for name, own in OWN.items():
        text = (folder / f"{name}.txt").read_text().replace("\r\n", "\n")
        lines = text.split("\n")
        ranges = [part.partition("-") for part in own.split()]
        expected = [line for first, _, last in ranges for line in lines[int(first) - 1 : int(last or first)]]
        yield name, _of(pieces(lines_of(text)), Stretch.SPEECH), "\n".join(expected)


def _standard(folder: Path) -> Iterator[tuple[str, str, str]]:
    for file in sorted(folder.glob("*.eml")):
        mail = mail_of(file.read_bytes())
        beside = folder / f"{file.stem}_reply_text"
        expected = beside.read_text() if beside.exists() else "Hello"
        yield file.name, _of(pieces(mail.lines, mail.name), Stretch.SPEECH, Stretch.NOTE), expected


def _html(folder: Path) -> Iterator[tuple[str, str, str]]:
    for file in [*sorted((folder / "html_replies").iterdir()), *sorted(folder.glob("*.html"))]:
        made = pieces(lines_of_html(file.read_text()))
        yield file.name, _of(made, Stretch.SPEECH, Stretch.NOTE), _OTHERS.get(file.name, HTML_REPLY)


def _signatures(folder: Path) -> Iterator[tuple[str, str, str]]:
    for file in sorted(folder.glob("*_body")):
        name = file.name.removesuffix("_body")
        made = pieces(lines_of(file.read_text()), (folder / f"{name}_sender").read_text())
        yield name, _of(made, Stretch.NOTE), (folder / f"{name}_signature").read_text()


def _of(made: Iterable[Piece], *kinds: Stretch) -> str:
    return "\n".join(piece.words for piece in made if piece.stretch in kinds)


def _closed(words: str) -> str:
    return re.sub(r"\s", "", words)

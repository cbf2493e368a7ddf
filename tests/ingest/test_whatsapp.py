"""WhatsApp: dates of all countries, names, and what nobody typed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from storylens.ingest.reader import read, reader_for
from storylens.ingest.source import Source
from storylens.records import Kind, Stretch, UnreadableError
from tests.ingest.telling import read_one, times, turns, words_of


@pytest.mark.parametrize(
    ("head", "at"),
    [
        ("31/12/2023, 18:05 - ", "2023-12-31T18:05:00"),
        ("31.12.23, 18:05 - ", "2023-12-31T18:05:00"),
        ("[31.12.23, 18:05:09] ", "2023-12-31T18:05:09"),
        ("[31/12/2023 18:05:09] ", "2023-12-31T18:05:09"),
        ("12/31/23, 6:05 PM - ", "2023-12-31T18:05:00"),
        ("12/31/23, 6:05\u202fPM - ", "2023-12-31T18:05:00"),
        ("[12-31-2023, 6:05:09\u202fp.m.] ", "2023-12-31T18:05:09"),
        ("31/12/2023, 6:05 p. m. - ", "2023-12-31T18:05:00"),
        ("2023-12-31, 18:05 - ", "2023-12-31T18:05:00"),
        ("2023/12/31 18:05 - ", "2023-12-31T18:05:00"),
        ("31-12-2023 18:05 – ", "2023-12-31T18:05:00"),
        ("31/12/2023 18.05 - ", "2023-12-31T18:05:00"),
        ("2023. 12. 31. 오후 6:05 - ", "2023-12-31T18:05:00"),
        ("2023/12/31 下午6:05 - ", "2023-12-31T18:05:00"),
        ("\u200f٣١\u200f/١٢\u200f/٢٠٢٣، ٦:٠٥ م - ", "2023-12-31T18:05:00"),
        ("31/12/2566 18:05 - ", "2023-12-31T18:05:00"),
        ("31/12/2023 18:05:09: ", "2023-12-31T18:05:09"),
        ("12/31/23, 12:05 AM - ", "2023-12-31T00:05:00"),
        ("12/31/23, 12:05 PM - ", "2023-12-31T12:05:00"),
        ("\u200e[31/12/23, 6:05:09 am] ", "2023-12-31T06:05:09"),
    ],
)
def test_dates_and_clocks(tmp_path: Path, head: str, at: str) -> None:
    made = read_one(tmp_path, "chat.txt", f"{head}Asha: We met.\n{head}Baraka: Yes.\n", by="whatsapp")
    assert turns(made) == [("Asha", "We met."), ("Baraka", "Yes.")]
    assert times(made) == [at, at]


def chat(*days: str, clock: str = "10:00", words: str = "Yes.") -> str:
    """Return a chat with one message on each day."""
    return "".join(f"{day}, {clock} - Asha: {words}\n" for day in days)


class TestOrderOfTheDate:
    """Day first or month first is decided from the whole file, and said."""

    def test_by_a_day_above_twelve(self, tmp_path: Path) -> None:
        made = read_one(tmp_path, "chat.txt", chat("03/04/2023", "05/04/2023", "05/13/2023"))
        assert times(made)[0] == "2023-03-04T10:00:00"
        assert made.remarks == ("dates are read month first: otherwise some would be impossible",)

    def test_by_the_order_of_messages(self, tmp_path: Path) -> None:
        made = read_one(tmp_path, "chat.txt", chat("03/04/2023", "05/04/2023", "02/05/2023"))
        assert times(made)[0] == "2023-04-03T10:00:00"
        assert made.remarks == ("dates are read day first: otherwise messages would run back in time",)

    def test_where_both_fit_it_says_so(self, tmp_path: Path) -> None:
        made = read_one(tmp_path, "chat.txt", chat("03/04/2023", "05/04/2023"))
        assert times(made)[0] == "2023-04-03T10:00:00"
        (remark,) = made.remarks
        assert "can be read day first and month first, and are read day first" in remark

    def test_american_phones_write_the_month_first(self, tmp_path: Path) -> None:
        made = read_one(tmp_path, "chat.txt", chat("3/4/23", "5/4/23", clock="6:00 PM"))
        assert times(made)[0] == "2023-03-04T18:00:00"
        assert "are read month first" in made.remarks[0]

    def test_a_person_can_say_which(self, tmp_path: Path) -> None:
        made = read_one(tmp_path, "chat.txt", chat("03/04/2023", "05/04/2023"), dates="month-first")
        assert times(made)[0] == "2023-03-04T10:00:00"
        assert made.remarks == ("dates are read month first, as you say",)

    def test_where_it_makes_no_difference_nothing_is_said(self, tmp_path: Path) -> None:
        assert read_one(tmp_path, "chat.txt", chat("04/04/2023", "05/05/2023")).remarks == ()

    def test_years_of_two_digits_can_come_first(self, tmp_path: Path) -> None:
        made = read_one(tmp_path, "chat.txt", chat("23/04/03", "23/04/30", "23/12/31"))
        assert times(made) == ["2023-04-03T10:00:00", "2023-04-30T10:00:00", "2023-12-31T10:00:00"]

    def test_a_day_that_does_not_exist_is_a_remark(self, tmp_path: Path) -> None:
        made = read_one(tmp_path, "chat.txt", chat("31/12/2023", "30/02/2024"))
        assert times(made) == ["2023-12-31T10:00:00", ""]
        assert "messages with a date that does not exist: 1" in made.remarks


def test_messages_of_several_lines(tmp_path: Path) -> None:
    file = "31/12/2023, 18:05 - Asha: First: water\n\nthen roads\n31/12/2023, 18:06 - Baraka: \nYes: all\n"
    made = read_one(tmp_path, "chat.txt", file)
    assert turns(made) == [("Asha", "First: water\n\nthen roads"), ("Baraka", "Yes: all")]


def test_numbers_emoji_and_strangers_as_names(tmp_path: Path) -> None:
    names = "+258 84 123 4567", "👩🏽‍🌾", "~\u202fNeema", "\u202a+258 84 999\u202c", "Dr. Ali"
    file = "".join(f"[31/12/23, 18:05:09] {name}: Yes.\n" for name in names)
    made = read_one(tmp_path, "chat.txt", file)
    assert [speaker for speaker, _ in turns(made)] == ["+258 84 123 4567", "👩🏽‍🌾", "Neema", "+258 84 999", "Dr. Ali"]
    assert made.passages[0].key == "chat:+258 84 123 4567"


def test_lines_by_the_program_are_nobodys_words(tmp_path: Path) -> None:
    lines = (
        "Messages and calls are end-to-end encrypted.",
        'Asha created group "Water: now"',
        "Baraka left",
        "Water: Messages and calls are end-to-end encrypted. Nobody outside can read them.",
        "Water: \u200eAsha added Baraka",
        "Asha: Welcome.",
    )
    made = read_one(tmp_path, "chat.txt", "".join(f"31/12/2023, 18:05 - {line}\n" for line in lines))
    assert turns(made) == [("Asha", "Welcome.")]
    assert len(words_of(made, Stretch.NOTE)) == 5
    assert {p.speaker for p in made.passages if p.stretch is Stretch.NOTE} == {""}


@pytest.mark.parametrize(
    "media",
    [
        "<Media omitted>",
        "<Médias omis>",
        "\u200eimage omitted",
        "\u200e<attached: 0001-PHOTO.jpg>",
        "IMG-20231231-WA0001.jpg (file attached)",
        "video weggelassen",
        "imagen omitida",
    ],
)
def test_media_are_notes_of_who_sent_them(tmp_path: Path, media: str) -> None:
    made = read_one(
        tmp_path, "chat.txt", f"31/12/2023, 18:05 - Asha: {media}\nOur new well.\n31/12/2023, 18:06 - Baraka: Oh.\n"
    )
    assert turns(made) == [("Asha", "Our new well."), ("Baraka", "Oh.")]
    assert made.passages[0].stretch is Stretch.NOTE
    assert made.passages[0].speaker == "Asha"
    assert "messages that stand for a picture, sound or file, kept as notes: 1" in made.remarks


def test_deleted_and_edited_messages(tmp_path: Path) -> None:
    lines = (
        "Asha: This message was deleted",
        "Asha: \u200eYou deleted this message.",
        "Asha: We met. <This message was edited>",
    )
    made = read_one(tmp_path, "chat.txt", "".join(f"31/12/2023, 18:05 - {line}\n" for line in lines))
    assert turns(made) == [("Asha", "We met.")]
    assert "messages that were deleted before the export: 2" in made.remarks
    assert "messages that were edited after they were sent: 1" in made.remarks


def test_an_attachment_after_the_words(tmp_path: Path) -> None:
    made = read_one(tmp_path, "chat.txt", "[31/12/23, 18:05:09] Asha: Our well \u200e<attached: 0001.jpg>\n")
    assert turns(made) == [("Asha", "Our well")]


def test_what_somebody_writes_in_angle_brackets_is_theirs(tmp_path: Path) -> None:
    made = read_one(tmp_path, "chat.txt", "31/12/2023, 18:05 - Asha: he said 3 <4 and 5> 2 <really>\n")
    assert turns(made) == [("Asha", "he said 3 <4 and 5> 2 <really>")]


def test_a_chat_is_one_thread_and_its_text_is_the_file(tmp_path: Path) -> None:
    file = "\ufeff31/12/2023, 18:05 - Asha: Yes.\r\n01/01/2024, 00:05 - Baraka: سلام\r\n"
    made = read_one(tmp_path, "WhatsApp Chat with Asha.txt", file)
    assert made.kind is Kind.THREAD
    assert made.title == "WhatsApp Chat with Asha"
    assert made.text == file.replace("\ufeff", "").replace("\r\n", "\n")
    assert made.collected_on is not None
    assert made.collected_on.isoformat() == "2023-12-31"


def test_out_of_a_zip_file_it_is_called_by_the_zip_file(tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    path.write_text("[31/12/23, 18:05:09] Asha: Yes.\n")
    (made,) = read(replace(Source(path, "x.zip/_chat.txt"), archive=tmp_path / "WhatsApp Chat - Water.zip"))
    assert made.title == "WhatsApp Chat - Water"


@pytest.mark.parametrize(
    "text",
    ["12/03/2023 10:30: Met with the chief\nHe was late.\n", "On 12/03/2023, 10:30 - Asha: hello\n", "12.5.3 - a: b\n"],
)
def test_notes_with_dates_are_no_chat(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)
    assert reader_for(Source(path, path.name)).name != "whatsapp"


def test_a_chat_in_which_nobody_writes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="nothing is said"):
        read_one(tmp_path, "a.txt", "31/12/2023, 18:05 - Asha: <Media omitted>\n", by="whatsapp")


@pytest.mark.parametrize(
    "stamp",
    [
        "[13/04/2024 à 07:05:10] ",
        "13/04/2024 à 07:05 - ",
        "13.4.2024 klo 07.05 - ",
        "13.04.24 um 07:05 - ",
        "2024년 4월 13일 오전 7:05, ",
        "13/4/2024, 7:05 a. m. - ",
    ],
)
def test_words_between_date_and_time(tmp_path: Path, stamp: str) -> None:
    made = read_one(tmp_path, "a.txt", f"{stamp}Asha: Where?\n{stamp}Isaac: Here.\n", by="whatsapp")
    assert turns(made) == [("Asha", "Where?"), ("Isaac", "Here.")]
    assert {one.said_at[:16] for one in made.passages} == {"2024-04-13T07:05"}

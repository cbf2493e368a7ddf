"""What a transcriber notes between the words is no word of a teller."""

from __future__ import annotations

import pytest

from storylens.prepare.remarks import is_remark, without_remarks


@pytest.mark.parametrize("line", ["[inaudible]", "(laughs)", "[15 to 30 minutes]", "00:05:00", "[10:05]", "(1:02:03)"])
def test_remarks_alone(line: str) -> None:
    assert is_remark(line)


@pytest.mark.parametrize("line", ["10:30", "Yes (laughs).", "At 00:05:00 it rained.", "", "(my sister)"])
def test_words_of_somebody(line: str) -> None:
    assert not is_remark(line)


@pytest.mark.parametrize(
    "line",
    [
        "Transcribed by https://otter.ai",
        "Meeting ended after 00:10:12 👋",
        "Ines Moyo stopped transcription",
        "This editable transcript was computer generated and might contain errors.",
    ],
)
def test_what_a_program_says_about_the_recording(line: str) -> None:
    assert is_remark(line)


def test_a_time_in_the_midst_of_words_is_no_word() -> None:
    assert without_remarks("We met. #00:00:12-4#").split() == ["We", "met."]
    assert without_remarks("We met. (00:00:12)").split() == ["We", "met."]
    assert without_remarks("We met at 10:30 (10:30)").split() == ["We", "met", "at", "10:30", "(10:30)"]

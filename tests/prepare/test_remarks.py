"""What a transcriber notes between the words is no word of a teller."""

from __future__ import annotations

import pytest

from storylens.prepare.remarks import is_remark


@pytest.mark.parametrize("line", ["[inaudible]", "(laughs)", "[15 to 30 minutes]", "00:05:00", "[10:05]", "(1:02:03)"])
def test_remarks_alone(line: str) -> None:
    assert is_remark(line)


@pytest.mark.parametrize("line", ["10:30", "Yes (laughs).", "At 00:05:00 it rained.", "", "(my sister)"])
def test_words_of_somebody(line: str) -> None:
    assert not is_remark(line)

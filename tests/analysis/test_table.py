"""A table shows itself in a notebook, with nothing in it that a browser would run."""

from __future__ import annotations

import pandas as pd

from storylens.analysis.table import Table

HOSTILE = "<script>alert(1)</script>"


def test_what_a_notebook_shows_is_escaped() -> None:
    frame = pd.DataFrame({"quote": [HOSTILE]}, index=pd.Index([HOSTILE], name="code"))
    shown = Table("themes", HOSTILE, frame, notes=(HOSTILE,))._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


def test_as_text_it_has_its_title() -> None:
    assert repr(Table("t", "What people say", pd.DataFrame({"a": [1]}))).startswith("What people say\n")

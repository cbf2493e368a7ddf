"""storylens matrix: out as a sheet, back with a difference, kept when somebody says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from storylens import Project
from tests.conftest import Ran


def test_a_sheet_goes_out_and_comes_back(village: Project, storylens: Callable[..., Ran], tmp_path: Path) -> None:
    from openpyxl import load_workbook

    file = tmp_path / "matrix.xlsx"
    out = storylens("matrix", "--to", file, "-p", village.path)
    assert out.code == 0
    assert "cells in" in out.out
    workbook = load_workbook(file)
    workbook["matrix"]["B2"] = "They keep the key."
    workbook.save(file)
    seen = storylens("matrix", "--back", file, "-p", village.path)
    assert "becomes 'They keep the key.'" in seen.out
    assert "--yes" in seen.out
    assert "They keep the key." not in storylens("matrix", "-p", village.path).out
    assert "1 cells written" in storylens("matrix", "--back", file, "--yes", "-p", village.path).out
    shown = storylens("matrix", "-p", village.path)
    assert "They keep the key." in shown.out
    assert "not said" in shown.out

"""The notebook on passage groups runs from the first cell to the last."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[3] / "notebooks" / "05-themes.ipynb"


@pytest.mark.skipif(not NOTEBOOK.exists(), reason="needs the notebooks, which lie in the checkout")
def test_the_notebook_runs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    printed = "".join(str(cell.get("outputs")) for cell in notebook.cells)
    assert "passage group" in printed
    assert "Draft" not in printed

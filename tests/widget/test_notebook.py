"""The coder in a notebook: the file that the notebook leaves behind has no word of what tellers said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from storylens import Project
from storylens.widget.bundle import STATIC, component
from storylens.widget.notebook import Coder


def test_the_component_is_one_module_with_every_file_once() -> None:
    text = component()
    assert not re.search(r"^import ", text, re.MULTILINE)
    assert text.count("export default") == 1
    for file in (STATIC / "js").glob("*.js"):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert text.count(first) == 1, f"{file.name} is not in the component, or more than once"


def test_names_are_given_once_in_the_component() -> None:
    names = re.findall(r"^(?:export )?(?:async )?(?:class|function|const|let) (\w+)", component(), re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_messages_are_answered_and_traits_hold_no_text(village: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    widget = village.code("w1", by="Tendai")
    sent: list[dict[str, object]] = []
    monkeypatch.setattr(Coder, "send", lambda self, content, buffers=None: sent.append(content))
    widget._asked(widget, {"ask": "open", "document": widget.document, "number": "a 1"}, [])
    widget._asked(widget, {"ask": "recording", "document": widget.document, "number": "a 2"}, [])
    assert [(one["number"], one["ok"]) for one in sent] == [("a 1", True), ("a 2", False)]
    assert "zzalpha" in str(sent)
    assert "zzalpha" not in str(widget.get_state())


def test_an_executed_notebook_holds_no_transcript_text(village: Project, tmp_path: Path) -> None:
    nbclient = pytest.importorskip("nbclient", reason="needs nbclient, which is not here")
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel", reason="needs ipykernel, which is not here")
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_code_cell(f"from storylens import Project\nproject = Project.open({str(village.path)!r})"),
        nbformat.v4.new_code_cell('coder = project.code("w1", by="Tendai")\ncoder'),
        nbformat.v4.new_code_cell('project.highlight("w1", "we keep the key ourselves", "keys", by="Tendai")\ncoder'),
    ]
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", store_widget_state=True).execute()
    file = tmp_path / "executed.ipynb"
    nbformat.write(notebook, file)
    text = file.read_text(encoding="utf-8")
    assert "widget-view" in text
    for word in ("zzalpha", "borehole is near", "zzbravo"):
        assert word not in text

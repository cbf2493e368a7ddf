"""The coder in a notebook: JupyterLab, marimo and VS Code, through anywidget.

Transcript text travels in messages only. A synced trait would be written into the notebook file.
"""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from storylens.store import Store
from storylens.widget.bundle import STATIC, component
from storylens.widget.desk import Desk
from storylens.widget.recordings import recording_of


class Coder(anywidget.AnyWidget):
    """The coder on one document, or on the list of all where none is named."""

    _esm = component()
    _css = STATIC / "coder.css"
    document = traitlets.Unicode("").tag(sync=True)  # an id; never a title or text
    coder = traitlets.Unicode("").tag(sync=True)

    def __init__(self, store: Store, coder: str, document: str = "") -> None:
        super().__init__(document=document, coder=coder)
        self._desk = Desk(store, coder)
        self.on_msg(self._asked)

    def _asked(self, _: Any, question: dict[str, Any], buffers: list[bytes]) -> None:
        if question.get("ask") == "recording":
            sound = recording_of(self._desk.store, question["document"])
            answer = {"number": question.get("number"), "ok": sound is not None, "type": sound.type if sound else ""}
            self.send(answer, buffers=[sound.path.read_bytes()] if sound else [])
            return
        self.send(self._desk.answer(question))

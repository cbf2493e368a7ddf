"""An open project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from storylens.store import Store

Progress = Callable[[float, str], None]


class Opened:
    """A project folder whose store is open."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def path(self) -> Path:
        """The folder of the project."""
        return self.store.folder.path

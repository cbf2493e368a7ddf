"""`Project`: what can be done with a project, an index of the rooms in which it is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from storylens.codebook.load import sound
from storylens.project.coding import CodingByPeople
from storylens.project.output import Output
from storylens.project.sense import Sense
from storylens.project.stories import Stories
from storylens.store import Folder, Store, lists


class Project(Stories, CodingByPeople, Sense, Output):
    """A folder of stories and all that was made of them."""

    @classmethod
    def new(cls, path: str | Path, *, codebooks: Sequence[str | Path] = ()) -> Project:
        """Make a project in a new folder, with no codebook or with those that are named."""
        files = [sound(name) for name in codebooks]  # first, so that no project is half made
        project = cls(Store.open(Folder.make(Path(path), Path(path).resolve().name)))
        for file in files:
            project.add_codebook(file)
        return project

    @classmethod
    def open(cls, path: str | Path = ".") -> Project:
        """Open the project that a folder is, or is in."""
        return cls(Store.open(Folder.find(Path(path))))

    def __repr__(self) -> str:
        return f"<Project {self.path.name}: {lists.counts(self.store)}>"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p><strong>{escape(self.path.name)}</strong>: {escape(lists.counts(self.store))}</p>"

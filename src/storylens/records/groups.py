"""Passage groups that people work on: found by a machine, named, merged, split, defined or set aside by people."""

from __future__ import annotations

from typing import ClassVar

from storylens.records.entries import Entry, Texts


class PassageGroup(Entry):
    """Passages that were found to be alike. It is a theme once a person has written what it means."""

    kind: ClassVar[str] = "passage group"
    title: ClassVar[str] = "Passage groups"

    name: str  # of its key phrases, until a person gives it another
    definition: str = ""
    run: str = ""  # what found it: the same passages and settings are the same run
    group: int | None = None  # its number in that run; none where people made it of others
    settings: str = ""
    phrases: Texts = ()
    stability: float | None = None
    standing: str = ""
    tellers: int = 0
    of: int = 0
    passages: int = 0
    state: str = "found"  # found, set aside, merged, split, coded
    came_of: Texts = ()  # numbers of the passage groups that it was made of
    became: Texts = ()  # numbers of those that were made of it, or the id of the code

    @property
    def called(self) -> str:
        """What it may be called: a theme is made by a researcher (Braun and Clarke 2006)."""
        return "theme" if self.definition else "passage group"

    @property
    def lineage(self) -> str:
        """Where it comes from, in words."""
        if self.group is not None:
            return f"born of passage group {self.group}, run {self.run}"
        return f"made of {' and '.join(self.came_of)}, run {self.run}"

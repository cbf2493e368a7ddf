"""The one kind of error that users see."""

from __future__ import annotations


class StorylensError(Exception):
    """Say in one sentence what is wrong, where, and what to do about it.

    The command line prints it without a traceback; in a notebook it is the last line of the traceback.
    """

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        self.what, self.where, self.todo = what, where, todo
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.todo[:1].upper()}{self.todo[1:]}." if self.todo else ""
        return f"{place}{self.what}.{advice}"


class UnreadableError(StorylensError):
    """A file that cannot be read; the others go on."""

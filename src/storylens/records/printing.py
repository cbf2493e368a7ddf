"""What people decide on what is printed, against a gate or where a gate cannot decide: each signed, with its reason."""

from __future__ import annotations

from typing import ClassVar

from storylens.records.entries import Entry, Texts


class ShownCell(Entry):
    """Say that a cell which a table would hide is shown. It counts only with a reason."""

    kind: ClassVar[str] = "shown cell"
    title: ClassVar[str] = "Cells shown against the rule"

    by: Texts  # the attributes of the table, in its order
    code: str
    group: str  # as the table names it, such as "women, North"
    taken_back: bool = False


class QuoteCheck(Entry):
    """Say of a passage, to which it is linked, whether it may be printed, as somebody there could tell who this is.

    `found` are the kinds of what might tell that were in it then, never the words: the key file alone has names.
    """

    kind: ClassVar[str] = "quote check"
    title: ClassVar[str] = "Quotes that a person has looked at"

    may_be_printed: bool
    found: Texts = ()

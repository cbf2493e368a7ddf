"""Codes as people name them in a question."""

from __future__ import annotations

from difflib import get_close_matches
from fnmatch import fnmatchcase

from storylens.gates import View
from storylens.records import StorylensError


def named(seen: View, term: str) -> frozenset[str]:
    """Return the ids of the codes that a term means: an id, a name, or a pattern with `*` for several.

    Upper and lower case do not matter. Raises `StorylensError` when no code is meant.
    """
    wanted = " ".join(term.split()).casefold()
    codes = {code.id: code.name for book in seen.codebooks.values() for code in book.codes()}
    known = codes | {identity: identity for identity in seen.codings.code.unique() if identity not in codes}
    found = frozenset(
        identity
        for identity, name in known.items()
        if any(fnmatchcase(word.casefold(), wanted) for word in (identity, name))
    )
    if not found:
        close = get_close_matches(wanted, [word.casefold() for pair in known.items() for word in pair], n=1)
        todo = (
            f"write {close[0]!r}, if that is meant" if close else "give the name or id of a code, or part of it with *"
        )
        raise StorylensError(f"there is no code {term!r}", todo=todo)
    return found


def names(seen: View) -> dict[str, str]:
    """Return the names of codes by id."""
    return {code.id: code.name for book in seen.codebooks.values() for code in book.codes()}


def sensitive(seen: View) -> frozenset[str]:
    """Return the codes of which small cells are hidden even by one attribute."""
    return frozenset(code.id for book in seen.codebooks.values() for code in book.codes() if code.sensitive)


def gates(seen: View) -> frozenset[str]:
    """Return the codes that hold a passage back, and are in no table."""
    return frozenset(code.id for book in seen.codebooks.values() for code in book.codes() if code.gate)

"""A theory of change to begin with: the shipped example, or a codebook made like it, taken over as entries."""

from __future__ import annotations

from pathlib import Path

from storylens.codebook.load import load, shipped
from storylens.records import Code, Codebook, StorylensError
from storylens.records.contribution import Assumption, TocStatement
from storylens.records.entries import Entry, Kept
from storylens.store import Store, entries
from storylens.synthesis.rules import keep

EXAMPLE = "ccsl_toc"
_COLUMNS = ("toc_means", "toc_imm", "toc_int", "toc_high", "toc_level")
_ASSUMPTIONS, _RISKS = "toc_assume", "toc_risk"


def load_theory(store: Store, name: str = EXAMPLE, *, by: str) -> list[Kept[Entry]]:
    """Write the statements, assumptions and risks of a theory as entries; those that are there are left alone.

    `name` is a shipped codebook, or a file made like it (families `toc_means`, `toc_imm`, `toc_int`, `toc_high`,
    `toc_assume`, `toc_risk`). Links between statements are for people to draw: the example has none. Raises
    `StorylensError` where a codebook has no statements.
    """
    codebook = load(Path(name) if name.endswith((".yml", ".yaml")) else shipped(name))
    bodies: list[TocStatement | Assumption] = [*statements_of(codebook), *assumptions_of(codebook)]
    if not bodies:
        raise StorylensError(
            f"the codebook {codebook.id} has no statements of a theory of change",
            todo=f"make its families like those of {EXAMPLE}",
        )
    with store.writing() as connection:
        there = {kept.body.code for kept in entries.every(connection, TocStatement)}
        there |= {kept.body.code for kept in entries.every(connection, Assumption)}
        return [
            keep(store, connection, body, by=by, reason=f"taken over from {codebook.id} {codebook.version}")
            for body in bodies
            if body.code not in there
        ]


def statements_of(codebook: Codebook) -> list[TocStatement]:
    """Return the statements in their five columns.

    The vision has no statements of its own in the example: its level stands for it.
    """
    return [
        TocStatement(column=column, text=code.definition or code.name, code=code.id)
        for column, family in enumerate(_COLUMNS, 1)
        for code in _codes(codebook, family)
        if family != "toc_level" or code.id.startswith("toc.5.")
    ]


def assumptions_of(codebook: Codebook) -> list[Assumption]:
    """Return the assumptions and risks; which link each is for, and whether it holds, is for people to say."""
    return [
        Assumption(text=code.definition or code.name, risk=family == _RISKS, code=code.id)
        for family in (_ASSUMPTIONS, _RISKS)
        for code in _codes(codebook, family)
    ]


def _codes(codebook: Codebook, family: str) -> list[Code]:
    return [code for one in codebook.families if one.id == family for code in one.codes]

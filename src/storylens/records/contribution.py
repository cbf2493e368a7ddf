"""Contribution as text with a judge: claims, chains, evidence, rivals, and the theory of change they test.

Mayne 2012, 2019; Befani and Stedman-Bryce 2017 for the tests of process tracing.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from storylens.records.entries import Day, Entry, Refers, Words


class ContributionClaim(Entry):
    """What is claimed to have contributed to an outcome, with the verdict of a named person. Never a percentage."""

    kind: ClassVar[str] = "claim"
    title: ClassVar[str] = "Contribution claims"

    text: str
    outcome: Annotated[str, Refers("outcome")] = ""
    stakeholders_agree: str = ""  # kept apart: counting voices is no contribution analysis
    verdict: str = ""
    what_would_change_it: str = ""


class ChainLink(Entry):
    """One step of the chain of a claim: from what to what, and how strong the evidence for it is judged to be."""

    kind: ClassVar[str] = "chain link"
    title: ClassVar[str] = "Links of the chain"

    claim: Annotated[str, Refers("claim")]
    order: int
    cause: str
    effect: str
    strength: Annotated[str, Words("chain_strength")] = ""
    why: str = ""


class Evidence(Entry):
    """An item of evidence for or against a claim or one of its links, with the test fixed before looking."""

    kind: ClassVar[str] = "evidence"
    title: ClassVar[str] = "Evidence"

    claim: Annotated[str, Refers("claim")]
    chain_link: Annotated[str, Refers("chain link")] = ""
    text: str
    against: bool = False
    hypothesis: str = ""
    rival: Annotated[str, Refers("rival")] = ""
    test: Annotated[str, Words("test")] = ""
    expected_before: str = ""  # what was expected to be found, written before anybody looked
    found: str = ""
    result: Annotated[str, Words("test_result")] = ""
    sensitivity: float | None = None  # entered by people with the author of the version, never defaulted
    type_one: float | None = None


class Rival(Entry):
    """Another explanation, and how it was examined."""

    kind: ClassVar[str] = "rival"
    title: ClassVar[str] = "Rival explanations"

    claim: Annotated[str, Refers("claim")]
    text: str
    how_examined: str = ""
    survives: str = ""  # yes, no, in part, not examined


class TocStatement(Entry):
    """A statement of the theory of change, in a column (1 means ... 5 vision)."""

    kind: ClassVar[str] = "toc statement"
    title: ClassVar[str] = "Statements of the theory of change"

    column: int
    text: str
    code: str = ""  # id of the code that takes passages on it
    since: Day = ""
    until: Day = ""  # when the theory was revised


class TocLink(Entry):
    """That one statement is thought to lead to another."""

    kind: ClassVar[str] = "toc link"
    title: ClassVar[str] = "Links of the theory of change"

    cause: Annotated[str, Refers("toc statement")]
    effect: Annotated[str, Refers("toc statement")]
    note: str = ""
    since: Day = ""
    until: Day = ""


class Assumption(Entry):
    """What must hold, or must not happen, for a link to work."""

    kind: ClassVar[str] = "assumption"
    title: ClassVar[str] = "Assumptions and risks"

    text: str
    toc_link: Annotated[str, Refers("toc link")] = ""
    risk: bool = False
    code: str = ""
    status: str = ""  # holds, fails, unclear; for a risk: occurred, averted, anticipated
    why: str = ""

"""Learning from stories: selection, charting, lessons, findings, and what is given back."""

from __future__ import annotations

from typing import Annotated, ClassVar

from storylens.records.entries import Day, Entry, Refers, Texts, Words


class Domain(Entry):
    """A domain of change for which stories are chosen (Davies and Dart 2005)."""

    kind: ClassVar[str] = "domain"
    title: ClassVar[str] = "Domains of change"

    name: str
    definition: str = ""
    about_harm: bool = False


class SignificantStory(Entry):
    """A story told as a most significant change: who took it down, where and when, and why it matters to its teller."""

    kind: ClassVar[str] = "significant story"
    title: ClassVar[str] = "Stories of most significant change"

    story: str  # code of a document
    domain: Annotated[str, Refers("domain")] = ""
    collector: str = ""
    collected_on: Day = ""
    place: str = ""
    sign: Annotated[str, Words("sign")] = ""
    significance_to_teller: str = ""


class Panel(Entry):
    """Who chose, at which level, when and how."""

    kind: ClassVar[str] = "panel"
    title: ClassVar[str] = "Panels"

    name: str
    level: int = 1
    members: Texts = ()  # by role
    date: Day = ""
    method: str = ""  # vote, consensus, scoring
    feeds: Annotated[str, Refers("panel")] = ""  # the panel to which its choices go up


class Selection(Entry):
    """What a panel did with one story, and why. The reasons are the data."""

    kind: ClassVar[str] = "selection"
    title: ClassVar[str] = "Selections"

    panel: Annotated[str, Refers("panel")]
    domain: Annotated[str, Refers("domain")] = ""
    story: str  # code of a document
    chosen: bool
    reasons: str = ""
    dissent: str = ""
    feedback_to: str = ""
    feedback_on: Day = ""
    verified_by: str = ""
    verification: str = ""


class Sorting(Entry):
    """How a group in a workshop sorted the cards of stories."""

    kind: ClassVar[str] = "sorting"
    title: ClassVar[str] = "Sortings of story cards"

    group: str
    date: Day = ""
    pile: str
    stories: Texts  # codes of documents
    why: str = ""


class Indicator(Entry):
    """Effect data of a value-creation cycle, to stand beside its stories."""

    kind: ClassVar[str] = "indicator"
    title: ClassVar[str] = "Indicators"

    cycle: str  # id of a code, such as val.applied
    text: str
    value: str = ""
    source: str = ""
    stories: Texts = ()
    plausible_link: str = ""


class Cell(Entry):
    """A cell of the framework matrix: what a case says on a theme, in the words of a researcher."""

    kind: ClassVar[str] = "cell"
    title: ClassVar[str] = "Cells of the framework matrix"

    case: str
    code: str
    summary: str = ""
    illustrative_coding: str = ""
    empty: Annotated[str, Words("cell_empty")] = ""
    drafted_by_machine: bool = False


class Lesson(Entry):
    """What was learned, where it holds, and what speaks against it."""

    kind: ClassVar[str] = "lesson"
    title: ClassVar[str] = "Lessons"

    text: str
    context: str = ""
    outcomes: Annotated[Texts, Refers("outcome")] = ()
    confidence: Annotated[str, Words("confidence")] = ""
    confidence_reason: str = ""
    decision: str = ""
    owner: str = ""
    decide_by: Day = ""


class Finding(Entry):
    """What the synthesis holds, with the confidence that people put in it, adapted from GRADE-CERQual."""

    kind: ClassVar[str] = "finding"
    title: ClassVar[str] = "Findings"

    text: str
    scope: str = ""
    answers: Annotated[Texts, Refers("learning question")] = ()
    codes: Texts = ()
    methodological_limitations: Annotated[str, Words("cerqual_concern")] = ""
    methodological_reason: str = ""
    coherence: Annotated[str, Words("cerqual_concern")] = ""
    coherence_reason: str = ""
    adequacy: Annotated[str, Words("cerqual_concern")] = ""
    adequacy_reason: str = ""
    relevance: Annotated[str, Words("cerqual_concern")] = ""
    relevance_reason: str = ""
    confidence: Annotated[str, Words("confidence")] = ""
    confidence_reason: str = ""


class DeviantCase(Entry):
    """A case that does not fit, and what became of the finding because of it."""

    kind: ClassVar[str] = "deviant case"
    title: ClassVar[str] = "Deviant cases"

    case: str
    contradicts: str  # number of a finding, lesson or claim
    account: str
    explanation: str = ""
    effect: str = ""  # kept, narrowed, dropped


class SuccessCase(Entry):
    """A case looked at on purpose for being among the best or the worst (Brinkerhoff 2003). Never typical."""

    kind: ClassVar[str] = "success case"
    title: ClassVar[str] = "Success and non-success cases"

    case: str
    stratum: Annotated[str, Words("success_stratum")]
    ranked_by: str
    enabling: Texts = ()
    hindering: Texts = ()


class ShareBack(Entry):
    """What was given back to whom, and what they said to it."""

    kind: ClassVar[str] = "share-back"
    title: ClassVar[str] = "Given back"

    to: str  # a community or case
    form: str = ""
    date: Day = ""
    delivered_by: str = ""
    reaction: str = ""
    corrections: str = ""


class Compensation(Entry):
    """What was paid or given for people's time."""

    kind: ClassVar[str] = "compensation"
    title: ClassVar[str] = "Paid for people's time"

    to: str  # code of a teller, or a group
    what: str
    date: Day = ""

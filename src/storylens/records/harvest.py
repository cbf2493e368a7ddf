"""Outcome harvesting: the six steps as records (Wilson-Grau and Britt 2012; Wilson-Grau 2018)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from storylens.records.entries import Day, Entry, Refers, Texts, Words

NO_OUTCOMES = ("rejected", "withdrawn", "merged")


class Harvest(Entry):
    """The design of a harvest: what is asked, of whom, and by which axes outcomes will be sorted."""

    kind: ClassVar[str] = "harvest"
    title: ClassVar[str] = "Harvests"

    name: str
    questions: Texts = ()
    users: Texts = ()
    period_from: Day = ""
    period_to: Day = ""
    places: Texts = ()
    actors: Texts = ()
    inclusion_rule: str = ""
    axes: Texts = ()  # vocabularies declared before coding
    informants: Texts = ()
    may_substantiate: str = ""
    how_negative_were_sought: str = ""
    resources: str = ""
    ethics: str = ""


class Outcome(Entry):
    """A change in what somebody does, that can be verified. A tagged passage is none."""

    kind: ClassVar[str] = "outcome"
    title: ClassVar[str] = "Outcomes"

    harvest: Annotated[str, Refers("harvest")] = ""
    name: str = ""
    social_actor: str = ""
    actor_type: Annotated[str, Words("actor_type")] = ""
    actor_relation_to_project: str = ""
    change_text: str = ""  # who changed what, when, where: one or two sentences in the past tense
    change_type: Annotated[Texts, Words("change_type")] = ()
    date_from: Day = ""
    date_to: Day = ""
    place: str = ""
    level: Annotated[str, Words("level")] = ""
    sign: Annotated[str, Words("sign")] = ""
    intended: Annotated[str, Words("intent")] = ""
    expected: Annotated[str, Words("expected")] = ""
    sustain_stage: Annotated[str, Words("sustain")] = ""
    significance_text: str = ""
    contribution_text: str = ""
    contribution_role: Annotated[str, Words("contribution_role")] = ""
    activities: Annotated[Texts, Refers("activity")] = ()
    others_contributed: Texts = ()
    alternative_explanations: Texts = ()
    source_type: Annotated[str, Words("claim_basis")] = ""
    harvested_by: str = ""
    harvested_on: Day = ""
    toc_statements: Annotated[Texts, Refers("toc statement")] = ()
    themes: Texts = ()  # ids of codes
    gres: str = ""
    status: Annotated[str, Words("status")] = "draft"
    rejected_reason: Annotated[str, Words("rejected_reason")] = ""
    merged_into: Annotated[str, Refers("outcome")] = ""
    withheld: str = ""  # why nobody may be asked to confirm it

    @property
    def is_dropped(self) -> bool:
        """Whether it was rejected, withdrawn or merged."""
        return self.status in NO_OUTCOMES

    @property
    def counts(self) -> bool:
        """Whether it is counted: somebody has said what changed, and it was not dropped. A passage alone is none."""
        return not self.is_dropped and bool(self.change_text.strip())


class HarvestAnswer(Entry):
    """What the outcomes of a harvest say on one of its questions."""

    kind: ClassVar[str] = "harvest answer"
    title: ClassVar[str] = "Answers to the questions of a harvest"

    harvest: Annotated[str, Refers("harvest")]
    question: str  # as the harvest asks it
    answer: str
    outcomes: Annotated[Texts, Refers("outcome")] = ()
    decision: str = ""
    decided_on: Day = ""


class Judgement(Entry):
    """Where somebody puts an outcome on an axis, and why. Judges may differ; all of them stand."""

    kind: ClassVar[str] = "judgement"
    title: ClassVar[str] = "Judgements"

    outcome: Annotated[str, Refers("outcome")]
    axis: str  # id of a vocabulary
    value: str
    judge: str
    why: str


class OpenQuestion(Entry):
    """A question to the source of a draft, and the answer when it comes."""

    kind: ClassVar[str] = "question"
    title: ClassVar[str] = "Open questions"

    about: str  # number of an entry
    text: str
    to: str = ""
    asked_on: Day = ""
    answer: str = ""
    answered_on: Day = ""


class Overrule(Entry):
    """A point of the statement checker that somebody sets aside, with the reason."""

    kind: ClassVar[str] = "overrule"
    title: ClassVar[str] = "Points set aside"

    outcome: Annotated[str, Refers("outcome")]
    point: str
    note: str


class Substantiation(Entry):
    """What an independent person was asked about one element of an outcome, and answered."""

    kind: ClassVar[str] = "substantiation"
    title: ClassVar[str] = "Substantiation"

    outcome: Annotated[str, Refers("outcome")]
    element: Annotated[str, Words("outcome_element")]
    person: str  # name or code of the person
    role: str = ""
    knows_because: str = ""
    independent_because: str = ""
    sampling: Annotated[str, Words("sampling")] = ""
    sampling_reason: str = ""  # the reason, or the seed
    invited_on: Day = ""
    answered_on: Day = ""
    answer: Annotated[str, Words("substantiation")] = ""
    comment: str = ""

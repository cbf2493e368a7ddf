"""A network that learns: its questions, activities, actors, ties and turning points."""

from __future__ import annotations

from typing import Annotated, ClassVar

from storylens.records.entries import Day, Entry, Refers, Texts, Words


class LearningQuestion(Entry):
    """A question that the team or the community wants answered."""

    kind: ClassVar[str] = "learning question"
    title: ClassVar[str] = "Learning questions"

    text: str
    asked_by: str = ""  # the team, a community, a funder
    answer: str = ""
    decision: str = ""
    decided_on: Day = ""


class Hypothesis(Entry):
    """What was believed at the start, and what became of it."""

    kind: ClassVar[str] = "hypothesis"
    title: ClassVar[str] = "Start-up hypotheses"

    text: str
    since: Day = ""
    became: str = ""  # held, changed, dropped, open
    why: str = ""


class Event(Entry):
    """A redesign, decision, milestone or crisis on the timeline."""

    kind: ClassVar[str] = "event"
    title: ClassVar[str] = "Events and decisions"

    date: Day
    what: str
    sort: str = "event"  # event, decision, redesign, milestone, revision of the theory
    why: str = ""


class Activity(Entry):
    """Something the initiative does, so that a contribution can name it."""

    kind: ClassVar[str] = "activity"
    title: ClassVar[str] = "Activities"

    name: str
    quarter: Day = ""
    channel: str = ""
    owner: str = ""


class TargetActor(Entry):
    """Somebody whose behaviour was to change: what was expected, and how they stand to the matter."""

    kind: ClassVar[str] = "target actor"
    title: ClassVar[str] = "Target actors"

    name: str
    expected_role: str = ""
    expected_change: str = ""
    interests: Texts = ()
    affected: str = ""  # most, some, little
    influential: str = ""
    engaged: str = ""


class Tie(Entry):
    """That two members said they were in touch, from a network survey."""

    kind: ClassVar[str] = "tie"
    title: ClassVar[str] = "Ties between members"

    one: str
    other: str
    date: Day = ""
    what: str = ""
    strength: float | None = None


class Engagement(Entry):
    """How far a member was involved at a date."""

    kind: ClassVar[str] = "engagement"
    title: ClassVar[str] = "Engagement of members"

    member: str
    date: Day
    level: Annotated[str, Words("engagement_level")]
    learning_question: Annotated[str, Refers("learning question")] = ""

"""What the agency tagger says of a sentence, in words."""

from __future__ import annotations

from functools import cache

from storylens.language.pipeline import pipeline_for
from storylens.records import Argument, Relation
from storylens.taggers.agency.tagger import AgencyTagger
from storylens.taggers.base import Material, Spoken

TAGGER = AgencyTagger()


@cache
def relations(text: str) -> tuple[Relation, ...]:
    """Return the relations in one turn."""
    doc = pipeline_for("en").load()(text)
    return TAGGER.tag(Material(turns=[Spoken(start=0, text=text, doc=doc)])).relations


def head(text: str, argument: Argument) -> str:
    """Return the head word of an argument."""
    return text[argument.head_start : argument.head_end]


def acts(text: str) -> set[str]:
    """Return "verb role head" for every argument."""
    return {
        f"{head(text, relation.arguments[0])} {argument.role} {head(text, argument)}"
        for relation in relations(text)
        for argument in relation.arguments[1:]
    }


def of_verb(text: str, verb: str) -> Relation:
    """Return the relation of a verb."""
    return next(relation for relation in relations(text) if head(text, relation.arguments[0]) == verb)


def rules(text: str) -> set[str]:
    """Return the constructions that were seen."""
    return {rule for relation in relations(text) for rule in relation.rule.split("; ")}

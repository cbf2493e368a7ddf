"""The taggers by name. Each is imported when it is made, so that what nobody asks for costs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from storylens.records import Codebook, StorylensError
from storylens.taggers.base import Tagger

# name: where its class is, and whether it is made from codebooks
TAGGERS = {
    "cues": ("storylens.taggers.cues.tagger:CueTagger", True),
    "agency": ("storylens.taggers.agency.tagger:AgencyTagger", False),
    "claims": ("storylens.taggers.claims.tagger:ClaimTagger", False),
    "quotes": ("storylens.taggers.quotes.tagger:QuoteTagger", False),
    "mentions": ("storylens.taggers.mentions.tagger:MentionTagger", True),
    "safeguarding": ("storylens.taggers.safeguarding.tagger:SafeguardingTagger", True),
    "concepts": ("storylens.taggers.concepts.tagger:ConceptTagger", True),
}
BY_NAME = frozenset({"concepts"})  # goes by likeness, not by rules, and embeds every passage: only where it is named


def make_taggers(names: Sequence[str], codebooks: Sequence[Codebook]) -> list[Tagger]:
    """Make the named taggers, or all that go by rules. Raises `StorylensError` for a name that there is not."""
    for name in names:
        if name not in TAGGERS:
            raise StorylensError(f"there is no tagger {name!r}", todo="choose from " + ", ".join(TAGGERS))
    return [_made(name, codebooks) for name in names or [name for name in TAGGERS if name not in BY_NAME]]


def _made(name: str, codebooks: Sequence[Codebook]) -> Tagger:
    place, from_codebooks = TAGGERS[name]
    module, _, kind = place.partition(":")
    make = getattr(import_module(module), kind)
    tagger: Tagger = make(codebooks) if from_codebooks else make()
    return tagger

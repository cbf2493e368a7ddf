"""A mention: words that speak of somebody, and what they say of gender."""

from __future__ import annotations

from dataclasses import dataclass, field

from storylens.taggers.agency.tree import Tree
from storylens.taggers.mentions.words import Who


@dataclass
class Mention:
    """Words that speak of somebody.

    `turn` and `at` are the turn and its head token; `sentence` counts from the start of the document.
    """

    turn: int
    tree: Tree
    at: int
    first: int
    last: int
    who: Who
    kind: str  # noun, kin, role, title, name, pronoun, singular they, neopronoun, collective
    basis: str
    sentence: int
    plural: bool = False
    name: str = ""  # where it is a name, without titles
    doubtful: bool = False  # a name that may be nobody's: no mention, but "she" may stand for it
    resolved: Mention | None = None
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the words."""
        return " ".join(self.tree.text[at] for at in range(self.first, self.last + 1))

    @property
    def pronoun(self) -> bool:
        """Return True for he, she, they and neopronouns."""
        return self.kind in ("pronoun", "singular they", "plural they", "neopronoun")

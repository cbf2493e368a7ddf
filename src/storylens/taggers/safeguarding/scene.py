"""One parsed turn as the safeguarding rules see it: who does what to whom, and who is a child, who has power."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from storylens.taggers.agency.nominals import referent
from storylens.taggers.agency.reading import Grammar
from storylens.taggers.agency.roles import Filler
from storylens.taggers.agency.tree import OBJECTS, SUBJECTS
from storylens.taggers.safeguarding.words import ARMED, CHILD, PAST_ONLY, REFLEXIVE, STAFF, listed

_ACTING = ("person", "group")
# Forms that the lemmatizer gives to another verb.
_FORMS = {"raped": "rape", "raping": "rape", "caned": "cane", "caning": "cane"}
_ANIMATE = frozenset({"he", "she", "him", "her", "they", "them", "me", "us", "i", "we", "who", "whom", "somebody"})
_AGE = listed("seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen six five four")
_ADULT = 18
_CLASSES = frozenset({"class", "grade", "standard", "form", "year"})
_BABIES = 4


class Found(NamedTuple):
    """Words that a rule holds a passage for: the first and last of them, the rule's name, the code, how plain it is."""

    first: int
    last: int
    rule: str
    code: str
    grade: str  # "told" or "hint"


class Act(NamedTuple):
    """A verb with who does it and to whom; `denied` where the sentence says that it did not happen."""

    verb: int
    lemma: str
    agents: tuple[int, ...]
    patients: tuple[int, ...]
    denied: bool
    modal: str


class Scene:
    """Tokens, acts and people of one turn."""

    def __init__(self, grammar: Grammar) -> None:
        self.tree, self._grammar = grammar.tree, grammar
        tree = grammar.tree
        self._doers: dict[int, bool] = {}
        self.lemma = [_FORMS.get(word, lemma.lower()) for word, lemma in zip(tree.lower, tree.lemma, strict=True)]

    @cached_property
    def acts(self) -> list[Act]:
        """All verbs of the turn."""
        return [self._act(verb, fillers) for verb, fillers in self._grammar.acts]

    def _act(self, verb: int, fillers: Sequence[Filler]) -> Act:
        return Act(
            verb,
            self.lemma[verb],
            tuple(each.at for each in fillers if each.role.endswith("agent")),
            tuple(each.at for each in fillers if each.role.endswith("patient") or each.role == "recipient"),
            self._is_denied(verb) and not self._was_so(verb),
            str(self._grammar.manner.of(verb)["modal"]),
        )

    def _is_denied(self, verb: int) -> bool:
        """Say whether a verb, or the one that it completes, is denied: "I did not want to kill them"."""
        manner = self._grammar.manner
        if bool(manner.of(verb)["negated"]):
            return True
        return (
            self.tree.dep[verb] in ("xcomp", "advcl")
            and self.tree.is_infinitive(verb)
            and bool(manner.of(self.tree.head[verb])["negated"])
        )

    def _was_so(self, verb: int) -> bool:
        """Say whether a denial says that it happened before: "has not hit me since", "no longer beats us"."""
        first, last = self.sentence(verb)
        return any(self.tree.lower[at] in PAST_ONLY for at in range(first, last + 1))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """First and last token of each sentence."""
        tree = self.tree
        bounds = [0, *(at for at in range(1, tree.size) if tree.starts[at]), tree.size]
        return [(first, after - 1) for first, after in pairwise(bounds)]

    def sentence(self, at: int) -> tuple[int, int]:
        """Return first and last token of the sentence of a token."""
        return self._sentences[at]

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        """By token."""
        return [(first, last) for first, last in self.sentences for _ in range(first, last + 1)]

    def around(self, at: int) -> list[str]:
        """Return the words of the sentence of a token, in lower case."""
        first, last = self.sentence(at)
        return self.tree.lower[first : last + 1]

    def after(self, at: int, many: int) -> list[str]:
        """Return the words after a token, within its sentence."""
        return self.tree.lower[at + 1 : min(at + many, self.sentence(at)[1]) + 1]

    # who

    def kind(self, at: int) -> str:
        """Return person, group, thing or unknown."""
        return self._grammar.kind(at)

    def person(self, at: int) -> bool:
        """Return True for one or several human beings."""
        if self.tree.lower[at] in _ANIMATE:
            return True
        if self.tree.lower[at] in ("each", "other", "another"):
            return False  # "pull each other down"
        if self.tree.lower[at] == "ones":
            return any(self.tree.lower[kid] in ("little", "young", "small") for kid in self.tree.kids[at])
        return self.lemma[at] in CHILD or self.kind(at) == "person"

    def doer(self, act: Act) -> bool:
        """Say whether people may have done it: nobody is named, or not only things are."""
        known = self._doers.get(act.verb)
        if known is None:
            known = self._doers[act.verb] = not act.agents or any(self._may_act(at) for at in act.agents)
        return known

    def _may_act(self, at: int) -> bool:
        if self.tree.lower[at] in ("it", "this", "that", "which", "what"):
            return False
        if self.lemma[at] == "law" and self.tree.lower[at - 1] == "-":  # "my in-laws"
            return True
        return self.person(at) or self.kind(at) in _ACTING or self.tree.pos[at] in ("PRON", "PROPN")

    def child(self, at: int) -> bool:
        """Say whether a word is a child, or somebody whose age is given as under eighteen."""
        return self.lemma[at] in CHILD or self.young(at)

    def young(self, at: int) -> bool:
        """Say whether the sentence gives an age under eighteen: "a girl of nine", "she is eleven"."""
        first, last = self.sentence(at)
        return any(self._age(each) for each in range(first, last + 1))

    def of_a_child(self, at: int) -> bool:
        """Say whether a number is an age under eighteen or a class at school: "she was nine", "in class six"."""
        return self._age(at) or (at > 0 and self.tree.lower[at - 1] in _CLASSES)

    def _age(self, at: int) -> bool:
        lower = self.tree.lower[at]
        value = int(lower) if lower.isdigit() and len(lower) < _BABIES else 0
        if lower not in _AGE and not _BABIES <= value < _ADULT:
            return False
        before = self.tree.lower[at - 1] if at else ""
        if self.tree.lower[at + 1 : at + 3] == ["-", "year"] or self.tree.lower[at + 1 : at + 3] == ["years", "old"]:
            return True
        after = self.tree.lower[at + 1 : at + 3]
        return before in ("was", "is", "of", "aged", "only", "just", "at") and not (
            after and self.tree.pos[at + 1] in ("NOUN", "PROPN") and after[0] not in ("years", "year")
        )

    def staff(self, at: int) -> bool:
        """Say whether a word is somebody with a post: they can give or take away."""
        return self.lemma[at] in STAFF

    def armed(self, at: int) -> bool:
        """Say whether a word is somebody with arms."""
        return self.lemma[at] in ARMED or any(self.tree.lower[kid] == "armed" for kid in self.tree.kids[at])

    def who(self, at: int) -> int:
        """Return the noun that a relative pronoun stands for, or the token itself."""
        return referent(self.tree, at)

    # shapes

    def preps(self, verb: int) -> Iterator[tuple[str, int | None]]:
        """Yield prepositions and particles under a verb or its objects, with their nouns."""
        tree = self.tree
        for head in (verb, *tree.children(verb, *OBJECTS)):
            for kid in tree.kids[head]:
                if tree.dep[kid] in ("prep", "prt", "advmod", "dative", "agent") and kid > verb:
                    yield tree.lower[kid], tree.child(kid, "pobj", "pcomp")
                    for deeper in tree.children(kid, "prep"):
                        yield tree.lower[deeper], tree.child(deeper, "pobj")

    def owner(self, noun: int) -> int | None:
        """Return whose a thing is: "her" of "her arm"."""
        return self.tree.child(noun, "poss")

    def reflexive(self, verb: int) -> int | None:
        """Return the object of a verb where it is "myself", "himself" ..."""
        return next((at for at in self.tree.children(verb, *OBJECTS) if self.tree.lower[at] in REFLEXIVE), None)

    def subject(self, verb: int) -> int | None:
        """Return the subject that stands with a verb."""
        return self.tree.child(verb, *SUBJECTS)

"""Find mentions of people in parsed turns, by the words used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from storylens.taggers.agency.lexicon import nouns
from storylens.taggers.agency.names import name_parts
from storylens.taggers.agency.reading import Grammar, Reading
from storylens.taggers.agency.tree import Tree
from storylens.taggers.mentions import words
from storylens.taggers.mentions.found import Mention
from storylens.taggers.mentions.words import Who

_PLURAL = ("NNS", "NNPS")
_MAY_BE_YOUNG = words.listed("daughter son niece nephew granddaughter grandson sister brother")
_YOUNG = frozenset({"little", "young", "small", "teenage", "adolescent", "school"})
_LABELS = frozenset({"PERSON"})
_INSIDE_NAMES = frozenset({"compound", "nmod", "flat"})
_NEVER = frozenset({"DATE", "TIME", "LANGUAGE", "PERCENT", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL", "NORP", "LAW"})
_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ")


class _Form(NamedTuple):
    """What a word says by its form alone."""

    who: Who
    kind: str
    sort: str


_FORMS = {
    **{form: _Form(who, "pronoun", "pronoun") for who, forms in words.PRONOUNS.items() for form in forms},
    **dict.fromkeys(words.THEY, _Form(Who.UNSTATED, "plural they", "pronoun")),
    **dict.fromkeys(words.NEOPRONOUNS, _Form(Who.ANOTHER, "neopronoun", "pronoun")),
    **dict.fromkeys(words.NOUNS[Who.ANOTHER], _Form(Who.ANOTHER, "noun", "word")),
}
_KIN = {form: who for who, forms in words.KIN.items() for form in forms}
_NOUNS = {form: who for who in (Who.WOMEN, Who.MEN, Who.GIRLS, Who.BOYS) for form in words.NOUNS[who]}


class Finder:
    """Find mentions over all turns of a document; what is read as a person is read as the agency tagger reads it."""

    def __init__(self, reading: Reading) -> None:
        self.turns = reading.turns
        self.names = reading.persons.names

    def mentions(self) -> list[Mention]:
        """Return the mentions in the order of the text."""
        found: list[Mention] = []
        sentence = 0
        for turn, grammar in enumerate(self.turns):
            tree = grammar.tree
            claimed: set[int] = set()
            for at in range(tree.size):
                sentence += tree.starts[at]
                if at in claimed:
                    continue
                mention = self._mention(turn, grammar, at, sentence)
                if mention is not None:
                    found.append(mention)
                    claimed.update(range(mention.first, mention.last + 1))
            sentence += 1
        described = _described_by_names(found)
        return [one for one in found if id(one) not in described]

    def _mention(self, turn: int, grammar: Grammar, at: int, sentence: int) -> Mention | None:
        tree = grammar.tree
        lower, pos = tree.lower[at], tree.pos[at]
        form = _FORMS.get(lower)
        is_name = (pos == "PROPN" and tree.dep[at] not in _INSIDE_NAMES) or self._is_name(tree, at)
        if form is None and not is_name and pos not in _NOMINAL:
            return None

        def made(who: Who, kind: str, basis: str, first: int = at, last: int = at, name: str = "") -> Mention:
            plural = tree.tag[at] in _PLURAL or lower in ("people", "women", "men", "children")
            return Mention(turn, tree, at, first, last, who, kind, basis, sentence, plural, name)

        if form is not None and (form.kind != "pronoun" or pos != "PROPN"):
            return made(form.who, form.kind, f"the {form.sort} “{tree.text[at]}”")
        if lower == "trans" and at + 1 < tree.size:
            return made(Who.ANOTHER, "noun", f"the word “{tree.text[at]}”")
        if is_name and lower in words.CALLED and len(name_parts(tree, at)) == 1:
            return made(_KIN[lower], "kin", f"the word “{tree.text[at]}”")
        if is_name:
            named = self._name(turn, grammar, at, sentence)
            if named is not None:
                return named
        return self._noun(grammar, at, made) if pos in _NOMINAL else None

    def _is_name(self, tree: Tree, at: int) -> bool:
        """Say whether a word that the model takes for a common one is a name elsewhere: "then Dolly left", "Hicks"."""
        return tree.pos[at] not in ("PROPN", "PUNCT") and self.names.are_of_person(tree.text[at])

    def _noun(self, grammar: Grammar, at: int, made: Callable[..., Mention]) -> Mention | None:
        tree = grammar.tree
        lower, lemma = tree.lower[at], tree.lemma[at].lower()
        after = tree.lower[at + 1] if at + 1 < tree.size else ""
        if after in words.FALSE.get(lemma, ()) or (tree.dep[at] in _INSIDE_NAMES and lower not in ("women", "men")):
            return None
        basis = f"the word “{tree.text[at]}”"
        hyphened = _hyphened(tree, at)
        if hyphened:
            lemma = hyphened
            basis = f"the word “{hyphened}”"
        kin = _KIN.get(lemma)
        if kin is not None:
            first = at - 2 * hyphened.count("-") if hyphened else at
            return made(_younger(tree, at, kin), "kin", basis, first=first)
        if lower in words.GENERIC:
            return made(Who.UNSTATED, "role", f"{basis}, said of anybody")
        who = _NOUNS.get(lemma)
        if who is not None:
            return made(who, "noun", basis)
        if tree.pos[at] == "ADJ" and lower not in ("poor", "rich", "elderly", "disabled"):
            return None
        if lemma in words.COLLECTIVES:
            return made(Who.GROUP, "collective", basis)
        kind = grammar.kind(at) if tree.pos[at] in ("NOUN", "PRON") else ""
        said = _modifier(tree, at) if kind == "person" or lemma in words.ROLES | words.CHILDREN else None
        if said is not None:
            return made(said[0], "role", f"the words “{said[1]} {tree.text[at]}”")
        if tree.pos[at] == "PRON":
            if lower in words.SINGULAR or lower in ("others", "nobody", "many"):
                return made(Who.UNSTATED, "role", basis)
            return None
        if lemma in words.ROLES or lemma in words.CHILDREN or kind == "person":
            return made(Who.UNSTATED, "role", basis)
        return made(Who.GROUP, "collective", basis) if kind == "group" else None

    def _name(self, turn: int, grammar: Grammar, at: int, sentence: int) -> Mention | None:
        tree = grammar.tree
        parts = name_parts(tree, at)
        known = nouns()
        kind = grammar.kind(at)
        titled = [part for part in parts if tree.lower[part].strip(".") in _ALL_TITLES]
        sure = kind == "person" or tree.pos[at] != "PROPN" or tree.entity[at] in _LABELS or bool(titled)
        if not sure and (tree.entity[at] in _NEVER or tree.lemma[at].lower() in words.COLLECTIVES):
            return None
        bare = [
            part
            for part in parts
            if (tree.pos[part] == "PROPN" or part == at)
            and tree.lower[part].strip(".") not in known.title
            and tree.lower[part].strip(".") not in _ALL_TITLES
            and tree.lower[part] not in ("'s", "’s")
        ]
        name = " ".join(tree.text[part] for part in bare)
        who, basis, kind = Who.UNSTATED, "a name says nothing of gender", "name"
        if titled:
            title = tree.lower[titled[0]].strip(".")
            who = next(each for each, forms in words.TITLES.items() if title in forms)
            basis, kind = f"the title “{tree.text[titled[0]]}”", "title"
        else:
            described = _described(tree, at)
            if described is not None:
                who, basis = described
        if not sure and kind == "name":
            kind = "collective" if grammar.kind(at) == "group" else "name"
        return Mention(
            turn, tree, at, parts[0], at, who, kind, basis, sentence, name=name or tree.text[at], doubtful=not sure
        )


_ALL_TITLES = frozenset().union(*words.TITLES.values())


def _hyphened(tree: Tree, at: int) -> str:
    """Return "mother-in-law" or "co-wife" where the tokens are apart."""
    if at >= 4 and tree.lower[at - 3 : at] == ["-", "in", "-"]:
        return f"{tree.lower[at - 4]}-in-law"
    if at >= 2 and tree.lower[at - 1] == "-" and tree.lower[at - 2] in ("co", "step", "grand", "great"):
        return f"{tree.lower[at - 2]}-{tree.lemma[at].lower()}"
    return ""


def _younger(tree: Tree, at: int, who: Who) -> Who:
    """Return girls or boys for a daughter or son that the words call young."""
    if tree.lemma[at].lower() not in _MAY_BE_YOUNG:
        return who
    young = any(tree.lower[kid] in _YOUNG for kid in tree.kids[at])
    return words.ADULTS_TO_CHILDREN.get(who, who) if young else who


def _modifier(tree: Tree, at: int) -> tuple[Who, str] | None:
    """Return what a word before a noun says: "female farmers", "women traders", "trans people", "non-binary judge"."""
    if at >= 3 and tree.lower[at - 2] == "-":
        hyphened = "".join(tree.lower[at - 3 : at])
        if hyphened in words.NOUNS[Who.ANOTHER]:
            return Who.ANOTHER, hyphened
    for kid in tree.kids[at]:
        lower = tree.lower[kid]
        if kid > at or tree.dep[kid] not in ("amod", "compound", "nmod", "poss"):
            continue
        if lower in words.TRANS or lower in words.NOUNS[Who.ANOTHER]:
            return Who.ANOTHER, tree.text[kid]
        if lower in ("female", "women", "woman"):
            return _of_age(tree, at, Who.WOMEN), tree.text[kid]
        if lower in ("male", "men"):
            return _of_age(tree, at, Who.MEN), tree.text[kid]
    return None


def _of_age(tree: Tree, at: int, who: Who) -> Who:
    young = tree.lemma[at].lower() in words.CHILDREN
    return words.ADULTS_TO_CHILDREN[who] if young else who


def _described(tree: Tree, at: int) -> tuple[Who, str] | None:
    """Return what the text itself says of a name: "my sister Ruth", "Ruth, a widow", "Ruth is his wife"."""
    for noun in _beside(tree, at):
        lemma = tree.lemma[noun].lower()
        for table in (words.KIN, words.NOUNS):
            for who in (Who.WOMEN, Who.MEN, Who.GIRLS, Who.BOYS):
                if lemma in table.get(who, ()) and tree.lower[noun] not in words.GENERIC:
                    return who, f"the word “{tree.text[noun]}”"
    return None


def _beside(tree: Tree, at: int) -> Iterator[int]:
    if tree.dep[at] == "appos":
        yield tree.head[at]
    yield from tree.children(at, "appos")
    yield from (kid for kid in tree.children(at, "compound", "nmod") if tree.pos[kid] == "NOUN")
    if tree.dep[at] == "nsubj" and tree.lemma[tree.head[at]] == "be":
        yield from tree.children(tree.head[at], "attr")


def _described_by_names(found: Sequence[Mention]) -> set[int]:
    """Return the ids of descriptions of a name that bears them already ("my sister Ruth": one person)."""
    bearers: dict[tuple[int, int], list[Mention]] = {}
    for one in found:
        if one.kind in ("name", "title") and not one.doubtful:
            for at in range(one.first, one.last + 1):
                bearers.setdefault((one.turn, at), []).append(one)
    return {id(one) for one in found if any(each is not one for each in bearers.get((one.turn, one.at), ()))}

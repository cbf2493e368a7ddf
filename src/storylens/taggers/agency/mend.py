"""Repair what the small model often gets wrong, one construction at a time, before roles are read."""

from __future__ import annotations

from storylens.taggers.agency.lexicon import words
from storylens.taggers.agency.tree import SUBJECTS, Tree

_GIVING = words("giving")
_CAUSING = words("causing")
_NAMING = words("naming")
_RECIPROCAL = words("reciprocal")
_SAYING = words("saying")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_IS = frozenset({"'m", "’m", "'re", "’re", "'s", "’s"})
_HAS = frozenset({"'s", "’s"})
_NOT = frozenset({"n't", "n’t"})
_YOU = frozenset({"you", "we", "us"})
_JOINED = frozenset({"nmod", "compound", "det", "amod", "appos", "dep"})
_CLAUSAL = frozenset({"ROOT", "ccomp", "advcl", "relcl", "parataxis", "pcomp"})
_OF_NOUNS = ("det", "amod", "poss", "compound", "nummod", "case")


def mended(tree: Tree) -> Tree:
    """Return a mended tree, and leave the other as it was parsed."""
    other = tree.copy()
    mend(other)
    return other


def mend(tree: Tree) -> None:
    """Change labels, tags and heads of a tree in place."""
    for at in range(tree.size):
        dep = tree.dep[at]
        if dep in SUBJECTS:
            _subject_on_auxiliary(tree, at)
            _past_read_as_passive(tree, at)
            _noun_after_pronoun(tree, at)
        elif dep == "auxpass":
            _perfect_read_as_passive(tree, at)
        elif dep == "oprd":
            _object_read_as_predicate(tree, at)
        elif dep == "acomp":
            _passive_read_as_adjective(tree, at)
    for at in range(tree.size):
        _be_read_as_verb(tree, at)
        if tree.pos[at] == "VERB":
            if tree.dep[at] == "conj":
                _noun_read_as_verb(tree, at)
        elif tree.pos[at] != "AUX" and tree.dep[at] in _CLAUSAL:
            _verb_read_as_noun(tree, at)
        elif tree.dep[at] == "conj" and tree.tag[at] == "NN":
            _bare_verb_read_as_noun(tree, at)
        if tree.pos[at] == "VERB":
            _headline(tree, at)
            _second_subject(tree, at)
            _coordinate_read_as_adverbial(tree, at)


def _subject_on_auxiliary(tree: Tree, at: int) -> None:
    """Contraction torn from its verb: in "you’ll pay" the subject hangs on ’ll."""
    helper = tree.head[at]
    verb = tree.head[helper]
    if verb == helper or tree.pos[verb] != "VERB":
        return
    torn = (
        tree.lower[helper].startswith(("'", "’"))
        and helper < verb <= helper + 3
        and tree.dep[helper] in ("parataxis", "ccomp", "dep")
    )
    if torn or tree.dep[helper] in ("aux", "auxpass"):
        for kid in tree.children(helper, *SUBJECTS, "neg"):
            tree.move(kid, verb, tree.dep[kid])
        tree.dep[helper], tree.pos[helper] = "aux", "AUX"


def _past_read_as_passive(tree: Tree, at: int) -> None:
    """Correct a simple past: "the couple married in May" has no auxiliary that could make it a passive."""
    verb = tree.head[at]
    if tree.dep[at] == "nsubjpass" and tree.tag[verb] == "VBD" and tree.child(verb, "auxpass", "agent") is None:
        tree.dep[at] = "nsubj"


def _noun_after_pronoun(tree: Tree, at: int) -> None:
    """Pronoun with a noun in apposition: in "you guys want it", "we the leaders want it" the pronoun is the subject."""
    pronoun = next((kid for kid in tree.kids[at] if kid < at and tree.lower[kid] in _YOU), None)
    if pronoun is not None and tree.tag[pronoun] == "PRP" and tree.dep[pronoun] in _JOINED:
        verb, dep = tree.head[at], tree.dep[at]
        tree.move(pronoun, verb, dep)
        tree.move(at, pronoun, "appos")


def _perfect_read_as_passive(tree: Tree, at: int) -> None:
    """Contracted perfect: in "he's won a prize" the 's is has, as the object shows."""
    verb = tree.head[at]
    with_object = tree.child(verb, "dobj") is not None and tree.lemma[verb] not in _GIVING
    if tree.lower[at] in _HAS and tree.child(verb, "agent") is None and (with_object or tree.lower[verb] == "got"):
        tree.dep[at] = "aux"
        for kid in tree.children(verb, "nsubjpass"):
            tree.dep[kid] = "nsubj"


def _passive_read_as_adjective(tree: Tree, at: int) -> None:
    """Passive: "she was abandoned" where the tagger saw a participle and the parser an adjective."""
    be = tree.head[at]
    if tree.tag[at] not in ("VBN", "VBD") or not (tree.lemma[be] == "be" or tree.lower[be] in _IS):
        return
    if tree.child(be, "nsubj") is None or any(tree.lower[kid] in ("very", "so", "too") for kid in tree.kids[at]):
        return
    tree.pos[at], tree.tag[at] = "VERB", "VBN"
    for kid in list(tree.kids[be]):
        if kid != at:
            tree.move(kid, at, "nsubjpass" if tree.dep[kid] == "nsubj" else tree.dep[kid])
    tree.move(at, at if tree.head[be] == be else tree.head[be], tree.dep[be])
    tree.move(be, at, "auxpass")


def _object_read_as_predicate(tree: Tree, at: int) -> None:
    """Object taken for what something is called: "the chief called the young men" has no other object."""
    verb = tree.head[at]
    if (
        tree.lemma[verb] in _NAMING
        and at > verb
        and tree.pos[at] in ("NOUN", "PROPN", "PRON")
        and tree.child(verb, "dobj", "nsubjpass", "auxpass") is None
        and tree.child(at, *SUBJECTS) is None
    ):
        tree.dep[at] = "dobj"


def _be_read_as_verb(tree: Tree, at: int) -> None:
    """Contracted "is" or "are": in "she’s here" nobody acts."""
    if tree.pos[at] == "VERB" and tree.lower[at] in _IS:
        tree.pos[at] = "AUX"


def _noun_read_as_verb(tree: Tree, at: int) -> None:
    """Two nouns joined: "a teacher and nurse", the second tagged as a bare verb."""
    if (
        tree.tag[at] == "VB"
        and tree.pos[tree.head[at]] in ("NOUN", "PROPN")
        and not tree.children(at, "aux", "dobj", "prep", *SUBJECTS)
    ):
        tree.pos[at], tree.tag[at] = "NOUN", "NN"


def _verb_read_as_noun(tree: Tree, at: int) -> None:
    """Verb tagged as a noun or adjective: it has a subject before it and nothing that links the two."""
    if tree.tag[at] not in ("NN", "NNS", "VB", "JJ") or (tree.tag[at] == "JJ" and tree.lower[at].endswith("ed")):
        return
    above = tree.head[at]
    if tree.dep[at] in ("ccomp", "pcomp") and tree.tag[at] in ("JJ", "NN") and tree.lemma[above] in _CAUSING:
        return  # "it made us sick", "made him a leader"
    subject = tree.child(at, *SUBJECTS)
    if subject is None or subject > at or tree.child(at, "auxpass") is not None:
        return
    if not any(kid < at and tree.dep[kid] in _OF_NOUNS for kid in tree.kids[at]):
        tree.pos[at], tree.tag[at] = "VERB", "VBP"


def _bare_verb_read_as_noun(tree: Tree, at: int) -> None:
    """Verbs in a row: "where they live, work and dream", the later ones tagged as nouns."""
    first = tree.head[at]
    if (
        tree.pos[first] == "VERB"
        and tree.tag[first] in ("VBP", "VB")
        and not any(kid < at and tree.dep[kid] in _OF_NOUNS for kid in tree.kids[at])
    ):
        tree.pos[at], tree.tag[at] = "VERB", tree.tag[first]


def _headline(tree: Tree, at: int) -> None:
    """Headline or fragment: "Two killed in a storm", the noun taken for the head of the sentence."""
    noun = tree.head[at]
    if tree.dep[at] != "acl" or tree.tag[at] not in ("VBN", "VBD") or tree.dep[noun] != "ROOT":
        return
    if tree.pos[noun] in ("VERB", "AUX") or any(
        tree.pos[kid] in ("VERB", "AUX") for kid in tree.kids[noun] if kid != at
    ):
        return
    tree.move(at, at, "ROOT")
    active = tree.tag[at] == "VBD" or tree.lemma[at] in _RECIPROCAL
    tree.move(noun, at, "nsubj" if active else "nsubjpass")


def _second_subject(tree: Tree, at: int) -> None:
    """Vocative or quotation: "Mr Banda, do you agree?", "we, said the chief, are poor" keep one subject."""
    subjects = tree.children(at, *SUBJECTS)
    if len(subjects) < 2:
        return
    before = [kid for kid in subjects if kid < at]
    if len(before) < len(subjects) and tree.lemma[at] in _SAYING:
        others = before
    elif before and tree.lower[before[-1]] in _NOT:
        others = before[-1:]
    elif before and tree.pos[before[-1]] == "PRON":
        others = [kid for kid in subjects if kid != before[-1]]
    else:
        return
    for kid in others:
        tree.dep[kid] = "vocative"


def _coordinate_read_as_adverbial(tree: Tree, at: int) -> None:
    """Coordinate clause labelled as adverbial: "she came and, a year later, returned"."""
    head = tree.head[at]
    if (
        tree.dep[at] not in ("advcl", "ccomp", "parataxis", "dep")
        or at < head
        or tree.tag[at] not in _FINITE
        or tree.pos[head] not in ("VERB", "AUX")
    ):
        return
    for kid in tree.kids[at]:
        if tree.dep[kid] in (*SUBJECTS, "mark", "csubj", "expl"):
            return
        if kid < at and tree.tag[kid] in ("WDT", "WP", "WRB", "IN", "TO") and tree.dep[kid] != "prep":
            return
    if any(tree.lower[each] in ("and", "but", "or", "then") for each in range(head + 1, at)):
        tree.dep[at] = "conj"

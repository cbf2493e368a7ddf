"""Harm to a child that is not a blow: work, neglect, early marriage."""

from __future__ import annotations

from collections.abc import Iterator

from storylens.taggers.agency.tree import OBJECTS
from storylens.taggers.safeguarding import words
from storylens.taggers.safeguarding.scene import Found, Scene

_INSTEAD = frozenset({"instead"})
_MISSING = frozenset({"miss", "misses", "missed", "missing"})
_UNPAID = frozenset({"unpaid", "pay", "paid"})


def worked(scene: Scene) -> Iterator[Found]:
    """Find a child at heavy or dangerous work, or in place of school.

    "breaks stones all day", "herds instead of class".
    """
    tree = scene.tree
    for at in range(tree.size):
        if tree.lower[at] == "instead" and set(scene.after(at, 6)) & words.SCHOOL:
            first, last = scene.sentence(at)
            if any(scene.lemma[each] in words.CHILD for each in range(first, last + 1)):
                yield Found(at, at, "a child at heavy work or in place of school", "safe.child", "told")
    for act in scene.acts:
        if act.lemma not in words.DRUDGERY | {"go", "collect", "fetch"} or act.denied:
            continue
        if not any(scene.lemma[at] in words.CHILD for at in _workers(scene, act.agents)) and not _young(
            scene, act.verb
        ):
            continue
        around, after = set(scene.around(act.verb)), set(scene.after(act.verb, 7))
        for_school = bool(around & words.SCHOOL)
        heavy = bool(after & words.HEAVY)
        instead = for_school and bool(around & (_INSTEAD | _MISSING | {"never", "late"}))
        pit = act.lemma == "go" and bool(after & {"pit", "mine", "mines", "shaft", "quarry"})
        long = bool(around & {"day", "night", "dawn", "dark", "morning"}) and bool(
            around & {"all", "until", "every", "before", "from"}
        )
        young = scene.young(act.verb)
        unpaid = young and bool(around & _UNPAID or (long and "school" not in around))
        if instead or pit or unpaid or (heavy and act.lemma != "go" and (long or young)):
            yield Found(act.verb, act.verb, "a child at heavy work or in place of school", "safe.child", "told")


def _workers(scene: Scene, agents: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(scene.who(at) for at in agents)


def _young(scene: Scene, at: int) -> bool:
    first, last = scene.sentence(at)
    return scene.young(at) and any(scene.lemma[each] in words.CHILD | {"he", "she"} for each in range(first, last + 1))


def made_to_work(scene: Scene) -> Iterator[Found]:
    """Find where children made to work: "were forced to work on the field", "made the pupils dig"."""
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in ("force", "make", "compel", "order", "use") or act.denied:
            continue
        children = [at for at in act.patients if scene.lemma[at] in words.CHILD]
        below = tree.children(act.verb, "xcomp", "ccomp", "advcl")
        if any(scene.lemma[kid] in words.DRUDGERY for kid in below):
            unpaid = any(scene.lemma[at] == "pay" for at in range(*_bounds(scene, act.verb)))
            ours = any(tree.lower[at] in ("us", "me", "them") for at in (*act.patients, *_inner(scene, below)))
            if children or any(scene.lemma[at] in words.CHILD for at in _inner(scene, below)):
                yield Found(act.verb, act.verb, "children made to work", "safe.child", "told")
            elif ours and unpaid:
                yield Found(act.verb, act.verb, "people made to work without pay", "safe.staff", "told")


def _bounds(scene: Scene, at: int) -> tuple[int, int]:
    first, last = scene.sentence(at)
    return first, last + 1


def _inner(scene: Scene, verbs: list[int]) -> list[int]:
    return [at for verb in verbs for at in scene.tree.children(verb, "nsubj", "nsubjpass")]


def out_of_school(scene: Scene) -> Iterator[Found]:
    """Find a child taken out of school.

    "took her out of school to look after the twins"; not "left with the best marks".
    """
    for act in scene.acts:
        if act.denied or act.lemma not in ("take", "pull", "remove", "withdraw", "keep", "stop", "send"):
            continue
        after = scene.after(act.verb, 6)
        from_school = set(after) & {"school", "class", "classes"} and set(after) & {"out", "from"}
        if from_school and any(scene.person(at) for at in act.patients):
            yield Found(act.verb, act.verb, "a child taken out of school", "safe.child", "told")


def neglected(scene: Scene) -> Iterator[Found]:
    """Find a child left alone, without food, or shaken: "left alone in the house", "gives the boy no food"."""
    tree = scene.tree
    for act in scene.acts:
        children = [at for at in (*act.patients, *act.agents) if scene.lemma[at] in words.CHILD]
        if not children or (act.denied and act.lemma not in ("give", "feed", "get")):
            continue
        after = scene.after(act.verb, 7)
        patients = [at for at in act.patients if at in children]
        if act.lemma in ("leave", "abandon", "dump") and patients and ("alone" in after or act.lemma != "leave"):
            yield Found(act.verb, act.verb, "a child neglected", "safe.child", "told")
        elif act.lemma == "leave" and any(
            scene.lemma[at] in ("baby", "newborn", "infant", "toddler") for at in patients
        ):
            if set(after) & {"field", "bush", "road", "river", "pit", "dump", "market", "latrine", "outside"}:
                yield Found(act.verb, act.verb, "a child neglected", "safe.child", "told")
        elif (act.lemma in ("give", "feed") and patients and _nothing(scene, act.verb)) or (
            act.lemma == "shake" and patients
        ):
            yield Found(act.verb, act.verb, "a child neglected", "safe.child", "told")
        elif act.lemma == "eat" and "once" in after and "day" in after:
            yield Found(act.verb, act.verb, "a child neglected", "safe.child", "hint")
        elif act.lemma == "drown" and not act.denied and tree.pos[act.verb] == "VERB":
            yield Found(act.verb, act.verb, "a child in danger", "safe.child", "told")


def _nothing(scene: Scene, verb: int) -> bool:
    after = scene.after(verb, 6)
    foods = {"food", "meal", "supper", "eat"}
    objects = scene.tree.children(verb, *OBJECTS)
    return bool(set(after) & foods) and ("no" in after or any(scene.tree.lower[at] == "nothing" for at in objects))


def married_young(scene: Scene) -> Iterator[Found]:
    """Find a marriage under eighteen: "was fourteen when they married her"; not "in 1921", when custom was another."""
    for at in range(scene.tree.size):
        if scene.lemma[at] in ("live", "stay") and scene.young(at):
            after = scene.after(at, 4)
            if "with" in after and set(after) & {"man", "husband", "soldier", "trader"}:
                yield Found(at, at, "a marriage under eighteen", "safe.child", "told")
        if scene.lemma[at] in ("marry", "wed", "married") and scene.young(at):
            around = scene.around(at)
            if not any(word.isdigit() and len(word) == 4 and word < "1960" for word in around):
                yield Found(at, at, "a marriage under eighteen", "safe.child", "told")

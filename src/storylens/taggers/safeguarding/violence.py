"""Violence that is told: somebody hurts, holds, drives out, takes or threatens somebody."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from storylens.taggers.agency.tree import OBJECTS
from storylens.taggers.safeguarding import words
from storylens.taggers.safeguarding.scene import Act, Found, Scene

_PROMISE = frozenset({"say", "tell", "promise", "swear", "warn", "vow", "threaten", "want", "plan"})
_WILL = frozenset({"will", "would", "'ll", "shall", "can", "could", "might", "may"})
_WEAPONS = words.listed("knife panga machete gun axe stick rifle pistol hammer belt hoe spear razor hoe iron")
_ENDS = words.listed("cut end finish stone slaughter hang drown bury find destroy")
_BEDS = frozenset({"mat", "bed", "pillow"})
_POURED = words.listed("water acid oil petrol paraffin kerosene coal stone bottle plate cup knife pot chair pan")
_FREEDOMS = words.listed("go leave out work speak talk visit meet see use have phone sleep eat study")


def _code(scene: Scene, act: Act) -> str:
    """Return the gate: somebody with a post comes before the child, the child before home."""
    if any(scene.staff(at) for at in act.agents):
        return "safe.staff"
    if any(scene.lemma[at] in words.CHILD or scene.tree.lower[at] in ("orphans", "pupils") for at in act.patients):
        return "safe.child"
    return "safe.gbv"


def _found(scene: Scene, act: Act, rule: str, code: str = "", grade: str = "told") -> Found:
    near = [at for at in (*act.agents, *act.patients) if abs(at - act.verb) < 8]
    return Found(min(act.verb, *near, act.verb), max(act.verb, *near, act.verb), rule, code or _code(scene, act), grade)


def hurt(scene: Scene) -> Iterator[Found]:
    """Find where somebody hurts somebody.

    "beat my sister", "was kicked", "hits me"; not a drought, a price or a team.
    """
    for act in scene.acts:
        if act.lemma not in words.HURT or act.denied:
            continue
        hurt_ones = [at for at in act.patients if scene.person(at) and scene.tree.lower[at] not in words.REFLEXIVE]
        if not hurt_ones or (act.lemma not in words.SEVERE and not _by_people(scene, act)):
            continue
        if act.lemma in ("beat", "hit", "strike", "kill", "attack", "hurt") and _is_figure(scene, act):
            continue
        yield _found(scene, act, "somebody hurts somebody")


def _by_people(scene: Scene, act: Act) -> bool:
    if act.agents:
        return scene.doer(act)
    return act.lemma not in ("hurt", "injure", "wound", "burn", "bite", "strike", "starve", "poison")


def _is_figure(scene: Scene, act: Act) -> bool:
    """Say whether it is a contest, or a body or a blow of fate: "beat the neighbours three to one", "it hit me"."""
    around = scene.around(act.verb)
    counted = any(scene.tree.children(at, "nummod") for at in act.patients)
    if act.lemma == "kill" and counted and not act.agents:
        return True  # the dead of an earthquake, a war, a statistic
    if words.CONTEST & set(around) or any(scene.tree.pos[at] == "NUM" for at in act.patients):
        return True
    if act.lemma == "beat" and any(a.isalpha() and b == "to" for a, b in itertools.pairwise(around)):
        place = around.index("to")
        return place + 1 < len(around) and (around[place + 1] in _NUMBERS and around[place - 1] in _NUMBERS)
    return False


_NUMBERS = words.listed("one two three four five six seven eight nine nil zero 0 1 2 3 4 5 6")


def handled(scene: Scene) -> Iterator[Found]:
    """Find where somebody shoves or seizes somebody: "pushed me against the wall", "dragged her out"."""
    for act in scene.acts:
        if act.lemma not in words.SHOVE or act.denied or not scene.doer(act):
            continue
        tree = scene.tree
        persons = [at for at in act.patients if scene.person(at) and tree.dep[at] != "dative"]
        others = [at for at in tree.children(act.verb, *OBJECTS) if at not in persons]
        ways = list(scene.preps(act.verb))
        hard = any(word in words.SHOVED and at is None for word, at in ways) or any(
            at is not None and tree.lower[at] in words.HARD for _, at in ways
        )
        if persons and not others and hard:
            if tree.child(act.verb, "xcomp") is None:
                yield _found(scene, act, "somebody shoves or seizes somebody")
        elif persons and not others and act.lemma in ("shove", "grab", "drag", "pin"):
            yield _found(scene, act, "somebody shoves or seizes somebody")


def body(scene: Scene) -> Iterator[Found]:
    """Find where somebody does something to another's body.

    "broke her arm", "held my throat", "his hand under my dress".
    """
    tree = scene.tree
    for act in scene.acts:
        if act.denied or not scene.doer(act):
            continue
        agents = {tree.lower[at] for at in act.agents} | {scene.lemma[at] for at in act.agents}
        if agents & words.CARERS:
            continue
        for noun in tree.children(act.verb, *OBJECTS):
            owner = scene.owner(noun)
            if owner is None or not (tree.pos[owner] == "PRON" or scene.person(owner)):
                continue
            greeting = act.lemma in ("hold", "press", "touch", "lift", "pull") and tree.lower[noun] in ("hand", "hands")
            if (
                act.lemma in words.ON_BODY
                and tree.lower[noun] in words.BODY
                and _another(scene, act, owner)
                and not greeting
            ):
                yield Found(act.verb, noun, "somebody hurts a part of somebody's body", _code(scene, act), "told")
            elif scene.lemma[noun] in ("hand", "finger", "fist") and _reaches(scene, act, noun):
                yield Found(act.verb, noun, "a hand raised or put where it should not be", _code(scene, act), "told")


def _another(scene: Scene, act: Act, owner: int) -> bool:
    lower = scene.tree.lower[owner]
    subjects = {scene.tree.lower[at] for at in act.agents}
    same = {"my": {"i"}, "our": {"we"}, "your": {"you"}, "their": {"they"}}.get(lower, set())
    if subjects & same:
        return False
    if lower in ("his", "her") and act.agents:
        own = words.MEN if lower == "his" else words.WOMEN  # "my mother broke her leg": her own
        lemmas = subjects | {scene.lemma[at] for at in act.agents}
        return not lemmas & own and any(scene.person(at) for at in act.agents)
    return lower in ("my", "our") or bool(act.agents)


def _reaches(scene: Scene, act: Act, noun: int) -> bool:
    """Say whether a hand is lifted against, or goes under clothes."""
    after = scene.after(noun, 5)
    if act.lemma in ("lift", "raise") and any(word in ("against", "to", "at", "on") for word in after[:1]):
        following = set(after[1:3])
        return bool(following & {"me", "us", "her", "him", "them", "my", "his"}) or after[0] == "against"
    if act.lemma in ("put", "slip", "slide", "push", "run"):
        return bool(after) and after[0] in ("under", "up", "inside", "between") and bool(set(after) & words.UNDER)
    return act.lemma == "raise" and scene.lemma[noun] == "fist"


def shut_in(scene: Scene) -> Iterator[Found]:
    """Find where somebody locks or ties somebody.

    "locked them in a room", "ties the boy to a tree"; not "locked myself out".
    """
    for act in scene.acts:
        if act.lemma not in words.LOCK or act.denied or not scene.doer(act):
            continue
        persons = [at for at in act.patients if scene.person(at) and scene.tree.lower[at] not in words.REFLEXIVE]
        near = [at for at in persons if scene.tree.pos[at] == "PRON" or scene.lemma[at] in words.CHILD | words.KIN]
        if near or (persons and words.INSIDE & set(scene.after(act.verb, 8))):
            yield _found(scene, act, "somebody locks or ties somebody")


def poured(scene: Scene) -> Iterator[Found]:
    """Find where something is poured, thrown or broken on somebody.

    "poured hot water on me"; not "threw me the ball".
    """
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in ("pour", "throw", "splash", "break", "smash", "hurl") or act.denied or not scene.doer(act):
            continue
        stuff = any(scene.lemma[at] in _POURED for at in act.patients)
        for word, at in scene.preps(act.verb):
            if not stuff or at is None or word not in ("on", "over", "at", "onto"):
                continue
            if scene.person(at) or (tree.lower[at] in words.BODY and scene.owner(at) is not None):
                yield _found(scene, act, "something poured or thrown on somebody")


def breaks_in(scene: Scene) -> Iterator[Found]:
    """Find where somebody breaks a door down.

    "kicks the door in when I lock it"; not "broke the old table for firewood".
    """
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in ("kick", "break", "force", "smash") or act.denied or not act.agents:
            continue
        doors = any(tree.lower[at] in ("door", "window", "gate") for at in tree.children(act.verb, *OBJECTS))
        if doors and set(scene.after(act.verb, 5)) & {"in", "down", "open"} and scene.doer(act):
            yield Found(act.verb, act.verb, "somebody breaks a door down", "safe.gbv", "hint")


def hunted(scene: Scene) -> Iterator[Found]:
    """Find where armed people look for somebody: "the militia are looking for my son"."""
    for act in scene.acts:
        if act.lemma in ("look", "search", "hunt", "come", "ask") and not act.denied:
            armed = any(scene.armed(at) for at in act.agents)
            for word, at in scene.preps(act.verb):
                if armed and word in ("for", "after") and at is not None and scene.person(at):
                    yield Found(act.verb, at, "armed people look for somebody", "safe.risk", "told")


def kept_in(scene: Scene) -> Iterator[Found]:
    """Find where somebody at home does not let somebody go out, work, meet or speak: "he does not let me leave"."""
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in ("let", "allow", "permit"):
            continue
        keeper = [at for at in act.agents if tree.lower[at] in ("he", "she", "they") or scene.lemma[at] in words.KIN]
        before = tree.lower[max(0, act.verb - 4) : act.verb]
        if not keeper or not ({"not", "n't", "n’t", "never"} & set(before)):
            continue
        after = scene.after(act.verb, 5)
        if after[:1] and after[0] in ("me", "her") and set(after[1:]) & _FREEDOMS:
            yield Found(act.verb, act.verb, "somebody is kept in", "safe.gbv", "hint")


def came_at_night(scene: Scene) -> Iterator[Found]:
    """Find where somebody comes to another's bed or room: "used to come to my mat", "climbed into her bed"."""
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in ("come", "climb", "get", "crawl", "enter", "creep") or act.denied or not act.agents:
            continue
        if any(scene.lemma[at] in words.CHILD - {"boy", "son", "nephew"} or not scene.person(at) for at in act.agents):
            continue
        after = scene.after(act.verb, 5)
        for first, second in itertools.pairwise(after):
            if first in ("my", "her", "our") and second in ("mat", "bed", "blanket", "bedroom"):
                own = {"my": "i", "our": "we", "her": "she"}[first]
                if all(tree.lower[at] != own for at in act.agents):
                    yield Found(act.verb, act.verb, "somebody comes to another's bed", "safe.gbv", "hint")


def cast_out(scene: Scene) -> Iterator[Found]:
    """Find where somebody is driven from home.

    "chased me out of the house", "will throw us out", "threw my things outside".
    """
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in words.CAST_OUT or act.denied or not scene.doer(act):
            continue
        persons = [at for at in act.patients if scene.person(at)]
        things = [
            at
            for at in tree.children(act.verb, *OBJECTS)
            if scene.lemma[at] in ("thing", "clothes", "cloth", "belonging", "bag") and scene.owner(at) is not None
        ]
        ways = {word for word, _ in scene.preps(act.verb)} | set(scene.after(act.verb, 5))
        homes = any(word in words.HOMES for word in scene.after(act.verb, 9))
        if persons and act.lemma == "evict":
            yield _found(scene, act, "somebody is driven from home", "safe.risk")
        elif (
            (persons and "out" in ways and (homes or act.lemma in ("throw", "kick", "chase")))
            or (persons and homes and act.lemma in ("chase", "drive") and "from" in ways)
            or (things and ways & {"out", "outside", "away"} and act.lemma == "throw")
        ):
            yield _found(scene, act, "somebody is driven from home")


def taken(scene: Scene) -> Iterator[Found]:
    """Find where somebody is taken: by force, as a wife, or by armed men.

    "took me by force", "soldiers took away my cousin".
    """
    for act in scene.acts:
        if act.lemma not in ("take", "seize", "carry", "inherit", "snatch") or act.denied:
            continue
        persons = [at for at in act.patients if scene.person(at)]
        if not persons:
            continue
        after = scene.after(act.verb, 7)
        if (
            act.lemma == "inherit"
            or any(a == "by" and b == "force" for a, b in itertools.pairwise(after))
            or ("wife" in after and any(word in ("as", "for") for word in after))
        ):
            yield _found(scene, act, "somebody is taken by force or as a wife", "safe.gbv")
        elif any(scene.armed(at) for at in act.agents) and ("away" in after or "from" in after):
            yield _found(scene, act, "armed people take somebody", "" if _children(scene, act) else "safe.risk")


def _children(scene: Scene, act: Act) -> bool:
    return any(scene.lemma[at] in words.CHILD for at in act.patients)


def threats(scene: Scene) -> Iterator[Found]:
    """Find where somebody threatens somebody: "threatened to kill", "said he would burn us"; not "threatened rain"."""
    tree = scene.tree
    for act in scene.acts:
        if act.denied or act.lemma not in _PROMISE or not scene.doer(act):
            continue
        below = list(tree.children(act.verb, "xcomp", "ccomp"))
        if act.lemma == "threaten":
            if any(scene.person(at) for at in act.patients) or any(_is_harm(scene, kid) for kid in below):
                yield _found(scene, act, "somebody threatens somebody", "safe.risk")
        elif act.lemma in ("want", "plan"):
            continue
        else:
            for kid in below:
                if _is_harm(scene, kid) and tree.dep[kid] == "ccomp" and _will(scene, kid):
                    yield Found(act.verb, kid, "somebody says that they will hurt somebody", "safe.risk", "told")


def _will(scene: Scene, verb: int) -> bool:
    return any(scene.tree.lower[kid] in _WILL for kid in scene.tree.children(verb, "aux"))


def _is_harm(scene: Scene, verb: int) -> bool:
    tree, lemma = scene.tree, scene.lemma[verb]
    near = set(scene.after(verb, 4)) | set(tree.lower[max(0, verb - 4) : verb])
    if lemma in ("burn", "take") and near & {"house", "hut", "home", "field", "fields", "shop"}:
        return True
    hurts = any(scene.person(at) for at in tree.children(verb, *OBJECTS))
    if lemma in words.HURT | _ENDS:
        return hurts
    return lemma in ("throw", "chase", "drive", "kick", "put") and "out" in scene.after(verb, 4) and hurts


def weapon(scene: Scene) -> Iterator[Found]:
    """Find where somebody comes at somebody with a weapon: "pointed his gun at us", "came with a panga"."""
    for act in scene.acts:
        if act.denied or not scene.doer(act):
            continue
        after = scene.after(act.verb, 6)
        if not set(after) & _WEAPONS:
            continue
        if (act.lemma in ("point", "pull", "raise", "aim", "swing") and {"at", "on", "against"} & set(after)) or (
            act.lemma in ("come", "chase", "follow", "run") and "with" in after and _at_somebody(scene, act)
        ):
            yield _found(scene, act, "somebody comes with a weapon", _weapon_code(scene, act))
        elif act.lemma == "have" and {"under", "beside"} & set(after) and _BEDS & set(scene.after(act.verb, 9)):
            yield Found(act.verb, act.verb, "somebody comes with a weapon", "safe.gbv", "hint")


def _weapon_code(scene: Scene, act: Act) -> str:
    return "safe.risk" if any(scene.armed(at) for at in act.agents) else "safe.gbv"


def _at_somebody(scene: Scene, act: Act) -> bool:
    """Say whether anybody was the aim: somebody who ran, or is chased."""
    around = set(scene.around(act.verb))
    return any(scene.person(at) for at in act.patients) or bool(around & {"ran", "run", "fled", "after"})

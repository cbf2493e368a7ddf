"""Self-harm and the wish to die."""

from __future__ import annotations

from collections.abc import Iterator

from storylens.taggers.agency.tree import OBJECTS
from storylens.taggers.safeguarding import words
from storylens.taggers.safeguarding.scene import Found, Scene

_ACCIDENT = frozenset({"on", "while", "cooking", "accident", "accidentally", "stove", "knee"})


def harms_self(scene: Scene) -> Iterator[Found]:
    """Find where somebody kills or hurts themselves: "hanged himself", "cut herself"; not on a tin, while cooking."""
    tree = scene.tree
    for act in scene.acts:
        at = scene.reflexive(act.verb)
        if at is None or act.denied:
            continue
        accident = bool(_ACCIDENT & set(scene.after(act.verb, 9)))
        if act.lemma in words.ENDING or (act.lemma in words.HARMING and not accident):
            yield Found(act.verb, at, "somebody kills or hurts themselves", "safe.self", "told")
    for act in scene.acts:
        for noun in tree.children(act.verb, *OBJECTS):
            own = scene.owner(noun)
            if own is None or act.denied:
                continue
            if act.lemma in ("cut", "slit", "scratch", "slash") and scene.lemma[noun] in ("wrist", "arm", "vein"):
                yield Found(act.verb, noun, "somebody kills or hurts themselves", "safe.self", "told")
            elif act.lemma in ("take", "end") and scene.lemma[noun] in ("life", "live"):
                kids = {tree.lower[kid] for kid in tree.kids[noun]}
                if act.lemma == "end" or "own" in kids:
                    yield Found(act.verb, noun, "somebody takes their own life", "safe.self", "told")


def swallows(scene: Scene) -> Iterator[Found]:
    """Find where somebody drinks poison or all the tablets.

    "drank the cattle dip"; not "must not be swallowed with milk".
    """
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in ("drink", "swallow", "take", "eat") or act.denied:
            continue
        for noun in tree.children(act.verb, *OBJECTS):
            lower = {tree.lower[kid] for kid in tree.kids[noun]}
            if tree.lower[noun] in words.VENOM:
                yield Found(act.verb, noun, "somebody drinks poison", "safe.self", "told")
            elif tree.lower[noun] in words.PILLS and ("all" in lower or "whole" in lower):
                yield Found(act.verb, noun, "somebody takes all the tablets", "safe.self", "told")


def wants_to_die(scene: Scene) -> Iterator[Found]:
    """Find where somebody wants to die: "I wanted to die"; not "I would rather die than eat that"."""
    tree = scene.tree
    for act in scene.acts:
        if act.lemma == "die" and tree.dep[act.verb] == "xcomp":
            head = tree.head[act.verb]
            denied = any(each.verb == head and each.denied for each in scene.acts)
            wishes = scene.lemma[head] in ("want", "wish", "pray", "decide", "prefer", "plan", "try", "like")
            if wishes and not denied and "than" not in scene.after(act.verb, 4):
                yield Found(head, act.verb, "somebody wants to die", "safe.self", "told")
        elif act.lemma in ("want", "wish") and {"not", "n't", "n’t", "never"} & set(
            tree.lower[max(0, act.verb - 3) : act.verb]
        ):
            below = tree.child(act.verb, "xcomp")
            if (
                below is not None
                and scene.lemma[below] in ("live", "exist")
                and not (
                    set(scene.after(below, 3))
                    & {"in", "with", "without", "near", "there", "here", "so", "far", "on", "by"}
                )
            ):
                yield Found(act.verb, below, "somebody does not want to live", "safe.self", "told")


def not_here(scene: Scene) -> Iterator[Found]:
    """Find where somebody may not be here much longer: "in case I am not here any more", "if I did not wake up"."""
    tree = scene.tree
    for at in range(tree.size - 2):
        if tree.lower[at] not in ("not", "n't", "n’t", "never"):
            continue
        if (scene.lemma[at + 1] == "wake" and "i" in tree.lower[max(0, at - 4) : at]) or (
            tree.lower[at + 1] == "here"
            and tree.lower[max(0, at - 3) : at][:1]
            in (
                ["case"],
                ["if"],
                ["when"],
                ["i"],
            )
            and {"more", "anymore", "longer"} & set(scene.after(at, 4))
            and "i" in tree.lower[max(0, at - 3) : at]
        ):
            yield Found(at, at + 1, "somebody may not be here any more", "safe.self", "hint")

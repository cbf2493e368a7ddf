"""Risk to who tells: fear, secrecy, warnings, reprisal."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from storylens.taggers.safeguarding import words
from storylens.taggers.safeguarding.scene import Act, Found, Scene

_NOTE = frozenset({"write", "record", "use", "mention", "quote", "print", "put", "note", "publish", "repeat"})
_NEGATIVE = frozenset({"not", "n't", "n’t", "never"})
_AUTHORS = frozenset({"i", "we", "he", "she", "they", "who", "you"})
_THREAT_TAILS = words.listed("find kill come hurt beat tell know take fire see hear arrest remove throw attack do")
_SHOWING = frozenset({"show", "name", "film", "photograph", "call", "publish", "march", "sing", "organise", "organize"})
_HARMLESS = frozenset({"surprise", "birthday", "joke", "present"})
_CLOSE = words.listed("alone house home room night")


def fears(scene: Scene) -> Iterator[Found]:
    """Find where somebody fears somebody.

    "afraid of my husband", "scared to be alone with him"; not of snakes, of exams.
    """
    tree = scene.tree
    for at in range(tree.size):
        if tree.lower[at] not in words.FEARED or _denied(scene, at):
            continue
        after = scene.after(at, 12)
        if after[:1] == ["of"]:
            prep = at + 1
            noun = tree.child(prep, "pobj")
            if noun is not None and scene.person(noun) and tree.lower[noun] not in words.REFLEXIVE:
                yield Found(at, noun, "somebody fears somebody", "safe.gbv", "hint")
        elif after[:1] == ["to"] and ({"him", "her", "them"} & set(after) or after[1:3] == ["go", "home"]):
            if set(after) & _CLOSE:
                yield Found(at, at, "somebody is afraid to be with somebody", "safe.gbv", "hint")
        elif _feared_act(scene, at):
            yield Found(at, at, "somebody fears what others will do", "safe.risk", "hint")
    for act in scene.acts:
        if act.lemma == "fear" and not act.denied and any(_by_name(scene, at) for at in act.patients):
            yield Found(act.verb, act.verb, "somebody fears somebody", "safe.gbv", "hint")


def _by_name(scene: Scene, at: int) -> bool:
    return scene.tree.lower[at] in ("him", "them") or scene.lemma[at] in words.KIN


def _denied(scene: Scene, at: int) -> bool:
    first, _ = scene.sentence(at)
    return bool(_NEGATIVE & set(scene.tree.lower[max(first, at - 3) : at]))


def _feared_act(scene: Scene, at: int) -> bool:
    """Say whether a clause tells what others will do: "afraid that they will find out", "afraid they come for me"."""
    tree = scene.tree
    clause = tree.child(at, "ccomp")
    if clause is None:
        head = tree.head[at]
        clause = tree.child(head, "ccomp")
    if clause is None or clause < at or scene.lemma[clause] not in _THREAT_TAILS:
        return False
    subject = scene.subject(clause)
    return subject is not None and tree.lower[subject] in ("he", "she", "they", "somebody", "someone", "people")


def secrecy(scene: Scene) -> Iterator[Found]:
    """Find what shall not be written, used or recorded.

    "do not write down that I said this"; not "do not write on the pump".
    """
    for act in scene.acts:
        if act.lemma not in _NOTE | {"tell", "let"} or not _forbidden(scene, act):
            continue
        after = scene.after(act.verb, 7)
        if act.lemma in ("use", "mention", "put", "print", "quote", "publish", "write", "note"):
            named = any(a == "my" and b in ("name", "face", "voice") for a, b in itertools.pairwise(after))
            spoken = bool({"said", "told", "say"} & set(after)) and bool({"i", "we"} & set(after))
            if (
                named
                or spoken
                or after[:1] == ["me"]
                or (act.lemma in ("write", "put", "note") and after[:1] in (["this"], ["that"]))
                or after[:2]
                == [
                    "down",
                    "this",
                ]
            ):
                yield Found(act.verb, act.verb, "asked not to be written down", "safe.risk", "hint")
        elif act.lemma in ("record", "repeat") and set(after[:1]) & {"me", "this", "us", "that"}:
            yield Found(act.verb, act.verb, "asked not to be written down", "safe.risk", "hint")
        elif act.lemma == "tell" and _not_to_tell(scene, act, after):
            yield Found(act.verb, act.verb, "asked not to tell", "safe.risk", "hint")


def _forbidden(scene: Scene, act: Act) -> bool:
    """Say whether it is an order or a wish not to: "do not", "you must not", "please never"."""
    tree = scene.tree
    before = tree.lower[max(scene.sentence(act.verb)[0], act.verb - 5) : act.verb]
    if not _NEGATIVE & set(before):
        return False
    if any(tree.lower[at] != "you" for at in act.agents):
        return "please" in before
    return act.modal in ("imperative", "must", "should", "can") or "please" in before or "do" in before[-2:]


def _not_to_tell(scene: Scene, act: Act, after: list[str]) -> bool:
    told = after[:1]
    if _HARMLESS & set(scene.around(act.verb)):
        return False
    if told in (["anyone"], ["anybody"], ["him"], ["her"], ["them"]) or after[:1] == ["my"]:
        return "results" not in after and "by" not in after
    return any(scene.lemma[at] in words.KIN | words.STAFF for at in act.patients)


def found_out(scene: Scene) -> Iterator[Found]:
    """Find if somebody hears that somebody has told.

    "if my husband hears that I talked to you", "they will know it was me".
    """
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in words.FINDING_OUT or act.denied or not act.agents:
            continue
        if not any(scene.person(at) and tree.lower[at] not in ("i", "we", "you", "me", "us") for at in act.agents):
            continue
        marks = {tree.lower[kid] for kid in tree.children(act.verb, "mark", "advmod")}
        upcoming = act.modal in ("will", "would", "might", "may", "could") or bool(marks & {"if", "when"})
        if not upcoming:
            continue
        after = scene.after(act.verb, 9)
        speaks = any(scene.lemma[at] in words.TELLING for at in range(act.verb + 1, min(act.verb + 10, tree.size)))
        mine = bool({"i", "we"} & set(after))
        if (speaks and mine) or after[-3:] == ["was", "me", "."] or {"was", "me"} <= set(after):
            yield Found(act.verb, act.verb, "if somebody learns who told", "safe.risk", "hint")


def warned(scene: Scene) -> Iterator[Found]:
    """Find where somebody is told not to speak, or what to say.

    "warned not to talk about", "told us what to say before you came".
    """
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in ("warn", "tell", "forbid", "order", "advise", "instruct", "threaten") or act.denied:
            continue
        after = scene.after(act.verb, 8)
        below = list(tree.children(act.verb, "xcomp", "ccomp"))
        for kid in below:
            denied = any(tree.dep[each] == "neg" or tree.lower[each] in _NEGATIVE for each in tree.kids[kid])
            tail = scene.after(kid, 3)
            loud = set(tail) & {"during", "in", "while", "loudly", "loud", "before", "at"}
            if (denied and scene.lemma[kid] in ("speak", "talk", "testify", "report", "complain") and not loud) or (
                denied
                and scene.lemma[kid] in ("say", "tell")
                and (not tail or set(tail) & {"anything", "anyone", "about", "anybody", "so", "a", "what", "."})
            ):
                yield Found(act.verb, kid, "told not to speak", "safe.risk", "told")
        if after[1:4] == ["what", "to", "say"] and set(scene.around(act.verb)) & {"you", "visitors", "came", "team"}:
            yield Found(act.verb, act.verb, "told what to say", "safe.risk", "told")


def reprisal(scene: Scene) -> Iterator[Found]:
    """Find a price for having spoken.

    "after I complained, somebody burned my granary", "fired two women for talking".
    """
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in words.TELLING | _SHOWING:
            continue
        before = tree.lower[max(scene.sentence(act.verb)[0], act.verb - 4) : act.verb]
        because = bool({"after", "since", "because", "for", "when"} & set(before))
        who = [at for at in act.agents if tree.lower[at] in _AUTHORS or scene.person(at)]
        gerund = before[-1:] == ["for"] and tree.tag[act.verb] == "VBG"
        relative = tree.dep[act.verb] == "relcl"
        if not (gerund or relative or (because and who)):
            continue
        for other in scene.acts:
            if other.verb == act.verb or scene.sentence(other.verb) != scene.sentence(act.verb) or other.denied:
                continue
            if other.lemma in words.PUNISH and scene.doer(other) and (other.patients or other.lemma == "burn"):
                if relative and not other.verb < tree.head[act.verb]:
                    continue
                if other.lemma not in ("burn", "slash") and not any(scene.person(at) for at in other.patients):
                    continue
                yield Found(min(act.verb, other.verb), max(act.verb, other.verb), "a price for having spoken",
                            "safe.risk", "told")  # fmt: skip
                break


def must_not_speak(scene: Scene) -> Iterator[Found]:
    """Find where those who speak will pay: "whoever speaks about the money will lose the plot"."""
    tree = scene.tree
    for at in range(tree.size):
        if tree.lower[at] not in ("whoever", "anyone", "anybody", "people", "those", "who"):
            continue
        near = range(at + 1, min(at + 6, tree.size))
        speaks = any(scene.lemma[each] in ("speak", "talk", "complain", "report", "testify") for each in near) or (
            "mouths" in tree.lower[at : at + 6] or "mouth" in tree.lower[at : at + 6]
        )
        tail = range(at + 2, min(at + 13, scene.sentence(at)[1] + 1))
        if speaks and any(
            scene.lemma[each] in words.LOSSES | {"fire", "beat", "arrest", "punish", "remove", "deal"}
            and (tree.pos[each] == "VERB" or scene.lemma[each] in ("disappear", "vanish"))
            for each in tail
        ):
            yield Found(at, at, "those who speak will pay", "safe.risk", "told")


def recorder(scene: Scene) -> Iterator[Found]:
    """Find where somebody can not speak here: "I can not say this with the machine on", "let us talk outside"."""
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in ("say", "speak", "talk", "tell") or not act.agents:
            continue
        if tree.lower[act.agents[0]] not in ("i", "we"):
            continue
        before = tree.lower[max(0, act.verb - 3) : act.verb]
        after = set(scene.after(act.verb, 7))
        cannot = act.modal in ("can", "could") and (bool(_NEGATIVE & set(before)) or "cannot" in before)
        if cannot and after & {"here", "machine", "recorder", "recording", "children", "loudly", "openly", "freely"}:
            yield Found(act.verb, act.verb, "somebody can not speak here", "safe.risk", "hint")


def watched(scene: Scene) -> Iterator[Found]:
    """Find where somebody is followed, watched, or asked what they told.

    "follows her to the well", "asked what I had said".
    """
    tree = scene.tree
    for act in scene.acts:
        if act.denied or not scene.doer(act):
            continue
        after = scene.after(act.verb, 10)
        if act.lemma == "follow" and any(tree.lower[at] in ("me", "her", "us", "him") for at in act.patients):
            if set(after) & {"night", "every", "home", "everywhere", "waits", "well"} and act.agents:
                yield Found(act.verb, act.verb, "somebody is followed", "safe.gbv", "hint")
        elif act.lemma in ("ask", "want", "know") and "what" in after[:3]:
            said = any(scene.lemma[at] in ("say", "tell") for at in range(act.verb, min(act.verb + 8, tree.size)))
            if (
                said
                and {"i", "we"} & set(after[:5])
                and {"night", "door", "visitors", "you"} & set(scene.around(act.verb))
            ):
                yield Found(act.verb, act.verb, "somebody asks what was told", "safe.risk", "told")


def flees(scene: Scene) -> Iterator[Found]:
    """Find where somebody flees from people, or can not go home for them.

    "fled with my sons", "she could not go home".
    """
    tree = scene.tree
    for act in scene.acts:
        after = scene.after(act.verb, 9)
        if act.lemma in ("flee", "escape") and not act.denied:
            goal = next((at for word, at in scene.preps(act.verb) if word == "from" and at is not None), None)
            harmless = goal is not None and not scene.person(goal) and tree.lower[goal] not in ("home", "village")
            fate = set(scene.around(act.verb)) & {"flood", "floods", "fire", "rain", "heat", "bees"}
            if any(_human(scene, at) for at in act.agents) and not fate and not harmless:
                yield Found(act.verb, act.verb, "somebody flees", "safe.risk", "hint")
        elif act.lemma == "run" and not act.denied and set(after[:2]) & {"away", "back"} and "from" in after[:3]:
            goal = next((at for word, at in scene.preps(act.verb) if word == "from" and at is not None), None)
            if not any(_human(scene, at) for at in act.agents):
                continue
            if goal is not None and (scene.person(goal) or tree.lower[goal] == "home"):
                yield Found(act.verb, goal, "somebody flees", "safe.gbv", "hint")
        elif (
            act.lemma == "go" and after[:1] == ["home"] and act.modal in ("can", "could") and _negative(scene, act.verb)
        ) and not _reason(scene, act.verb):
            yield Found(act.verb, act.verb + 1, "somebody can not go home", "safe.gbv", "hint")


def _human(scene: Scene, at: int) -> bool:
    return scene.person(at) and scene.lemma[at] not in ("goat", "cow", "hen", "dog", "cattle")


def _negative(scene: Scene, verb: int) -> bool:
    before = scene.tree.lower[max(0, verb - 3) : verb]
    return bool(_NEGATIVE & set(before)) or "cannot" in before


def _reason(scene: Scene, verb: int) -> bool:
    """Say whether a harmless reason is given: a thing after "because", or "for the feast"."""
    tree, last = scene.tree, scene.sentence(verb)[1]
    for at in range(verb + 2, last):
        if tree.lower[at] in ("because", "as", "since", "until", "before"):
            return not any(scene.person(each) and tree.dep[each].startswith("nsubj") for each in range(at, last + 1))
        if tree.lower[at] in ("for", "to", "with"):
            return tree.lower[at] == "for"
    return False


def accused(scene: Scene) -> Iterator[Found]:
    """Find where somebody is called a witch or said to have cursed: "they call me a witch now"."""
    tree = scene.tree
    for at in range(tree.size):
        lower = tree.lower[at]
        if lower not in ("witch", "witches", "wizard", "cursed", "bewitched", "traitor", "informer", "snitch"):
            continue
        before = tree.lower[max(scene.sentence(at)[0], at - 8) : at]
        calls = bool({"call", "calls", "called", "accused", "accuse", "say", "said", "says"} & set(before))
        if calls and {"me", "i", "her", "she", "us", "him", "he", "we"} & set(before):
            yield Found(at, at, "somebody is called a witch or a traitor", "safe.risk", "told")

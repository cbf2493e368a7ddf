"""Signs: marks on a body, screams, things taken or kept, a refusal passed over, secrecy before others."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from storylens.taggers.agency.tree import OBJECTS
from storylens.taggers.safeguarding import words
from storylens.taggers.safeguarding.scene import Act, Found, Scene

_MARKS = words.listed("mark bruise wound scar welt burn blood swelling cut bite scratch")
_BROKEN = words.listed("split swollen bloody bleeding cracked broken")
_ACCIDENT = words.listed("""
fell fall falls football bicycle motorbike accident thorn thorns dog snake harvest weeding sickle hoe knee fire bees
operation surgery wind cold sun ice vaccine vaccination birth cooking stove mosquito nail cow goat pox measles
""")
_OF_BLOWS = words.listed("belt stick sticks whip cane fist fists rope hose cable shoe boot finger fingers teeth iron")
_PAPERS = words.listed("card passport paper papers certificate documents document phone salary wages wage permit")
_OURS = words.listed("my her our their")
_SMASHED = words.listed("phone clothes dress books papers certificate radio door window plates pots things bicycle")
_WEDDING = words.listed("wedding marriage bride bridegroom dowry groom lobola husband suitor marry engaged married")
_LESSONS = words.listed("primary class school standard grade exams homework")
_LURES = words.listed(
    "letter letters message messages picture pictures photo photos phone phones sweets dress perfume gifts gift"
)
_LURED = words.listed("night nights alone secret secretly himself herself late room hotel naked")
_HIS_PLACES = words.listed("hotel room house place car office tent quarters flat bed lodge home")


def marks(scene: Scene) -> Iterator[Found]:
    """Find marks on somebody's body: "marks of a belt on her legs", "her lip was split"; not from a fall or a thorn."""
    tree = scene.tree
    for at in range(tree.size):
        is_mark = scene.lemma[at] in _MARKS and tree.pos[at] == "NOUN"
        if not is_mark and tree.lower[at] not in _BROKEN:
            continue
        around = set(scene.around(at))
        if around & _ACCIDENT:
            continue
        if is_mark:
            on_body = any(
                a in ("my", "her", "his", "their", "the") and b in words.BODY
                for a, b in zip(scene.after(at, 8), scene.after(at, 8)[1:], strict=False)
            )
            if on_body and (around & (_OF_BLOWS | words.FEMALE | {"his", "my"})):
                yield Found(at, at, "marks on somebody's body", "safe.gbv", "hint")
        else:
            before = tree.lower[max(scene.sentence(at)[0], at - 3) : at]
            after = scene.after(at, 1)
            parts = words.BODY | {"lip", "lips", "cheek", "ear"}
            shown = (after and after[0] in parts) or (
                before[-1:] and before[-1] in ("was", "were", "is", "are") and set(before) & parts
            )
            if shown and {*before, *scene.after(at, 3)} & {"my", "her", "his", "with", "a"}:
                yield Found(at, at, "marks on somebody's body", "safe.gbv", "hint")


def heard(scene: Scene) -> Iterator[Found]:
    """Find where somebody is heard to scream or beg: "we heard her scream"; not "heard the children sing"."""
    tree = scene.tree
    for at in range(tree.size):
        owned = scene.lemma[at] in ("scream", "cry") and tree.dep[at] in OBJECTS and tree.child(at, "poss") is not None
        if owned and scene.lemma[tree.head[at]] == "hear":
            yield Found(tree.head[at], at, "somebody is heard to scream or beg", "safe.gbv", "hint")
    for act in scene.acts:
        if act.lemma not in ("scream", "beg", "cry", "weep", "plead") or act.denied:
            continue
        head = tree.head[act.verb]
        if tree.dep[act.verb] in ("ccomp", "xcomp", "acl") and scene.lemma[head] == "hear":
            glad = set(scene.after(act.verb, 5)) & {"joy", "delight", "laughter", "play", "laughing"}
            if not glad and any(
                scene.person(at) and scene.lemma[at] not in ("baby", "child") for at in tree.children(act.verb, "nsubj")
            ):
                yield Found(head, act.verb, "somebody is heard to scream or beg", "safe.gbv", "hint")


def with_weapon(scene: Scene) -> Iterator[Found]:
    """Find where anything done to somebody with a stick, a belt, an axe: "punished my son with sticks"."""
    for act in scene.acts:
        if act.denied or not scene.doer(act) or act.lemma in ("help", "treat", "meet", "see", "find"):
            continue
        persons = [at for at in act.patients if scene.person(at)]
        tools = [
            at for word, at in scene.preps(act.verb)
            if word == "with" and at is not None and scene.tree.lower[at] in _OF_BLOWS | words.listed(
                "axe panga machete knife gun hammer spear bottle stones pipe chair iron brick wire"
            )
        ]  # fmt: skip
        if persons and tools:
            yield Found(act.verb, tools[0], "done to somebody with a weapon", "safe.gbv", "told")


def keeps_papers(scene: Scene) -> Iterator[Found]:
    """Find where somebody keeps another's papers, phone or wages: "keeps her identity card", "took their passports"."""
    tree = scene.tree
    for act in scene.acts:
        if act.denied or act.lemma not in ("keep", "take", "hide", "hold", "seize", "confiscate", "destroy", "burn"):
            continue
        for noun in tree.children(act.verb, *OBJECTS):
            own = scene.owner(noun)
            if own is None or tree.lower[own] not in _OURS or tree.lower[noun].rstrip("s") not in _STEMS:
                continue
            if _others(scene, act, own) and not set(scene.after(noun, 6)) & {
                "repair",
                "safe",
                "copy",
                "mend",
                "charge",
                "shop",
                "bank",
                "clinic",
            }:
                yield Found(act.verb, noun, "somebody keeps another's papers, phone or wages", "safe.gbv", "hint")


_STEMS = frozenset(word.rstrip("s") for word in _PAPERS)


def _others(scene: Scene, act: Act, own: int) -> bool:
    """Say whether the doers are people, and others than whose thing it is."""
    same = {"my": "i", "our": "we", "her": "she", "his": "he", "their": "they"}.get(scene.tree.lower[own], "")
    doers = [at for at in act.agents if scene.person(at)]
    return bool(doers) and all(scene.tree.lower[at] != same for at in doers)


def smashes(scene: Scene) -> Iterator[Found]:
    """Find where somebody destroys another's things: "smashed my phone", "tore her books"."""
    tree = scene.tree
    for act in scene.acts:
        if act.denied or act.lemma not in ("smash", "tear", "burn", "slash", "shred", "destroy"):
            continue
        for noun in tree.children(act.verb, *OBJECTS):
            own = scene.owner(noun)
            if own is None or tree.lower[own] not in _OURS or tree.lower[noun] not in _SMASHED:
                continue
            if _others(scene, act, own):
                yield Found(act.verb, noun, "somebody destroys another's things", "safe.gbv", "hint")


def lies_beside(scene: Scene) -> Iterator[Found]:
    """Find where somebody lies down beside or on somebody.

    "would lie down beside me"; not a baby, not friends under a tree.
    """
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in ("lie", "lay") or act.denied or not act.agents:
            continue
        after = scene.after(act.verb, 4)
        if not any(
            scene.lemma[at] in words.KIN - {"neighbour", "friend"} or tree.lower[at] == "he" for at in act.agents
        ):
            continue
        if set(after) & {"beside", "on", "next", "with", "upon"} and set(after) & {"me", "her"}:
            yield Found(act.verb, act.verb, "somebody lies down beside somebody", "safe.gbv", "hint")


def said_no(scene: Scene) -> Iterator[Found]:
    """Find a refusal passed over: "I told him no, and he did it all the same", "she said no but he went on"."""
    tree = scene.tree
    for at in range(tree.size):
        if tree.lower[at] not in ("no", "stop"):
            continue
        before = tree.lower[max(scene.sentence(at)[0], at - 4) : at]
        tail = tree.lower[at + 1 : at + 10]  # the parser may end the sentence here
        refuses = {"said", "told", "say", "begged", "tell"} & set(before) and {"i", "she", "we", "he"} & set(before)
        goes_on = set(tail[:3]) & {"and", "but", ","} and {"he", "they", "his"} & set(tail[:4])
        if refuses and goes_on and set(tail) & _WENT_ON:
            yield Found(at, at, "a refusal passed over", "safe.gbv", "told")


_STRANGERS = words.listed("he they man men people somebody someone stranger boy car husband ex boyfriend guy uncle")
_RAN = words.listed("ran run fled screamed hid shouted barefoot escaped")
_WENT_ON = words.listed("did took went pushed still forced held pulled climbed anyway tore continued kept")


def refused_and_lost(scene: Scene) -> Iterator[Found]:
    """Find a refusal and its price: "said no to the director and her contract was ended"."""
    tree = scene.tree
    for at in range(tree.size):
        refuses = scene.lemma[at] == "refuse" or (tree.lower[at] == "no" and tree.lower[at - 1] in ("say", "said"))
        if not refuses:
            continue
        near = range(at + 1, min(at + 5, tree.size))
        if not any(scene.staff(each) or tree.lower[each] in ("him", "his", "them") for each in near):
            continue
        if set(scene.after(at, 16)) & {
            "contract", "fired", "dismissed", "list", "lost", "sacked", "transferred", "moved", "removed", "job",
            "failed", "marks", "ration", "card",
        }:  # fmt: skip
            yield Found(at, at, "a refusal and its price", "safe.staff", "told")


def invited(scene: Scene) -> Iterator[Found]:
    """Find where girls or women called to somebody's room, car or hotel: "invites the young girls to his hotel"."""
    tree = scene.tree
    for act in scene.acts:
        if act.denied or act.lemma not in ("invite", "call", "ask", "take", "bring", "lure", "send", "tell"):
            continue
        after = scene.after(act.verb, 10)
        his = any(a in ("his", "their") and b in _HIS_PLACES for a, b in itertools.pairwise(after))
        women = any(_female(scene, at) for at in act.patients)
        by = [at for at in act.agents if scene.staff(scene.who(at)) or tree.lower[at] in ("he", "who", "they")]
        if his and women and by and {"to", "into"} & set(after):
            post = any(scene.staff(scene.who(at)) for at in by)
            yield Found(act.verb, act.verb, "called to somebody's room, car or hotel",
                        "safe.staff" if post else "safe.gbv", "hint")  # fmt: skip


def _female(scene: Scene, at: int) -> bool:
    return scene.tree.lower[at] in words.FEMALE or scene.lemma[at] in words.FEMALE


def lured(scene: Scene) -> Iterator[Found]:
    """Find a child or girl gets letters, pictures or gifts from a grown-up, at night or in secret."""
    for act in scene.acts:
        if act.denied or act.lemma not in ("write", "send", "give", "buy", "text", "show"):
            continue
        around = set(scene.around(act.verb))
        young = scene.young(act.verb) or any(
            scene.lemma[at] in words.CHILD | {"sister"} for at in range(act.verb, min(act.verb + 5, scene.tree.size))
        )
        if young and set(scene.after(act.verb, 7)) & _LURES and around & _LURED and act.agents:
            post = any(scene.staff(at) for at in act.agents)
            yield Found(act.verb, act.verb, "letters, pictures or gifts for a child, at night or in secret",
                        "safe.staff" if post else "safe.child", "hint")  # fmt: skip


def wedding(scene: Scene) -> Iterator[Found]:
    """Find a wedding for a schoolgirl: "preparing a wedding for the girl, she has not finished primary"."""
    tree = scene.tree
    for at in range(tree.size):
        if tree.lower[at] not in _WEDDING:
            continue
        around = set(scene.around(at))
        girl = around & {"girl", "girls", "daughter", "niece", "granddaughter", "schoolgirl", "pupil"}
        unfinished = around & _LESSONS and around & {"not", "still", "yet", "left", "stopped", "n't"}
        if girl and unfinished and not around & {"teacher", "after"}:
            yield Found(at, at, "a wedding for a schoolgirl", "safe.child", "hint")


def before_others(scene: Scene) -> Iterator[Found]:
    """Find where somebody can not answer before others: "I can not answer that while my brother-in-law is here"."""
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in ("answer", "say", "speak", "talk", "tell", "explain") or not act.denied:
            continue
        dares = scene.lemma[tree.head[act.verb]] == "dare"
        if act.modal not in ("can", "could") and not dares:
            continue
        if not any(tree.lower[at] in ("i", "we") for at in (*act.agents, *tree.children(tree.head[act.verb], "nsubj"))):
            continue
        tail = range(act.verb + 1, scene.sentence(act.verb)[1] + 1)
        said = set(tree.lower[tail.start : tail.stop])
        present = said & {"here", "room", "sitting", "sits", "listening", "near", "present", "house", "front"}
        if (
            present
            and said & {"while", "when", "front", "with"}
            and any(
                scene.lemma[at] in words.KIN | words.STAFF or tree.lower[at] in ("he", "they", "him", "them")
                for at in tail
            )
        ):
            yield Found(act.verb, act.verb, "somebody can not answer before others", "safe.risk", "hint")


def tailed(scene: Scene) -> Iterator[Found]:
    """Find where somebody is being followed or watched: "have been following me since"; not "followed us for a day"."""
    tree = scene.tree
    for act in scene.acts:
        passive = tree.child(act.verb, "nsubjpass") is not None and bool(act.agents)
        if act.lemma in ("follow", "watch", "stalk") and (tree.tag[act.verb] == "VBG" or passive) and not act.denied:
            ones = {"me", "her", "us", "him", "them", "i", "she", "we", "he", "they"}
            seen = any(tree.lower[at] in ones for at in tree.children(act.verb, *OBJECTS, "nsubjpass"))
            hostile = any(scene.lemma[at] in _STRANGERS or scene.armed(at) for at in act.agents)
            if seen and hostile and not set(scene.after(act.verb, 4)) & {"on", "online"}:
                yield Found(act.verb, act.verb, "somebody is being followed or watched", "safe.risk", "hint")


def armed_at_home(scene: Scene) -> Iterator[Found]:
    """Find where somebody ran, and another had a weapon: "she ran to our house, he had an axe"."""
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in ("have", "hold", "carry") or act.denied:
            continue
        arms = any(tree.lower[at] in ("axe", "panga", "machete", "knife", "gun", "stick", "spear")
                   for at in tree.children(act.verb, *OBJECTS))  # fmt: skip
        his = any(tree.lower[at] in ("he", "they", "she") for at in act.agents)
        if arms and his and set(scene.around(act.verb)) & _RAN:
            yield Found(act.verb, act.verb, "somebody ran from somebody with a weapon", "safe.gbv", "told")


def wished_dead(scene: Scene) -> Iterator[Found]:
    """Find where somebody speaks of themselves as better dead or gone: "better off if he were dead", "without me"."""
    tree = scene.tree
    for at in range(tree.size):
        if tree.lower[at] != "better":
            continue
        tail = scene.after(at, 9)
        if (
            set(tail) & {"dead", "died"}
            or ("gone" in tail and {"i", "he", "she"} & set(tail))
            or ("without" in tail and tail[-1:] and "me" in tail)
        ):
            yield Found(at, at, "somebody is better dead or gone", "safe.self", "hint")


def no_reason(scene: Scene) -> Iterator[Found]:
    """Find no reason to go on: "I do not see a reason to get through the winter", "what is left to live for"."""
    tree = scene.tree
    for at in range(tree.size):
        if tree.lower[at] not in ("reason", "point", "sense", "purpose"):
            continue
        before = tree.lower[max(scene.sentence(at)[0], at - 5) : at]
        denied = bool({"no", "not", "n't", "n’t", "never"} & set(before))
        tail = scene.after(at, 5)
        last = " ".join(tail)
        lives = any(
            phrase in last for phrase in ("to live", "to go on", "get through", "get up", "wake up", "in living")
        )
        elsewhere = {"far", "here", "there", "with"} & set(tail)
        told = {"i", "he", "she", "me", "is", "was"} & set(before)
        if denied and told and (lives or tail[:2] == ["to", "continue"]) and not elsewhere:
            yield Found(at, at, "no reason to go on", "safe.self", "hint")

"""Sex, marriage and favours that somebody was not free to refuse."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from storylens.taggers.agency.tree import OBJECTS
from storylens.taggers.safeguarding import words
from storylens.taggers.safeguarding.scene import Act, Found, Scene

_ASKING = words.listed("ask want make force demand tell tempt pay offer invite compel oblige expect let order")
_GIVING = frozenset({"give", "sell", "send", "trade", "exchange", "hand"})
_MEN = words.listed(
    "him them man trader shopkeeper fisherman officer chief cousin uncle brother creditor farmer elder driver men"
)
_FAVOUR = words.listed("favour favours favor favors")
_PLACES = frozenset({"room", "house", "hotel", "lodge", "tent", "office", "quarters"})
_NIGHT = frozenset({"night", "evening", "alone", "dark", "nights"})
_PRICE = words.listed("list sign card ration voucher vouchers job seed help mark marks names name place aid money fee")
_HIS = frozenset({"him", "his"})


def _by_post(scene: Scene, act: Act) -> bool:
    return any(scene.staff(scene.who(at)) for at in act.agents)


def slept(scene: Scene) -> Iterator[Found]:
    """Find sex with a child, with somebody under a post, or asked of somebody.

    "slept with schoolgirls", "asked me for sex".
    """
    tree = scene.tree
    for act in scene.acts:
        if act.denied:
            continue
        sleeps = act.lemma in ("sleep", "lie") and "with" in scene.after(act.verb, 2)
        sex = act.lemma in ("have", "ask", "want", "demand", "force") and "sex" in scene.after(act.verb, 5)
        if not sleeps and not sex:
            continue
        upper = tree.head[act.verb] if tree.dep[act.verb] in ("xcomp", "ccomp") else None
        pressed = upper is not None and scene.lemma[upper] in _ASKING
        others = [scene.lemma[at] for word, at in scene.preps(act.verb) if word == "with" and at is not None]
        young = any(other in words.CHILD for other in others)
        if pressed or young or _by_post(scene, act) or (sex and act.lemma != "have"):
            agents = [*act.agents, *([] if upper is None else tree.children(upper, "nsubj"))]
            post = any(scene.staff(at) for at in agents) or any(other in words.STAFF for other in others)
            code = "safe.staff" if post or (sex and act.lemma != "have") else "safe.child" if young else "safe.gbv"
            yield Found(upper if upper is not None and upper < act.verb else act.verb, act.verb,
                        "sex asked for, paid for, or with a child", code, "told")  # fmt: skip


def forced_on(scene: Scene) -> Iterator[Found]:
    """Find where somebody forces themselves on somebody: "forced himself on my daughter"."""
    for act in scene.acts:
        at = scene.reflexive(act.verb)
        others = [each for each in act.patients if scene.person(each) and each != at]
        forced = act.lemma == "force" and others and scene.tree.child(act.verb, "xcomp", "ccomp") is None
        if forced and not act.denied and set(scene.after(act.verb, 5)) & {"night", "bed", "mat", "nights"}:
            yield Found(act.verb, act.verb, "somebody forces themselves on somebody", "safe.gbv", "told")
        if act.lemma in ("force", "push", "impose", "press", "rub") and at is not None and not act.denied:
            after = scene.after(at, 2)
            if after and after[0] in ("on", "upon", "onto", "into", "against"):
                yield Found(act.verb, at, "somebody forces themselves on somebody", "safe.gbv", "told")


def made_to(scene: Scene) -> Iterator[Found]:
    """Find where somebody is made to lie, undress or marry.

    "were made to lie with an older man", "forced me to marry".
    """
    tree = scene.tree
    for act in scene.acts:
        if act.lemma not in ("make", "force", "compel", "order", "tell") or act.denied:
            continue
        for kid in tree.children(act.verb, "xcomp", "ccomp"):
            lemma = scene.lemma[kid]
            naked = "naked" in scene.after(kid, 3)
            if naked or lemma in ("undress", "strip", "marry") or (lemma == "lie" and "with" in scene.after(kid, 2)):
                code = "safe.child" if any(scene.child(at) for at in act.patients) else "safe.gbv"
                yield Found(act.verb, kid, "somebody is made to lie, undress or marry", code, "told")


def given_away(scene: Scene) -> Iterator[Found]:
    """Find a woman or girl is given, sold or married to somebody.

    "married her to the shopkeeper", "sold her to a man".
    """
    tree = scene.tree
    for act in scene.acts:
        if act.denied or not scene.doer(act):
            continue
        patients = [at for at in act.patients if _female(scene, at)]
        if act.lemma == "marry":
            after = scene.after(act.verb, 4)
            handed = [at for at in patients if at in tree.children(act.verb, *OBJECTS, "nsubjpass")]
            if handed and ("off" in after or "to" in after) and act.agents:
                code = "safe.child" if any(scene.child(at) for at in handed) else "safe.gbv"
                yield Found(act.verb, act.verb, "a woman or girl is married off", code, "told")
        elif act.lemma in _GIVING and patients:
            for at in patients:
                goals = [scene.lemma[goal] for word, goal in scene.preps(act.verb) if word == "to" and goal is not None]
                theirs = not act.agents or any(
                    scene.lemma[one] in words.KIN | {"family", "he", "they"} for one in act.agents
                )
                if at in tree.children(act.verb, *OBJECTS, "dative") and theirs and any(goal in _MEN for goal in goals):
                    yield Found(act.verb, at, "a woman or girl is given or sold to somebody", "safe.gbv", "told")


def _female(scene: Scene, at: int) -> bool:
    return scene.tree.lower[at] in words.FEMALE or scene.lemma[at] in words.FEMALE


def undressed(scene: Scene) -> Iterator[Found]:
    """Find where somebody undresses or kisses somebody who did not want it.

    "they undressed the woman in the square".
    """
    for act in scene.acts:
        if act.denied or not act.agents or not scene.doer(act):
            continue
        others = [at for at in act.patients if scene.person(at) and scene.lemma[at] not in ("baby", "child", "doll")]
        if act.lemma in ("undress", "strip") and others and "of" not in scene.after(act.verb, 6):
            yield Found(act.verb, others[0], "somebody is undressed or kissed", "safe.gbv", "told")
        elif act.lemma in ("kiss", "hug", "embrace") and others:
            unwanted = set(scene.around(act.verb)) & {"although", "pushed", "refused", "unwanted", "tried", "without"}
            if _by_post(scene, act) or unwanted:
                code = "safe.staff" if _by_post(scene, act) else "safe.gbv"
                yield Found(act.verb, others[0], "somebody is undressed or kissed", code, "told")


def cut(scene: Scene) -> Iterator[Found]:
    """Find a girl or woman is cut: "my aunt was cut when she was nine"; not "cut my finger"."""
    for act in scene.acts:
        if act.lemma == "cut" and not act.denied:
            tree = scene.tree
            girls = [at for at in act.patients if _female(scene, at) and tree.lower[at] not in words.REFLEXIVE]
            if (
                girls
                and (scene.young(act.verb) or not act.agents or _direct(scene, act, girls))
                and scene.after(act.verb, 1) != ["off"]
            ):
                yield Found(act.verb, act.verb, "a girl or woman is cut", "safe.gbv", "told")


def _direct(scene: Scene, act: Act, girls: list[int]) -> bool:
    """Say whether a girl is herself what is cut, and not somebody for whom a cake is."""
    objects = scene.tree.children(act.verb, *OBJECTS)
    return len(objects) == 1 and objects[0] in girls


def price(scene: Scene) -> Iterator[Found]:
    """Find a price for help in favours: "wants something in return from the widows", "asks the girls for favours"."""
    tree = scene.tree
    for act in scene.acts:
        if act.denied or act.lemma not in ("want", "ask", "expect", "demand", "need", "say", "take"):
            continue
        after = scene.after(act.verb, 9)
        post = _by_post(scene, act) or any(tree.lower[at] in ("he", "they") for at in act.agents)
        something = "something" in after and "return" in after
        favours = bool(set(after) & _FAVOUR)
        women = any(
            tree.lower[at] in words.FEMALE or scene.lemma[at] in words.FEMALE
            for at in range(act.verb, min(act.verb + 10, tree.size))
        )
        if post and (something or favours) and women:
            yield Found(act.verb, act.verb, "favours as the price of help", "safe.staff", "hint")


def called_alone(scene: Scene) -> Iterator[Found]:
    """Find where somebody with something to give calls somebody alone.

    "if I came to his room", "visit him at night".
    """
    tree = scene.tree
    for act in scene.acts:
        if act.denied or act.lemma not in ("come", "go", "visit", "meet", "see", "spend", "join"):
            continue
        after = scene.after(act.verb, 7)
        his_place = any(a == "his" and b in _PLACES for a, b in itertools.pairwise(after))
        with_him = bool(set(after) & (_HIS | {"them"})) and bool(set(after) & _NIGHT)
        if not his_place and not with_him:
            continue
        around = set(scene.around(act.verb))
        conditional = act.modal != "" or bool(around & {"if", "before", "unless", "asked", "wants", "only", "money"})
        goer = [tree.lower[at] for at in act.agents]
        if goer and set(goer) <= {"he"}:
            continue
        if (
            conditional and (around & _PRICE or any(scene.lemma[at] in words.STAFF for at in _tokens(scene, act.verb)))
        ) or (with_him and around & {"asked", "offered", "wants", "told"}):
            yield Found(act.verb, act.verb, "called alone by somebody who can give or refuse", "safe.staff", "hint")


def _tokens(scene: Scene, at: int) -> range:
    first, last = scene.sentence(at)
    return range(first, last + 1)


def pleasing(scene: Scene) -> Iterator[Found]:
    """Find where help goes to who pleases.

    "a woman who is kind to him gets her seed first", "if you do not please the agent".
    """
    tree = scene.tree
    for at in range(tree.size):
        lower = tree.lower[at]
        if lower in ("kind", "nice", "friendly", "sweet", "good") and scene.after(at, 2)[:1] in (["to"], ["with"]):
            to = scene.after(at, 4)
            if not (set(to) & {"him", "them"} or any(scene.staff(each) for each in range(at, min(at + 5, tree.size)))):
                continue
        elif (
            lower == "out" and scene.lemma[at - 1] == "go" and scene.after(at, 2) in (["with", "him"], ["with", "them"])
        ):
            if not any(scene.staff(each) for each in _tokens(scene, at)):
                continue
            yield Found(at - 1, at, "help for those who please", "safe.staff", "hint")
            continue
        elif scene.lemma[at] == "please" and tree.pos[at] == "VERB":
            near = range(at, min(at + 4, tree.size))
            if not (any(scene.staff(each) for each in near) or {"him", "them"} & set(scene.after(at, 2))):
                continue
        else:
            continue
        around = set(scene.around(at))
        if around & (_PRICE | {"first", "lost", "lose", "gets", "get"}) and around & {"woman", "women", "girl", "girls",
                                                                                      "you", "if"}:  # fmt: skip
            yield Found(at, at, "help for those who please", "safe.staff", "hint")


def touched(scene: Scene) -> Iterator[Found]:
    """Find where somebody touches somebody.

    "kept touching the girls", "touches him when they bathe"; not "her speech touched me".
    """
    for act in scene.acts:
        if act.lemma not in ("touch", "fondle", "caress") or act.denied or not act.agents:
            continue
        if any(scene.lemma[at] in words.CARERS or not scene.person(at) for at in act.agents):
            continue
        patients = [at for at in act.patients if scene.person(at)]
        if patients and not {"deeply", "heart"} & set(scene.after(act.verb, 4)):
            child = any(scene.lemma[at] in words.CHILD for at in patients)
            staff = _by_post(scene, act)
            yield Found(act.verb, act.verb, "somebody touches somebody",
                        "safe.staff" if staff else "safe.child" if child else "safe.gbv", "hint")  # fmt: skip


def pregnant(scene: Scene) -> Iterator[Found]:
    """Find a pregnant girl, or somebody with a post made a woman pregnant.

    "in class six and pregnant", "made her pregnant".
    """
    tree = scene.tree
    for at in range(tree.size):
        if tree.lower[at] != "pregnant":
            continue
        around = scene.around(at)
        made = tree.lower[max(0, at - 4) : at]
        by_post = any(scene.staff(each) for each in _tokens(scene, at))
        if any(word in ("made", "got", "left") for word in made) and {"her", "me", "girl"} & set(made):
            yield Found(at, at, "a pregnancy that somebody caused", "safe.staff" if by_post else "safe.gbv", "told")
        elif scene.young(at) or ({"class", "standard", "grade", "form", "primary"} & set(around)):
            yield Found(at, at, "a pregnant girl", "safe.child", "told")
        elif by_post and "by" in around:
            yield Found(at, at, "a pregnancy that somebody caused", "safe.staff", "told")


def struck_off(scene: Scene) -> Iterator[Found]:
    """Find where somebody is taken off a list after a refusal: "took my name off the list after I refused"."""
    for act in scene.acts:
        if act.lemma not in ("take", "remove", "cross", "strike", "drop", "delete", "leave", "lose") or act.denied:
            continue
        around = set(scene.around(act.verb))
        if around & {"list", "name", "names", "card", "voucher", "register"} and around & {
            "refused", "refuse", "refuses", "refusing", "complained", "reported",
        }:  # fmt: skip
            yield Found(act.verb, act.verb, "struck off after a refusal", "safe.staff", "told")

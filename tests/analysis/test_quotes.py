"""Quotes are chosen so that no single voice fills the page, and only from those who agreed."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from storylens import Project
from storylens.analysis.quotes import LONGEST, SHORTEST, Chooser, in_marks
from storylens.gates import View
from storylens.records import Use


def chooser(*rows: tuple[str, str, str, str]) -> Chooser:
    """Return a chooser over codings: id, teller, state, text."""
    codings = pd.DataFrame(
        [(*row, "d1", at) for at, row in enumerate(rows)],
        columns=["coding_id", "teller_id", "state", "text", "document_id", "start"],
    )
    nothing = pd.DataFrame()
    return Chooser(View(Use.QUOTE, nothing, nothing, nothing, codings, nothing, {}, 5))


def passages(*ids: str) -> pd.DataFrame:
    return pd.DataFrame({"coding_id": list(ids)})


def words(number: int) -> str:
    return " ".join(["word"] * number)


FIT = words((SHORTEST + LONGEST) // 2)


def test_nothing_is_quoted_that_may_not_be() -> None:
    assert chooser(("k1", "t1", "accepted", FIT)).choose(passages("k2")) is None


def test_what_a_person_confirmed_goes_first() -> None:
    choose = chooser(("k1", "t1", "suggested", FIT), ("k2", "t1", "accepted", words(2)))
    assert choose.choose(passages("k1", "k2")).coding_id == "k2"


def test_a_quote_is_neither_a_scrap_nor_a_page() -> None:
    choose = chooser(
        ("k1", "t1", "accepted", words(SHORTEST - 1)),
        ("k2", "t1", "accepted", words(LONGEST + 1)),
        ("k3", "t1", "accepted", words(SHORTEST)),
    )
    assert choose.choose(passages("k1", "k2", "k3")).coding_id == "k3"


def test_voices_take_turns() -> None:
    choose = chooser(*[(f"k{at}", f"t{at % 3}", "accepted", FIT) for at in range(9)])
    chosen = [choose.choose(passages(*(f"k{at}" for at in range(9)))).teller_id for _ in range(6)]
    assert sorted(chosen) == ["t0", "t0", "t1", "t1", "t2", "t2"]
    assert len(set(chosen[:3])) == 3
    assert dict(choose.printed) == {"t0": 2, "t1": 2, "t2": 2}


def test_one_eloquent_teller_does_not_fill_the_page(project: Callable[..., Project]) -> None:
    """Somebody who speaks well of everything is quoted no more than others who speak of it too."""
    from tests.helpers import Told

    def speech(name: str) -> str:
        things = ("pump", "field", "loan")
        return " ".join(f"{name} says that the {thing} has changed every day of the week." for thing in things)

    made = project(*(Told(name[:2].upper(), speech(name)) for name in ("Rudo", "Farai", "Chipo")))
    made.tag()
    quoted = made.tables().table("themes").frame.quoted
    assert len({credit.split(",")[0] for credit in quoted}) == 3


def of_groups(groups: dict[str, str], *rows: tuple[str, str]) -> Chooser:
    """Return a chooser over codings (id, teller) of tellers with a gender."""
    codings = pd.DataFrame(
        [(*row, "accepted", FIT, "d1", at) for at, row in enumerate(rows)],
        columns=["coding_id", "teller_id", "state", "text", "document_id", "start"],
    )
    nothing = pd.DataFrame()
    tellers = pd.DataFrame({"gender": groups})
    return Chooser(View(Use.QUOTE, nothing, tellers, nothing, codings, nothing, {}, 5))


def test_a_group_with_a_third_of_the_quotes_lets_others_go_before_it() -> None:
    groups = {"w1": "women", "w2": "women", "w3": "women", "m1": "men", "d1": "declined"}
    choose = of_groups(groups, *[(teller, teller) for teller in groups])
    chosen = [groups[choose.choose(passages(*groups)).teller_id] for _ in range(3)]
    assert sorted(chosen) == ["declined", "men", "women"]
    assert choose.unequal() == ()


def test_where_nobody_else_speaks_the_share_is_said() -> None:
    groups = {"w1": "women", "w2": "women", "w3": "women", "m1": "men"}
    choose = of_groups(groups, *[(teller, teller) for teller in groups])
    for teller in ("w1", "w2", "w3", "m1"):
        choose.choose(passages(teller))
    assert choose.unequal() == (
        "More than a third of the quotes are from women: 3 of 4 (3 of the 4 tellers who may be quoted).",
    )


def test_words_that_have_quotation_marks_around_them_get_no_second_ones() -> None:
    assert in_marks("We went.") == "“We went.”"
    assert in_marks("“You sat,” he said, “and asked nobody.”") == "“You sat,” he said, “and asked nobody.”"
    assert in_marks("“Yes,” she said.") == "““Yes,” she said.”"
    assert in_marks("") == "“”"

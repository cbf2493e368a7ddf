"""A path whose links different people told is told by nobody, however long it is and however often they told it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storylens import Project
from storylens.records.contribution import ChainLink, ContributionClaim, TocLink, TocStatement
from storylens.synthesis.book import Passage
from storylens.synthesis.theory import theory_diagram
from storylens.synthesis.threads import Stretch, chain_threads, theory_threads
from tests.synthesis.book_helpers import book, stand_on, write

LOAN, PUMP, KEY = "I took a loan for it", "We paid for the pump together", "we keep the key ourselves"


@pytest.fixture
def chained(village: Project) -> Project:
    write(
        village,
        ContributionClaim(text="Loans brought the key."),
        *(ChainLink(claim="claim-1", order=n, cause=a, effect=b) for n, a, b in ((1, "x", "y"), (2, "y", "z"))),
        *(TocStatement(column=n, text=text) for n, text in enumerate(("Loans", "Pumps", "Keys"), 1)),
        TocLink(cause="toc-statement-1", effect="toc-statement-2"),
        TocLink(cause="toc-statement-2", effect="toc-statement-3"),
    )
    for link in ("chain-link-1", "toc-link-1"):
        stand_on(village, link, "w2", LOAN)
    for link in ("chain-link-2", "toc-link-2"):
        stand_on(village, link, "w3", PUMP)
    return village


def test_a_chain_told_by_two_is_no_pathway_until_one_tells_it_whole(chained: Project) -> None:
    row = chain_threads(book(chained)).frame.loc["claim-1, links 1 to 2"]
    assert (row["told whole by"], row["told in part by"], row["citations"]) == (0, 2, 2)
    assert row["is a pathway"] == "no: nobody told it whole"
    stand_on(chained, "chain-link-2", "w2", "My field is written")
    table = chain_threads(book(chained))
    assert table.frame.loc["claim-1, links 1 to 2", "told whole by"] == 1
    assert len(table.behind("claim-1, links 1 to 2", "told whole by")) == 2


def test_stretches_of_a_longer_chain_show_how_far_somebody_tells_it(chained: Project) -> None:
    write(chained, ChainLink(claim="claim-1", order=3, cause="z", effect="end"))
    stand_on(chained, "chain-link-3", "w3", "and then we paid for it again")
    whole = dict(chain_threads(book(chained)).frame["told whole by"])
    assert whole == {"claim-1, links 1 to 3": 0, "claim-1, links 1 to 2": 0, "claim-1, links 2 to 3": 1}


def test_a_path_through_the_theory_is_told_apart_from_its_threads_and_the_drawing_says_so(chained: Project) -> None:
    frame = theory_threads(book(chained)).frame
    assert frame["from to"].tolist() == ["Loans → Pumps → Keys"]
    assert frame["told whole by"].tolist() == [0]
    assert "Of 1 paths of told links, 0 were told whole" in theory_diagram(book(chained))
    stand_on(chained, "toc-link-1", "w3", "and then we paid for it again")
    assert theory_threads(book(chained)).frame["told whole by"].tolist() == [1]


def test_a_link_that_nobody_told_makes_no_path_and_a_circle_ends(chained: Project) -> None:
    write(chained, TocStatement(column=4, text="End"), TocLink(cause="toc-statement-3", effect="toc-statement-4"))
    assert len(theory_threads(book(chained)).frame) == 1
    write(chained, TocLink(cause="toc-statement-3", effect="toc-statement-2"))
    stand_on(chained, "toc-link-4", "w1", KEY)
    assert theory_threads(book(chained)).frame["from to"].tolist() == ["Loans → Pumps → Keys"]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sets(st.sampled_from("abcd")), min_size=1, max_size=5))
def test_who_told_it_whole_told_each_link_and_is_no_more_than_who_told_any(told: list[set[str]]) -> None:
    links = tuple(
        [Passage(f"{n}{who}", "supports", "d", 0, 1, who) for who in sorted(one)] for n, one in enumerate(told)
    )
    stretch = Stretch("s", (), links)
    assert stretch.whole == {who for who in "abcd" if all(who in one for one in told)}
    assert stretch.whole <= {passage.teller_id for passage in stretch.passages}

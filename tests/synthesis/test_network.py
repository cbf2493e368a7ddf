"""Who is in touch with whom: replies and surveys apart and side by side, and who is named together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project
from storylens.coding.actions import highlight
from storylens.records.network import TargetActor, Tie
from storylens.synthesis.mentioned import actor_interests, co_mentions
from storylens.synthesis.network import members, reply_ties, ties, ties_over_time
from tests.helpers import Told
from tests.synthesis.book_helpers import book, write

POSTS = (  # id, who, date, what it answers, words
    ("1", "amai", "Tue, 04 Jun 2024 06:00:00 +0200", "", "Who walks to the office with us on Tuesday?"),
    ("2", "bola", "Tue, 04 Jun 2024 09:00:00 +0200", "1", "I walk.\n\n> Who walks\n\nAnd my sister walks."),
    ("3", "amai", "Wed, 05 Jun 2024 09:00:00 +0200", "2", "Then we are three."),
    ("4", "chim", "Thu, 05 Sep 2024 09:00:00 +0200", "1", "The headman says no."),
    ("5", "chim", "Thu, 05 Sep 2024 10:00:00 +0200", "4", "He says it again."),
)


def mail(number: str, who: str, date: str, to: str, words: str) -> str:
    """Write a message as a mailing list keeps it."""
    reply = f"In-Reply-To: <{to}@x>\n" if to else ""
    subject = "Re: Tuesday" if to else "Tuesday"
    head = f"From {who}@x.example Tue Jun  4 06:00:00 2024\nFrom: {who} <{who}@x.example>\nDate: {date}\n"
    return f"{head}Subject: {subject}\nMessage-ID: <{number}@x>\n{reply}\n{words}\n\n"


@pytest.fixture
def thread(project: Callable[..., Project]) -> Project:
    made = project()
    (made.store.folder.inbox / "list.mbox").write_text("".join(mail(*post) for post in POSTS), encoding="utf-8")
    made.ingest()
    made.declare_consent(by="Tendai", wording="all agreed")
    made.tag()
    return made


def named(thread: Project) -> dict[str, str]:
    """Return the codes of tellers by the name under which they write."""
    speakers = thread.speakers()
    return {str(label).split()[0].lower(): row.tellers for label, row in speakers.iterrows()}


def test_a_message_that_quotes_in_between_is_one_reply_and_nobody_answers_oneself(thread: Project) -> None:
    who = named(thread)
    frame = reply_ties(book(thread)).frame.set_index(["who", "answers"])
    assert frame.loc[(who["bola"], who["amai"]), ["replies", "replies back"]].tolist() == [1, 1]
    assert frame.loc[(who["chim"], who["amai"]), ["replies", "replies back", "first"]].tolist() == [1, 0, "2024-Q3"]
    assert len(frame) == 3
    people = members(book(thread)).frame
    assert people.loc[who["amai"], ["messages", "replies received", "from members"]].tolist() == [2, 2, 2]
    assert people.loc[who["bola"], "messages"] == 1
    assert any(f"Nobody answered: {who['chim']}" in note for note in members(book(thread)).notes)


def test_who_may_not_be_counted_has_no_ties(thread: Project) -> None:
    who = named(thread)
    thread.consent(who["amai"], "analysis", "withdrawn", by="Tendai")
    assert reply_ties(book(thread)).frame.empty


def test_surveys_beside_threads(thread: Project) -> None:
    who = named(thread)
    write(
        thread,
        Tie(one=who["amai"], other=who["bola"], date="2023", what="advice", strength=2),
        Tie(one=who["bola"], other=who["amai"], date="2024"),
        Tie(one=who["amai"], other=who["bola"], date="2024"),
        Tie(one=who["bola"], other="Dziko", date="2024"),
    )
    frame = ties(book(thread)).frame
    pair = " – ".join(sorted((who["amai"], who["bola"])))
    assert frame.loc[pair, "said in surveys"] == "2023: advice, strength 2; 2024; 2024"
    assert frame.loc[pair, ["replies in threads", "where"]].tolist() == ["2024-Q2: 2", "both"]
    assert sorted(frame["where"]) == ["both", "surveys only", "threads only"]
    over = ties_over_time(book(thread)).frame
    assert over.loc["survey 2023", ["pairs", "said by both", "new"]].tolist() == [1, "0", ""]
    assert over.loc["survey 2024", ["pairs", "said by both", "new", "kept", "gone"]].tolist() == [2, "1", "1", "1", "0"]
    assert over.loc["threads 2024-Q3", ["pairs", "new", "gone"]].tolist() == [1, "1", "1"]


def test_actors_named_together_are_counted_by_tellers(project: Callable[..., Project]) -> None:
    made = project(
        Told("A", ["The water committee and the traders quarrel.", "The water committee came, and the traders."]),
        Told("B", ["The traders left.", "The Water Committees meet."]),
    )
    made.tag()
    write(made, *(TargetActor(name=name) for name in ("water committee", "traders", "clinic")))
    table = co_mentions(book(made))
    row = table.frame.loc["water committee – traders"]
    assert row[["tellers", "of who name either", "of", "stories", "turns"]].tolist() == [1, 2, 2, 1, 2]
    assert len(table.frame) == 1
    assert any("Named by nobody in these words: clinic" in note for note in table.notes)


def test_interests_are_declared_or_told(project: Callable[..., Project]) -> None:
    made = project(Told("A", ["The traders want the pump.", "The field is dry."]))
    made.tag()
    highlight(made.store, "a", "The traders want the pump.", "v.water", by="Tendai")
    highlight(made.store, "a", "The field is dry.", "v.land", by="Tendai")
    write(
        made, TargetActor(name="traders", interests=("Land",)), TargetActor(name="clinic", interests=("water", "taxes"))
    )
    write(made, TargetActor(name="nobody", interests=("water",)))
    frame = actor_interests(book(made)).frame
    assert frame.loc["nobody", ["water", "tellers who name them"]].tolist() == ["declared", "0"]
    assert frame.loc["traders"].tolist() == ["declared", "told by 1 of 1", "", "1"]
    assert frame.loc["clinic"].tolist() == ["", "declared", "declared", "0"]

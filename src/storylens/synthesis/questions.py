"""What a network set out to learn: its questions with answer, evidence and decision, its hypotheses, its redesigns."""

from __future__ import annotations

from typing import Any

import pandas as pd

from storylens.analysis.table import Table
from storylens.records.entries import Kept
from storylens.records.learning import Finding, Lesson
from storylens.records.network import Event, Hypothesis, LearningQuestion
from storylens.synthesis.book import Book, Passage, links, tellers

OPEN = "open"
DECIDING = ("decision", "redesign", "revision of the theory", "milestone")


def learning_questions(book: Book) -> Table:
    """Lay out each question: who asked, the answer, the evidence for and against, and what was decided.

    The evidence is the passages linked to the question, and those on which the findings stand that answer it.
    """
    findings = book.every(Finding)
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for kept in book.every(LearningQuestion):
        body = kept.body
        answering = [finding for finding in findings if kept.number in finding.body.answers]
        for_, against = (_evidence(book, [kept, *answering], against=side) for side in (False, True))
        rows.append(
            {
                "question": kept.number,
                "what is asked": body.text,
                "asked by": body.asked_by or "not recorded",
                "answer": body.answer or "not answered yet",
                "findings": "; ".join(f"{each.number}: {each.body.text}" for each in answering),
                "tellers": len(tellers(for_)),
                "of": book.n,
                "citations": len(links(for_)),
                "tellers against": len(tellers(against)),
                "quote": book.quote(for_),
                "decision": body.decision or "none yet",
                "decided on": body.decided_on,
                "answered by": book.author(kept, "answer") if body.answer else "",
            }
        )
        ids |= {(kept.number, column): links(for_) for column in ("tellers", "citations", "quote")}
        ids[kept.number, "tellers against"] = links(against)
        ids[kept.number, "findings"] = tuple(each.number for each in answering)
    # fmt: off
    columns = ["question", "what is asked", "asked by", "answer", "findings", "tellers", "of", "citations",
               "tellers against", "quote", "decision", "decided on", "answered by"]
    # fmt: on
    bare = sum(bool(row["answer"] != "not answered yet" and not row["citations"]) for row in rows)
    return Table(
        "learning-questions",
        "Learning questions: answer, evidence, and what was decided",
        pd.DataFrame(rows, columns=columns).set_index("question"),
        (
            "Tellers first, out of all whose words may be used; citations are passages.",
            *((f"{bare} answers stand on no passage.",) if bare else ()),
            *book.left_out(LearningQuestion, Finding),
        ),
        ids,
    )


def hypotheses(book: Book) -> Table:
    """List what was believed at the start, what became of it and why, with who held otherwise."""
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for kept in book.every(Hypothesis):
        for_, against = (book.passages(kept, against=side) for side in (False, True))
        rows.append(
            {
                "hypothesis": kept.number,
                "what was believed": kept.body.text,
                "since": kept.body.since,
                "became": kept.body.became or OPEN,
                "why": kept.body.why,
                "tellers for": len(tellers(for_)),
                "tellers against": len(tellers(against)),
                "of": book.n,
                "quote for": book.quote(for_),
                "quote against": book.quote(against),
                "judged by": book.author(kept, "became") if kept.body.became else "",
            }
        )
        ids[kept.number, "tellers for"], ids[kept.number, "tellers against"] = links(for_), links(against)
    # fmt: off
    columns = ["hypothesis", "what was believed", "since", "became", "why", "tellers for", "tellers against", "of",
               "quote for", "quote against", "judged by"]
    # fmt: on
    return Table(
        "hypotheses",
        "Start-up hypotheses, and what became of them",
        pd.DataFrame(rows, columns=columns).set_index("hypothesis"),
        ("What became of it is a person's judgement; the counts do not make it.", *book.left_out(Hypothesis)),
        ids,
    )


def redesigns(book: Book) -> Table:
    """Log what was decided, redesigned or reached: events, decisions on questions and lessons, judged hypotheses."""
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for kept, date, sort, what, why in _decisions(book):
        passages = book.passages(kept)
        rows.append(
            {
                "entry": kept.number,
                "date": date or "not dated",
                "sort": sort,
                "what": what,
                "why": why or "not written down",
                "tellers": len(tellers(passages)),
                "of": book.n,
                "by": kept.author,
            }
        )
        ids[kept.number, "tellers"] = links(passages)
    columns = ["entry", "date", "sort", "what", "why", "tellers", "of", "by"]
    frame = pd.DataFrame(rows, columns=columns).sort_values("date", kind="stable").set_index("entry")
    return Table(
        "redesigns",
        "Redesign log: what was decided and changed, when, and why",
        frame,
        (
            "Tellers are those of passages linked to the entry. Revisions of the theory have a table of their own.",
            *book.left_out(Event, LearningQuestion, Lesson, Hypothesis),
        ),
        ids,
    )


def _decisions(book: Book) -> list[tuple[Kept[Any], str, str, str, str]]:
    found: list[tuple[Kept[Any], str, str, str, str]] = [
        (kept, kept.body.date, kept.body.sort, kept.body.what, kept.body.why)
        for kept in book.every(Event)
        if kept.body.sort in DECIDING
    ]
    found += [
        (kept, kept.body.decided_on, "decision on a question", kept.body.decision, kept.body.answer)
        for kept in book.every(LearningQuestion)
        if kept.body.decision
    ]
    found += [
        (kept, kept.body.decide_by, "decision on a lesson", kept.body.decision, kept.body.text)
        for kept in book.every(Lesson)
        if kept.body.decision
    ]
    found += [
        (kept, kept.at[:10], "hypothesis judged", f"{kept.body.text}: {kept.body.became}", kept.body.why)
        for kept in book.every(Hypothesis)
        if kept.body.became not in ("", OPEN)
    ]
    return found


def _evidence(book: Book, entries: list[Kept[Any]], *, against: bool) -> list[Passage]:
    return [passage for kept in entries for passage in book.passages(kept, against=against)]

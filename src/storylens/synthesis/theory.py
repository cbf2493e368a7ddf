"""The theory of change against what was harvested and told: statements, links, assumptions, gaps, revisions."""

from __future__ import annotations

from typing import Any

import pandas as pd

from storylens.analysis.table import Table
from storylens.analysis.untypical import picked_out_note
from storylens.records import State
from storylens.records.contribution import Assumption, TocLink, TocStatement
from storylens.records.entries import Kept
from storylens.records.harvest import Outcome
from storylens.synthesis import drawing
from storylens.synthesis.book import Book, links, tellers
from storylens.synthesis.threads import paths

COLUMNS = ("means", "immediate outcomes", "intermediate outcomes", "high-level outcomes", "vision")


def theory_table(book: Book) -> Table:
    """Count for each statement outcomes (and negative ones), tellers and passages. Gaps are shown as zero.

    Passages are those linked to the statement, and those that a person coded with its code.
    """
    outcomes = [kept for kept in book.every(Outcome) if kept.body.counts]
    rows, ids = [], {}
    for kept in sorted(book.every(TocStatement), key=lambda kept: kept.body.column):
        body = kept.body
        mine = [outcome for outcome in outcomes if kept.number in outcome.body.toc_statements]
        negative = [outcome for outcome in mine if outcome.body.sign == "negative"]
        linked = book.passages(kept, against=False)
        coded = book.seen.codings[
            (book.seen.codings.code == body.code)
            & (body.code != "")
            & (book.seen.codings.state != State.SUGGESTED)
            & (book.seen.codings.polarity != "absent")
        ]
        places = {(one.document_id, one.start, one.end) for one in linked} | set(
            zip(coded.document_id, coded.start, coded.end, strict=True)
        )
        told = tellers(linked) | set(coded.teller_id)
        rows.append(
            {
                "statement": kept.number,
                "column": f"{body.column} {COLUMNS[body.column - 1]}" if 0 < body.column < 6 else str(body.column),
                "what it says": body.text,
                "outcomes": len(mine),
                "negative outcomes": len(negative),
                "tellers": len(told),
                "of": book.n,
                "citations": len(places),
                "tellers against": len(tellers(book.passages(kept, against=True))),
                "gap": "" if mine or told else "nothing yet",
                "since": body.since,
                "until": body.until,
            }
        )
        ids[kept.number, "outcomes"] = tuple(outcome.number for outcome in mine)
        ids[kept.number, "negative outcomes"] = tuple(outcome.number for outcome in negative)
        behind = (*links(linked), *dict.fromkeys(coded.coding_id))
        ids[kept.number, "tellers"] = ids[kept.number, "citations"] = behind
    # fmt: off
    columns = ["statement", "column", "what it says", "outcomes", "negative outcomes", "tellers", "of", "citations",
               "tellers against", "gap", "since", "until"]
    # fmt: on
    return Table(
        "theory",
        "Theory of change: what was harvested and told on each statement",
        pd.DataFrame(rows, columns=columns).set_index("statement"),
        (
            "Drafts without a statement, rejected, withdrawn and merged outcomes, and suggestions are not counted.",
            "A zero is a gap in what was found, and says nothing of whether the statement holds.",
            *picked_out_note(book.seen),
            *book.left_out(TocStatement, Outcome),
        ),
        ids,
    )


def theory_links(book: Book) -> Table:
    """List the links with who told them, and the assumptions and risks on each with their status and evidence."""
    texts = {kept.number: kept.body.text for kept in book.every(TocStatement)}
    rows, ids = [], {}
    assumptions = book.every(Assumption)
    for kept in book.every(TocLink):
        body = kept.body
        told = book.passages(kept, against=False)
        mine = [each for each in assumptions if each.body.toc_link == kept.number]
        rows.append(
            {
                "link": kept.number,
                "what": "link",
                "says": f"{texts.get(body.cause, body.cause)} → {texts.get(body.effect, body.effect)}",
                **_evidence(book, kept),
                "status": "; ".join(f"{each.number} {each.body.status or 'nobody judged'}" for each in mine),
                "why": body.note,
                "since": body.since,
                "until": body.until,
            }
        )
        ids[kept.number, "tellers"] = ids[kept.number, "citations"] = links(told)
    for each in assumptions:
        rows.append(
            {
                "link": each.number,
                "what": "risk" if each.body.risk else "assumption",
                "says": each.body.text,
                **_evidence(book, each),
                "status": each.body.status or "nobody judged",
                "why": each.body.why,
                "since": "",
                "until": "",
            }
        )
        ids[each.number, "tellers"] = ids[each.number, "citations"] = links(book.passages(each, against=False))
    columns = [
        "link",
        "what",
        "says",
        "tellers",
        "of",
        "citations",
        "tellers against",
        "status",
        "why",
        "since",
        "until",
    ]
    return Table(
        "theory-links",
        "Theory of change: links, assumptions and risks",
        pd.DataFrame(rows, columns=columns).set_index("link"),
        (
            "A status is a person's judgement. Tellers are those of passages linked to it.",
            *book.left_out(TocLink, Assumption),
        ),
        ids,
    )


def theory_revisions(book: Book) -> Table:
    """List each dated version of statements, links, assumptions and risks, with author and reason."""
    rows = [
        {
            "version": f"{version.number} v{version.version}",
            "date": version.at[:10],
            "says": book.text(_says(version)),
            "since": getattr(version.body, "since", ""),
            "until": getattr(version.body, "until", ""),
            "by": book.text(version.author),
            "reason": book.text(version.reason),
        }
        for kind in (TocStatement, TocLink, Assumption)
        for kept in book.every(kind)
        for version in book.history(kept)
    ]
    columns = ["version", "date", "says", "since", "until", "by", "reason"]
    frame = pd.DataFrame(rows, columns=columns).sort_values("date", kind="stable").set_index("version")
    return Table("theory-revisions", "Revisions of the theory of change", frame)


def theory_diagram(book: Book) -> str:
    """Draw the theory in its columns as SVG: in each box what was found, gaps dashed, links with n of N tellers.

    What has been given up (with `until`) is left out. A link that nobody told is a dotted line: thought, not told.
    """
    table = theory_table(book)
    shown = [kept for kept in book.every(TocStatement) if not kept.body.until]
    boxes = [
        drawing.Box(
            kept.number,
            kept.body.column - 1,
            kept.body.text,
            f"{row['outcomes']} outcomes ({row['negative outcomes']} negative), {row['tellers']} of {book.n} tellers",
            dashed=bool(row["gap"]),
        )
        for kept in shown
        for row in [table.frame.loc[kept.number]]
    ]
    arrows = [
        drawing.Arrow(kept.body.cause, kept.body.effect, f"{number} of {book.n}", weight=number)
        for kept in book.every(TocLink)
        if not kept.body.until
        for number in [len(tellers(book.passages(kept, against=False)))]
    ]
    return drawing.columns("Theory of change", COLUMNS, boxes, arrows, _note(book))


def _note(book: Book) -> str:
    """Say under the drawing how many of its paths somebody told: arrows that meet are easily read as one."""
    drawn = paths(book)
    whole = sum(bool(path.whole) for path in drawn)
    told = f" Of {len(drawn)} paths of told links, {whole} were told whole by somebody." if drawn else ""
    return f"Each arrow stands for itself; the number on it is of tellers.{told} Dotted: thought, and told by nobody."


def _evidence(book: Book, kept: Kept[Any]) -> dict[str, int]:
    told = book.passages(kept, against=False)
    return {
        "tellers": len(tellers(told)),
        "of": book.n,
        "citations": len(links(told)),
        "tellers against": len(tellers(book.passages(kept, against=True))),
    }


def _says(version: Kept[Any]) -> str:
    body = version.body
    return f"{body.cause} → {body.effect}" if isinstance(body, TocLink) else str(body.text)

"""The method page: what went in, which versions read it, what a machine suggested."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from storylens.analysis.table import Table
from storylens.gates import View
from storylens.records import CoderKind, State
from storylens.store import Store, receipts, summary


def method(store: Store, seen: View, quotable: View) -> Table:
    """Gather the facts that a reader needs to judge the tables."""
    with store.reading() as connection:
        facts = summary.read(connection)
        files = receipts.read(connection).values()
    rows = list(_rows(store, seen, quotable, facts, [file for file in files if file.outcome == "not read"]))
    frame = pd.DataFrame(rows, columns=["item", "fact"]).set_index("item")
    return Table("method", "How these tables were made", frame)


def _rows(
    store: Store, seen: View, quotable: View, facts: summary.Summary, failed: list[receipts.Receipt]
) -> Iterator[tuple[str, str]]:
    from importlib.metadata import version

    yield "storylens", version("storylens")
    yield "files taken in", f"{facts.files - len(failed)}; not read: {len(failed)}"
    yield (
        "documents",
        f"{facts.documents} in the project, {len(seen.documents)} counted, {len(quotable.documents)} quotable",
    )
    yield "tellers", f"{facts.tellers} in the project, {seen.n} counted, {quotable.n} quotable"
    yield (
        "words",
        f"{int(seen.turns.words.sum()):,} of tellers, split at white space; interviewers' words are not counted",
    )
    for book in seen.codebooks.values():
        yield f"codebook {book.id}", f"{book.title}, edition {book.edition}, {sum(1 for _ in book.codes())} codes"
    machine = seen.codings[seen.codings.coder_kind == CoderKind.MACHINE]
    for name, rows in machine.groupby("coder"):
        told = seen.measured.get(str(name)) or "It was never measured against what people coded here."
        yield f"machine {name}", f"{rows.coding_id.nunique()} suggestions that nobody has decided on. {told}"
    people = seen.codings[seen.codings.coder_kind != CoderKind.MACHINE]
    for name, rows in people.groupby("coder"):
        confirmed = (rows.state != State.SUGGESTED).sum()
        yield f"coder {name}", f"{confirmed} codings"
    yield "suggestions rejected by people", str(facts.rejected)
    for line in facts.declarations:
        yield "declaration of consent", line
    yield "consent", (f"where nobody was asked: {store.folder.settings().get('consent', {}).get('not_asked', 'hold')}")
    yield "small cells", f"hidden under {seen.smallest_cell} persons where two attributes cross or a code is sensitive"
    yield (
        "what the tables do not say",
        (
            "Counts are of people who spoke of a thing, given what they were asked. They are no shares of a "
            "population, and no test was made."
        ),
    )

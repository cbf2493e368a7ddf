"""What the project itself knows of the items of a checklist: facts that are filled in, and marked as such."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

import pandas as pd

from storylens.analysis.table import Table
from storylens.records import CoderKind, State
from storylens.records.learning import DeviantCase, ShareBack
from storylens.store import evaluations, memos
from storylens.store.codebooks import OWN
from storylens.synthesis.book import Book
from storylens.synthesis.checklists import CHECKLISTS
from storylens.synthesis.scope import period

OPEN = "open"
FILLED = "filled in by storylens"
# item of COREQ, item of SRQR, what is told there
_PLACES = {
    "approach": (9, 5),
    "numbers": (12, 12),
    "left out": (13, 9),
    "tellers": (16, 10),
    "asked": (17, 11),
    "waves": (18, None),
    "names": (None, 13),
    "coders": (24, 14),
    "codebooks": (25, None),
    "grown": (26, None),
    "software": (27, 15),
    "given back": (28, None),
    "quotes": (29, 17),
    "deviant": (32, 16),
    "not heard": (None, 19),
}


def appendix(book: Book, checklist: str, answers: dict[str, str], *, by: str, quoted: int, quotes: int) -> Table:
    """Lay out a checklist: what is asked, what the project knows, what the team answers; nothing at all is “open”.

    `quotes` counts the quotes of the brief, `quoted` the tellers whose words they are.
    """
    known: dict[int, list[str]] = {}
    column = list(CHECKLISTS).index(checklist)
    for about, fact in _facts(book, by, quotes=quotes, quoted=quoted):
        if item := _PLACES[about][column]:
            known.setdefault(item, []).append(fact)
    rows = [
        {
            "item": str(number),
            "part": part,
            "what is asked": asks,
            FILLED: " ".join(known.get(number, ())),
            "answered by the team": book.text(answers.get(str(number), "").strip())
            or ("" if number in known else OPEN),
        }
        for number, (part, asks) in enumerate(CHECKLISTS[checklist], 1)
    ]
    left = sum(row["answered by the team"] == OPEN for row in rows)
    source = {"COREQ": "Tong et al. 2007", "SRQR": "O'Brien et al. 2014"}[checklist]
    return Table(
        "method-appendix",
        f"Method: the {len(rows)} items of {checklist}",
        pd.DataFrame(rows).set_index("item"),
        (
            (
                f"After {checklist} ({source}), in words of our own. {len(rows) - left} of {len(rows)} items have an "
                f"answer or a fact; {left} are open."
            ),
            f"What stands under “{FILLED}” is counted in the project; it does not say whether it was enough.",
        ),
    )


def _facts(book: Book, by: str, *, quotes: int, quoted: int) -> Iterator[tuple[str, str]]:
    seen, settings = book.seen, book.store.folder.settings()
    if stance := settings.get("project", {}).get("stance"):
        yield "approach", f"Coding is understood as: {stance}."
    yield (
        "numbers",
        f"{seen.n} tellers, {len(seen.documents)} stories, {int(seen.turns.words.sum()):,} words of theirs.",
    )
    left = seen.excluded
    if len(left):
        told = "; ".join(f"{reason}, tellers: {rows.teller.nunique()}" for reason, rows in left.groupby("reason"))
        yield "left out", f"Of those taken in, not counted: {told}. Who was never met is not known here."
    yield "tellers", f"{_groups(book, by)}{period(seen)}."
    guides = seen.documents.prompt[seen.documents.prompt != ""].nunique()
    if guides:
        yield "asked", f"{guides} different openings or prompts are recorded with the stories."
    waves = sorted(set(seen.documents.wave) - {""})
    if waves:
        yield "waves", f"Waves: {', '.join(waves)} (`storylens tables wave-tellers`)."
    yield "names", "Names that a person decided on are replaced wherever words are printed."
    yield from _coding(book)
    backs = [kept.body for kept in book.every(ShareBack) if kept.body.date]
    corrected = sum(bool(back.corrections) for back in backs)
    yield "given back", f"Given back {len(backs)} times; corrections were made in {corrected} of them."
    yield "quotes", f"{quotes} quotes of {quoted} tellers in this brief, each with its teller and story."
    yield "deviant", f"{len(book.every(DeviantCase))} cases that do not fit are on record."
    absent = len(set(left.teller) - set(seen.tellers.code)) if len(left) else 0
    yield "not heard", f"{absent} tellers who were met are not heard here, as they did not agree or were held."


def _coding(book: Book) -> Iterator[tuple[str, str]]:
    seen = book.seen
    people = seen.codings[seen.codings.coder_kind != CoderKind.MACHINE]
    decided = people[people.state != State.SUGGESTED]
    yield (
        "coders",
        f"{people.coder.nunique()} people coded or decided; {decided.coding_id.nunique()} codings are theirs.",
    )
    yield (
        "codebooks",
        "; ".join(f"{each.title}, edition {each.edition}" for each in seen.codebooks.values())
        + " (`storylens codebook --to`).",
    )
    own = len(list(seen.codebooks[OWN].codes())) if OWN in seen.codebooks else 0
    yield "grown", f"{own} codes were made while reading; the others were there before."
    machines = seen.codings[seen.codings.coder_kind == CoderKind.MACHINE]
    with book.store.reading() as connection:
        measured = len(evaluations.latest(connection))
        written = len(memos.read(connection))
    if written:
        yield "coders", f"{written} memos were written."
    open_ = machines[machines.state == State.SUGGESTED].coding_id.nunique()
    yield (
        "software",
        (
            f"storylens {version('storylens')}, on this machine. {open_} suggestions by {machines.coder.nunique()} "
            f"machines wait for a person; {measured} machines were measured against people's codings."
        ),
    )


def _groups(book: Book, by: str) -> str:
    sizes = book.groups(by).value_counts().sort_index()
    return f"By {by}: " + ", ".join(f"{name} {size}" for name, size in sizes.items())

"""Who tells, who is quoted and chosen, who is missing, what one group alone tells, and of whom."""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd

from storylens.analysis.measured import machine_notes, tagger_note
from storylens.analysis.quotes import Chooser
from storylens.analysis.table import Table
from storylens.analysis.theme_table import theme_table
from storylens.analysis.untypical import picked_out_note
from storylens.gates.cells import hidden_cells
from storylens.gates.groups import NOT_RECORDED, grouped
from storylens.records.harvest import Outcome
from storylens.store import contents
from storylens.synthesis.book import Book, tellers
from storylens.synthesis.significance import Significance

_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our|ours|ourselves)\b", re.IGNORECASE)
ANY_HARM = "anything negative, on any theme"


def voices(book: Book, by: str = "gender", printed: Counter[str] | None = None) -> Table:
    """Set for each group of tellers what they give beside what of it is printed and chosen.

    `printed` has the quotes of each teller; without it, those of the theme table are counted. Groups that are
    named in the settings, or of whom nobody's words may be used, are shown with zero.
    """
    groups, known = book.groups(by), _all_groups(book, by)
    quotes = printed if printed is not None else _quotes(book)
    msc = Significance(book)
    read = {kept.body.story for kept in msc.selections}
    chosen = {kept.body.story for kept in msc.selections if kept.body.chosen}
    codings = book.seen.codings.drop_duplicates(["document_id", "start", "end", "teller_id"])
    first = codings[codings.text.str.contains(_FIRST_PERSON)]
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for name, number in sorted(known.items()):
        members = set(groups.index[groups == name])
        turns = book.seen.turns[book.seen.turns.teller_id.isin(members)]
        stories = set(turns.document_id.map(book.seen.documents.code))
        mine = codings[codings.teller_id.isin(members)]
        rows.append(
            {
                by: name,
                "tellers": len(members),
                "of": book.n,
                "in the project": number,
                "stories": len(stories),
                "words": int(turns.words.sum()),
                "quotes printed": sum(quotes[teller] for teller in members),
                "tellers quoted": sum(quotes[teller] > 0 for teller in members),
                "stories read by panels": len(stories & read),
                "stories chosen": len(stories & chosen),
                "coded passages": len(mine),
                "in the first person": int(mine.coding_id.isin(first.coding_id).sum()),
            }
        )
        ids[name, "coded passages"] = tuple(mine.coding_id)
        ids[name, "in the first person"] = tuple(mine.coding_id[mine.coding_id.isin(first.coding_id)])
        ids[name, "stories chosen"] = tuple(sorted(stories & chosen))
    # fmt: off
    columns = ["tellers", "of", "in the project", "stories", "words", "quotes printed", "tellers quoted",
               "stories read by panels", "stories chosen", "coded passages", "in the first person"]
    # fmt: on
    frame = pd.DataFrame(rows, columns=[by, *columns]).set_index(by)
    frame["about others only"] = frame["coded passages"] - frame["in the first person"]
    return Table(
        f"voices-{by}"[:31],
        f"Voices: what each group gives, and what of it is printed and chosen, by {by}",
        frame,
        (
            "Compare a group's share of tellers and words with its share of quotes and of chosen stories.",
            "In the first person: the passage holds I, we, my, our or the like (English words; a place to look).",
            *((book.seen.bases[by],) if by in book.seen.bases else ()),
            *_absent(frame),
            *_warnings(frame),
            book.confirmed(),
            *machine_notes(book.seen),
            *picked_out_note(book.seen),
        ),
        ids,
    )


def one_group_only(book: Book, by: str = "gender") -> Table:
    """List the themes that the tellers of one group alone tell, and harm above all, with the silence of the others.

    A pooled table hides that: of 19 people in a published study, all who told of harm were women. Counts on
    sensitive codes are hidden where few persons are concerned.
    """
    groups = book.groups(by)
    sizes = {str(name): int(size) for name, size in groups.value_counts().sort_index().items()}
    codes = {code.id: code for each in book.seen.codebooks.values() for code in each.codes() if not code.gate}
    rows, ids, covered, k = [], dict[tuple[str, str], tuple[str, ...]](), 0, book.seen.smallest_cell
    negative = book.seen.codings.polarity.eq("negative") | book.seen.codings.codebook.eq("harm")
    parts = [(code, book.seen.codings[book.seen.codings.code == code]) for code in codes]
    told_of_harm = set(book.seen.codings.teller_id[negative & book.seen.codings.code.isin(codes)])
    for outcome in book.every(Outcome):
        if outcome.body.sign == "negative" and outcome.body.counts:
            told_of_harm |= tellers(book.passages(outcome, against=False))
    sets = [(code, set(found.teller_id), tuple(dict.fromkeys(found.coding_id))) for code, found in parts]
    behind_harm = tuple(dict.fromkeys(book.seen.codings.coding_id[negative & book.seen.codings.code.isin(codes)]))
    for code, heard, behind in [(ANY_HARM, told_of_harm, behind_harm), *sets]:
        counts = {name: sum(groups[teller] == name for teller in heard) for name in sizes}
        able = (book.seen.asked(code) if code != ANY_HARM else {*groups.index}) | heard
        telling = [name for name, number in counts.items() if number]
        if len(telling) != 1:
            continue
        delicate = code == ANY_HARM or codes[code].sensitive
        if delicate and hidden_cells(counts, sizes, k):
            covered += 1
            continue
        rows.append(
            {
                "code": code,
                "theme": ANY_HARM if code == ANY_HARM else codes[code].name,
                "told only by": telling[0],
                "tellers": counts[telling[0]],
                "of this group": sizes[telling[0]],
                "of the others": f"0 of {sum(groups[teller] != telling[0] for teller in able)}",
                "of all": book.n,
            }
        )
        ids[code, "tellers"] = behind
    columns = ["code", "theme", "told only by", "tellers", "of this group", "of the others", "of all"]
    frame = pd.DataFrame(rows, columns=columns).set_index("code").sort_values("tellers", ascending=False, kind="stable")
    return Table(
        f"one-group-only-{by}"[:31],
        f"Told by one group alone, by {by}",
        frame,
        (
            "“Of the others”: who were asked, as far as the settings say. Not everybody can tell everything anywhere.",
            "With one teller of one group it may be chance; look at who was asked before making anything of it.",
            book.confirmed(),
            *machine_notes(book.seen),
            *((f"{covered} rows on sensitive matters are left out: fewer than {k} persons.",) if covered else ()),
            *picked_out_note(book.seen),
        ),
        ids,
    )


def told_about(book: Book, by: str = "gender") -> Table:
    """Count the tellers of each group who tell what other people do, or what is done to them: who speaks of whom."""
    from storylens.analysis.actors import TELLER, acts

    groups = book.groups(by)
    sizes = {str(name): int(size) for name, size in groups.value_counts().sort_index().items()}
    heads = {name: f"{name} (of {size})" for name, size in sizes.items()}
    found = acts(book.store, book.seen)
    rows = []
    for actor, told in sorted(found.groupby("actor"), key=lambda each: (-each[1].teller_id.nunique(), each[0])):
        counts = told.drop_duplicates("teller_id").teller_id.map(groups).value_counts()
        rows.append(
            {
                "people told of": actor,
                "first-hand": "yes" if actor == TELLER else "",
                "tellers": told.teller_id.nunique(),
                "of": book.n,
                **{head: int(counts.get(name, 0)) for name, head in heads.items()},
            }
        )
    columns = ["people told of", "first-hand", "tellers", "of", *heads.values()]
    return Table(
        f"told-about-{by}"[:31],
        f"Who speaks of whom, by {by} of tellers",
        pd.DataFrame(rows, columns=columns).set_index("people told of"),
        (
            "Found by rules in what is told as done, confirmed by nobody. People go by the words used, not by names.",
            tagger_note(book.seen, "agency"),
            "Read a row of people against their own column: a group that others tell of and that hardly tells itself.",
            *picked_out_note(book.seen),
        ),
    )


def _all_groups(book: Book, by: str) -> dict[str, int]:
    """Count all tellers of the project by group, with zero for a group that only the settings name."""
    settings = book.store.folder.settings().get("groups", {})
    with book.store.reading() as connection:
        held = contents.read(connection)
    speaking = held.tellers[held.tellers.index.isin(held.turns.teller_id)]
    named = grouped(held.attributes, speaking, settings)
    column = named[by].replace("", NOT_RECORDED) if by in named else pd.Series(NOT_RECORDED, index=speaking.index)
    return dict.fromkeys(settings.get(by, {}), 0) | {
        str(name): int(size) for name, size in column.value_counts().items()
    }


def _quotes(book: Book) -> Counter[str]:
    chooser = Chooser(book.quotable)
    theme_table(book.seen, chooser)
    return chooser.printed


def _absent(frame: pd.DataFrame) -> tuple[str, ...]:
    absent = [f"{name} ({row['in the project']} in the project)" for name, row in frame.iterrows() if not row.tellers]
    return (f"Not heard at all: {', '.join(absent)}.",) if absent else ()


def _warnings(frame: pd.DataFrame) -> list[str]:
    notes = []
    for what in ("quotes printed", "stories chosen"):
        every = int(frame[what].sum())
        for name, row in frame[frame.tellers > 0].iterrows() if every else ():
            are = f"({row.tellers} of {row['of']} tellers)"
            if what == "quotes printed" and row[what] * 3 > every:
                notes.append(f"More than a third of the {what} are from {name} {are}: {row[what]} of {every}.")
            if not row[what]:
                notes.append(f"None of the {every} {what} is from {name} {are}.")
    return notes

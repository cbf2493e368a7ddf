"""A brief put together of words, tables, pictures and quotes, before it is written as any kind of file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from storylens.analysis.quotes import Chooser
from storylens.analysis.table import Table
from storylens.gates.cells import footnote
from storylens.gates.quote_checks import WAITS
from storylens.records.harvest import Outcome
from storylens.store import Store, inputs
from storylens.synthesis import standard
from storylens.synthesis.book import Book
from storylens.synthesis.brief_quotes import Quotes, quotes
from storylens.synthesis.brief_spec import PicturePart, SectionPart, Spec, TablePart
from storylens.synthesis.catalogue import make
from storylens.synthesis.known_facts import appendix
from storylens.synthesis.outcomes import rejected_outcomes
from storylens.synthesis.pictures import Picture, picture
from storylens.synthesis.scope import scope, share
from storylens.synthesis.voices import voices
from storylens.synthesis.wording import look_again

VOICES = "voices"


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it, in this order. A paragraph that begins with a hyphen is a point."""

    title: str
    paragraphs: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    quotes: tuple[Quotes, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands under its tables and pictures."""
        notes = [*(table.notes for table in self.tables), *(picture.notes for picture in self.pictures)]
        return tuple(note for each in notes for note in each)


@dataclass(frozen=True)
class Brief:
    """What is printed, whose words it stands on, and what its author should look at before it is."""

    title: str
    about: tuple[str, ...]  # for whom, by whom, when
    scope: str
    sections: tuple[Section, ...]
    suggested: bool  # it holds suggestions that nobody has confirmed
    look_at: tuple[str, ...]
    documents: tuple[str, ...]
    tellers: tuple[str, ...]
    themes: Table  # by which a later brief is compared with this one


def brief(store: Store, spec: Spec) -> Brief:
    """Put a brief together, all of one reading of the gates."""
    book = Book(store)
    chooser = Chooser(book.quotable)
    sections = [_section(book, spec, part, chooser) for part in spec.section]
    printed = [quote for section in sections for part in section.quotes for quote in part.quotes]
    voiced = _printed(book, sections)
    sections = [_with_voices(book, spec, *both, voiced) for both in zip(spec.section, sections, strict=True)]
    whole = [
        *([Section("In short", paragraphs(book, spec.summary))] if spec.summary.strip() else ()),
        *sections,
        _how_to_read(book, spec, sections),
        Section("What is left out, and why", tables=tuple(_excluded(book))),
        Section(
            "Method",
            tables=(
                appendix(
                    book,
                    spec.method.checklist,
                    dict(spec.method.answers),
                    by=spec.by,
                    quoted=len({quote.teller_id for quote in printed}),
                    quotes=len(printed),
                ),
                standard.method(book),
            ),
        ),
    ]
    about = (spec.audience and f"For {spec.audience}", spec.authors and f"By {spec.authors}", spec.date)
    return Brief(
        title=book.text(spec.title),
        about=tuple(book.text(line) for line in about if line),
        scope=f"{scope(book.seen)} Made from inputs {_inputs(store)}.",
        sections=tuple(whole),
        suggested=any("a machine suggests" in note for section in sections for note in section.notes)
        or any(quote.suggested for quote in printed),
        look_at=tuple(dict.fromkeys(_look_at(book, spec, whole))),
        documents=tuple(book.seen.documents.index),
        tellers=tuple(book.seen.tellers.index),
        themes=standard.themes(book),
    )


def _inputs(store: Store) -> str:
    """Return the beginning of the hash over all that a brief is made from: `storylens exports` has the whole."""
    with store.reading() as connection:
        return inputs.whole(inputs.parts(connection, store.folder))[:12]


def _section(book: Book, spec: Spec, part: SectionPart, chooser: Chooser) -> Section:
    groups = book.groups(spec.by)
    return Section(
        book.text(part.title),
        paragraphs(book, part.text),
        tuple(_picture(book, spec, each, {table.name for table in part.table}) for each in part.picture),
        tuple(_table(book, spec, each) for each in part.table),
        tuple(quotes(book, each, chooser, groups) for each in part.quotes),
    )


def _table(book: Book, spec: Spec, part: TablePart, printed: Counter[str] | None = None) -> Table:
    by = part.by or spec.by
    if part.cross:
        whole = standard.codes(book, by, part.cross)
    else:
        whole = make(book, part.name, by=by) if part.name != VOICES else voices(book, by, printed)
    made = whole.only(part.columns, part.rows, part.most)
    notes = (*made.notes, *filter(None, [share(book.seen, made)]))
    return replace(made, title=book.text(part.caption) or made.title, notes=notes)


def _picture(
    book: Book, spec: Spec, part: PicturePart, tables: Collection[str], printed: Counter[str] | None = None
) -> Picture:
    """Draw a picture, without its notes where the table that has them stands below it."""
    by = part.by or spec.by
    table = voices(book, by, printed) if part.name == VOICES and printed is not None else None
    made = picture(book, part.name, by=by, table=table)
    said = share(book.seen, made.table) if made.table else ""
    notes = () if part.name in tables else (*made.notes, *filter(None, [said]))
    return replace(made, title=book.text(part.caption) or made.title, notes=notes)


def _with_voices(book: Book, spec: Spec, part: SectionPart, section: Section, printed: Counter[str]) -> Section:
    """Let tables of voices count the quotes that this brief prints, which is known once all are chosen."""
    tables, names = zip(part.table, section.tables, strict=True), {each.name for each in part.table}
    pictures = zip(part.picture, section.pictures, strict=True)
    return replace(
        section,
        tables=tuple(_table(book, spec, each, printed) if each.name == VOICES else made for each, made in tables),
        pictures=tuple(
            _picture(book, spec, each, names, printed) if each.name == VOICES else made for each, made in pictures
        ),
    )


def _printed(book: Book, sections: Sequence[Section]) -> Counter[str]:
    """Count by teller the quotes that stand in a brief, those in tables too."""
    teller = dict(zip(book.quotable.codings.coding_id, book.quotable.codings.teller_id, strict=True))
    printed = Counter(quote.teller_id for section in sections for part in section.quotes for quote in part.quotes)
    for section in sections:
        for table in section.tables:
            printed.update(teller[one] for (_, column), ids in table.ids.items() if column == "quote" for one in ids)
    return printed


def paragraphs(book: Book, text: str) -> tuple[str, ...]:
    """Return what people wrote, names replaced, as paragraphs and points."""
    found: list[str] = []
    for line in book.text(text).splitlines():
        words = line.strip()
        if not words or words.startswith("- ") or not found or not found[-1]:
            found.append(words)
        else:
            found[-1] = f"{found[-1]} {words}"
    return tuple(filter(None, found))


def _how_to_read(book: Book, spec: Spec, sections: list[Section]) -> Section:
    tables = [table for section in sections for table in section.tables]
    points = [
        (
            "Read “n of N” as people: of N tellers whose words may be used, n speak of the thing. Citations and "
            "mentions are passages; one person can have many."
        ),
        (
            "Who does not speak of a thing does not deny it: what people tell depends on what they were asked. The "
            "counts are no shares of a population, and nothing was tested."
        ),
        "Tellers (T03) and stories (D012) go by codes. Names are replaced.",
        "What a machine suggested and nobody confirmed is called suggested, and the line under a table says how much.",
    ]
    if any(table.hidden for table in tables):
        points.append(footnote(book.seen.smallest_cell))
    if any(section.quotes for section in sections):
        points.append("Quotes are of people who agreed to be quoted without their name. They show; they do not count.")
    if spec.more_from_one_group:
        points.append(f"More than a third of the quotes are of one group: {spec.more_from_one_group}")
    return Section("How to read this", tuple(f"- {point}" for point in points) + paragraphs(book, spec.how_to_read))


def _excluded(book: Book) -> Iterator[Table]:
    whole = standard.left_out(book)
    rows = [
        {
            "what became of it": left,
            "stories": part.document.nunique(),
            "tellers": part.teller.nunique(),
            "passages": int(part.passages.sum()),
            "reason": reason,
        }
        for (reason, left), part in whole.frame.groupby(["reason", "left"])
    ]
    columns = ["reason", "what became of it", "stories", "tellers", "passages"]
    frame = pd.DataFrame(rows, columns=columns).set_index("reason")
    yield replace(whole, frame=frame, ids={}, title="Stories and passages")
    if book.every(Outcome):
        yield rejected_outcomes(book).only()


def _look_at(book: Book, spec: Spec, sections: list[Section]) -> Iterator[str]:
    for words in (spec.summary, *(part.text for part in spec.section), *spec.method.answers.values()):
        yield from look_again(words, book.n)
    printed = [quote for section in sections for part in section.quotes for quote in part.quotes]
    groups = Counter(quote.group for quote in printed)
    for name, number in sorted(groups.items()):
        if number * 3 > len(printed) and not spec.more_from_one_group:
            yield f"{number} of {len(printed)} quotes are of one group ({name}); say why in `more_from_one_group`"
    if unconfirmed := sum(quote.suggested for quote in printed):
        yield f"{unconfirmed} of {len(printed)} quotes stand under a code that nobody has confirmed"
    waiting = book.quotable.waiting
    if printed and waiting is not None:
        places = waiting[waiting.reason == WAITS].drop_duplicates(["document_id", "start", "end"])
        if not places.empty:
            yield f"{len(places)} more passages may be quoted once somebody has looked: `storylens quotes --check`"

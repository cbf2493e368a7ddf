"""A codebook as it is handed on: what each code means, with examples from what people coded with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storylens.analysis.quotes import Chooser
from storylens.gates import view
from storylens.records import Code, Codebook, CoderKind, State, StorylensError, Use
from storylens.store import Store, codebooks

EXAMPLES = 2  # of different tellers


@dataclass(frozen=True)
class Described:
    """A code with its examples (the words, and who says them where), and how much it was used by people."""

    code: Code
    tellers: int
    of: int
    passages: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Handbook:
    """One codebook of a project, with how it came to be as it is; whose words are in it."""

    book: Codebook
    codes: tuple[Described, ...]
    changes: tuple[str, ...]
    documents: frozenset[str]
    tellers: frozenset[str]

    @property
    def families(self) -> list[tuple[str, list[Described]]]:
        """The codes by family, in the order of the book; a family without codes is left out."""
        by_family = [
            (family.name, [one for one in self.codes if one.code.family == family.id]) for family in self.book.families
        ]
        return [(name, codes) for name, codes in by_family if codes]


def handbook(store: Store, codebook: str = codebooks.OWN) -> Handbook:
    """Describe a codebook with examples from codings that people made or accepted.

    Examples are of tellers who agreed to anonymised quotes, and none for sensitive codes. Raises `StorylensError` for
    a codebook that the project does not use.
    """
    book = codebooks.in_use(store.folder).get(codebook)
    if book is None:
        raise StorylensError(
            f"the project has no codebook {codebook!r}",
            todo="choose from " + ", ".join(codebooks.in_use(store.folder)),
        )
    seen, quotable = view(store, Use.ANALYSIS), view(store, Use.QUOTE)
    confirmed = seen.codings[(seen.codings.state != State.SUGGESTED) & (seen.codings.coder_kind != CoderKind.MACHINE)]
    chooser = Chooser(quotable)
    told, texts, voices = [], set[str](), set[str]()
    for code in book.codes():
        mine = confirmed[confirmed.code == code.id]
        left, chosen = mine, list[tuple[str, str]]()
        while not (code.gate or code.sensitive or code.retired) and len(chosen) < EXAMPLES:
            row = chooser.choose(left)
            if row is None:
                break
            chosen.append((row.text, chooser.credit(row)))
            texts.add(row.document_id)
            voices.add(row.teller_id)
            left = left[left.teller_id != row.teller_id]
        told.append(Described(code, mine.teller_id.nunique(), seen.n, mine.coding_id.nunique(), tuple(chosen)))
    with store.reading() as connection:
        changes = tuple(map(str, codebooks.changes(connection, book.id)))
    return Handbook(book, tuple(told), changes, frozenset(texts), frozenset(voices))


def lines(code: Code) -> Sequence[tuple[str, str]]:
    """Return what a code says about itself, each with its heading; nothing that is empty."""
    given = (
        ("Means", code.definition),
        ("Take in", code.include),
        ("Leave out", code.exclude),
        ("For example", "; ".join(code.examples)),
        ("Poles", ", ".join(code.poles)),
        ("Asks for", ", ".join(code.fields)),
        ("Retired", code.retired),
    )
    return [(heading, words) for heading, words in given if words]

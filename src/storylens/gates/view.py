"""What of a project may be seen for a use, and what may not, with the reason for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from storylens.gates.codings import on_turns, settled
from storylens.gates.consent import ConsentGate
from storylens.gates.groups import bases, grouped
from storylens.gates.pseudonyms import Pseudonyms
from storylens.gates.quote_checks import QuoteChecks, quote_checks
from storylens.gates.reasons import left_out, reasons, uncleared
from storylens.gates.sections import sections
from storylens.gates.shown import Shown, shown
from storylens.gates.untypical import selected_by
from storylens.prepare.remarks import without_remarks
from storylens.records import Codebook, Role, State, Stretch, Use
from storylens.store import Store, codebooks, contents, evaluations, names

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class View:
    """All that may be put to one use. Frames are indexed by id and stand in the order of the sources.

    What is printed names documents and tellers by `code`: titles and file names often hold names of people.

    documents: code, title, kind, source, part, language, collected_on, case, wave, prompt, prompt_valence,
        institutional, translated_from, translator, interpreted, place, text_hash, original,
        selected_by (what picked it out: not typical)
    tellers: code, case, is_group, and a column for each attribute, as groups
    turns: document_id, position, start, end, said_at, question, teller_id, section (the headings above it), answers
        (whom, in a thread), words, text (names replaced)
    codings: coding_id, document_id, start, end, codebook, codebook_edition, code, polarity, pole, fields, state,
        coder, coder_kind, rule, score, memo, made_at, prompted, teller_id, section, text; one row a coding and teller
    excluded: document, teller, reason, passages, document_id, teller_id
    """

    use: Use
    documents: pd.DataFrame
    tellers: pd.DataFrame
    turns: pd.DataFrame
    codings: pd.DataFrame
    excluded: pd.DataFrame
    codebooks: Mapping[str, Codebook]
    smallest_cell: int
    not_asked: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by code: the sources that did not ask
    waiting: pd.DataFrame | None = None  # codings that are not quoted for what is in them, with the reason
    measured: Mapping[str, str] = field(default_factory=dict)  # by machine: how it did against people's codings
    bases: Mapping[str, str] = field(default_factory=dict)  # by attribute: on what basis it is known of how many
    checks: QuoteChecks = field(default_factory=QuoteChecks)  # what in a quote may tell who it is, and what was decided
    shown: Shown = field(default_factory=lambda: Shown({}))  # small cells that a person shows all the same

    @property
    def n(self) -> int:
        """Number of tellers who are heard in this view: the N of `n of N`."""
        return len(self.tellers)

    def asked(self, code: str) -> set[str]:
        """Return the tellers who were asked about a code, or could speak on it, in at least one source of theirs."""
        open_ = [name for name, source in self.documents.source.items() if not self.closed(code, source)]
        return set(self.turns.teller_id[self.turns.document_id.isin(open_)])

    def closed(self, code: str, source: str) -> bool:
        """Say whether a source did not ask about a code, by the settings of the project (`*` stands for any part)."""
        return any(fnmatch(source, pattern) for pattern in self.not_asked.get(code, ()))


def view(store: Store, use: Use) -> View:
    """Read what may be put to a use."""
    settings = store.folder.settings()
    books = codebooks.in_use(store.folder)
    with store.reading() as connection:
        held = contents.read(connection)
        known = names.read(connection, names.KeyFile(store.folder))
        pseudonyms = Pseudonyms(known)
        held.documents["selected_by"] = selected_by(connection, held.documents, held.turns, held.tellers)
        measured = evaluations.told(connection)
        against_the_rule = shown(connection, pseudonyms)
    held.turns["section"] = sections(held, uncleared(held, books), pseudonyms)
    turns = held.turns[(held.turns.role == Role.TELLER) & (held.turns.stretch == Stretch.SPEECH)].copy()
    who = {(row.document_id, row.position): row.teller_id for row in held.turns.itertuples()}
    turns["answers"] = [who.get((row.document_id, row.reply_to), "") for row in turns.itertuples()]
    turns["reason"] = list(reasons(turns, held, ConsentGate(held.consent, settings), use, books))
    if pseudonyms.key_is_missing and use is not Use.ANALYSIS:
        turns.loc[turns.reason == "", "reason"] = "held: the key to the pseudonyms is not here"
    allowed = turns[turns.reason == ""].drop(columns=["reason", "role", "stretch", "level", "language", "reply_to"])
    texts = held.documents.text
    allowed["text"] = [texts[row.document_id][row.start : row.end] for row in allowed.itertuples()]
    allowed["words"] = [len(without_remarks(words).split()) for words in allowed.text]
    codings = on_turns(settled(held.codings[held.codings.state != State.REJECTED], held.settled), allowed, pseudonyms)
    allowed["text"] = [pseudonyms.printed(words) for words in allowed.text]
    checks, codings["reason"] = QuoteChecks(), ""
    if use is Use.QUOTE:
        with store.reading() as connection:
            checks = quote_checks(connection, [*allowed.text, *allowed.section.unique()], known, settings)
        codings["reason"] = [
            checks.refusal(row.document_id, row.start, row.end, row.text) for row in codings.itertuples()
        ]
        # Nobody can tick a heading: one that may tell who it is is left out.
        telling = {words for words in allowed.section.unique() if checks.hold and checks.found(words)}
        for frame in (allowed, codings):
            frame["section"] = frame.section.where(~frame.section.isin(telling), "")
    waiting, codings = codings[codings.reason != ""], codings[codings.reason == ""].drop(columns="reason")
    tellers = held.tellers[held.tellers.index.isin(allowed.teller_id)]
    return View(
        use=use,
        documents=held.documents[held.documents.index.isin(allowed.document_id)].drop(columns=["text"]),
        tellers=tellers.join(grouped(held.attributes, tellers, settings.get("groups", {}))),
        turns=allowed,
        codings=codings,
        waiting=waiting,
        excluded=left_out(turns[turns.reason != ""], held),
        codebooks=books,
        smallest_cell=int(settings.get("tables", {}).get("smallest_cell", 5)),
        not_asked=settings.get("not_asked", {}),
        measured=measured,
        bases=bases(held.attributes, tellers),
        checks=checks,
        shown=against_the_rule,
    )

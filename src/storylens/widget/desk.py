"""The desk: what the coder on the screen can ask for, whether it runs in a notebook or on the local page.

A question is a dict with `ask` and what it needs; an answer is a dict with `ok`. Each action is in the store
before its answer is sent. Positions are code points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from storylens.coding import actions, codes, correct, strokes, worklist
from storylens.records import Coding, State, StorylensError
from storylens.store import Store, codebooks, codings, documents, log, memos, samples, screen, search
from storylens.store.memos import About
from storylens.widget.grid import grid_payload
from storylens.widget.outcomes import Outcomes
from storylens.widget.payload import (
    codebook_payload,
    coding_payload,
    document_payload,
    gates,
    memo_payload,
    sections_of,
)

Answer = dict[str, Any]
MANY = 500  # codings; where there are more, those that are seen first are sent first
WINDOW = 5_000  # code points before and after a place: more than a large screen shows


class Desk:
    """A coder at work on a project."""

    def __init__(self, store: Store, coder: str) -> None:
        self.store, self.coder = store, coder
        self._answers: dict[str, Callable[..., Answer]] = {
            "documents": self._documents,
            "open": self._open,
            "fresh": self._fresh,
            "codebooks": self._codebooks,
            "look": self._look,
            "code": self._code,
            "change": self._change,
            "decide": self._decide,
            "undo": self._undo,
            "redo": self._redo,
            "memo": self._memo,
            "memos": self._memos,
            "search": self._search,
            "passages": self._passages,
            "correct": self._correct,
            "done": self._done,
            "create code": self._create,
            "rename code": self._rename,
            "define code": self._define,
            "move code": self._move,
            "merge codes": self._merge,
            "split code": self._split,
            "grid": self._grid,
            **Outcomes(store, coder).answers(),
        }

    def answer(self, question: dict[str, Any]) -> Answer:
        """Answer a question; what goes wrong is a sentence, not an exception."""
        asked = dict(question)
        number, ask = asked.pop("number", None), asked.pop("ask", "")
        if ask not in self._answers:
            return {"number": number, "ok": False, "error": f"the coder cannot be asked for {ask!r}."}
        try:
            return {"number": number, "ok": True, **self._answers[ask](**asked)}
        except (StorylensError, TypeError, ValueError) as error:
            return {"number": number, "ok": False, "error": str(error)}

    def _documents(self) -> Answer:
        listed = worklist.worklist(self.store, self.coder)
        with self.store.reading() as connection:
            hidden = screen.hidden_documents(connection, self.coder)
        return {
            "documents": [
                {
                    "id": work.document_id,
                    "code": work.code,
                    "title": work.title,
                    "kind": work.kind,
                    "words": work.words,
                    "mine": work.mine,
                    "suggestions": 0 if work.document_id in hidden else work.suggestions,
                    "again": work.again,
                    "tasks": list(work.tasks),
                    "blind": work.document_id in hidden,
                }
                for work in listed
            ]
        }

    def _open(self, document: str, near: int | None = None) -> Answer:
        """Return a document with its codings; of very many only those near a place, and that there are `more`."""
        with self.store.reading() as connection:
            identity = documents.find(connection, document)
            return {
                "document": document_payload(self.store, connection, identity),
                **self._codings(connection, identity, near),
            }

    def _fresh(self, document: str, mark: str) -> Answer:
        """Return the codings of a document when they are not those that the screen has: another tab, another coder."""
        with self.store.reading() as connection:
            if screen.mark(connection, document) == mark:
                return {}
            return {"document_id": document, **self._codings(connection, document)}

    def _codings(self, connection: Any, document_id: str, near: int | None = None) -> Answer:
        hidden = samples.hidden_from(connection, document_id, self.coder)
        within = None
        if near is not None and screen.made_in(connection, document_id) > MANY:
            within = (near - WINDOW, near + WINDOW)
        rows = codings.in_document(connection, document_id, within)
        return {
            "codings": [coding_payload(row) for row in rows if not hidden or row.coder == self.coder],
            "more": within is not None,
            "blind": hidden,
            "mark": screen.mark(connection, document_id),
        }

    def _after(self, ones_made: Iterable[Coding], /, **more: Any) -> Answer:
        """Return what an action changed: in each document the codings that went, and those that came."""
        by_document: dict[str, list[Coding]] = {}
        for one in ones_made:
            by_document.setdefault(one.document_id, []).append(one)
        changes = []
        with self.store.reading() as connection:
            for document_id, ones in by_document.items():
                came = screen.standing_among(connection, [one.id for one in ones])
                here = {row.id for row in came}
                gone = {one.supersedes for one in ones} | {one.id for one in ones} - here
                changes.append(
                    {
                        "document": document_id,
                        "title": documents.read(connection, document_id).title,
                        "gone": sorted(name for name in gone if name),
                        "came": [coding_payload(row) for row in came],
                        "mark": screen.mark(connection, document_id),
                    }
                )
        return {"changes": changes, **more}

    def _codebooks(self) -> Answer:
        books = codebooks.in_use(self.store.folder)
        with self.store.reading() as connection:
            hidden = screen.hidden_documents(connection, self.coder)
            return {
                "codebooks": [codebook_payload(book) for book in books.values()],
                "recent": screen.recent(connection, self.coder),
                "said": screen.said(connection, self.coder),
                "uses": screen.uses(connection, hidden),
            }

    def _look(self, document: str, turn: str) -> Answer:
        with self.store.writing() as connection:
            log.note(connection, "look at held passage", by=self.coder, document=document, turn=turn)
        return {}

    def _code(self, document: str, start: int, end: int, code: str, **details: Any) -> Answer:
        known = codebooks.find_code(self.store.folder, code)[1]
        made = actions.highlight(self.store, document, (start, end), code, by=self.coder, **details)
        return self._after([made], made=made.id, **({} if known else self._codebooks()))

    def _change(self, coding: str, code: str = "", **details: Any) -> Answer:
        known = not code or codebooks.find_code(self.store.folder, code)[1]
        made = actions.change(self.store, coding, by=self.coder, code=code, **details)
        return self._after([made], made=made.id, **({} if known else self._codebooks()))

    def _decide(self, codings: list[str], state: str, why: str = "") -> Answer:
        made = actions.decide(self.store, codings, State(state), by=self.coder, why=why)
        return self._after(made)

    def _undo(self) -> Answer:
        return self._stepped(strokes.undo)

    def _redo(self) -> Answer:
        return self._stepped(strokes.redo)

    def _stepped(self, step: Callable[..., Any]) -> Answer:
        with self.store.writing() as connection:
            made = step(connection, codings.person(connection, self.coder))
        return self._after(made)

    def _memo(self, about: str, subject: str, text: str, instead_of: str = "") -> Answer:
        with self.store.writing() as connection:
            memos.write(
                connection, codings.person(connection, self.coder), About(about), subject, text, instead_of=instead_of
            )
        return self._memos(about, subject)

    def _memos(self, about: str, subject: str) -> Answer:
        kind = About(about)
        with self.store.reading() as connection:
            subjects = screen.subject_chain(connection, subject) if kind is About.CODING else [subject]
            found = [memo for name in subjects for memo in memos.read(connection, kind, name)]
            blind = kind is About.DOCUMENT and samples.hidden_from(connection, subject, self.coder)
        shown = [memo_payload(memo) for memo in found if not blind or memo.coder == self.coder]
        return {"memos": sorted(shown, key=lambda memo: memo["at"])}

    def _search(self, words: str) -> Answer:
        with self.store.reading() as connection:
            hits, codes = search.find(connection, words), gates(self.store)
            held = screen.held_among(connection, [(hit.document_id, hit.start, hit.end) for hit in hits], codes)
            section = {name: sections_of(connection, name, codes) for name in {hit.document_id for hit in hits}}
        return {
            "hits": [
                {**hit._asdict(), "section": section[hit.document_id](hit.start)}
                if (hit.document_id, hit.start, hit.end) not in held
                else {**hit._asdict(), "before": "", "words": "", "after": "", "held": True}
                for hit in hits
            ]
        }

    def _passages(self, code: str = "", document: str = "", suggested: bool | None = None) -> Answer:
        with self.store.reading() as connection:
            hidden = screen.hidden_documents(connection, self.coder)
            rows = screen.passages(connection, code=code, document=document, suggested=suggested, hidden=hidden)
            held = screen.held_among(
                connection, [(row.document_id, row.start, row.end) for row, _, _ in rows], gates(self.store)
            )
        return {
            "passages": [
                {
                    **coding_payload(row),
                    "document_id": row.document_id,
                    "title": title,
                    "words": "" if (row.document_id, row.start, row.end) in held else words,
                    "held": (row.document_id, row.start, row.end) in held,
                }
                for row, title, words in rows
            ]
        }

    def _correct(self, document: str, start: int, end: int, words: str) -> Answer:
        done = correct.correct(self.store, document, start, end, words, by=self.coder)
        return {**self._open(done.document_id), "touched": list(done.touched)}

    def _done(self, document: str) -> Answer:
        with self.store.writing() as connection:
            samples.done(connection, document, codings.person(connection, self.coder))
        return self._fresh(document, "")

    def _create(self, name: str, reason: str = "", **details: Any) -> Answer:
        made = codes.create(self.store, name, by=self.coder, reason=reason, **details)
        return {"made": made.id, **self._codebooks()}

    def _rename(self, code: str, name: str, reason: str = "") -> Answer:
        codes.rename(self.store, code, name, by=self.coder, reason=reason)
        return self._codebooks()

    def _define(self, code: str, reason: str = "", **texts: Any) -> Answer:
        codes.define(self.store, code, by=self.coder, reason=reason, **texts)
        return self._codebooks()

    def _move(self, code: str, under: str, reason: str = "") -> Answer:
        codes.move(self.store, code, under, by=self.coder, reason=reason)
        return self._codebooks()

    def _merge(self, gone: list[str], into: str, reason: str, document: str = "") -> Answer:
        codes.merge(self.store, gone, into, by=self.coder, reason=reason)
        return {**(self._fresh(document, "") if document else {}), **self._codebooks()}

    def _split(self, code: str, into: list[str], reason: str, document: str = "") -> Answer:
        codes.split(self.store, code, into, by=self.coder, reason=reason)
        return {**(self._fresh(document, "") if document else {}), **self._codebooks()}

    def _grid(self, question: str = "") -> Answer:
        with self.store.reading() as connection:
            return grid_payload(connection, question, gates(self.store), self.coder)

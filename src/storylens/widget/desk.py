"""The desk: what the coder on the screen can ask for, whether it runs in a notebook or on the local page.

A question is a dict with `ask` and what it needs; an answer is a dict with `ok`. Each action is in the store
before its answer is sent. Positions are code points.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from storylens.coding import actions, codes, correct, strokes, worklist
from storylens.records import State, StorylensError
from storylens.store import Store, codebooks, codings, documents, log, memos, samples, search
from storylens.store.memos import About
from storylens.widget.grid import grid_payload
from storylens.widget.payload import codebook_payload, coding_payload, document_payload, memo_payload

Answer = dict[str, Any]


class Desk:
    """A coder at work on a project."""

    def __init__(self, store: Store, coder: str) -> None:
        self.store, self.coder = store, coder
        self._answers: dict[str, Callable[..., Answer]] = {
            "documents": self._documents,
            "open": self._open,
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
            "correct": self._correct,
            "done": self._done,
            "create code": self._create,
            "rename code": self._rename,
            "define code": self._define,
            "move code": self._move,
            "merge codes": self._merge,
            "split code": self._split,
            "grid": self._grid,
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
        return {
            "documents": [
                {
                    "id": work.document_id,
                    "code": work.code,
                    "title": work.title,
                    "kind": work.kind,
                    "words": work.words,
                    "mine": work.mine,
                    "suggestions": work.suggestions,
                    "again": work.again,
                    "tasks": list(work.tasks),
                }
                for work in listed
            ]
        }

    def _open(self, document: str) -> Answer:
        with self.store.reading() as connection:
            identity = documents.find(connection, document)
            return {
                "document": document_payload(self.store, connection, identity),
                **self._codings(connection, identity),
            }

    def _codings(self, connection: Any, document_id: str) -> Answer:
        hidden = samples.hidden_from(connection, document_id, self.coder)
        rows = codings.in_document(connection, document_id)
        return {
            "codings": [coding_payload(row) for row in rows if not hidden or row.coder == self.coder],
            "blind": hidden,
        }

    def _after(self, document_ids: set[str], **more: Any) -> Answer:
        """Return the codings of a document as they stand after an action."""
        with self.store.reading() as connection:
            only = next(iter(document_ids), None)
            return {**({"document_id": only, **self._codings(connection, only)} if only else {}), **more}

    def _codebooks(self) -> Answer:
        return {"codebooks": [codebook_payload(book) for book in codebooks.in_use(self.store.folder).values()]}

    def _look(self, document: str, turn: str) -> Answer:
        with self.store.writing() as connection:
            log.note(connection, "look at held passage", by=self.coder, document=document, turn=turn)
        return {}

    def _code(self, document: str, start: int, end: int, code: str, **details: Any) -> Answer:
        known = codebooks.find_code(self.store.folder, code)[1]
        made = actions.highlight(self.store, document, (start, end), code, by=self.coder, **details)
        return self._after({made.document_id}, made=made.id, **({} if known else self._codebooks()))

    def _change(self, coding: str, code: str = "", **details: Any) -> Answer:
        made = actions.change(self.store, coding, by=self.coder, code=code, **details)
        return self._after({made.document_id}, made=made.id, **self._codebooks())

    def _decide(self, codings: list[str], state: str, why: str = "") -> Answer:
        made = actions.decide(self.store, codings, State(state), by=self.coder, why=why)
        return self._after({one.document_id for one in made})

    def _undo(self) -> Answer:
        return self._stepped(strokes.undo)

    def _redo(self) -> Answer:
        return self._stepped(strokes.redo)

    def _stepped(self, step: Callable[..., Any]) -> Answer:
        with self.store.writing() as connection:
            made = step(connection, codings.person(connection, self.coder))
        return self._after({one.document_id for one in made})

    def _memo(self, about: str, subject: str, text: str, instead_of: str = "") -> Answer:
        with self.store.writing() as connection:
            memos.write(
                connection, codings.person(connection, self.coder), About(about), subject, text, instead_of=instead_of
            )
        return self._memos(about, subject)

    def _memos(self, about: str, subject: str) -> Answer:
        with self.store.reading() as connection:
            return {"memos": [memo_payload(memo) for memo in memos.read(connection, About(about), subject)]}

    def _search(self, words: str) -> Answer:
        with self.store.reading() as connection:
            return {"hits": [hit._asdict() for hit in search.find(connection, words)]}

    def _correct(self, document: str, start: int, end: int, words: str) -> Answer:
        done = correct.correct(self.store, document, start, end, words, by=self.coder)
        return {**self._open(done.document_id), "touched": list(done.touched)}

    def _done(self, document: str) -> Answer:
        with self.store.writing() as connection:
            samples.done(connection, document, codings.person(connection, self.coder))
        return self._after({document})

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

    def _merge(self, codes_: list[str], into: str, reason: str, document: str = "") -> Answer:
        codes.merge(self.store, codes_, into, by=self.coder, reason=reason)
        return self._after({document} if document else set(), **self._codebooks())

    def _split(self, code: str, into: list[str], reason: str, document: str = "") -> Answer:
        codes.split(self.store, code, into, by=self.coder, reason=reason)
        return self._after({document} if document else set(), **self._codebooks())

    def _grid(self, question: str = "") -> Answer:
        with self.store.reading() as connection:
            return grid_payload(connection, question)

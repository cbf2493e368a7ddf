"""Change codes on the way: each change is a new edition of the codebook, with a reason, and codings follow it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from storylens.coding.strokes import stroke
from storylens.records import Code, Codebook, Coding, State, StorylensError, random_id
from storylens.store import Store, codebooks, codings, now


def create(store: Store, name: str, *, by: str, reason: str = "", **details: Any) -> Code:
    """Make a code in the project's own codebook. `details` are definition, include, exclude, parent and so on."""
    if codebooks.find_code(store.folder, name)[1]:
        raise StorylensError(f"there is a code {name!r} already", todo="use it, or choose another name")
    before = _edition(store, codebooks.OWN)
    book, code = codebooks.new_code(store.folder, name, **details)
    _keep(store, before, book, "created", [code.id], by=by, reason=reason)
    return code


def rename(store: Store, code: str, name: str, *, by: str, reason: str = "") -> None:
    """Give a code another name; its id, and so its codings, stay."""
    _change(store, code, "renamed", [name], lambda node: node.update(name=name), by=by, reason=reason)


def define(store: Store, code: str, *, by: str, reason: str = "", **texts: Any) -> None:
    """Write a code's definition, include, exclude, examples or cues."""
    _change(store, code, "defined", [], lambda node: node.update(texts), by=by, reason=reason)


def move(store: Store, code: str, under: str, *, by: str, reason: str = "") -> None:
    """Put a code under another one, or with an empty name at the top."""
    parent = _found(store, under)[1].id if under else None

    def change(node: Any) -> None:
        if parent:
            node["parent"] = parent
        else:
            node.pop("parent", None)

    _change(store, code, "moved", [parent or "the top"], change, by=by, reason=reason)


def merge(store: Store, gone: Sequence[str], into: str, *, by: str, reason: str) -> list[Coding]:
    """Merge codes into one: their codings go over to it, and they are retired.

    Returns the codings that went over. A suggestion is not carried: the code that stays suggests its own.
    """
    book, kept = _found(store, into)
    moved: list[Coding] = []
    for name in gone:
        code = _found(store, name)[1]
        if code.id == kept.id:
            raise StorylensError(f"{code.id} cannot be merged into itself", todo="name another code")
        _change(
            store,
            code.id,
            "merged",
            [kept.id],
            lambda node: node.update(retired=f"merged into {kept.id}"),
            by=by,
            reason=reason,
        )
        with store.writing() as connection:
            coder = codings.person(connection, by)
            over = [
                coding.model_copy(
                    update={
                        "id": random_id(),
                        "code": kept.id,
                        "codebook": book.id,
                        "codebook_edition": book.edition,
                        "supersedes": coding.id,
                        "made_at": now(),
                    }
                )
                for coding in codings.of_code(connection, code.id)
            ]
            moved += stroke(connection, coder, "merge", over)
    return moved


def split(store: Store, code: str, into: Sequence[str], *, by: str, reason: str) -> list[Code]:
    """Split a code into new ones and retire it. Its codings stay until somebody has looked at each again.

    Raises `StorylensError` when fewer than two names are given.
    """
    if len(into) < 2:
        raise StorylensError("a code is split into two or more", todo="give at least two names")
    old = _found(store, code)[1]
    made = [
        create(store, name, by=by, reason=reason, **({"parent": old.parent} if old.parent else {})) for name in into
    ]
    ids = [one.id for one in made]
    note = f"split into {' and '.join(ids)}"
    _change(store, old.id, "split", ids, lambda node: node.update(retired=note), by=by, reason=reason)
    return made


def recode(store: Store, coding_id: str, code: str, *, by: str) -> Coding:
    """Give a coding that waits for another look, after a split, the code that now fits."""
    book, found = _found(store, code)
    with store.writing() as connection:
        before = codings.read(connection, coding_id)
        own = {"id": random_id(), "state": State.CHANGED, "supersedes": before.id, "made_at": now()}
        new = {"code": found.id, "codebook": book.id, "codebook_edition": book.edition}
        coder = codings.person(connection, by)
        return stroke(connection, coder, "recode", [before.model_copy(update={**own, **new, "coder_id": coder.id})])[0]


def _found(store: Store, name: str) -> tuple[Codebook, Code]:
    book, code = codebooks.find_code(store.folder, name)
    if book is None or code is None:
        raise StorylensError(f"there is no code {name!r}", todo="`storylens codes` lists them")
    return book, code


def _change(
    store: Store, code: str, what: str, to: Sequence[str], change: Callable[[Any], None], *, by: str, reason: str
) -> None:
    book, found = _found(store, code)
    file = store.folder.codebooks / f"{book.id}.yml"
    if not file.exists():
        raise StorylensError(
            f"the codebook {book.id} is not in the project", todo=f"add it with `storylens codebook {book.id}`"
        )

    def on_node(content: Any) -> None:
        change(next(node for node in codebooks.nodes(content) if node["id"] == found.id))

    _keep(store, book.edition, codebooks.edit(file, on_node), what, [found.id, *to], by=by, reason=reason)


def _edition(store: Store, book: str) -> str:
    found = codebooks.in_use(store.folder).get(book)
    return found.edition if found else ""


def _keep(store: Store, before: str, after: Codebook, what: str, codes: Sequence[str], *, by: str, reason: str) -> None:
    with store.writing() as connection:
        codebooks.keep_edition(connection, store.folder, after)
        codebooks.note_change(connection, before, after, what, codes, by=by, reason=reason)

"""The exports of a project, and what has changed since one of them was made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pandas as pd

from storylens.analysis.quotes import Chooser
from storylens.analysis.table import Table
from storylens.analysis.theme_table import theme_table
from storylens.gates import View, view
from storylens.records import Use
from storylens.store import Store, exports, inputs
from storylens.store.exports import ExportRun

THEME = "tellers on "  # begins the facts that are figures of the theme table


def figures(themes: Table) -> dict[str, str]:
    """Return n of N tellers for each code of a theme table, as facts that a later export is compared with."""
    return {f"{THEME}{row.Index}": f"{row.tellers} of {row.of}" for row in themes.frame.itertuples()}


def export_list(store: Store) -> Table:
    """List the exports that were made: by whom, from what, and whether that is still what there is."""
    with store.reading() as connection:
        runs = exports.every(connection)
        now = inputs.whole(inputs.parts(connection, store.folder))
    first: dict[tuple[str, str], int] = {}
    rows = []
    for run in runs:
        asked = json.dumps(run.asked, sort_keys=True)
        same = first.setdefault((run.inputs, asked + str(sorted(run.hashes.values()))), run.number)
        rows.append(
            {
                "export": str(run.number),
                "at": run.at,
                "by": run.by,
                "files": ", ".join(run.files),
                "asked for": ", ".join(f"{name}: {_plain(value)}" for name, value in run.asked.items() if value),
                "stories": len(run.held["document"]),
                "tellers": len(run.held["teller"]),
                "inputs": run.inputs[:12],
                "same as": str(same) if same != run.number else "",
                "since then": "nothing has changed" if run.inputs == now else "changed",
            }
        )
    # fmt: off
    columns = ["export", "at", "by", "files", "asked for", "stories", "tellers", "inputs", "same as", "since then"]
    # fmt: on
    return Table(
        "exports",
        "Exports that were made",
        pd.DataFrame(rows, columns=columns).set_index("export"),
        (
            "Inputs: a hash over stories, tellers, consent, codings, entries, names, codebooks, settings and program.",
            "The same inputs and the same choices give the same bytes.",
        ),
    )


def changes_since(store: Store, number: int) -> Table:
    """Say what is otherwise now than when an export was made. Raises `StorylensError` for one that is not there.

    A row has what it was then and what it is now: figures of themes, counts, versions of entries, tellers who are
    no longer or newly counted; and which parts of the inputs differ, so that nothing changes unsaid.
    """
    seen = view(store, Use.ANALYSIS)
    with store.reading() as connection:
        run = exports.read(connection, number)
        parts, facts = inputs.parts(connection, store.folder), inputs.facts(connection, store.folder)
    tables = any(name.startswith(THEME) for name in run.facts)
    if tables:
        facts |= figures(theme_table(seen, Chooser(view(store, Use.QUOTE))))
    rows = list(_tellers(run, seen, everybody=tables))
    if run.parts:
        rows += _differing(run.facts, facts)
        differ = [name for name, _, _ in _differing(run.parts, parts)]
        rows += [("inputs that differ", "", ", ".join(differ))] if differ else []
    frame = pd.DataFrame(rows, columns=["what", f"export {number}", "now"]).set_index("what")
    return Table(
        "changes", f"What has changed since export {number} of {run.at[:10]}, by {run.by}", frame, _notes(run, frame)
    )


def _notes(run: ExportRun, frame: pd.DataFrame) -> tuple[str, ...]:
    if not run.parts:
        return ("This export was made before inputs were kept: what it held is known, not what it was made from.",)
    if frame.empty:
        return ("Nothing has changed: the same choices give the same bytes.",)
    return ("Text never enters this list: `storylens entries` and `storylens log` say what was written, and by whom.",)


def _tellers(run: ExportRun, seen: View, *, everybody: bool) -> Iterator[tuple[str, str, str]]:
    """Yield tellers whose words the export held and that may not be used now, and the other way round."""
    why = dict(zip(seen.excluded.teller_id, seen.excluded.reason, strict=True))
    code = dict(zip(seen.excluded.teller_id, seen.excluded.teller, strict=True))
    for gone in sorted(run.held["teller"] - {*seen.tellers.index}, key=lambda one: (code.get(one, ""), one)):
        yield f"teller {code.get(gone, gone[:8])}", "counted", f"left out: {why.get(gone, 'erased')}"
    for teller in seen.tellers.itertuples() if everybody else ():
        if teller.Index not in run.held["teller"]:
            yield f"teller {teller.code}", "not counted", "counted"


def _differing(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys((*then, *now)):
        if then.get(name) != now.get(name):
            yield name, then.get(name, "none"), now.get(name, "none")


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

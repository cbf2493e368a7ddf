"""What stands under a table that holds a machine's suggestions: how right that machine was when it was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storylens.gates import View
from storylens.records import CoderKind, State

if TYPE_CHECKING:
    import pandas as pd

NEVER = "Suggested, not confirmed, and never measured against what people coded here"


def machine_notes(seen: View, codings: pd.DataFrame | None = None) -> tuple[str, ...]:
    """Return a note for each machine whose suggestions nobody has decided on, among some codings or all of a view."""
    if not seen.measured:  # no machine has read anything
        return ()
    rows = seen.codings if codings is None else codings
    open_ = rows[(rows.coder_kind == CoderKind.MACHINE) & (rows.state == State.SUGGESTED)]
    machines = sorted(set(open_.coder))
    known = [f"Suggested, and not confirmed: {seen.measured[name]}" for name in machines if seen.measured.get(name)]
    never = [name for name in machines if not seen.measured.get(name)]
    if never:
        known.append(f"{NEVER}: {', '.join(never)} (`storylens evaluate`).")
    return tuple(known)


def tagger_note(seen: View, tagger: str) -> str:
    """Return what stands under a table that a tagger fills by itself, with no suggestion in between."""
    known = [told for name, told in sorted(seen.measured.items()) if told and name.partition(":")[0] == tagger]
    return " ".join(known) or f"The tagger {tagger} was never measured against what people coded here."

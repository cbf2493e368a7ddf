"""Saturation: how many new codes further interviews bring (Guest, Namey and Chen 2020).

Three things are chosen: the base (the first interviews, whose codes are the measure), the run (how many interviews
are looked at together for new codes), and the threshold (new codes in a run, as a share of those in the base). Where
a run first meets the threshold is said as "5% after 6+2". It is never said that saturation was reached: on real
material later interviews of other people have brought many new codes again, and another order of the same interviews
tells another story, which the band over random orders shows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from storylens.analysis.table import Table
from storylens.gates import View
from storylens.gates.groups import NOT_RECORDED
from storylens.records import CoderKind, State, StorylensError
from storylens.store.codebooks import OWN

Counts = npt.NDArray[np.int64]
BASE, RUN, THRESHOLDS = 4, 2, (0.05, 0.0)
ORDERS, SEED = 500, 1
DOES_NOT_APPLY = "does not apply"
EVERYBODY = "all interviews"


@dataclass(frozen=True)
class Saturation:
    """`curve` has a row an interview for each line (everybody, and each group); `summary` what the runs come to."""

    curve: Table
    summary: Table


@dataclass(frozen=True)
class _Line:
    """The interviews of some tellers in the order of analysis, and which codes each holds."""

    name: str
    documents: tuple[str, ...]
    holds: npt.NDArray[np.bool_]  # interviews x codes
    codes: tuple[str, ...]

    @property
    def new(self) -> Counts:
        as_it_was: Counts = _new_codes(self.holds, np.arange(len(self.documents))[np.newaxis, :])[0]
        return as_it_was


def saturation(
    seen: View,
    *,
    base: int = BASE,
    run: int = RUN,
    thresholds: Sequence[float] = THRESHOLDS,
    by: str = "",
    order: Sequence[str] = (),
    grown: Collection[str] = (OWN,),
    orders: int = ORDERS,
    seed: int = SEED,
) -> Saturation:
    """Count new codes interview by interview, with a band over random orders of the same interviews.

    An interview is a document in which a person has coded. `order` has the documents (D003) in the order in which
    they were analysed, by default that of their first coding. `grown` are the codebooks whose codes were made while
    reading; to all others saturation does not apply. `by` is an attribute of tellers: each group has a line of its
    own. Raises `StorylensError` for parameters, documents or attributes that are none.
    """
    if base < 1 or run < 1 or any(not 0 <= threshold < 1 for threshold in thresholds):
        raise StorylensError(
            f"base {base}, run {run} and thresholds {list(thresholds)} cannot be",
            todo="give a base and a run of at least 1, and thresholds from 0 to below 1",
        )
    made = seen.codings[(seen.codings.coder_kind != CoderKind.MACHINE) & (seen.codings.state != State.SUGGESTED)]
    interviews = _in_order(seen, made, order)
    rows = made[made.codebook.isin(list(grown))]
    lines = list(_lines(seen, rows, interviews, by))
    drawn = {line.name: _random_orders(line, orders, seed) for line in lines}
    notes = [*_notes(seen, rows, interviews, orders, seed), *_closed(seen, made, grown)]
    return Saturation(
        _curve(seen, rows, lines, drawn, base, run, tuple(notes)),
        _summary(lines, drawn, base, run, thresholds, [*_books(made, grown)], tuple(notes)),
    )


def first_met(new: Counts, base: int, run: int, threshold: float) -> Counts:
    """Return for each row of new codes (orders x interviews) the interview that ends the first run to meet a threshold.

    0 where none does, or where the base has no code. Runs begin after the base and move on by one interview.
    """
    found = np.zeros(len(new), dtype=np.int64)
    total = np.cumsum(new, axis=1)
    if new.shape[1] < base + run:
        return found
    known = total[:, base - 1]
    in_run = total[:, base + run - 1 :] - total[:, base - 1 : -run]
    met = (in_run <= threshold * known[:, np.newaxis] + 1e-9) & (known > 0)[:, np.newaxis]
    found[met.any(axis=1)] = base + run + met.argmax(axis=1)[met.any(axis=1)]
    return found


def _in_order(seen: View, made: pd.DataFrame, order: Sequence[str]) -> list[str]:
    if order:
        ids = {code: name for name, code in seen.documents.code.items()}
        strangers = [code for code in order if code not in ids]
        if strangers:
            raise StorylensError(f"there is no document {strangers[0]!r} in this view", todo="give codes such as D001")
        return [ids[code] for code in dict.fromkeys(order)]
    first = made.groupby("document_id").made_at.min()
    place = pd.Series(range(len(seen.documents)), index=seen.documents.index)
    return sorted(first.index, key=lambda name: (first[name], place[name]))


def _lines(seen: View, rows: pd.DataFrame, interviews: Sequence[str], by: str) -> Iterator[_Line]:
    yield _line(EVERYBODY, rows, interviews)
    if not by:
        return
    known = [name for name in seen.tellers.columns if name not in ("code", "is_group")]
    if by not in known:
        raise StorylensError(f"no teller has the attribute {by!r}", todo="choose from " + ", ".join(known))
    group = seen.tellers[by].replace("", NOT_RECORDED)
    delicate = {code.id for book in seen.codebooks.values() for code in book.codes() if code.sensitive}
    for name in sorted(group.unique()):
        tellers = group.index[group == name]
        heard = set(seen.turns.document_id[seen.turns.teller_id.isin(tellers)])
        mine = rows[rows.teller_id.isin(tellers)]
        if len(tellers) < seen.smallest_cell:
            mine = mine[~mine.code.isin(delicate)]
        yield _line(f"{by}: {name}", mine, [document for document in interviews if document in heard])


def _line(name: str, rows: pd.DataFrame, interviews: Sequence[str]) -> _Line:
    rows = rows[rows.document_id.isin(interviews)]
    codes = sorted(rows.code.unique())
    holds = np.zeros((len(interviews), len(codes)), dtype=bool)
    holds[pd.Index(interviews).get_indexer(rows.document_id), pd.Index(codes).get_indexer(rows.code)] = True
    return _Line(name, tuple(interviews), holds, tuple(codes))


def _random_orders(line: _Line, orders: int, seed: int) -> Counts:
    """Return the new codes of random orders: orders x interviews. In which order they came makes no difference."""
    n = len(line.documents)
    sorted_ = np.argsort(np.array(line.documents, dtype=object)) if n else np.zeros(0, dtype=np.int64)
    chance = np.random.default_rng(seed)
    shuffled = chance.permuted(np.tile(np.arange(n), (orders, 1)), axis=1)
    return _new_codes(line.holds[sorted_], np.argsort(shuffled, axis=1))


def _new_codes(holds: npt.NDArray[np.bool_], places: Counts) -> Counts:
    """Count how many codes are new at each place; `places` (orders x interviews) says where each interview stands."""
    orders, n = places.shape
    new = np.zeros(orders * n, dtype=np.int64)
    for code in range(holds.shape[1]):
        first = places[:, holds[:, code]].min(axis=1)
        new[np.arange(orders) * n + first] += 1
    return new.reshape(orders, n)


def _curve(
    seen: View,
    rows: pd.DataFrame,
    lines: Sequence[_Line],
    drawn: dict[str, Counts],
    base: int,
    run: int,
    notes: tuple[str, ...],
) -> Table:
    frames, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    of_place = {key: tuple(dict.fromkeys(found)) for key, found in rows.groupby(["document_id", "code"]).coding_id}
    for line in lines:
        total = np.cumsum(line.new)
        known = total[base - 1] if len(total) >= base else 0
        ratio = np.full(len(total), np.nan)
        if known and len(total) >= base + run:
            ratio[base + run - 1 :] = (total[base + run - 1 :] - total[base - 1 : -run]) / known
        band = _band(drawn[line.name])
        keys = [f"{line.name} {place}" for place in range(1, len(total) + 1)]
        frames.append(
            pd.DataFrame(
                {
                    "line": line.name,
                    "place": np.arange(1, len(total) + 1),
                    "interview": seen.documents.code.reindex(list(line.documents)).to_numpy(),
                    "new codes": line.new,
                    "codes so far": total,
                    "new in run, % of base": np.round(100 * ratio, 1),
                    "low": band[0],
                    "median": band[1],
                    "high": band[2],
                },
                index=keys,
            )
        )
        first = line.holds.argmax(axis=0) if line.documents else np.zeros(0)
        for place, key in enumerate(keys):
            here = [line.codes[code] for code in np.flatnonzero(first == place)]
            ids[key, "new codes"] = tuple(i for code in here for i in of_place[line.documents[place], code])
    frame = pd.concat(frames).rename_axis("row")
    title = f"New codes, interview by interview, with base {base} and run {run}"
    band_note = "Low, median and high are of codes so far, over random orders: 90% of them lie between low and high."
    return Table("saturation", title, frame, (*notes, band_note), ids)


def _band(drawn: Counts) -> npt.NDArray[np.float64]:
    if not drawn.shape[1]:
        return np.zeros((3, 0))
    return np.quantile(np.cumsum(drawn, axis=1), [0.05, 0.5, 0.95], axis=0)


def _summary(
    lines: Sequence[_Line],
    drawn: dict[str, Counts],
    base: int,
    run: int,
    thresholds: Sequence[float],
    books: Sequence[tuple[str, str]],
    notes: tuple[str, ...],
) -> Table:
    rows = []
    for line in lines:
        for threshold in thresholds:
            in_orders = first_met(drawn[line.name], base, run, threshold)
            reached = in_orders[in_orders > 0]
            rows.append(
                {
                    "line": line.name,
                    "interviews": len(line.documents),
                    "codes": len(line.codes),
                    "codes in base": int(line.new[:base].sum()),
                    "with": f"base {base}, run {run}, threshold {threshold:.0%}",
                    "what the runs come to": _said(line.new, base, run, threshold),
                    "random orders": f"first met at {reached.min()} to {reached.max()}, median {np.median(reached):g}"
                    if len(reached)
                    else "never met",
                    "never": f"{len(in_orders) - len(reached)} of {len(in_orders)} orders",
                }
            )
    rows += [{"line": f"codebook {name}", "what the runs come to": why} for name, why in books]
    frame = pd.DataFrame(rows).astype(object).fillna("")
    frame.index = pd.Index([f"{number}" for number in range(1, len(frame) + 1)], name="row")
    return Table("saturation-summary", "What further interviews brought, by parameters", frame, notes)


def _said(new: Counts, base: int, run: int, threshold: float) -> str:
    if len(new) < base + run:
        return f"too few interviews for base {base} and run {run}"
    known = int(new[:base].sum())
    if not known:
        return "no code in the base"
    met = int(first_met(new[np.newaxis, :], base, run, threshold)[0])
    if not met:
        return f"no run of {run} brings {threshold:.0%} or less"
    total = np.cumsum(new)
    later = (total[met:] - total[met - run : -run]) / known
    above = np.flatnonzero(later > threshold + 1e-9)
    said = f"{threshold:.0%} after {met - run}+{run}"
    if not len(above):
        return f"{said}; {len(later)} later runs, none above it"
    most = int(above[np.argmax(later[above])])
    return f"{said}; {len(above)} of {len(later)} later runs above it, most at {met + most + 1}: {later[most]:.1%}"


def _books(made: pd.DataFrame, grown: Collection[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(set(made.codebook) - set(grown)):
        yield name, f"{DOES_NOT_APPLY}: its codes were there before the reading"


def _closed(seen: View, made: pd.DataFrame, grown: Collection[str]) -> list[str]:
    closed = [f"{seen.codebooks[name].title if name in seen.codebooks else name}" for name, _ in _books(made, grown)]
    return [f"{DOES_NOT_APPLY.capitalize()} to closed codebooks: {', '.join(closed)}."] if closed else []


def _notes(seen: View, rows: pd.DataFrame, interviews: Sequence[str], orders: int, seed: int) -> Iterator[str]:
    yield (
        f"{len(interviews)} of {len(seen.documents)} documents, in the order in which they were analysed; a code is "
        f"new in the first of them that holds it. {orders} random orders, seed {seed}."
    )
    place = {name: number for number, name in enumerate(interviews)}
    known = rows[rows.document_id.isin(place)].assign(place=lambda some: some.document_id.map(place))
    earliest = known.sort_values(["made_at", "place"], kind="stable").groupby("code").place.first()
    back = int((earliest > known.groupby("code").place.min()).sum())
    if back:
        yield f"{back} codes were first used in a later interview and then put on an earlier one, where they count."
    yield "Meant for codes that grow out of interviews with a fairly homogeneous group; a number, not a verdict."

"""Alpha for unitizing: whether coders mark the same stretches of a text, and give them the same codes.

The u-alpha family of Krippendorff, Mathet, Bouvry and Widlöcher (2016), equations 1 to 13, nominal: stretches that
two coders mark are compared by the length of what they share, and what is expected leaves out that a unit is
compared with itself. Krippendorff (2019, section 12.6) has the same family. For more than two coders, the length that
a unit shares with the others (equation 10) is squared coder by coder, and the mean is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial

import numpy as np
import pandas as pd

from storylens.analysis.agreement.bootstrap import Coefficient, share
from storylens.analysis.agreement.counts import Floats, Ints
from storylens.records import StorylensError


@dataclass(frozen=True)
class Unitizing:
    """The family. Intervals are over draws of documents.

    u: marking and coding together, gaps included; bar: marked or not, whatever the code (|u); cu: the codes, where
    two have marked; by_code: (k)u, one code among what two have marked. `shared` is the share of the text (by coder)
    that cu rests on, `shared_by_code` the share of each code's own length.
    """

    u: Coefficient
    bar: Coefficient
    cu: Coefficient
    by_code: Mapping[str, Coefficient]
    shared: float
    shared_by_code: Mapping[str, float]


def unitizing(
    spans: pd.DataFrame, lengths: Mapping[str, int], coded: Mapping[str, Sequence[str]] | None = None
) -> Unitizing:
    """Compare what coders marked in documents.

    `spans` has the columns document, coder, start, end and code; `lengths` gives the length of each document, and
    `coded` who has coded it, without which everybody in `spans` has coded all. Documents with fewer than two coders
    say nothing. Raises `StorylensError` when spans of one coder overlap: then reckon each code by itself.
    """
    everyone = sorted(spans.coder.unique())
    by_document = {name: list(everyone if coded is None else coded.get(name, ())) for name in sorted(lengths)}
    documents = [name for name, coders in by_document.items() if len(set(coders)) > 1]
    codes = sorted(spans.code.unique())
    held = _Continuum.of(spans, [(name, lengths[name], sorted(set(by_document[name]))) for name in documents], codes)
    sums = _Sums.of(held)
    whole = sums.drawn(np.ones((1, len(documents))))

    def coefficient(name: str, reckon: Callable[[_Sums], Floats]) -> Coefficient:
        once = np.ones(len(documents))
        return Coefficient(name, np.arange(len(documents)), once, lambda weights: reckon(sums.drawn(weights)))

    return Unitizing(
        u=coefficient("u-alpha", _Sums.u),
        bar=coefficient("|u-alpha", _Sums.bar),
        cu=coefficient("cu-alpha", _Sums.cu),
        by_code={
            code: coefficient(f"({code})u-alpha", partial(_Sums.of_code, place=place))
            for place, code in enumerate(codes)
        },
        shared=float(share(whole.met.sum(axis=1), whole.every)[0]),
        shared_by_code=dict(zip(codes, share(whole.met, whole.marked[:, 1:])[0].tolist(), strict=True)),
    )


@dataclass(frozen=True)
class _Continuum:
    """Documents laid end to end, cut at every beginning and end of a span, so that each piece has one value a coder."""

    document: Ints  # of each piece
    length: Floats  # of each piece
    values: Ints  # pieces x coders: place of the code, 0 for a gap, -1 where the coder has not coded the document
    spans: tuple[Ints, Ints, Ints, Ints]  # of each span: first piece, piece after the last, code, coder
    coders: Ints  # how many coded each document
    codes: int

    @classmethod
    def of(
        cls, spans: pd.DataFrame, documents: Sequence[tuple[str, int, Sequence[str]]], codes: Sequence[str]
    ) -> _Continuum:
        names = [name for name, _, _ in documents]
        bounds = np.cumsum([0, *(length for _, length, _ in documents)])
        coders = sorted({coder for _, _, some in documents for coder in some})
        spans = spans[spans.document.isin(names) & spans.coder.isin(coders)]
        document = pd.Index(names).get_indexer(spans.document)
        coder = pd.Index(coders).get_indexer(spans.coder)
        code = pd.Index(codes).get_indexer(spans.code) + 1
        start, end = (bounds[document] + spans[name].to_numpy(dtype=np.int64) for name in ("start", "end"))
        wrong = (spans.start < 0).to_numpy() | (end <= start) | (end > bounds[document + 1])
        if wrong.any():
            raise StorylensError(
                "a span ends where it begins, or lies outside of its document",
                where=names[int(document[np.argmax(wrong)])],
                todo="correct its positions",
            )
        cuts = np.unique(np.concatenate([bounds, start, end]))
        owner = np.searchsorted(bounds, cuts[:-1], side="right") - 1
        took_part = np.zeros((len(names), len(coders)), dtype=bool)
        for number, (_, _, some) in enumerate(documents):
            took_part[number, [coders.index(one) for one in some]] = True
        values = np.where(took_part[owner], 0, -1)
        first, after = np.searchsorted(cuts, start), np.searchsorted(cuts, end)
        for place in np.argsort(start, kind="stable"):
            piece = values[first[place] : after[place], coder[place]]
            if piece.max() > 0:
                raise StorylensError(
                    f"{coders[coder[place]]} marked stretches of {names[document[place]]} that overlap",
                    todo="reckon each code by itself",
                )
            piece[piece == 0] = code[place]
        inside = took_part[document, coder]
        kept = (first[inside], after[inside], code[inside], coder[inside])
        return cls(owner, np.diff(cuts).astype(np.float64), values, kept, took_part.sum(axis=1), len(codes))


@dataclass(frozen=True)
class _Sums:
    """What adds up over documents: documents (or draws of them) x values, the gap first."""

    marked: Floats  # length
    alike: Floats  # length on which another coder has the same value
    beside_gap: Floats  # length on which another coder has a gap
    squares: Floats  # of the lengths of units; every point of a gap is by itself
    shared_squares: Floats  # of the lengths of units that another coder has marked as well

    @classmethod
    def of(cls, held: _Continuum) -> _Sums:
        documents, size = len(held.coders), held.codes + 1
        counts = np.stack([(held.values == value).sum(axis=1) for value in range(size)], axis=1).astype(np.float64)
        others = (held.coders[held.document] - 1)[:, np.newaxis]

        def by_document(pieces: Floats) -> Floats:
            columns = [np.bincount(held.document, held.length * column, documents) for column in pieces.T]
            return np.stack(columns, axis=1)

        first, after, code, coder = held.spans
        owner = held.document[first]
        ends = np.concatenate([[0.0], np.cumsum(held.length)])
        marked = by_document(counts)
        squares, shared = np.zeros((documents, size)), np.zeros((documents, size))
        np.add.at(squares, (owner, code), (ends[after] - ends[first]) ** 2)
        squares[:, 0] = marked[:, 0]
        for other in range(held.values.shape[1]):
            covered = np.concatenate([[0.0], np.cumsum(held.length * (held.values[:, other] > 0))])
            length = np.where(coder == other, 0, covered[after] - covered[first])
            np.add.at(shared, (owner, code), length**2 / (held.coders[owner] - 1))
        alike, beside = by_document(counts * (counts - 1) / others), by_document(counts * counts[:, :1] / others)
        return cls(marked, alike, beside, squares, shared)

    def drawn(self, weights: Floats) -> _Sums:
        """Return the sums over documents with weights: draws x documents."""
        return _Sums(*(weights @ getattr(self, field.name) for field in fields(self)))

    @property
    def every(self) -> Floats:
        """The length of all documents, times their coders."""
        length: Floats = self.marked.sum(axis=1)
        return length

    @property
    def met(self) -> Floats:
        """The length of each code on which another coder has marked something."""
        length: Floats = (self.marked - self.beside_gap)[:, 1:]
        return length

    def u(self) -> Floats:
        room = self.every**2 - self.squares.sum(axis=1)
        by_chance = self.every * share((self.marked**2 - self.squares).sum(axis=1), room)
        return 1 - share(self.every - self.alike.sum(axis=1), self.every - by_chance)

    def bar(self) -> Floats:
        gap = self.marked[:, 0]
        by_chance = share(self.every * gap * (self.every - gap), self.every**2 - self.squares.sum(axis=1))
        return 1 - share(gap - self.alike[:, 0], by_chance)

    def cu(self) -> Floats:
        met, shared = self.met, self.shared_squares[:, 1:]
        every = met.sum(axis=1)
        by_chance = every * share((met**2 - shared).sum(axis=1), every**2 - shared.sum(axis=1))
        return 1 - share(every - self.alike[:, 1:].sum(axis=1), every - by_chance)

    def of_code(self, place: int) -> Floats:
        every, mine = self.met.sum(axis=1), self.met[:, place]
        with_all = mine * every - self.shared_squares[:, place + 1]
        return 1 - share(with_all * (mine - self.alike[:, place + 1]), mine * mine * (every - mine))

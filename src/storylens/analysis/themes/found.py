"""Passage groups of a project: tellers' passages through the gates, grouped, counted as n of N, and told by quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from storylens.analysis.quotes import LONGEST, SHORTEST, in_marks, translated
from storylens.analysis.table import Table
from storylens.analysis.themes.finder import ThemeFinder
from storylens.analysis.themes.hierarchy import Join, hierarchy
from storylens.analysis.themes.theme import Theme
from storylens.coding.groups import Place
from storylens.gates import View, view
from storylens.gates.passages import passages
from storylens.records import StorylensError, Use, content_id
from storylens.records.groups import PassageGroup
from storylens.store import Store

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 5  # words of a passage that can be grouped: "Yes, that is so." is about nothing by itself
NO_NAME = "no group"
_NOTHING = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, object))


@dataclass(frozen=True)
class Found:
    """What was found in one run. `passages` is indexed by passage id, with a column `group`, 0 for none."""

    run: str
    settings: str
    finder: ThemeFinder
    seen: View
    quotable: View
    passages: pd.DataFrame
    quotes: pd.DataFrame  # the passages that may be quoted
    short: int  # passages of too few words

    @property
    def themes(self) -> list[Theme]:
        """The groups, in the order of their numbers."""
        return self.finder.themes_

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """How to read any table of these groups."""
        holding = f"{sum(theme.holds for theme in self.themes)} of {len(self.themes)} groups hold"
        grouped = f"{len(self.passages)} passages of {self.seen.n} tellers, {self.settings}"
        return (
            "A passage group is what a machine found alike. It is a theme once a person has written what it means.",
            f"{holding}: found again without a fifth of the passages, tighter than chance makes them, two tellers.",
            f"Run {self.run}: {grouped}; {self.short} passages of fewer than {FEWEST} words were not grouped.",
        )

    def table(self) -> Table:
        """List the groups with tellers as n of N, whether they hold, and a central quote that may be printed."""
        import pandas as pd

        rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
        for theme in self.themes:
            quote = next(iter(self.central(theme.number)), None)
            credit = "" if quote is None else self._credit(quote)
            rows.append({**theme.row(), "quote": "" if quote is None else in_marks(quote.text), "quoted": credit})
            mine = tuple(self.passages.index[list(theme.passages)])
            ids |= {(str(theme.number), column): mine for column in ("tellers", "passages")}
        frame = pd.DataFrame(rows, columns=[*(rows[0] if rows else ("passage group",))])
        frame = frame.set_index("passage group")
        frame.index = frame.index.map(str)
        return Table("passage-groups", "Passage groups: what tellers speak of alike", frame, self.notes, ids)

    def central(self, number: int, most: int = 3) -> list[Any]:
        """Return passages that may be quoted, each by another teller, those nearest to the middle of a group first.

        Those that a reader can use come before those that are too short or too long.
        """
        ranked = [self.passages.index[at] for at in self.finder.ranked(self.theme(number).number - 1)]
        rows = [self.quotes.loc[name] for name in ranked if name in self.quotes.index]
        found: dict[str, Any] = {}
        for row in sorted(rows, key=lambda row: not SHORTEST <= row.words <= LONGEST):
            found.setdefault(str(row.teller_id), row)
        return list(found.values())[:most]

    def across(self, what: str) -> Table:
        """Count the tellers of each group by case, by year, quarter or month, or by an attribute, as n of N."""
        from storylens.analysis.themes import tables

        if what == "case":
            return tables.framework(self)
        return tables.over_time(self, what) if what in tables.PERIODS else tables.by_attribute(self, what)

    def coverage(self) -> tuple[Table, Table, Table]:
        """Set the groups against the codebooks: codes in each group, passages without a code, codes without passage."""
        from storylens.analysis.themes import tables

        return tables.coverage(self), tables.uncovered(self), tables.unused(self)

    def theme(self, number: int) -> Theme:
        """Return a group by its number. Raises `StorylensError` when there is none."""
        if not 1 <= number <= len(self.themes):
            most = len(self.themes)
            raise StorylensError(f"there is no passage group {number} in this run", todo=f"give one from 1 to {most}")
        return self.themes[number - 1]

    def places(self, number: int) -> list[Place]:
        """Return where the passages of a group stand."""
        mine = self.passages.iloc[list(self.theme(number).passages)]
        return [Place(str(row.document_id), int(row.start), int(row.end)) for row in mine.itertuples()]

    def records(self) -> list[tuple[PassageGroup, list[Place]]]:
        """Return the groups of more than one passage as records, to be kept and worked on."""
        return [
            (
                PassageGroup(
                    name=theme.name,
                    run=self.run,
                    group=theme.number,
                    settings=self.settings,
                    phrases=theme.phrases,
                    stability=None if theme.stability != theme.stability else round(theme.stability, 3),
                    standing=theme.standing,
                    tellers=theme.tellers,
                    of=theme.of,
                    passages=len(theme.passages),
                ),
                self.places(theme.number),
            )
            for theme in self.themes
            if len(theme.passages) > 1
        ]

    def hierarchy(self) -> list[Join]:
        """Return which groups are nearest to each other, and which of these, up to one."""
        joins = hierarchy(self.finder.centers_, [len(theme.passages) for theme in self.themes])
        return [
            Join(tuple(at + 1 for at in join.left), tuple(at + 1 for at in join.right), join.alike) for join in joins
        ]

    @cached_property
    def codes_on(self) -> pd.Series:
        """The codes, sorted, whose codings of its teller's words reach into each passage."""
        import pandas as pd

        known = {
            key: (rows.start.to_numpy(np.int64), rows.end.to_numpy(np.int64), rows.code.to_numpy(object))
            for key, rows in self.seen.codings.groupby(["document_id", "teller_id"])
        }
        made: list[tuple[str, ...]] = []
        for passage in self.passages.itertuples():
            starts, ends, codes = known.get((passage.document_id, passage.teller_id), _NOTHING)
            made.append(tuple(sorted(set(codes[(starts < passage.end) & (ends > passage.start)]))))
        return pd.Series(made, index=self.passages.index, dtype=object)

    def label(self, number: int) -> str:
        """Return how charts and tables name a group."""
        return f"{number}: {self.theme(number).name}" if number else NO_NAME

    def __repr__(self) -> str:
        return "\n".join([*map(str, self.themes), *self.notes])

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()

    def _credit(self, row: Any) -> str:
        document = self.quotable.documents.loc[row.document_id]
        teller = self.quotable.tellers.code[row.teller_id]
        return f"{teller}, {document.code}, {row.start}–{row.end}{translated(document)}"


def find(
    store: Store,
    *,
    backend: str = "linkage",
    embedding: str = "auto",
    n_themes: int | None = None,
    codebook: str = "",
    min_tellers: int = 2,
) -> Found:
    """Group the passages of tellers who agreed to analysis. No interviewer's word is among them.

    `codebook` is one of the project whose codes draw passages to them. Raises `StorylensError` when there are none
    to group, or no such codebook.
    """
    seen, quotable = view(store, Use.ANALYSIS), view(store, Use.QUOTE)
    every = passages(store, seen)
    some = every[every.words >= FEWEST]
    if some.empty:
        raise StorylensError(
            "there are no passages to group", todo="take in stories, and see to consent: `storylens tellers`"
        )
    finder = ThemeFinder(
        backend,
        embedding=embedding,
        n_themes=n_themes,
        seeds=seeds(seen, codebook) if codebook else None,
        min_tellers=min_tellers,
        cache=store.folder.cache,
    )
    finder.fit(list(some.text), tellers=list(some.teller_id))
    finder.themes_ = [replace(theme, of=seen.n) for theme in finder.themes_]  # those too who only said little
    settings = f"backend {backend}, embedding {finder.embedding_}, {n_themes or 'no'} number of groups given" + (
        f", drawn to {codebook}" if codebook else ""
    )
    return Found(
        run=content_id("run", settings, *sorted(some.index))[:8],
        settings=settings,
        finder=finder,
        seen=seen,
        quotable=quotable,
        passages=some.assign(group=finder.labels_ + 1),
        quotes=passages(store, quotable),
        short=len(every) - len(some),
    )


def seeds(seen: View, codebook: str) -> Mapping[str, str]:
    """Return what the codes of a codebook say of themselves, by name."""
    book = seen.codebooks.get(codebook)
    if book is None:
        raise StorylensError(
            f"the project has no codebook {codebook!r}", todo="choose from " + ", ".join(sorted(seen.codebooks))
        )
    return {
        code.name: " ".join([code.definition, code.include, *(cue.strip("*") for cue in code.cues[:10])])
        for code in book.codes()
        if not code.retired and not code.gate
    }


def parts(store: Store, found: Sequence[Place], into: int) -> list[tuple[str, list[Place]]]:
    """Return how a group's passages fall apart into a number of groups: a name for each, and where they stand."""
    every = passages(store, view(store, Use.ANALYSIS))
    wanted = set(found)
    places = [Place(str(row.document_id), int(row.start), int(row.end)) for row in every.itertuples()]
    at = [number for number, place in enumerate(places) if place in wanted]
    if len(at) != len(wanted):
        raise StorylensError("not all passages of the group may be seen any more", todo="find groups anew")
    mine = every.iloc[at]
    finder = ThemeFinder(n_themes=into, resamples=0, cache=None)
    finder.fit(list(mine.text), tellers=list(mine.teller_id))
    if len(finder.themes_) < 2:
        raise StorylensError("these passages do not fall apart", todo="split them by hand")
    return [(theme.name, [places[at[place]] for place in theme.passages]) for theme in finder.themes_]

"""Small cells: counts that would let a reader tell who said what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

HIDDEN = "·"  # printed in place of a count, with a footnote


def hidden_cells(
    counts: Mapping[str, int],
    sizes: Mapping[str, int],
    k: int,
    lines: Sequence[Collection[str]] = (),
    shown: Collection[str] = (),
) -> set[str]:
    """Return the groups whose count of persons must not be printed in one row of a table.

    `counts` has the persons in each cell, `sizes` the persons in each whole group. A cell is hidden when it
    holds 1 to k-1 persons, or when its group is that small (then a zero would tell too). `lines` are the cells
    whose sums are printed somewhere; without any it is all of them. Where the sum of a line and what is left of
    it would give a hidden cell away, the next smallest is hidden as well (complementary suppression; CBS 2010).
    `shown` are cells that a person has decided to print all the same; what they give away, `given_away` tells.
    """
    lines = lines or [list(counts)]
    hidden = _small(counts, sizes, k) - set(shown)
    closed = set(counts) - set(shown)
    by_sums = _worked_out(closed, counts, sizes, lines)  # what the sums tell without any cell, no table can hide
    while (
        more := _next_to_hide(hidden, counts, sizes, k, [closed & set(line) for line in lines], by_sums)
    ) is not None:
        hidden.add(more)
    return hidden


def given_away(
    counts: Mapping[str, int],
    sizes: Mapping[str, int],
    k: int,
    lines: Sequence[Collection[str]] = (),
    shown: Collection[str] = (),
) -> set[str]:
    """Return the small cells that can be worked out once some cells are shown, and could not before."""
    lines = lines or [list(counts)]
    open_ = _worked_out(set(counts) - set(shown), counts, sizes, lines)
    return (open_ & _small(counts, sizes, k)) - _worked_out(set(counts), counts, sizes, lines)


def _small(counts: Mapping[str, int], sizes: Mapping[str, int], k: int) -> set[str]:
    return {name for name, count in counts.items() if 0 < count < k or sizes[name] < k}


def _next_to_hide(
    hidden: set[str],
    counts: Mapping[str, int],
    sizes: Mapping[str, int],
    k: int,
    lines: Sequence[Collection[str]],
    by_sums: set[str],
) -> str | None:
    """Return the smallest open cell of a line whose hidden cells are given away, or are too few persons together."""
    told = _worked_out(hidden, counts, sizes, lines) - by_sums
    for line in lines:
        covered = hidden & set(line)
        smallest = min(set(line) - hidden, key=lambda name: (not counts[name], counts[name], name), default=None)
        if covered and smallest is not None:
            few = sum(counts[name] for name in covered) < k and counts[smallest] > 0
            if few or told & covered:
                return smallest
    return None


def _worked_out(
    hidden: set[str], counts: Mapping[str, int], sizes: Mapping[str, int], lines: Sequence[Collection[str]]
) -> set[str]:
    """Return the hidden cells for which the sums of lines, and the sizes of groups, leave one possible count."""
    bounds = {name: (0, sizes[name]) for name in hidden}
    while True:
        before = dict(bounds)
        for line in lines:
            covered = sorted(hidden & set(line))
            rest = sum(counts[name] for name in covered)
            for name in covered:
                low, high = bounds[name]
                others = [bounds[other] for other in covered if other != name]
                bounds[name] = (
                    max(low, rest - sum(most for _, most in others)),
                    min(high, rest - sum(least for least, _ in others)),
                )
        if bounds == before:
            return {name for name, (low, high) in bounds.items() if low == high}


def footnote(k: int) -> str:
    """Return the sentence that explains the sign."""
    return (
        f"{HIDDEN} stands where fewer than {k} persons are concerned, or where the number would give such a cell away."
    )

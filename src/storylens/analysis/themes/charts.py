"""Pictures of passage groups: a map with quotes, groups by attribute or case, over time, and how they are near."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from storylens.analysis.charts import INK, MOST, PALE
from storylens.analysis.table import Table
from storylens.analysis.themes.found import Found
from storylens.analysis.themes.tables import NO_DATE
from storylens.gates.cells import HIDDEN

MOST_POINTS = 3000  # passages that a map can show; of more, those nearest to the middles of their groups
QUOTED = 300  # characters of a quote on the map
WITHHELD = "may not be quoted"
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]


def map_chart(found: Found) -> Any:
    """Draw an altair map of passages, near each other where they are alike, with their words where they may be quoted.

    The eight groups of most tellers have a colour and a shape of their own; all others are pale.
    """
    import altair as alt

    frame = _placed(found)
    named = [found.label(theme.number) for theme in found.themes[:8]]
    every = [*named, "other groups"]
    colours = alt.Scale(domain=every, range=[*_COLOURS[: len(named)], PALE])
    shapes = alt.Scale(domain=every, range=[*(SHAPES[at % len(SHAPES)] for at in range(len(named))), "circle"])
    middles = frame[frame.shown != "other groups"].groupby("shown", sort=False)[["x", "y"]].median().reset_index()
    axis = alt.Axis(labels=False, ticks=False, grid=False, domain=False, title=None)
    points = (
        alt.Chart(frame, title="Passages: near each other where they are alike")
        .mark_point(filled=True, size=45, opacity=0.8)
        .encode(
            x=alt.X("x:Q", axis=axis),
            y=alt.Y("y:Q", axis=axis),
            color=alt.Color("shown:N", title="passage group", scale=colours, legend=alt.Legend(labelLimit=260)),
            shape=alt.Shape("shown:N", title="passage group", scale=shapes),
            tooltip=["passage group", "teller", "document", "quote"],
        )
    )
    numbers = alt.Chart(middles.assign(number=[name.partition(":")[0] for name in middles["shown"]]))
    return (
        points + numbers.mark_text(fontSize=14, fontWeight="bold").encode(x="x:Q", y="y:Q", text="number:N")
    ).properties(width=560, height=420)


def across_chart(table: Table) -> Any:
    """Draw a table of passage groups by attribute, case or period: the share of tellers, with the counts in it."""
    import altair as alt

    columns = [name for name in table.frame.columns if name != "name"]
    rows = []
    for number, row in table.frame.head(MOST).iterrows():
        for column in columns:
            count, of = _counted(row[column], column)
            rows.append(
                {
                    "passage group": f"{number}: {row['name']}",
                    "where": column,
                    "share": count / of if of else 0.0,
                    "tellers": str(row[column]) if row[column] != HIDDEN else HIDDEN,
                }
            )
    base = alt.Chart(pd.DataFrame(rows), title=table.title).encode(
        x=alt.X("where:N", title=None, sort=columns, axis=alt.Axis(labelAngle=-40, labelLimit=200)),
        y=alt.Y("passage group:N", title=None, sort=None, axis=alt.Axis(labelLimit=260)),
    )
    squares = base.mark_rect(stroke="white").encode(
        color=alt.Color("share:Q", title="share of tellers", scale=alt.Scale(range=["#ffffff", INK], domain=[0, 1])),
        tooltip=["passage group:N", "where:N", "tellers:N"],
    )
    words = base.transform_filter("datum.share > 0").mark_text(fontSize=10)
    return squares + words.encode(
        text="tellers:N", color=alt.condition("datum.share > 0.45", alt.value("white"), alt.value("black"))
    )


def time_chart(table: Table) -> Any:
    """Draw passage groups over time: for each the share of those heard in a period who speak in it."""
    import altair as alt

    columns = [name for name in table.frame.columns if name not in ("name", NO_DATE)]
    rows = [
        {
            "passage group": f"{number}: {row['name']}",
            "period": column,
            "share": count / of if of else 0.0,
            "tellers": f"{count} of {of}" if of else "nobody",
        }
        for number, row in table.frame.head(8).iterrows()
        for column in columns
        for count, of in [_counted(row[column], column)]
    ]
    return (
        alt.Chart(pd.DataFrame(rows, columns=["passage group", "period", "share", "tellers"]))
        .mark_line(point=True, color=INK)
        .encode(
            x=alt.X("period:N", title=None, sort=columns),
            y=alt.Y("share:Q", title="share of tellers", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])),
            tooltip=["passage group:N", "period:N", "tellers:N"],
        )
        .properties(width=200, height=90)
        .facet(facet=alt.Facet("passage group:N", title=None, sort=None), columns=2)
        .properties(title=table.title)
    )


def hierarchy_chart(found: Found) -> Any:
    """Draw which groups are near each other, as a tree: the further left two meet, the more alike they are."""
    import altair as alt

    names = {(theme.number,): found.label(theme.number) for theme in found.themes}
    joins = found.hierarchy()
    order = _leaves(joins[-1].left + joins[-1].right, joins) if joins else [theme.number for theme in found.themes]
    height: dict[tuple[int, ...], tuple[float, float]] = {}
    height |= {(number,): (0.0, float(at)) for at, number in enumerate(order)}
    lines, far = [], 0.0
    for number, join in enumerate(joins):
        (left, top), (right, bottom) = height[join.left], height[join.right]
        far = max(far, 1 - join.alike)
        corners = [(left, top), (far, top), (far, bottom), (right, bottom)]
        lines += [{"join": number, "step": step, "x": x, "y": y} for step, (x, y) in enumerate(corners)]
        height[tuple(sorted(join.left + join.right))] = (far, (top + bottom) / 2)
    leaves = pd.DataFrame({"y": list(map(float, range(len(order)))), "name": [names[(number,)] for number in order]})
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.5, len(order) - 0.5], reverse=True))
    tree = (
        alt.Chart(pd.DataFrame(lines, columns=["join", "step", "x", "y"]))
        .mark_line(color=INK)
        .encode(x=alt.X("x:Q", title="how unlike they are (1 − cosine)"), y=y, detail="join:N", order="step:Q")
    )
    words = alt.Chart(leaves).mark_text(align="right", dx=-6, limit=260).encode(x=alt.datum(0), y=y, text="name:N")
    title = "Which passage groups are near each other"
    size = {"width": 320, "height": 18 * max(len(order), 2)}
    return (tree + words).properties(**size, title=title)


_COLOURS = ["#1f4e79", "#c55a11", "#3b7d23", "#7a3e9d", "#9c6b00", "#b3244b", "#2a8c8c", "#555555"]


def _placed(found: Found) -> pd.DataFrame:
    """Return a row a passage with its place on the map: the first two directions in which passages differ most."""
    places = np.flatnonzero(found.finder.labels_ >= 0)
    rows = found.finder.rows_[found.finder.place_]
    if len(places) > MOST_POINTS:
        near = np.einsum("ij,ij->i", rows, found.finder.centers_[found.finder.labels_])
        places = np.sort(places[np.argsort(-near[places], kind="stable")[:MOST_POINTS]])
    mine = found.passages.iloc[places]
    middles = found.finder.centers_[found.finder.labels_[places]]
    pulled = (rows[places] + middles).astype(np.float64)
    pulled -= pulled.mean(axis=0)
    _, vectors = np.linalg.eigh(pulled.T @ pulled)
    axes = vectors[:, -1:-3:-1]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])])
    flat = np.zeros((len(places), 2))
    flat[:, : axes.shape[1]] = np.round(pulled @ axes, 4)
    named = {theme.number for theme in found.themes[:8]}
    quotes = found.quotes.text.reindex(mine.index)
    return pd.DataFrame(
        {
            "x": flat[:, 0],
            "y": flat[:, 1],
            "passage group": [found.label(number) for number in mine.group],
            "shown": [found.label(number) if number in named else "other groups" for number in mine.group],
            "teller": mine.teller_id.map(found.seen.tellers.code).to_numpy(),
            "document": mine.document_id.map(found.seen.documents.code).to_numpy(),
            "quote": [text[:QUOTED] if isinstance(text, str) else WITHHELD for text in quotes],
        }
    )


def _counted(cell: object, column: str) -> tuple[int, int]:
    """Read a cell: "3 of 12", or a count under a heading such as "women (of 31)"."""
    text = str(cell)
    if " of " in text:
        count, _, of = text.partition(" of ")
        return int(count), int(of)
    of = column.rpartition("(of ")[2].rstrip(")")
    return (int(text), int(of)) if text.isdigit() and of.isdigit() else (0, 0)


def _leaves(some: tuple[int, ...], joins: list[Any]) -> list[int]:
    """Return groups in an order in which the lines of the tree do not cross."""
    wanted = tuple(sorted(some))
    join = next((one for one in joins if tuple(sorted(one.left + one.right)) == wanted), None)
    return list(wanted) if join is None else _leaves(join.left, joins) + _leaves(join.right, joins)

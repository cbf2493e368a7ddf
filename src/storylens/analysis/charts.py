"""Pictures of tables, where people would rather look: readable in print and in grey."""

from __future__ import annotations

import re
from typing import Any

from storylens.analysis.table import Table
from storylens.records import StorylensError

MOST = 25  # rows that a picture can show
INK, PALE = "#1f4e79", "#c9d6e3"


def theme_chart(table: Table) -> Any:
    """Draw an altair chart: for each theme how many tellers speak of it, of all who are heard."""
    import altair as alt

    frame = table.frame.nlargest(MOST, "tellers", keep="first").reset_index()[["theme", "tellers", "of", "mentions"]]
    every = int(frame["of"].max()) if len(frame) else 1
    order = alt.EncodingSortField("tellers", order="descending")
    bars = (
        alt.Chart(frame, title=f"Tellers who speak of each theme, of {every}")
        .mark_bar(color=INK)
        .encode(
            x=alt.X("tellers:Q", title="tellers", scale=alt.Scale(domain=[0, every]), axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("theme:N", title=None, sort=order, axis=alt.Axis(labelLimit=260)),
            tooltip=["theme", "tellers", "of", "mentions"],
        )
    )
    return (bars + bars.mark_text(align="left", dx=4).encode(text="tellers:Q")).properties(width=420)


def voice_chart(table: Table) -> Any:
    """Draw an altair chart: for each group the tellers, their words and the quotes printed side by side."""
    import altair as alt

    group = str(table.frame.index.name)
    long = table.frame.reset_index().melt(
        id_vars=[group], value_vars=["tellers", "words", "quotes printed"], var_name="what", value_name="count"
    )
    return (
        alt.Chart(long)
        .mark_bar(color=INK)
        .encode(
            x=alt.X("count:Q", title=None),
            y=alt.Y(f"{group}:N", title=None, axis=alt.Axis(labelLimit=220)),
            column=alt.Column(
                "what:N", title="Who tells, how much, and who is quoted", sort=["tellers", "words", "quotes printed"]
            ),
            tooltip=[group, "what", "count"],
        )
        .resolve_scale(x="independent")
        .properties(width=180)
    )


def matrix_chart(table: Table) -> Any:
    """Draw the framework matrix as a map: how many tellers of a case speak of a theme; empty where none does."""
    import altair as alt

    long = table.frame.drop(columns="tellers").reset_index().melt(id_vars=["case"], var_name="theme", value_name="cell")
    long["tellers"] = [int(cell.split(" of ")[0]) if " of " in cell[:12] else 0 for cell in long.cell]
    long["empty"] = [cell if not tellers else "" for cell, tellers in zip(long.cell, long.tellers, strict=True)]
    base = alt.Chart(
        long[["case", "theme", "tellers", "empty"]], title="Tellers of each case who speak of each theme"
    ).encode(
        x=alt.X("theme:N", title=None, sort=None, axis=alt.Axis(labelAngle=-45, labelLimit=200)),
        y=alt.Y("case:N", title=None, axis=alt.Axis(labelLimit=220)),
    )
    squares = base.mark_rect(stroke="white").encode(
        color=alt.Color("tellers:Q", title="tellers", scale=alt.Scale(range=["#ffffff", INK], domainMin=0)),
        tooltip=["case", "theme", "tellers", "empty"],
    )
    numbers = (
        base.transform_filter("datum.tellers > 0")
        .mark_text(fontSize=10)
        .encode(text="tellers:Q", color=alt.condition("datum.tellers > 2", alt.value("white"), alt.value("black")))
    )
    return squares + numbers


def saturation_chart(table: Table) -> Any:
    """Draw the codes so far, interview by interview, over the band of other orders of the same interviews."""
    import altair as alt

    frame = table.frame[table.frame.line == table.frame.line.iloc[0]] if len(table.frame) else table.frame
    base = alt.Chart(
        frame[["place", "interview", "codes so far", "low", "high"]],
        title="Codes so far; in grey, where nine in ten other orders of the same interviews lie",
    ).encode(x=alt.X("place:Q", title="interviews, in the order of analysis", axis=alt.Axis(tickMinStep=1)))
    band = base.mark_area(color=PALE).encode(
        y=alt.Y("low:Q", title="codes", scale=alt.Scale(zero=True)), y2=alt.Y2("high:Q")
    )
    line = base.mark_line(color="black", point=alt.OverlayMarkDef(color="black", size=25))
    return (band + line.encode(y="codes so far:Q")).properties(width=420, height=220)


def svg(chart: Any, name: str = "chart") -> str:
    """Return a chart as SVG, drawn on this machine. Raises `StorylensError` when the library for it is missing.

    The library numbers what it draws for as long as it runs; here the numbers begin anew with each chart, under its
    name, so that the same chart is the same bytes and two charts on a page do not take each other's colours.
    """
    try:
        import vl_convert
    except ImportError as error:
        raise StorylensError("charts cannot be drawn", todo="run `pip install vl-convert-python`") from error
    drawn = str(vl_convert.vegalite_to_svg(chart.to_json()))
    parts = list(dict.fromkeys(re.findall(r'\bid="([^"]+)"', drawn)))
    numbers = {part: f"{name}-{number}" for number, part in enumerate(parts, 1)}
    return re.sub(r'(\bid="|url\(#|href="#)([^")]+)', lambda found: found[1] + numbers.get(found[2], found[2]), drawn)

"""Write an export and keep a record of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storylens.analysis.charts import matrix_chart, svg, theme_chart, voice_chart
from storylens.export.page import write_page
from storylens.export.workbook import write_workbook
from storylens.store import Store, exports
from storylens.synthesis.changes import figures
from storylens.synthesis.report import Report, report

INSIDE = ("documents", "codings", "behind")  # lists for the workbook alone; the page links numbers to them itself


@dataclass(frozen=True)
class Exported:
    """The number of an export and the files that it wrote."""

    number: int
    files: tuple[Path, ...]


def export(
    store: Store, *, by: str, to: Path | None = None, group: str = "gender", cross: Sequence[str] = ()
) -> Exported:
    """Write the tables as a workbook and as a page, in `exports/` or in another folder.

    The same project gives the same bytes. Whose words the export held is kept, so that a withdrawal can
    name it.
    """
    made = report(store, by=group, cross=cross)
    folder = to or store.folder.exports
    folder.mkdir(parents=True, exist_ok=True)
    name = store.folder.settings().get("project", {}).get("name", "project")
    stem = re.sub(r"[^\w .-]+", "-", name).strip(" .-") or "project"
    files = (folder / f"{stem}-tables.xlsx", folder / f"{stem}-tables.html")
    write_workbook(made.tables, files[0], scope=made.scope)
    write_page(
        [table for table in made.tables if table.name not in INSIDE],
        files[1],
        title=name,
        scope=made.scope,
        charts=_charts(made),
        suggested=made.suggested,
    )
    number = exports.record(
        store,
        by=by,
        files=files,
        documents=made.documents,
        tellers=made.tellers,
        asked={"group": group, "cross": list(cross)},
        facts=figures(made.table("themes")),
    )
    return Exported(number, files)


def _charts(made: Report) -> dict[str, str]:
    charts = {}
    for table in made.tables:
        draw = {"themes": theme_chart, "matrix": matrix_chart}.get(table.name)
        draw = voice_chart if table.name.startswith("voices") else draw
        if draw and len(table.frame):
            charts[table.name] = svg(draw(table), table.name)
    return charts

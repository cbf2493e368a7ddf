"""Options that several commands share, and how they show things."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pandas as pd


def _me() -> str:
    from storylens.store.folder import me

    return me()


InProject = Annotated[
    Path,
    typer.Option(
        "--project",
        "-p",
        envvar="STORYLENS_PROJECT",
        help="The project folder.",
        show_default="this folder, or one above it",
    ),
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        envvar="STORYLENS_BY",
        default_factory=_me,
        help="Your name, as the records keep it.",
        show_default="your login name",
    ),
]
HERE = Path()


def group(help: str) -> typer.Typer:
    """Return a group of commands, such as `storylens find`."""
    return typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=help,
    )


def show(frame: pd.DataFrame, *, as_csv: bool = False, columns: list[str] | None = None) -> None:
    """Print a frame as a table for the screen, or as CSV for another program."""
    if as_csv:
        typer.echo(frame.to_csv(lineterminator="\n"), nl=False)
        return
    from rich.console import Console
    from rich.table import Table

    shown = frame if columns is None else frame[[name for name in columns if name in frame.columns]]
    table = Table(show_lines=False, pad_edge=False)
    for name in (shown.index.name or "", *shown.columns):
        table.add_column(str(name), overflow="fold")
    for row in shown.itertuples():
        table.add_row(*(_plain(value) for value in row))
    width = None if sys.stdout.isatty() else max(100, int(os.environ.get("COLUMNS", "140")))
    Console(width=width, highlight=False, markup=False).print(table)


def _plain(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 160 else text[:159] + "…"


def bar(label: str) -> Callable[[float, str], None] | None:
    """Return a progress bar to report to, on a terminal; nothing where nobody looks."""
    if not sys.stderr.isatty():
        return None

    def report(done: float, name: str) -> None:
        sys.stderr.write(f"\r\033[K{label} {done:4.0%} {name[-60:]}")
        if done >= 1:
            sys.stderr.write("\r\033[K")
        sys.stderr.flush()

    return report

"""storylens ingest"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, bar, show

_QUESTIONS = {
    "interviewer": "{label} asks most of the questions in {documents} document(s). Is {label} the interviewer?",
    "other": "{label} stands in {documents} document(s): several at once, or one for another. No teller's words?",
}


def ingest(
    by: By,
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders; - is standard input; by default the inbox.")
    ] = None,
    format: Annotated[str, typer.Option(help="Read all of them as this format.")] = "",
    map: Annotated[
        list[str] | None,
        typer.Option(help="COLUMN=FIELD: what a column of a table is, or a file that says so; may be repeated."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Keep nothing; say what would be made.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take guesses as they are and ask nothing.")] = False,
    project: InProject = HERE,
) -> None:
    """Read files and folders into the project; what is as it was is left alone."""
    from storylens.project import Project

    opened = Project.open(project)
    if dry_run:
        show(opened.preview(*paths or (), format=format, map=map))
        return
    report = opened.ingest(*paths or (), format=format, map=map, progress=bar("reading"))
    typer.echo(str(report))
    unsure = opened.speakers().query("not sure")
    for label, row in unsure.iterrows():
        question = _QUESTIONS[row.role].format(label=label, documents=row.documents)
        if yes or not sys.stdin.isatty():
            typer.echo(f'{question} Taken as yes; if not: storylens speakers "{label}=teller"')
            if yes:  # somebody said so; where nobody could be asked, it stays a guess
                opened.set_role(str(label), row.role, by=by)
            continue
        opened.set_role(str(label), row.role if typer.confirm(question, default=True) else "teller", by=by)
    if report.failed:
        raise typer.Exit(1)

"""storylens demo"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(path: Annotated[Path, typer.Argument(help="The folder to make.")] = Path("demo")) -> None:
    """Run the main job on the bundled, invented corpus, and say where to look."""
    from storylens.codebook.load import bundled
    from storylens.project import Project

    corpus = bundled("corpora") / "riverbend"
    again = (path / "storylens.toml").exists()
    project = (
        Project.open(path) if again else Project.new(path, codebooks=["power", "gender", "harm", "value_creation"])
    )
    typer.echo(f"1. A project in {path}{' (it was there already)' if again else ''}, with four codebooks.")
    report = project.ingest(corpus)
    typer.echo(
        f"2. Read {corpus.name}: {report.documents} new documents, {report.unchanged} files as they were, "
        f"{len(report.failed)} not readable."
    )
    for label in project.speakers().query("not sure and role == 'interviewer'").index:
        project.set_role(label, "interviewer", by="demo")
        typer.echo(f"   Is {label} the interviewer? The demo answers yes.")
    if not again:
        project.declare_consent(
            by="demo",
            wording="All whose answer is not in the sheet of tellers agreed at the meeting of 26 October 2024.",
        )
        coding = project.highlight(
            "13-market-day",
            "I wasn't brave, I just didn't know that you don't ask that.",
            "asking what is not asked",
            by="demo",
        )
        typer.echo(f"3. One passage coded by hand, with a new code: {coding.code}.")
    typer.echo(f"4. Suggestions by the codebooks, by invitation. {project.tag()}")
    project.quotes(project.path / "exports" / "quotes.docx", by="demo")
    exported = project.export(by="demo")
    typer.echo("5. Tables, and quotes in Word, without a word of those who did not agree.\n")
    typer.echo("Look next at")
    for file in (*reversed(exported.files), project.path / "exports" / "quotes.docx"):
        typer.echo(f"  {file}")
    typer.echo(f"Then code:  storylens open -p {path}")
    typer.echo("or, in a notebook:  notebooks/01-first-look.ipynb")

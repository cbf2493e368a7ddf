"""storylens codes"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, group, show

app = group("Look at codes and change them; each change makes a new edition of the codebook, with its reason.")

One = Annotated[str, typer.Argument(help="Name or id of a code.")]
Why = Annotated[str, typer.Option("--why", help="The reason, which is kept.")]
Because = Annotated[str, typer.Option("--why", help="The reason, which is kept and asked for.")]


@app.command("list")
def list_(csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False, project: InProject = HERE) -> None:
    """List the codes in use, with how often people and machines used each."""
    from storylens.project import Project

    show(Project.open(project).codes(), as_csv=csv)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="What the code is called.")],
    by: By,
    definition: Annotated[str, typer.Option(help="What it means.")] = "",
    under: Annotated[str, typer.Option(help="A code above it.")] = "",
    why: Why = "",
    project: InProject = HERE,
) -> None:
    """Make a code in the project's own codebook."""
    from storylens.coding.codes import create
    from storylens.project import Project

    details = {"definition": definition, "parent": under}
    made = create(
        Project.open(project).store, name, by=by, reason=why, **{key: told for key, told in details.items() if told}
    )
    typer.echo(f"Made the code {made.id}.")


@app.command()
def define(
    code: One,
    by: By,
    definition: Annotated[str, typer.Option(help="What it means.")] = "",
    include: Annotated[str, typer.Option(help="What is to be taken in.")] = "",
    exclude: Annotated[str, typer.Option(help="What is to be left out.")] = "",
    why: Why = "",
    project: InProject = HERE,
) -> None:
    """Write what a code means, takes in and leaves out."""
    from storylens.coding.codes import define as write
    from storylens.project import Project

    told = {"definition": definition, "include": include, "exclude": exclude}
    write(Project.open(project).store, code, by=by, reason=why, **{key: words for key, words in told.items() if words})
    typer.echo(f"Defined {code}.")


@app.command()
def rename(
    code: One,
    name: Annotated[str, typer.Argument(help="Its new name.")],
    by: By,
    why: Why = "",
    project: InProject = HERE,
) -> None:
    """Give a code another name; its id and its codings stay."""
    from storylens.coding.codes import rename as call
    from storylens.project import Project

    call(Project.open(project).store, code, name, by=by, reason=why)
    typer.echo(f"{code} is called {name} now.")


@app.command()
def move(
    code: One,
    by: By,
    under: Annotated[str, typer.Option(help="A code above it.", show_default="the top")] = "",
    why: Why = "",
    project: InProject = HERE,
) -> None:
    """Put a code under another one, or at the top."""
    from storylens.coding.codes import move as put
    from storylens.project import Project

    put(Project.open(project).store, code, under, by=by, reason=why)
    typer.echo(f"{code} is under {under or 'the top'} now.")


@app.command()
def merge(
    gone: Annotated[list[str], typer.Argument(help="Codes that go.")],
    into: Annotated[str, typer.Option(help="The code that stays.")],
    why: Because,
    by: By,
    project: InProject = HERE,
) -> None:
    """Merge codes into one; their codings go over to it."""
    from storylens.coding.codes import merge as join
    from storylens.project import Project

    moved = join(Project.open(project).store, gone, into, by=by, reason=why)
    typer.echo(f"Merged {', '.join(gone)} into {into}: {len(moved)} codings went over.")


@app.command()
def split(
    code: One,
    into: Annotated[list[str], typer.Option(help="A new code; give at least two.")],
    why: Because,
    by: By,
    project: InProject = HERE,
) -> None:
    """Split a code into new ones; its codings wait to be looked at again."""
    from storylens.coding.codes import split as part
    from storylens.project import Project

    made = part(Project.open(project).store, code, into, by=by, reason=why)
    typer.echo(f"Split {code} into {', '.join(one.id for one in made)}. `storylens work` lists what waits for you.")


@app.command()
def recode(
    coding: Annotated[str, typer.Argument(help="Id of a coding, or its beginning.")],
    code: One,
    by: By,
    project: InProject = HERE,
) -> None:
    """Give a coding that waits for another look, after a split, the code that fits."""
    from storylens.coding.codes import recode as give
    from storylens.project import Project

    made = give(Project.open(project).store, coding, code, by=by)
    typer.echo(f"Coded characters {made.start} to {made.end} with {made.code}.")


@app.command()
def history(
    codebook: Annotated[str, typer.Argument(help="One codebook.", show_default="all")] = "", project: InProject = HERE
) -> None:
    """Tell in words how the codebooks came to be as they are."""
    from storylens.project import Project

    for change in Project.open(project).code_history(codebook):
        typer.echo(f"{change.before or 'nothing'} → {change.after}: {change}")


@app.command()
def export(
    to: Annotated[Path, typer.Option(help="A .docx or .html file.")],
    by: By,
    codebook: Annotated[str, typer.Argument(help="Which codebook.")] = "own",
    project: InProject = HERE,
) -> None:
    """Write a codebook for people to read, with examples from what was coded or accepted."""
    from storylens.project import Project

    typer.echo(f"Wrote {Project.open(project).export_codebook(to, by=by, codebook=codebook)}")

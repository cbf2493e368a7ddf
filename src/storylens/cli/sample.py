"""storylens sample"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, group, show

app = group("Let several people code the same documents, lay what they made side by side, and settle on what holds.")

Name = Annotated[str, typer.Argument(help="The name of the sample.")]


@app.command()
def draw(
    name: Name,
    coder: Annotated[list[str], typer.Option(help="Who codes it; give at least two.")],
    by: By,
    share: Annotated[float, typer.Option(help="The part of the documents to draw.")] = 0.2,
    stratified_by: Annotated[str, typer.Option(help="kind, language, case or an attribute of tellers.")] = "kind",
    seed: Annotated[int, typer.Option(help="The same seed draws the same documents.")] = 1,
    open_: Annotated[
        bool, typer.Option("--open", help="Let coders see each other's codings; else it is blind.")
    ] = False,
    project: InProject = HERE,
) -> None:
    """Draw documents for several coders, at least one from each stratum."""
    from storylens.project import Project

    opened = Project.open(project)
    opened.draw_sample(name, coder, share=share, by=by, stratified_by=stratified_by, seed=seed, blind=not open_)
    show(opened.samples(name))


@app.command("list")
def list_(
    name: Annotated[str, typer.Argument(help="One sample.", show_default="all")] = "",
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """List who is to code what, and who has done it."""
    from storylens.project import Project

    show(Project.open(project).samples(name), as_csv=csv)


@app.command()
def done(
    documents: Annotated[list[str], typer.Argument(help="Documents that you have coded.")],
    by: By,
    project: InProject = HERE,
) -> None:
    """Say that you have coded documents; once all have, a blind sample opens."""
    from storylens.project import Project

    opened = Project.open(project)
    for document in documents:
        opened.coded(document, by=by)
        typer.echo(f"coded by {by}: {document}")


@app.command()
def compare(
    name: Annotated[str, typer.Argument(help="A sample.", show_default="wherever two have coded")] = "",
    document: Annotated[str, typer.Option(help="Only this document.")] = "",
    differing: Annotated[bool, typer.Option("--differing", help="Only where the codes are not the same.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """Lay codings and memos of several people side by side, passage by passage; also under the reflexive stance."""
    from storylens.project import Project

    table = Project.open(project).side_by_side(document=document, sample=name, differing=differing)
    show(table.frame, as_csv=csv)
    for note in () if csv else table.notes:
        typer.echo(note)


@app.command()
def settle(
    document: Annotated[str, typer.Argument(help="Title, file name or id of the document.")],
    why: Annotated[str, typer.Option(help="The reason, which is kept.")],
    by: By,
    keep: Annotated[list[str] | None, typer.Option(help="Id of a coding that holds; none where nothing holds.")] = None,
    code: Annotated[str, typer.Option(help="Settle only this code.")] = "",
    project: InProject = HERE,
) -> None:
    """Settle a document, or one code in it, as the gold layer: what counts from now on. All that was coded stays."""
    from storylens.project import Project

    made = Project.open(project).settle(document, keep or (), by=by, why=why, code=code)
    held = sum(one.state == "accepted" for one in made)
    typer.echo(f"Settled {document}: {held} codings hold. `storylens agreement` compares coders with them.")

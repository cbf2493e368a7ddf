"""storylens themes"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from storylens.cli.options import HERE, By, InProject, group, show

if TYPE_CHECKING:
    from storylens.records.entries import Kept
    from storylens.records.groups import PassageGroup

app = group("Find passages that are alike, look at the groups, and make of them what you decide.")

Group = Annotated[str, typer.Argument(help="A kept group, such as passage-group-3.")]
Why = Annotated[str, typer.Option("--why", help="The reason, which is kept.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print as CSV.")]


@app.command()
def find(
    by: By,
    number: Annotated[int | None, typer.Option(help="How many groups.", show_default="as many as there are")] = None,
    backend: Annotated[str, typer.Option(help="linkage, ctfidf, nmf or bertopic.")] = "linkage",
    embedding: Annotated[str, typer.Option(help="auto, minilm, multilingual or words.")] = "auto",
    codebook: Annotated[str, typer.Option(help="A codebook whose codes draw passages to them.")] = "",
    keep: Annotated[bool, typer.Option("--keep", help="Keep the groups, to name, merge, split and code them.")] = False,
    across: Annotated[
        str, typer.Option(help="Show them by an attribute of tellers, or by case, year, quarter or month.")
    ] = "",
    coverage: Annotated[bool, typer.Option("--coverage", help="Show them against the codebooks.")] = False,
    csv: Csv = False,
    project: InProject = HERE,
) -> None:
    """Group what tellers say, with tellers as n of N, and say which groups hold."""
    from storylens.project import Project

    opened = Project.open(project)
    found = opened.themes(backend=backend, embedding=embedding, n_themes=number, codebook=codebook)
    tables = found.coverage() if coverage else (found.across(across) if across else found.table(),)
    for table in tables:
        show(table.frame, as_csv=csv)
        for note in () if csv else table.notes:
            typer.echo(note)
    if keep:
        kept = opened.keep_themes(found, by=by)
        typer.echo(f"Kept {len(kept)} groups: `storylens themes list` shows them.")


@app.command("list")
def list_(csv: Csv = False, project: InProject = HERE) -> None:
    """List the groups that were kept, and what people made of them."""
    from storylens.project import Project

    show(Project.open(project).passage_groups(), as_csv=csv)


@app.command()
def name(group: Group, words: str, by: By, why: Why = "", project: InProject = HERE) -> None:
    """Give a group a name."""
    from storylens.coding.groups import rename
    from storylens.project import Project

    _say(rename(Project.open(project).store, group, words, by=by, reason=why))


@app.command()
def define(group: Group, words: str, by: By, why: Why = "", project: InProject = HERE) -> None:
    """Write what a group means. From then on it is called a theme."""
    from storylens.coding.groups import define as write
    from storylens.project import Project

    _say(write(Project.open(project).store, group, words, by=by, reason=why))


@app.command()
def merge(
    groups: Annotated[list[str], typer.Argument(help="Kept groups.")],
    called: Annotated[str, typer.Option(help="The name of the one that is made.")],
    by: By,
    why: Why = "",
    project: InProject = HERE,
) -> None:
    """Make one group of several."""
    from storylens.coding.groups import merge as join
    from storylens.project import Project

    _say(join(Project.open(project).store, groups, called, by=by, reason=why))


@app.command()
def split(
    group: Group,
    by: By,
    into: Annotated[int, typer.Option(help="Into how many.")] = 2,
    why: Why = "",
    project: InProject = HERE,
) -> None:
    """Let a group fall apart into several."""
    from storylens.project import Project

    for made in Project.open(project).split_theme(group, into, by=by, why=why):
        _say(made)


@app.command("set-aside")
def set_aside(group: Group, why: Annotated[str, typer.Option()], by: By, project: InProject = HERE) -> None:
    """Set a group aside, with the reason."""
    from storylens.coding.groups import set_aside as put
    from storylens.project import Project

    _say(put(Project.open(project).store, group, by=by, reason=why))


@app.command("take-up")
def take_up(group: Group, by: By, why: Why = "", project: InProject = HERE) -> None:
    """Take a group up again that was set aside."""
    from storylens.coding.groups import take_up as take
    from storylens.project import Project

    _say(take(Project.open(project).store, group, by=by, reason=why))


@app.command()
def code(
    group: Group,
    by: By,
    called: Annotated[str, typer.Option(help="The name of the code.", show_default="that of the group")] = "",
    under: Annotated[str, typer.Option(help="A code above it.")] = "",
    project: InProject = HERE,
) -> None:
    """Make a code of a group, with a draft of a definition, examples and where it comes from."""
    from storylens.project import Project

    made = Project.open(project).theme_to_code(group, by=by, name=called, under=under)
    typer.echo(f"Made the code {made.id}: {made.definition}")
    typer.echo("Its passages are suggestions now: `storylens open` shows them.")


def _say(kept: Kept[PassageGroup]) -> None:
    body = kept.body
    typer.echo(
        f"{kept.number}, {body.called}: {body.name} ({body.tellers} of {body.of} tellers, {body.passages} passages; "
        f"{body.state})"
    )

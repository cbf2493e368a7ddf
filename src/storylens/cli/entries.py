"""storylens entries, and storylens sheet"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from storylens.cli.options import HERE, By, InProject, group, show

app = group("The record book: outcomes, claims, lessons and the like, revised with a reason, never overwritten.")

Number = Annotated[str, typer.Argument(help="Such as outcome-3.")]
Fields = Annotated[list[str] | None, typer.Argument(help="FIELD=VALUE; several values are parted by a semicolon.")]


@app.command("list")
def list_(
    kind: Annotated[str, typer.Argument(help="One kind.", show_default="what kinds there are, with their fields")] = "",
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """List the entries of a kind as they are now, or the kinds."""
    from storylens.project import Project

    book = Project.open(project).entries
    if kind or csv:
        show(book.listed(kind) if kind else book.kinds(), as_csv=csv)
        return
    for name, what, number, fields in book.kinds().itertuples(name=None):
        typer.echo(f"{name}: {what}, {number}\n    {fields}")


@app.command("show")
def show_(number: Number, project: InProject = HERE) -> None:
    """Show an entry with all its versions, who wrote each and why, and the passages that it stands on."""
    from storylens.project import Project

    book = Project.open(project).entries
    for version in book.versions(number).itertuples(name=None):
        numbered, at, exchange, author, why, written = version
        in_round = f", round {exchange}" if exchange else ""
        typer.echo(f"version {numbered}, {author}, {at[:10]}{in_round}" + (f": {why}" if why else ""))
        for line in written.splitlines():
            typer.echo(f"    {line}")
    for link, _, role, story, _, words in book.passages(number).itertuples(name=None):
        typer.echo(f"{role}: {words if story in words else f'{story}, {words}'}  [link {link[:8]}]")


@app.command()
def write(
    kind: Annotated[str, typer.Argument(help="The kind of entry, such as outcome.")],
    by: By,
    fields: Fields = None,
    file: Annotated[Path | None, typer.Option("--from", help="A YAML file with the fields, or a list of such.")] = None,
    why: Annotated[str, typer.Option(help="A reason, which is kept.")] = "",
    project: InProject = HERE,
) -> None:
    """Write a new entry, or several from a file."""
    from storylens.project import Project

    book = Project.open(project).entries
    for given in _from_file(file) if file else [{}]:
        kept = book.write(kind, {**given, **_pairs(fields)}, by=by, why=why)
        typer.echo(f"Wrote {kept.number}.")


@app.command()
def revise(
    number: Number,
    why: Annotated[str, typer.Option(help="The reason, which is kept.")],
    by: By,
    fields: Fields = None,
    round: Annotated[int, typer.Option(help="Which exchange with the source this came of.")] = 0,
    seen: Annotated[int | None, typer.Option(help="The version that you revised.", show_default="the last")] = None,
    project: InProject = HERE,
) -> None:
    """Write a new version of an entry; the versions before it stay."""
    from storylens.project import Project

    kept = Project.open(project).entries.revise(number, _pairs(fields), by=by, why=why, round=round, seen=seen)
    typer.echo(f"{kept.number} is at version {kept.version}.")


@app.command()
def link(
    number: Number,
    by: By,
    document: Annotated[str, typer.Argument(help="Title, file name or id of the document.")] = "",
    passage: Annotated[str, typer.Argument(help="The words that it stands on.")] = "",
    coding: Annotated[str, typer.Option(help="The passage of this coding instead, once it is accepted.")] = "",
    role: Annotated[
        str,
        typer.Option(
            help="outcome, significance, contribution, supports or contradicts.",
            show_default="outcome for outcomes, else supports",
        ),
    ] = "",
    project: InProject = HERE,
) -> None:
    """Say on which words an entry stands, or which contradict it."""
    from storylens.project import Project

    made = Project.open(project).entries.link(number, document, passage, coding=coding, role=role, by=by)
    typer.echo(f"{number} stands on characters {made.start} to {made.end}: link {made.id[:8]}")


@app.command()
def unlink(
    link: Annotated[str, typer.Argument(help="Id of the link, or its beginning.")], by: By, project: InProject = HERE
) -> None:
    """Take a link back; that it was there stays on record."""
    from storylens.project import Project

    Project.open(project).entries.unlink(link, by=by)
    typer.echo("Taken back.")


@app.command()
def sheet(
    kind: Annotated[str, typer.Argument(help="The kind of entry, such as outcome.")],
    by: By,
    to: Annotated[Path | None, typer.Option(help="Write it as an .xlsx for a field team to fill in.")] = None,
    back: Annotated[Path | None, typer.Option(help="Read such an .xlsx and say what it would change.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --back: keep the changes; conflicts stay.")] = False,
    round: Annotated[int, typer.Option(help="Which exchange with the source this came of.")] = 0,
    project: InProject = HERE,
) -> None:
    """Send entries out as a sheet, and take the sheet back with a difference and its conflicts."""
    from storylens.project import Project

    if bool(to) == bool(back):
        raise typer.BadParameter("say --to a file, or --back from one")
    book = Project.open(project).entries
    if to:
        typer.echo(f"{book.write_sheet(kind, to)} entries in {to}, and room for new ones.")
        return
    difference = book.compare_sheet(kind, back or Path())
    typer.echo(str(difference))
    if yes:
        typer.echo(f"{book.apply_sheet(difference, by=by, round=round)} entries written.")
    elif difference.changes:
        typer.echo("Nothing is kept yet: --yes keeps it.")
    if difference.conflicts or difference.refused:
        raise typer.Exit(1)


def _pairs(given: list[str] | None) -> dict[str, str]:
    pairs = [one.partition("=") for one in given or ()]
    if wrong := next((name for name, equals, _ in pairs if not equals), None):
        raise typer.BadParameter(f"{wrong!r} is not FIELD=VALUE")
    return {name.strip(): value for name, _, value in pairs}


def _from_file(file: Path) -> list[dict[str, Any]]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from storylens.records import StorylensError

    try:
        content = YAML(typ="safe").load(file.read_text(encoding="utf-8-sig"))
    except (OSError, YAMLError, UnicodeDecodeError) as error:
        raise StorylensError("the file cannot be read as YAML", where=str(file), todo="mend it") from error
    found = content if isinstance(content, list) else [content]
    if not all(isinstance(one, dict) for one in found):
        raise StorylensError("it holds no fields", where=str(file), todo="write `field: value`, a line each")
    return [{name: tuple(value) if isinstance(value, list) else value for name, value in one.items()} for one in found]

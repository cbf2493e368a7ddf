"""storylens names"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, show


def names(
    by: By,
    accept: Annotated[list[str] | None, typer.Option(help="NAME, or NAME=REPLACEMENT: replace it in print.")] = None,
    keep: Annotated[list[str] | None, typer.Option(help="NAME: print it as it is.")] = None,
    same: Annotated[list[str] | None, typer.Option(help="NAME=OTHER: both mean one person or place.")] = None,
    apart: Annotated[list[str] | None, typer.Option(help="SPELLING: it means somebody else.")] = None,
    accept_all: Annotated[bool, typer.Option("--accept-all", help="Replace all that nobody has decided on.")] = False,
    project: InProject = HERE,
) -> None:
    """Look for names, places and numbers that tell who somebody is, and decide what is printed in their place."""
    from storylens.project import Project
    from storylens.store.names import KeyFile

    opened = Project.open(project)
    for given in same or ():
        name, _, other = given.partition("=")
        typer.echo(f"Taken as one: {', '.join(opened.join_names(name, other, by=by).spellings)}")
    for given in apart or ():
        typer.echo(f"{given} is a name of its own, {opened.part_name(given, by=by).replacement}")
    for given in accept or ():
        name, _, replacement = given.partition("=")
        typer.echo(f"{name} is printed as {opened.replace_name(name, replacement, by=by).replacement}")
    for given in keep or ():
        opened.keep_name(given, by=by)
        typer.echo(f"{given} is printed as it is")
    listed = opened.names(propose=not (accept or keep or same or apart))
    if accept_all:
        for identity in listed.id[listed.state == "proposed"]:
            opened.replace_name(identity, by=by)
        listed = opened.names()
    show(listed.drop(columns="id"))
    typer.echo(f"The names themselves are only in {KeyFile(opened.store.folder).path}. Keep that file apart.")

"""storylens cells"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Small cells that tables hide: show one all the same, for a reason that is kept and printed. "
    "`storylens export --preview` lists them.",
)
Code = Annotated[str, typer.Argument(help="The id of the code: the row of the table.")]
Attributes = Annotated[
    list[str] | None,
    typer.Option(
        "--group", help="An attribute of the table, in its order; repeat it for a second.", show_default="gender"
    ),
]


@app.command("show")
def show(
    code: Code,
    group: Annotated[list[str], typer.Argument(help='The groups, as the table names them: "women, North".')],
    by: By,
    why: Annotated[str, typer.Option(help="The reason, which is printed under the table.")],
    attributes: Attributes = None,
    project: InProject = HERE,
) -> None:
    """Show small cells of one row all the same. Refused where that gives away a cell that is not named with them."""
    from storylens.project import Project

    Project.open(project).show_cell(code, *group, attributes=attributes or ["gender"], by=by, why=why)
    typer.echo(f"Shown from now on: {code}, {'; '.join(group)}. The reason stands under the table.")


@app.command("hide")
def hide(
    code: Code,
    group: Annotated[str, typer.Argument(help="The group, as the table names it.")],
    by: By,
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    attributes: Attributes = None,
    project: InProject = HERE,
) -> None:
    """Take back that a small cell is shown."""
    from storylens.project import Project

    Project.open(project).hide_cell(code, group, attributes=attributes or ["gender"], by=by, why=why)
    typer.echo(f"Hidden again: {code}, {group}.")

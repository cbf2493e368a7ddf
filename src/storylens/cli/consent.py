"""storylens consent"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, show


def consent(
    by: By,
    teller: Annotated[str, typer.Argument(help="Code of a teller.")] = "",
    use: Annotated[
        str, typer.Argument(help='analysis, "anonymised quote", "named quote", "sharing beyond the team", ...')
    ] = "",
    answer: Annotated[str, typer.Argument(help='yes, no, withdrawn or "not asked".')] = "",
    declare: Annotated[str, typer.Option(help="Declare for all tellers: the wording that you sign.")] = "",
    except_: Annotated[
        list[str] | None, typer.Option("--except", help="A teller whom the declaration leaves out.")
    ] = None,
    mode: Annotated[str, typer.Option(help="How the answer was given.")] = "not recorded",
    project: InProject = HERE,
) -> None:
    """Show what tellers agreed to, write down an answer, or sign a declaration for all."""
    from storylens.project import Project
    from storylens.records import Answer, Use

    opened = Project.open(project)
    if declare:
        opened.declare_consent(by=by, wording=declare, except_=except_ or ())
        typer.echo(f"Declared by {by}, for all tellers but {len(except_ or ())}.")
    elif teller:
        if use not in set(Use) or answer not in set(Answer):
            raise typer.BadParameter(f"say which use ({', '.join(Use)}) and which answer ({', '.join(Answer)})")
        for export in opened.consent(teller, use, answer, by=by, mode=mode):
            typer.echo(f"Their words were in {export}")
        typer.echo(f"{teller}: {use}: {answer}")
    else:
        frame = opened.tellers()
        show(frame[[name for name in frame.columns if name in set(Use)]])

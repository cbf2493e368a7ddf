"""storylens consent"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, show

DECLARED = ("analysis", "anonymised quote")


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
    uses: Annotated[
        list[str] | None,
        typer.Option("--use", help="A use that the declaration covers; by default analysis and quotes."),
    ] = None,
    mode: Annotated[str, typer.Option(help="How the answer was given: written, oral recorded, ...")] = "not recorded",
    on: Annotated[datetime | None, typer.Option(help="The day on which it was given; by default today.")] = None,
    wording: Annotated[str, typer.Option(help="The words that were answered to, or their version.")] = "",
    language: Annotated[str, typer.Option(help="The language in which it was asked, such as ny.")] = "",
    history: Annotated[bool, typer.Option("--history", help="List every answer that was written down.")] = False,
    project: InProject = HERE,
) -> None:
    """Show what tellers agreed to, write down an answer, or sign a declaration for all."""
    from storylens.project import Project
    from storylens.records import Answer, Use

    opened = Project.open(project)
    if declare:
        opened.declare_consent(by=by, wording=declare, uses=_known(uses or DECLARED), except_=except_ or ())
        typer.echo(f"Declared by {by}, for all tellers but {len(except_ or ())}.")
    elif history or (teller and not use):
        show(opened.consents(teller))
    elif teller:
        if use not in set(Use) or answer not in set(Answer):
            raise typer.BadParameter(f"say which use ({', '.join(Use)}) and which answer ({', '.join(Answer)})")
        told = {"mode": mode, "on": on.date() if on else None, "wording": wording, "language": language}
        for export in opened.consent(teller, use, answer, by=by, **told):
            typer.echo(f"Their words were in {export}")
        typer.echo(f"{teller}: {use}: {answer}")
    else:
        frame = opened.tellers()
        show(frame[[name for name in frame.columns if name in set(Use)]])


def _known(uses: Sequence[str]) -> Sequence[str]:
    from storylens.records import Use

    if strange := [use for use in uses if use not in set(Use)]:
        raise typer.BadParameter(f"{strange[0]!r} is no use; choose from {', '.join(Use)}")
    return uses

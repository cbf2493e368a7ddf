"""storylens harvest"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, group, show

app = group("Harvest outcomes: glean drafts, check statements, sort them. Entries are written by `storylens entries`.")

Outcome = Annotated[str, typer.Argument(help="Such as outcome-3.")]
Why = Annotated[str, typer.Option(help="The reason, which is kept.")]


@app.command()
def glean(
    by: By,
    harvest: Annotated[str, typer.Option(help="The harvest that drafts belong to, such as harvest-1.")] = "",
    code: Annotated[
        list[str] | None, typer.Option(help="Only passages coded so; may be repeated.", show_default="what changed")
    ] = None,
    suggested: Annotated[bool, typer.Option("--suggested", help="Also suggestions that nobody has confirmed.")] = False,
    claims: Annotated[
        bool, typer.Option("--claims", help="Also sentences that say what came of the programme, as rules find them.")
    ] = False,
    project: InProject = HERE,
) -> None:
    """Write drafts from passages that tell of a change, with the questions that the source is to be asked."""
    from storylens.project import Project

    opened = Project.open(project)
    drafts = opened.harvest.glean(by=by, harvest=harvest, codes=code or (), suggested=suggested, claims=claims)
    told = opened.entries.passages(*(kept.number for kept in drafts)).drop_duplicates("entry").set_index("entry")
    for kept in drafts:
        typer.echo(f"{kept.number}: {told.words[kept.number]}  [{kept.reason}]")
    typer.echo(f"{len(drafts)} drafts. They are no outcomes yet: read each, ask its source, then revise or reject it.")


@app.command()
def draft(
    document: Annotated[str, typer.Argument(help="Title, code or beginning of the id of a document.")],
    passage: Annotated[str, typer.Argument(help="The words that tell of the change, as they stand there.")],
    by: By,
    harvest: Annotated[str, typer.Option(help="The harvest that the draft belongs to, such as harvest-1.")] = "",
    project: InProject = HERE,
) -> None:
    """Write a draft from one passage, with the questions that the source is to be asked."""
    from storylens.project import Project

    opened = Project.open(project)
    kept = opened.harvest.draft(document, passage, by=by, harvest=harvest)
    typer.echo(f"{kept.number}: {opened.entries.passages(kept.number).words.iloc[0]}")


@app.command()
def check(
    outcome: Annotated[str, typer.Argument(help="One outcome.", show_default="all")] = "",
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """Say which points of a good statement are not met yet, and why; it blocks nothing."""
    from storylens.project import Project

    show(Project.open(project).harvest.check(outcome), as_csv=csv)


@app.command()
def overrule(
    outcome: Outcome,
    point: Annotated[str, typer.Argument(help="The point that need not be met.")],
    note: Annotated[str, typer.Option(help="Why not.")],
    by: By,
    project: InProject = HERE,
) -> None:
    """Set a point of the checker aside, with a note."""
    from storylens.project import Project

    typer.echo(f"Wrote {Project.open(project).harvest.overrule(outcome, point, note=note, by=by).number}.")


@app.command()
def reject(
    outcome: Outcome,
    reason: Annotated[str, typer.Argument(help="A word of the list, such as “not yet happened”.")],
    why: Why,
    by: By,
    project: InProject = HERE,
) -> None:
    """Reject a draft; it stays on record, and the list of the rejected is exported."""
    from storylens.project import Project

    kept = Project.open(project).harvest.reject(outcome, reason, by=by, why=why)
    typer.echo(f"{kept.number} is rejected: {reason}.")


@app.command()
def merge(
    gone: Annotated[list[str], typer.Argument(help="Outcomes that go.")],
    into: Annotated[str, typer.Option(help="The one that stays.")],
    why: Why,
    by: By,
    project: InProject = HERE,
) -> None:
    """Merge outcomes into one, which then stands on their passages as well."""
    from storylens.project import Project

    Project.open(project).harvest.merge(gone, into, by=by, why=why)
    typer.echo(f"Merged {', '.join(gone)} into {into}.")


@app.command()
def judge(
    outcome: Outcome,
    axis: Annotated[str, typer.Argument(help="An axis that the harvest declared.")],
    value: Annotated[str, typer.Argument(help="Its value.")],
    why: Why,
    by: By,
    project: InProject = HERE,
) -> None:
    """Put an outcome on an axis, as its judge."""
    from storylens.project import Project

    typer.echo(f"Wrote {Project.open(project).harvest.judge(outcome, axis, value, by=by, why=why).number}.")


@app.command()
def answer(
    harvest: Annotated[str, typer.Argument(help="Such as harvest-1.")],
    question: Annotated[str, typer.Argument(help="Which of its questions: 1 for the first, or its words.")],
    words: Annotated[str, typer.Argument(help="The answer.")],
    by: By,
    outcome: Annotated[list[str] | None, typer.Option(help="An outcome behind it; may be repeated.")] = None,
    decision: Annotated[str, typer.Option(help="What was decided on it.")] = "",
    why: Annotated[str, typer.Option(help="Why it is answered anew.")] = "",
    project: InProject = HERE,
) -> None:
    """Answer a question of a harvest, from outcomes."""
    from storylens.project import Project

    answered = Project.open(project).harvest.answer
    kept = answered(harvest, question, words, outcomes=outcome or (), decision=decision, by=by, why=why)
    typer.echo(f"Wrote {kept.number}.")


@app.command()
def catalogue(
    by: By,
    to: Annotated[Path, typer.Option(help="The file to write, .docx or .html.")] = Path("outcomes.docx"),
    project: InProject = HERE,
) -> None:
    """Write the outcomes, a page each: statement, evidence, who confirms it, versions."""
    from storylens.project import Project

    typer.echo(f"Wrote {len(Project.open(project).export_outcomes(to, by=by))} outcomes to {to}.")


@app.command()
def draw(
    number: Annotated[int, typer.Argument(help="How many outcomes.")],
    seed: Annotated[int, typer.Option(help="The same seed draws the same ones.")] = 1,
    harvest: Annotated[str, typer.Option(help="Only of this harvest.")] = "",
    project: InProject = HERE,
) -> None:
    """Draw outcomes at random to be substantiated by people who did not tell of them."""
    from storylens.project import Project

    for drawn in Project.open(project).harvest.draw(number, seed=seed, harvest=harvest):
        typer.echo(drawn)
    typer.echo(f'Write into their substantiations: sampling=random "sampling_reason=seed {seed}"')

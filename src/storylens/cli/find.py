"""storylens find, and storylens saturation"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from storylens.cli.options import HERE, InProject, group, show

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from storylens.analysis.queries import Narrowed
    from storylens.analysis.table import Table

app = group("Ask what stands where: codes, their neighbours, words, quotes.")

Where = Annotated[
    list[str] | None,
    typer.Option(
        help="NAME=VALUE; may be repeated. NAME is an attribute of tellers, or teller, document, kind, case, wave, "
        "coder, coder-kind, state, codebook, code, polarity, prompted; collected, said or coded take FROM..TO."
    ),
]
Csv = Annotated[bool, typer.Option("--csv", help="Print as CSV, with ids.")]
One = Annotated[str, typer.Argument(help="Name or id of a code, or part of it with *.")]
Other = Annotated[str, typer.Argument(help="Another one, or the same.")]
Unit = Annotated[str, typer.Option(help="characters, words or turns.")]

_LISTS = ("teller", "document", "kind", "case", "wave", "coder", "coder-kind", "state", "codebook", "code")
_FILTERS = {name: f"{name.replace('-', '_')}s" for name in _LISTS} | {"polarity": "polarity", "prompted": "prompted"}
_SPANS = ("collected", "said", "coded")
_NOT_ON_SCREEN = ("start", "end", "other start", "other end", "codings")


@app.command()
def codes(
    question: Annotated[str, typer.Argument(help='Codes with and, or, not: water and not (loans or "power over").')],
    within: Annotated[str, typer.Option(help="passage, turn, document, teller or case.")] = "turn",
    where: Where = None,
    csv: Csv = False,
    project: InProject = HERE,
) -> None:
    """Find the turns, documents or tellers in which a combination of codes holds."""
    from storylens.analysis.queries import holding

    _listed(holding(_narrowed(project, where), question, within=within), csv)


@app.command()
def near(
    one: One,
    other: Other,
    within: Annotated[int, typer.Option(help="How far apart at most.")] = 200,
    unit: Unit = "characters",
    where: Where = None,
    csv: Csv = False,
    project: InProject = HERE,
) -> None:
    """Find two codes near each other."""
    from storylens.analysis.queries import near as find_near

    _listed(find_near(_narrowed(project, where), one, other, within=within, unit=unit), csv)


@app.command()
def before(
    one: One,
    other: Other,
    within: Annotated[int | None, typer.Option(help="How far off at most.", show_default="anywhere after it")] = None,
    unit: Unit = "characters",
    same_teller: Annotated[bool, typer.Option("--same-teller", help="Both in one teller's words.")] = False,
    where: Where = None,
    csv: Csv = False,
    project: InProject = HERE,
) -> None:
    """Find each passage with one code, and the next one after it with another."""
    from storylens.analysis.queries import before as find_before

    seen = _narrowed(project, where)
    _listed(find_before(seen, one, other, within=within, unit=unit, same_teller=same_teller), csv)


@app.command()
def overlap(
    one: One,
    other: Other,
    relation: Annotated[str, typer.Option(help="overlaps, inside, contains or equals.")] = "overlaps",
    where: Where = None,
    csv: Csv = False,
    project: InProject = HERE,
) -> None:
    """Find passages with one code that overlap, or lie inside of, those with another."""
    from storylens.analysis.queries import overlapping

    _listed(overlapping(_narrowed(project, where), one, other, relation=relation), csv)


@app.command()
def together(
    by: Annotated[str, typer.Option(help="passage, turn, document or teller.")] = "passage",
    square: Annotated[bool, typer.Option("--square", help="As a matrix of tellers.")] = False,
    where: Where = None,
    csv: Csv = False,
    project: InProject = HERE,
) -> None:
    """Count which codes stand together: tellers and citations side by side."""
    from storylens.analysis.queries import together as find_together
    from storylens.analysis.queries.together import square as matrix

    table = find_together(_narrowed(project, where), by=by)
    if square:
        show(matrix(table), as_csv=csv)
    else:
        _shown(table, csv)


@app.command()
def words(
    words: Annotated[str, typer.Argument(help="Words, * for any letters; or with --regex an expression.")],
    regex: Annotated[bool, typer.Option("--regex", help="The words are a regular expression.")] = False,
    window: Annotated[int, typer.Option(help="Characters on each side.")] = 40,
    where: Where = None,
    csv: Csv = False,
    project: InProject = HERE,
) -> None:
    """Find words in what tellers said, each with its context."""
    from storylens.analysis.queries import in_context

    _listed(in_context(_narrowed(project, where), words, regex=regex, window=window), csv)


@app.command()
def matrix(
    by: Annotated[str, typer.Option(help="document or teller.")] = "document",
    where: Where = None,
    csv: Csv = False,
    project: InProject = HERE,
) -> None:
    """Lay out which code stands in which document, or in whose words, as 0 and 1."""
    from storylens.analysis.queries import codes_by_document, codes_by_teller

    if by not in ("document", "teller"):
        raise typer.BadParameter(f"{by!r} is neither document nor teller")
    make = codes_by_teller if by == "teller" else codes_by_document
    _shown(make(_narrowed(project, where)), csv)


@app.command()
def quotes(
    attribute: Annotated[
        list[str] | None, typer.Option(help="An attribute of tellers to show; may be repeated.")
    ] = None,
    code: Annotated[list[str] | None, typer.Option(help="Only this code; may be repeated.")] = None,
    where: Where = None,
    csv: Csv = False,
    project: InProject = HERE,
) -> None:
    """List what may be quoted, with attributes of the tellers where these do not give them away."""
    from storylens.analysis.queries import quotes_with

    seen = _narrowed(project, where, use="anonymised quote")
    _shown(quotes_with(seen, attribute or (), codes=code or ()), csv)


@app.command()
def saturation(
    base: Annotated[int, typer.Option(help="Interviews that make the base.")] = 4,
    run: Annotated[int, typer.Option(help="Interviews looked at together for new codes.")] = 2,
    threshold: Annotated[
        list[float] | None,
        typer.Option(help="New codes in a run by those in the base; may be repeated.", show_default="0.05 and 0"),
    ] = None,
    by: Annotated[str, typer.Option(help="An attribute of tellers: a line for each group.")] = "",
    grown: Annotated[
        list[str] | None,
        typer.Option(
            help="A codebook whose codes were made while reading; may be repeated.", show_default="the project's own"
        ),
    ] = None,
    curve: Annotated[bool, typer.Option("--curve", help="Interview by interview.")] = False,
    where: Where = None,
    csv: Csv = False,
    project: InProject = HERE,
) -> None:
    """Count the new codes that further interviews brought, with parameters and a band over random orders."""
    from storylens.analysis.saturation import saturation as count

    asked: dict[str, Any] = {"thresholds": threshold} if threshold else {}
    asked |= {"grown": grown} if grown else {}
    found = count(_narrowed(project, where), base=base, run=run, by=by, **asked)
    _shown(found.curve if curve else found.summary, csv)


def _narrowed(project: Path, where: list[str] | None, use: str = "analysis") -> Narrowed:
    from storylens.analysis.queries import narrow
    from storylens.project import Project

    asked: dict[str, Any] = {"attributes": {}}
    for given in where or ():
        name, equals, value = given.partition("=")
        if not equals:
            raise typer.BadParameter(f"{given!r} is not NAME=VALUE")
        if name in _SPANS:
            low, dots, high = value.partition("..")
            asked[name] = (low, high if dots else low)
        elif name in _FILTERS:
            asked.setdefault(_FILTERS[name], []).append(value)
        else:
            asked["attributes"].setdefault(name, []).append(value)
    return narrow(Project.open(project).view(use), **asked)


def _listed(frame: pd.DataFrame, csv: bool) -> None:
    """Print found passages; ids and positions only where a program reads them."""
    hidden = [name for name in frame.columns if name in _NOT_ON_SCREEN or str(name).endswith("_id")]
    hidden += ["section"] if "section" in frame and not frame.section.any() else []
    if csv:
        show(frame, as_csv=True)
        return
    show(frame.drop(columns=hidden).reset_index(drop=True).rename(index=lambda number: number + 1))
    typer.echo(f"{len(frame)} found.")


def _shown(table: Table, csv: bool) -> None:
    show(table.frame, as_csv=csv)
    for note in () if csv else table.notes:
        typer.echo(note)

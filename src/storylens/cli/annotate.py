"""storylens annotate"""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer


def annotate(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    taggers: Annotated[
        str, typer.Option(help="Names of taggers, with commas between; by default all that go by rules.")
    ] = "",
    codebook: Annotated[
        list[str] | None, typer.Option(help="A shipped codebook or a YAML file; may be repeated.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="File to write to.", show_default="standard output")] = None,
    programme: Annotated[
        str,
        typer.Option(help="Names and activities of the programme, with commas between; claims are attributed by them."),
    ] = "",
    language: Annotated[str, typer.Option(help="Language to assume where a text is too short to tell.")] = "en",
    translated_from: Annotated[
        str, typer.Option(help="Language of the originals, where the texts are translations.", show_default=False)
    ] = "",
) -> None:
    """Read and tag as a pipe, without a project: one JSON object a line.

    There is no project here and so no consent: all that is read is printed. Turns that may disclose violence or abuse
    are marked as held; leave them alone until somebody responsible has looked. A turn that no screen could read, such
    as one in another language, is marked as not screened.
    """
    from storylens.batch.annotate import annotate as records

    names, programmes = ([name.strip() for name in given.split(",") if name.strip()] for given in (taggers, programme))
    failed = False
    with output.open("w", encoding="utf-8", newline="\n") if output else nullcontext(sys.stdout) as stream:
        found = records(
            paths,
            taggers=names,
            codebooks=codebook or (),
            language=language,
            programme=programmes,
            translated_from=translated_from,
        )
        for record in found:
            failed = failed or "error" in record
            if "error" in record:
                typer.echo(record["error"], err=True)
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    if failed:
        raise typer.Exit(1)

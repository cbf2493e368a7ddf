"""storylens open"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject


def open(
    by: By,
    port: Annotated[int, typer.Option(help="Port to serve on; 0 takes any that is free.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
    project: InProject = HERE,
) -> None:
    """Open the coder in the browser, on this machine alone."""
    from storylens.project import Project
    from storylens.widget.page import serve

    serve(Project.open(project).store, by, port=port, browser=browser)

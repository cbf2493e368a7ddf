"""storylens doctor"""

from __future__ import annotations

import typer


def doctor() -> None:
    """Say what is installed, which spaCy pipeline is used, and what to do about what is missing."""
    from storylens.language.doctor import doctor as look

    findings = look()
    for finding in findings:
        typer.echo(f"{'ok  ' if finding.well else 'MISS'}  {finding.what:20} {finding.state}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)

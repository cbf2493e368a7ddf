"""The command line: one file a command, each thin. What a command does is a function of the same name."""

from __future__ import annotations

import errno
import os
import sys

from storylens.records.errors import StorylensError

DEBUG = "--debug"
INTERRUPTED = 130


def main() -> None:
    """Run a command; say in one sentence what goes wrong, with a traceback only on request."""
    debug = DEBUG in sys.argv
    if debug:
        sys.argv.remove(DEBUG)
    from storylens.cli.app import app

    try:
        app(standalone_mode=True)
    except StorylensError as error:
        if debug:
            raise
        _stop(str(error))
    except SystemExit as stop:
        if stop.code == INTERRUPTED:  # typer makes this of Ctrl-C, and says nothing
            print("Stopped. What was done is kept; run the same command to go on.", file=sys.stderr)
        raise
    except BrokenPipeError:  # `storylens ... | head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        if debug:
            raise
        place = f"{error.filename}: " if error.filename else ""
        full = (
            " Free some room and run this again; what was done before is kept." if error.errno == errno.ENOSPC else ""
        )
        _stop(f"{place}{error.strerror or error}.{full}")


def _stop(message: str, code: int = 1) -> None:
    print(message, file=sys.stderr)
    sys.exit(code)

"""Write constraints.txt: the newest versions that fit together, for each Python, merged with markers.

Run with the interpreters to support: python3.11 .ci/constraints.py python3.11 python3.12 python3.13
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

TOP = Path(__file__).parent.parent
EXTRAS = "dev,notebook,team,topics"
HEAD = """\
# Versions that were tested together, for each Python. Made by .ci/constraints.py; no addresses, no hashes.
"""


def frozen(python: str) -> dict[str, str]:
    """Install into a fresh environment and return what was installed."""
    with tempfile.TemporaryDirectory() as folder:
        run = [f"{folder}/bin/python", "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([python, "-m", "venv", folder], check=True)
        subprocess.run([*run, "install", "-q", f"{TOP}[{EXTRAS}]"], check=True)
        listed = subprocess.run([*run, "freeze"], check=True, capture_output=True, text=True).stdout
    return dict(line.split("==") for line in listed.splitlines() if "==" in line)


def main() -> None:
    """Merge what each Python got; a marker stands where they differ."""
    pythons = sys.argv[1:]
    wanted: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for python in pythons:
        told = subprocess.run([python, "--version"], check=True, capture_output=True, text=True).stdout
        short = re.search(r"3\.\d+", told)[0]  # type: ignore[index]
        for name, version in frozen(python).items():
            wanted[name][version].append(short)
    lines = []
    for name in sorted(wanted, key=str.lower):
        for version, shorts in wanted[name].items():
            if len(shorts) == len(pythons):
                lines.append(f"{name}=={version}")
            else:
                lines += [f'{name}=={version}; python_version == "{short}"' for short in shorts]
    (TOP / "constraints.txt").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


main()

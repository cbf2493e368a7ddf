"""Run every benchmark, or those that are named: python -m benchmarks parsing cues."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

names = sys.argv[1:] or sorted(file.stem for file in Path(__file__).parent.glob("[a-z]*.py"))
failed = [
    name for name in names if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode
]
if failed:
    sys.exit(f"failed: {', '.join(failed)}")

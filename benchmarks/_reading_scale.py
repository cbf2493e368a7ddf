"""10,000 small files taken into a project, and one mbox of 200 MB, each in a process of its own with its peak memory.

The baseline of the mbox is Python's `mailbox` walking over the same file. Memory is what the process held at most,
less what it held before it began to read.
"""

from __future__ import annotations

import mailbox
import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

from storylens.ingest.reader import read, readers
from storylens.ingest.walk import sources
from storylens.project import Project

FILES, MEGABYTES = 10_000, 200
_SYLLABLES = ["ba", "che", "di", "fu", "ga", "hi", "ka", "lo", "ma", "ne", "pa", "ri", "so", "tu", "wa", "ze"]
_WORDS = ["".join(three) for three in product(_SYLLABLES, repeat=3)]  # invented, so that no two stories are alike


def main() -> None:
    """Print time and peak memory of each."""
    print(f"{'at scale':44}{'documents':>9} {'seconds':>8} {'MB at most':>11}")
    with tempfile.TemporaryDirectory() as folder:
        stories, mbox = Path(folder) / "stories", Path(folder) / "list.mbox"
        _write_stories(stories)
        _write_mbox(mbox)
        for what, task, path in (
            (f"{FILES:,} stories into a project", "ingest", stories),
            ("the same, read only", "folder", stories),
            (f"mbox of {mbox.stat().st_size // 1_000_000} MB, read", "read", mbox),
            ("the same with mailbox and email", "mailbox", mbox),
            ("the mbox into a project", "ingest", mbox),
        ):
            made = subprocess.run(
                [sys.executable, "-m", "benchmarks._reading_scale", task, str(path)],
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            documents, seconds, held = made.stdout.split()[-3:]
            print(f"{what:44}{documents:>9} {float(seconds):8.1f} {float(held):11.0f}", flush=True)


def _write_stories(folder: Path) -> None:
    drawn = random.Random(1)
    folder.mkdir()
    for number in range(FILES):
        words = " ".join(drawn.choices(_WORDS, k=120))
        (folder / f"story-{number:05d}.txt").write_text(f"Story {number}.\n{words}\n")


def _write_mbox(file: Path) -> None:
    drawn = random.Random(1)
    with file.open("w") as out:
        number = 0
        while out.tell() < MEGABYTES * 1_000_000:
            root = number - number % 5
            who = f"r{number % 300}@example.org"
            head = f"From {who} Mon Apr  4 10:00:00 2016\nFrom: R{number % 300} <{who}>\n"
            about = f"Subject: {'Re: ' if root != number else ''}Seeds {root}\nDate: Mon, 4 Apr 2016 10:00:00 +0000\n"
            reply = f"In-Reply-To: <{number - 1}@example.org>\n" if root != number else ""
            lines = "\n".join(" ".join(drawn.choices(_WORDS, k=12)) for _ in range(25))
            out.write(f"{head}{about}Message-ID: <{number}@example.org>\n{reply}\n{lines}\n\n")
            number += 1


def _task(task: str, path: Path) -> int:
    if task == "mailbox":
        return sum(len(mail.get_payload(decode=True) or b"") >= 0 for mail in mailbox.mbox(str(path)))
    if task == "ingest":
        project = Project.new(path.parent / "project")
        return project.ingest(path).documents
    with sources([path]) as found:
        return sum(1 for source in found for _ in read(source))


def _held() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    readers()  # loaded before memory is looked at
    before, start = _held(), time.perf_counter()
    count = _task(sys.argv[1], Path(sys.argv[2]))
    print(count, time.perf_counter() - start, _held() - before)

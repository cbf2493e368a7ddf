"""Reading: what is read and what is not, what is kept, who speaks, what is quoted, and time against bare libraries.

All figures of one run, over the real input beside the checkout. `--scale` adds what takes long: 10,000 small files
taken into a project, and one mbox of 200 MB, with peak memory.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from benchmarks import _reading_kept, _reading_quotes, _reading_scale, _reading_speech, _reading_speed
from benchmarks._material import shared_folder
from storylens.ingest.reader import is_read_whole, read, reader_for
from storylens.ingest.tellers import is_teller_sheet
from storylens.ingest.walk import describes, sources
from storylens.records import UnreadableError


def main() -> None:
    """Print all figures; needs the folder of real input."""
    if "--scale" in sys.argv:
        _reading_scale.main()
        return
    shared = shared_folder()
    if not (shared / "real").exists():
        print("left out: needs the folder of real input beside the checkout (--shared)")
        return
    files(shared / "real")
    _reading_kept.main(shared / "real")
    _reading_speech.speakers(sorted((shared / "real/transcripts").glob("zoom_*.vtt")))
    _reading_speech.parses(shared / "real/chats")
    _reading_quotes.main(shared / "eval")
    _reading_speed.main(shared / "real")


def files(folder: Path) -> None:
    """Say of how many files everything was read, by which reader, and why not where it was not."""
    by: Counter[str] = Counter()
    refused = []
    with sources([folder], {}, is_read_whole) as found:
        for source in found:
            try:
                if describes(source):
                    by["set aside as about the folder"] += 1
                elif is_teller_sheet(source):
                    by["sheets of tellers"] += 1
                else:
                    by[reader_for(source).name] += sum(1 for _ in read(source)) > 0
            except UnreadableError as error:
                refused.append(str(error))
    print(f"files read: {by.total()} of {len(found)} = {by.total() / len(found):.1%}")
    print("  " + ", ".join(f"{name} {count}" for name, count in by.most_common()))
    print(*(f"  not read: {reason}" for reason in refused), sep="\n", end="\n\n")


if __name__ == "__main__":
    main()

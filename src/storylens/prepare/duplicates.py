"""Near-duplicates: the same telling arrived twice, in another format or with corrections.

MinHash over runs of five words (Broder 1997). The same story retold by somebody else shares no runs and
is not a duplicate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from datasketch import MinHash, MinHashLSH

from storylens.records import Turn

ENOUGH = 60  # words; shorter answers are alike by chance
ALIKE = 0.6  # share of runs of five words in common
_RUN = 5
_SIZE = 128
_TOGETHER = 20_000
_SCHEME = "affine32"  # sketches are kept, so how they are made must not depend on a default
_WORD = re.compile(r"\w+")


def words_said(text: str, turns: Iterable[Turn]) -> str:
    """Return the words of all turns: speakers' labels and times, which each format has its own way with, are none."""
    return "\n".join(text[turn.start : turn.end] for turn in turns)


def sketch_of(text: str) -> bytes:
    """Return a sketch of a text by which texts can be compared; empty for a short one."""
    words = _WORD.findall(text.lower())
    if len(words) < ENOUGH:
        return b""
    minhash = MinHash(num_perm=_SIZE, seed=1, scheme=_SCHEME)
    runs = len(words) - _RUN + 1
    for first in range(0, runs, _TOGETHER):  # each run takes a kilobyte while it is hashed
        last = min(first + _TOGETHER, runs)
        minhash.update_batch([" ".join(words[at : at + _RUN]).encode() for at in range(first, last)])
    return bytes(minhash.hashvalues.astype("<u4").tobytes())


class Sketches:
    """The sketches of a corpus, in which a text's nearest is found without comparing it to all."""

    def __init__(self) -> None:
        self._index = MinHashLSH(threshold=ALIKE, num_perm=_SIZE)
        self._values: dict[str, np.ndarray] = {}

    def add(self, name: str, sketch: bytes) -> None:
        """Add a text; one that is too short to be compared is left out."""
        if sketch and name not in self._values:
            self._values[name] = np.frombuffer(sketch, "<u4")
            self._index.insert(name, self._minhash(sketch))

    def nearest(self, sketch: bytes) -> tuple[str, float] | None:
        """Return the name and likeness (0 to 1) of the text that is most alike, if any is alike enough."""
        if not sketch:
            return None
        mine = np.frombuffer(sketch, "<u4")
        near = ((float((self._values[name] == mine).mean()), name) for name in self._index.query(self._minhash(sketch)))
        likeness, name = max(near, default=(0.0, ""))
        return (name, likeness) if likeness >= ALIKE else None

    @staticmethod
    def _minhash(sketch: bytes) -> MinHash:
        return MinHash(num_perm=_SIZE, seed=1, scheme=_SCHEME, hashvalues=np.frombuffer(sketch, "<u4"))

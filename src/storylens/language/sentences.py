"""Split text into sentences without a model, for what must work where no pipeline is installed."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 120  # words of a passage that is about one thing
_SHORT = {"mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "no", "fig", "approx", "rev", "hon"}
_BREAK = re.compile(r"""(?P<stop>[.!?…]+["'”’)\]]*)\s+(?=["'“‘(\[]*[^\W_a-z])|\n[ \t]*\n\s*""")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence, without the space around it.

    A sentence ends at `.`, `!`, `?` or `…` before something that can begin one, and at an empty line; a single
    line break may be the end of a line in a mail and is read as a space.
    """
    start = 0
    for found in _BREAK.finditer(text):
        if found["stop"] == "." and _abbreviated(text, start, found.start()):
            continue
        end = found.end("stop") if found["stop"] else found.start()
        yield from _trimmed(text, start, end)
        start = found.end()
    yield from _trimmed(text, start, len(text))


def passages(text: str, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """Yield start and end of passages of whole sentences, as even in length as they come, of about `longest` words."""
    found = list(sentences(text))
    if not found:
        return
    lengths = [len(text[start:end].split()) for start, end in found]
    share = sum(lengths) / -(-sum(lengths) // longest)
    first, so_far = found[0][0], 0
    for place, (_, end) in enumerate(found):
        so_far += lengths[place]
        last = place == len(found) - 1
        if last or so_far >= share:
            yield first, end
            so_far = 0
            if not last:
                first = found[place + 1][0]


def _abbreviated(text: str, start: int, stop: int) -> bool:
    last = text[start:stop].rsplit(None, 1)[-1:] or [""]
    word = last[0].lstrip("\"'“‘([").lower()
    return word in _SHORT or (len(word) == 1 and word.isalpha() and word != "i")


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    length = len(piece.strip())
    if length:
        yield start + lead, start + lead + length

"""What an author of a brief should look at again in their own words: counts without a number, shares of few people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storylens.language.sentences import sentences

FEWEST = 20  # tellers under whom no percentage is written
_SHARE = re.compile(r"\d\s?%|\bper\s?cent\b|\bpercent(?:age)?\b", re.IGNORECASE)
_AMOUNT = re.compile(r"\b(?:most|some|many|few|several|majority|nearly all|almost all)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE)
_SATURATED = re.compile(r"\bsaturation\b[^.]*\breached\b|\breach\w* saturation\b", re.IGNORECASE)


def look_again(text: str, n: int) -> Iterator[str]:
    """Yield what does not keep to the rules for briefs, sentence by sentence; `n` is the number of tellers."""
    for start, end in sentences(text):
        said = " ".join(text[start:end].split())
        if n < FEWEST and _SHARE.search(said):
            yield f"a percentage of {n} tellers; write n of N: {said}"
        amount = _AMOUNT.search(said)
        if amount and not _NUMBER.search(said):
            yield f"“{amount[0]}” without a number: {said}"
        if _SATURATED.search(said):
            yield f"saturation is no property of a set of stories; give base, run and threshold: {said}"

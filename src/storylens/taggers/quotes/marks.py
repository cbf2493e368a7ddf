"""Quotation marks: which ones open, which ones close, and what stands between them.

A mark is judged by the characters on both sides first and by its shape second, because people type straight
marks, mix shapes, and open with the shape that closes elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

DOUBLE = '“”„‟"«»″＂'
SINGLE = "‘’‚‛'‹›`´"
_MARK = re.compile(r"``|''|,,(?=\w)|[“”„‟\"«»″＂‘’‚‛'‹›`´]")
_OPENERS, _CLOSERS = frozenset("“„«‘‚‹"), frozenset("”»’›")
_BEFORE_OPEN = frozenset("([{—–-―/:;,=>…*_|")  # and white space
_ELIDED = re.compile(
    r"(?:em|tis|twas|twere|til|till|cause|bout|round|n|neath|ere|fore|gainst|tween|nuff|un|im|er|is|e|"
    r"ave|ad|ow|old|ome|ard|\d\ds?)\b",
    re.IGNORECASE,
)
_NO_G = re.compile(r"(?:in|[sxz]|o|th)\Z", re.IGNORECASE)  # goin', the girls', o', wi'


_BLOCK = re.compile(r"\S(?:.|\n(?![ \t]*\n))*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LINE_END = re.compile(r"[.!?:…\"'”’»)\]]\s*\Z")
_AHEAD = 60  # marks that are looked through for one that closes
_DEEP = 20  # marks that are kept open at once
_LONGEST = 100  # characters of a line that was wrapped by hand


@dataclass(frozen=True)
class Stretch:
    """What stands between two marks, marks included. Positions are in the paragraph.

    `level` is 0 for a quotation and 1 for a quotation in a quotation. `open` is True where it runs on into the
    next paragraph, and `resumed` where it came from the one before.
    """

    start: int
    end: int
    level: int = 0
    open: bool = False
    resumed: bool = False
    mark: str = '"'


class _Open(NamedTuple):
    at: int
    kind: str


_PAIR = {
    "“": "“",
    "”": "“",
    "„": "“",
    "‟": "“",
    "«": "«",
    "»": "«",
    '"': '"',
    "″": '"',
    "＂": '"',
    "``": "``",
    "''": "``",
    ",,": "“",
    "‘": "‘",
    "’": "‘",
    "‚": "‘",
    "‛": "‘",
    "'": "'",
    "‹": "‹",
    "›": "‹",
    "`": "'",
    "´": "'",
}


def stretches(paragraphs: Sequence[str]) -> list[list[Stretch]]:
    """Return what is in quotation marks in each of some paragraphs that one person says or writes.

    A mark that is never closed is left out, unless the next paragraph opens with the same mark again: then the
    quotation goes on there (the custom in print), and everything up to the end of the paragraph is quoted.
    """
    found: list[list[Stretch]] = []
    resumed = False
    for number, text in enumerate(paragraphs):
        whole, pending = _paragraph(text)
        first = next(iter(whole), None)
        goes_on = False
        if pending is not None and number + 1 < len(paragraphs):
            goes_on = _opens_with(paragraphs[number + 1], pending.kind) and not _again(pending, whole)
            if goes_on:
                inside = [replace(each, level=1) for each in whole if each.start > pending.at]
                tail = Stretch(pending.at, len(text.rstrip()), 0, open=True, mark=pending.kind)
                whole = sorted(
                    [each for each in whole if each.start < pending.at] + [tail, *inside],
                    key=lambda each: (each.start, each.level),
                )
                first = whole[0]
        if resumed and first is not None and not text[: first.start].strip():
            whole = [replace(each, resumed=True) if each is first else each for each in whole]
        found.append(whole)
        resumed = goes_on
    return found


def _again(pending: _Open, whole: Sequence[Stretch]) -> bool:
    """Return True where a mark of the same kind opens again before it was closed: then it was forgotten."""
    return any(each.start > pending.at and each.mark == pending.kind for each in whole)


def _opens_with(text: str, kind: str) -> bool:
    lead = len(text) - len(text.lstrip())
    match = _MARK.match(text, lead)
    return match is not None and _PAIR[match[0]] == kind and _side(text, match) != "close"


def _paragraph(text: str) -> tuple[list[Stretch], _Open | None]:
    """Return the closed stretches of a paragraph, and the outermost mark that stays open."""
    stack: list[_Open] = []
    closed: list[tuple[_Open, int]] = []
    marks = list(_MARK.finditer(text))
    if not marks:
        return [], None
    for number, match in enumerate(marks):
        kind = _PAIR[match[0]]
        single = kind in "‘'‹"
        side = _side(text, match)
        if single and kind != "‹":
            side = _single(text, marks, number, [each.kind for each in stack], side)
        if side == "either":
            side = "close" if any(each.kind == kind for each in stack) else "open"
        if side == "open":
            stack.append(_Open(match.start(), kind))
            del stack[:-_DEEP]
        elif side == "close":
            depth = _partner(stack, kind)
            if depth is not None:
                closed.append((stack[depth], match.end()))
                del stack[depth:]
    return list(_levels(closed)), next((each for each in stack if each.kind not in "‘'" or each is stack[0]), None)


def _partner(stack: Sequence[_Open], kind: str) -> int | None:
    """Return the index of the open mark that a mark closes: its own kind, else one that people confuse with it."""
    alike = {"“": ('"', "``"), '"': ("“", "``"), "``": ('"', "“"), "‘": ("'",), "'": ("‘",)}.get(kind, ())
    for kinds in ((kind,), alike):
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth].kind in kinds:
                return depth
    return None


def _levels(closed: Sequence[tuple[_Open, int]]) -> Iterator[Stretch]:
    ends: list[int] = []
    for opened, end in sorted(closed, key=lambda each: (each[0].at, -each[1])):
        while ends and ends[-1] <= opened.at:
            ends.pop()
        yield Stretch(opened.at, end, len(ends), mark=opened.kind)
        ends.append(end)


def _side(text: str, match: re.Match[str]) -> str:
    """Say whether a mark opens or closes, by its neighbours and then by its shape."""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    free_before = before.isspace() or before in _BEFORE_OPEN
    free_after = after.isspace() or after in ".,;:!?)]}—–-…/"
    mark = match[0]
    shape = "open" if mark in _OPENERS or mark in ("``", ",,") else "close" if mark in _CLOSERS or mark == "''" else ""
    if before in DOUBLE + SINGLE and shape:
        return shape
    if before.isspace() and after.isspace():  # a tokenised text
        return shape or "either"
    if before.isspace() and not after.isspace():
        return "open" if after not in ".,;:!?)" or shape == "open" else shape or "close"
    if shape == "open" and free_after:  # „Ja“ and “Hello,“ close with the shape that opens
        return "either"
    if after.isspace():
        return "close"
    if shape:
        return shape
    if free_before and not free_after:
        return "open" if before not in ",…" else "either"
    if free_after and not free_before:
        return "close"
    return "either"


def _single(text: str, marks: Sequence[re.Match[str]], number: int, stack: Sequence[str], side: str) -> str:
    """Tell a single quotation mark from an apostrophe: "open", "close" or "" for an apostrophe."""
    match = marks[number]
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    if before.isalnum() and after.isalnum():
        return ""  # don't
    is_open = any(kind in "‘'" for kind in stack)
    if match[0] in "’'" and before in "‘'" + DOUBLE and _ELIDED.match(text, match.end()):
        return ""  # ‘’Tis true’
    if before.isspace() and after.isspace():
        return ("close" if is_open else "open") if match[0] in "'`" else side
    if not before.isalnum() and not after.isspace() and side in ("open", "either") and match[0] not in "’´":
        if _ELIDED.match(text, match.end()) and not _closes_soon(text, marks, number):
            return ""
        if is_open and before not in DOUBLE + " \n\t(—":
            return "close"
        return "open" if (match[0] == "‘" or _closes_soon(text, marks, number)) else ""
    if match[0] == "’" and before.isspace():
        return ""  # ’tis
    if not is_open:
        return ""  # the girls' school
    if (
        before.isalpha()
        and _NO_G.search(text, max(0, match.start() - 2), match.start())
        and _better(text, marks, number)
    ):
        return ""
    return "close"


def _closes(text: str, match: re.Match[str]) -> bool:
    """Return True where a single mark could close: after a letter or stop, before no letter."""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    return match[0] in "'’´" and not before.isspace() and not after.isalnum()


def _closes_soon(text: str, marks: Sequence[re.Match[str]], number: int) -> bool:
    return any(_closes(text, each) for each in marks[number + 1 : number + 1 + _AHEAD])


def _better(text: str, marks: Sequence[re.Match[str]], number: int) -> bool:
    """Return True where a mark after a possessive or a dropped g is followed by one that closes, none opening between.

    The mark closes nonetheless where a stop stands straight after it, as in 'the girls', he said.
    """
    match = marks[number]
    after = text[match.end() : match.end() + 2]
    if not after or after[0] in ".,;:!?—–)" or not after[0].isspace():
        return False
    for each in marks[number + 1 : number + 1 + _AHEAD]:
        before = text[each.start() - 1]
        begins = text[each.end() : each.end() + 1].isalnum() and (before.isspace() or before in _BEFORE_OPEN)
        if each[0] in "‘'`“\"" and begins:
            return False
        if _closes(text, each):
            return True
    return False


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each paragraph.

    An empty line parts paragraphs. A single line break does so too, unless the lines of the text look wrapped: none
    is long, and many end in the middle of a sentence.
    """
    wrapped = _wrapped(text)
    for block in _BLOCK.finditer(text):
        if wrapped or "\n" not in block[0]:
            yield block.start(), block.end()
        else:
            for line in _LINE.finditer(block[0]):
                yield block.start() + line.start(), block.start() + line.end()


def _wrapped(text: str) -> bool:
    breaks = middle = 0
    for block in _BLOCK.finditer(text):
        lines = _LINE.findall(block[0])
        breaks += len(lines) - 1
        middle += sum(not _LINE_END.search(line) for line in lines[:-1])
        if len(lines) > 1 and max(map(len, lines)) > _LONGEST:
            return False
    return breaks > 0 and 3 * middle >= breaks

"""Part the words of a mail's writer from what the mail quotes, from its signature, and from footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from storylens.ingest import signoff, wrote
from storylens.records import Stretch

_MARK = re.compile(r"^ {0,3}(?:> ?)+")
_NAMED_MARK = re.compile(r"^ ?([A-Z][\w.-]{0,14})> ?")  # "Ruth> ", as some mail programs marked what they quoted
_LIKE_MARK = re.compile(r"^>>> ?(?!>)")
_LINK = re.compile(r"^\s*[(<]?\S*[/=?&_%]\S*\s?>?$")


class Lines(NamedTuple):
    """The lines of a mail or post, how deeply the format itself says that each is quoted, and from which post."""

    texts: list[str]
    levels: list[int]
    origins: list[str]


class Piece(NamedTuple):
    """Words of one kind that stand together.

    `level` says how deeply they are quoted; `of` is the id of the post they were taken from, where the format
    names it.
    """

    words: str
    stretch: Stretch
    level: int = 0
    of: str = ""


def split_body(body: str, writer: str = "") -> Iterator[tuple[str, Stretch]]:
    """Yield the words of a mail in order, each run with what it is: speech, quoted, or note."""
    for piece in pieces(lines_of(body), writer):
        yield piece.words, piece.stretch


def lines_of(text: str) -> Lines:
    """Return the lines of plain text."""
    texts = text.split("\n")
    return Lines(texts, [0] * len(texts), [""] * len(texts))


def as_posted(lines: Lines) -> Iterator[Piece]:
    """Yield the words of a post and what it quotes, as the format has it and without looking for more."""
    start = 0
    for at in range(1, len(lines.texts) + 1):
        kind = (lines.levels[start], lines.origins[start])
        if at == len(lines.texts) or (lines.texts[at] and (lines.levels[at], lines.origins[at]) != kind):
            words = "\n".join(lines.texts[start:at]).strip()
            quoted = Stretch.QUOTED if lines.levels[start] else Stretch.SPEECH
            if words:
                yield Piece(words, quoted, lines.levels[start], lines.origins[start])
            start = at


def pieces(lines: Lines, writer: str = "") -> Iterator[Piece]:
    """Yield what a mail is made of: own words, what is quoted (parted by depth), signatures and footers.

    Quoted is what the format or a mark such as `>` says, and what follows a line such as "On ... wrote:" or
    a block of "From: ... Sent: ..." without any marks. `writer` is the writer's name, which may stand under
    the words.
    """
    texts, given = _shared_lines_apart(lines.texts, lines.levels)
    end = signoff.footer_at(texts)
    bare, levels = _levels(texts[:end], given[:end])
    kinds = [Stretch.QUOTED if level else Stretch.SPEECH for level in levels]
    _mark_notes(texts, bare, kinds, writer)
    kinds += [Stretch.NOTE] * (len(texts) - end)
    levels += [0] * (len(texts) - end)
    bare = bare + texts[end:]
    start, kind, level = 0, Stretch.SPEECH, 0
    for at, text in enumerate(texts):
        if (kinds[at] is kind and levels[at] == level) or not (bare[at].strip() or (text.strip() and not level)):
            continue
        if words := "\n".join(texts[start:at]).strip():
            yield Piece(words, kind, level)
        start, kind, level = at, kinds[at], levels[at]
    if words := "\n".join(texts[start:]).strip():
        yield Piece(words, kind, level)


def _shared_lines_apart(texts: list[str], given: list[int]) -> tuple[list[str], list[int]]:
    """Make two lines of "yes. On Tuesday ... wrote:"."""
    parted = {
        at: place
        for at, text in enumerate(texts)
        if "On " in text and not given[at] and (place := wrote.shared_line(text))
    }
    for at in sorted(parted, reverse=True):
        texts = [*texts[:at], texts[at][: parted[at]], texts[at][parted[at] :], *texts[at + 1 :]]
        given = [*given[: at + 1], 0, *given[at + 1 :]]
    return texts, given


def _levels(texts: list[str], given: list[int]) -> tuple[list[str], list[int]]:
    """Return the lines without marks, and how deeply each is quoted."""
    bare, levels = _marks_off(texts, given)
    own = list(levels)
    from_here: list[int] = []  # lines from which on all is quoted more deeply, without any mark
    after = 0
    for at, text in enumerate(bare):
        if at < after or not wrote.may_open(text):
            continue
        count, deeper, unmarked = _opening(bare, own, at)
        after = at + count
        if unmarked and not own[at]:
            from_here.append(_rule_before(bare, at))
        else:
            for line in range(at, after):
                levels[line] += deeper
    for start in from_here:
        for line in range(start, len(levels)):
            levels[line] += 1
    return bare, levels


def _marks_off(texts: list[str], given: list[int]) -> tuple[list[str], list[int]]:
    if not any(">" in text for text in texts):
        return texts, list(given)
    names = Counter(match[1] for text in texts if ">" in text[:18] and (match := _NAMED_MARK.match(text)))
    levels: list[int] = []
    bare: list[str] = []
    before = 0
    for text, level in zip(texts, given, strict=True):
        mark = _MARK.match(text) if ">" in text and not level else None
        if mark is None and names and not level and (named := _NAMED_MARK.match(text)) and names[named[1]] > 1:
            mark = named
        depth = level + (max(mark[0].count(">"), 1) if mark else 0)
        if depth > 2 and not before and not level and _LIKE_MARK.match(text):
            depth, mark = 0, None  # what a computer prompts, not what a person quotes
        levels.append(depth)
        bare.append(text[mark.end() :] if mark else text)
        before = depth
    for at in range(1, len(levels) - 1):  # a link that ran over its quoted line
        if not levels[at] and levels[at - 1] and levels[at + 1] and _LINK.match(bare[at][:300]):
            levels[at] = levels[at - 1]
    return bare, levels


def _rule_before(bare: Sequence[str], at: int) -> int:
    """Return the line of dashes just above a line, or the line itself."""
    for above in (at - 1, at - 2):
        if above >= 0 and wrote.is_rule(bare[above]):
            return above
        if above < 0 or bare[above].strip():
            break
    return at


def _opening(bare: Sequence[str], levels: Sequence[int], at: int) -> tuple[int, int, bool]:
    """Return how many lines introduce a quotation, by how much they go deeper, and whether no marks follow."""
    deeper = 0 if levels[at] else 1
    if wrote.opens_original(bare[at]):
        return 1, deeper, True
    if count := wrote.heads(bare, at):
        before = next((line for line in reversed(bare[max(at - 3, 0) : at]) if line.strip()), "")
        again = wrote.opens_original(before)
        return count, 0 if again else deeper, not again
    end = at + 1
    while end < len(bare) and end < at + 5 and levels[end] == levels[at] and bare[end].strip():
        end += 1
    quoted_next = any(_deeper(bare, levels, at, line) for line in range(at + 1, min(at + 9, len(bare))))
    count = wrote.introduces(bare[at:end], 0, quoted_next=quoted_next)
    if not count:
        return 0, 0, False
    after = next(
        (line for line in range(at + count, len(bare)) if bare[line].strip() or levels[line] > levels[at]), None
    )
    marked = after is not None and levels[after] > levels[at]
    return count, 1 if marked else deeper, not marked


def _deeper(bare: Sequence[str], levels: Sequence[int], at: int, line: int) -> bool:
    """Say whether a line is quoted more deeply, with nothing but one introduction between it and another line."""
    return levels[line] > levels[at] and sum(bool(text.strip()) for text in bare[at:line]) <= 4


def _mark_notes(texts: Sequence[str], bare: Sequence[str], kinds: list[Stretch], writer: str) -> None:
    """Mark signatures and warnings among a writer's own words; empty lines part nothing."""
    names = frozenset(word for word in re.findall(r"[^\W\d_]+", writer.lower()) if len(word) > 2)
    runs: list[list[int]] = []  # the first and the last filled line of each run of own words
    open_run = False
    for at, kind in enumerate(kinds):
        if not bare[at].strip():
            continue
        if kind is not Stretch.SPEECH:
            open_run = False
        elif open_run:
            runs[-1][1] = at
        else:
            runs.append([at, at])
            open_run = True
    for run in runs:
        own = texts[run[0] : run[1] + 1]
        first, stop = signoff.signature_at(own, names, last=run is runs[-1])
        kinds[run[0] + first : run[0] + stop] = [Stretch.NOTE] * (stop - first)
    for at in [at for run in runs[:1] for at in range(run[0], min(run[0] + 3, run[1] + 1))]:
        if signoff.is_by_machine(texts[at]):
            kinds[at] = Stretch.NOTE

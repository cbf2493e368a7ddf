"""Who says what in captions: by voice, by a name before the words, or by the name before that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from storylens.ingest.callers import Callers, callers, label_of
from storylens.ingest.captions import Captions, Cue
from storylens.ingest.spoken import Said

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:@[0-9a-f-]{1,40})?", re.IGNORECASE)
_ANOTHER = (">>", "- ", "– ", "— ")  # somebody else speaks from here on
_NAME = re.compile(r"[^\W\d_][^:;,!?\n]{0,60}[^\W_]")
_NEARLY_ALL = 0.8  # of the captions, that begin with a name on a line of its own
_TOUCHING = 0.1  # seconds between captions that roll over the screen
_ROLLING = 3  # one caption in so many repeats the one before, where they roll
_REPEATS = "captions that repeat the one before (they roll over the screen), kept once"
_CARRIED = "captions without a name, taken as said by the one named before"
_BY_ID = "speakers that are given by ids only, here called Speaker 1, Speaker 2, ..."


class _Voices:
    """The names of those who speak; ids that no person can read get a number, in order of appearance."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}

    def named(self, voice: str) -> tuple[str, str]:
        """Return name and key."""
        if not _ID.fullmatch(voice):
            return voice, ""
        voice = voice.lower()
        return self.ids.setdefault(voice, f"Speaker {len(self.ids) + 1}"), f"teams:{voice}"


def said(found: Captions) -> list[Said]:
    """Return what is said in captions, a piece for each change of speaker in each; what was odd is counted in them."""
    _unroll(found)
    _name_above(found)
    starts = [cue.lines[0] for cue in found.cues if cue.lines and cue.voices is None and not cue.is_note]
    known = callers(starts)
    voices = _Voices()
    pieces: list[Said] = []
    speaker = ""
    for cue in found.cues:
        if cue.is_note:
            pieces.append(Said(" ".join(cue.lines), is_note=True))
        elif cue.voices is not None:
            for voice, words in zip(cue.voices, cue.lines, strict=True):
                name, key = voices.named(voice)
                pieces.append(Said(words, name, key, cue.stamp, cue.begin, cue.end))
        else:
            speaker = _by_labels(cue, known, speaker, pieces, found.odd)
    if voices.ids:
        found.odd[_BY_ID] += len(voices.ids)
    return pieces


def _by_labels(cue: Cue, known: Callers, speaker: str, pieces: list[Said], odd: Counter[str]) -> str:
    """Add the pieces of a cue; return who speaks at its end.

    Where a name stands before each caption, one without is nobody's; where names stand only when speakers
    change, the last one goes on, unless what begins the caption may be another name.
    """
    words: list[str] = []
    for at, line in enumerate(cue.lines):
        label = label_of(line)
        if label and label.name in known.names:
            _piece(pieces, cue, speaker, words)
            speaker, words = label.name, [line[label.words_at :]]
            continue
        if line.startswith(_ANOTHER) or (at == 0 and (known.every or (label and known.names))):
            _piece(pieces, cue, speaker, words)
            speaker, words = "", []
        elif at == 0 and speaker:
            odd[_CARRIED] += 1
        words.append(line)
    _piece(pieces, cue, speaker, words)
    return speaker


def _piece(pieces: list[Said], cue: Cue, speaker: str, words: list[str]) -> None:
    joined = " ".join(filter(None, words))
    if joined:
        pieces.append(Said(joined, speaker, "", cue.stamp, cue.begin, cue.end))


def _name_above(found: Captions) -> None:
    """Take the first line of each caption for who says the others, where a few names come back all over the file."""
    spoken = [cue for cue in found.cues if cue.lines and cue.voices is None and not cue.is_note]
    above = Counter(cue.lines[0] for cue in spoken if len(cue.lines) > 1 and _NAME.fullmatch(cue.lines[0]))
    names = {name for name, count in above.items() if count > 1}
    if len(names) < 2 or sum(above[name] for name in names) < _NEARLY_ALL * len(spoken):
        return
    for cue in spoken:
        if len(cue.lines) > 1 and cue.lines[0] in above:
            name = cue.lines.pop(0)
            cue.voices = [name] * len(cue.lines)


def _unroll(found: Captions) -> None:
    """Take out of each caption the lines that it repeats, where captions roll over the screen."""
    spoken = [cue for cue in found.cues if cue.lines and cue.voices is None and not cue.is_note]
    pairs = list(_pairs(spoken))
    repeats = [(cue, count) for cue, count in pairs if count]
    if len(repeats) < 2 or len(repeats) * _ROLLING < len(pairs):
        return
    found.odd[_REPEATS] = len(repeats)
    for cue, count in repeats:
        found.set_aside["captions repeated"] += sum(map(len, cue.lines[:count])) + count
        del cue.lines[:count]


def _pairs(cues: list[Cue]) -> Iterator[tuple[Cue, int]]:
    """Yield each cue but the first with the number of lines that it repeats of the one before."""
    for before, after in pairwise(cues):
        touching = before.end is not None and after.begin is not None and abs(after.begin - before.end) <= _TOUCHING
        most = min(len(before.lines), len(after.lines), 4) if touching else 0
        yield after, next((n for n in range(most, 0, -1) if before.lines[-n:] == after.lines[:n]), 0)

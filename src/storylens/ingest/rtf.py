"""Rich Text Format: paragraphs, headings, tables, footnotes, comments, in whatever code page they were written.

Deleted and hidden words, headers and footers are counted and set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from storylens.ingest.blocks import Block
from storylens.ingest.prose import Comment, Prose
from storylens.ingest.reader import Reader
from storylens.ingest.rows import rows_as_blocks
from storylens.ingest.rtfnames import CHARSETS, GOES_TO, SIGNS, SYMBOLS
from storylens.ingest.source import Source
from storylens.ingest.strand import Strand
from storylens.records import Received, Stretch

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<words>[^\\{}\r\n]+)|[\r\n]+|\\\Z"
)
_TITLES = ("title", "subtitle")
_ENDS = ("par", "sect", "page", "column")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds in a group until it ends."""

    goes_to: str = "text"
    skip: int = 1  # characters after \u that stand in for it in old programs
    encoding: str = ""
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    style: int = -1
    outline: int = 0  # how deep a heading stands, as the paragraph itself says
    in_table: bool = False


def read(source: Source) -> Iterator[Received]:
    """Yield one document. A row of a table is a line, its cells parted by tabs."""
    walk = _Walk()
    walk.run(source.data().decode("latin-1"))
    yield walk.prose.received(source, walk.gathered("title"))


class _Walk:
    """Go through the tokens once, with a stack of states and no recursion."""

    def __init__(self) -> None:
        self.prose = Prose()
        self.state = _State()
        self.page = "cp1252"
        self.fonts: dict[int, str] = {}
        self.font = 0
        self.styles: dict[int, str] = {}
        self.strand = Strand()
        self.label = ""
        self.row: list[list[Strand]] = []
        self.cell: list[Strand] = []
        self.rows: list[list[list[Strand]]] = []
        self._pieces: dict[str, list[str]] = {}
        self._bytes = bytearray()
        self._unicode: list[int] = []
        self._to_skip = 0

    def run(self, text: str) -> None:
        """Read all of the text, and end what is open."""
        stack: list[_State] = []
        at, star = 0, False
        while at < len(text):
            token = _TOKEN.match(text, at)
            if token is None:
                break
            at = token.end()
            kind = token.lastgroup
            if kind == "words" or kind == "byte":
                self._raw(token["words"].encode("latin-1") if kind == "words" else bytes.fromhex(token["byte"]))
                star = False
            elif token["brace"] == "{":
                self._settle()
                stack.append(self.state)
            elif token["brace"] == "}":
                self._settle()
                before = stack.pop() if stack else _State()
                self._leave(before)
                if not stack:
                    break
            elif token["symbol"]:
                star = token["symbol"] == "*"
                self._symbol(token["symbol"])
            elif token["word"]:
                number = int(token["number"]) if token["number"] else None
                if token["word"] == "bin":
                    at += max(number or 0, 0)
                else:
                    self._word(token["word"], number, star)
                star = False
        self._settle()
        if stack:
            self.prose.remarks["the file is cut off: its end is missing"] = None
        self._end_paragraph()
        self._end_table()

    def gathered(self, name: str) -> str:
        """Return, and forget, the words that went somewhere else than into the text."""
        return "".join(self._pieces.pop(name, [])).strip()

    def _raw(self, data: bytes) -> None:
        """Take bytes in the code page of the font."""
        if self._unicode:
            skipped = data[: self._to_skip]
            data = data[len(skipped) :]
            self._to_skip -= len(skipped)
        if data:
            self._settle_unicode()
            self._bytes += data

    def _settle_unicode(self) -> None:
        """Put characters given by number together; two may make one."""
        if self._unicode:
            units = b"".join(unit.to_bytes(2, "little") for unit in self._unicode)
            self._unicode = []
            self._to_skip = 0
            self._say(units.decode("utf-16-le", errors="replace"))

    def _settle(self) -> None:
        """Decode what was gathered so far."""
        self._settle_unicode()
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            try:
                self._say(data.decode(self.state.encoding or self.page, errors="replace"))
            except LookupError:  # a code page that does not exist
                self._say(data.decode("cp1252", errors="replace"))

    def _say(self, words: str) -> None:
        where = self.state.goes_to
        if where in ("text", "keep"):
            if self.state.deleted:
                self.prose.set_aside["deleted words (tracked changes)"] += len(words)
            elif self.state.hidden:
                self.prose.set_aside["hidden words"] += len(words)
            else:
                self.strand.add(words, bold=self.state.bold)
        elif where == "header":
            self.prose.set_aside["headers and footers"] += len(words.strip())
        elif where not in ("skip", "picture"):
            self._pieces.setdefault(where, []).append(words)

    def _symbol(self, symbol: str) -> None:
        if symbol in SYMBOLS:
            self._settle()
            self._say(SYMBOLS[symbol])

    def _word(self, word: str, number: int | None, star: bool) -> None:
        if word == "u" and number is not None:
            if self._bytes:
                self._settle()
            self._unicode.append(number & 0xFFFF)
            self._to_skip = self.state.skip
            return
        self._settle()
        if word in GOES_TO:
            self._enter(GOES_TO[word])
        elif star:
            self._enter("skip")
        elif word in SIGNS:
            self._say(SIGNS[word])
        elif word in _ENDS:
            self._end_paragraph() if self.state.goes_to in ("text", "keep") else self._say("\n")
        elif word in ("cell", "row", "nestcell", "nestrow"):
            self._table(word)
        else:
            self._setting(word, number)

    def _enter(self, where: str) -> None:
        """Go into a group of another kind; within what is skipped everything is."""
        if where == "picture":
            self.prose.pictures += self.state.goes_to != "skip"
        if where == "title" or self.state.goes_to not in ("skip", "picture", "header"):
            if where == "keep":
                self._end_paragraph()
            self.state = replace(self.state, goes_to=where, in_table=self.state.in_table and where != "keep")

    def _leave(self, before: _State) -> None:
        """Come out of a group and settle what was gathered in it."""
        where = self.state.goes_to
        self.state = before
        if where == before.goes_to:
            if where == "styles" and (style := self.gathered("styles")):
                self.styles[self._style] = style.rstrip(";").strip().lower()
            elif where == "fonts":
                self.gathered("fonts")
        elif where == "keep":
            self._end_paragraph()
        elif where == "footnote":
            number = str(
                1 + sum(len(block.strand.footnotes) for block in self.prose.blocks) + len(self.strand.footnotes)
            )
            self.strand.footnotes.append((number, self.gathered("footnote")))
        elif where in ("start", "end"):
            self.strand.mark(self.gathered(where), opens=where == "start")
        elif where == "number":
            found = self.gathered("number")
            self.label = f"{found} " if any(letter.isalnum() for letter in found) else ""
        elif where == "comment":
            name = self.gathered("reference") or f"unnamed {len(self.prose.comments)}"
            self.strand.mark(name, opens=False)
            author = self.gathered("author") or self.gathered("initials")
            self.prose.comments[name] = Comment(self.gathered("comment"), author, _date(self.gathered("date")))

    def _setting(self, word: str, number: int | None) -> None:
        """Take what says how the following looks, as far as it says what it is."""
        on = number != 0
        match word:
            case "b":
                self.state = replace(self.state, bold=on)
            case "v":
                self.state = replace(self.state, hidden=on)
            case "deleted":
                self.state = replace(self.state, deleted=on)
            case "plain":
                self.state = replace(self.state, bold=False, hidden=False, deleted=False, encoding="")
            case "pard":
                self.state = replace(self.state, style=-1, outline=0, in_table=False)
            case "intbl":
                self.state = replace(self.state, in_table=True)
            case "outlinelevel":
                self.state = replace(self.state, outline=number + 1 if number is not None and 0 <= number < 9 else 0)
            case "s" if number is not None:
                self._style = number
                self.state = replace(self.state, style=number)
            case "uc" if number is not None:
                self.state = replace(self.state, skip=min(max(number, 0), 10))
            case "f" if number is not None:
                self.font = number
                self.state = replace(self.state, encoding=self.fonts.get(number, ""))
            case "fcharset" if number in CHARSETS and number:
                self.fonts[self.font] = CHARSETS[number]
            case "ansicpg" if number:
                self.page = f"cp{number}"
            case "mac" | "pc" | "pca":
                self.page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]

    _style = 0

    def _table(self, word: str) -> None:
        if self.state.goes_to not in ("text", "keep"):
            return
        if self.strand.text.strip() or self.strand.footnotes:
            self.cell.append(self.strand)
            self.strand = Strand()
        if word == "cell":
            self.row.append(self.cell)
            self.cell = []
        elif word == "row":
            self.rows.append(self.row)
            self.row = []

    def _end_paragraph(self) -> None:
        strand, self.strand = self.strand, Strand()
        label, self.label = self.label, ""
        if self.state.in_table:
            self.cell.append(strand)
            return
        self._end_table()
        if strand.text.strip() or strand.footnotes:
            name = self.styles.get(self.state.style, "")
            level = 0 if name.startswith(_TITLES) else self.state.outline or _level(name)
            heading = level or name.startswith(_TITLES)
            quoted = name in ("quote", "intense quote", "quotations", "block text")
            kind = Stretch.HEADING if heading else Stretch.QUOTED if quoted else Stretch.SPEECH
            self.prose.blocks.append(Block(strand, kind, label, level=level))

    def _end_table(self) -> None:
        if self.row or self.cell:
            self.rows.append([*self.row, self.cell])
            self.row, self.cell = [], []
        if self.rows:
            self.prose.blocks.extend(rows_as_blocks([row for row in self.rows if row]))
            self.rows = []


def _level(style: str) -> int:
    """Return how deep a heading in this style stands; 0 for a style of no headings."""
    if not style.startswith("heading"):
        return 0
    return int(style[-1]) if style[-1] in "123456789" else 1


def _date(number: str) -> str:
    """Return the time that Word packs into the bits of a number; empty where there is none."""
    if not number.isdecimal() or len(number) > 10:
        return ""
    bits = int(number)
    minute, hour, day, month, year = (
        bits & 63,
        bits >> 6 & 31,
        bits >> 11 & 31,
        bits >> 16 & 15,
        (bits >> 20 & 511) + 1900,
    )
    return f"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}" if month and day else ""


reader = Reader("rtf", lambda source: source.head.lstrip().startswith(b"{\\rtf"), read)

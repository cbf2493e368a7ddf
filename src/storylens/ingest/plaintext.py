"""From bytes to text: encoding, mojibake, line ends. All of it happens before positions exist."""

from __future__ import annotations

import re

from storylens.ingest.source import Source
from storylens.records import UnreadableError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WESTERN = frozenset(
    "àâäáãåçèéêëìíîïñòóôöõøùúûüæœßÀÂÄÁÃÅÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØÙÚÛÜÆŒ‘’“”„‚–—…•€£§°«»ªº¿¡·©®™½\N{NO-BREAK SPACE}"
)
_FEW = 10  # letters beyond ASCII that are right, for each that is wrong
_UNUSABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")  # no database or XML file can hold these


def decoded(source: Source) -> tuple[str, list[str]]:
    """Return the text of a file, cleaned, and remarks on what had to be mended.

    Raises `UnreadableError` when the bytes are not text.
    """
    data = source.data()
    if not data.strip():
        raise UnreadableError("the file is empty", where=source.name, todo="remove it, or get it again")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    remarks: list[str] = []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8" and (nearly := _nearly_utf8(data)):
            clean, more = cleaned(nearly)
            return clean, ["characters that are no valid UTF-8 were replaced by �", *more]
        encoding = code_page(data[:1_000_000])
        if not encoding or data.count(0) > len(data) // 50:
            raise UnreadableError(
                "the file is not text in any encoding that is known",
                where=source.name,
                todo="say what it is with a fitting ending, or save it as UTF-8 text",
            ) from None
        text = data.decode(encoding, errors="replace")
        remarks.append(f"read as {encoding}")
    if encoding == "utf-8" and text.count("\x00") > len(text) // 50:
        raise UnreadableError("the file is not text", where=source.name, todo="give it the ending of what it is")
    clean, mended = cleaned(text)
    return clean, remarks + mended


def _nearly_utf8(data: bytes) -> str:
    """Return text that is UTF-8 but for a few bytes, or for halves of characters written alone; nothing for other."""
    try:
        halves = data.decode("utf-8", errors="surrogatepass")
        return halves.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    wrong = text.count("\N{REPLACEMENT CHARACTER}")
    right = sum(not letter.isascii() for letter in text) - wrong
    return text if wrong * _FEW <= right else ""


def code_page(data: bytes) -> str:
    """Return the encoding of text that is not UTF-8, or nothing when none is known that fits.

    Short text says little to statistics, so Western European is tried first: its letters give it away.
    """
    if _is_western(data):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best.encoding if best is not None else ""


def _is_western(data: bytes) -> bool:
    """Say whether bytes are Western European text: few letters with accents, and only such as these languages have."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    marked = [letter for letter in text if not letter.isascii()]
    letters = sum(letter.isalpha() for letter in text)
    return len(marked) * 4 <= letters and all(letter in _WESTERN for letter in marked)


def cleaned(text: str) -> tuple[str, list[str]]:
    """Mend mojibake, line ends and characters that nothing can store; return text and remarks.

    Good quotation marks and spaces stay as they are (`ftfy.fix_encoding`, not `fix_text`).
    """
    from ftfy import fix_encoding

    remarks: list[str] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNUSABLE.search(text):
        text = _UNUSABLE.sub("\N{REPLACEMENT CHARACTER}", text)
        remarks.append("characters that cannot be stored were replaced by �")
    if not text.isascii():
        fixed = "\n".join(line if line.isascii() else fix_encoding(line) for line in text.split("\n"))
        if fixed != text:
            remarks.append("wrongly decoded characters (mojibake) were mended")
            text = fixed
    return text, remarks

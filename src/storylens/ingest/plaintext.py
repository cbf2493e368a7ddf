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
        from charset_normalizer import from_bytes

        best = from_bytes(data[:1_000_000]).best()
        if best is None or data.count(0) > len(data) // 50:
            raise UnreadableError(
                "the file is not text in any encoding that is known",
                where=source.name,
                todo="say what it is with a fitting ending, or save it as UTF-8 text",
            ) from None
        text = data.decode(best.encoding, errors="replace")
        remarks.append(f"read as {best.encoding}")
    if encoding == "utf-8" and text.count("\x00") > len(text) // 50:
        raise UnreadableError("the file is not text", where=source.name, todo="give it the ending of what it is")
    clean, mended = cleaned(text)
    return clean, remarks + mended


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

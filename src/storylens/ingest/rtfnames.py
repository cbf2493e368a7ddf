"""The words of RTF that matter for reading: code pages, signs, and groups that are no text.

From the Rich Text Format specification, version 1.9.1 (Microsoft 2008).
"""

from __future__ import annotations

# Code pages by the character set that a font names
CHARSETS = {
    0: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "softline": "\n", "emdash": "—", "endash": "–", "emspace": " ",
    "enspace": " ", "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
SYMBOLS = {"~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}
# Groups whose words go somewhere else than into the text. Others that begin with \* are skipped as unknown.
GOES_TO = {
    "fonttbl": "fonts", "stylesheet": "styles", "title": "title", "footnote": "footnote", "annotation": "comment",
    "atnid": "initials", "atnauthor": "author", "atndate": "date", "atnref": "reference", "atrfstart": "start",
    "atrfend": "end", "listtext": "number", "pntext": "number", "header": "header", "headerl": "header",
    "headerr": "header", "headerf": "header", "footer": "header", "footerl": "header", "footerr": "header",
    "footerf": "header", "ftnsep": "skip", "ftnsepc": "skip", "ftncn": "skip", "aftnsep": "skip", "aftnsepc": "skip",
    "aftncn": "skip", "colortbl": "skip", "filetbl": "skip", "info": "skip", "pict": "picture", "objdata": "skip",
    "fldinst": "skip", "nonshppict": "skip", "shprslt": "skip", "shpinst": "keep", "shptxt": "keep", "sp": "skip",
    "xe": "skip", "tc": "skip", "rxe": "skip", "themedata": "skip", "datastore": "skip", "listtable": "skip",
    "listoverridetable": "skip", "revtbl": "skip", "rsidtbl": "skip", "generator": "skip", "nonesttables": "skip",
    "author": "skip", "operator": "skip", "comment": "skip", "doccomm": "skip", "keywords": "skip", "subject": "skip",
}  # fmt: skip

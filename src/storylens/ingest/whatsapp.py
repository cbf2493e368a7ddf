"""WhatsApp, as phones of all countries export a chat.

A chat is one document, however many days it runs over: answers come after midnight too, an export that has
grown is a new version of the same document, so that codings are carried over, and each message keeps its
own day. The text stays as it is in the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from storylens.ingest.chatdates import Order, Stamp, order_of
from storylens.ingest.chatlines import MARKS, Chat, messages
from storylens.ingest.opening import opening
from storylens.ingest.plaintext import decoded
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.records import Received, Stretch

_GAP = r"[ \t\u00a0\u202f\u2009]"
_BETWEEN = rf"[{MARKS}]{{0,2}}(?P<sign>[./\-年년]){_GAP}?[{MARKS}]{{0,2}}"
_HALF = (
    rf"[AaPp]\.?{_GAP}?[Mm]\.?|ص|م|오전|오후|上午|下午|午前|午後|凌晨|早上|中午|晚上|π\.?μ\.?|μ\.?μ\.?|पूर्वाह्न|अपराह्न"
)
HEAD = re.compile(
    rf"^[{MARKS}]{{0,3}}(?P<bracket>\[)?[{MARKS}]{{0,3}}"
    rf"(?P<a>\d{{1,4}}){_BETWEEN}(?P<b>\d{{1,2}})(?:[{MARKS}]{{0,2}}[./\-月월]{_GAP}?[{MARKS}]{{0,2}})(?P<c>\d{{1,4}})"
    rf"[日일.]?[,،]?(?:{_GAP}(?:à|às|alle|klo|kl\.?|um|om|at|o|в)(?={_GAP}))?[{MARKS}]{{0,2}}{_GAP}{{0,2}}(?:(?P<early>{_HALF}){_GAP}?)?"
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.](?P<second>\d{{2}}))?(?:{_GAP}{{0,2}}(?P<late>{_HALF}))?"
    rf"[{MARKS}]{{0,2}}(?(bracket)\]{_GAP}{{0,2}}|(?:{_GAP}{{0,2}}[-–—]{_GAP}{{1,2}}|[:,]{_GAP}))",
    re.MULTILINE,
)
_NAME = 120  # characters in which a name must end
_AFTER_NAME = re.compile(rf":(?=[ \u00a0{MARKS}]|$)", re.MULTILINE)
_MEDIA = re.compile(
    r"<[^<>\n]{3,200}>|null|\S[^\n]{0,200} \((?:file attached|datei angehängt|archivo adjunto|fichier joint|"
    r"arquivo anexado|file allegato|bestand bijgevoegd|bilaga|附件|dosya ekli)\)|"
    r"[^\W\d]+(?: [^\W\d]+)? "
    r"(?:omitted|weggelassen|ausgeschlossen|weggelaten|omitid[oa]|ocult[oa]|omess[oia]|absente?)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"(?:this message was deleted|you deleted this message|diese nachricht wurde gelöscht|"
    r"du hast diese nachricht gelöscht|"
    r"ce message a été supprimé|vous avez supprimé ce message|se eliminó este mensaje|eliminaste este mensaje|"
    r"mensagem apagada|essa mensagem foi apagada|questo messaggio è stato eliminato)\.?(?: by admin.*)?",
    re.IGNORECASE,
)
_BY_PROGRAM = re.compile(
    r"(?:messages (?:and calls|you send)|nachrichten und anrufe|les messages et (?:les )?appels|"
    r"los mensajes y (?:las )?llamadas|"
    r"as mensagens e (?:as )?(?:chamadas|ligações)|i messaggi e le chiamate)\b|missed (?:voice|video|group)\b|"
    r"your security code with|waiting for this message",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"<(?:this message was edited|diese nachricht wurde bearbeitet|ce message a été modifié|se editó este mensaje|"
    r"mensagem editada|questo messaggio è stato modificato)\.?>",
    re.IGNORECASE,
)
_MEDIA_WORDS = "messages that stand for a picture, sound or file, kept as notes"


def read(source: Source) -> Iterator[Received]:
    """Yield one document. Lines by the program, media and deleted messages are notes; they are nobody's words."""
    text, remarks = decoded(source)
    chat = Chat(text)
    found = list(messages(text, HEAD))
    order = _order(found, source)
    counts: Counter[str] = Counter()
    first = None
    if found:
        chat.add(0, found[0][0].start(), stretch=Stretch.NOTE)
    for head, end in found:
        at = order.read(_stamp(head))
        first = first or at
        if at is None:
            counts["messages with a date that does not exist"] += 1
        _message(chat, head.end(), end, at.isoformat() if at else "", counts)
    counted = [f"{what}: {count}" for what, count in counts.items()]
    yield chat.received(
        source, remarks=filter(None, [*remarks, order.why, *counted]), first=first.date() if first else None
    )


def _message(chat: Chat, start: int, end: int, said_at: str, counts: Counter[str]) -> None:
    name_end = _name_end(chat.text, start, end)
    speaker = chat.text[start : name_end or start].strip(" ~\u00a0\u202f\u200e\u200f\u202a\u202c\u2068\u2069")
    if not name_end or not speaker:
        chat.add(start, end, stretch=Stretch.NOTE, said_at=said_at)
        return
    facts = {"speaker": speaker, "key": f"chat:{speaker}", "said_at": said_at}
    words = chat.text[name_end + 1 : end]
    line_end = words.find("\n") if "\n" in words else len(words)
    line = words[: min(line_end, 400)]
    by_program = line.lstrip(" \u00a0").startswith("\u200e") and "POLL:" not in line
    bare = line.strip(" \u00a0\r\u200e\u200f\u202a\u202c")
    if _GONE.fullmatch(bare):
        counts["messages that were deleted before the export"] += 1
        chat.add(name_end + 1, end, stretch=Stretch.NOTE, **facts)
    elif _MEDIA.fullmatch(bare):
        counts[_MEDIA_WORDS] += 1
        chat.add(name_end + 1, name_end + 1 + line_end, stretch=Stretch.NOTE, **facts)
        chat.add(name_end + 1 + line_end, end, **facts)  # what is written under a picture
    elif by_program or _BY_PROGRAM.match(bare):
        chat.add(name_end + 1, end, stretch=Stretch.NOTE, said_at=said_at)
    else:
        chat.add(name_end + 1, _without_tail(chat.text, name_end + 1, end, counts), **facts)


def _without_tail(text: str, start: int, end: int, counts: Counter[str]) -> int:
    """Return where the words end before a mark of the program: that they were edited, or what is attached."""
    close = start + len(text[start:end].rstrip())
    opened = text.rfind("<", max(start, close - _NAME), close)
    if opened < 0 or text[close - 1] != ">" or "\n" in text[opened:close]:
        return end
    edited = _EDITED.fullmatch(text, opened, close)
    if not edited and text[opened - 1] != "\u200e":
        return end
    counts[_MEDIA_WORDS if ":" in text[opened:close] else "messages that were edited after they were sent"] += 1
    return opened


def _name_end(text: str, start: int, end: int) -> int:
    """Return where the colon after the name is, or 0: a line of the program has none, or one inside quotation marks."""
    match = _AFTER_NAME.search(text, start, min(end, start + _NAME))
    if not match:
        return 0
    name = text[start : match.start()]
    cut = name.count('"') % 2 or name.count("“") > name.count("”") or name.count("«") > name.count("»")
    return 0 if cut or "\n" in name else match.start()


def _stamp(head: re.Match[str]) -> Stamp:
    return Stamp(
        (int(head["a"]), int(head["b"]), int(head["c"])),
        int(head["hour"]),
        int(head["minute"]),
        int(head["second"] or 0),
        head["early"] or head["late"] or "",
    )


def _order(found: list[tuple[re.Match[str], int]], source: Source) -> Order:
    heads = [head for head, _ in found]
    return order_of(
        [_stamp(head) for head in heads],
        dots=bool(heads) and heads[0]["sign"] == ".",
        american=any(head["late"] in ("AM", "PM") for head in heads)
        and not any(number.startswith("0") for head in heads for number in (head["a"], head["b"])),
        wanted=source.mapping.get("dates", ""),
    )


def _is_whatsapp(source: Source) -> bool:
    start = opening(source)
    lines = [line for line in start.split("\n") if line.strip()][:3]
    return any(map(HEAD.match, lines)) and any(_name_end(start, head.end(), end) for head, end in messages(start, HEAD))


reader = Reader("whatsapp", _is_whatsapp, read)

"""The lines by which mail programs introduce what they quote: "On ... wrote:", "From: ... Sent: ...", and the like.

Each rule looks at one line, or a few lines joined, of at most `LONGEST` characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 400
_SPREAD = 4  # lines that one "On ... wrote:" may be wrapped over
_NAMES = 9  # lines in which a "From: ... Subject: ..." block must show itself

# "wrote", where it closes the line
_CLOSING = re.compile(
    r"(?:\b(?:wrote|writes|sent|schrieb|schrieben|a\s+[ée]crit|écrivait|escribi[óo]|ha\s+scritto|scrisse|escreveu|"
    r"schreef|geschreven|skrev|napisał(?:\(a\)|a)?|napsal\(?a?\)?|napísal\(?a?\)?|kirjoitti|yazdı|írta|a\s+scris|"
    r"написал(?:\(а\)|а)?|пишет|писал(?:\(а\)|а)?|пише|đã\s+viết|menulis)|写道|寫道|のメール|さんは書きました|작성)"
    r"\s*(?:\([^()]{0,80}\)\s*)?[:：]?[\s>*]*(?P<dashes>-{2,})?\s*$",
    re.IGNORECASE,
)
# "wrote", where the name follows and a colon closes the line
_INSIDE = re.compile(r"\b(?:schrieb|schreef|skrev|heeft|napisał|написал)\s.*[:：]\s*$", re.IGNORECASE)
_OPENING = re.compile(
    r"^[\s>*\-]*(?:(?:On|Le|Am|Den|Op|El|Il|Em|W\s+dniu|Dnia|Dne|På|Vào|Pada|Tarihinde|Quoting|In\s+article)\b|"
    r"\d{1,4}[./年-]\s?\d{1,2}|[^\W\d_]{2,4}\.?,?\s\d{1,2}\.?\s\w{3,9}\.?\s\d{4}|\d{1,2}\.?\s\w{3,9}\.?\s\d{4}|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),\s\d|在)",
)
_STARTS = re.compile(r"^[\s>*\-]*(?:[^\W\d_a-z]|[\d\"“'(<]|\S{1,80}@)")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}|\d{4}[./-]\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}")
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]|<[^<>]*>")
_ON_SAME_LINE = re.compile(
    r"(?<=\S)\s*(?:-{2,}\s*)?\b(?=On\s+(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)|[A-Z][a-z]{2}\s\d|\d))"
)
_DATE_AND_ADDRESS = re.compile(r"^[\s>*]*.{0,60}\d.{0,160}<[^<>]*>\s*[:：]?\s*$")

_ORIGINAL = re.compile(
    r"^[\s>*]*(?:[-_=*]{2,}\s*(?:original|forwarded|reply|ursprüngliche|weitergeleitete|antwort|message\s+d.origine|"
    r"message\s+transféré|mensaje\s+original|mensaje\s+reenviado|messaggio\s+originale|messaggio\s+inoltrato|"
    r"mensagem\s+original|mensagem\s+encaminhada|oorspronkelijk|doorgestuurd|oprindelig|videresendt|ursprungligt|"
    r"vidarebefordrat|wiadomość\s+oryginalna|исходное|пересылаемое|переадресованное|alkuperäinen|元のメッセージ|原始邮件|원본)"
    r"[^-_=*]{0,60}[-_=*]{2,}|(?:begin\s+forwarded\s+message|début\s+du\s+message\s+réexpédié|"
    r"anfang\s+der\s+weitergeleiteten\s+(?:e-?mail|nachricht)|inicio\s+del\s+mensaje\s+reenviado|"
    r"inizio\s+messaggio\s+inoltrato)\s*[:：])\s*$",
    re.IGNORECASE,
)
_HEADS = {
    "from": "From|Von|De|Da|Van|Fra|Från|Od|От|Від|Lähettäjä|Kimden|Expéditeur|Remitente|Mittente|Afzender|"
    "差出人|发件人|寄件者|보낸 사람",
    "sent": "Sent|Date|Gesendet|Datum|Envoyé(?: le)?|Enviad[ao](?: el| em)?|Fecha|Inviato|Data|Verzonden|Sendt|"
    "Dato|Skickat|Wysłano|Отправлено|Дата|Lähetetty|Gönderildi|Tarih|送信日時|日期|发送时间|보낸 날짜",
    "to": "To|An|À|Para|A|Aan|Til|Till|Do|Кому|Vastaanottaja|Kime|Cc|Kopie|Kopia|Копия|宛先|收件人|받는 사람",
    "subject": "Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp|Assunto|Emne|Ämne|Temat|Тема|Aihe|Konu|"
    "件名|主题|主旨|제목",
}
_HEAD = re.compile(
    r"^[\s>*_|]*(?:" + "|".join(f"(?P<{kind}>{names})" for kind, names in _HEADS.items()) + r")[\s*_]{0,3}[:：]",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[\s>]*(?:[-_*=]\s?){4,}\s*$")


def may_open(line: str) -> bool:
    """Return False for a line that cannot begin a quotation; this is quick, and most lines are such."""
    end = line.rstrip(" >*\t")[-1:]
    return end in (":", "：", "-", "=", "*", "_") or bool(_OPENING.match(line[:LONGEST])) or is_head(line)


def introduces(lines: Sequence[str], at: int, *, quoted_next: bool) -> int:
    """Return how many lines, from this one on, say who wrote what follows; 0 when they do not.

    `quoted_next` says that a line with a quotation mark follows: then less is asked of the words before it,
    for a story may well say "in 2019 the chief wrote:" without quoting anybody's mail.
    """
    joined = lines[at].strip()
    if not joined or not (_STARTS.match(joined) or _OPENING.match(joined)):
        return 0
    dated = 0  # lines that are but a date and an address, which a "wrote:" may still follow
    for count in range(1, _SPREAD + 1):
        if len(joined) > LONGEST:
            break
        if _is_introduction(joined, weak=quoted_next):
            return count
        opens = bool(_OPENING.match(joined))
        if quoted_next and not dated and opens and _DATE_AND_ADDRESS.match(joined):
            dated = count
        if at + count >= len(lines) or not lines[at + count].strip() or (count == 1 and not opens):
            break
        joined = f"{joined} {lines[at + count].strip()}"
    return dated


def _is_introduction(line: str, *, weak: bool) -> bool:
    closing = _CLOSING.search(line)
    if closing and closing["dashes"] and line.startswith("--"):
        return True
    dated = bool(_CLOCK.search(line) or _ADDRESS.search(line))
    colon = line.rstrip(" >*-").endswith((":", "："))
    if closing and colon and (weak or (dated and _OPENING.match(line))):
        return True
    if _OPENING.match(line) and dated and _INSIDE.search(line):
        return True
    return bool(colon and _OPENING.match(line) and _CLOCK.search(line) and _DATE_AND_ADDRESS.match(line))


def shared_line(line: str) -> int:
    """Return where in a line "On ... wrote:" begins after a writer's own words; 0 when it does not."""
    if (" On " not in line and "-On " not in line) or len(line) > LONGEST or not _CLOSING.search(line):
        return 0
    match = _ON_SAME_LINE.search(line)
    own = bool(match and line[: match.start()].strip(" >"))
    return match.start() if match and own and _is_introduction(line[match.end() :], weak=False) else 0


def opens_original(line: str) -> bool:
    """Return True for a line such as "-----Original Message-----" or "Begin forwarded message:"."""
    return len(line) <= LONGEST and bool(_ORIGINAL.match(line))


def heads(lines: Sequence[str], at: int) -> int:
    """Return over how many lines a block of "From: ... Sent: ... Subject: ..." reaches, in any of many languages.

    0 when no such block begins at this line.
    """
    if not is_head(lines[at]):
        return 0
    kinds = set()
    end = at
    while end < min(at + _NAMES, len(lines)) and lines[end].strip(" >*"):
        if match := _HEAD.match(lines[end][:LONGEST]):
            kinds.add(match.lastgroup)
        end += 1
    return end - at if len(kinds) > 1 and kinds & {"from", "sent"} else 0


def is_head(line: str) -> bool:
    """Return True for a line that may be one of such a block."""
    return (":" in line[:40] or "：" in line[:20]) and bool(_HEAD.match(line[:LONGEST]))


def is_rule(line: str) -> bool:
    """Return True for a line that is only dashes, underscores or the like."""
    return len(line) <= LONGEST and bool(_RULE.match(line))

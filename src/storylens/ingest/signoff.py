"""What stands under the words of a mail: signatures, closing formulas, disclaimers, and the footers of lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from storylens.ingest import wrote

_SHORT = 60  # characters in a line of a signature
_FEW = 14  # lines in a signature that nothing but a row of dashes announces
_NAMED = 8  # lines in a signature that a name or "Best regards" announces

_TAIL = 40  # lines at the end in which a footer may stand
_TAIL_WORDS = (
    "list", "mailman", "subscri", "abbestell", "yahoo!", "google groups", "sponsored", "directly", "to leave", "receiv",
    "next part", "begin pgp", "in context", "disclaimer", "confidential", "vertraulich", "intended", "privileged",
    "désinscri",
)  # fmt: skip
_OPENERS = frozenset("-—–yYtTrRvVdDcC")  # with what the first lines of signatures, footers and disclaimers begin
_DELIMITER = re.compile(r"^(?:-{2,4}|—|––)\s*$")
_DASHES = re.compile(r"^(?:-{3}|[-=_*~]{8,})$")
_LIST_RULE = re.compile(r"^_{10,}$|^-{20,}$|^={20,}$|^#{20,}$|^-{1,3}~-+>?$")
_LIST_WORDS = re.compile(
    r"mailing list|mailman|listinfo|unsubscribe|listserv|yahoo! groups|google groups|sponsored by|"
    r"reply to this (?:e-?mail|message) directly|liste de diffusion|désinscri|abbestell|lista de correo|\bto leave\b",
    re.IGNORECASE,
)
_LIST_OPENS = re.compile(
    r"^(?:you (?:are receiving|received) this (?:message|e-?mail|because)|to unsubscribe (?:from|send)|"
    r"this sf\.net email|yahoo! groups links|reply to this email directly|-+ next part -+|"
    r"-----begin pgp (?:signature|public key)|view this message in context)",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^(?:sent (?:wirelessly )?(?:from|via|with|using) (?:my |mailbox for |the )?(?:[\w+.®/-]+ ?){1,5}"
    r"(?:on the [\w ]{1,30}network)?|get outlook for \S+|(?:von meinem|mit meinem) .{1,40} (?:gesendet|verschickt)|"
    r"gesendet von .{1,40}|envoyé (?:sans fil )?(?:de|depuis|par) .{1,60}|enviado (?:desde|do) .{1,60}|"
    r"inviato da .{1,40}|verzonden (?:vanaf|van|met) .{1,40}|skickat från .{1,40}|sendt fra .{1,40}|"
    r"wysłane z .{1,40}|отправлено с .{1,40}|iphoneから送信)[.!]?(?:\s*<[^<>]*>)?$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:(?:with |my |all the |avec |mit )?(?:very |kind |best |warm |many |all |freundlichen? |herzlichen? |besten? |"
    r"vielen |liebe )*"
    r"(?:regards?|wishes|best|cheers|thanks|thank you|thx|sincerely|faithfully|yours|rgds|br|love|greetings|"
    r"grü(?:ß|ss)en?|dank|mfg|lg|vg|cordialement|amicalement|bien à (?:vous|toi)|merci|salutations|saludos?|"
    r"atentamente|un abrazo|cordiali saluti|saluti|grazie|met vriendelijke groet(?:en)?|groet(?:en|jes)?|mvh|kh|vh|"
    r"(?:med )?v[eä]nliga? h(?:ilsen|älsning(?:ar)?)|hilsen|hälsningar|pozdrawiam|z poważaniem|с уважением|"
    r"atenciosamente|abraços?|obrigad[oa])"
    r"(?: (?:in advance|again|you|truly|sincerely|faithfully|so much|a lot|and \w+ \w+|& \w+|im voraus|à tous|"
    r"d'avance))*)"
    r"\s*[,.!:)-]*$",
    re.IGNORECASE,
)
_DASHED_NAME = re.compile(r"^[-–—/]\s?[^\W\d_][\w.']*(?: [^\W\d_][\w.']*){0,2}\.?$")
_AFTERTHOUGHT = re.compile(r"^P\.?\s?S\b|^NB\b", re.IGNORECASE)
_DISCLAIMER = re.compile(
    r"^(?:disclaimer\b|confidentiality notice|diese e-?mail (?:enthält|kann) vertraulich|"
    r"(?:this|the information contained in this) (?:e-?mail|message|communication)"
    r".{0,80}(?:confidential|intended|privileged)|ce (?:message|courriel) (?:et|est|peut).{0,60}confidentiel)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^(?:-----BEGIN PGP SIGNED MESSAGE-----|Hash: [\w, -]+)$")
_WARNING = re.compile(
    r"^\W*(?:caution|external(?: e-?mail)?|warning)\W{1,4}(?:this|external).{0,60}outside", re.IGNORECASE
)


def footer_at(lines: Sequence[str]) -> int:
    """Return the line from which on everything is what a list or a mail server added; the number of lines when nothing.

    Lines that carry a quotation mark are not looked at: they are part of what somebody quoted.
    """
    end = len(lines)
    first = max(end - _TAIL, 0)
    tail = "\n".join(lines[first:]).lower()
    if not any(word in tail for word in _TAIL_WORDS):
        return end
    for at in range(len(lines) - 1, first - 1, -1):
        line = lines[at].strip()
        if line.startswith(">") or wrote.is_head(line):
            break
        if not line:
            continue
        announced = _LIST_RULE.match(line) and any(_LIST_WORDS.search(other[:300]) for other in lines[at + 1 : at + 12])
        if announced or _LIST_OPENS.match(line[:300]) or _DISCLAIMER.match(line[:300]):
            end = at
    before = next((at for at in range(end - 1, max(end - 3, -1), -1) if lines[at].strip()), end)
    return before if end < len(lines) and before < end and _DELIMITER.match(lines[before].rstrip()) else end


def signature_at(lines: Sequence[str], writer: Collection[str], *, last: bool) -> tuple[int, int]:
    """Return from which line to which a writer's signature reaches; an empty range at the end when there is none.

    `writer` holds the words of the writer's name in lower case. What only looks like a signature (a closing
    formula, a name) counts in the last words of a mail alone (`last`).
    """
    hard = next(
        (at for at, line in enumerate(lines) if line[:1] in _OPENERS and _announces(line, at, lines)), len(lines)
    )
    if not last:
        return hard, len(lines)
    end = next((at for at in range(1, hard) if _AFTERTHOUGHT.match(lines[at])), hard)
    filled = [at for at in range(end) if lines[at].strip()]
    start = end
    for place in range(len(filled) - 1, max(len(filled) - _FEW - 1, 0), -1):  # a mail does not begin with its signature
        line = lines[filled[place]].strip()
        if (len(line) > _SHORT or line.endswith(":") or _is_sentence(line)) and not _DEVICE.match(line[:200]):
            break
        under = len(filled) - 1 - place
        if _opens_signature(lines, filled[place], under, writer):
            start = filled[place]
    if start == end:
        return hard, len(lines)
    return start, end if end < hard else len(lines)


def _announces(line: str, at: int, lines: Sequence[str]) -> bool:
    """Say whether a line can open nothing but a signature, a footer or a disclaimer."""
    if _DELIMITER.match(line.rstrip()):
        return at > 0 or len(lines) > 1
    return bool(_LIST_OPENS.match(line[:300]) or _DISCLAIMER.match(line[:300]))


def _opens_signature(lines: Sequence[str], at: int, under: int, writer: Collection[str]) -> bool:
    """Say whether a short line, with only short lines under it, opens a signature."""
    line = lines[at].strip()
    if _DASHES.match(line):
        return under > 0
    if under >= _NAMED:
        return False
    if _DEVICE.match(line):
        return True
    if _CLOSING.match(line):
        return under > 0
    if _DASHED_NAME.match(line):
        if sum(other.lstrip()[:1] == line[0] and not _DELIMITER.match(other) for other in lines) > 1:
            return False  # an item of a list
        return under < 4 and (not line[1:2].isspace() or under == 0)
    words = re.findall(r"[^\W\d_]+", line.lower())
    if words and all(word in writer for word in words):
        return True
    apart = not lines[at - 1].strip() or bool(_CLOSING.match(lines[at - 1].strip()))
    return apart and len(words) <= 6 and not line.endswith(("?", ":")) and any(word in writer for word in words)


def _is_sentence(line: str) -> bool:
    return len(line.split()) > 3 and bool(re.search(r"\w{3}[.!?]$", line)) and not _CLOSING.match(line)


def is_by_machine(line: str) -> bool:
    """Return True for a line that a server or program puts over the words: a warning, the head of a signature."""
    return bool(_WARNING.match(line[:200]) or _SIGNED.match(line[:80]))

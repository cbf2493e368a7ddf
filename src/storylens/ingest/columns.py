"""What the columns of a table mean, by the words that people put at their head, or by what a person says they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from storylens.ingest.languages import language_code
from storylens.ingest.source import Source
from storylens.records import Answer, Attribute, UnreadableError, Use

_PERSON = (
    r"respondent|participant|interviewee|interview|case|story|record|teller|member|person|informant|farmer|household"
)
# The first pattern that fits decides. What fits none is an open answer, or an attribute when it is short.
FIELDS: tuple[tuple[str, str], ...] = (
    ("consent mode", r"(?:consent|agreement) (?:mode|form|type|given|how)|mode of consent"),
    ("consent date", r"(?:consent|agreement) date|date of consent|consented on"),
    ("consent wording", r"(?:consent|agreement) (?:wording|text|version|statement|form version)|wording of consent"),
    ("consent language", r"(?:consent|agreement) language|language of consent"),
    ("consent", r"consent\b(?!.*(?:mode|date|form|wording|language)).*|.*\bconsent (?:to|for) .*|consentement.*"),
    (
        "consent",
        r"(?:do you |i )?(?:agree|permission|allow us)\b.{0,12} to (?:be |take|us|your|quote|record|share|arch).*",
    ),
    ("consent", r"(?:may|can|could) (?:we|i) (?:quote|use|share|record|publish|archive|keep|print)\b.*"),
    ("prompt valence", r"(?:prompt[ _-]*|question[ _-]*)?valence|(?:prompt|question) (?:tone|framing)"),
    ("asked", r"interviewer|question(?: text)?|prompt|asked|enquêteur|question posée"),
    ("told", r"interviewee|answer|response|reply|respondent'?s? answer|réponse|enquêté"),
    ("order", r"(?:question|row|turn|line|item|q)[ _-]*(?:id|no|nr|number|code)\.?"),
    (
        "id",
        rf"(?:(?:{_PERSON}|unique)?[ _-]*)(?:id|no|nr|number|code)\.?|(?:{_PERSON})[ _-]*(?:identifier|reference|ref)",
    ),
    ("id", r"respondent|participant|interview|teller|participante?s?|répondante?"),
    ("date", r"(?:interview|submission|response|collection|survey)?[ _-]*(?:date|submitted|submission time|timestamp)"),
    ("date", r"start ?time|created(?:[ _-]at)?|collected(?:[ _-]on)?|date (?:of|d[eu]).*|start date|end date"),
    ("date", r"date (?:collected|recorded|told)"),
    ("title", r"title|headline|titre"),
    ("case", r"case"),
    ("wave", r"wave|round|phase|vague"),
    ("language", r"language|langue|lang"),
)
_ATTRIBUTES = {
    "gender": r"gender(?: \(.*\))?|gender in (?:your )?own words|sexe?|genre|gender identity|"
    r"(?:what is )?your gender\W?|(?:with )?(?:which|what) gender\b.{0,30}",
    "age": r"age|age[ _-]?(?:band|group|range)|âge|how old are you\W?|(?:what is )?your age\W?|age in years|quel âge.*",
    "place": r"place|village|district|location|site|region|country|community|commune|lieu|"
    r"(?:which|what|in which) (?:village|district|region|country|community)\b.{0,30}|where do you live\W?",
    "group": r"group|organi[sz]ation|affiliation|groupe",
}
NAMES = frozenset(name for name, _ in FIELDS) | _ATTRIBUTES.keys() | {"story", "ignore", "attribute"}
PERSONAL = re.compile(
    r"(?:(?:first|last|family|full|given|middle|sur|user|nick|display)[ -]?)?names?|nom|prénom|"
    r"(?:what is )?(?:your|the respondent'?s) (?:(?:full|first|last|family|own) )?names?\W?|"
    r"names? of (?:the )?(?:respondent|participant|person)|(?:respondent|participant|interviewee|contact)'?s? name|"
    r".*\be-?mail\b.*|.*\b(?:tele|cell|mobile )?phone\b(?: (?:no|number))?|"
    r"(?:home|street|postal|ip|mail) ?address|address|adresse|gps.*|latitude|longitude|altitude|"
    r".*[_ ](?:latitude|longitude|altitude|precision)|geo(?:point|location|trace|shape)?|.*coordinates|"
    r"signature|photo(?:graph)?|"
    r"(?:national|voter|passport|id|nrc) ?(?:card|number|no)|date of birth|birth ?date|dob"
)
TECHNICAL = re.compile(
    r"_(?:uuid|id|index|submission.*|submitted.*|status|tags|notes|validation.*|version.*|attachments|geolocation|"
    r"xform.*|parent.*|bamboo.*|userform.*)|__version__|.*\b(?:uuid|instance ?id|instance ?name|deprecated ?id)|"
    r"formhub.*|meta|start|end|today|device ?(?:id|name)|sim ?serial|subscriber ?id|phone ?number|username|audit|"
    r"collector ?id|respondent ip|custom data(?: \d+)?|duration(?: \(in seconds\))?|progress|finished|recipient.*|"
    r"external ?reference|distribution ?channel|key|parent ?key|set ?of ?.*|submitter ?(?:id|name)|"
    r"attachments? ?(?:present|expected)|review ?state|edits|form ?version|submission ?date"
)
_BASIS = re.compile(r"(\w+)(?: was)? (?:recorded by|basis|stated by)|(\w+)[_ ]basis")
_WORDED = (
    re.compile(r"(?P<day>\d{1,2})\s+(?P<month>[a-z]{3,9})\.?\s+(?P<year>\d{4})", re.IGNORECASE),
    re.compile(r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})\s+(?P<year>\d{4})", re.IGNORECASE),
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
YES = frozenset(
    {"yes", "y", "true", "1", "agreed", "agree", "given", "ok", "x", "oui", "sí", "sim", "checked", "selected"}
)
NO = frozenset({"no", "n", "false", "0", "refused", "declined", "non", "não", "disagree"})
_SENTENCE = re.compile(
    r"(?:yes|oui)[,.]? (?:i |we |je )?(?:agree|consent|accept|do|accepte)\.?|i (?:agree|consent|accept)\.?|"
    r"no[,.]? (?:i )?(?:do not|don'?t|disagree|refuse|decline)(?: agree| consent| accept)?\.?"
)
_QUOTED = re.compile(
    r"(?:yes|oui)\W+(?:"
    r"(?P<without>(?:but )?without (?:my |a |the )?names?|anonym\w*|sans (?:mon )?nom)|"
    r"with (?:my )?(?:own )?name|avec mon nom)\W?"
)
_UNASKED = {"", "not asked", "never asked", "missing", "unknown", "-"}
_USES = {
    Use.NAMED_QUOTE: r"named|own name|with (?:my |your )?name",
    Use.QUOTE: r"quot",
    Use.SHARING: r"shar",
    Use.ARCHIVE: r"archiv",
    Use.OUTSIDE_MODEL: r"outside|cloud|external",
    Use.ANALYSIS: r"analy|research|study|take part|participat",
}


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `kind` is a field of `FIELDS`, or one of: story (an open answer), attribute, choice (one of several columns of
    a question with several answers), basis, personal, technical, ignore. `question` is the question as asked,
    `label` what the answer is kept under, `values` the words for codes.
    """

    name: str
    kind: str
    question: str
    label: str
    option: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    several: bool = False  # a cell lists the codes of several answers
    conditional: bool = False  # asked only of those whom a condition in the form lets see it

    def said(self, cell: str) -> str:
        """Return what a cell says, in words for codes."""
        if not self.values:
            return cell
        if self.several:
            return "; ".join(self.values.get(code, code) for code in cell.split())
        return self.values.get(cell, cell)


def plain_head(header: str) -> str:
    """Return a head as people speak it: without the groups before it, small letters, spaces for underscores."""
    name = header.strip().lower()
    if re.fullmatch(r"[\w.:-]+(?:/[\w.:-]+)+", name):  # group/field, as forms are exported
        name = name.rpartition("/")[2]
    return re.sub(r"[\s_]+", " ", name).strip(" :") if not name.startswith("_") else name


def field_of(header: str) -> str:
    """Return what a column is, one of the names in `FIELDS`, or nothing that is known."""
    name = plain_head(header)
    return next((known for known, pattern in FIELDS if re.fullmatch(pattern, name)), "")


def attribute_of(header: str) -> str:
    """Return the attribute that a column holds, or nothing."""
    name = plain_head(header)
    return next((attribute for attribute, pattern in _ATTRIBUTES.items() if re.fullmatch(pattern, name)), "")


def basis_of(header: str) -> str:
    """Return the attribute whose basis a column holds, or nothing."""
    match = _BASIS.fullmatch(header.strip().lower())
    return attribute_of(match[1] or match[2]) if match else ""


def said_of(source: Source) -> dict[str, str]:
    """Return what a person said that columns are, by head in small letters.

    Raises `UnreadableError` for a field that there is none of.
    """
    said = {head.strip().lower(): kind.strip().lower() for head, kind in source.mapping.items()}
    for head, kind in said.items():
        if kind not in NAMES:
            raise UnreadableError(
                f"a column cannot be {kind!r} ({head!r} is said to be)",
                where=source.name,
                todo="choose from " + ", ".join(sorted(NAMES)),
            )
    return said


def attributes_in(cells: Mapping[str, str], asked_on: date | None = None) -> tuple[Attribute, ...]:
    """Return the attributes that everybody asks for in a row, each with its basis where a column gives one."""
    facts = {attribute: value for name, value in cells.items() if (attribute := attribute_of(name))}
    return attributes_of(facts, cells, asked_on)


def attributes_of(
    facts: Mapping[str, str], cells: Mapping[str, str], asked_on: date | None = None
) -> tuple[Attribute, ...]:
    """Return facts as attributes, each with its basis and its group where cells of the row give them."""
    bases = {basis: value for name, value in cells.items() if (basis := basis_of(name))}
    groups = {of: value for name, value in cells.items() if (of := grouped_by(name))}
    found = []
    for name, value in facts.items():
        if value:
            basis = bases.get(name) or "not recorded"
            found.append(
                Attribute(name=name, value=value, grouped=groups.get(name, ""), basis=basis, asked_on=asked_on)
            )
        elif bases.get(name) in ("declined", "not asked"):
            found.append(Attribute(name=name, value=bases[name], basis=bases[name]))
    return tuple(found)


def grouped_by(header: str) -> str:
    """Return the attribute whose group a column holds ("gender group"), or nothing."""
    plain = plain_head(header)
    return attribute_of(plain.removesuffix(" group")) if plain.endswith(" group") and not attribute_of(plain) else ""


def consent_in(cells: Mapping[str, str]) -> tuple[tuple[Use, Answer], ...]:
    """Return the answers to consent in a row, from the columns whose heads say that they hold them."""
    return consent_of((name, value) for name, value in cells.items() if field_of(name) == "consent")


def consent_of(asked: Iterable[tuple[str, str]]) -> tuple[tuple[Use, Answer], ...]:
    """Return answers to consent from questions (or heads of columns) and what was answered.

    A question is about the use that it names; one that names none is about analysis and anonymised quotes, and
    its answer may list uses ("analysis; anonymised quote"), or say yes, no, withdrawn, not asked. An empty
    answer is no answer.
    """
    answers: dict[Use, Answer] = {}
    for question, value in asked:
        said = value.strip().lower()
        named = next((use for use, pattern in _USES.items() if re.search(pattern, question.lower())), None)
        if not said:
            continue
        if said.startswith("withdr"):
            answers.update(dict.fromkeys(Use, Answer.WITHDRAWN))
        elif said in _UNASKED:
            answers.update(dict.fromkeys([named] if named else Use, Answer.NOT_ASKED))
        elif said in YES | NO or _SENTENCE.fullmatch(said):
            answer = Answer.YES if said in YES or said.startswith(("yes", "i ", "oui")) else Answer.NO
            answers.update(dict.fromkeys([named] if named else [Use.ANALYSIS, Use.QUOTE], answer))
        elif named is Use.QUOTE and (how := _QUOTED.fullmatch(said)):
            answers[Use.QUOTE] = Answer.YES
            answers[Use.NAMED_QUOTE] = Answer.NO if how["without"] else Answer.YES
        else:
            listed = {part.strip() for part in re.split(r"[;,]", said)}
            if listed & set(Use):  # who lists what was agreed to means that the rest was not
                answers.update({use: Answer.YES if use in listed else Answer.NOT_ASKED for use in Use})
    return tuple(answers.items())


def consent_told(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return how, when and in which words consent was given, as fields of a `ToldBy`."""
    said = {kind: value for name, value in cells.items() if value and (kind := field_of(name)).startswith("consent ")}
    return {
        "consent_mode": said.get("consent mode", "") or "not recorded",
        "consent_on": day(said.get("consent date", "")),
        "consent_wording": said.get("consent wording", ""),
        "consent_language": language_code(said.get("consent language", "")),
    }


def day(value: str) -> date | None:
    """Return the date that a cell holds, when it is written year first or with the month as a word."""
    value = value.strip()
    if iso := re.match(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(iso[0])
        except ValueError:
            return None
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|,", "", value)
    for pattern in _WORDED:
        if match := pattern.fullmatch(words):
            month = _MONTHS.get(match["month"][:3].lower())
            try:
                return date(int(match["year"]), month, int(match["day"])) if month else None
            except ValueError:
                return None
    return None

"""XLSForms: the questions of a KoBo or ODK survey, with labels for names and choices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from storylens.ingest.columns import PERSONAL, Column, attribute_of, field_of, plain_head
from storylens.ingest.grid import Grid, grids
from storylens.ingest.source import Source
from storylens.records import UnreadableError

_LARGEST = 8 * 1024 * 1024  # bytes of a form; with media in it, it is no form
_MANY = 60  # workbooks in a folder that are looked at
_MADE_BY_MACHINE = frozenset({
    "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email", "audit",
    "calculate", "hidden", "note", "xml-external", "csv-external", "start-geopoint", "background-audio",
})  # fmt: skip
_PLACES_AND_MEDIA = frozenset(("geopoint", "geotrace", "geoshape", "image", "audio", "video", "file", "barcode"))
_SEPARATORS = re.compile(r"[/.:-]")


@dataclass(frozen=True)
class Question:
    """One question. `path` is its name with the groups round it; `repeat` the group that is asked several times."""

    path: str
    name: str
    type: str
    choices: str  # name of the list of choices
    label: str
    repeat: str
    conditional: bool


@dataclass(frozen=True)
class Form:
    """The questions of a form by path, and what its repeated groups and choices are called."""

    name: str
    questions: Mapping[str, Question]
    choices: Mapping[str, Mapping[str, str]]
    repeats: Mapping[str, str]
    _by_key: dict[str, Question | None] = field(default_factory=dict, repr=False)

    def question(self, head: str) -> Question | None:
        """Return the question that a column of the answers is about: by path, by name, or by label."""
        if not self._by_key:
            for question in self.questions.values():
                for key in {_key(question.path), _key(question.name), _key(question.label)} - {""}:
                    self._by_key[key] = None if key in self._by_key and key != _key(question.path) else question
        return (
            self.questions.get(head) or self._by_key.get(_key(head)) or self._by_key.get(_key(head.rpartition("/")[2]))
        )

    def column(self, head: str) -> Column | None:
        """Return what a column is by the form; None where the form does not know it."""
        if (option := self._option(head)) is not None:
            return option
        question = self.question(head)
        if question is not None:
            values = self.choices.get(question.choices, {})
            return Column(
                head,
                _kind(question),
                question.label,
                attribute_of(question.name) or (head if question.type in ("text", "string") else question.label),
                values=values,
                several=question.type == "select_multiple",
                conditional=question.conditional,
            )
        return None

    def _option(self, head: str) -> Column | None:
        """Return the column of one choice of a question with several: `crops/maize`, where no question is called so."""
        above, _, option = head.rpartition("/")
        whole = self.question(above) if above and head not in self.questions else None
        if whole is None or whole.type != "select_multiple":
            return None
        label = self.choices.get(whole.choices, {}).get(option, option)
        return Column(head, "choice", whole.label, whole.label, option=label)

    def knows(self, heads: Iterable[str]) -> int:
        """Return how many columns the form knows."""
        return sum(self.column(head) is not None for head in heads)


def _kind(question: Question) -> str:
    plain = plain_head(question.name)
    if field_of(question.name) == "consent" or field_of(question.label) == "consent":
        return "consent"
    if question.type in _MADE_BY_MACHINE:
        return "technical"
    if question.type in _PLACES_AND_MEDIA or PERSONAL.fullmatch(plain):
        return "personal"
    if field_of(question.name) in ("id", "date", "language", "case", "wave"):
        return field_of(question.name)
    return "text" if question.type in ("text", "string") else "attribute"


def _key(name: str) -> str:
    return " ".join(_SEPARATORS.sub(" ", name.lower().replace("_", " ")).split())


def is_form(source: Source) -> bool:
    """Return True for an XLSForm: a workbook whose sheet `survey` has columns `type` and `name`."""
    if not _has_sheet(source, b'name="survey"'):
        return False
    try:
        return any(_is_survey(grid) for grid in grids(source))
    except UnreadableError:
        return False


def _has_sheet(source: Source, mark: bytes) -> bool:
    import zipfile

    if "xl/workbook.xml" not in source.members():
        return False
    try:
        with zipfile.ZipFile(source.path) as archive, archive.open("xl/workbook.xml") as stream:
            return mark in stream.read(1024 * 1024).lower()
    except Exception:  # what is damaged is no form; zlib.error and its like have no common parent
        return False


def _is_survey(grid: Grid) -> bool:
    return grid.name.strip().lower() == "survey" and {"type", "name"} <= {head.strip().lower() for head in grid.header}


def form_in(source: Source, language: str = "") -> Form | None:
    """Read a form, its labels in a language (as the form calls it) or in its first; None when it is none."""
    questions: dict[str, Question] = {}
    repeats: dict[str, str] = {}
    choices: dict[str, dict[str, str]] = {}
    for grid in grids(source):
        if _is_survey(grid):
            _read_questions(grid, questions, repeats, language)
        elif grid.name.strip().lower() in ("choices", "external_choices"):
            label = _label_column(grid, language)
            for _, row in grid.rows():
                low = _low(row)
                name = low.get("name") or low.get("value", "")
                choices.setdefault(low.get("list_name") or low.get("list name", ""), {})[name] = (
                    row.get(label, "") or name
                )
    return Form(source.name, questions, choices, repeats) if questions else None


def _read_questions(grid: Grid, questions: dict[str, Question], repeats: dict[str, str], language: str) -> None:
    groups: list[tuple[str, bool, bool]] = []  # name, repeated, conditional
    column = _label_column(grid, language)
    for _, row in grid.rows():
        low = _low(row)
        kind, _, choices = " ".join(low.get("type", "").lower().split()).partition(" ")
        kind, choices = (f"{kind} {choices}".replace(" ", "_"), "") if kind in ("begin", "end") else (kind, choices)
        name, label = low.get("name", ""), _words(row.get(column, ""))
        conditional = bool(low.get("relevant"))
        if kind in ("begin_group", "begin_repeat"):
            groups.append((name, kind == "begin_repeat", conditional))
            if kind == "begin_repeat":
                repeats[name] = label or name
        elif kind in ("end_group", "end_repeat"):
            groups = groups[:-1]
        elif kind and name:
            path = "/".join([*(group for group, _, _ in groups), name])
            questions[path] = Question(
                path=path,
                name=name,
                type=kind,
                choices=low.get("type", "").split()[1] if choices else "",
                label=label or name.replace("_", " "),
                repeat=next((group for group, repeated, _ in reversed(groups) if repeated), ""),
                conditional=conditional or any(shown for _, _, shown in groups),
            )


def _label_column(grid: Grid, language: str) -> str:
    labels = [head for head in grid.header if re.match(r"label\b", head.strip().lower())]
    wanted = [head for head in labels if language and language.lower() in head.lower()]
    return next(iter(wanted or labels), "label")


def _low(row: Mapping[str, str]) -> dict[str, str]:
    return {head.strip().lower(): cell for head, cell in row.items()}


def _words(label: str) -> str:
    """Return a label without marks for bold and colour, and without references to other answers."""
    plain = re.sub(r"<[^<>]{0,200}>|[*_#]{1,3}(?=\S)|(?<=\S)[*_]{1,3}|\$\{[\w-]{1,100}\}", " ", label)
    return " ".join(plain.split())


def form_beside(source: Source, heads: Iterable[str]) -> Form | None:
    """Return the form in the same folder that knows most of the columns, and more than half of them."""
    names = [head for head in heads if head and not head.startswith("_")]
    best: Form | None = None
    for path in sorted(source.path.parent.glob("*.xls[xm]"))[:_MANY]:
        form = (
            _form_at(path, path.stat().st_mtime_ns) if path != source.path and path.stat().st_size <= _LARGEST else None
        )
        if form and form.knows(names) * 2 > len(names) and (best is None or form.knows(names) > best.knows(names)):
            best = form
    return best


@lru_cache(maxsize=16)
def _form_at(path: Path, _changed: int) -> Form | None:
    source = Source(path, path.name)
    try:
        return form_in(source) if _has_sheet(source, b'name="survey"') else None
    except UnreadableError:
        return None

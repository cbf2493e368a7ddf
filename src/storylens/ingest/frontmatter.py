"""What people write at the head of a text about it: YAML, TOML, or pandoc's title block."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from storylens.ingest.columns import attributes_in, consent_in
from storylens.ingest.languages import language_code, original_language
from storylens.records import ToldBy
from storylens.records.dates import day

_FENCED = re.compile(
    r"\A\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<head>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.M
)
_TITLE_BLOCK = re.compile(r"\A% ?(?P<title>.*)\n(?:% ?(?P<author>.*)\n)?(?:% ?(?P<date>.*)\n)?")
_LINE = re.compile(r"(?P<key>\w[\w -]{0,40}):[ \t]+(?P<value>\S.*)")
_LARGEST = 100_000  # characters; more is no front matter
_KEYS = {
    "author": ("author", "authors", "by", "teller", "storyteller", "told by"),
    "date": ("date", "collected", "collected on", "recorded", "recorded on", "told on"),
    "wave": ("wave", "round"),
    "language": ("language", "lang", "locale"),
    "translator": ("translator", "translators", "translated by", "interpreter", "interpreted by"),
    "interpreted": ("interpreter", "interpreted by", "interpreted"),
    "translation_of": ("translation of", "translates", "original"),
    "translated_from": ("translated from", "original language", "language of the original"),
    "prompt": ("prompt", "question asked", "asked with"),
    "prompt_valence": ("prompt valence", "valence of the prompt", "valence"),
    "place": ("place", "place of interview", "told in", "collected in", "location"),
    "institutional": ("institutional", "institution speaks"),
}


class Front(NamedTuple):
    """What stands at the head of a text, the text after it, and a remark on it."""

    facts: Mapping[str, Any]
    rest: str
    remark: str = ""


def split_front(text: str) -> Front:
    """Part a text from what is said about it at its head. A line between two rules is no front matter."""
    if block := _TITLE_BLOCK.match(text):
        return Front({key: value for key, value in block.groupdict().items() if value}, text[block.end() :])
    found = _FENCED.match(text, 0, _LARGEST)
    if not found:
        return Front({}, text)
    facts, remark = _parsed(found["head"], toml=found["fence"] == "+++")
    return Front(facts, text[found.end() :], remark) if facts else Front({}, text)


def _parsed(head: str, *, toml: bool) -> tuple[Mapping[str, Any], str]:
    """Return the facts; a head that is not quite YAML is read line by line."""
    import tomllib

    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        content = tomllib.loads(head) if toml else YAML(typ="safe").load(head)
    except (YAMLError, ValueError, RecursionError, AttributeError):
        lines = [match for line in head.split("\n") if (match := _LINE.fullmatch(line.rstrip()))]
        return {match["key"]: match["value"].strip("\"' ") for match in lines}, "the front matter was read line by line"
    return (content, "") if isinstance(content, Mapping) else ({}, "")


def fields_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the facts say as fields of `Received`. Several authors are a group that speaks as one."""
    named = {_key(key): value for key, value in facts.items() if isinstance(key, str)}
    plain = {key: _said(value) for key, value in named.items() if not isinstance(value, (list, Mapping))}

    def one(field: str) -> str:
        return next((plain[key] for key in _KEYS[field] if plain.get(key)), "")

    return {
        "title": plain.get("title", ""),
        "collected_on": day(one("date")),
        "case": plain.get("case", ""),
        "wave": one("wave"),
        "language": language_code(one("language")),
        "prompt": one("prompt"),
        "prompt_valence": one("prompt_valence"),
        "institutional": one("institutional").lower() in ("yes", "true", "y", "1"),
        "translated_from": original_language(one("translated_from")),
        "translation_of": one("translation_of"),
        "translator": one("translator"),
        "interpreted": one("interpreted").lower() not in ("", "no", "false", "n", "0"),
        "place": one("place"),
        "told_by": _told_by(next((named[key] for key in _KEYS["author"] if named.get(key)), ""), plain),
    }


def _key(key: str) -> str:
    return re.sub(r"[\s_-]+", " ", key).strip().lower()


def _said(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _told_by(given: Any, plain: Mapping[str, str]) -> tuple[ToldBy, ...]:
    people = given if isinstance(given, list) else [given]
    names = [_said(one.get("name", "")) if isinstance(one, Mapping) else _said(one) for one in people[:50]]
    names = [name for name in names if name]
    consent = consent_in(plain)
    attributes = attributes_in(plain)
    wording = plain.get("consent wording", "") or (plain.get("consent", "") if not consent else "")
    if not (names or attributes or wording or consent):
        return ()
    return (
        ToldBy(
            speaker=" and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))),
            group=len(names) > 1,
            case=plain.get("case", ""),
            attributes=attributes,
            consent=consent,
            consent_mode=plain.get("consent mode", "") or "not recorded",
            consent_on=day(plain.get("consent date", "")),
            consent_wording=wording,
        ),
    )

"""The fields of entries as people write them: in the cells of a sheet, and behind `FIELD=` on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_origin

from storylens.records import StorylensError
from storylens.records.entries import Entry

BETWEEN = "; "
YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0", "")


def written(body: Entry) -> dict[str, str]:
    """Return the fields of an entry as people write them."""
    return {
        name: BETWEEN.join(value) if isinstance(value, tuple) else _word(value)
        for name, value in body.model_dump().items()
    }


def understood(model: type[Entry], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what people wrote as the fields take it; what is no text is left as it is.

    Raises `StorylensError` for a field that the kind does not have.
    """
    unknown = [name for name in given if name not in model.model_fields]
    if unknown:
        raise StorylensError(
            f"a {model.kind} has no field {unknown[0]!r}", todo="choose from " + ", ".join(model.model_fields)
        )
    return {name: _value(model, name, value) if isinstance(value, str) else value for name, value in given.items()}


def is_list(model: type[Entry], name: str) -> bool:
    """Say whether a field holds several texts."""
    return get_origin(model.model_fields[name].annotation) is tuple


def vocabulary(model: type[Entry], name: str) -> str:
    """Return the vocabulary whose words a field takes, or nothing."""
    return _mark(model, name, "vocabulary")


def refers_to(model: type[Entry], name: str) -> str:
    """Return the kind of entry whose number a field holds, or nothing."""
    return _mark(model, name, "refers")


def _mark(model: type[Entry], name: str, key: str) -> str:
    extra = model.model_fields[name].json_schema_extra
    return str(extra.get(key, "")) if isinstance(extra, dict) else ""


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _value(model: type[Entry], name: str, text: str) -> Any:
    if is_list(model, name):
        return tuple(part.strip() for part in text.split(BETWEEN.strip()) if part.strip())
    kind, text = model.model_fields[name].annotation, text.strip()
    if kind is bool:
        if text.lower() not in YES + NO:
            raise StorylensError(f"{name} is yes or no, not {text!r}", todo="mend this field")
        return text.lower() in YES
    return None if not text and kind is not str else text

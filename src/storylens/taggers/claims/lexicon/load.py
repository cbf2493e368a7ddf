"""Read the lexicons, once."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Frame(NamedTuple):
    """How a verb claims a cause.

    `companion`: the particle, preposition or object that it needs. `frame`: where the effect stands. "thing": it is
    the object (caused a fight); "state": it is the object where that names a state or an event (gave us hope, but
    not gave us a pump); "feeling": it is the object's state (angered the villagers); "act": the object does or
    becomes something (made us proud); "from": it is the subject (comes from the river); "clause": it is a clause
    (meant that we could rest); "owed": it is the object, and what follows is the cause (owe the job to the course).
    `less`: the more of the cause, the less of the effect. `anyone`: a person may be the
    cause; with other verbs a person only handles a thing.
    """

    companion: str
    frame: str
    less: bool
    anyone: bool


@cache
def frames() -> dict[str, tuple[Frame, ...]]:
    """Return the frames of each verb, those with a companion first."""
    found: dict[str, list[Frame]] = {}
    with (HERE / "verbs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            frame = Frame(row["with"], row["frame"], row["sign"] == "less", row["subject"] == "any")
            found.setdefault(row["verb"], []).append(frame)
    return {verb: tuple(sorted(rows, key=lambda row: not row.companion)) for verb, rows in found.items()}


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of words."""
    told: dict[str, str] = json.loads((HERE / "words.json").read_text(encoding="utf-8"))
    return frozenset(told[name].split())

"""A codebook: what each code means, when to use it, and what may put a passage in front of a reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from storylens.records.base import Record


class Code(Record):
    """One code. Cues only rank and highlight; they never code."""

    id: str
    name: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    weak_cues: tuple[str, ...] = ()  # count only beside another cue of this code in the same sentence
    exclude_cues: tuple[str, ...] = ()  # silence a cue that they overlap
    taggers: tuple[str, ...] = ()  # taggers that suggest it beside cues, with the label: "claims:causal_claim"
    poles: tuple[str, ...] = ()
    polarity: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()  # what a coding with this code asks for
    unit: Literal["segment", "outcome", "case"] = "segment"
    machine: Literal["suggest", "never"] = "suggest"
    sensitive: bool = False  # small cells are hidden even when crossed with one attribute only
    gate: bool = False  # a hit holds the passage until a person has looked
    optional: bool = False  # not suggested until a project takes this line out of its copy
    retired: str = ""  # what became of it: "merged into ..."; its id is never used again
    order: int | None = None
    group: str = ""
    parent: str | None = None
    family: str = ""


class Vocabulary(Record):
    """A closed list of values for a field of a record; not codes for passages."""

    id: str
    name: str
    values: tuple[str, ...]


class Family(Record):
    """A group of codes that belong together, often one axis."""

    id: str
    name: str
    ordinal: bool = False
    codes: tuple[Code, ...] = ()


class Codebook(Record):
    """A set of codes under one version. `digest` is the hash of the file that it was read from."""

    id: str
    version: str
    title: str
    digest: str
    language: str = "en"
    note: str = ""
    sources: dict[str, str] = {}
    families: tuple[Family, ...] = ()
    vocabularies: tuple[Vocabulary, ...] = ()

    @property
    def edition(self) -> str:
        """Version and content in one word, such as `1.0+3fa2c1d`: two files that differ never share it."""
        return f"{self.version}+{self.digest[:7]}"

    def codes(self) -> Iterator[Code]:
        """Yield every code in the order of the file."""
        for family in self.families:
            yield from family.codes

    def code(self, code_id: str) -> Code | None:
        """Return one code, or None."""
        return next((code for code in self.codes() if code.id == code_id), None)

"""How a machine did against what people coded: figures that are kept, and printed beside what it suggests."""

from __future__ import annotations

from storylens.records.base import Record


class Figures(Record):
    """What was found for one code, or for all together. None where nothing could be told."""

    gold: int  # passages that bear it for people
    said: int  # passages for which the machine says it
    right: int
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    f1_low: float | None = None
    f1_high: float | None = None
    kappa: float | None = None
    alpha: float | None = None


class Evaluation(Record):
    """One machine against people's codings. It never holds text."""

    id: str
    machine: str  # the name of its coder, such as cues:power
    codebook: str
    edition: str
    settings: str  # of the machine then: with others it is another machine
    passages: int
    documents: int
    overall: Figures
    codes: dict[str, Figures]
    tests: int  # how many were made for bias
    fails: tuple[str, ...] = ()  # on whom, in words
    seed: int
    by: str
    at: str

    def told(self, settings: str) -> str:
        """Return the sentence that stands beside what the machine suggests; `settings` are those of now."""
        all_codes = self.overall
        figures = ", ".join(
            f"{name} {value:.2f}"
            for name, value in (
                ("precision", all_codes.precision),
                ("recall", all_codes.recall),
                ("F1", all_codes.f1),
            )
            if value is not None
        )
        where = f"{self.passages:,} passages of {self.documents} documents that people coded"
        changed = "" if settings == self.settings else " It has other settings since, so this may not hold."
        bias = (
            f" It fails on {'; '.join(self.fails)}."
            if self.fails
            else f" No error by group was seen in {self.tests} tests."
            if self.tests
            else " Whether it fails on any group could not be tested."
        )
        return f"{self.machine}: {figures or 'nothing to compare'} on {where}.{bias}{changed}"

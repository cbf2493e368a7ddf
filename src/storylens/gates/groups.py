"""The groups under which tables report what tellers said of themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

NOT_RECORDED = "not recorded"
SEVERAL = "a group of people"
# Only these words, and only as the whole answer, are read as women or men; a project may define its own groups.
OWN_WORDS = ("self-stated", "self-described free text", "declined", "not asked")  # bases that are the person's own
_GENDER = {
    "women": ("woman", "women", "female", "f"),
    "men": ("man", "men", "male", "m"),
    "declined": ("declined", "prefer not to say", "no answer"),
    "not asked": ("not asked",),
}


def grouped(
    attributes: pd.DataFrame, tellers: pd.DataFrame, settings: Mapping[str, Mapping[str, Sequence[str]]]
) -> pd.DataFrame:
    """Return a column for each attribute with the group of each teller; nobody is left out of a group.

    `settings` is `[groups.NAME]` of the project: group = list of answers. A gender in any other words is
    `self-described`, never folded into women or men. Several people who speak as one have no gender.
    """
    import pandas as pd

    columns = {}
    for name, rows in attributes[attributes.teller_id.isin(tellers.index)].groupby("name", sort=True):
        lookup = {answer.lower(): group for group, answers in settings.get(name, {}).items() for answer in answers}
        if name == "gender":
            lookup = {answer: group for group, answers in _GENDER.items() for answer in answers} | lookup
        values = {
            row.teller_id: row.grouped
            or lookup.get(row.value.strip().lower())
            or ("self-described" if name == "gender" else row.value)
            for row in rows.itertuples()
        }
        columns[name] = [
            SEVERAL if name == "gender" and is_group else values.get(teller, NOT_RECORDED)
            for teller, is_group in zip(tellers.index, tellers.is_group, strict=True)
        ]
    return pd.DataFrame(columns, index=tellers.index)


def bases(attributes: pd.DataFrame, tellers: pd.DataFrame) -> dict[str, str]:
    """Say for each attribute on what basis it is known of how many tellers: the footnote of what is grouped by it.

    What others said, recorded or assumed of a person is no statement of theirs, and is counted apart.
    """
    said = {}
    for name, rows in attributes[attributes.teller_id.isin(tellers.index)].groupby("name", sort=True):
        counts = rows.basis.replace("", NOT_RECORDED).value_counts()
        listed = ", ".join(
            f"{basis} {count}" for basis, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        )
        others = sum(count for basis, count in counts.items() if basis not in (*OWN_WORDS, NOT_RECORDED))
        said[str(name)] = f"Basis of {name}: {listed}." + (
            f" Of {others} tellers it is what others said or assumed, not what they said." if others else ""
        )
    return said

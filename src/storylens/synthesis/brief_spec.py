"""What a brief is to hold, as people write it in a small TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from storylens.records import StorylensError
from storylens.records.base import Record
from storylens.records.entries import Texts
from storylens.synthesis.checklists import CHECKLISTS


class TablePart(Record):
    """A table by its name in `storylens tables`, whole or in part."""

    name: str
    caption: str = ""
    columns: Texts = ()  # in this order; by default all that hold anything
    rows: Texts = ()  # by the words in the first column; by default all
    most: Annotated[int, Field(ge=0)] = 0  # the first so many rows; 0 is all
    by: str = ""  # attribute of tellers, instead of that of the brief
    cross: str = ""  # a second attribute, for the table `codes`


class PicturePart(Record):
    """A picture by its name in `storylens brief --pictures`."""

    name: str
    caption: str = ""
    by: str = ""


class QuotesPart(Record):
    """Passages of a code, or those named by the ids of their codings."""

    code: str = ""
    codings: Texts = ()
    most: Annotated[int, Field(ge=1)] = 3
    caption: str = ""


class SectionPart(Record):
    """A section: its words, then its pictures, tables and quotes."""

    title: str = ""
    text: str = ""
    picture: tuple[PicturePart, ...] = ()
    table: tuple[TablePart, ...] = ()
    quotes: tuple[QuotesPart, ...] = ()


class MethodPart(Record):
    """The method appendix: which checklist, and what the team answers to its items."""

    checklist: str = "COREQ"
    answers: Mapping[str, str] = {}


class ShareBackPart(Record):
    """What the team says to one community, in plain words; what is left empty is printed as room to write in."""

    community: str
    greeting: str = ""
    told: str = ""  # what they told
    made_of_it: str = ""
    others: str = ""  # what others said
    will_be_done: str = ""  # and by whom
    cannot: str = ""
    correct: str = ""  # how to correct or withdraw
    contact: str = ""
    language: str = ""
    in_your_language: str = ""  # the same in a few sentences of their language


class Spec(Record):
    """A brief as it is asked for."""

    title: str
    audience: Annotated[str, Field(alias="for")] = ""
    authors: str = ""
    date: str = ""  # as it is printed; without it none is, so that the same brief stays the same file
    summary: str = ""
    by: str = "gender"
    how_to_read: str = ""
    more_from_one_group: str = ""  # why more than a third of the quotes may come from one group
    section: tuple[SectionPart, ...] = ()
    method: MethodPart = MethodPart()
    share_back: tuple[ShareBackPart, ...] = ()


def read_spec(file: Path) -> Spec:
    """Read the file of a brief. Raises `StorylensError` that names the line or field that cannot be."""
    try:
        spec = Spec.model_validate(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except FileNotFoundError as error:
        raise StorylensError(
            "there is no such file", where=str(file), todo="`storylens brief --new FILE.toml` writes one to start with"
        ) from error
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StorylensError(f"it cannot be read as TOML ({error})", where=str(file), todo="mend it") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
        raise StorylensError(f"{place}: {first['msg'].lower()}", where=str(file), todo="mend it") from error
    items = CHECKLISTS.get(spec.method.checklist)
    if items is None:
        raise StorylensError(
            f"there is no checklist {spec.method.checklist!r}", where=str(file), todo=f"write {' or '.join(CHECKLISTS)}"
        )
    if strangers := set(spec.method.answers) - {str(number) for number in range(1, len(items) + 1)}:
        raise StorylensError(
            f"{spec.method.checklist} has no item {min(strangers)}",
            where=str(file),
            todo=f"its items are 1 to {len(items)}",
        )
    return spec


STARTER = """\
# A brief. Write it as .docx or .html with: storylens brief {name} --to brief.docx
# Tables are those of `storylens tables`, pictures those of `storylens brief --pictures`.
title = "What changed, and who says so"
for = "those who decide"
authors = ""
date = ""       # as it is to be printed
summary = \"\"\"
What we found, in five lines. Write numbers as n of N.
\"\"\"
by = "gender"   # the attribute of tellers by which groups are compared
how_to_read = ""  # added to the sentences that are always there
# Where more than a third of the quotes come from one group of tellers, say why:
more_from_one_group = ""

[[section]]
title = "Who is heard"
text = \"\"\"
A blank line begins a paragraph.

- a hyphen begins a point
\"\"\"
[[section.picture]]
name = "voices"
[[section.table]]
name = "voices"
columns = ["tellers", "of", "stories", "words", "quotes printed"]

[[section]]
title = "What they speak of"
[[section.table]]
name = "themes"
columns = ["theme", "tellers", "of", "cases", "confirmed", "quote"]
most = 8
caption = ""
# [[section.quotes]]
# code = "pow.with"   # an id or a name, as `storylens codebook` lists them
# most = 3

[[section]]
title = "What speaks against it"
[[section.table]]
name = "outcomes-against"
[[section.table]]
name = "deviant-cases"

# A page for each community: storylens share-back COMMUNITY {name} --to page.docx
# [[share_back]]
# community = ""          # the name of a case
# told = ""               # plain words: no codes, no words of theory
# made_of_it = ""
# others = ""
# will_be_done = ""       # and by whom
# cannot = ""
# contact = ""
# language = ""
# in_your_language = ""

[method]
checklist = "COREQ"  # 32 items for interviews and groups (Tong et al. 2007), or SRQR, 21 items (O'Brien et al. 2014)
# What storylens knows it fills in, and marks. The rest is for people; what is left empty is printed as open.
[method.answers]
{items}
"""


def starter(file: Path, checklist: str = "COREQ") -> None:
    """Write a file to start with. Raises `StorylensError` where there is one already."""
    if file.exists():
        raise StorylensError("the file is there already", where=str(file), todo="choose another name")
    items = "\n".join(f'{number} = ""  # {asks}' for number, (_, asks) in enumerate(CHECKLISTS[checklist], 1))
    file.write_text(STARTER.format(name=file.name, items=items), encoding="utf-8", newline="\n")

"""A brief holds what its file asks for, says what it stands on, and never a word that may not be printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import html

from storylens import Project
from storylens.records import StorylensError
from storylens.records.contribution import TocStatement
from tests.conftest import Ran
from tests.helpers import NEVER_PRINTED, Told, holding
from tests.synthesis.book_helpers import write

SPEC = """\
title = "Water in the village"
for = "the district"
date = "March 2025"
summary = "The pump was paid for twice, said one of three."

[[section]]
title = "Who speaks of what"
text = '''
First words.

- a point
'''
[[section.picture]]
name = "themes"
[[section.table]]
name = "themes"
columns = ["theme", "tellers", "of"]
caption = "Themes"
most = 2
[[section.quotes]]
code = "Water"
most = 2

[method]
checklist = "SRQR"
[method.answers]
21 = "Nobody paid."
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    file = tmp_path / "brief.toml"
    file.write_text(SPEC, encoding="utf-8")
    return file


def in_word(file: Path) -> str:
    """Return all words of a Word file, in the order of the page, a cell a line."""
    document = docx.Document(str(file))
    return "\n".join(text.text or "" for text in document.element.body.iter("{*}t"))


def in_page(file: Path) -> str:
    return str(html.fromstring(file.read_bytes()).text_content())


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_it_holds_what_was_asked_for_in_both_kinds_of_file(
    village: Project, spec: Path, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / f"brief.{kind}"
    village.brief(spec, file, by="Tendai")
    words = in_word(file) if kind == "docx" else in_page(file)
    seen, at = village.view(), 0
    for part in (
        "Water in the village",
        "For the district",
        f"{len(seen.documents)} stories, {seen.n} tellers",
        "paid for twice",
        "Who speaks of what",
        "a point",
        "Themes",
        "2 of 3 rows are shown.",
        "Behind these numbers: 0 of",
        "How to read this",
        "What is left out, and why",
        "the 21 items of SRQR",
        "Nobody paid.",
    ):
        at = words.index(part, at)
    assert "suggestions of a machine that no person has confirmed" in words


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_no_word_of_those_who_did_not_agree_is_in_it(village: Project, spec: Path, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "out"
    village.brief(spec, folder / f"brief.{kind}", by="Tendai")
    assert holding(folder, NEVER_PRINTED) == []


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_made_again_it_is_the_same_bytes(village: Project, spec: Path, tmp_path: Path, kind: str) -> None:
    files = [tmp_path / f"one.{kind}", tmp_path / f"other.{kind}"]
    for file in files:
        village.brief(spec, file, by="Tendai")
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_table_in_word_has_its_columns_in_the_order_asked_for_and_a_head_on_each_page(
    village: Project, spec: Path, tmp_path: Path
) -> None:
    village.brief(spec, tmp_path / "brief.docx", by="Tendai")
    table = docx.Document(str(tmp_path / "brief.docx")).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["code", "theme", "tellers", "of"]
    assert len(table.rows) == 3
    assert table.rows[0]._tr.trPr.find("{*}tblHeader") is not None
    assert [column.width for column in table.columns] == [cell.width for cell in table.rows[1].cells]


def test_a_picture_in_word_is_one_that_a_reader_without_sight_is_told_of(
    village: Project, spec: Path, tmp_path: Path
) -> None:
    village.brief(spec, tmp_path / "brief.docx", by="Tendai")
    (shape,) = docx.Document(str(tmp_path / "brief.docx")).inline_shapes
    assert "Themes" in shape._inline.docPr.get("descr")
    assert shape.width.mm <= 170.5


def test_quotes_are_of_different_people_and_say_who_where_and_that_nobody_confirmed(
    village: Project, spec: Path, tmp_path: Path
) -> None:
    made = village.brief(spec, tmp_path / "brief.html", by="Tendai")
    quotes = [quote for section in made.sections for part in section.quotes for quote in part.quotes]
    assert len(quotes) == 2
    assert len({quote.teller_id for quote in quotes}) == 2
    page = html.fromstring((tmp_path / "brief.html").read_bytes())
    assert all("suggested, not confirmed" in footer.text_content() for footer in page.findall(".//blockquote/footer"))
    assert any("nobody has confirmed" in line for line in made.look_at)


def test_a_group_too_small_is_not_named_after_a_quote(village: Project, spec: Path, tmp_path: Path) -> None:
    made = village.brief(spec, tmp_path / "brief.html", by="Tendai")  # three women, two men: both under five
    quotes = [quote for section in made.sections for part in section.quotes for quote in part.quotes]
    assert not any("woman" in quote.credit or "man" in quote.credit for quote in quotes)


def test_what_people_write_loses_the_names_that_were_decided_on(village: Project, tmp_path: Path) -> None:
    village.names(propose=True)
    spec = tmp_path / "named.toml"
    spec.write_text('title = "What Zebedee said"\n', encoding="utf-8")
    from storylens.prepare.names import NameKind, Proposal
    from storylens.store import names

    with village.store.writing() as connection:
        key = names.KeyFile(village.store.folder)
        names.add(connection, key, [Proposal(NameKind.PERSON, ("Zebedee",), 1)], {})
    village.replace_name("Zebedee", "[a man]", by="Tendai")
    made = village.brief(spec, tmp_path / "brief.html", by="Tendai")
    assert made.title == "What [a man] said"


def test_the_numbers_of_a_page_lead_to_their_ids(village: Project, spec: Path, tmp_path: Path) -> None:
    village.brief(spec, tmp_path / "brief.html", by="Tendai")
    page = html.fromstring((tmp_path / "brief.html").read_bytes())
    targets = {link.get("href").removeprefix("#") for link in page.iterfind(".//td/a")}
    assert targets
    assert all(page.get_element_by_id(target) is not None for target in targets)


def test_a_withdrawal_names_the_brief(village: Project, spec: Path, tmp_path: Path) -> None:
    village.brief(spec, village.path / "exports" / "brief.docx", by="Tendai")
    past = village.consent("W1", "analysis", "withdrawn", by="Tendai")
    assert any("exports/brief.docx" in str(export) for export in past)


def test_the_file_to_start_with_makes_a_brief(village: Project, storylens: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "new.toml"
    assert storylens("brief", file, "--new").code == 0
    ran = storylens("brief", file, "--to", tmp_path / "brief.docx", "-p", village.path)
    assert (ran.code, ran.err) == (0, "")
    assert "the 32 items of COREQ" in in_word(tmp_path / "brief.docx")
    assert storylens("brief", file, "--new").code == 1  # what people wrote is not overwritten


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('name = "themes"\ncolumns', 'name = "themes"\ncolums'), "section.1.table.1.colums"),
        (('"tellers", "of"]', '"tellers", "off"]'), "has no column 'off'"),
        (('code = "Water"', 'code = "Shame"'), "no quote on 'Shame' that may be printed"),
        (('name = "themes"\n[[', 'name = "shoes"\n[['), "no picture 'shoes'"),
        (('"SRQR"', '"PRISMA"'), "no checklist 'PRISMA'"),
        (("21 = ", "22 = "), "SRQR has no item 22"),
        (("title =", "title"), "cannot be read as TOML"),
    ],
)
def test_what_cannot_be_is_named_where_it_stands(
    village: Project, spec: Path, tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    spec.write_text(SPEC.replace(*change, 1), encoding="utf-8")
    with pytest.raises(StorylensError, match=told.replace("(", r"\(")):
        village.brief(spec, tmp_path / "brief.docx", by="Tendai")
    assert not (tmp_path / "brief.docx").exists()


def test_words_without_a_number_and_shares_of_few_are_pointed_out(village: Project, spec: Path, tmp_path: Path) -> None:
    spec.write_text('title = "T"\nsummary = "Most women agree. It is 40% of them. Three of 6 do."\n', encoding="utf-8")
    made = village.brief(spec, tmp_path / "brief.html", by="Tendai")
    assert "“Most” without a number" in made.look_at[0]
    assert f"a percentage of {village.view().n} tellers" in made.look_at[1]
    assert len(made.look_at) == 2


def test_markup_and_formulas_in_words_are_words(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project(Told("W1", "=1+1 <script>alert(1)</script> the borehole is here now, friends."))
    made.tag()
    spec = tmp_path / "b.toml"
    spec.write_text('title = "<b>T</b>"\n[[section]]\n[[section.quotes]]\ncode = "Water"\n', encoding="utf-8")
    made.brief(spec, tmp_path / "brief.html", by="Tendai")
    page = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "<b>T" not in page
    assert "=1+1 &lt;script&gt;" in page


def test_a_theory_is_drawn_in_both_kinds_of_file(village: Project, tmp_path: Path) -> None:
    write(village, TocStatement(column=1, text="Farmers & officers meet"))
    spec = tmp_path / "toc.toml"
    spec.write_text('title = "T"\n[[section]]\n[[section.picture]]\nname = "theory"\n', encoding="utf-8")
    village.brief(spec, tmp_path / "toc.html", by="Tendai")
    assert "Farmers &amp; officers" in (tmp_path / "toc.html").read_text(encoding="utf-8")
    village.brief(spec, tmp_path / "toc.docx", by="Tendai")
    document = docx.Document(io.BytesIO((tmp_path / "toc.docx").read_bytes()))
    assert len(document.inline_shapes) == 1

"""Codebooks become records; the shipped ones are clean."""

from __future__ import annotations

from pathlib import Path

import pytest

from storylens.codebook.lint import lint
from storylens.codebook.load import load, shipped, shipped_folder
from storylens.records import StorylensError, UnreadableError

SHIPPED = sorted(shipped_folder().glob("*.yml"))
TREE = """\
codebook: tree
version: "1.0"
title: Tree
unit: case
polarity: [more, less]
families:
- id: f
  name: F
  ordinal: true
  machine: never
  sensitive: true
  codes:
  - id: f.root
    name: Root
    definition: D
    codes:
    - {id: f.leaf, name: Leaf, definition: D, sensitive: false, unit: segment}
- id: g
  codes:
  - {id: g.own, name: Own, definition: D, polarity: [yes, no]}
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    file = tmp_path / "tree.yml"
    file.write_text(TREE, encoding="utf-8")
    return file


def test_there_are_shipped_books() -> None:
    assert {"power", "gender", "safeguarding", "outcome_axes"} <= {file.stem for file in SHIPPED}


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_shipped_book_loads_is_clean_and_is_called_like_its_file(file: Path) -> None:
    assert [str(problem) for problem in lint([file])] == []
    book = load(file)
    assert book.id == file.stem
    assert shipped(book.id) == file
    assert all(code.definition and code.name for code in book.codes())


def test_shipped_books_share_no_id() -> None:
    assert [str(problem) for problem in lint(SHIPPED)] == []


def test_the_gate_holds_and_never_prints_small_cells() -> None:
    codes = list(load(shipped("safeguarding")).codes())
    assert codes
    assert all(code.gate and code.sensitive for code in codes)


def test_codes_inherit_from_their_family_and_the_book(tree: Path) -> None:
    root = load(tree).code("f.root")
    assert root is not None
    assert (root.machine, root.sensitive, root.unit, root.polarity) == ("never", True, "case", ("more", "less"))
    assert root.family == "f"


def test_what_a_code_says_itself_goes_before_what_it_inherits(tree: Path) -> None:
    book = load(tree)
    leaf, own = book.code("f.leaf"), book.code("g.own")
    assert leaf is not None
    assert own is not None
    assert (leaf.sensitive, leaf.unit, leaf.machine) == (False, "segment", "never")
    assert (own.polarity, own.sensitive) == (("yes", "no"), False)


def test_a_code_under_a_code_knows_its_parent(tree: Path) -> None:
    book = load(tree)
    assert {code.id: code.parent for code in book.codes()} == {"f.root": None, "f.leaf": "f.root", "g.own": None}


def test_families_keep_their_names_and_order(tree: Path) -> None:
    families = load(tree).families
    assert [(family.id, family.name, family.ordinal) for family in families] == [("f", "F", True), ("g", "g", False)]


def test_an_edited_book_is_read_anew_and_is_another_edition(tree: Path) -> None:
    before = load(tree)
    tree.write_text(TREE.replace("name: Root", "name: Trunk"), encoding="utf-8")
    code = load(tree).code("f.root")
    assert code is not None
    assert code.name == "Trunk"
    assert load(tree).edition != before.edition


def test_a_byte_order_mark_does_no_harm(tree: Path) -> None:
    tree.write_bytes(b"\xef\xbb\xbf" + TREE.encode())
    assert load(tree).id == "tree"


def test_a_bad_book_is_refused_with_its_line(tree: Path) -> None:
    tree.write_text(TREE.replace("id: g.own", "id: f.leaf"), encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"tree\.yml:20: the id f\.leaf is used before"):
        load(tree)


def test_a_book_that_is_not_shipped_is_refused_with_a_list_of_those_that_are() -> None:
    with pytest.raises(StorylensError, match=r"gender.*power"):
        shipped("nowhere")

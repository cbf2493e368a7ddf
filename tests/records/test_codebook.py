"""A codebook is codes in order under one edition."""

from __future__ import annotations

from storylens.records import Code, Codebook, Family


def book(digest: str = "a" * 64) -> Codebook:
    families = (
        Family(id="f", name="F", codes=(Code(id="f.b", name="B"), Code(id="f.a", name="A"))),
        Family(id="g", name="G", codes=(Code(id="g.c", name="C"),)),
    )
    return Codebook(id="village", version="1.0", title="T", digest=digest, families=families)


def test_codes_come_in_the_order_of_the_file() -> None:
    assert [code.id for code in book().codes()] == ["f.b", "f.a", "g.c"]


def test_a_code_is_found_by_its_id() -> None:
    assert book().code("f.a") == Code(id="f.a", name="A")
    assert book().code("nowhere") is None


def test_two_files_that_differ_never_share_an_edition() -> None:
    assert book().edition.startswith("1.0+")
    assert book().edition != book("b" * 64).edition

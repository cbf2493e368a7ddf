"""The linter says what is wrong in a codebook, and in which line."""

from __future__ import annotations

from pathlib import Path

import pytest

from storylens.codebook.lint import Problem, lint
from storylens.codebook.load import load
from storylens.records import UnreadableError

GOOD = """\
codebook: village
version: "1.0"
title: Village
families:
- id: change
  name: Changes
  codes:
  - id: v.water
    name: Water
    definition: Water and who fetches it.
    cues: ["borehole*", "pump"]
"""


def found(tmp_path: Path, text: str, name: str = "book.yml") -> list[Problem]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return lint([file])


def test_a_good_book_has_no_problems(tmp_path: Path) -> None:
    assert found(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("line", "written", "severity", "says"),
    [
        (1, "codebok: village", "error", "'codebook' is missing"),
        (2, "version: 1.0", "error", "needs quotes"),
        (3, "title: ''", "error", "'title' is missing"),
        (3, "title: Village\ncolour: blue", "error", "'colour' is not a key of a codebook"),
        (4, "sources: [a]\nfamilies:", "error", "sources"),
        (5, "- title: Changes", "error", "family needs an id"),
        (6, "  nome: Changes", "error", "'nome' is not a key of a family"),
        (7, "  polarity: present\n  codes:", "error", "polarity"),
        (8, "  - ident: v.water", "error", "a code needs an id"),
        (8, "  - id: 7", "error", "a code needs an id"),
        (9, "    name: [a, b]", "error", "name"),
        (9, "    nome: Water", "error", "'nome' is not a key of a code"),
        (10, "    machine: never", "warning", "machine: never"),
        (10, "    machine: always", "error", "machine"),
        (10, "    unit: chapter", "error", "unit"),
        (10, "    sensitive: perhaps", "error", "sensitive"),
        (11, '    cues: "pump"', "error", "list, in"),
        (11, '    cues: ["pump", "a*"]', "error", "almost anything"),
        (11, '    cues: ["pump", "Pump"]', "warning", "twice"),
        (11, '    weak_cues: ["~3 pump"]', "error", "between two words"),
        (11, '\tcues: ["pump"]', "error", "a tab where YAML wants spaces"),
        (11, '    cues: ["pump"', "error", "not valid YAML"),
        (11, "    name: Water", "error", "not valid YAML"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, line: int, written: str, severity: str, says: str) -> None:
    lines = GOOD.splitlines()
    lines[line - 1] = written
    problems = found(tmp_path, "\n".join(lines) + "\n")
    fitting = [problem for problem in problems if says in problem.what]
    assert fitting, [str(problem) for problem in problems]
    # a fault of YAML itself may only show in the line after it
    assert any(abs(one.line - line) <= ("YAML" in says or "\n" in written) for one in fitting), fitting
    assert fitting[0].severity == severity
    assert str(fitting[0]).startswith(f"book.yml:{fitting[0].line}: {severity}: ")


def test_a_missing_definition_is_a_warning_at_the_code(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, GOOD.replace("    definition: Water and who fetches it.\n", ""))
    assert (problem.line, problem.severity) == (8, "warning")
    assert "v.water has no definition" in problem.what


def test_an_id_that_is_used_twice_is_named_with_both_places(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, GOOD + "  - {id: v.water, name: Again, definition: D}\n")
    assert problem.line == 12
    assert "book.yml:8" in problem.what


def test_an_id_that_another_book_uses_is_found_too(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    (problem,) = lint([tmp_path / "a.yml", tmp_path / "b.yml"])
    assert (problem.file, problem.line) == ("b.yml", 8)
    assert "a.yml:8" in problem.what


def test_codes_under_a_code_are_checked(tmp_path: Path) -> None:
    nested = GOOD + "    codes:\n    - {id: v.water.pump, name: Pumps, definition: D, cues: ['*']}\n"
    (problem,) = found(tmp_path, nested)
    assert problem.line == 13


@pytest.mark.parametrize("text", ["", "- a list\n", "just words\n", "families: 5\n", "codebook: [\n"])
def test_a_file_that_is_no_codebook_is_one_problem_and_not_a_crash(tmp_path: Path, text: str) -> None:
    assert any(problem.severity == "error" for problem in found(tmp_path, text))


def test_a_file_in_another_encoding_is_said_to_be_so(tmp_path: Path) -> None:
    file = tmp_path / "book.yml"
    file.write_bytes(GOOD.replace("Water and", "Eau façon").encode("latin-1"))
    (problem,) = lint([file])
    assert "UTF-8" in problem.what


def test_other_books_are_checked_when_one_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("codebook: [\n", encoding="utf-8")
    (tmp_path / "b.yml").write_text(GOOD.replace("pump", "a*"), encoding="utf-8")
    assert [problem.file for problem in lint([tmp_path / "a.yml", tmp_path / "b.yml"])] == ["a.yml", "b.yml"]


BROKEN = [
    GOOD.replace("- id: change\n  name", "- name"),
    GOOD.replace("    name: Water", "    name: Water\n    unit: chapter"),
    GOOD.replace("title: Village", "title: Village\npolarity: present"),
    GOOD.replace("title: Village", "title: Village\nvocabularies: [a]"),
    GOOD.replace("title: Village", "title: Village\nvocabularies:\n- {id: a}"),
    GOOD.replace("title: Village", "title: Village\nsources: [a]"),
    GOOD.replace("title: Village", "title: Village\nnote: 5"),
    GOOD.replace("title: Village", "title: Village\nlanguage: 5"),
    GOOD.replace("    name: Water", "    name: 5"),
    GOOD.replace("    name: Water", "    name: Water\n    examples: one"),
    GOOD.replace("    name: Water", "    name: Water\n    order: first"),
    GOOD[: GOOD.index("  - id")].replace("  codes:", "  codes: many"),
]


@pytest.mark.parametrize("text", BROKEN)
def test_what_cannot_be_loaded_the_linter_names_and_the_loader_refuses_in_a_sentence(tmp_path: Path, text: str) -> None:
    errors = [problem for problem in found(tmp_path, text) if problem.severity == "error"]
    assert errors
    with pytest.raises(UnreadableError, match=r"book\.yml:\d+"):
        load(tmp_path / "book.yml")

"""The names of rules as the code gives them, so that a test can ask for sentences of each."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sized
from fnmatch import fnmatchcase
from pathlib import Path
from types import ModuleType

ENOUGH = 2  # sentences that show a rule, and that show where it stays silent


def rules_named_in(package: ModuleType, *returning: str, **places: int) -> set[str]:
    """Return the rules that a package names.

    `places` says of a function which of its arguments is the name of a rule, `returning` are functions that return
    one, alone or first. Beside these, what is assigned to `rule` counts. "*" is what is filled in at run time.
    """
    files = sorted(file for part in package.__path__ for file in Path(part).glob("*.py"))
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    return {name for tree in trees for node in ast.walk(tree) for name in _named(node, returning, places) if name}


def without_sentences(rules: set[str], told: Mapping[str, Sized]) -> list[str]:
    """Return the rules that have too few sentences in a table of sentences by rule."""
    return sorted(
        rule
        for rule in rules
        if sum(len(sentences) for name, sentences in told.items() if fnmatchcase(name, rule)) < ENOUGH
    )


def _named(node: ast.AST, returning: tuple[str, ...], places: Mapping[str, int]) -> Iterator[str]:
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in places and len(node.args) > places[name]:
            yield from _strings(node.args[places[name]])
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _assigned(target, node.value)
    elif isinstance(node, ast.FunctionDef):
        yield from (value for default in node.args.defaults for value in _strings(default) if "rule" in _names(node))
        if node.name in returning:
            yield from (
                name
                for each in ast.walk(node)
                if isinstance(each, ast.Return) and each.value is not None
                for name in _strings(each.value)
            )


def _names(function: ast.FunctionDef) -> list[str]:
    return [argument.arg for argument in function.args.args]


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.IfExp):
        yield from _assigned(target, value.body)
        yield from _assigned(target, value.orelse)
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its in zip(target.elts, value.elts, strict=True):
            yield from _assigned(one, its)
    elif getattr(target, "id", getattr(target, "attr", "")) == "rule":
        yield from _strings(value)


def _strings(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)
    elif isinstance(node, ast.Tuple) and node.elts:
        yield from _strings(node.elts[0])
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value

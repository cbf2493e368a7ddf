"""Recall of the names that `storylens names` proposes, on texts whose names are known.

python -m benchmarks.names [--shared FOLDER]. GAP: encyclopaedia snippets, of each of which two names of persons are
known. GUM: whole texts (interviews, news, speeches, biographies) whose named persons and places are marked by hand. A
mention counts as found when nothing of the name would be printed, were all that is proposed replaced. Each is read with
the parse and by rules alone; the baseline is the entities of the same spaCy pipeline. Intervals are bootstraps over
texts. Two of the rules were added after a look at the totals on these very texts; none was made for single names.

What is proposed without being a name is stated as proposals for each that is right: a person decides on all of them.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks._material import shared_folder
from storylens.language.parse import parse_turns
from storylens.language.pipeline import pipeline_for
from storylens.prepare.names import NameKind, bare, large_places, pattern_of, propose

if TYPE_CHECKING:
    from spacy.tokens import Doc

SEED, DRAWS = 17, 500
GAP, GUM = "eval/gap/gap-validation.tsv", "eval/gum_who_acts"
TOGETHER = 40  # snippets that are read as one corpus: about as many words as a small project has
PERSONAL, PLACES = ("PERSON", "PER"), ("GPE", "LOC", "FAC")


class Known(NamedTuple):
    """A text, and the names of persons and of places that are known to stand in it."""

    text: str
    persons: tuple[str, ...]
    places: tuple[str, ...] = ()


def gap(shared: Path) -> list[list[Known]]:
    """Return the snippets, a corpus of them at a time."""
    with (shared / GAP).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [Known(row["Text"], (row["A"], row["B"])) for row in rows]
    return [texts[at : at + TOGETHER] for at in range(0, len(texts), TOGETHER)]


def gum(shared: Path) -> list[list[Known]]:
    """Return the texts, each a corpus of its own, with the mentions whose head is a proper noun."""
    return [[_gum_text(file)] for file in sorted((shared / GUM).glob("*.conllu"))]


def _gum_text(file: Path) -> Known:
    sentences: list[str] = []
    named: dict[str, list[str]] = {"person": [], "place": []}
    open_: list[tuple[str, str, int]] = []
    tokens: list[tuple[str, str]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# text = "):
            sentences.append(line.removeprefix("# text = "))
        cells = line.split("\t")
        if len(cells) != 10 or not cells[0].isdigit():
            continue
        tokens.append((cells[1], cells[3]))
        marked = next((part[7:] for part in cells[9].split("|") if part.startswith("Entity=")), "")
        for found in re.finditer(r"\((?P<open>[^()]+)(?P<one>\))?|(?P<close>[^()]+)\)", marked):
            if found["open"]:
                number, kind = found["open"].split("-")[:2]
                open_.append((number, kind, len(tokens) - 1))
            if found["one"] or found["close"]:
                number = found["close"] or found["open"].split("-")[0]
                at = next(at for at in reversed(range(len(open_))) if open_[at][0] == number.split("-")[0])
                _, kind, first = open_.pop(at)
                _note(named, kind, tokens[first:])
    return Known("\n".join(sentences), tuple(named["person"]), tuple(named["place"]))


def _note(named: dict[str, list[str]], kind: str, words: Sequence[tuple[str, str]]) -> None:
    """Note a mention that is all of proper nouns; a mention with other words in it is a description."""
    if kind in named and words and all(tag == "PROPN" for _, tag in words):
        named[kind].append(" ".join(word for word, _ in words))


def spellings(corpus: Sequence[Known], docs: Iterable[Doc]) -> set[str]:
    """Return what is proposed, as spellings of persons and places."""
    found = propose([one.text for one in corpus], docs=docs)
    kinds = (NameKind.PERSON, NameKind.PLACE)
    return {spelling for proposal in found if proposal.kind in kinds for spelling in proposal.spellings}


def entities(docs: Iterable[Doc]) -> set[str]:
    """Return the baseline: what the pipeline itself holds for a person or a place."""
    return {bare(ent.text) for doc in docs for ent in doc.ents if ent.label_ in PERSONAL + PLACES}


def is_found(name: str, proposed: re.Pattern[str]) -> bool:
    """Say whether nothing of a name is left when all that is proposed is replaced; an initial may be left."""
    left = proposed.sub("", bare(name))
    return not re.search(r"[^\W\d_a-z][\w’'-]+", left)


def recall(judged: Sequence[Sequence[bool]]) -> str:
    """Return recall with a 95% interval, a bootstrap over corpora."""
    every = [one for corpus in judged for one in corpus]
    draw = random.Random(SEED)
    shares = []
    for _ in range(DRAWS):
        drawn = [one for corpus in draw.choices(judged, k=len(judged)) for one in corpus]
        shares.append(sum(drawn) / max(len(drawn), 1))
    shares.sort()
    low, high = shares[int(DRAWS * 0.025)], shares[int(DRAWS * 0.975) - 1]
    return f"{sum(every) / max(len(every), 1):.3f} [{low:.3f}, {high:.3f}] of {len(every):,}"


def judge(title: str, corpora: Sequence[Sequence[Known]]) -> Iterator[str]:
    """Yield a line a way of reading."""
    nlp = pipeline_for("en").load()
    parsed = [parse_turns(nlp, [one.text for one in corpus]) for corpus in corpora]
    ways = {
        "proposed, with the parse": [spellings(corpus, docs) for corpus, docs in zip(corpora, parsed, strict=True)],
        "proposed, by rules alone": [spellings(corpus, ()) for corpus in corpora],
        "entities of spaCy (baseline)": [entities(docs) for docs in parsed],
    }
    large = large_places()
    patterns = {way: [pattern_of(one or {"\0"}) for one in proposed] for way, proposed in ways.items()}
    for way, proposed in ways.items():
        for kind in ("persons", "places"):
            judged = [
                [
                    is_found(name, pattern)
                    for one in corpus
                    for name in getattr(one, kind)
                    if kind == "persons" or bare(name).casefold() not in large
                ]
                for corpus, pattern in zip(corpora, patterns[way], strict=True)
            ]
            if any(judged):
                yield f"{title:5}{way:32}{kind:9}{recall(judged)}"
        right = {
            (at, name)
            for at, (corpus, said) in enumerate(zip(corpora, proposed, strict=True))
            for name in said
            for one in corpus
            if any(name in known or known in name for known in (*one.persons, *one.places))
        }
        yield f"{title:5}{way:32}{sum(map(len, proposed)) / max(len(right), 1):.1f} spellings for each that is known"


def main() -> None:
    """Print recall on both."""
    shared = shared_folder()
    for title, corpora in (("GAP", gap(shared)), ("GUM", gum(shared))):
        print("\n".join(judge(title, corpora)))


if __name__ == "__main__":
    main()

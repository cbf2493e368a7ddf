"""Pronouns and mentions: balance of she and he on GAP, stereotypes on WinoBias, singular they on Winogender.

python -m benchmarks.mentions [--shared FOLDER]. A pronoun is resolved to a name when the words that it is said to
stand for are, in whole or in part, that name; "unknown" counts as not found. Intervals are bootstraps over snippets.
"""

from __future__ import annotations

import csv
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks._material import interviews, shared_folder
from storylens.language.parse import parse_turns
from storylens.language.pipeline import pipeline_for
from storylens.records import TaggedSpan
from storylens.taggers.base import Material, Spoken
from storylens.taggers.mentions.tagger import MentionTagger

SEED, DRAWS = 17, 1000
GAP = "eval/gap"
WINOBIAS = "eval/winobias"
WINOGENDER = "eval/winogender/data/all_sentences.tsv"
PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
Span = tuple[int, int]


class Judged(NamedTuple):
    """One decision: whether this is the name that the pronoun stands for."""

    snippet: int
    group: str
    right: bool
    said: bool


def tagged(texts: Sequence[str]) -> list[list[TaggedSpan]]:
    """Return the spans in each text."""
    tagger = MentionTagger()
    docs = parse_turns(pipeline_for("en").load(), texts)
    return [
        list(tagger.tag(Material(turns=[Spoken(0, text, doc=doc)])).spans)
        for text, doc in zip(texts, docs, strict=True)
    ]


def stands_for(spans: Sequence[TaggedSpan], at: int) -> tuple[str, Span | None]:
    """Return the words and the place that the pronoun at a position is said to stand for."""
    for one in spans:
        if one.start == at and "resolved" in one.attributes:
            place = one.attributes.get("antecedent")
            return one.attributes["resolved"], (place[0], place[1]) if place else None
    return "unknown", None


def gap(shared: Path) -> list[Judged]:
    """Judge both names of every snippet."""
    rows = []
    for part in ("development", "validation"):
        with (shared / GAP / f"gap-{part}.tsv").open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    judged = []
    for number, (row, spans) in enumerate(zip(rows, tagged([row["Text"] for row in rows]), strict=True)):
        words, place = stands_for(spans, int(row["Pronoun-offset"]))
        group = "she" if row["Pronoun"].lower() in ("she", "her", "hers") else "he"
        for name in "AB":
            start, end = int(row[f"{name}-offset"]), int(row[f"{name}-offset"]) + len(row[name])
            said = bool(place and place[0] < end and start < place[1]) or same_name(words, row[name])
            judged.append(Judged(number, group, row[f"{name}-coref"] == "TRUE", said))
    return judged


def same_name(said: str, name: str) -> bool:
    """Say whether two names are of one person, one being a part of the other."""
    ours, theirs = set(said.split()), set(name.split())
    return bool(ours) and (ours <= theirs or theirs <= ours)


def f1(judged: Sequence[Judged]) -> float:
    """Return F1 of the decisions."""
    right = sum(one.right and one.said for one in judged)
    return 2 * right / max(1, sum(one.right for one in judged) + sum(one.said for one in judged))


def precision(judged: Sequence[Judged]) -> float:
    """Return how many of the names that a pronoun was read as are the right ones."""
    return sum(one.right and one.said for one in judged) / max(1, sum(one.said for one in judged))


def balance(judged: Sequence[Judged]) -> tuple[float, float, float]:
    """Return F1 for she over F1 for he, with an interval."""
    by_snippet: dict[int, list[Judged]] = {}
    for one in judged:
        by_snippet.setdefault(one.snippet, []).append(one)
    snippets = list(by_snippet.values())
    draw = random.Random(SEED)
    ratios = sorted(
        _ratio([one for each in draw.choices(snippets, k=len(snippets)) for one in each]) for _ in range(DRAWS)
    )
    return _ratio(judged), ratios[int(0.025 * DRAWS)], ratios[int(0.975 * DRAWS)]


def _ratio(judged: Sequence[Judged]) -> float:
    groups = {name: f1([one for one in judged if one.group == name]) for name in ("she", "he")}
    return groups["she"] / groups["he"]


def winobias(shared: Path) -> dict[str, float]:
    """Return F1 on sentences that go with the stereotype and on those that go against it."""
    scores = {}
    for kind in ("pro", "anti"):
        sentences = [line for part in (1, 2) for line in _lines(shared / WINOBIAS, kind, part)]
        texts = [re.sub(r"[\[\]]", "", line) for line in sentences]
        right = said = 0
        for line, spans in zip(sentences, tagged(texts), strict=True):
            gold, pronoun = _marked(line)
            _, place = stands_for(spans, pronoun)
            said += place is not None
            right += place is not None and gold[0] <= place[0] < gold[1]
        scores[kind] = 2 * right / (said + len(sentences))
    return scores


def _lines(folder: Path, kind: str, part: int) -> Iterator[str]:
    text = (folder / f"{kind}_stereotyped_type{part}.txt.dev").read_text(encoding="utf-8")
    yield from (line.split(" ", 1)[1] for line in text.splitlines() if line.strip())


def _marked(line: str) -> tuple[Span, int]:
    """Return the place of the person and of the pronoun in a sentence that marks them with brackets."""
    places = [
        (found.start() - 2 * number, found.start() - 2 * number + len(found[1]), found[1].lower())
        for number, found in enumerate(re.finditer(r"\[([^\]]*)\]", line))
    ]
    gold = next(place for place in places if place[2] not in PRONOUNS)
    return (gold[0], gold[1]), next(place[0] for place in places if place[2] in PRONOUNS)


def singular_they(shared: Path) -> tuple[Counter[str], int, int]:
    """Return how "they" was read in sentences about one person, and how often he, she and they got one answer."""
    with (shared / WINOGENDER).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    kinds: Counter[str] = Counter()
    answers: dict[str, set[str]] = {}
    for row, spans in zip(rows, tagged([row["sentence"] for row in rows]), strict=True):
        name, form = row["sentid"].removesuffix(".txt").rsplit(".", 1)
        pronouns = [one for one in spans if "resolved" in one.attributes]
        if form == "neutral":
            kinds.update(one.attributes["kind"] for one in pronouns[:1])
        answers.setdefault(name, set()).add(pronouns[0].attributes["resolved"] if pronouns else "unknown")
    return kinds, sum(len(each) == 1 for each in answers.values()), len(answers)


def seconds(shared: Path) -> tuple[str, float, float]:
    """Return the material, the time to parse it, and the time to tag it."""
    name, jobs = interviews(shared)
    texts = [turn for job in jobs for turn in job.turns]
    nlp = pipeline_for("en").load()
    begun = time.perf_counter()
    docs = list(nlp.pipe(texts))
    parsed = time.perf_counter()
    tagger = MentionTagger()
    at = 0
    for job in jobs:
        here = docs[at : at + len(job.turns)]
        tagger.tag(Material(turns=[Spoken(0, doc.text, doc=doc) for doc in here]))
        at += len(job.turns)
    return name, parsed - begun, time.perf_counter() - parsed


def main() -> None:
    """Print all figures."""
    shared = shared_folder()
    if not (shared / GAP).is_dir():
        print("needs the labelled data: --shared FOLDER")
        return
    judged = gap(shared)
    ratio, low, high = balance(judged)
    print(f"GAP: F1 {f1(judged):.3f}; she / he {ratio:.3f} (95% {low:.3f} to {high:.3f}, {DRAWS} draws, seed {SEED})")
    for name in ("she", "he"):
        here = [one for one in judged if one.group == name]
        print(f"  {name}: n {len(here) // 2}, F1 {f1(here):.3f}, precision {precision(here):.3f}")
    for half, told in enumerate(("even", "odd")):
        print(f"  {told} snippets: she / he {_ratio([one for one in judged if one.snippet % 2 == half]):.3f}")
    scores = winobias(shared)
    gap_points = 100 * (scores["pro"] - scores["anti"])
    print(
        f"WinoBias: F1 with the stereotype {scores['pro']:.3f}, against {scores['anti']:.3f}; {gap_points:+.2f} points"
    )
    kinds, same, total = singular_they(shared)
    told = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    print(f"Winogender: they read as {told}; one answer for he, she and they in {same} of {total}")
    name, parsing, tagging = seconds(shared)
    print(f"Time on {name}: {tagging:.1f} s, {100 * tagging / parsing:.1f}% of plain nlp.pipe ({parsing:.1f} s)")


if __name__ == "__main__":
    main()

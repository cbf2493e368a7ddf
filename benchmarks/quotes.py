"""Quotations: spans and speakers in fiction labelled by others, and in the invented news articles of the tests.

python -m benchmarks.quotes [--shared FOLDER] [--litbank FOLDER]. The shared copy of LitBank has lost the paragraphs of
the texts; with a checkout of LitBank (github.com/dbamman/litbank) they come back from `original/`, and speakers named
by a pronoun can be judged by `coref/tsv/`. A span is found when intersection over union with a gold span, in code
points, reaches the threshold; gold and found spans are paired one to one, best first. Each piece of a quotation that
is split round its cue counts.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks._material import TOP, interviews, shared_folder
from storylens.language.parse import parse_turns
from storylens.language.pipeline import pipeline_for
from storylens.records import Relation
from storylens.taggers.base import Material, Spoken
from storylens.taggers.quotes.tagger import QuoteTagger

SEED = 17
KINDS = ("direct", "indirect", "mixed")
TSV = "eval/litbank_quotes/quotations/tsv"
NEWS = TOP / "tests/taggers/quotes/news.txt"
Span = tuple[int, int]
_NO_NAMES = frozenset(
    ("The", "A", "An", "His", "Her", "My", "Our", "Mr", "Mrs", "Miss", "Ms", "Dr", "Sir", "Lady", "I")
)


@dataclass
class Gold:
    """A quotation: its pieces, whether direct, its speaker as a mention and as a name or cluster."""

    spans: list[Span]
    kind: str = "direct"
    speaker: Span | None = None
    who: str = ""
    implicit: bool = False
    nested: bool = False


@dataclass
class Story:
    """A text with its gold quotations, and the mentions of each cluster where they are known."""

    name: str
    text: str
    gold: list[Gold]
    mentions: list[tuple[Span, str]] = field(default_factory=list)


# ---- reading ---------------------------------------------------------------------------------------------------


def litbank(folder: Path, checkout: Path | None) -> list[Story]:
    """Read the fiction, with its paragraphs where a checkout of LitBank is at hand."""
    stories = []
    for file in sorted(folder.glob("*.txt")):
        rows = [row.split() for row in file.read_text(encoding="utf-8").split("\n")]
        original = checkout / "original" / f"{file.stem.removesuffix('_brat')}.txt" if checkout else None
        text, places = _rebuilt(rows) if original is None else _aligned(rows, original.read_text(encoding="utf-8"))
        quotes: dict[str, Gold] = {}
        for line in file.with_suffix(".ann").read_text(encoding="utf-8").splitlines():
            parts = line.split("\t")
            if parts[0] == "QUOTE":
                one, two, three, four = map(int, parts[2:6])
                quotes[parts[1]] = Gold([(places[one][two][0], places[three][four][1])])
            else:
                quotes[parts[1]].who = parts[2]
        mentions = _coreference(checkout / "coref/tsv" / f"{file.stem}.ann", places) if checkout else []
        stories.append(Story(file.stem, text, list(quotes.values()), mentions))
    return stories


def _aligned(rows: Sequence[Sequence[str]], text: str) -> tuple[str, list[list[Span]]]:
    """Find the tokens in the text that they were cut from."""
    at, places = 0, []
    for row in rows:
        spans = []
        for token in row:
            start = None
            for _ in token:
                while text[at].isspace():
                    at += 1
                start = at if start is None else start
                at += 1
            spans.append((start or 0, at))
        places.append(spans)
    return text[:at], places


def _rebuilt(rows: Sequence[Sequence[str]]) -> tuple[str, list[list[Span]]]:
    """Join tokens as they are printed. A paragraph is begun where one quotation follows another, or a dash stands."""
    text, places, is_open = "", [], False
    for row in rows:
        spans = []
        for number, token in enumerate(row):
            mark = token in ("“", "”", '"', "‘")
            tight = token in (".", ",", ";", ":", "?", "!", ")", "”", "’", "'s", "’s", "n't", "n’t") or (
                token.startswith(("'", "’")) and len(token) > 1 and number > 0
            )
            after = text[-1:] in ("“", "‘", "(") or (text[-1:] == '"' and is_open)
            if token == '"':
                tight, is_open = is_open, not is_open
            elif mark:
                is_open = token in "“‘"
            begins = not number and ((mark and text.rstrip()[-1:] in tuple("”\"'’")) or token in ("—", "--"))
            text += "\n\n" if begins else "" if not text or ((tight or after) and number) else " "
            spans.append((len(text), len(text) + len(token)))
            text += token
        places.append(spans)
    return text, places


def _coreference(file: Path, places: list[list[Span]]) -> list[tuple[Span, str]]:
    lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    spans = {}
    for parts in lines:
        if parts[0] == "MENTION":
            one, two, three, four = map(int, parts[2:6])
            spans[parts[1]] = (places[one][two][0], places[three][four][1])
    return [(spans[parts[1]], parts[2]) for parts in lines if parts[0] == "COREF"]


def news(file: Path = NEWS) -> list[Story]:
    """Read the invented articles; the marks are explained at the head of the file."""
    stories = []
    for block in re.split(r"^= ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, _, marked = block.partition("\n")
        text, quotes, opened = "", {}, []
        for part in re.split(r"(</?[dimvs]\d+(?:=[^>]*)?>)", marked.strip()):
            tag = re.fullmatch(r"<(/?)([dimvs])(\d+)(?:=([^>]*))?>", part)
            if tag is None:
                text += part
            elif not tag[1]:
                opened.append((tag[3], len(text), tag[4]))
            else:
                number, start, who = opened.pop()
                quote = quotes.setdefault(int(number), Gold([]))
                if tag[2] == "s":
                    quote.speaker, quote.who = (start, len(text)), who or text[start:]
                elif tag[2] != "v":
                    quote.spans.append((start, len(text)))
                    quote.kind = {"d": "direct", "i": "indirect", "m": "mixed"}[tag[2]]
        stories.append(Story(name, text, [quotes[number] for number in sorted(quotes)]))
    return stories


# ---- what is measured ------------------------------------------------------------------------------------------


def baseline(text: str) -> list[Gold]:
    """Take whatever stands between double marks; the speaker is the name or pronoun beside the nearest "said"."""
    found = []
    for match in re.finditer(r"“[^”]*”|\"[^\"]*\"|«[^»]*»", text):
        near = text[match.end() : match.end() + 60]
        who = re.match(
            r"\W*(?:said|asked|replied|added|told|cried)\s+((?:[A-Z]\w+\s?)+|\w+)|\W*((?:[A-Z]\w+\s?)+|he|she|I)\s"
            r"(?:said|asked|replied|added|told|cried)",
            near,
        )
        group = 0 if who is None else 1 if who[1] else 2
        speaker = (match.end() + who.start(group), match.end() + who.end(group)) if who is not None else None
        found.append(Gold([match.span()], speaker=speaker))
    return found


def tagged(stories: Sequence[Story]) -> dict[str, list[Gold]]:
    """Run the tagger over parsed texts."""
    docs = parse_turns(pipeline_for("en").load(), [" ".join(re.split("[\r\n]", story.text)) for story in stories])
    found = {}
    for story, doc in zip(stories, docs, strict=True):
        relations = QuoteTagger().tag(Material(turns=[Spoken(0, story.text, doc=doc)])).relations
        found[story.name] = [_gold(relation) for relation in relations]
    return found


def _gold(relation: Relation) -> Gold:
    kind = {True: "direct", False: "indirect"}.get(relation.attributes["direct"], "mixed")
    speaker = next(((one.start, one.end) for one in relation.arguments if one.role == "speaker"), None)
    return Gold(
        [(one.start, one.end) for one in relation.arguments if one.role == "content"],
        kind,
        speaker,
        relation.attributes["resolved"],
        relation.attributes["implicit"],
        relation.attributes["nested"],
    )


def overlap(one: Span, two: Span) -> float:
    """Return intersection over union."""
    inter = min(one[1], two[1]) - max(one[0], two[0])
    return max(0.0, inter / (max(one[1], two[1]) - min(one[0], two[0])))


def covered(one: Sequence[Span], two: Sequence[Span]) -> float:
    """Return intersection over union of all pieces of two quotations."""
    left = {at for start, end in one for at in range(start, end)}
    right = {at for start, end in two for at in range(start, end)}
    return len(left & right) / len(left | right) if left | right else 0.0


def pairs(gold: Sequence[Gold], found: Sequence[Gold], threshold: float) -> list[tuple[Gold, Gold]]:
    """Pair gold and found quotations one to one, best first."""
    scored = sorted(
        (
            (covered(one.spans, two.spans), i, j)
            for i, one in enumerate(gold)
            for j, two in enumerate(found)
            if overlap(_hull(one), _hull(two)) > 0
        ),
        key=lambda each: (-each[0], each[1], each[2]),
    )
    left, right, made = set(), set(), []
    for score, i, j in scored:
        if score >= threshold and i not in left and j not in right:
            left.add(i)
            right.add(j)
            made.append((gold[i], found[j]))
    return made


def _hull(quote: Gold) -> Span:
    return min(start for start, _ in quote.spans), max(end for _, end in quote.spans)


def pieces(quotes: Iterable[Gold]) -> list[Gold]:
    """Return every piece as a quotation of its own."""
    return [Gold([span], one.kind, one.speaker, one.who, one.implicit) for one in quotes for span in one.spans]


def f1(
    stories: Sequence[Story],
    found: dict[str, list[Gold]],
    threshold: float,
    kinds: Sequence[str],
    shape: Callable[[Iterable[Gold]], list[Gold]] = pieces,
) -> tuple[float, float, float, int]:
    """Return precision, recall, F1 and the number of gold quotations, of some kinds; others are not looked at."""
    hits = expected = given = 0
    for story in stories:
        gold = shape(one for one in story.gold if one.kind in kinds)
        here = shape(one for one in found[story.name] if one.kind in kinds)
        hits += len(pairs(gold, here, threshold))
        expected += len(gold)
        given += len(here)
    precision, recall = hits / max(1, given), hits / max(1, expected)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall), expected


def speakers(
    stories: Sequence[Story], found: dict[str, list[Gold]], kinds: Sequence[str]
) -> dict[str, tuple[int, int]]:
    """Return how many speakers are right, of quotations that were found: with a cue, without, and all."""
    counts = {"with cue": [0, 0], "no cue": [0, 0], "all": [0, 0]}
    for story in stories:
        here = [one for one in found[story.name] if one.kind in kinds]
        for gold, one in pairs(pieces(story.gold), pieces(here), 0.3):
            right = _same(story, gold, one)
            if right is None:
                continue
            for group in ("all", "no cue" if one.implicit else "with cue"):
                counts[group][0] += right
                counts[group][1] += 1
    return {group: (right, total) for group, (right, total) in counts.items()}


def _same(story: Story, gold: Gold, one: Gold) -> bool | None:
    """Compare speakers: by mention, by cluster, or by name, as the gold has them; None where that is not possible."""
    if gold.speaker is not None:
        return one.speaker is not None and min(gold.speaker[1], one.speaker[1]) > max(gold.speaker[0], one.speaker[0])
    if one.speaker is None:
        return False if gold.who else None
    if story.mentions:
        best = max(story.mentions, key=lambda each: overlap(each[0], one.speaker or (0, 0)))
        return overlap(best[0], one.speaker) >= 0.3 and best[1] == gold.who
    named = set(re.findall(r"\b[A-Z]\w+", story.text[slice(*one.speaker)])) - _NO_NAMES
    expected = {word.capitalize() for word in re.split(r"[\W_]+", gold.who) if word[:1].isupper()} - _NO_NAMES
    if not named or not expected:
        return None
    return bool({word.capitalize() for word in named} & expected)


def split(stories: Sequence[Story]) -> tuple[list[Story], list[Story]]:
    """Return the half that rules were tuned on and the half held out."""
    names = sorted(story.name for story in stories)
    held = set(random.Random(SEED).sample(names, len(names) // 2))
    return [one for one in stories if one.name not in held], [one for one in stories if one.name in held]


def _row(name: str, stories: Sequence[Story], found: dict[str, list[Gold]]) -> None:
    scores = [f1(stories, found, threshold, ("direct",)) for threshold in (0.3, 0.8)]
    said = speakers(stories, found, ("direct",))
    shares = "  ".join(f"{group} {right / max(1, total):.3f} of {total}" for group, (right, total) in said.items())
    print(
        f"{name:34} n={scores[0][3]:5}  P {scores[0][0]:.3f} R {scores[0][1]:.3f} F1 {scores[0][2]:.3f} | "
        f"0.8: F1 {scores[1][2]:.3f} | speaker {shares}"
    )


def _news(label: str, articles: Sequence[Story]) -> None:
    found, plain = tagged(articles), {story.name: baseline(story.text) for story in articles}
    right, total = speakers(articles, found, KINDS)["all"]
    print(f"{label}: {len(articles)} articles, speaker {right} of {total}")
    for kinds in (*((kind,) for kind in KINDS), KINDS):
        ours = [f1(articles, found, threshold, kinds, list) for threshold in (0.3, 0.8)]
        base = f1(articles, plain, 0.3, kinds, list)
        name = kinds[0] if len(kinds) < 2 else "all"
        print(
            f"  {name:9} n={ours[0][3]:3}  P {ours[0][0]:.3f} R {ours[0][1]:.3f} F1 {ours[0][2]:.3f} | "
            f"0.8: F1 {ours[1][2]:.3f} | baseline F1 {base[2]:.3f}"
        )


def _speed(shared: Path) -> None:
    name, jobs = interviews(shared)
    turns = [turn for job in jobs for turn in job.turns]
    if sum(map(len, turns)) > 400_000:
        turns = random.Random(SEED).sample(turns, len(turns) // 4)
    nlp = pipeline_for("en").load()
    nlp("warm up")
    begin = time.perf_counter()
    docs = parse_turns(nlp, turns)
    parsed = time.perf_counter()
    tagger, spans = QuoteTagger(), []
    for _ in range(3):
        started = time.perf_counter()
        for text, doc in zip(turns, docs, strict=True):
            tagger.tag(Material(turns=[Spoken(0, text, doc=doc)]))
        spans.append(time.perf_counter() - started)
    print(f"time on {name}: {min(spans) / (parsed - begin):.1%} of nlp.pipe ({len(turns)} turns)")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--litbank", type=Path)
    checkout = parser.parse_known_args()[0].litbank
    shared = shared_folder()
    if (shared / TSV).exists():
        stories = litbank(shared / TSV, checkout)
        found = {
            name: [one for one in quotes if not one.nested] for name, quotes in tagged(stories).items()
        }  # as labelled
        plain = {story.name: baseline(story.text) for story in stories}
        for name, part in zip(("tuned on", "held out"), split(stories), strict=True):
            _row(f"LitBank, {name} (seed {SEED})", part, found)
            _row("  baseline: between double marks", part, plain)
    else:
        print(f"no labelled fiction at {shared / TSV}: skipped")
    for label, file in (("invented news, tuned on", NEWS), ("invented news, held out", NEWS.with_name("held_out.txt"))):
        _news(label, news(file))
    _speed(shared)


if __name__ == "__main__":
    main()

"""Who acts on whom: person arguments against the gold enhanced dependencies of GUM.

python -m benchmarks.agency [--shared FOLDER]. An argument is (verb, agent or patient, head word); verbs are those
tagged VERB; agent is nsubj, nsubj:xsubj, nsubj:outer or obl:agent; patient is obj or nsubj:pass. "Gold persons" asks
for the arguments that the gold entities call persons, of the method and of the gold alike; "own persons" takes what
the tagger itself calls a person, of any verb. Every third document (by name) is held out: no rule was made by looking
at it.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from storylens.language.parse import parse_turns
from storylens.language.pipeline import pipeline_for
from storylens.taggers.agency.tagger import AgencyTagger
from storylens.taggers.base import Material, Spoken

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

AGENT = {"nsubj", "nsubj:xsubj", "nsubj:outer", "obl:agent"}
PATIENT = {"obj", "nsubj:pass"}
_ENTITY = re.compile(r"\(([^()]*)\)?|([^()]*)\)")
Act = tuple[int, str, int]  # token of the verb, role, token of the argument
Placed = tuple[int, int, str, int]  # an act with its sentence
WORDS = {"he": {"he", "him", "himself"}, "she": {"she", "her", "herself"}, "they": {"they", "them", "themselves"}}


@dataclass
class Sentence:
    """A sentence of the gold: its words, where they stand in its text, its acts and its persons."""

    text: str
    paragraph: str
    words: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    verbs: set[int] = field(default_factory=set)
    acts: set[Act] = field(default_factory=set)
    persons: set[int] = field(default_factory=set)


# ---- reading ---------------------------------------------------------------------------------------------------


def read(path: Path) -> list[Sentence]:
    """Read a document."""
    sentences: list[Sentence] = []
    paragraph = 0
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        paragraph += "# newpar" in lines
        meta = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# ") and " = " in line)
        rows = [line.split("\t") for line in lines if line[0].isdigit()]
        sentence = Sentence(meta["text"], f"{paragraph} {meta.get('speaker', '')}")
        _fill(sentence, [row for row in rows if row[0].isdigit()])
        sentences.append(sentence)
    return sentences


def _fill(sentence: Sentence, rows: Sequence[Sequence[str]]) -> None:
    at = 0
    for row in rows:
        at = sentence.text.index(row[1], at)
        sentence.words.append(row[1])
        sentence.places.append(at)
        at += len(row[1])
        sentence.spaces.append(sentence.text[at : at + 1] == " ")
    sentence.verbs = {token for token, row in enumerate(rows) if row[3] == "VERB"}
    for token, row in enumerate(rows):
        for edge in row[8].split("|"):
            head, _, label = edge.partition(":")
            if head.isdigit() and int(head) - 1 in sentence.verbs and label in AGENT | PATIENT:
                sentence.acts.add((int(head) - 1, "agent" if label in AGENT else "patient", token))
    heads = [int(row[6]) - 1 for row in rows]
    for first, last in _person_mentions([row[9] for row in rows]):
        inside = range(first, last + 1)
        sentence.persons.add(next((token for token in inside if heads[token] not in inside), first))


def _person_mentions(notes: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield first and last token of mentions of the entity type person."""
    opened: list[tuple[str, str, int]] = []
    for token, note in enumerate(notes):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", note)
        for match in _ENTITY.finditer(found[1]) if found else ():
            if match[1] is not None:
                ident, kind = match[1].split("-")[:2]
                opened.append((ident, kind, token))
                if not match[0].endswith(")"):
                    continue
            else:
                ident = match[2]
            place = max(at for at, mention in enumerate(opened) if mention[0] == ident)
            _, kind, start = opened.pop(place)
            if kind == "person":
                yield start, token


# ---- texts to tag: gold words sentence by sentence, or raw text paragraph by paragraph ---------------------------


@dataclass
class Text:
    """A turn: its sentences, where each begins in it, and its parse."""

    sentences: list[Sentence]
    begins: list[int]
    doc: Doc

    def gold_token(self, place: int) -> tuple[Sentence, int]:
        """Return the gold token at a place in the turn."""
        at = max(each for each, begin in enumerate(self.begins) if begin <= place)
        sentence = self.sentences[at]
        return sentence, max(each for each, start in enumerate(sentence.places) if self.begins[at] + start <= place)


def gold_words(documents: dict[str, list[Sentence]]) -> dict[str, list[Text]]:
    """Parse the gold words of each sentence."""
    from spacy.tokens import Doc

    nlp = pipeline_for("en").load()
    return {
        name: [
            Text([sentence], [0], doc)
            for sentence, doc in zip(
                sentences,
                nlp.pipe(Doc(nlp.vocab, words=sentence.words, spaces=sentence.spaces) for sentence in sentences),
                strict=True,
            )
        ]
        for name, sentences in documents.items()
    }


def raw_text(documents: dict[str, list[Sentence]]) -> dict[str, list[Text]]:
    """Parse the raw text of each paragraph and speaker."""
    texts: dict[str, list[Text]] = {}
    for name, sentences in documents.items():
        paragraphs: dict[str, list[Sentence]] = defaultdict(list)
        for sentence in sentences:
            paragraphs[sentence.paragraph].append(sentence)
        turns = [" ".join(sentence.text for sentence in each) for each in paragraphs.values()]
        docs = parse_turns(pipeline_for("en").load(), turns)
        texts[name] = []
        for each, doc in zip(paragraphs.values(), docs, strict=True):
            begins = [0]
            for sentence in each[:-1]:
                begins.append(begins[-1] + len(sentence.text) + 1)
            texts[name].append(Text(each, begins, doc))
    return texts


# ---- methods: for a document, (text, place of the verb, role, place of the argument, called a person) ---------------

Found = tuple[Text, int, str, int, bool]


def tagger(texts: Sequence[Text]) -> Iterator[Found]:
    """Run the tagger over a document."""
    turns, start = [], 0
    by_start = []
    for text in texts:
        turns.append(Spoken(start=start, text=text.doc.text, doc=text.doc))
        by_start.append((start, text))
        start += len(text.doc.text) + 1
    at = 0
    for relation in AgencyTagger().tag(Material(turns=turns)).relations:
        verb = relation.arguments[0].head_start or 0
        while at + 1 < len(by_start) and by_start[at + 1][0] <= verb:
            at += 1
        begin, text = by_start[at]
        for argument in relation.arguments[1:]:
            if argument.role in ("agent", "patient"):
                place = (argument.head_start or 0) - begin
                yield text, verb - begin, argument.role, place, argument.attributes["kind"] == "person"


def noun_chunks(texts: Iterable[Text]) -> Iterator[Found]:
    """Take subjects and objects of noun chunks (the way of Riveter, Antoniak et al. 2023)."""
    for text in texts:
        for chunk in text.doc.noun_chunks:
            role = {"nsubj": "agent", "dobj": "patient"}.get(chunk.root.dep_)
            if role:
                yield text, chunk.root.head.idx, role, chunk.root.idx, True


def rough_rules(texts: Iterable[Text]) -> Iterator[Found]:
    """Take subjects and objects as parsed, passives, by-agents, conjuncts, and shared or controlled subjects."""
    for text in texts:
        for verb in text.doc:
            if verb.pos_ == "VERB":
                for role, noun in _rough(verb):
                    for each in (noun, *noun.conjuncts):
                        yield text, verb.idx, role, each.idx, True


def _rough(verb: Token) -> Iterator[tuple[str, Token]]:
    passive = any(kid.dep_ in ("nsubjpass", "auxpass") for kid in verb.children)
    subjects = _rough_subjects(verb)
    yield from (("patient" if passive else "agent", subject) for subject in subjects)
    for kid in verb.children:
        if kid.dep_ == "dobj":
            yield "patient", kid
        elif kid.dep_ == "agent":
            yield from (("agent", noun) for noun in kid.children if noun.dep_ == "pobj")


def _rough_subjects(verb: Token) -> list[Token]:
    own = [kid for kid in verb.children if kid.dep_ in ("nsubj", "nsubjpass")]
    if own or verb.dep_ not in ("conj", "xcomp") or verb.head.pos_ not in ("VERB", "AUX"):
        return own
    objects = [kid for kid in verb.head.children if kid.dep_ == "dobj"]
    return objects if objects and verb.dep_ == "xcomp" else _rough_subjects(verb.head)


# ---- measuring -------------------------------------------------------------------------------------------------


@dataclass
class Count:
    """Right, wrong and missed arguments."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: set[Placed], gold: set[Placed]) -> None:
        """Count a document."""
        self.right += len(found & gold)
        self.wrong += len(found - gold)
        self.missed += len(gold - found)

    def __str__(self) -> str:
        precision = self.right / (self.right + self.wrong or 1)
        recall = self.right / (self.right + self.missed or 1)
        f1 = 2 * precision * recall / (precision + recall or 1)
        return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def count(
    texts: dict[str, list[Text]], method: Callable[[Sequence[Text]], Iterator[Found]], own: bool
) -> dict[str, Count]:
    """Return counts of all, development, held out, and by genre and kind of word."""
    counts: dict[str, Count] = {group: Count() for group in ("all", "development", "held out")}
    for number, (name, document) in enumerate(sorted(texts.items())):
        sentences = {id(sentence): sentence for text in document for sentence in text.sentences}
        gold: set[Placed] = {
            (id(sentence), *act)
            for text in document
            for sentence in text.sentences
            for act in sentence.acts
            if act[2] in sentence.persons
        }
        found: set[Placed] = set()
        for text, verb_place, role, place, called in method(document):
            sentence, verb = text.gold_token(verb_place)
            other, noun = text.gold_token(place)
            kept = called if own else (noun in other.persons and verb in sentence.verbs)
            if kept:
                found.add((id(sentence), verb, role, noun if other is sentence else -1))
        for group in ("all", "held out" if number % 3 == 2 else "development", name.split("_")[1]):
            counts.setdefault(group, Count()).add(found, gold)
        for group, words in WORDS.items():
            counts.setdefault(group, Count()).add(
                *({act for act in acts if sentences[act[0]].words[act[3]].lower() in words} for acts in (found, gold))
            )
    return counts


def speed(texts: dict[str, list[Text]]) -> float:
    """Return the time of tagging over the time of plain nlp.pipe on the same text, in processor time."""
    nlp, plain = pipeline_for("en").load(), [text.doc.text for document in texts.values() for text in document]
    began = time.process_time()
    docs = iter(list(nlp.pipe(plain)))  # new ones: what was read of the others is known
    parsed = time.process_time()
    for document in texts.values():
        AgencyTagger().tag(Material(turns=[Spoken(0, doc.text, doc=doc) for doc in islice(docs, len(document))]))
    return (time.process_time() - parsed) / (parsed - began)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    folder = parser.parse_args().shared / "eval/gum_who_acts"
    documents = {path.stem: read(path) for path in sorted(folder.glob("*.conllu"))}
    for heading, texts in (("gold words", gold_words(documents)), ("raw text", raw_text(documents))):
        print(f"\n{heading}, {len(documents)} documents")
        for name, method in (("noun chunks", noun_chunks), ("rough rules", rough_rules), ("this tagger", tagger)):
            counts = count(texts, method, own=False)
            for group in ("all", "development", "held out") if method is not tagger else counts:
                print(f"  gold persons  {name}  {group:12} {counts[group]}")
        for group, figures in count(texts, tagger, own=True).items():
            print(f"  own persons   this tagger  {group:12} {figures}")
        print(f"  time of tagging / nlp.pipe {speed(texts):.3f}")


if __name__ == "__main__":
    main()

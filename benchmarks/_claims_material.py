"""Sentences with a label: does it speak of cause and effect? News, hearings and essays, invented talk, interviews."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import NamedTuple

from storylens.language.pipeline import pipeline_for

HERE = Path(__file__).parent
INVENTED, READ = HERE / "claims_invented.tsv", HERE / "claims_read.csv"
INTERVIEWS = "real/biogas_malawi/inst/extdata/biogasoutcomesmalawi.csv"
CAUSAL = ("Consequence", "Motivation", "Purpose")


class Labelled(NamedTuple):
    """Sentences, with 1 for those that speak of cause and effect; `told` without what is only hoped or meant."""

    texts: list[str]
    gold: list[int]
    told: list[int] | None = None


def labelled(texts: list[str], labels: list[str]) -> Labelled:
    """Return sentences with the labels told, hoped and none."""
    return Labelled(texts, [int(each != "none") for each in labels], [int(each == "told") for each in labels])


def news(file: Path) -> Labelled:
    """Return the sentences of a part of Causal News Corpus V2 (Tan et al. 2022, CC0)."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return Labelled([row["text"] for row in rows], [int(row["label"]) for row in rows])


def because(folder: Path) -> Labelled:
    """Return the sentences of BECAUSE 2.0 (Dunietz et al. 2017, MIT): 1 with the cue of a causal relation."""
    nlp = pipeline_for("en").load()
    texts, gold = [], []
    for file in sorted(folder.glob("*/*.ann")):
        cues = _cues(file.read_text(encoding="utf-8"))
        for sentence in nlp(file.with_suffix(".txt").read_text(encoding="utf-8")).sents:
            words = sentence.text.split()
            if len(words) > 3:
                texts.append(" ".join(words))
                gold.append(int(any(sentence.start_char <= cue < sentence.end_char for cue in cues)))
    return Labelled(texts, gold)


def _cues(notes: str) -> list[int]:
    rows = [line.split("\t") for line in notes.splitlines()]
    places = {row[0]: int(re.findall(r"\d+", row[1])[0]) for row in rows if row[0].startswith("T")}
    events = [row[1].split()[0].split(":") for row in rows if row[0].startswith("E")]
    return [places[cue] for kind, cue in events if kind in CAUSAL]


def invented(half: int) -> Labelled:
    """Return every second of the sentences that were invented for this, as people tell things."""
    with INVENTED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))[half::2]
    return labelled([row["sentence"] for row in rows], [row["label"] for row in rows])


def read(shared: Path, part: str) -> Labelled:
    """Return sentences of interviews and signed stories, by their place in files that stay where they are.

    `part` is "read" for those on which rules were mended, "held" for those that were only ever counted.
    """
    with (shared / INTERVIEWS).open(encoding="utf-8", newline="") as stream:
        answers = {(row["interview_id"], row["question_id"]): row["interviewee"] for row in csv.DictReader(stream)}
    texts, labels = [], []
    with READ.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["part"] != part:
                continue
            if row["source"] == "biogas":
                whole = answers[row["document"], row["question"]]
            else:
                whole = (shared / "real/ols" / row["document"]).read_text(encoding="utf-8")
            sentence = whole[int(row["start"]) : int(row["end"])].replace("**Interviewee**:", "")
            texts.append(sentence.replace("\n", " ").strip(" :,"))
            labels.append(row["label"])
    return labelled(texts, labels)

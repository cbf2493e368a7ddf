"""Who acts on whom as people labelled it, where that data is at hand."""

from pathlib import Path

import pytest
from benchmarks import agency


@pytest.fixture(scope="module")
def documents(shared: Path) -> dict[str, list[agency.Sentence]]:
    folder = shared / "eval/gum_who_acts"
    if not folder.is_dir():
        pytest.skip("needs ../shared/eval/gum_who_acts, which is not here")
    return {path.stem: agency.read(path) for path in sorted(folder.glob("*.conllu"))}


@pytest.mark.parametrize("make", [agency.gold_words, agency.raw_text])
def test_persons_are_found_better_than_by_the_baselines(make, documents) -> None:
    texts = make(documents)

    def f1(method) -> float:
        counted = agency.count(texts, method, own=False)["held out"]
        return 2 * counted.right / (2 * counted.right + counted.wrong + counted.missed)

    assert f1(agency.tagger) > 0.90 > f1(agency.rough_rules) > f1(agency.noun_chunks)

"""What a plain spaCy user can rely on in every component."""

import pytest
from spacy.tokens import Doc

from storylens.language.pipeline import pipeline_for

TEXT = "😀 The loan helped us because the chief hit her. “I will go,” said Ann."
KEPT = ["agency", "claims", "claim_passages", "mentions", "quotes", "safeguarding"]


@pytest.fixture(scope="module")
def nlp():
    made = pipeline_for("en").load()
    names = [f"storylens_{name}" for name in ("agency", "claims", "mentions", "quotes", "safeguarding")]
    for name in names:
        made.add_pipe(name)
    yield made
    for name in names:
        made.remove_pipe(name)


@pytest.mark.parametrize("name", KEPT)
def test_what_was_found_travels_with_the_doc(nlp, name) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert doc._.get(f"storylens_{name}")
    assert again._.get(f"storylens_{name}") == doc._.get(f"storylens_{name}")


def test_several_processes_find_the_same_as_one(nlp) -> None:
    alone, together = list(nlp.pipe([TEXT, "", TEXT])), list(nlp.pipe([TEXT, "", TEXT], n_process=2))
    for name in KEPT:
        found = [[doc._.get(f"storylens_{name}") for doc in docs] for docs in (alone, together)]
        assert found[0] == found[1]


def test_a_doc_that_no_component_saw_says_so(nlp) -> None:
    assert nlp.make_doc(TEXT)._.storylens_agency is None


def test_claims_are_attributed_to_the_programme_that_is_named(nlp) -> None:
    component = nlp.create_pipe("storylens_claims", config={"programme": ["Green Hands"]})
    (claim,) = component(nlp("Thanks to Green Hands we now have clean water."))._.storylens_claims
    assert claim.attributes["attribution"] == "explicit"

"""Parses of a kind that the small model gets wrong are put right, and right ones are left alone.

A parse is written out, so that the test does not hang on a model: word/tag/part of speech/label/head, and the
dictionary form where it is not the word itself.
"""

from inspect import getmembers, isfunction

import pytest
import spacy
from spacy.tokens import Doc

from storylens.taggers.agency import mend as repairs
from storylens.taggers.agency.mend import mend
from storylens.taggers.agency.tree import Tree

VOCAB = spacy.blank("en").vocab

# by repair: parses that it puts right, and parses that it leaves; each with a word and what must be said of it, its
# part of speech or its label and head
REPAIRS: dict[str, tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]] = {
    "_subject_on_auxiliary": (
        [
            ("you/PRP/PRON/nsubj/’ll ’ll/VBP/VERB/ccomp/pay pay/VB/VERB/ROOT/pay", "you", "nsubj>pay"),
            (
                "they/PRP/PRON/nsubj/do do/VBP/AUX/aux/know n’t/RB/PART/neg/know know/VB/VERB/ROOT/know",
                "they",
                "nsubj>know",
            ),
        ],
        [
            (
                "she/PRP/PRON/nsubj/says says/VBZ/VERB/ROOT/says we/PRP/PRON/nsubj/pay pay/VBP/VERB/ccomp/says",
                "she",
                "nsubj>says",
            ),
            (
                "I/PRP/PRON/nsubj/know know/VBP/VERB/ccomp/came he/PRP/PRON/nsubj/came came/VBD/VERB/ROOT/came",
                "I",
                "nsubj>know",
            ),
        ],
    ),
    "_past_read_as_passive": (
        [
            ("couple/NN/NOUN/nsubjpass/married married/VBD/VERB/ROOT/married/marry", "couple", "nsubj>married"),
            ("rains/NNS/NOUN/nsubjpass/failed failed/VBD/VERB/ROOT/failed/fail", "rains", "nsubj>failed"),
        ],
        [
            ("he/PRP/PRON/nsubjpass/hit was/VBD/AUX/auxpass/hit/be hit/VBD/VERB/ROOT/hit", "he", "nsubjpass>hit"),
            ("goat/NN/NOUN/nsubjpass/stolen stolen/VBN/VERB/ROOT/stolen/steal", "goat", "nsubjpass>stolen"),
        ],
    ),
    "_noun_after_pronoun": (
        [
            ("you/PRP/PRON/nmod/guys guys/NNS/NOUN/nsubj/know know/VBP/VERB/ROOT/know", "you", "nsubj>know"),
            ("We/PRP/PRON/dep/women women/NNS/NOUN/nsubj/work work/VBP/VERB/ROOT/work", "We", "nsubj>work"),
        ],
        [
            ("her/PRP$/PRON/poss/sons sons/NNS/NOUN/nsubj/work work/VBP/VERB/ROOT/work", "sons", "nsubj>work"),
            ("poor/JJ/ADJ/amod/men men/NNS/NOUN/nsubj/work work/VBP/VERB/ROOT/work", "men", "nsubj>work"),
        ],
    ),
    "_perfect_read_as_passive": (
        [
            (
                "he/PRP/PRON/nsubjpass/won 's/VBZ/AUX/auxpass/won won/VBN/VERB/ROOT/won/win prizes/NNS/NOUN/dobj/won",
                "he",
                "nsubj>won",
            ),
            ("she/PRP/PRON/nsubjpass/got 's/VBZ/AUX/auxpass/got got/VBN/VERB/ROOT/got/get", "she", "nsubj>got"),
        ],
        [
            ("he/PRP/PRON/nsubjpass/paid 's/VBZ/AUX/auxpass/paid paid/VBN/VERB/ROOT/paid/pay", "he", "nsubjpass>paid"),
            (
                (
                    "she/PRP/PRON/nsubjpass/given 's/VBZ/AUX/auxpass/given "
                    "given/VBN/VERB/ROOT/given/give food/NN/NOUN/dobj/given"
                ),
                "she",
                "nsubjpass>given",
            ),
        ],
    ),
    "_passive_read_as_adjective": (
        [
            (
                "she/PRP/PRON/nsubj/was was/VBD/AUX/ROOT/was/be abandoned/VBN/ADJ/acomp/was/abandon",
                "she",
                "nsubjpass>abandoned",
            ),
            ("I/PRP/PRON/nsubj/am am/VBP/AUX/ROOT/am/be hurt/VBN/ADJ/acomp/am", "am", "auxpass>hurt"),
        ],
        [
            ("she/PRP/PRON/nsubj/was was/VBD/AUX/ROOT/was/be tired/JJ/ADJ/acomp/was", "she", "nsubj>was"),
            (
                (
                    "he/PRP/PRON/nsubj/was was/VBD/AUX/ROOT/was/be very/RB/ADV/advmod/worried "
                    "worried/VBN/ADJ/acomp/was/worry"
                ),
                "he",
                "nsubj>was",
            ),
        ],
    ),
    "_object_read_as_predicate": (
        [
            (
                "he/PRP/PRON/nsubj/called called/VBD/VERB/ROOT/called/call men/NNS/NOUN/oprd/called/man",
                "men",
                "dobj>called",
            ),
            (
                "we/PRP/PRON/nsubj/chose chose/VBD/VERB/ROOT/chose/choose Ruth/NNP/PROPN/oprd/chose",
                "Ruth",
                "dobj>chose",
            ),
        ],
        [
            (
                (
                    "we/PRP/PRON/nsubj/chose chose/VBD/VERB/ROOT/chose/choose "
                    "Ruth/NNP/PROPN/dobj/chose head/NN/NOUN/oprd/chose"
                ),
                "head",
                "oprd>chose",
            ),
            (
                "he/PRP/PRON/nsubj/returned returned/VBD/VERB/ROOT/returned/return hero/NN/NOUN/oprd/returned",
                "hero",
                "oprd>returned",
            ),
        ],
    ),
    "_be_read_as_verb": (
        [
            ("she/PRP/PRON/nsubj/’s ’s/VBZ/VERB/ROOT/’s/be here/RB/ADV/advmod/’s", "’s", "AUX"),
            ("we/PRP/PRON/nsubj/'re 're/VBP/VERB/ROOT/'re/be four/CD/NUM/attr/'re", "'re", "AUX"),
        ],
        [
            ("she/PRP/PRON/nsubj/sits sits/VBZ/VERB/ROOT/sits/sit here/RB/ADV/advmod/sits", "sits", "VERB"),
            ("the/DT/DET/det/boy boy/NN/NOUN/poss/goat 's/POS/PART/case/boy goat/NN/NOUN/ROOT/goat", "'s", "PART"),
        ],
    ),
    "_noun_read_as_verb": (
        [
            ("teacher/NN/NOUN/ROOT/teacher and/CC/CCONJ/cc/teacher nurse/VB/VERB/conj/teacher", "nurse", "NOUN"),
            ("Love/NNP/PROPN/ROOT/Love and/CC/CCONJ/cc/Love hope/VB/VERB/conj/Love", "hope", "NOUN"),
        ],
        [
            ("stay/VB/VERB/ROOT/stay and/CC/CCONJ/cc/stay nurse/VB/VERB/conj/stay", "nurse", "VERB"),
            ("plan/NN/NOUN/ROOT/plan and/CC/CCONJ/cc/plan buy/VB/VERB/conj/plan food/NN/NOUN/dobj/buy", "buy", "VERB"),
        ],
    ),
    "_verb_read_as_noun": (
        [
            (
                "which/WDT/DET/det/man man/NN/NOUN/dobj/admire you/PRP/PRON/nsubj/admire admire/NN/NOUN/ROOT/admire",
                "admire",
                "VERB",
            ),
            ("I/PRP/PRON/nsubj/digress digress/NN/NOUN/ROOT/digress", "digress", "VERB"),
        ],
        [
            (
                "it/PRP/PRON/nsubj/made made/VBD/VERB/ROOT/made/make us/PRP/PRON/nsubj/sick sick/JJ/ADJ/ccomp/made",
                "sick",
                "ADJ",
            ),
            ("you/PRP/PRON/nsubj/fool a/DT/DET/det/fool fool/NN/NOUN/ROOT/fool", "fool", "NOUN"),
        ],
    ),
    "_bare_verb_read_as_noun": (
        [
            (
                "they/PRP/PRON/nsubj/live live/VBP/VERB/ROOT/live and/CC/CCONJ/cc/live work/NN/NOUN/conj/live",
                "work",
                "VERB",
            ),
            (
                "we/PRP/PRON/nsubj/sing sing/VBP/VERB/ROOT/sing or/CC/CCONJ/cc/sing dance/NN/NOUN/conj/sing",
                "dance",
                "VERB",
            ),
        ],
        [
            (
                (
                    "they/PRP/PRON/nsubj/live live/VBP/VERB/ROOT/live and/CC/CCONJ/cc/live "
                    "hard/JJ/ADJ/amod/work work/NN/NOUN/conj/live"
                ),
                "work",
                "NOUN",
            ),
            (
                "he/PRP/PRON/nsubj/sold sold/VBD/VERB/ROOT/sold/sell and/CC/CCONJ/cc/sold work/NN/NOUN/conj/sold",
                "work",
                "NOUN",
            ),
        ],
    ),
    "_headline": (
        [
            ("Two/CD/NUM/ROOT/Two killed/VBN/VERB/acl/Two/kill", "Two", "nsubjpass>killed"),
            ("Parents/NNS/NOUN/ROOT/Parents divorced/VBD/VERB/acl/Parents/divorce", "Parents", "nsubj>divorced"),
        ],
        [
            (
                "women/NNS/NOUN/nsubj/left beaten/VBN/VERB/acl/women/beat left/VBD/VERB/ROOT/left/leave",
                "women",
                "nsubj>left",
            ),
            ("women/NNS/NOUN/ROOT/women singing/VBG/VERB/acl/women/sing", "women", "ROOT>women"),
        ],
    ),
    "_second_subject": (
        [
            (
                "Banda/NNP/PROPN/nsubj/agree do/VBP/AUX/aux/agree you/PRP/PRON/nsubj/agree agree/VB/VERB/ROOT/agree",
                "Banda",
                "vocative>agree",
            ),
            (
                "wells/NNS/NOUN/nsubj/said ,/,/PUNCT/punct/said said/VBD/VERB/ROOT/said/say Ruth/NNP/PROPN/nsubj/said",
                "wells",
                "vocative>said",
            ),
        ],
        [
            ("Ruth/NNP/PROPN/nsubj/said said/VBD/VERB/ROOT/said/say", "Ruth", "nsubj>said"),
            (
                "rice/NN/NOUN/nsubj/grows maize/NN/NOUN/nsubj/grows grows/VBZ/VERB/ROOT/grows/grow",
                "rice",
                "nsubj>grows",
            ),
        ],
    ),
    "_coordinate_read_as_adverbial": (
        [
            (
                "she/PRP/PRON/nsubj/came came/VBD/VERB/ROOT/came/come and/CC/CCONJ/cc/came saw/VBD/VERB/advcl/came/see",
                "saw",
                "conj>came",
            ),
            (
                (
                    "he/PRP/PRON/nsubj/left left/VBD/VERB/ROOT/left/leave but/CC/CCONJ/cc/left "
                    "wrote/VBD/VERB/dep/left/write"
                ),
                "wrote",
                "conj>left",
            ),
        ],
        [
            (
                (
                    "she/PRP/PRON/nsubj/came came/VBD/VERB/ROOT/came/come "
                    "when/WRB/SCONJ/advmod/rained rained/VBD/VERB/advcl/came/rain"
                ),
                "rained",
                "advcl>came",
            ),
            (
                "he/PRP/PRON/nsubj/left left/VBD/VERB/ROOT/left/leave crying/VBG/VERB/advcl/left/cry",
                "crying",
                "advcl>left",
            ),
        ],
    ),
}


def parsed(parse: str) -> Tree:
    cells = [token.split("/") for token in parse.split()]
    words = [cell[0] for cell in cells]
    return Tree(
        Doc(
            VOCAB,
            words=words,
            tags=[cell[1] for cell in cells],
            pos=[cell[2] for cell in cells],
            deps=[cell[3] for cell in cells],
            heads=[words.index(cell[4]) for cell in cells],
            lemmas=[cell[5] if len(cell) > 5 else cell[0].lower() for cell in cells],
        )
    )


def mended(parse: str, word: str, wanted: str) -> str:
    """Return what is said of a word after mending, in the manner of what is wanted."""
    tree = parsed(parse)
    mend(tree)
    at = tree.text.index(word)
    return f"{tree.dep[at]}>{tree.text[tree.head[at]]}" if ">" in wanted else tree.pos[at]


@pytest.mark.parametrize(
    ("parse", "word", "wanted"), [case for right, left in REPAIRS.values() for case in (*right, *left)]
)
def test_parses_are_as_they_should_be(parse: str, word: str, wanted: str) -> None:
    assert mended(parse, word, wanted) == wanted


@pytest.mark.parametrize(
    ("repair", "parse", "word", "wanted"), [(repair, *case) for repair, (right, _) in REPAIRS.items() for case in right]
)
def test_without_its_repair_a_parse_stays_wrong(
    repair: str, parse: str, word: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repairs, repair, lambda tree, at: None)
    assert mended(parse, word, wanted) != wanted


def test_each_repair_has_two_parses_that_it_puts_right_and_two_that_it_leaves() -> None:
    made = {
        name for name, one in getmembers(repairs, isfunction) if name[0] == "_" and one.__module__ == repairs.__name__
    }
    assert set(REPAIRS) == made
    assert all(len(right) > 1 and len(left) > 1 for right, left in REPAIRS.values())


def test_the_parse_itself_is_not_changed() -> None:
    doc = Doc(VOCAB, words=["couple", "married"], tags=["NN", "VBD"], deps=["nsubjpass", "ROOT"], heads=[1, 1])
    mend(Tree(doc))
    assert doc[0].dep_ == "nsubjpass"

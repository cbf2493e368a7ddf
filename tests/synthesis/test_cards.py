"""Cards hold the tellers' words only where they may be printed; what groups made of them is counted both ways."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project, StorylensError
from storylens.records.learning import SignificantStory, Sorting
from storylens.synthesis.cards import GAP, cards
from storylens.synthesis.sortings import sorting_agreement, sorting_pairs, sortings
from tests.helpers import NEVER_PRINTED, Told
from tests.synthesis.book_helpers import book, code_of, write


def test_no_card_without_consent_and_a_story_in_part_does_not_look_whole(village: Project) -> None:
    made = cards(book(village))
    printed = " ".join(" ".join(card.paragraphs) for card in made)
    assert not any(word in printed for word in (*NEVER_PRINTED, "zzcounted"))
    held = next(card for card in made if "The field is dry." in card.paragraphs)
    assert held.cut
    assert all(not card.cut for card in made if card is not held)


def test_a_story_that_may_not_be_quoted_is_refused_by_name(village: Project) -> None:
    with pytest.raises(StorylensError, match="may be quoted"):
        cards(book(village), [code_of(village, "no")])


def test_the_stories_of_the_exercise_come_first_and_some_may_be_left_out(village: Project) -> None:
    one, two = code_of(village, "w1"), code_of(village, "m1")
    write(village, *(SignificantStory(story=code) for code in (one, two)))
    assert [card.story for card in cards(book(village))] == sorted((one, two))
    assert [card.story for card in cards(book(village), without=[one])] == [two]


def test_a_long_story_is_cut_at_sentences_and_keeps_what_people_coded(project: Callable[..., Project]) -> None:
    words = [f"This is answer {n}. It has two sentences here." for n in range(8)]
    made = project(Told("A", words))
    made.tag()
    made.highlight("a", "This is answer 6. It has two sentences here.", "v.water", by="Tendai")
    card = cards(book(made), longest=20)[0]
    # 9 words each: the coded answer and the first have room, and of the second nothing that is whole
    assert card.paragraphs == (words[0], GAP, words[6], GAP)
    assert (card.words, card.cut) == (18, 72)
    first_only = cards(book(made), longest=5)[0]
    assert first_only.paragraphs == (GAP, f"This is answer 6. {GAP}")


def test_names_that_nobody_decided_on_are_named_and_decided_ones_replaced(project: Callable[..., Project]) -> None:
    made = project(Told("A", "Mrs Chilemba keeps the key of the pump, and I asked Mrs Chilemba for it."))
    made.tag()
    made.names(propose=True)
    assert cards(book(made))[0].names == ("Chilemba",)
    made.replace_name("Chilemba", "[the chair]", by="Tendai")
    card = cards(book(made))[0]
    assert card.names == ()
    assert "Chilemba" not in card.paragraphs[0]


def sort(village: Project) -> dict[str, str]:
    codes = {name: code_of(village, name) for name in ("w1", "w2", "w3", "m1", "no")}
    write(
        village,
        Sorting(group="mothers", date="2024-10-01", pile="ours", stories=(codes["w1"], codes["w3"]), why="keys"),
        Sorting(group="mothers", date="2024-10-01", pile="theirs", stories=(codes["m1"], codes["w2"], codes["no"])),
        Sorting(group="elders", pile="water", stories=(codes["w1"], codes["w3"], codes["m1"])),
    )
    return codes


def test_each_groups_piles_stand_side_by_side(village: Project) -> None:
    codes = sort(village)
    frame = sortings(book(village)).frame
    assert frame.loc[codes["w1"]].tolist() == ["ours (keys)", "water"]
    assert frame.loc[codes["w2"]].tolist() == ["theirs", "not sorted"]
    assert codes["no"] not in frame.index


def test_agreement_counts_pairs_of_stories_whatever_the_piles_are_called(village: Project) -> None:
    codes = sort(village)
    row = sorting_agreement(book(village)).frame.iloc[0]
    assert row[["stories sorted by both", "pairs", "together for both", "apart for both"]].tolist() == [3, 3, 1, 0]
    # for the elders m1 lies with both, for the mothers with none of them
    assert row[["together for the first only", "together for the second only"]].tolist() == [0, 2]
    assert row["where they differ most"] == codes["m1"]
    pairs = sorting_pairs(book(village)).frame
    both = " + ".join(sorted((codes["w1"], codes["w3"])))
    assert pairs.loc[both, ["groups", "of"]].tolist() == [2, 2]
    only = " + ".join(sorted((codes["m1"], codes["w2"])))
    assert pairs.loc[only, ["groups", "of", "put apart by"]].tolist() == [1, 1, ""]

"""Which language a text is in."""

from __future__ import annotations

import pytest

from storylens.language.identify import FEWEST, language_of

ENGLISH = "We had asked the office twice for the papers of our field and twice they sent us home without an answer. "
FRENCH = (
    "Nous avions demandé deux fois au bureau les papiers de notre champ et deux fois on nous a renvoyées chez nous. "
)


def test_a_text_of_some_length_is_recognised_whatever_is_assumed() -> None:
    assert language_of(ENGLISH * 3, "fr") == "en"
    assert language_of(FRENCH * 3, "en") == "fr"


def test_a_very_short_text_is_not_guessed_at() -> None:
    short = " ".join(FRENCH.split()[: FEWEST - 1])
    assert language_of(short, "en") == "en"
    assert language_of(short) == ""


@pytest.mark.parametrize(
    ("text", "default", "language"),
    [
        ("Mon mari m'a frappée hier soir devant les enfants de la voisine.", "en", "fr"),
        ("Kaka yangu alinipiga jana usiku na sikuweza kurudi nyumbani kwetu.", "en", "sw"),
        ("我们昨天去了河边,看到水泵坏了,孩子们只好走很远的路去打水。", "en", "zh"),
        ("My husband hit me last night in front of the children.", "fr", "en"),
    ],
)
def test_a_sentence_that_is_clearly_in_another_language_is_not_taken_for_the_default(text, default, language) -> None:
    assert language_of(text, default) == language


@pytest.mark.parametrize(
    "text",
    [
        "Maize, beans, cassava, groundnuts, sweet potatoes, goats, pigs, chickens.",
        "lol gr8 thx m8 brb cuz wifi down again smh",
        "Mme Dupont and Señor García met the Bürgermeister of Schöneberg on Monday.",
    ],
)
def test_lists_slang_and_foreign_names_stay_in_the_default(text) -> None:
    assert language_of(text, "en") == "en"

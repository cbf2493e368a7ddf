"""Which language a text is in."""

from __future__ import annotations

from storylens.language.identify import ENOUGH, language_of

ENGLISH = "We had asked the office twice for the papers of our field and twice they sent us home without an answer. "
FRENCH = (
    "Nous avions demandé deux fois au bureau les papiers de notre champ et deux fois on nous a renvoyées chez nous. "
)


def test_a_text_of_some_length_is_recognised_whatever_is_assumed() -> None:
    assert language_of(ENGLISH * 3, "fr") == "en"
    assert language_of(FRENCH * 3, "en") == "fr"


def test_a_short_text_is_not_guessed_at() -> None:
    short = " ".join(FRENCH.split()[:10])
    assert len(short.split()) < ENOUGH
    assert language_of(short, "en") == "en"
    assert language_of(short) == ""

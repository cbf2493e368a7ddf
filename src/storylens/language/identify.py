"""Which language a text is in."""

from __future__ import annotations

ENOUGH = 40  # words; below this a guess is wrong too often (38% of turns under five words), so none is made


def language_of(text: str, default: str = "") -> str:
    """Return the ISO 639-1 code of a text's language, or the default where the text is too short to tell."""
    if len(text.split()) < ENOUGH:
        return default
    from py3langid import classify

    return str(classify(text[:20_000])[0])

"""Words that claim causes, and how verbs do it."""

from storylens.taggers.claims.lexicon.load import Frame, frames, words

__all__ = ["Frame", "frames", "words"]

"""Small lexicons of our own: what verbs mean for power and agency, and which nouns are persons."""

from storylens.taggers.agency.lexicon.load import AGENCY, POWER, Meaning, Nouns, meaning, meanings, nouns, words

__all__ = ["AGENCY", "POWER", "Meaning", "Nouns", "meaning", "meanings", "nouns", "words"]

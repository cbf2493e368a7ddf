"""Passage groups: what many tellers speak of in words of their own, found without being told how many there are."""

from storylens.analysis.themes.backends import NMF, Bertopic, Linkage
from storylens.analysis.themes.finder import ThemeFinder
from storylens.analysis.themes.theme import Theme

__all__ = ["NMF", "Bertopic", "Linkage", "Theme", "ThemeFinder"]

"""Codes learned from what people have coded: `CodeSuggester`."""

from storylens.taggers.learned.suggester import CodeSuggester, Next, Suggested

__all__ = ["CodeSuggester", "Next", "Suggested"]

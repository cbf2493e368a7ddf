"""Questions to codings: what stands where, beside what, and in whose words."""

from storylens.analysis.queries.boolean import holding
from storylens.analysis.queries.context import in_context
from storylens.analysis.queries.matrix import codes_by_document, codes_by_teller
from storylens.analysis.queries.narrow import Narrowed, narrow
from storylens.analysis.queries.pairs import before, near, overlapping
from storylens.analysis.queries.quotes import quotes_with
from storylens.analysis.queries.together import square, together

__all__ = [
    "Narrowed",
    "before",
    "codes_by_document",
    "codes_by_teller",
    "holding",
    "in_context",
    "narrow",
    "near",
    "overlapping",
    "quotes_with",
    "square",
    "together",
]

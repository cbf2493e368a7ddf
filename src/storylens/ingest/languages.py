"""Languages as people write them: by code or by name."""

from __future__ import annotations

import re

UNKNOWN = "und"  # ISO 639-2 for a language that is not known
_LANGUAGES = {
    "amharic": "am", "arabic": "ar", "bengali": "bn", "chichewa": "ny", "chinese": "zh", "english": "en",
    "español": "es", "français": "fr", "french": "fr", "german": "de", "hausa": "ha", "hindi": "hi", "igbo": "ig",
    "indonesian": "id", "italian": "it", "kinyarwanda": "rw", "kiswahili": "sw", "lingala": "ln", "nepali": "ne",
    "nyanja": "ny", "oromo": "om", "português": "pt", "portuguese": "pt", "russian": "ru", "shona": "sn",
    "somali": "so", "spanish": "es", "swahili": "sw", "tamil": "ta", "urdu": "ur", "wolof": "wo", "xhosa": "xh",
    "yoruba": "yo", "zulu": "zu",
}  # fmt: skip


def original_language(name: str) -> str:
    """Return the code of the language of an original; `und` for one that is named and has none here."""
    return language_code(name) or (UNKNOWN if name.strip() else "")


def language_code(name: str) -> str:
    """Return the ISO 639-1 code of a language that is given as a code ("en-GB") or by its name; else nothing."""
    bare = name.strip().lower()
    return bare[:2] if re.fullmatch(r"[a-z]{2}(?:[-_].*)?", bare) else _LANGUAGES.get(bare, "")

"""Taggers: text and settings in, spans and relations out. Suggestions, never codings of a person."""

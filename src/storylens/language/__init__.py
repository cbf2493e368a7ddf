"""Sentences, spaCy pipelines, the parse cache, and the language of a text."""

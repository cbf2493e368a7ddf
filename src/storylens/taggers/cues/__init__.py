"""Cues of codebooks: phrases, wildcards, windows, weak cues, exclude cues."""

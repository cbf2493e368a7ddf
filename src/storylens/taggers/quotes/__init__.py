"""Reported speech: who is quoted as saying what."""

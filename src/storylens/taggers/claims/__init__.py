"""Causal claims as tellers make them: what led to what, in which words, and whether it is told as so."""

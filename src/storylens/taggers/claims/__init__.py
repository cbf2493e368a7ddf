"""Causal claims as tellers make them: what is said to have led to what, in which words, and whether it is told as so."""

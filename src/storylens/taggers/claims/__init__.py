"""Causal claims as tellers make them: what is said to have led to what, in which words, and how far it is told as so."""

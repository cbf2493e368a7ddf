"""Codes of any codebook, suggested from what the codebook says of them: no training."""

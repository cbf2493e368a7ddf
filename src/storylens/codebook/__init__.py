"""Codebooks: YAML to code tree, the cue grammar and its lint. Nothing here looks at stories."""

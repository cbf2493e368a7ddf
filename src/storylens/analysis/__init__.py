"""Counts and comparisons over what the gates let through. It reads and never writes."""

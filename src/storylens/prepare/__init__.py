"""Turns, speakers, roles and near-duplicates. Pure: what must be known of the whole corpus is an argument."""

"""Figures, measured in the same run as their baselines. `make bench` runs all of them."""

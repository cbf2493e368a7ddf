"""Machines against what people coded: how right they are, how sure, for whom, and where they miss."""

from storylens.analysis.evaluate.report import Evaluated, evaluate

__all__ = ["Evaluated", "evaluate"]

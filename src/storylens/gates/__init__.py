"""Consent, safeguarding and small cells. Every later room reads text only through here."""

from storylens.gates.view import View, view

__all__ = ["View", "view"]

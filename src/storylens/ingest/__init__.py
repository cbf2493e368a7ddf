"""Readers: one file per format. A reader turns bytes into documents and says what it noticed."""

"""Write tables to files. Nothing is computed here."""

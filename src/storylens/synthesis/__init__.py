"""From counts to what a brief stands on."""

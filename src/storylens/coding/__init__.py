"""What people do: code a passage, accept or reject a suggestion. Nothing is overwritten."""

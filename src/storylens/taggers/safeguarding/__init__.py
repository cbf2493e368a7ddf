"""Possible disclosures of violence, exploitation, self-harm and risk: what must be held until a person has looked."""

"""Use cases of approval: set, propose, review, approve, publish, withdraw, look back."""

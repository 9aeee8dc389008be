"""Use cases: one function for each thing a person asks the desk to do; mute, they return values."""

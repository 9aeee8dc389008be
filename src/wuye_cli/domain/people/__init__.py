"""Residents: who they are, what may be kept of them and for how long."""

"""Comparing two states of the standards: what changed for residents and for staff."""

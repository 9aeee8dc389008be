"""Findings and changes in the formats that other programs read."""

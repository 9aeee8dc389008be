"""What changed between two states of the standards, for people and for machines."""

"""Paper: the templates that the program carries, and PDF by other people's engine."""

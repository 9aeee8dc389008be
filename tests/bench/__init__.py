"""Benchmarks: a generator of stores and one command that prints medians and ratios."""

"""Checking what lies in the work tree; `run.check` is the use case."""

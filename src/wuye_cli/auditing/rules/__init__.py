"""The judges, one family of tricks to a module."""

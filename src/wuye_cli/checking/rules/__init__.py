"""The families of rules, one a file."""

"""The version, as a constant: reading package metadata costs four interpreter starts."""

VERSION = "0.1.0"

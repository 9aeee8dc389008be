"""Tools of the workshop: they write what is committed and are not installed."""

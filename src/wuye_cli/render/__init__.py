"""Values to text: pure functions."""

"""English sentences, one area a file."""

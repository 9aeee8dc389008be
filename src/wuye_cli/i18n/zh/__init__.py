"""Chinese sentences, one area a file."""

"""The one-line grammar of the desk: what a clerk types, read into values and printed back."""

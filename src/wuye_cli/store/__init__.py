"""records/ and standards/ on disk, with git as their memory."""

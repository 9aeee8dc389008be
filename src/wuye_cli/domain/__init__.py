"""The trade itself: pure values and rules, no files, no git, no terminal."""

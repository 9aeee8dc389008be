"""What the history says: one ticket's timeline, and whether the whole can be believed."""

"""Rules with codes over documents and records; pure."""

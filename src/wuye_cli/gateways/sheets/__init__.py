"""Excel sheets that go out, are edited by people, and come back."""

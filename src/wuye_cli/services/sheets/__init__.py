"""Use cases of the Excel sheets: what goes out, and what of it comes back as events or edits."""

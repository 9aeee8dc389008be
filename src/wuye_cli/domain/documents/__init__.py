"""The written standards: what is promised, how it is done, how it is inspected."""

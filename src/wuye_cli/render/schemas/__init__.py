"""JSON Schemas of our files, made from the same facts and words as the pages about the formats."""

"""How each format of the standards is compared: one table for each."""

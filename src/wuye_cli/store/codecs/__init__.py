"""YAML mappings to domain values and back."""

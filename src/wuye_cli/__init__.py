"""The customer-service desk of a property-management team, over plain files in git."""

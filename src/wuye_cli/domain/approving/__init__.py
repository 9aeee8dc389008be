"""How a standard comes into force: fingerprints, approvals, derived states, versions in time."""

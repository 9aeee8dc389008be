"""The rules of the audit, a module for each family of judges; pure."""

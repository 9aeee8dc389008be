"""Tickets: events, the state they make, their clocks."""

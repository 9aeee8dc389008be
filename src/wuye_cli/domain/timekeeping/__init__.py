"""Calendars, limits, pauses and dues."""

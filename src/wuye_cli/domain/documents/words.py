"""The fixed words of the written standards."""

from __future__ import annotations

CUSTOMER, DELIVERY, INSPECTION = "customer", "delivery", "inspection"
LAYERS = (CUSTOMER, DELIVERY, INSPECTION)
"""The three layers (text S0-34, S0-35, S0-36)."""

ASPECTS = ("content", "quality", "time", "fee")
"""What a commitment is about (text S0-34)."""

HARD, FLEXIBLE = "hard", "flexible"
COMMITMENT_KINDS = (HARD, FLEXIBLE)
"""A hard commitment is kept every time; a flexible one has its tolerance (text S0-31)."""

FAMILIES = (
    "customer-service",
    "building",
    "equipment",
    "order",
    "cleaning",
    "in-home-repair",
)
"""The six families of the delivery layer (text S0-35)."""

STAFF_FIELDS = (
    "dress",
    "conduct",
    "phrases",
    "movements",
    "protection",
    "method",
    "frequency",
    "site",
    "tools",
    "prohibitions",
)
"""What a standard for staff speaks of (text S0-44)."""

INSPECTION_KINDS = ("daily", "weekly", "monthly", "special", "customer", "third-party")
"""The six kinds of inspection (text S0-36)."""

OBJECTS = ("quality", "site", "perception")
"""What is inspected: the service, the place, what residents perceive (text S0-45)."""

OUTSIDE_INSPECTORS = ("residents", "third-party")
"""Inspectors that are no role of the team."""

KEY_POINTS = ("time", "area", "person", "post", "activity")
"""The five kinds of key points (text S0-27)."""

DESIGNS = ("safety", "comfort", "convenience", "environment")
"""What a service is designed for (text S0-29)."""

PROMISES = ("safe", "warm", "fast", "clean", "convenient")
"""The five promises 安、暖、快、洁、便 (text S1-47)."""

SYSTEM_PARTS = ("needs", "content", "delivery", "recovery", "improvement")
"""The five parts of the system of services (text S0-06)."""

EVIDENCE = (
    "photo",
    "signature",
    "slip",
    "log",
    "survey",
    "visit",
    "call",
    "recording",
    "document",
    "camera",
    "receipt",
    "observation",
)
"""What may prove that something was done; also `event:<step>` and `register:<register>`."""

EVENT_EVIDENCE, REGISTER_EVIDENCE = "event:", "register:"

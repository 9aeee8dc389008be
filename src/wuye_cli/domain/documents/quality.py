"""The quality policy (质量方针): its words, the promises, milestones, the parts of the system."""

from __future__ import annotations

from datetime import date

import msgspec

from wuye_cli.domain.documents.about import About


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the policy, or of a part of the system with the documents that carry it."""

    text: str = ""
    text_en: str = ""
    documents: tuple[str, ...] = ()
    basis: str = ""


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """One of the promises 安、暖、快、洁、便; `metrics` are targets that count it."""

    id: str
    label: str = ""
    label_en: str = ""
    text: str = ""
    text_en: str = ""
    metrics: tuple[str, ...] = ()
    basis: str = ""
    formerly: tuple[str, ...] = ()


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be reached by a day, and what proves it."""

    id: str
    by: date | None = None
    text: str = ""
    text_en: str = ""
    metrics: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    basis: str = ""
    formerly: tuple[str, ...] = ()


class QualityPolicy(About, frozen=True, kw_only=True):
    """`standards/quality.yaml`; `system` has the five parts of `words.SYSTEM_PARTS`."""

    policy: Statement = Statement()
    promises: dict[str, Promise] = msgspec.field(default_factory=dict)
    milestones: dict[str, Milestone] = msgspec.field(default_factory=dict)
    system: dict[str, Statement] = msgspec.field(default_factory=dict)

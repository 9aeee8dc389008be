"""The clauses of the three layers: commitments, items for staff, items of inspections."""

from __future__ import annotations

import msgspec

from wuye_cli.domain.documents.measure import Measure


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture in `media/`: the name it had, and the hash of its content."""

    file: str = ""
    sha256: str = ""


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """What a clause of any layer may have.

    Attributes:
        text: What it says.
        evidence: What proves it, words of `words.EVIDENCE`.
        promises: Those of the quality policy that it serves.
        key_points: Kinds of key points (重点) that it looks after.
        design: What it is for: safety, comfort, convenience, environment.
        implicit: Residents do not see it (隐性服务).
        basis: Where it comes from.
        formerly: Ids that it had before.
    """

    id: str
    label: str = ""
    label_en: str = ""
    text: str = ""
    text_en: str = ""
    measure: Measure | None = None
    evidence: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    key_points: tuple[str, ...] = ()
    design: tuple[str, ...] = ()
    implicit: bool = False
    picture: Picture | None = None
    basis: str = ""
    formerly: tuple[str, ...] = ()


class Qualitative(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the place of a figure where none fits (text S0-32)."""

    criterion: str = ""
    criterion_en: str = ""
    evidence: tuple[str, ...] = ()


class Commitment(Clause, frozen=True, kw_only=True):
    """A promise to residents.

    Attributes:
        aspect: Content, quality, time or fee.
        kind: Hard, or flexible with its tolerance.
        tolerance: A limit, a share such as `5%`, or words.
        metric: The target that counts it.
        steps: Procedure steps that deliver it, `procedure.step`, or a whole procedure.
        inspected_by: Items of inspections, `document.item`.
    """

    aspect: str = ""
    kind: str = ""
    tolerance: str = ""
    tolerance_en: str = ""
    qualitative: Qualitative | None = None
    metric: str = ""
    steps: tuple[str, ...] = ()
    inspected_by: tuple[str, ...] = ()


class StaffItem(Clause, frozen=True, kw_only=True):
    """What staff do, wear, say or leave undone.

    Attributes:
        field: One of the ten of `words.STAFF_FIELDS`.
        serves: Commitments, `document.commitment`.
        not_required: It says what is not asked for (text S2-39).
    """

    field: str = ""
    serves: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    inspected_by: tuple[str, ...] = ()
    not_required: bool = False


class InspectionItem(Clause, frozen=True, kw_only=True):
    """What is inspected; `text` is its content, `measure` when it is looked at.

    Attributes:
        object: The service, the place or what residents perceive.
        scope: Where or over what; empty where the document says it once.
        inspector: A role, or one of `words.OUTSIDE_INSPECTORS`.
        sample: How much of it, such as `5%`.
        serves: Commitments that it watches, `document.commitment`.
        checks: Items for staff that it watches, `document.item`.
        steps: Procedure steps that it watches.
    """

    object: str = ""
    scope: str = ""
    scope_en: str = ""
    inspector: str = ""
    sample: str = ""
    sample_en: str = ""
    serves: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()

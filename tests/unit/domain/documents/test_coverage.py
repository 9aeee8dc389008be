"""From a promise to its inspection: links count from either end, and holes are named."""

from __future__ import annotations

from wuye_cli.domain.documents.clause import Commitment, InspectionItem, StaffItem
from wuye_cli.domain.documents.coverage import coverage
from wuye_cli.domain.documents.library import Chain, Library, chains
from wuye_cli.domain.documents.quality import QualityPolicy, Statement
from wuye_cli.domain.documents.standard import Standard


def promise(**fields):
    return Standard(
        id="p",
        layer="customer",
        promises=("fast",),
        commitments={"c": Commitment(id="c", text="x", **fields)},
    )


def staff(name="s", family="cleaning", **fields):
    item = StaffItem(id="i", field="method", **fields)
    return Standard(id=name, layer="delivery", family=family, staff_items={"i": item})


def look(**fields):
    item = InspectionItem(id="l", **fields)
    return Standard(id="d", layer="inspection", kind="daily", inspections={"l": item})


def library(*standards, **more):
    return Library(standards={one.id: one for one in standards}, **more)


def test_links_count_from_either_end_and_once():
    named = chains(library(promise(steps=("h.a",), inspected_by=("d.l",))))
    assert named == {"p.c": Chain(steps=("h.a",), inspections=("d.l",))}
    served = library(promise(inspected_by=("d.l",)), staff(serves=("p.c",), steps=("h.b",)),
                     look(serves=("p.c",)))  # fmt: skip
    assert chains(served)["p.c"] == Chain(steps=("h.b",), staff=("s.i",), inspections=("d.l",))


def test_what_looks_at_the_work_looks_at_the_promise_it_serves():
    found = chains(library(promise(), staff(serves=("p.c",)), look(checks=("s.i",))))
    assert found["p.c"].inspections == ("d.l",)
    assert chains(library(promise(), staff(), look(checks=("s.i",))))["p.c"] == Chain()


def test_promises_without_practice_or_inspection_are_named():
    bare = coverage(library(promise()))
    assert bare.undelivered() == bare.uninspected() == ["p.c"]
    whole = coverage(library(promise(steps=("h.a",), inspected_by=("d.l",))))
    assert whole.undelivered() == whole.uninspected() == []


def test_a_family_has_the_fields_of_its_documents_and_of_what_they_extend():
    base = staff("base", "customer-service")
    own = Standard(
        id="own", layer="delivery", family="cleaning", extends=("base",), without={"dress": "同上"}
    )
    fields = coverage(library(base, own)).families["cleaning"]
    assert fields["method"].items == ("base.i",)
    assert fields["dress"].reason == "同上"
    assert fields["tools"].is_open
    assert not fields["dress"].is_open
    circle = Standard(id="own", layer="delivery", family="cleaning", extends=("own",))
    assert all(one.is_open for one in coverage(library(circle)).families["cleaning"].values())


def test_promises_key_points_parts_and_inspections_are_counted():
    policy = QualityPolicy(system={"needs": Statement(text="x", documents=("services/p",))})
    found = coverage(library(promise(key_points=("area",)), look(), quality=policy))
    assert found.promises["fast"] == ("p.c",)
    assert found.promises["warm"] == ()
    assert found.key_points["area"] == ("p.c",)
    assert found.system == {**dict.fromkeys(found.system, ()), "needs": ("services/p",)}
    assert (found.inspections["daily"], found.inspections["weekly"]) == (("d",), ())


def test_a_promise_of_the_clause_itself_goes_before_that_of_its_document():
    found = coverage(library(promise(promises=("warm",))))
    assert (found.promises["warm"], found.promises["fast"]) == (("p.c",), ())

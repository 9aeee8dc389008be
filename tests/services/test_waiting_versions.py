"""A version that nobody approved holds for no ticket, and is named where it would have held."""

from __future__ import annotations

import json

import pytest
from tests.services.test_approving import commit, git, put, set_, strict
from tests.support.desks import MANAGER, an_office

from wuye_cli.render.explanations import story_page
from wuye_cli.render.machine import to_json
from wuye_cli.services.approving import deciding
from wuye_cli.services.auditing.engine import Asked, verify
from wuye_cli.services.checking.run import Asked as Checked
from wuye_cli.services.checking.run import check
from wuye_cli.services.explaining import explain_ticket, story_value
from wuye_cli.services.intake import Request, take

TRIAL = 1_800_000_000
AS_LI = ("-c", "user.name=l", "-c", "user.email=li@desk.example")


@pytest.fixture
def office(tmp_path):
    office = an_office(tmp_path, "2026-11-24 09:00")
    strict(office, four_eyes="false", notice="0d")
    return office


def received(office, at):
    office.clock.at(at)
    office.desk.forget()
    return take(office.desk, "3-1-0502 厨房水龙头滴水", Request(title=""))


def waiting(written):
    return [facts["version"] for code, facts in written.notes if code == "note_waiting"]


def bent(office):
    verdict = verify(office.desk.store, Asked(full=True), TRIAL)
    return sorted({one.rule for one in verdict.findings if one.severity == "error"} - {"G014"})


def found(office):
    asked = Checked(select=("K027", "Q030"))
    return sorted(one.rule for one in check(office.desk.store, asked, office.desk.now()).findings)


def test_a_draft_whose_day_came_holds_from_its_approval_on(office):
    made = set_(office, "emergency.arrive", "14m", start="12-01")
    before = received(office, "2026-11-30 10:00")
    late = received(office, "2026-12-01 10:00")
    assert (before.ticket.standard.version, waiting(before)) == ("1", [])
    assert (late.ticket.standard.version, waiting(late)) == ("1", ["2"])
    story = explain_ticket(office.desk, late.ticket.id)
    assert [one.version for one in story.waiting] == ["2"]
    assert "第 2 版受理时该生效" in story_page(story)
    assert found(office) == ["Q030", "Q030"]  # the tiers, and the policy that was tightened
    office.clock.at("2026-12-01 10:30")
    office.actor = MANAGER
    content = made.proposal.approval.content
    deciding.approve(office.desk, "tiers", content, retroactive="经理出差")
    after = received(office, "2026-12-01 11:00")
    assert (after.ticket.standard.version, waiting(after)) == ("2", [])
    assert explain_ticket(office.desk, late.ticket.id).waiting == ()
    assert found(office) == ["Q030"]  # nobody is blamed for what held at the receipt
    assert bent(office) == []


def test_a_ticket_held_to_a_draft_is_found_by_the_audit(office):
    set_(office, "emergency.arrive", "14m", start="12-01")
    written = received(office, "2026-12-01 10:00")
    assert bent(office) == []
    draft = next(book for book in office.desk.rules.books if book.version == "2")
    pinned = written.ticket.standard
    put(office, written.path, f'version: "{pinned.version}"', 'version: "2"')
    put(office, written.path, pinned.terms, draft.terms)
    git(office, *AS_LI, "commit", "--quiet", "--all", "--amend", "--no-edit")
    office.desk.forget()
    assert bent(office) == ["G042"]


def test_a_change_by_hand_past_the_policy_holds_for_nobody(office):
    schema = "schema: categories/1\n"
    dated = f"{schema}version: 2\neffective_from: 2026-11-24\n"
    put(office, "standards/categories.yaml", schema, dated)
    put(office, "standards/categories.yaml", "simple: [8h", "simple: [9h")
    commit(office, "standards/categories.yaml")
    written = received(office, "2026-11-25 10:00")
    assert waiting(written) == ["2"]
    assert office.desk.rules.categories.version == "1"
    value = story_value(explain_ticket(office.desk, written.ticket.id))
    assert json.loads(to_json(value))["waiting"] == [
        {"standard": "categories", "version": "2", "effective_from": "2026-11-24T00:00:00+08:00"}
    ]

"""Commands ask what a role allows, and say so early; nothing is written then."""

from __future__ import annotations

import shutil

import pytest
from tests.support.desks import CLERK, MANAGER, Office, an_office

from wuye_cli.domain.errors import RefusedError
from wuye_cli.services import staff_register, undoing, workspace
from wuye_cli.services.approving.proposing import Reasons, propose
from wuye_cli.services.approving.setting import Wish, set_fact
from wuye_cli.services.checking.run import Asked, check
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import report
from wuye_cli.services.intake import take
from wuye_cli.services.line_request import Request
from wuye_cli.services.who import who_types
from wuye_cli.store.repository import Actor

ZHAO = Actor("赵强", "Zhao@desk.example")
STRANGER = Actor("路人", "x@elsewhere.example")
POLICY = "standards/policy.yaml"


@pytest.fixture
def office(tmp_path):
    office = an_office(tmp_path)
    yield office
    office.desk.close()


def add(office, name, key, role, mail):
    return staff_register.add(office.desk, {"name": name, "role": role, "mail": mail}, wanted=key)


@pytest.fixture(scope="module")
def registered(tmp_path_factory):
    """A store with a clerk, a technician and a manager, to be copied."""
    folder = tmp_path_factory.mktemp("team")
    office = an_office(folder)
    add(office, "李客服", "s-li", "客服", CLERK.mail)
    add(office, "赵强", "s-zhao", "维修", "zhao@desk.example")
    add(office, "王经理", "s-wang", "经理", MANAGER.mail)
    office.desk.close()
    return folder / "store"


@pytest.fixture
def team(registered, tmp_path):
    shutil.copytree(registered, tmp_path / "store", symlinks=True)
    office = Office(tmp_path / "store", "2026-11-24 09:00")
    yield office
    office.desk.close()


def refused(work, *args, **kwargs):
    with pytest.raises(RefusedError) as caught:
        work(*args, **kwargs)
    return caught.value.code


def a_ticket(office):
    return take(office.desk, "2-1-804 厨房龙头滴水", Request(title="")).ticket.id


def write(office, tail, do, **fields):
    return report(office.desk, tail, [Draft(do=do, fields=fields)])


def as_(office, actor):
    office.actor = actor
    return office


def test_roles_begin_with_the_first_who_may_manage_and_it_is_said(office):
    assert add(office, "李客服", "s-li", "客服", CLERK.mail).notes == ("resting",)
    assert who_types(office.desk).state == "alone"
    assert add(office, "王经理", "s-wang", "经理", MANAGER.mail).notes == ("begun",)
    who = who_types(office.desk)
    assert (who.state, who.role, who.managers) == ("team", "desk", ("s-wang",))
    assert "dispatch" in who.may
    assert "manage" not in who.may
    assert who_types(as_(office, MANAGER).desk).approves == (
        "standards", "downgrade", "pause_over", "decline",
    )  # fmt: skip


def test_nobody_locks_themselves_out(office):
    assert refused(add, office, "王经理", "s-wang", "经理", MANAGER.mail) == "locked_out"
    assert staff_register.entries(office.desk) == []
    add(office, "李客服", "s-li", "经理", "LI@desk.example")
    edit = staff_register.edit
    assert refused(edit, office.desk, "s-li", {"role": "客服"}) == "last_manager"
    assert refused(edit, office.desk, "s-li", {"mail": ""}) == "last_manager"
    add(office, "王经理", "s-wang", "经理", MANAGER.mail)
    assert edit(office.desk, "s-li", {"role": "客服"}).changed == ("role",)
    assert refused(edit, office.desk, "s-li", {"role": "经理"}) == "E_NO_RIGHT"


def test_a_policy_that_leaves_nobody_to_manage_is_not_adopted(team):
    as_(team, MANAGER)
    path = team.root / POLICY
    path.write_text(path.read_text().replace("visit, manage, standards", "visit, standards"))
    assert refused(workspace.adopt, team.desk, workspace.adoptable(team.desk, [])) == "last_manager"


def test_signatures_are_not_required_before_somebody_could_sign(team):
    as_(team, MANAGER)
    path = team.root / POLICY
    path.write_text(path.read_text().replace("signatures: optional", "signatures: required"))
    found = check(team.desk.store, Asked(select=("Q037",)), team.desk.now()).findings
    assert [(one.rule, one.path) for one in found] == [("Q037", POLICY)]
    assert refused(propose, team.desk, ["policy"], Reasons()) == "nobody_could_sign"
    every = workspace.adoptable(team.desk, [])
    assert refused(workspace.adopt, team.desk, every) == "nobody_could_sign"
    path.write_text(path.read_text().replace("signatures: required", "signatures: optional"))
    wish = Wish(words="policy.audit.signatures", value="required")
    assert refused(set_fact, team.desk, wish) == "nobody_could_sign"


def test_each_step_asks_for_its_right(team):
    tail = a_ticket(team)
    as_(team, ZHAO)
    assert refused(write, team, tail, "dispatch", to="s-zhao") == "E_NO_RIGHT"
    assert refused(a_ticket, team) == "E_NO_RIGHT"
    as_(team, CLERK)
    write(team, tail, "dispatch", to="s-zhao")
    assert write(as_(team, ZHAO), tail, "arrive").events[0].by == "s-zhao"
    assert refused(write, as_(team, STRANGER), tail, "note", text="到此一游") == "E_NOT_REGISTERED"
    as_(team, MANAGER)
    staff_register.edit(team.desk, "s-zhao", {"left": team.clock.now().date()})
    assert write(as_(team, ZHAO), tail, "note", text="今天还在").commit
    team.clock.at("2026-11-25 09:00")
    team.desk.forget()
    assert refused(write, team, tail, "note", text="昨天走的") == "E_HAS_LEFT"


def test_whoever_is_named_as_having_allowed_it_must_be_one_who_may(team):
    tail = a_ticket(team)
    lower = {"to": "general", "reason": "误报"}
    assert refused(write, team, tail, "decline", reason="x", explained=True) == "E_NOT_APPROVER"
    facts = {"reason": "owner-side", "explained": True}
    assert refused(write, team, tail, "decline", **facts, approved_by="赵强") == "E_NOT_APPROVER"
    assert refused(write, team, tail, "decline", **facts, approved_by="路人") == "E_NOT_APPROVER"
    done = write(team, tail, "decline", **facts, approved_by="王经理")
    assert done.events[0].approved_by == "s-wang"
    urgent = take(team.desk, "3-1-0502 厨房水管爆裂", Request(title="")).ticket.id
    team.clock.at("2026-11-24 12:00")
    code = refused(write, team, urgent, "regrade", **lower, approved_by="s-li")
    assert code == "E_NOT_APPROVER"
    assert refused(write, team, urgent, "regrade", **lower) == "E_NOT_APPROVER"
    assert write(team, urgent, "regrade", **lower, approved_by="s-wang").standing.tier == "general"


def test_four_eyes_want_another_person(team):
    as_(team, MANAGER)
    path = team.root / POLICY
    path.write_text(path.read_text().replace("four_eyes: false", "four_eyes: true"))
    workspace.adopt(team.desk, workspace.adoptable(team.desk, []))
    tail = a_ticket(team)
    facts = {"reason": "owner-side", "explained": True, "approved_by": "s-wang"}
    assert refused(write, team, tail, "decline", **facts) == "E_SAME_EYES"
    assert write(as_(team, CLERK), tail, "decline", **facts).commit


def test_what_others_typed_is_taken_back_by_who_may_manage(team):
    tail = a_ticket(team)
    write(team, tail, "dispatch", to="s-zhao")
    assert refused(undoing.undo, as_(team, ZHAO).desk, tail) == "E_UNDO_NOT_YOURS"
    taken = undoing.undo(as_(team, MANAGER).desk, tail).events[0]
    assert (taken.do, taken.by, taken.approved_by) == ("revoke", "s-wang", "")
    write(as_(team, CLERK), tail, "dispatch", to="s-zhao")
    team.clock.at("2026-11-24 09:45")
    assert refused(undoing.undo, team.desk, tail) == "E_NOT_APPROVER"
    assert refused(undoing.undo, team.desk, tail, approved_by="s-zhao") == "E_NOT_APPROVER"
    assert undoing.undo(team.desk, tail, approved_by="王经理").commit


def test_steps_typed_into_a_file_are_adopted_by_one_who_may_type_them(team):
    tail = a_ticket(team)
    path = team.root / team.desk.path_of(tail)
    line = '  - {id: "qqqqqqqqqq", at: "2026-11-24T09:00:00+08:00", by: "s-zhao", do: "dispatch", to: "s-zhao"}\n'
    path.write_text(path.read_text() + line)
    edits = workspace.adoptable(team.desk, [])
    assert refused(workspace.adopt, as_(team, ZHAO).desk, edits) == "E_NO_RIGHT"
    assert workspace.adopt(as_(team, CLERK).desk, edits)


def test_rules_are_changed_by_who_may_change_rules(team):
    path = team.root / "standards/targets.yaml"
    path.write_text(path.read_text() + "# 一行\n")
    edits = workspace.adoptable(team.desk, [])
    assert refused(workspace.adopt, team.desk, edits) == "E_NO_RIGHT"
    assert workspace.adopt(as_(team, MANAGER).desk, edits)


def test_a_role_of_the_teams_own_may_be_given(team):
    as_(team, MANAGER)
    path = team.root / POLICY
    hub = "  hub: {label: 调度, label_en: hub, may: [dispatch]}\n  bot:"
    path.write_text(path.read_text().replace("  bot:", hub))
    workspace.adopt(team.desk, workspace.adoptable(team.desk, []))
    staff_register.edit(team.desk, "s-zhao", {"role": "调度"})
    assert who_types(as_(team, ZHAO).desk).may == ("dispatch",)

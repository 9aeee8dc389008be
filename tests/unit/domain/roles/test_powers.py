"""Who may do what: the policy's roles, the roster, and when they begin to count."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest

from wuye_cli.domain.documents.house_words import RIGHTS
from wuye_cli.domain.people.staff import SigningKey, Staff
from wuye_cli.domain.roles.paths import faults_of_paths
from wuye_cli.domain.roles.policy import ActRule, AuditRules, Policy
from wuye_cli.domain.roles.powers import Powers, day_in
from wuye_cli.domain.roles.rights import PATHS, STEPS, rights_at
from wuye_cli.domain.roles.roster import roster_of
from wuye_cli.domain.tickets.kinds import KINDS
from wuye_cli.store.role_files import member_in, policy_in
from wuye_cli.store.starter import starter_files

DAY = date(2026, 11, 21)
STARTER = policy_in(starter_files()["standards/policy.yaml"])
WANG = Staff(id="s-wang", name="王经理", mail="Wang@desk.example", role="manager")
LI = Staff(id="s-li", name="李客服", mail="li@desk.example", role="desk")
ZHAO = Staff(id="s-zhao", name="赵强", mail="zhao@desk.example", role="technician")
CHEN = Staff(id="s-chen", name="陈品质", mail="chen@desk.example", role="quality")
BOT = Staff(id="s-bot", name="检查机", mail="ci@desk.example", role="bot")


def powers(*members, policy=STARTER, day=DAY):
    return Powers(policy, roster_of(members), day)


def with_keys(member, *keys):
    return msgspec.structs.replace(member, keys=keys)


TEAM = powers(WANG, LI, ZHAO, CHEN, BOT)


@pytest.mark.parametrize(
    "members",
    [
        (),
        (LI, ZHAO),
        (Staff(id="s-wang", name="王经理", role="manager"),),  # nobody can be known to be her
        (Staff(id="s-wang", mail="w@x", role="manager", left=date(2026, 11, 20)),),
        (Staff(id="s-wang", mail="w@x", role="chief"),),
    ],
)
def test_until_somebody_may_manage_everybody_may_do_everything(members):
    one = powers(*members)
    assert not one.in_force
    assert one.state == "alone"
    assert all(one.may("anybody@x", right) for right in RIGHTS)
    strict = powers(*members, policy=policy_in(b"schema: policy/1\nroles: {}\nno_staff: nothing\n"))
    assert strict.state == "nobody"
    assert not strict.may("anybody@x", "work")


@pytest.mark.parametrize(
    ("who", "right", "may"),
    [
        ("wang@desk.example", "manage", True),
        ("WANG@DESK.EXAMPLE", "standards", True),
        ("s-li", "dispatch", True),
        ("s-li", "manage", False),
        ("赵强", "work", True),
        ("zhao@desk.example", "visit", False),
        ("ci@desk.example", "reports", True),
        ("ci@desk.example", "work", False),
        ("x@elsewhere.example", "work", False),
        ("", "work", False),
    ],
)
def test_in_a_team_a_right_comes_from_the_role(who, right, may):
    assert TEAM.may(who, right) is may


def test_the_last_day_is_a_day_and_the_next_is_not():
    gone = Staff(id="s-li", mail="li@desk.example", role="desk", left=DAY)
    assert powers(WANG, gone).may("s-li", "intake")
    assert not powers(WANG, gone, day=date(2026, 11, 22)).may("s-li", "intake")


def test_a_day_ends_where_the_estate_is():
    east = timezone(timedelta(hours=8))
    assert day_in(east, datetime(2026, 11, 21, 15, 59, tzinfo=UTC)) == DAY
    assert day_in(east, datetime(2026, 11, 21, 16, 0, tzinfo=UTC)) == date(2026, 11, 22)
    assert day_in(east, datetime.max.replace(tzinfo=UTC)) == date.max  # of a date beyond all days


def test_a_role_is_found_by_the_word_that_older_files_have():
    green = Staff(id="s-lu", mail="lu@desk.example", role="gardening")
    assert powers(WANG, green).may("s-lu", "work")


def test_the_only_one_who_is_registered_may_be_the_second_pair_of_eyes():
    four = ActRule(needs=1)
    assert not powers(WANG).needs_another(four)
    assert not powers(WANG, BOT).bars_self_visit
    assert powers(WANG, ZHAO).needs_another(four)
    assert powers(WANG, ZHAO).bars_self_visit
    refused = Policy(roles=STARTER.roles, single_person="refused")
    assert powers(WANG, policy=refused).needs_another(four)


def test_everything_that_can_be_written_has_its_row():
    assert set(STEPS) <= set(KINDS)
    assert {right for rights in STEPS.values() for right in rights} <= set(RIGHTS)
    assert {right for rule in PATHS for right in rule.rights} <= set(RIGHTS)
    assert rights_at("standards/policy.yaml") == ("manage",)
    assert rights_at("standards/tiers.yaml") == ("standards",)
    assert rights_at("standards/policy.yaml.bak") == ("manage",)


def faults(who, *paths, op="", new=()):
    touched = {path: path in new for path in paths}
    return [path for path, _ in faults_of_paths(TEAM, who, touched, op=op)]


def test_paths_are_judged_by_role():
    tiers, policy = "standards/tiers.yaml", "standards/policy.yaml"
    assert faults("s-wang", tiers, policy, "records/staff/s-x.yaml", "wuye.yaml") == []
    assert faults("s-li", tiers, policy, "records/staff/s-x.yaml") == [
        "records/staff/s-x.yaml", policy, tiers,
    ]  # fmt: skip
    assert faults("s-bot", "reports/2026-11.md", "records/checkpoints/1.txt") == []
    assert faults("s-bot", "records/registers/x.yaml", "README.md", "records/desks.yaml") != []
    assert faults("s-zhao", "records/desks.yaml", ".gitattributes", "notes.md") == []
    assert faults("s-zhao", ".github/workflows/check.yml", "wuye.yaml") != []
    assert faults("x@y", "notes.md") == ["notes.md"]


def test_a_draft_may_come_from_whoever_may_approve_but_not_of_the_policy():
    text, record = "standards/categories.yaml", "records/approvals/categories/0001.yaml"
    assert faults("s-chen", text, record, op="standard-propose", new=(record,)) == []
    assert faults("s-zhao", text, record, op="standard-set", new=(record,)) == [record, text]
    assert faults("s-chen", text, op="standard-propose") == [text]
    assert faults("s-chen", text, record, new=(record,)) == [text]  # by hand
    assert faults("x@y", text, record, op="standard-set", new=(record,)) == [record, text]
    policy = ("standards/policy.yaml", "records/approvals/policy/0001.yaml")
    assert faults("s-chen", *policy, op="standard-propose") == ["standards/policy.yaml"]
    assert faults("s-chen", record) == []  # quality may approve
    assert faults("s-zhao", record) == [record]


def test_two_who_share_a_mail_are_the_first_by_id_and_a_name_that_two_have_is_nobodys():
    twin = Staff(id="s-aa", name="赵强", mail="zhao@desk.example", role="desk")
    roster = roster_of((ZHAO, twin))
    assert roster.of_mail("ZHAO@desk.example").id == "s-aa"
    assert roster.find("赵强") is None
    assert roster.is_same("s-li", "s-li")
    assert not roster.is_same("s-li", "s-zhao")


def test_a_file_that_cannot_be_read_gives_no_right():
    assert policy_in(b"roles: [") == Policy()
    assert policy_in(None) == Policy()
    assert member_in(b"\xff") is None
    assert member_in(b"name: x\n") is None


KEY = SigningKey(key="ssh-ed25519 AAAA")
ENDED = SigningKey(key="ssh-ed25519 AAAA", ended=datetime(2026, 11, 1, tzinfo=UTC), why="lost")
SIGNED = msgspec.structs.replace(STARTER, audit=AuditRules(signatures="required"))


@pytest.mark.parametrize(
    ("members", "locks_out"),
    [
        ((), True),
        ((WANG, LI), True),
        ((WANG, with_keys(LI, KEY)), True),  # may sign, and may register nobody
        ((with_keys(WANG, ENDED), LI), True),
        ((with_keys(WANG, ENDED, KEY), LI), False),
        ((with_keys(LI, KEY), ZHAO), False),  # roles rest: everybody may do everything
        ((with_keys(BOT, KEY), WANG), True),
    ],
)
def test_signatures_lock_out_where_nobody_who_may_register_keys_has_one(members, locks_out):
    assert powers(*members, policy=SIGNED).locks_out is locks_out
    assert not powers(*members).locks_out

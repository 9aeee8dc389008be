"""G007, G008, G027-G029, G034, G035: one fraud, one code, by what stood before the commit."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.support import repos
from tests.support.keys import a_key, forged, member
from tests.support.repos import save

from wuye_cli.domain.approving.approval import Act, Approval, Needs
from wuye_cli.domain.people.staff import Staff
from wuye_cli.services.auditing.engine import Asked, verify
from wuye_cli.store.codecs.approvals import path_of, write_approval
from wuye_cli.store.codecs.staff import write_staff
from wuye_cli.store.repository import Store

NOW = 1795400000
OWN = {"G007", "G008", "G027", "G028", "G029", "G034", "G035"}
WANG, LI = "王经理 <wang@desk.example>", "李客服 <li@desk.example>"
ZHAO, CHEN = "赵强 <zhao@desk.example>", "陈品质 <chen@desk.example>"
BOT, GONE = "检查机 <ci@desk.example>", "孙强 <sun@desk.example>"
STRANGER = "路人 <x@elsewhere.example>"
POLICY, TIERS = "standards/policy.yaml", "standards/tiers.yaml"
ROLES = {
    "manager": ["intake", "dispatch", "work", "visit", "manage", "standards", "audit"],
    "desk": ["intake", "dispatch", "work", "visit"],
    "technician": ["work"],
    "quality": ["visit", "audit"],
    "bot": ["reports"],
}


def policy(terms: int = 1, by: str = "[manager, quality]", **roles: list[str]) -> str:
    lines = [f"  {name}: {{label: {name}, may: [{', '.join(may)}]}}\n"
             for name, may in (ROLES | roles).items()]  # fmt: skip
    return (
        "schema: policy/1\nroles:\n" + "".join(lines) + "approvals:\n"
        f"  standards: {{terms: {terms}, wording: 0, by: {by}}}\n  four_eyes: true\n"
    )


def person(name: str, role: str, **more) -> bytes:
    mail = f"{name.removeprefix('s-')}@desk.example"
    return write_staff(Staff(id=name, name=name, mail=mail, role=role, **more))


def staff(name: str) -> str:
    return f"records/staff/{name}.yaml"


@pytest.fixture
def store(tmp_path):
    """A store whose manager, clerk, technician, quality manager and bot are registered."""
    found = repos.a_store(tmp_path)
    people = {"s-wang": "manager", "s-li": "desk", "s-zhao": "technician", "s-chen": "quality"}
    files = {staff(name): person(name, role) for name, role in people.items()}
    files[staff("s-ci")] = person("s-ci", "bot")
    files[staff("s-sun")] = person("s-sun", "manager", left=datetime(2026, 1, 1, tzinfo=UTC).date())
    save(found, files | {POLICY: policy().encode(), TIERS: b"a: 1\n"})
    yield found
    found.close()


def told(store, **asked):
    again = Store.open(store.root)
    verdict = verify(again, Asked(**asked), NOW)
    again.close()
    return verdict


def codes(store):
    ours = [one for one in told(store).findings if one.rule in OWN]
    return [(one.rule, one.facts.get("what"), one.facts["commit"]) for one in ours]


def forge(store, author, files, **more):
    return forged(store.root, author=author, files=files, **more)


@pytest.mark.parametrize(
    ("author", "files", "code", "what"),
    [
        (ZHAO, {TIERS: "a: 2\n"}, "G008", "no_right"),
        (LI, {"wuye.yaml": "schema: wuye/1\n"}, "G008", "no_right"),
        (GONE, {TIERS: "a: 2\n"}, "G008", "has_left"),
        (STRANGER, {"notes.md": "x"}, "G008", "not_registered"),
        (BOT, {TIERS: "a: 2\n"}, "G035", "no_right"),
        (BOT, {"records/registers/drills/2026/x.yaml": "a: 1\n"}, "G035", "no_right"),
        (ZHAO, {POLICY: policy(technician=["manage"])}, "G027", "policy"),
        (ZHAO, {staff("s-zhao"): person("s-zhao", "manager").decode()}, "G027", "staff"),
        (STRANGER, {staff("s-x"): person("s-x", "manager").decode()}, "G027", "staff"),
        (CHEN, {staff("s-li"): None}, "G027", "staff"),
        (BOT, {staff("s-ci"): person("s-ci", "manager").decode()}, "G027", "staff"),
        (WANG, {staff("s-wang"): None}, "G029", "manager"),
        (WANG, {staff("s-wang"): person("s-wang", "desk").decode()}, "G029", "manager"),
        (WANG, {POLICY: policy(manager=["intake", "standards"])}, "G029", "manager"),
        (ZHAO, {staff("s-wang"): None}, "G029", "manager"),
        (WANG, {POLICY: policy(by="[company]")}, "G029", "approver"),
    ],
)  # fmt: skip
def test_one_fraud_one_code(store, author, files, code, what):
    bad = forge(store, author, files)
    assert codes(store) == [(code, what, bad)]


@pytest.mark.parametrize(
    ("author", "files"),
    [
        (WANG, {TIERS: "a: 2\n", POLICY: policy(technician=["work", "visit"])}),
        (WANG, {staff("s-neu"): person("s-neu", "desk").decode(), staff("s-li"): None}),
        (BOT, {"reports/2026-11.md": "ok\n"}),
        (ZHAO, {"notes.md": "x"}),
        (WANG, {POLICY: policy(terms=0, by="[company]")}),  # nothing needs an approval by then
    ],
)
def test_whoever_has_the_right_may_do_it_by_hand(store, author, files):
    forge(store, author, files)
    assert codes(store) == []


def test_what_a_commit_gives_its_author_counts_from_the_next_one_on(store):
    made = {staff("s-zhao"): person("s-zhao", "manager").decode()}
    bad = forge(store, ZHAO, made)
    forge(store, ZHAO, {TIERS: "a: 2\n"})
    forge(store, WANG, {staff("s-zhao"): person("s-zhao", "technician").decode()})
    worse = forge(store, ZHAO, {TIERS: "a: 3\n"})
    assert codes(store) == [("G027", "staff", bad), ("G008", "no_right", worse)]


def test_the_name_on_a_commit_is_the_name_of_who_made_it(store):
    bad = forge(store, LI, {"notes.md": "x"}, committer=ZHAO)
    assert codes(store) == [("G007", "committer", bad)]


def test_before_anybody_may_manage_nothing_is_asked_and_the_verdict_says_so(tmp_path):
    found = repos.a_store(tmp_path)
    forge(found, STRANGER, {TIERS: "a: 1\n"})
    forge(found, STRANGER, {staff("s-li"): person("s-li", "desk").decode()})
    forge(found, LI, {POLICY: policy(), staff("s-wang"): person("s-wang", "manager").decode()})
    bad = forge(found, STRANGER, {TIERS: "a: 2\n"})
    assert codes(found) == [("G008", "not_registered", bad)]
    assert ("roles", {"count": 3}) in told(found).uncovered
    found.close()


# -- keys -----------------------------------------------------------------------------------------


def test_a_key_is_brought_in_by_somebody_else_or_signed_for_by_the_one_before(store):
    forge(
        store,
        WANG,
        {
            staff("s-wang"): member(
                "s-wang", "wang@desk.example", a_key("wang"), role="manager"
            ).decode()
        },
    )
    own = member("s-zhao", "zhao@desk.example", a_key("li"), role="technician").decode()
    bad = forge(store, ZHAO, {staff("s-zhao"): own})
    assert codes(store) == [("G028", None, bad)]
    new = member("s-zhao", "zhao@desk.example", a_key("zhao"), role="technician").decode()
    forge(store, ZHAO, {staff("s-zhao"): new}, key=a_key("li"))  # replaces it, signing with it
    assert codes(store) == [("G028", None, bad)]
    risen = member("s-zhao", "zhao@desk.example", a_key("zhao"), role="manager").decode()
    worse = forge(store, ZHAO, {staff("s-zhao"): risen}, key=a_key("zhao"))
    assert codes(store)[1:] == [("G027", "staff", worse)]


# -- approvals ------------------------------------------------------------------------------------


def an_approval(proposer: str, *given: tuple[str, str], **needs) -> dict[str, str]:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    asked = {"approvals": 1, "by": ("manager", "quality"), "four_eyes": True} | needs
    record = Approval(
        standard="tiers", number="0001", version="2", content="a" * 64, terms="b" * 64,
        proposed=Act(by=proposer, at=at), needs=Needs(**asked),
        approvals=tuple(Act(by=by, role=role, at=at) for by, role in given),
    )  # fmt: skip
    return {path_of("tiers", "0001"): write_approval(record).decode()}


OP = "propose tiers\n\nWuye-Op: standard-propose\nWuye-Format: 1\n"


def test_who_may_approve_may_propose_and_somebody_else_approves(store):
    forge(store, CHEN, {TIERS: "a: 2\n"} | an_approval("s-chen"), message=OP)
    forge(store, WANG, an_approval("s-chen", ("s-wang", "manager")))
    assert codes(store) == []


def test_a_proposal_of_one_who_may_not_is_found(store):
    bad = forge(store, ZHAO, {TIERS: "a: 2\n"} | an_approval("s-zhao"), message=OP)
    assert {(code, at) for code, _, at in codes(store)} == {("G008", bad)}


@pytest.mark.parametrize(
    ("author", "given", "code", "what"),
    [
        (CHEN, ("s-wang", "manager"), "G007", "act"),
        (CHEN, ("s-chen", "manager"), "G008", "approval"),
        (WANG, ("s-wang", "manager"), "G034", "author"),
    ],
)
def test_an_approval_that_is_none(store, author, given, code, what):
    forge(store, WANG, {TIERS: "a: 2\n"} | an_approval("s-wang"), message=OP)
    bad = forge(store, author, an_approval("s-wang", given))
    assert codes(store) == [(code, what, bad)]


def test_whoever_wrote_a_part_of_it_does_not_approve_it(store):
    forge(store, WANG, {TIERS: "a: 2\n"})
    forge(store, CHEN, {TIERS: "a: 3\n"} | an_approval("s-chen"), message=OP)
    bad = forge(store, WANG, an_approval("s-chen", ("s-wang", "manager")))
    assert codes(store) == [("G034", "author", bad)]


def test_a_proposal_does_not_ask_for_less_than_the_policy(store):
    less = an_approval("s-chen", four_eyes=False)
    bad = forge(store, CHEN, {TIERS: "a: 2\n"} | less, message=OP)
    assert codes(store) == [("G034", "needs", bad)]


def test_an_id_stands_in_one_staff_file(store):
    text = person("s-zhao", "manager").decode()
    odd, new, old = "records/staff/a-zhao.yml", "records/staff/zhao.yaml", staff("s-zhao")
    bad = forged(store.root, author=WANG, files={odd: text})
    forged(store.root, author=WANG, files={odd: None, old: None, new: text})
    found = [one for one in told(store).findings if one.rule == "G025"]
    assert [(one.facts["commit"], one.facts["what"]) for one in found] == [(bad, "double")]
    assert (found[0].facts["other"], found[0].facts["staff"]) == (old, "s-zhao")

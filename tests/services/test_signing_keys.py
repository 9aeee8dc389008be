"""Keys of the staff: made, registered, replaced, ended; and what the audit says to it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.support.desks import CLERK, MANAGER, an_office
from tests.support.git_version import needs_git
from tests.support.keys import a_key, forged, member, public
from tests.support.repos import git

from wuye_cli.bootstrap import open_desk
from wuye_cli.domain.errors import CallError, ConflictError, NotFoundError, RefusedError
from wuye_cli.services import signing_keys as keys
from wuye_cli.services.auditing.engine import Asked, verify
from wuye_cli.services.staff_register import add, edit
from wuye_cli.store.repository import Store

LI, WANG = "s-li", "s-wang"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A manager and a clerk, both registered; the manager types."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    found = an_office(tmp_path)
    found.actor = MANAGER
    for name, actor, role in ((WANG, MANAGER, "经理"), (LI, CLERK, "客服")):
        add(found.desk, {"name": actor.name, "mail": actor.mail, "role": role}, wanted=name)
    yield found
    found.desk.close()


@pytest.fixture
def signing(office):
    """Both have made a key on this clone, and the manager has registered both."""
    for actor in (MANAGER, CLERK):
        office.actor = actor
        placed = keys.new(office.desk)
        office.actor = MANAGER
        keys.add(office.desk, placed.path + ".pub", who=actor.name)
    return office


def audited(office):
    store = Store.open(office.root)
    verdict = verify(store, Asked(), int(office.clock.now().timestamp()) + 60)
    store.close()
    return [one.rule for one in verdict.findings], verdict.counts["signed"]


def test_who_is_not_known_reads_the_register_all_the_same(signing):
    known = keys.signers(signing.desk)
    stranger = open_desk(str(signing.root))  # no identity of git's and no WUYE_ACTOR
    assert keys.signers(stranger) == known
    assert not any(one.here for one in keys.held(stranger))


@needs_git(2, 34)
def test_each_signs_for_themselves_on_one_machine_and_the_audit_is_content(signing):
    keys.rotate(signing.desk)  # the manager's
    signing.actor = CLERK
    changed, placed = keys.rotate(signing.desk)  # the clerk may do just that
    assert [(one.key.is_live, one.key.why) for one in changed.keys] == [
        (False, "rotated"),
        (True, ""),
    ]
    assert placed.registered == LI
    assert audited(signing) == ([], 3)  # the first key's commit had nothing to be signed with
    assert git(signing.root, "log", "-1", "--format=%G? %ce").split() == ["G", CLERK.mail]


def test_what_a_clerk_may_not_do_leaves_no_key_lying(signing):
    signing.actor = CLERK
    with pytest.raises(RefusedError):
        keys.add(signing.desk, str(a_key("li2")) + ".pub")
    with pytest.raises(RefusedError):
        keys.revoke(signing.desk, WANG, "丢失")
    before = sorted((signing.root.parent / "home/.ssh").iterdir())
    git(signing.root, "checkout", "-q", "HEAD")
    (signing.root / "records/staff/s-li.yaml").write_text("# mine\n")
    with pytest.raises(ConflictError):
        keys.rotate(signing.desk)
    assert sorted((signing.root.parent / "home/.ssh").iterdir()) == before


def test_a_key_is_registered_once_and_never_again_once_ended(signing):
    key = keys.held(signing.desk)[0].key
    with pytest.raises(ConflictError):
        keys.add(signing.desk, f"{key.key} comment", who=WANG)
    keys.revoke(signing.desk, key.fingerprint[:16], "丢失")
    with pytest.raises(RefusedError):
        keys.add(signing.desk, key.key, who=WANG)
    with pytest.raises(NotFoundError):
        keys.revoke(signing.desk, key.fingerprint, "丢失")


def test_whoever_leaves_loses_every_key_and_stays_in_the_list_for_git(signing):
    keys.add(signing.desk, str(a_key("li2")) + ".pub", who=LI, label="家里 13800001234")
    edit(signing.desk, LI, {"left": date(2026, 11, 30)})
    changed = keys.revoke(signing.desk, "李客服", "离职")
    assert {one.key.why for one in changed.keys} == {"left"}
    assert all("13800001234" not in one.key.label for one in changed.keys)
    lines = keys.signers(signing.desk).splitlines()
    assert len(lines) == 3
    assert sum('valid-before="20261125"' in line for line in lines) == 2


def test_a_key_that_was_ended_can_still_be_reported_lost_and_stays_so(signing):
    mine = next(one.key.fingerprint for one in keys.held(signing.desk) if one.staff == LI)
    (left,) = keys.revoke(signing.desk, mine, "离职").keys
    signing.clock.at("2026-12-03 09:00")
    with pytest.raises(NotFoundError):
        keys.revoke(signing.desk, mine, "换新")
    (lost,) = keys.revoke(signing.desk, "李客服", "丢失").keys
    assert (lost.key.why, lost.key.ended) == ("lost", left.key.ended)
    for again in (mine, LI):
        with pytest.raises(NotFoundError):
            keys.revoke(signing.desk, again, "丢失")
    assert audited(signing)[0] == []


def test_a_replaced_key_is_reported_lost_by_its_fingerprint_alone(signing):
    old, new = keys.rotate(signing.desk)[0].keys
    assert [one.key for one in keys.revoke(signing.desk, WANG, "丢失").keys] == [
        one.key for one in keys.held(signing.desk) if one.key.key == new.key.key
    ]
    (found,) = keys.revoke(signing.desk, old.key.fingerprint, "丢失").keys
    assert found.key.why == "lost"


def test_the_last_key_stays_where_signatures_are_required(signing):
    with signing.desk.transaction() as changes:
        data = changes.read("standards/policy.yaml").decode()
        assert "signatures: optional" in data
        text = data.replace("signatures: optional", "signatures: required")
        changes.put("standards/policy.yaml", text.encode())
        changes.commit("required", trailers=[("Wuye-Op", "adopt"), ("Wuye-Format", "1")])
    signing.desk.forget()
    keys.revoke(signing.desk, LI, "换新")
    with pytest.raises(RefusedError) as refused:
        keys.revoke(signing.desk, WANG, "换新")
    assert refused.value.code == "last_key"


@needs_git(2, 34)
def test_a_key_of_old_may_be_used_and_git_uses_it_too(office, tmp_path):
    git(office.root, "config", "user.email", MANAGER.mail)
    git(office.root, "config", "user.name", "Wang")
    placed = keys.use(office.desk, str(a_key("wang")))
    assert (placed.git, placed.first, placed.registered) == (True, True, "")
    keys.add(office.desk, public(a_key("wang")))
    (office.root / "by-hand.txt").write_text("x")
    git(office.root, "add", "by-hand.txt")
    git(office.root, "-c", f"user.email={MANAGER.mail}", "commit", "-q", "-m", "by hand")
    assert git(office.root, "log", "-1", "--format=%G? %GS").split() == ["G", MANAGER.mail]
    with pytest.raises(CallError):
        keys.use(office.desk, str(tmp_path / "nowhere"))


def test_comments_in_a_staff_file_outlive_a_key(office):
    path = office.root / "records/staff/s-li.yaml"
    path.write_text("# 夜班也是他\n" + path.read_text())
    git(office.root, "commit", "-q", "-am", "comment")
    keys.add(office.desk, public(a_key("li")), who=LI, label="前台")
    assert path.read_text().startswith("# 夜班也是他\n")
    assert keys.held(office.desk)[0].key.label == "前台"


def test_who_borrows_the_managers_name_does_not_bring_a_key_along(signing):
    file = "records/staff/s-wang.yaml"
    known = [one.key for one in keys.held(signing.desk) if one.staff == WANG]
    text = member(WANG, MANAGER.mail, *known, a_key("eve")).decode()
    text = text.replace("mail:", 'role: "manager"\nmail:')
    forged(
        signing.root,
        author=f"{MANAGER.name} <{MANAGER.mail}>",
        key=a_key("eve"),
        files={file: text},
        message="key add s-wang\n\nWuye-Op: key.add\nWuye-Format: 1\n",
        at=int(signing.clock.now().timestamp()),
    )
    assert audited(signing)[0] == ["G005"]

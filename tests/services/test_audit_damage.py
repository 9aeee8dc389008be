"""An audit of what cannot be read: it says so or goes on, and never falls over."""

from __future__ import annotations

import pytest
from tests.services.test_audit_verify import TRIAL, codes, judged, take
from tests.support.cli import inside
from tests.support.depth import stride
from tests.support.desks import an_office
from tests.support.repos import git
from tests.unit.auditing.test_odd_objects import NOTE

from wuye_cli.auditing.checkpoint import write_checkpoint
from wuye_cli.domain.errors import CallError, NotFoundError, UncheckableError
from wuye_cli.services import checkpoints
from wuye_cli.services.audit_papers.pack_files import read_pack
from wuye_cli.services.audit_papers.personal import UNREADABLE, Personal, numbers_in_ticket
from wuye_cli.services.audit_papers.story import story_of
from wuye_cli.services.audit_papers.whole_log import names_of
from wuye_cli.services.auditing.engine import Asked, verify


@pytest.fixture
def office(tmp_path):
    office = an_office(tmp_path, "2026-11-20 09:00")
    yield office
    office.desk.close()


def by_hand(office, **files):
    for path, data in files.items():
        (office.root / path).write_bytes(data)
    git(office.root, "add", "-A")
    git(office.root, "-c", "user.name=l", "-c", "user.email=li@desk.example", "commit", "-qm", "x")
    office.desk.forget()


def test_standards_that_cannot_be_read_end_no_audit(office):
    first = take(office)
    files = ("standards/tiers.yaml", "standards/policy.yaml", "wuye.yaml")
    good = {path: (office.root / path).read_bytes() for path in files}
    by_hand(office, **dict.fromkeys(files, b"a: ["))
    spoilt = judged(office)
    assert spoilt.commits == 3
    by_hand(office, **good)
    office.clock.at("2026-11-20 09:30")
    take(office, "门锁坏")
    whole = judged(office, full=True)
    assert (whole.commits, whole.counts["tickets"]) == (5, 2)
    assert first.ticket.id not in {one.ticket for one in whole.findings}


def test_a_branch_without_a_commit_is_no_clean_history(office):
    git(office.root, "symbolic-ref", "HEAD", "refs/heads/new")
    office.desk.forget()
    with pytest.raises(UncheckableError, match="no_commits"):
        judged(office)
    with pytest.raises(CallError, match="unknown_state"):
        judged(office, revision="nowhere")
    git(office.root, "symbolic-ref", "refs/heads/new", "refs/heads/main")
    assert judged(office).commits == 1


@pytest.mark.parametrize("data", [b"a: [", b"", b"\xff"][:: stride()])
def test_a_ticket_that_cannot_be_read_is_named(office, data):
    taken = take(office)
    by_hand(office, **{taken.path: data})
    found = [one for one in judged(office).findings if one.severity == "error"]
    assert {one.ticket for one in found} == {taken.ticket.id}


def test_a_ticket_of_a_later_format_is_not_judged_and_said(office):
    taken = take(office)
    by_hand(office, **{taken.path: b"schema: ticket/9\n"})
    assert judged(office).unchecked == ((taken.path, "newer_schema"),)
    ran = inside("audit", "verify", at=office.root, WUYE_LANG="en")
    assert ran.status == 3
    assert f"{taken.path} has a format newer" in ran.err
    assert "?" not in ran.err


def test_an_object_that_is_gone_is_a_finding_of_its_own(office):
    taken = take(office)
    objects = office.desk.store.ground.objects
    blob = objects.blob_at(office.desk.store.head(), taken.path)
    place = office.root / ".git" / "objects" / blob[:2] / blob[2:]
    place.unlink()
    verdict = verify(office.desk.store, Asked(full=True), TRIAL)
    assert codes(verdict)
    assert [one.severity for one in verdict.findings] == ["error"]


def test_what_is_no_checkpoint_is_held_against_nothing(office, tmp_path):
    take(office)
    odd = tmp_path / "note.txt"
    odd.write_text("no checkpoint")
    for typed, code in (("not a code", "bad_code"), (str(odd), "not_a_checkpoint")):
        with pytest.raises(CallError) as caught:
            judged(office, against=typed)
        assert caught.value.code == code


def test_what_is_no_pack_is_not_read(tmp_path):
    with pytest.raises(CallError) as caught:
        read_pack(str(tmp_path / "nowhere"))
    assert caught.value.code == "audit.no_archive"
    (tmp_path / "a").write_bytes(b"x")
    assert read_pack(str(tmp_path)) == {"a": b"x"}
    (tmp_path / "link").symlink_to("a")
    with pytest.raises(CallError) as caught:
        read_pack(str(tmp_path))
    assert caught.value.code == "audit.odd_archive"


def test_a_file_that_is_no_checkpoint_cosigns_nothing(office, tmp_path):
    with pytest.raises(NotFoundError, match="no_checkpoints"):
        checkpoints.shown(office.desk, "")
    place = tmp_path / "point.txt"
    for data, code in (
        (None, "no_checkpoint_file"),
        (b"\xff", "not_a_checkpoint"),
        (b"no checkpoint", "not_a_checkpoint"),
    ):
        if data is not None:
            place.write_bytes(data)
        with pytest.raises(CallError) as caught:
            checkpoints.take(office.desk, str(place))
        assert caught.value.code == code
    place.write_text(write_checkpoint(NOTE))
    with pytest.raises(NotFoundError, match="unknown_checkpoint"):
        checkpoints.take(office.desk, str(place))


def test_the_story_of_a_ticket_goes_on_over_what_stood_there_for_a_while(office):
    taken = take(office)
    good = (office.root / taken.path).read_bytes()
    by_hand(office, **{taken.path: b"a: ["})
    (office.root / taken.path).unlink()
    (office.root / taken.path).symlink_to("elsewhere")
    git(office.root, "add", "-A")
    git(office.root, "commit", "-qm", "a link")
    (office.root / taken.path).unlink()
    by_hand(office, **{taken.path: good})
    story = story_of(office.desk, taken.ticket.id)
    assert story.versions[0].ticket == story.versions[-1].ticket == story.ticket
    assert any(one.ticket is None for one in story.versions)
    with pytest.raises(NotFoundError):
        story_of(office.desk, "nonsense")


def test_a_person_of_the_staff_is_known_by_every_name(office):
    put = {
        "records/staff/s-li.yaml": "schema: staff/1\nid: s-li\nname: 李客服\nmail: li@desk.example\n"
    }
    (office.root / "records" / "staff").mkdir(exist_ok=True)
    by_hand(office, **{path: text.encode() for path, text in put.items()})
    wanted = {"s-li", "李客服", "li@desk.example"}
    for name in ("S-LI", "李客服 ", "Li@desk.example"):
        assert names_of(office.desk, name) == wanted
    assert names_of(office.desk, "nobody") == {"nobody"}


def test_a_ticket_that_cannot_be_read_is_not_called_free_of_personal_data():
    assert list(numbers_in_ticket("p", b"a: [")) == [Personal("p", UNREADABLE)]

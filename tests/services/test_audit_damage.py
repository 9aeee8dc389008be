"""An audit of what cannot be read: it says so or goes on, and never falls over."""

from __future__ import annotations

import pytest
from tests.services.test_audit_verify import TRIAL, codes, judged, take
from tests.support.cli import inside
from tests.support.desks import an_office
from tests.support.repos import git

from wuye_cli.domain.errors import CallError
from wuye_cli.services.audit_papers.pack_files import read_pack
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


@pytest.mark.parametrize("data", [b"a: [", b"", b"\xff"])
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

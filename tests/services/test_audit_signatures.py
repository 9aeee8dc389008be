"""G002-G006: one forgery, one code; what honest people do gives none."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from tests.support import repos
from tests.support.keys import a_key, forged, member, public, signed
from tests.support.repos import CLERK, git, save

from wuye_cli.auditing.ssh_signature import form_of, read_signature, sealed
from wuye_cli.domain.people.signing_key import SigningKey
from wuye_cli.services.auditing.engine import Asked, verify
from wuye_cli.store.repository import Store
from wuye_cli.store.verified import Verified

if TYPE_CHECKING:
    from pathlib import Path

LI, WANG = "李前台 <s-li@desk.example>", "王经理 <wang@desk.example>"
POLICY = "standards/policy.yaml"
REQUIRED = "schema: policy/1\naudit: {signatures: required}\n"
NOW = 1795400000
OWN = {"G002", "G003", "G004", "G005", "G006"}


def register(*keys: Path | SigningKey) -> dict[str, bytes]:
    return {
        "records/staff/s-li.yaml": member("s-li", CLERK.mail, *(keys or (a_key("li"),))),
        "records/staff/s-wang.yaml": member("s-wang", "wang@desk.example", a_key("wang")),
    }


@pytest.fixture
def store(tmp_path):
    """A store whose clerk and manager have registered keys; nothing requires them."""
    found = repos.a_store(tmp_path)
    save(found, register())
    yield found
    found.close()


@pytest.fixture
def strict(store):
    save(store, {POLICY: REQUIRED.encode()})
    return store


def found(store, **asked):
    again = Store.open(store.root)
    verdict = verify(again, Asked(**asked), NOW)
    again.close()
    ours = [one for one in verdict.findings if one.rule in OWN]
    return ours, verdict


def codes(store):
    return [(one.rule, one.facts.get("what"), one.facts["commit"]) for one in found(store)[0]]


def test_signed_by_the_one_who_committed_is_fine_and_unsigned_is_counted(store):
    forged(store.root, author=LI)
    forged(store.root, author=LI, key=a_key("li"))
    forged(store.root, author=WANG, key=a_key("wang"))
    ours, verdict = found(store)
    assert ours == []
    assert verdict.counts["signed"] == 2
    assert verdict.commits == 5


def test_unsigned_is_g002_from_the_commit_after_the_policy(strict):
    forged(strict.root, author=LI, key=a_key("li"))
    bad = forged(strict.root, author=LI)
    forged(strict.root, author=LI, key=a_key("li"), files={POLICY: "schema: policy/1\n"})
    forged(strict.root, author=LI)
    assert codes(strict) == [("G002", None, bad)]


FORGERIES = {
    "message changed": ("G003", "tampered", {"then": lambda raw: raw.replace(b"made", b"MADE")}),
    "date changed": ("G003", "tampered", {"then": lambda raw: raw.replace(b"300000", b"300001")}),
    "header added": (
        "G003",
        "tampered",
        {"then": lambda raw: raw.replace(b"\n\n", b"\nx-note hidden\n\n", 1)},
    ),
    "for a file": ("G003", "namespace", {"namespace": "file"}),
    "broken": ("G003", "damaged", {"then": lambda raw: raw.replace(b"U1NIU0lH", b"AAAA")}),
    "no armour": ("G003", "damaged", {"then": lambda raw: raw.replace(b"-----END", b"-----")}),
    "twice": (
        "G003",
        "several",
        {"then": lambda raw: raw.replace(b"\n\n", b"\ngpgsig x\n\n", 1)},
    ),
    "unknown key": ("G004", None, {"key": "stranger"}),
    "somebody else's": ("G006", None, {"key": "wang"}),
    "committer borrowed": ("G006", None, {"committer": WANG}),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_each_forgery_raises_its_code_and_names_commit_and_person(store, name):
    code, what, how = FORGERIES[name]
    asked = {"author": LI, "key": "li", **how}
    bad = forged(store.root, **{**asked, "key": a_key(asked["key"])})
    forged(store.root, author=LI, key=a_key("li"))
    ours, _ = found(store)
    assert [(one.rule, one.facts.get("what"), one.facts["commit"]) for one in ours] == [
        (code, what, bad)
    ]
    assert CLERK.mail in ours[0].facts["who"]


def test_headers_on_either_side_of_the_signature_are_part_of_what_is_signed(store):
    forged(store.root, author=LI, key=a_key("li"), headers="encoding gbk", before=True)
    forged(store.root, author=LI, key=a_key("li"), headers="x-note 公开", before=True)
    ours, verdict = found(store)
    assert ours == []
    assert verdict.counts["signed"] == 2
    after = forged(store.root, author=LI, key=a_key("li"), headers="x-note after")
    assert [(one[0], one[2]) for one in codes(store)] in ([], [("G003", after)])


@pytest.mark.parametrize(
    ("armour", "form"),
    [
        ("-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n", "openpgp"),
        ("-----BEGIN SIGNED MESSAGE-----\nabc\n-----END SIGNED MESSAGE-----\n", "x509"),
        ("anything", "other"),
    ],
)
def test_a_signature_of_another_kind_cannot_be_verified(store, armour, form):
    header = b"gpgsig " + armour.rstrip("\n").replace("\n", "\n ").encode()
    bad = forged(
        store.root, author=LI, then=lambda raw: raw.replace(b"\n\n", b"\n" + header + b"\n\n", 1)
    )
    ours, _ = found(store)
    assert [(one.rule, one.facts["form"], one.facts["commit"]) for one in ours] == [
        ("G004", form, bad)
    ]


def test_before_any_key_is_registered_nothing_is_said_of_signatures(tmp_path):
    store = repos.a_store(tmp_path)
    forged(store.root, author=LI, key=a_key("li"))
    root = store.root
    text = register()["records/staff/s-li.yaml"].decode()
    forged(root, author=LI, key=a_key("li"), files={"records/staff/s-li.yaml": text})
    forged(root, author=LI, key=a_key("li"))
    ours, verdict = found(store)
    assert ours == []
    assert verdict.counts["signed"] == 1
    assert ("strange_signatures", {"count": 2}) in verdict.uncovered


# -- by place in history, not by date -------------------------------------------------------------


def ended(why, key="li"):
    at = datetime(2026, 11, 21, tzinfo=UTC)
    return SigningKey(key=public(a_key(key)), ended=at, why=why)


def staff_file(*keys, **more):
    text = member("s-li", CLERK.mail, *keys).decode()
    return {"records/staff/s-li.yaml": text + "".join(f"{k}: {v}\n" for k, v in more.items())}


def test_rotated_the_old_key_signs_its_own_end_and_nothing_after_it(store):
    root = store.root
    forged(root, author=LI, key=a_key("li"))
    files = staff_file(ended("rotated"), a_key("li2"))
    forged(root, author=LI, key=a_key("li"), files=files)
    forged(root, author=LI, key=a_key("li2"))
    assert codes(store) == []
    bad = forged(root, author=LI, key=a_key("li"), at=1000000000)  # whatever it claims
    assert codes(store) == [("G005", "rotated", bad)]


def test_a_key_that_was_taken_out_of_the_register_counts_no_more(store):
    forged(store.root, author=LI, key=a_key("li"))
    forged(store.root, author=WANG, key=a_key("wang"), files=staff_file(a_key("li2")))
    bad = forged(store.root, author=LI, key=a_key("li"))
    assert codes(store) == [("G005", "removed", bad)]


def test_a_key_does_not_count_before_it_is_registered(store):
    bad = forged(store.root, author=LI, key=a_key("li2"))
    forged(store.root, author=WANG, key=a_key("wang"), files=staff_file(a_key("li"), a_key("li2")))
    forged(store.root, author=LI, key=a_key("li2"))
    assert codes(store) == [("G005", "early", bad)]


def test_a_leaver_signs_up_to_the_last_day(store):
    last = int(datetime(2026, 11, 21, 23, 50, tzinfo=repos.ZONE).timestamp())
    files = staff_file(a_key("li"), left=date(2026, 11, 21).isoformat())
    forged(store.root, author=WANG, key=a_key("wang"), at=last - 9, files=files)
    forged(store.root, author=LI, key=a_key("li"), at=last)
    bad = forged(store.root, author=LI, key=a_key("li"), at=last + 3600)
    assert codes(store) == [("G005", "left", bad)]


def test_who_found_a_lost_key_cannot_sign_on_top_of_an_old_commit(store):
    root = store.root
    fine = forged(root, author=LI, key=a_key("li"))
    forged(root, author=WANG, key=a_key("wang"), files=staff_file(ended("lost")))
    report = git(root, "rev-parse", "HEAD").strip()
    bad = forged(root, author=LI, key=a_key("li"), parents=(fine,))
    forged(root, author=WANG, key=a_key("wang"), parents=(report, bad))
    assert codes(store) == [("G005", "lost", bad)]


@pytest.mark.parametrize("before", ["left", "rotated"])
def test_an_ended_key_that_is_reported_lost_counts_only_before_the_report(store, before):
    root = store.root
    old = git(root, "rev-parse", "HEAD").strip()
    merged = forged(root, author=LI, key=a_key("li"), parents=(old,))
    forged(root, author=WANG, key=a_key("wang"), files=staff_file(ended(before)), parents=(old,))
    end = git(root, "rev-parse", "HEAD").strip()
    both = forged(root, author=WANG, key=a_key("wang"), parents=(end, merged))
    between = forged(root, author=LI, key=a_key("li"))
    assert codes(store) == [("G005", before, between)]
    report = forged(root, author=WANG, key=a_key("wang"), files=staff_file(ended("lost")))
    late = forged(root, author=LI, key=a_key("li"), parents=(old,))
    forged(root, author=WANG, key=a_key("wang"), parents=(report, late))
    after = forged(root, author=LI, key=a_key("li"))
    assert both in git(root, "rev-list", report).split()
    assert codes(store) == [
        ("G005", before, between),
        ("G005", "lost", late),
        ("G005", "lost", after),
    ]


def test_an_offline_desk_with_a_rotated_key_is_believed(store):
    root = store.root
    base = git(root, "rev-parse", "HEAD").strip()
    offline = forged(root, author=LI, key=a_key("li"))
    forged(
        root,
        author=WANG,
        key=a_key("wang"),
        parents=(base,),
        files=staff_file(ended("rotated"), a_key("li2")),
    )
    rotated = git(root, "rev-parse", "HEAD").strip()
    forged(root, author=LI, key=a_key("li2"), parents=(rotated, offline))
    assert codes(store) == []


# -- what is remembered ---------------------------------------------------------------------------


def test_what_was_verified_is_not_asked_again_unless_everything_is(store, tmp_path, monkeypatch):
    forged(store.root, author=LI, key=a_key("li"))
    forged(store.root, author=LI, key=a_key("li"))
    assert found(store)[1].counts["signed"] == 2
    wrapper = tmp_path / "bin" / "ssh-keygen"
    wrapper.parent.mkdir()
    wrapper.write_text(
        f'#!/bin/sh\necho x >> {tmp_path}/calls\nexec {shutil.which("ssh-keygen")} "$@"\n'
    )
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", str(wrapper.parent), prepend=":")
    calls = tmp_path / "calls"
    assert found(store)[1].counts["signed"] == 2
    assert not calls.exists()
    forged(store.root, author=LI, key=a_key("li"))
    calls.write_text("")
    assert found(store)[1].counts["signed"] == 3
    assert calls.read_text() == "x\n"
    head = git(store.root, "rev-parse", "HEAD").strip()
    raw = subprocess.run(
        ["git", "-C", str(store.root), "cat-file", "commit", head], capture_output=True, check=True
    ).stdout
    parts = sealed(raw)
    assert Verified(store.ground, believes=False).holds(head, parts.payload, parts.signatures[0])
    assert calls.read_text() == "x\nx\n"


def test_a_broken_memory_is_no_memory(store):
    forged(store.root, author=LI, key=a_key("li"))
    assert found(store)[1].counts["signed"] == 1
    kept = store.git_dir / "wuye" / "signatures.msgpack"
    for bad in (b"\xc1 rubbish", kept.read_bytes().replace(b"\xc3", b"\xc2")):
        kept.write_bytes(bad)
        assert found(store)[1].counts["signed"] == 1


# -- the form of a signature ----------------------------------------------------------------------


def test_a_signature_names_its_key_and_what_it_was_made_for():
    said = read_signature(signed(a_key("li"), b"x", "note"))
    assert said is not None
    assert said == (public(a_key("li")), "note")


@pytest.mark.parametrize(
    "text",
    ["", "-----BEGIN SSH SIGNATURE-----", "-----BEGIN SSH SIGNATURE-----\n\n-----END SSH SIGNATURE-----",
     "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAQ==\n-----END SSH SIGNATURE-----",
     "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAf////8=\n-----END SSH SIGNATURE-----",
     "-----BEGIN SSH SIGNATURE-----\n没有\n-----END SSH SIGNATURE-----"],
)  # fmt: skip
def test_what_is_no_signature_is_none(text):
    assert read_signature(text) is None
    assert form_of(text) in {"", "other"}

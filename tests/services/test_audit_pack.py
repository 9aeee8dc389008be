"""A period as an archive: reproducible, verifiable with and without wuye, no person's data."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import zipfile
from datetime import timedelta

import pytest
from tests.support.desks import Office, an_office

from wuye_cli.auditing.periods import parse_period
from wuye_cli.domain.errors import CallError, NotFoundError, RefusedError, StoreError
from wuye_cli.i18n.catalog import use_language
from wuye_cli.render.audit_readme import readmes
from wuye_cli.services.audit_papers.pack_check import check_pack
from wuye_cli.services.audit_papers.pack_files import read_pack
from wuye_cli.services.audit_papers.pack_paper import SUMS, sealed, sums_of
from wuye_cli.services.audit_papers.packing import pack_period
from wuye_cli.services.audit_papers.span import span_of
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import report
from wuye_cli.services.intake import Request, take
from wuye_cli.store.archives import read_archive, write_archive
from wuye_cli.store.pack_file import objects_in, pack_of
from wuye_cli.store.page_files import write_new_folder

NOVEMBER = parse_period("2026-11")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A store with a ticket of October (by its commits) and one of November."""
    office = an_office(tmp_path_factory.mktemp("pack"), "2026-11-24 09:00")
    take(office.desk, "2-1-803 厨房龙头滴水", Request(title="", phone="13500005555"))
    office.clock.at("2026-12-02 10:00")
    take(office.desk, "2-1-804 灯不亮", Request(title=""))
    return office


def pack(office, period=NOVEMBER, **more):
    made = pack_period(office.desk, span_of(office.desk, period), **more)
    return sealed(made, readmes(made.manifest))


@pytest.fixture(scope="module")
def packed(office):
    return pack(office)


def by_hand(office, message, at="2026-11-24T10:00:00+0800"):
    """Commit the work tree as somebody with plain git would."""
    office.desk.close()
    env = {"PATH": os.environ["PATH"], "HOME": "/", "GIT_COMMITTER_DATE": at}
    for words in (["add", "-A"], ["commit", "-qm", message]):
        person = ("-c", "user.name=p", "-c", "user.email=p@x")
        subprocess.run(["git", "-C", str(office.root), *person, *words], check=True, env=env)


def kinds(files):
    return {(one.kind, one.path) for one in check_pack(files).faults}


def test_a_pack_is_sound_and_the_same_each_time(office, packed):
    assert check_pack(packed).faults == ()
    for ending in ("a.zip", "a.tar"):
        data = write_archive(packed, "audit-2026-11", ending)
        assert data == write_archive(pack(office), "audit-2026-11", ending)
        assert read_archive(data, ending) == packed


def test_packing_tells_how_far_it_is(office):
    told = []
    made = pack_period(office.desk, span_of(office.desk, NOVEMBER), on_progress=told.append)
    counts = made.manifest["counts"]
    kinds = ("commits", "ticket", "standard", "earlier", "approval", "checkpoint")
    assert told == list(range(1, sum(counts[name] for name in kinds) + 1))


def test_a_third_party_needs_git_and_sha256sum_alone(packed, tmp_path):
    folder = tmp_path / "p"
    write_new_folder(str(folder), packed)
    page = packed["README.en.md"].decode()
    lines = [line.strip() for line in page.splitlines() if line.startswith("       ")]
    assert len(lines) == 6
    told = [
        subprocess.run(["sh", "-c", line], cwd=folder, check=True, capture_output=True, text=True,
                       env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)}).stdout
        for line in lines
    ]  # fmt: skip
    assert "FAILED" not in told[0]
    assert told[3] == told[4] != ""
    assert shlex.split(lines[3])[-1].startswith("records/tickets/2026/11/24/")
    assert "committer 李客服" in told[5]
    assert check_pack(read_pack(str(folder))).faults == ()  # what git left there does not matter


def test_a_period_holds_its_own_commits(office, packed):
    assert sum(path.startswith("records/tickets/") for path in packed) == 1
    december = pack(office, parse_period("2026-12"))
    both = pack(office, parse_period("2026-11..2026-12"))
    counts = [check_pack(files).manifest["counts"]["commits"] for files in (packed, december, both)]
    assert counts[0] + counts[1] == counts[2]
    before = check_pack(december).manifest["before"]
    assert before == check_pack(packed).manifest["commit"]
    with pytest.raises(NotFoundError, match="nothing_then"):
        pack(office, parse_period("2025"))


TICKET = "records/tickets/2026/11/24/WY-261124-A001.yaml"


def resealed(files, **changed):
    """Return a pack that a forger changed, with the sums made good again."""
    made = {**files, **{name: body for name, body in changed.items() if body is not None}}
    made = {name: body for name, body in made.items() if changed.get(name, b"") is not None}
    return {**made, SUMS: sums_of(made)}


def test_each_forgery_is_told(packed):
    ticket, commits = packed[TICKET], packed["commits.json"]
    changed = ticket.replace("滴水".encode(), "漏水".encode())
    objects = objects_in(packed["git/objects.pack"])
    fewer = [one for one in objects.values() if one[0] != "tree"]
    assert kinds({**packed, TICKET: changed}) >= {("checksum", TICKET), ("blob", TICKET)}
    assert ("blob", TICKET) in kinds(resealed(packed, **{TICKET: changed}))
    assert kinds(resealed(packed, **{TICKET: None})) == {("missing", TICKET)}
    assert ("listed", "more.txt") in kinds(resealed(packed, **{"more.txt": b"x"}))
    assert ("extra", "more.txt") in kinds({**packed, "more.txt": b"x"})
    assert any(
        kind == "commit"
        for kind, _ in kinds(
            resealed(
                packed, **{"commits.json": commits.replace("李客服".encode(), "王经理".encode())}
            )
        )
    )
    assert ("place", TICKET) in kinds(resealed(packed, **{"git/objects.pack": pack_of(fewer)}))
    assert kinds(resealed(packed, **{"git/objects.pack": b"PACK"})) == {
        ("objects", "git/objects.pack")
    }
    cut = commits[: commits.rindex(b"{\n")].rstrip(b" ,\n") + b"]"
    assert ("manifest", "commits.json") in kinds(resealed(packed, **{"commits.json": cut}))


@pytest.mark.parametrize("data", [b"", b"PACK", b"PACK\0\0\0\2\0\0\0\1" + b"\0" * 30])
def test_what_is_no_pack_of_objects_is_refused(data):
    with pytest.raises(StoreError, match="damaged_object"):
        objects_in(data)


def test_objects_survive_their_pack():
    objects = [("blob", b""), ("blob", bytes(range(256)) * 400), ("commit", b"tree x\n\nhi")]
    assert list(objects_in(pack_of(objects)).values()) == objects


def test_personal_data_is_not_packed(tmp_path):
    office = an_office(tmp_path)
    take(
        office.desk, "2-1-803 厨房龙头滴水", Request(title="", phone="13500005555", name="欧阳婷婷")
    )
    report(office.desk, "1", [Draft(do="note", fields={"text": "找欧阳婷婷开门"})])
    path = office.root / TICKET
    path.write_text(path.read_text().replace("[住户]", "欧阳婷婷"))
    by_hand(office, "by hand")
    with pytest.raises(RefusedError) as told:
        pack(office)
    assert told.value.facts["places"] == [f"{TICKET} (name)"]
    assert "欧阳" not in str(told.value.facts)
    path.write_text(path.read_text().replace("找欧阳婷婷开门", "打13800001234"))
    by_hand(office, "call 13912345678")
    office.clock.at("2026-11-24 11:00")
    take(office.desk, "2-1-804 灯不亮", Request(title=""))
    with pytest.raises(RefusedError) as told:
        pack(office)
    assert told.value.facts["count"] == 2
    bad = next(place.split()[0] for place in told.value.facts["places"] if "/" not in place)
    files = pack(office, leave_out=["WY-261124-A001", bad[:10]])
    assert check_pack(files).faults == ()
    assert check_pack(files).manifest["left_out"] == sorted(["WY-261124-A001", bad])
    assert b"13912345678" not in b"".join(files.values())
    with pytest.raises(CallError, match="not_in_pack"):
        pack(office, leave_out=["WY-261124-A009", "WY-261124-A001", bad])


def test_a_replaced_standard_goes_along_and_is_proved(tmp_path):
    office = an_office(tmp_path)
    path = office.root / "standards/policy.yaml"
    path.write_text(path.read_text().replace("late_entry: 4h", "late_entry: 2h"))
    by_hand(office, "stricter")
    files = pack(office)
    assert check_pack(files).faults == ()
    earlier = next(path for path in files if path.startswith("earlier/"))
    assert b"late_entry: 4h" in files[earlier]
    assert b"late_entry: 2h" in files["standards/policy.yaml"]


def test_a_backdated_commit_stays_in_the_period_where_it_stands(office, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(office.root, copy, symlinks=True)
    later = Office(copy, "2026-12-05 10:00")
    (copy / "note.txt").write_text("x")
    by_hand(later, "old", "2026-11-15T10:00:00+0800")
    span = span_of(later.desk, parse_period("2026-12"))
    assert span.until == later.desk.store.head()
    assert span_of(later.desk, NOVEMBER).until == span.since
    assert span.begins + timedelta(days=31) == span.ends


def zipped(*names, mode=0o100644):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            made.writestr(entry, b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_archive"),
        (b"PK\5\6" + b"\0" * 18, "no_archive"),
        (zipped("p/../../etc/passwd"), "odd_archive"),
        (zipped("/p/a"), "odd_archive"),
        (zipped("a"), "odd_archive"),
        (zipped("p/a", "q/a"), "odd_archive"),
        (zipped("p/a\\b"), "odd_archive"),
        (zipped("p/a", mode=0o120777), "odd_archive"),
    ],
)
def test_archives_of_ill_will_are_refused(data, code):
    with pytest.raises(CallError, match=code):
        read_archive(data, "x.zip")


def test_a_name_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped("p/a", "p/a")
    with pytest.raises(CallError, match="odd_archive"):
        read_archive(data, "x.zip")


def test_another_archive_is_no_pack():
    with pytest.raises(CallError, match="no_pack"):
        check_pack({"a": b"x"})
    with pytest.raises(CallError, match="newer_pack"):
        check_pack({"manifest.json": b'{"schema": "audit-pack/2"}'})


def test_the_readmes_say_the_same_in_both_languages(packed):
    use_language("zh")
    assert packed["README.zh-CN.md"].decode().count("\n   ") == packed[
        "README.en.md"
    ].decode().count("\n   ")

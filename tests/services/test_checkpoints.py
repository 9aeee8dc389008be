"""Checkpoints: made, witnessed, held against histories that were rewritten since."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.support.desks import an_office
from tests.support.keys import a_key, member
from tests.support.repos import git

from wuye_cli.auditing.checkpoint import (
    code_of,
    lost_and_changed,
    parse_code,
    read_checkpoint,
    ticket_list,
    tickets_of,
    write_checkpoint,
)
from wuye_cli.domain.errors import CallError, ConflictError, NotFoundError, RefusedError
from wuye_cli.domain.identity import ALPHABET
from wuye_cli.services import checkpoints, intake
from wuye_cli.services.auditing.engine import Asked, verify
from wuye_cli.services.checking.run import Asked as Looked
from wuye_cli.services.checking.run import check
from wuye_cli.services.intake import Request
from wuye_cli.store import ssh
from wuye_cli.store.checkpoints import signed_by
from wuye_cli.store.repository import Store
from wuye_cli.store.signing import setting_of

OWN = {"G001", "G030", "G031", "G032", "G033"}
LI = "li@desk.example"


@pytest.fixture
def office(tmp_path):
    found = an_office(tmp_path, "2026-11-02 09:00")
    yield found
    found.desk.close()


def take(office, text="3-1-502 厨房龙头滴水"):
    return intake.take(office.desk, text, Request(title="")).ticket.id


def found(office, **asked):
    store = Store.open(office.root)
    now = int(office.clock.now().timestamp()) + 60
    verdict = verify(store, Asked(**asked), now)
    store.close()
    return [one for one in verdict.findings if one.rule in OWN], verdict


def said(office, **asked):
    return [(one.rule, one.facts.get("what")) for one in found(office, **asked)[0]]


def register(office, **keys):
    """Commit a register with these keys, and have this clone sign as the clerk."""
    with office.desk.transaction() as changes:
        for name, mail in keys.items():
            changes.put(f"records/staff/s-{name}.yaml", member(f"s-{name}", mail, a_key(name)))
        changes.commit("register", trailers=[("Wuye-Op", "key.add"), ("Wuye-Format", "1")])
    office.desk.forget()
    git(office.root, "config", setting_of(LI), str(a_key("li")))


def policy(office, text):
    with office.desk.transaction() as changes:
        data = changes.read("standards/policy.yaml").decode()
        changes.put("standards/policy.yaml", re.sub(r"\naudit:\n(  .*\n)*", text, data).encode())
        changes.commit("policy", trailers=[("Wuye-Op", "adopt"), ("Wuye-Format", "1")])
    office.desk.forget()


# -- made -----------------------------------------------------------------------------------------


def test_a_checkpoint_speaks_of_the_commit_before_it(office):
    take(office)
    head = office.desk.store.head()
    kept = checkpoints.make(office.desk)
    point = kept.point
    assert point.commit == head
    assert point.tree == git(office.root, "rev-parse", f"{head}^{{tree}}").strip()
    assert point.size == int(git(office.root, "rev-list", "--count", head))
    assert kept.path == f"records/checkpoints/{point.size}-{point.code[:4]}.txt"
    assert office.desk.store.read(kept.path).decode() == write_checkpoint(point)
    assert read_checkpoint(write_checkpoint(point)) == point
    assert said(office) == []


def test_nothing_new_makes_no_second_one(office):
    take(office)
    first = checkpoints.make(office.desk)
    again = checkpoints.make(office.desk)
    assert (again.point, again.is_new) == (first.point, False)
    take(office, "2-1-803 门禁坏了")
    assert checkpoints.make(office.desk).is_new
    assert len(checkpoints.listed(office.desk)) == 2


def test_it_is_found_by_number_and_by_code_as_people_type_it(office):
    take(office)
    point = checkpoints.make(office.desk).point
    spelt = point.code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    for typed in (
        "",
        str(point.size),
        f"CP {point.size} · {point.code}",
        f"“cp {point.size} {spelt}”",
    ):
        assert checkpoints.shown(office.desk, typed).point == point
    with pytest.raises(NotFoundError):
        checkpoints.shown(office.desk, "1")
    with pytest.raises(CallError):
        checkpoints.shown(office.desk, f"CP {point.size + 1} · {point.code}")


# -- held against the history ---------------------------------------------------------------------


def rewritten(office, drop, keep=()):
    """Take the history back to a commit and go on as if the rest had not been."""
    files = {path: office.desk.store.read(path) for path in keep}
    git(office.root, "reset", "-q", "--hard", drop)
    for path, data in files.items():
        (office.root / path).parent.mkdir(parents=True, exist_ok=True)
        (office.root / path).write_bytes(data)
        git(office.root, "add", path)
    if files:
        git(office.root, "commit", "-q", "-m", "kept")
    office.desk.forget()


@pytest.fixture
def marked(office, tmp_path):
    """A checkpoint exported to a file, of a store with three tickets; the first commit."""
    one = take(office)
    before = office.desk.store.head()
    lost = [take(office, "2-1-803 门禁坏了"), take(office, "9-1-301 楼道灯不亮")]
    kept = checkpoints.make(office.desk)
    checkpoints.export(kept, str(tmp_path / "cp.txt"))
    take(office, "5-1-101 马桶堵了")
    return one, lost, before, kept, tmp_path / "cp.txt"


def test_the_same_history_passes_by_file_and_by_code(office, marked):
    kept = marked[3]
    for typed in (str(marked[4]), f"CP {kept.point.size} · {kept.point.code}"):
        ours, verdict = found(office, against=typed)
        assert ours == []
        assert verdict.counts["against"] == kept.point.size
    # as a mail may bring it
    marked[4].write_bytes(marked[4].read_bytes().replace(b"\n", b"\r\n") + b"\r\n\r\n")
    assert said(office, against=str(marked[4])) == []


def test_a_reset_history_is_known_by_the_file_and_names_the_lost_tickets(office, marked):
    _, lost, before, kept, file = marked
    rewritten(office, before)
    git(
        office.root,
        "-c",
        "gc.reflogExpireUnreachable=now",
        "reflog",
        "expire",
        "--expire=now",
        "--all",
    )
    git(office.root, "gc", "-q", "--prune=now")
    assert said(office) == []
    ours, _ = found(office, against=str(file))
    assert [(one.rule, one.facts["what"]) for one in ours] == [("G001", "lost")]
    assert ours[0].facts["tickets"] == lost
    assert ours[0].ticket == lost[0]
    code = f"CP {kept.point.size} {kept.point.code}"
    assert said(office, against=code) == [("G001", "short")]
    for text in ("a", "b", "c", "d", "e"):
        take(office, f"1-1-10{ord(text) - 96} 漏水")
    assert said(office, against=code) == [("G001", "unknown")]


def test_a_history_rewritten_beneath_its_checkpoint_names_what_it_lost(office, marked):
    _, lost, before, kept, _ = marked
    rewritten(office, before, keep=[kept.path])
    ours, _ = found(office)
    assert [(one.rule, one.facts["what"], one.facts["tickets"]) for one in ours] == [
        ("G001", "lost", lost)
    ]
    assert ours[0].facts["commit"] == git(office.root, "rev-parse", "HEAD").strip()
    assert "person" in ours[0].facts["who"]


def test_a_history_without_its_checkpoint_still_answers_to_the_code(office, marked):
    kept = marked[3]
    git(office.root, "reset", "-q", "--hard", kept.point.commit)
    take(office)
    checkpoints.make(office.desk)
    code = f"CP {kept.point.size} {kept.point.code}"
    assert said(office, against=code) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: text.replace(" tree ", " tree 0", 1), ("G001", "unreadable")),
        (lambda text: re.sub("tree [0-9a-f]{4}", "tree 0000", text), ("G001", "changed")),
        (lambda text: text.replace("T09:00:00", "T10:00:00"), ("G001", "changed")),
        (lambda text: re.sub(r" 1 .", " 1 z", text), ("G001", "changed")),
        (lambda text: re.sub(r"\n— .*\n", "\n", text), ("G032", "removed")),
        (lambda text: text.replace("\n\n—", "\n\n— eve SHA256:x AAAA\n—", 1), ("G032", "bad")),
        (None, ("G001", "removed")),
    ],
)
def test_a_checkpoint_in_the_records_may_only_gain_signatures(office, change, expected):
    register(office, li=LI)
    take(office)
    kept = checkpoints.make(office.desk)
    path = office.root / kept.path
    if change is None:
        git(office.root, "rm", "-q", kept.path)
    else:
        text = path.read_text()
        assert change(text) != text
        path.write_text(change(text))
    git(office.root, "commit", "-q", "-am", "by hand")
    assert said(office) == [expected]


def test_a_made_up_checkpoint_is_none(office):
    take(office)
    point = checkpoints.make(office.desk).point
    forged = write_checkpoint(point).replace(f"\n{point.size}\n", f"\n{point.size + 1}\n")
    path = office.root / "records/checkpoints/forged.txt"
    path.write_text(forged)
    git(office.root, "add", "records")
    git(office.root, "commit", "-q", "-m", "x")
    assert said(office) == [("G001", "other")]


# -- signatures and witnesses ---------------------------------------------------------------------


def test_a_witness_signs_the_file_and_is_counted(office, tmp_path):
    register(office, li=LI, ywh="ywh@owners.example")
    take(office)
    kept = checkpoints.make(office.desk)
    assert [one.name for one in kept.point.signatures] == ["s-li"]
    file = str(tmp_path / "cp.txt")
    checkpoints.export(kept, file)
    checkpoints.cosign(file, key=str(a_key("ywh")), name="业 委会")
    with pytest.raises(ConflictError):
        checkpoints.cosign(file, key=str(a_key("ywh")), name="业委会")
    taken = checkpoints.take(office.desk, file)
    assert taken.is_new
    assert not checkpoints.take(office.desk, file).is_new
    ours, verdict = found(office, against=file)
    assert ours == []
    assert verdict.counts["witnesses"] == 1
    assert verdict.counts["signed"] == 3  # the ticket, the checkpoint, the signature taken in


def test_a_false_signature_is_not_taken_in(office, tmp_path):
    take(office)
    kept = checkpoints.make(office.desk)
    file = tmp_path / "cp.txt"
    checkpoints.export(kept, str(file))
    checkpoints.cosign(str(file), key=str(a_key("ywh")), name="业委会")
    file.write_text(re.sub("SHA256:...", "SHA256:AAA", file.read_text(), count=1))
    with pytest.raises(CallError) as refused:
        checkpoints.take(office.desk, str(file))
    assert refused.value.code == "bad_cosignature"
    assert said(office, against=str(file)) == [("G032", "bad")]


@pytest.mark.parametrize("how", ["of another checkpoint", "of a commit", "no signature"])
def test_a_true_signature_of_something_else_is_not_taken_in(office, tmp_path, how):
    take(office)
    first = checkpoints.make(office.desk).point
    office.clock.at("2026-11-03 09:00")
    take(office, "1-1-101 漏水")
    kept = checkpoints.make(office.desk)
    key = str(a_key("ywh"))
    moved = signed_by(first, "业委会", key)
    if how == "of a commit":
        body = "".join(ssh.sign(key, kept.point.text.encode(), "git").split("\n")[1:-2])
        moved = replace(moved, data=body)
    elif how == "no signature":
        moved = replace(moved, data="AAAA")
    file = tmp_path / "cp.txt"
    file.write_text(write_checkpoint(replace(kept.point, signatures=(moved,))))
    with pytest.raises(CallError, match="bad_cosignature"):
        checkpoints.take(office.desk, str(file))
    assert ("G032", "bad") in said(office, against=str(file))
    honest = replace(kept.point, signatures=(signed_by(kept.point, "业委会", key),))
    file.write_text(write_checkpoint(honest))
    assert checkpoints.take(office.desk, str(file)).is_new  # the second of two, not the first


def test_a_witness_refuses_what_does_not_continue_the_last_one(office, marked, tmp_path):
    before, old = marked[2], marked[4]
    new = tmp_path / "new.txt"
    checkpoints.export(checkpoints.make(office.desk), str(new))
    checkpoints.cosign(str(new), key=str(a_key("ywh")), name="y", after=str(old))
    rewritten(office, before)
    for number in range(9):
        take(office, f"1-1-10{number} 漏水")
    other = tmp_path / "other.txt"
    git(office.root, "rm", "-q", f"records/tickets/2026/11/02/{marked[1][0]}.yaml")
    git(office.root, "commit", "-q", "-m", "x")
    office.clock.at("2026-11-03 09:00")
    office.desk.forget()
    checkpoints.export(checkpoints.make(office.desk), str(other))
    with pytest.raises(RefusedError) as refused:
        checkpoints.cosign(str(other), key=str(a_key("ywh")), name="y", after=str(old))
    assert refused.value.facts["tickets"] == [marked[1][0]]


REQUIRED = "\naudit: {signatures: required, checkpoint_every: month, witnesses: 1}\n"


def test_where_signatures_are_required_a_checkpoint_needs_one_and_the_policy_its_witnesses(office):
    register(office, li=LI)
    policy(office, REQUIRED)
    take(office)
    kept = checkpoints.make(office.desk)
    assert said(office) == [("G033", None)]
    bare = re.sub(r"\n— .*\n", "\n", write_checkpoint(kept.point))
    with office.desk.transaction() as changes:
        changes.put("records/checkpoints/bare.txt", bare.encode())
        changes.commit("x", trailers=[("Wuye-Op", "checkpoint"), ("Wuye-Format", "1")])
    assert set(said(office)) == {("G032", "none"), ("G033", None)}


# -- as often as the policy wants -----------------------------------------------------------------


def test_a_policy_that_wants_checkpoints_is_held_to(office):
    policy(office, "\naudit: {checkpoint_every: week}\n")
    take(office)
    assert said(office) == []
    office.clock.at("2026-11-25 09:00")
    take(office)
    assert said(office) == [("G030", None)]
    checkpoints.make(office.desk)
    assert said(office) == []
    office.clock.at("2026-12-02 09:00")
    take(office)
    assert said(office) == []
    office.clock.at("2026-12-12 09:00")
    take(office)
    assert said(office) == [("G031", None)]


def test_a_date_to_come_calls_for_no_checkpoint(office):
    policy(office, "\naudit: {checkpoint_every: week}\n")
    office.clock.at("2026-12-25 09:00")
    take(office)
    assert said(office) == [("G030", None)]
    office.clock.at("2026-11-02 10:00")
    assert said(office, full=True) == []


def test_the_scope_says_how_far_apart_they_are_and_what_comes_after(office):
    assert ("no_checkpoint", {}) in found(office)[1].uncovered
    take(office)
    checkpoints.make(office.desk)
    office.clock.at("2026-11-04 09:00")
    take(office)
    checkpoints.make(office.desk)
    take(office)
    verdict = found(office)[1]
    assert verdict.counts["checkpoints"] == 2
    assert verdict.counts["bracket"] >= 48
    assert ("after_checkpoint", {"count": 1}) in verdict.uncovered


# -- the code and the list ------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40), st.integers(1, 10**9), st.data())
def test_a_code_is_read_back_and_one_slip_is_noticed(state, size, data):
    code = code_of(state, size)
    assert parse_code(f"CP {size:,} · {code}") == (size, code)
    bare = code.replace("-", "").lower()
    at = data.draw(st.integers(0, len(bare) - 1))
    other = data.draw(st.sampled_from([one for one in ALPHABET if one != bare[at]]))
    assert parse_code(f"{size} {bare[:at]}{other}{bare[at + 1 :]}") is None
    if at and bare[at] != bare[at - 1]:
        swapped = bare[: at - 1] + bare[at] + bare[at - 1] + bare[at + 1 :]
        assert parse_code(f"{size} {swapped}") is None
    digits = str(size)
    place = data.draw(st.integers(0, len(digits) - 1))
    wrong = data.draw(st.sampled_from([one for one in "0123456789" if one != digits[place]]))
    assert parse_code(f"{digits[:place]}{wrong}{digits[place + 1 :]} {bare}") is None


IDS = st.builds(
    lambda day, desk, number: f"WY-2611{day:02}-{desk}{number:03}",
    st.integers(1, 30),
    st.sampled_from(["A", "B", "AB"]),
    st.integers(1, 1500),
)
BLOBS = st.text("0123456789abcdef", min_size=40, max_size=40)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(IDS | st.just("old-1"), BLOBS, max_size=30))
def test_a_list_names_every_ticket_and_does_not_depend_on_order(tickets):
    listed = ticket_list(tickets.items())
    assert tickets_of(listed).keys() == tickets.keys()
    assert ticket_list(reversed(tickets.items())) == listed
    for name in tickets:
        without = {other: blob for other, blob in tickets.items() if other != name}
        assert lost_and_changed(listed, ticket_list(without.items())) == ([name], [])
        first = "f" if tickets[name][0] != "f" else "0"
        altered = {**tickets, name: first + tickets[name][1:]}
        assert lost_and_changed(listed, ticket_list(altered.items())) == ([], [name])


@given(st.text(max_size=200))
def test_any_text_is_a_checkpoint_or_none(text):
    assert read_checkpoint(text) is None
    assert tickets_of(text) is not None
    parse_code(text)


def test_a_note_with_foreign_line_ends_is_read(office):
    take(office)
    point = checkpoints.make(office.desk).point
    assert read_checkpoint(write_checkpoint(point).replace("\n", "\r\n")) == point
    later = point.at + timedelta(seconds=1)
    text = write_checkpoint(point).replace(point.at.isoformat(), later.isoformat())
    assert read_checkpoint(text).code == point.code, "the code is of the state, not of the moment"


def looked_at(office):
    asked = Looked(select=("S007", "S018", "S019", "R014", "Y"))
    report = check(office.desk.store, asked, office.desk.now())
    return [(one.rule, one.line) for one in report.findings]


def test_check_reads_checkpoints_strictly(office):
    take(office)
    first = checkpoints.make(office.desk)
    take(office, "3-1-503 灯不亮")
    checkpoints.make(office.desk)
    assert looked_at(office) == []
    path = office.root / first.path
    text = path.read_text("utf-8")
    point = read_checkpoint(text)
    path.write_text(text.replace("tickets 1\n", "tickets 2\n"), "utf-8")
    assert [code for code, _ in looked_at(office)] == ["S019"]
    path.write_text(text.replace(point.commit, "f" * 40), "utf-8")
    assert looked_at(office) == [("S007", 0), ("R014", 3)]  # nor does the name fit any more
    path.write_bytes(text.encode("utf-16"))
    assert looked_at(office) == [("S018", 1)]
    path.write_text(text, "utf-8")
    path.rename(path.with_name("1-AAAA.txt"))
    assert looked_at(office) == [("S007", 0)]


def test_a_checkpoint_of_a_history_that_was_left_is_of_no_commit(office):
    take(office)
    made = checkpoints.make(office.desk)
    kept = (office.root / made.path).read_bytes()
    git(office.root, "reset", "-q", "--hard", "HEAD~2")
    office.desk.forget()
    (office.root / made.path).parent.mkdir(parents=True)
    (office.root / made.path).write_bytes(kept)
    assert looked_at(office) == [("R014", 3)]

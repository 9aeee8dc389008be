"""Rules that need more than one file or a run of their own: a store that breaks one, and a twin."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from tests.support.checked import GOOD, NOW, PATH, TIERS, a_checked_store, edit, run, write

from wuye_cli.checking.baseline import Baseline, Entry

HOME = "standards/procedures/home-repair.yaml"
BLUEPRINT = "standards/blueprints/mine.yaml"
BOX = "records/registers/box-openings/2026/BX-260501-A01.yaml"
PHOTO = b"a photo"
HASH = hashlib.sha256(PHOTO).hexdigest()
MEDIA = f"media/{HASH[:2]}/{HASH}"
LATE = datetime(2026, 12, 1, tzinfo=UTC)


def nothing(_store):
    """The store as it is."""


def lay(path, text):
    """Write a file."""
    return lambda store: write(store, path, text)


def change(path, old, new):
    """Change a file in one place."""
    return lambda store: edit(store, path, old, new)


def both(*steps):
    """Do one after the other."""

    def do(store):
        for step in steps:
            step(store)

    return do


def mode(path, bits):
    """Give a file another mode."""
    return lambda store: (store.root / path).chmod(bits)


def accepted(until):
    """An accept file with one entry."""
    entry = f'  "0123456789abcdef": {{reason: 试行, by: manager, until: "{until}"}}\n'
    return lay("standards/.accept.yaml", f"schema: accept/1\naccepted:\n{entry}")


def box(witness="s-li", count=1):
    """A record of the opinion box whose one slip is the ticket."""
    return both(
        change(PATH, 'do: "receive"', 'do: "receive", src: "box:BX-260501-A01#1"'),
        lay(
            BOX,
            'schema: "box-opening/1"\nid: "BX-260501-A01"\nat: "2026-05-01T09:00:00+08:00"\n'
            f'keyholder: "s-wang"\nwitness: "{witness}"\ncount: {count}\n'
            'tickets: ["WY-260501-A001"]\n',
        ),
    )


def blueprint(*, recovery=True, lane="front"):
    """A blueprint with one fail point."""
    recovered = "recovery: 道歉并改期" if recovery else ""
    return lay(
        BLUEPRINT,
        "schema: blueprint/1\nlabel: 上门\nowner: manager\nreview_by: '2027-12-31'\n"
        "steps:\n"
        "  ask: {lane: customer, label: 报修, next: [take]}\n"
        f"  take: {{lane: {lane}, label: 受理, next: []}}\n"
        "fail_points:\n"
        f"  late: {{step: take, label: 迟到, prevention: 提前联系\n    , {recovered}}}\n",
    )


def pictured(kept):
    """A step of a checklist with a picture, and what lies in the store under its hash."""
    picture = f"    picture: {{file: x.png, sha256: {HASH}}}\n"

    def do(store):
        text = (store.root / HOME).read_text(encoding="utf-8")
        head, found, rest = text.partition("  - id: ")
        line, _, more = rest.partition("\n")
        write(store, HOME, f"{head}{found}{line}\n{picture}{more}")
        if kept is not None:
            write(store, MEDIA, kept)

    return do


def ignored(comment):
    """A limit longer than the next one, with a comment that would set the finding aside."""
    return change(TIERS, "    ack: [5m, always]", f"    {comment}\n    ack: [60m, always]")


REASON = "# wuye: ignore T001, T002 — 春季再改"
OLD_ENTRY = Baseline(entries=(Entry("0" * 16, "T001", TIERS),))
OLD_CHECKLIST = (
    "\nprocedures:\n  old-one:\n    label: 旧清单\n    steps:\n      - {id: a, label: 到}\n"
)
CASES = {
    "Y017": (mode(TIERS, 0o755), mode(TIERS, 0o644)),
    "Y019": (change(PATH, 'status: "closed"', "status: closed"), nothing),
    "S012": (
        lambda store: write(
            store,
            "standards/flows.yaml",
            (store.root / "standards/flows.yaml").read_text(encoding="utf-8") + OLD_CHECKLIST,
        ),
        nothing,
    ),
    "S013": (
        lay(PATH.replace("05/01", "04/30"), GOOD),
        lay(PATH, GOOD),
    ),
    "S014": (
        change(HOME, "  - id: ", "  - label: 没有编号\n  - id: "),
        change(HOME, "  - id: ", "  - {id: first-of-all, label: 有编号}\n  - id: "),
    ),
    "R004": (
        lay("records/units/1.yaml", "schema: units/1\nunits: [1-1-0101]\n"),
        lay("records/units/1.yaml", "schema: units/1\nunits: [3-1-0502]\n"),
    ),
    "R011": (both(pictured(None), lay("media/ab/another", b"x")), pictured(PHOTO)),
    "R012": (pictured(b"another"), pictured(PHOTO)),
    "Q014": (blueprint(recovery=False), blueprint()),
    "Q020": (nothing, nothing),
    "Q041": (accepted("2026-05-31"), accepted("2026-06-02")),
    "Q043": (blueprint(lane="back"), blueprint()),
    "K026": (
        change(PATH, "厨房水龙头漏水", "打 138 0000 1234"),
        change(PATH, "厨房水龙头漏水", "水漏到 138 号楼"),
    ),
    "K031": (box(count=2), box()),
    "K032": (box(witness="s-wang"), box()),
    "W001": (ignored("# wuye: ignore T001"), ignored(REASON)),
    "W002": (ignored(REASON + " until 2026-05-31"), ignored(REASON + " until 2026-06-01")),
    "W003": (
        change(TIERS, "    ack: [5m, always]", f"    {REASON}\n    ack: [5m, always]"),
        ignored(REASON),
    ),
    "W004": (ignored("# wuye: ignore T0O1 — 春季再改"), ignored(REASON)),
    "W005": (nothing, nothing),
}
"""Code to what is done to a good store to break the rule, and what is done without breaking it."""
ASKED = {
    "Q020": ({"now": LATE}, {"now": NOW}),
    "W005": ({"baseline": OLD_ENTRY}, {"baseline": Baseline()}),
}
"""Code to how the run is asked for, where the files are not all of it."""


def codes(folder, do, **asked):
    store = a_checked_store(folder)
    do(store)
    return {one.rule for one in run(store, **asked).findings}


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_store_that_breaks_the_rule_is_found_and_its_clean_twin_is_not(tmp_path, code):
    bad, good = CASES[code]
    how_bad, how_good = ASKED.get(code, ({}, {}))
    (tmp_path / "bad").mkdir()
    (tmp_path / "good").mkdir()
    assert code in codes(tmp_path / "bad", bad, **how_bad)
    assert code not in codes(tmp_path / "good", good, **how_good)

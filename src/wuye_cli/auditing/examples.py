"""A piece of history that breaks each rule of the audit and one that keeps it; language-free."""

from __future__ import annotations

# ruff: noqa: E501

EXAMPLES: dict[str, tuple[str, str]] = {
    "G001": ("git reset --hard HEAD~3 && git push --force", "wuye undo 17"),
    "G002": ("policy: signatures: required\ncommit 3f2a…  (no gpgsig)", "commit 3f2a…  gpgsig"),
    "G003": ("git verify-commit 3f2a\nBad signature", "git verify-commit 3f2a\nGood signature"),
    "G004": ("gpgsig SHA256:Zz9…\nrecords/staff: -", "gpgsig SHA256:Aa1…\nrecords/staff/s-li.yaml"),
    "G005": ("s-zhao: left 2026-06-30\n2026-07-02 signed by s-zhao", "2026-06-29 signed by s-zhao"),
    "G006": ("committer li@…\nsigned by s-zhao", "committer li@…\nsigned by s-li"),
    "G007": ('author zhao@…\n{by: "s-li", do: "arrive"}', '{by: "s-li", who: "s-zhao", do: "arrive"}'),
    "G008": ("s-zhao (technician)\nM standards/tiers.yaml", "s-wang (manager)\nM standards/tiers.yaml"),
    "G009": ('vi WY-260302-A001.yaml\nstatus: "closed"\ngit commit -am typo', "wuye visit 1 --score 5"),
    "G010": (
        '- {id: "k3…", at: "…T09:52", do: "arrive"}\n+ {id: "k3…", at: "…T09:20", do: "arrive"}',
        "wuye ticket amend 1 …",
    ),
    "G011": ('- {id: "k3…", do: "visit", score: 1}', "wuye undo 1"),
    "G012": ("git rm records/tickets/…/WY-260302-A001.yaml", "wuye ticket cancel 1 …"),
    "G013": ("WY-260302-A001\nWY-260302-A003", "WY-260302-A001\nWY-260302-A002"),
    "G014": ("2026-03-03 09:30  c1\n2026-03-02 08:00  c2", "2026-03-03 09:30  c1\n2026-03-03 09:31  c2"),
    "G015": ("2031-03-02 08:00  c1", "2026-03-02 08:00  c1"),
    "G016": (
        'commit 2026-03-04 15:00\n{at: "2026-03-02T09:10", do: "arrive"}',
        '{at: "2026-03-02T09:10", src: "slip:0417", recorded_at: "2026-03-04T15:00", do: "arrive"}',
    ),
    "G017": ("AuthorDate 2026-02-01\nCommitDate 2026-03-04", "AuthorDate = CommitDate"),
    "G018": (
        "c1 arrive: 15m -> 60m\nc2 WY-260302-A001 closed\nc3 arrive: 60m -> 15m",
        "wuye standard propose tiers",
    ),
    "G019": ("M standards/tiers.yaml\nM records/tickets/…/WY-260302-A001.yaml", "c1 M standards/…\nc2 M records/…"),
    "G020": ("Merge: a1 b2\n+ score: 5  (in neither)", "Merge: a1 b2"),
    "G021": ("Merge: a1 b2 c3", "Merge: a1 b2"),
    "G022": ("git merge -s ours theirs", "git merge theirs"),
    "G023": ("git replace 3f2a 9c1b", "git replace -d 3f2a"),
    "G024": (".gitattributes: standards/** -diff", ".gitattributes: * -text"),
    "G025": (".mailmap: Li <li@…> <zhao@…>", "(no .mailmap)"),
    "G026": ("git clone --depth 1", "git clone"),
    "G027": ("author zhao@…\n- role: technician\n+ role: manager", "author wang@…\n+ role: manager"),
    "G028": ("author zhao@…\n+ s-zhao: keys: [ssh-ed25519 …]", "author wang@…\n+ s-zhao: keys: [ssh-ed25519 …]"),
    "G029": ("- s-wang: role: manager\n(nobody left)", "+ s-sun: role: manager\n- s-wang: role: manager"),
    "G030": ("checkpoint_every: month\n2026-02: -", "checkpoint_every: month\n2026-02: CP 20417"),
    "G031": ("2026-01-31 CP 20417\n2026-03-20 now", "2026-02-28 CP 21000\n2026-03-20 now"),
    "G032": ("M records/checkpoints/…", "A records/checkpoints/…"),
    "G033": ("- manager SHA256:…", "- manager SHA256:…\n- committee SHA256:…"),
    "G034": ('{do: "resolve", who: "s-zhao"}\n{do: "visit", by: "s-zhao"}', '{do: "visit", by: "s-li"}'),
    "G035": ("author ci@…\nM records/tickets/…", "author ci@…\nM reports/…"),
    "G036": ("Wuye-Ticket: WY-260302-A012\nM …/WY-260302-A013.yaml", "Wuye-Ticket: WY-260302-A013\nM …/WY-260302-A013.yaml"),
    "G037": ("A photos/tap.jpg  (3 MB)", "wuye ticket attach 1 tap.jpg"),
    "G038": ("-----BEGIN OPENSSH PRIVATE KEY-----", "ssh-ed25519 AAAA…"),
    "G039": ("160000 commit 3f2a… vendor", "040000 tree 3f2a… vendor"),
    "G040": ("arrived", "arrive WY-260302-A001\n\nWuye-Op: arrive\nWuye-Ticket: WY-260302-A001"),
    "G041": ('{do: "receive"}\n{do: "close"}', '{do: "receive"}\n…\n{do: "resolve"}\n{do: "visit"}\n{do: "close"}'),
    "G042": ('standard: {version: "1"}  (in force: 2)', 'standard: {version: "2", terms: "9b1c…"}'),
    "G043": (
        '{at: "2026-03-03T10:00", recorded_at: "2026-03-04T15:00"}',
        '{at: "2026-03-03T10:00", src: "slip:0417", recorded_at: "2026-03-04T15:00"}',
    ),
}  # fmt: skip

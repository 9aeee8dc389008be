"""The file of a checkpoint is read strictly: every flaw has its part and its line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wuye_cli.auditing.checkpoint import (
    Checkpoint,
    NoteSignature,
    digest_of,
    ticket_list,
    write_checkpoint,
)
from wuye_cli.auditing.checkpoint_form import PATTERNS, flaws

TICKETS = ticket_list(
    [
        *((f"WY-261101-A{number:03d}", f"{number:08x}" + "0" * 32) for number in (1, 2, 5, 60)),
        ("WY-261101-B001", "f" * 40),
        ("odd-name", "e" * 40),
    ]
)


def note(tickets=TICKETS, signatures=1):
    return write_checkpoint(
        Checkpoint(
            origin="测试小区",
            size=12,
            commit="a" * 40,
            tree="b" * 40,
            manifest=digest_of(tickets),
            at=datetime(2026, 11, 1, 9, tzinfo=UTC),
            tickets=tickets,
            signatures=(NoteSignature("s-wang", "SHA256:abc+/", "U1NIU0lH=="),) * signatures,
        )
    )


@pytest.mark.parametrize(
    "text", [note(), note(signatures=0), note(""), note().replace("\n", "\r\n")]
)
def test_what_we_write_has_no_flaw(text):
    assert flaws(text) == []


@pytest.mark.parametrize(
    ("old", "new", "part", "line"),
    [
        ("wuye/", "wuy/", "origin", 1),
        ("\n12\n", "\n012\n", "number", 2),
        ("\n12\n", "\n１２\n", "number", 2),
        (" tree ", "  tree ", "state", 3),
        ("a" * 40, "A" * 40, "state", 3),
        ("+00:00", "", "time", 4),
        ("2026-11-01T", "2026-13-01T", "time", 4),
        ("T09:00:00", "T09:00:00.0", "time", 4),
        ("\n\n—", "\n—", "signature", 5),
        ("— s-wang ", "— s wang ", "signature", 6),
        ("— s-wang ", "s-wang ", "signature", 6),
        ("U1NIU0lH==", "U1NIU0lH==\n\n", "signature", 8),
        ("tickets 6", "Tickets 6", "signature", 8),
        ("tickets 6", "tickets 06", "count", 8),
        ("tickets 6", "tickets 7", "count", 8),
        ("WY-261101-B 1 ", "WY-261101-B 0 ", "list", 11),
        ("WY-261101-B 1 ", "WY-261301-B 1 ", "list", 11),
        ("WY-261101-B 1 ", "WY-261101-B  1 ", "list", 11),
        ("odd-name - ", "odd-name - 00", "list", 12),
    ],
)
def test_each_flaw_is_named_with_its_line(old, new, part, line):
    text = note()
    assert old in text
    assert (part, line) in [(one.part, one.line) for one in flaws(text.replace(old, new, 1))]
    assert part in PATTERNS


def test_a_list_out_of_order_or_cut_short_is_found():
    head, mark, listed = note().partition("tickets 6\n")
    lines = listed.splitlines(keepends=True)
    turned = head + mark + "".join([lines[1], lines[0], *lines[2:]])
    assert [one.part for one in flaws(turned)] == ["order", "digest"]
    short = head + mark + "".join(lines[:-1])
    assert [one.part for one in flaws(short)] == ["count", "digest"]
    assert "list" in [one.part for one in flaws(note().rstrip("\n"))]
    assert len(flaws(head)) == 1


@pytest.mark.parametrize("text", ["", "\n", "x", "tickets 0\n", "\n\n\n\n\n\ntickets 0\n"])
def test_what_is_no_note_at_all_is_one_flaw(text):
    assert len(flaws(text)) == 1

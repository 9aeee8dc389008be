"""Standards that two desks changed: merged by their facts, comments kept."""

from __future__ import annotations

from tests.support.clones import HAND, by_hand, hows, met, same_files, sound, taken, tickets

from wuye_cli.store.yaml_text import read_plain


def test_comments_of_both_in_one_place_stop_nothing(desks, usb):
    a, b, _ = desks
    text = (a.root / HAND).read_text()
    by_hand(a, HAND, text + "# 甲\n")
    by_hand(b, HAND, text + "# 乙\n")
    new = taken(b, "1-1-101 门锁坏")
    met(b, usb)
    done = met(a, usb)
    assert [(one.kind, one.path) for one in done.received[-1].losses] == [("file", HAND)]
    assert new in tickets(a)
    assert hows(met(b, usb)) == ["forward"]
    assert same_files(a, b)
    assert "<<<<" not in (a.root / HAND).read_text()
    sound(a)


TIERS = "standards/tiers.yaml"


def changed(office, old, new, path=TIERS):
    text = (office.root / path).read_text()
    assert text.count(old) >= 1
    by_hand(office, path, text.replace(old, new, 1))


def test_two_facts_of_one_standard_are_merged_with_their_comments(desks, usb):
    a, b, _ = desks
    changed(a, "    arrive: [15m, always]\n", "    arrive: [20m, always] # 甲\n")
    changed(b, "    ack: [5m, always]\n", "    ack: [4m, always]\n")
    met(a, usb)
    assert hows(met(b, usb)) == ["merged"]
    text = (b.root / TIERS).read_text()
    tier = read_plain(text.encode())["tiers"]["emergency"]
    assert (tier["ack"], tier["arrive"]) == (["4m", "always"], ["20m", "always"])
    assert "# 甲" in text
    assert hows(met(a, usb)) == ["forward"]
    assert same_files(a, b)


def test_one_fact_of_a_standard_changed_on_both_sides_stays_and_stops_nothing(desks, usb):
    a, b, _ = desks
    changed(a, "    arrive: [15m, always]\n", "    arrive: [20m, always]\n")
    changed(b, "    arrive: [15m, always]\n", "    arrive: [10m, always] # 乙\n")
    new = taken(b, "1-1-101 门锁坏")
    met(a, usb)
    done = met(b, usb)
    (loss,) = done.received[-1].losses
    assert (loss.kind, loss.path, loss.key) == ("fact", TIERS, "tiers.emergency.arrive")
    assert (loss.ours, loss.theirs, loss.kept) == (
        ["10m", "always"],
        ["20m", "always"],
        ["15m", "always"],
    )
    assert "[15m, always] # 乙" in (b.root / TIERS).read_text()
    assert hows(met(a, usb)) == ["forward"]
    assert new in tickets(a)
    assert same_files(a, b)


def test_approvals_of_one_number_are_never_mixed(desks, usb):
    a, b, _ = desks
    path = "records/approvals/x/0001.yaml"
    by_hand(a, path, "schema: approval/1\nstandard: x\na: 1\n")
    met(a, usb)
    met(b, usb)
    changed(a, "a: 1", "a: 1\nb: 2", path)
    changed(b, "a: 1", "a: 1\nc: 2", path)
    texts = {(one.root / path).read_text() for one in (a, b)}
    met(a, usb)
    (loss,) = met(b, usb).received[-1].losses
    assert (loss.kind, loss.path) == ("file", path)
    assert (b.root / path).read_text() in texts

"""Frauds on the files of tickets: events and heads changed, taken out, moved, made up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.scene import (
    CLERK,
    CLOSED,
    DEED,
    SENT,
    TAKEN,
    Link,
    iso,
    names,
    receipt,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.crimes.scene import Scene

    from wuye_cli.store.repository import Actor

EVENT = "frgd000001"


# -- honest twins ---------------------------------------------------------------------------------


def arrived(scene: Scene) -> None:
    """Note the next step with a command."""
    scene.wuye(DEED, f"ticket arrive {SENT}")


def amended(scene: Scene) -> None:
    """Mend what was typed wrong, in the open."""
    scene.wuye(DEED, f"ticket amend {CLOSED} --title 厨房水龙头漏水")


def revoked(scene: Scene) -> None:
    """Take back one's own step within the half hour."""
    scene.wuye(DEED, f"ticket arrive {SENT}")
    scene.wuye("2026-03-04 15:05", f"undo {SENT}")


def cancelled(scene: Scene) -> None:
    """End a ticket that should not be there."""
    scene.wuye(DEED, f"ticket cancel {TAKEN} --reason 重复 --by 业主")


def taken(scene: Scene) -> None:
    """Take two calls; the numbers follow."""
    scene.wuye(DEED, "take 4-2-0102 门锁打不开")
    scene.wuye("2026-03-04 15:10", "take 4-2-0103 门铃不响")


def adopted(scene: Scene) -> None:
    """Write a line by hand and adopt it with `wuye commit`."""
    path = scene.root / scene.path(SENT)
    path.write_text(scene.forged(SENT, "arrive", status="on_site")[scene.path(SENT)])
    scene.wuye(DEED, f"commit {scene.path(SENT)}")


# -- one edit of a file ---------------------------------------------------------------------------


def _edit(ticket: str, old: str, new: str, message: str, by: Actor = CLERK) -> Callable[..., Blame]:
    def deed(scene: Scene) -> Blame:
        commit = scene.commit(scene.edited(ticket, old, new), by=by, message=message)
        return Blame(commit, by, ticket)

    return deed


def _rewrite(
    ticket: str, change: Callable[[str], str | bytes], message: str
) -> Callable[..., Blame]:
    def deed(scene: Scene) -> Blame:
        text = scene.text(ticket)
        changed = change(text)
        assert changed != text
        return Blame(scene.commit({scene.path(ticket): changed}, message=message), CLERK, ticket)

    return deed


def _lines(text: str) -> tuple[str, list[str]]:
    head, _, events = text.partition("events:\n")
    return head + "events:\n", events.splitlines(keepends=True)


def _without(*numbers: int) -> Callable[[str], str]:
    def change(text: str) -> str:
        head, events = _lines(text)
        gone = {number % len(events) for number in numbers}
        return head + "".join(line for n, line in enumerate(events) if n not in gone)

    return change


def _swapped(text: str) -> str:
    head, events = _lines(text)
    events[2], events[3] = events[3], events[2]
    return head + "".join(events)


def _reworded_keys(text: str) -> str:
    return re.sub(r'(id: "\w+"), (at: "[^"]+"), (by: "[^"]+")', r"\1, \3, \2", text)


PLAIN = "typo"
FORGED = receipt("amend", CLOSED, events=[EVENT])
FORM: tuple[tuple[str, Callable[[str], str | bytes], str], ...] = (
    ("status-lie", lambda text: text.replace('"closed"', '"cancelled"'), PLAIN),
    ("status-lie-under-a-receipt", lambda text: text.replace('"closed"', '"cancelled"'), FORGED),
    ("blank-line-at-the-end", lambda text: text + "\n", PLAIN),
    ("blanks-inside", lambda text: text.replace(', do: "ack"', ',  do: "ack"'), PLAIN),
    ("order-of-keys", _reworded_keys, PLAIN),
    ("a-comment", lambda text: text.replace("events:", "# seen\nevents:"), PLAIN),
    ("line-ends-of-windows", lambda text: text.replace("\n", "\r\n"), PLAIN),
    ("byte-order-mark", lambda text: b"\xef\xbb\xbf" + text.encode(), PLAIN),
    ("no-line-end", lambda text: text.rstrip("\n"), PLAIN),
    ("no-quotes", lambda text: text.replace('status: "closed"', "status: closed"), PLAIN),
    ("block-style", lambda text: text.replace('{version: "1",', '{"version": "1",'), PLAIN),
    ("not-yaml", lambda _text: "{{{\n", PLAIN),
    ("empty", lambda _text: "", PLAIN),
)
REWRITTEN: tuple[tuple[str, str, str, str], ...] = (
    ("arrival-made-earlier", '03-02T10:00:00+08:00"', '03-02T09:20:00+08:00"', PLAIN),
    ("arrival-made-earlier-under-a-receipt", "03-02T10:00:00", "03-02T09:20:00", FORGED),
    ("same-instant-in-another-zone", "03-02T10:00:00+08:00", "03-02T11:00:00+09:00", PLAIN),
    ("tier-at-receipt", 'tier: "special"', 'tier: "general"', PLAIN),
    ("who-typed-it", 'by: "wang@desk.example", do: "visit"', 'by: "chen@desk.example", do: "visit"',
     PLAIN),
    ("score", "score: 5", "score: 4", PLAIN),
    ("kind-of-event", 'do: "sign"', 'do: "note"', PLAIN),
    ("fact-taken-away", ', way: "phone"', "", PLAIN),
    ("fact-added", 'do: "ack"', 'do: "ack", words: "好"', PLAIN),
    ("who-did-it", 'who: "赵师傅", do: "resolve"', 'who: "钱师傅", do: "resolve"', PLAIN),
    ("title", 'title: "厨房水龙头滴水"', 'title: "厨房保养"', PLAIN),
    ("words-of-the-caller", 'words: "3-1-0502 厨房水龙头滴水"', 'words: "3-1-0502 不急"', PLAIN),
    ("title-under-a-receipt", 'title: "厨房水龙头滴水"', 'title: "厨房保养"',
     receipt("amend", CLOSED)),
    ("unit", 'unit: "3-1-0502"', 'unit: "3-1-0503"', PLAIN),
    ("first-asked", 'first_asked: "li@desk.example"', 'first_asked: "sun@desk.example"', PLAIN),
    ("category", 'category: "water.leak"', 'category: "light.indoor"', PLAIN),
    ("channel", 'channel: "phone"', 'channel: "visit"', PLAIN),
    ("one-letter-that-looks-alike", 'by: "li@desk.example", do: "ack"',
     'by: "lі@desk.example", do: "ack"', PLAIN),
)  # fmt: skip


def _uid(scene: Scene) -> Blame:
    text = re.sub(r'uid: "[^"]+"', 'uid: "01KJP0Y9M08NY7D7SSV1J43SDZ"', scene.text(CLOSED))
    return Blame(scene.commit({scene.path(CLOSED): text}, message=PLAIN), CLERK, CLOSED)


def _id_used_again(scene: Scene) -> Blame:
    """Another event under the id of one that was there, and a receipt that names it."""
    text = scene.text(SENT)
    head, events = _lines(text)
    name = re.search(r'id: "(\w+)"', events[-1])[1]
    events[-1] = f'  - {{id: "{name}", at: "{iso(DEED)}", by: "{CLERK.mail}", do: "arrive"}}\n'
    text = (head + "".join(events)).replace('"dispatched"', '"on_site"')
    message = receipt("arrive", SENT, events=[name])
    return Blame(scene.commit({scene.path(SENT): text}, message=message), CLERK, SENT)


def _twice_changed(scene: Scene) -> Blame:
    """Changed in one commit and restored in the next: the end looks untouched."""
    before = scene.text(CLOSED)
    commit = scene.commit(scene.edited(CLOSED, "score: 5", "score: 3"), message=PLAIN)
    scene.commit({scene.path(CLOSED): before}, at="2026-03-04 15:20", message=PLAIN)
    return Blame(commit, CLERK, CLOSED)


# -- events and tickets taken away ----------------------------------------------------------------


def _back_to_before(scene: Scene) -> Blame:
    old = scene.git("rev-list", "HEAD", "--", scene.path(CLOSED)).splitlines()[-1]
    text = scene.text(CLOSED, old)
    return Blame(scene.commit({scene.path(CLOSED): text}, message=PLAIN), CLERK, CLOSED)


def _reverted(scene: Scene) -> Blame:
    """`git revert` of the last commit, which anybody's client offers."""
    scene.git("revert", "--no-edit", "HEAD", **names(CLERK, DEED))
    return Blame(scene.head(), CLERK, CLOSED)


def _moved_over(scene: Scene) -> Blame:
    """An event of one ticket goes to another, under a receipt that names both."""
    head, events = _lines(scene.text(SENT))
    files = {
        scene.path(SENT): (head + "".join(events[:-1])).replace('"dispatched"', '"acknowledged"'),
        scene.path(TAKEN): scene.text(TAKEN).replace('"acknowledged"', '"dispatched"') + events[-1],
    }
    moved = re.search(r'id: "(\w+)"', events[-1])[1]
    message = receipt("dispatch", SENT, TAKEN, events=[moved])
    return Blame(scene.commit(files, message=message), CLERK, SENT)


def _deleted(message: str) -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        return Blame(scene.commit({scene.path(TAKEN): None}, message=message), CLERK, TAKEN)

    return deed


def _renamed(scene: Scene) -> Blame:
    new = "WY-260303-A002"
    text = scene.text(TAKEN).replace(TAKEN, new)
    files = {scene.path(TAKEN): None, scene.path(new): text}
    events = re.findall(r'id: "(\w{10})"', text)
    message = receipt("take", new, events=events)
    return Blame(scene.commit(files, message=message), CLERK, TAKEN)


def _moved_away(scene: Scene) -> Blame:
    files = {
        scene.path(TAKEN): None,
        f"records/old/{TAKEN}.yaml": scene.text(TAKEN),
    }
    return Blame(scene.commit(files, message="tidy up"), CLERK, TAKEN)


def _made_anew(scene: Scene) -> Blame:
    """Deleted, and a day later there again with the same uid and a better beginning."""
    text = scene.text(TAKEN)
    commit = scene.commit({scene.path(TAKEN): None}, message="tidy up")
    events = re.findall(r'id: "(\w{10})"', text)
    scene.commit(
        {scene.path(TAKEN): text}, at="2026-03-04 15:30",
        message=receipt("take", TAKEN, events=events),
    )  # fmt: skip
    return Blame(commit, CLERK, TAKEN)


def _link_instead(scene: Scene) -> Blame:
    files = {scene.path(TAKEN): Link("120000", f"{SENT}.yaml")}
    return Blame(scene.commit(files, message="tidy up"), CLERK, TAKEN)


def _all_gone(scene: Scene) -> Blame:
    files = {scene.path(one): None for one in (CLOSED, SENT, TAKEN)}
    return Blame(scene.commit(files, message="tidy up"), CLERK, TAKEN)


# -- made up --------------------------------------------------------------------------------------


def _step(
    ticket: str, do: str, status: str, *, at: str = DEED, said: str = "", more: str = "",
    message: str | None = None,
) -> Callable[[Scene], Blame]:  # fmt: skip
    def deed(scene: Scene) -> Blame:
        files = scene.forged(ticket, do, at=said or at, status=status, more=more)
        told = receipt(do, ticket, events=[EVENT]) if message is None else message
        return Blame(scene.commit(files, at=at, message=told), CLERK, ticket)

    return deed


def _new(name: str, at: str, text: str) -> dict[str, str]:
    """Return a ticket as if received at a moment, made from the text of another."""
    events = iter(("frgd00000a", "frgd00000b"))
    text = text.replace(TAKEN, name).replace("2026-03-03T09:00:00", iso(at)[:-6])
    text = re.sub(r'uid: "[^"]+"', 'uid: "01KJP0Y9M08NY7D7SSV1J43SDZ"', text)
    return {"": re.sub(r'(?<=- \{id: ")\w{10}', lambda _: next(events), text)}


def _made_up(name: str, change: Callable[[str], str] = lambda text: text) -> Callable[..., Blame]:
    def deed(scene: Scene) -> Blame:
        text = change(_new(name, DEED, scene.text(TAKEN))[""])
        message = receipt("take", name, events=["frgd00000a", "frgd00000b"])
        return Blame(scene.commit({scene.path(name): text}, message=message), CLERK, name)

    return deed


def _beside(path: str) -> Callable[[Scene], Blame]:
    """A file that looks like a ticket's, under another name."""

    def deed(scene: Scene) -> Blame:
        return Blame(scene.commit({path: scene.text(TAKEN)}, message="copy"), CLERK)

    return deed


def _executable(scene: Scene) -> Blame:
    files = {scene.path(TAKEN): Link("100755", scene.text(TAKEN))}
    return Blame(scene.commit(files, message="mode"), CLERK, TAKEN)


def _two_touched(scene: Scene) -> Blame:
    """The receipt tells of one ticket; a second one is written along."""
    files = {
        **scene.forged(SENT, "arrive", status="on_site"),
        **scene.forged(TAKEN, "note", more='text: "已联系"', name="frgd000002"),
    }
    message = receipt("arrive", SENT, events=[EVENT, "frgd000002"])
    return Blame(scene.commit(files, message=message), CLERK, TAKEN)


def _wrong_receipt(message: str) -> Callable[[Scene], Blame]:
    return _step(SENT, "arrive", "on_site", message=message)


DAY = "records/tickets/2026/03/02"
CRIMES: tuple[Crime, ...] = (
    *(Crime("G009", name, _rewrite(CLOSED, change, message), adopted)
      for name, change, message in FORM),
    Crime("G009", "mode-made-executable", _executable, adopted),
    Crime("G009", "other-case", _beside(f"{DAY}/wy-260302-a002.yaml"), adopted),
    Crime("G009", "letter-that-looks-alike", _beside(f"{DAY}/WY-260302-А002.yaml"), adopted),
    Crime("G009", "other-ending", _beside(f"{DAY}/WY-260302-A002.yml"), adopted),
    Crime("G009", "step-with-a-wrong-status", _step(SENT, "arrive", "closed"), arrived),
    *(Crime("G010", name, _edit(CLOSED, old, new, message), amended,
            trick="edit a closed ticket's text/photo" if name == "words-of-the-caller" else "")
      for name, old, new, message in REWRITTEN),
    Crime("G010", "uid", _uid, amended),
    Crime("G010", "id-of-an-event-used-again", _id_used_again, arrived),
    Crime("G010", "changed-and-restored", _twice_changed, amended),
    Crime("G011", "last-event", _rewrite(CLOSED, _without(-1), PLAIN), revoked),
    Crime("G011", "event-in-the-middle", _rewrite(CLOSED, _without(3), PLAIN), revoked),
    Crime("G011", "receipt", _rewrite(CLOSED, _without(0), PLAIN), revoked),
    Crime("G011", "events-under-a-forged-undo",
          _rewrite(CLOSED, _without(-1, -2), receipt("undo", CLOSED)), revoked),
    Crime("G011", "order-of-events", _rewrite(CLOSED, _swapped, PLAIN), revoked),
    Crime("G011", "back-to-an-older-file", _back_to_before, revoked),
    Crime("G011", "git-revert", _reverted, revoked),
    Crime("G011", "event-moved-to-another-ticket", _moved_over, revoked),
    Crime("G012", "deleted", _deleted("tidy up"), cancelled, trick="delete or renumber tickets"),
    Crime("G012", "deleted-under-a-receipt", _deleted(receipt("cancel", TAKEN)), cancelled),
    Crime("G012", "renumbered", _renamed, cancelled, trick="delete or renumber tickets"),
    Crime("G012", "moved-to-another-folder", _moved_away, cancelled),
    Crime("G012", "deleted-and-made-anew", _made_anew, cancelled),
    Crime("G012", "link-instead", _link_instead, cancelled),
    Crime("G012", "all-deleted", _all_gone, cancelled),
    Crime("G013", "number-left-out", _made_up("WY-260304-A002"), taken,
          trick="delete or renumber tickets"),
    Crime("G013", "many-numbers-left-out", _made_up("WY-260304-A900"), taken),
    Crime("G016", "arrival-before-it-was-sent",
          _step(SENT, "arrive", "on_site", said="2026-03-02 09:10"), arrived,
          trick="technician back-dates `arrived` in the file"),
    Crime("G016", "arrival-tomorrow",
          _step(SENT, "arrive", "on_site", said="2026-03-05 09:00"), arrived),
    Crime("G016", "recorded-when-it-was-not",
          _step(SENT, "arrive", "on_site", said="2026-03-02 09:10",
                more=f'recorded_at: "{iso("2026-03-02 09:11")}"'), arrived),
    Crime("G036", "another-ticket",
          _wrong_receipt(receipt("arrive", TAKEN, events=[EVENT])), arrived),
    Crime("G036", "no-ticket",
          _wrong_receipt("arrive\n\nWuye-Op: arrive\nWuye-Events: frgd000001\nWuye-Format: 1\n"),
          arrived),
    Crime("G036", "event-that-is-not-there",
          _wrong_receipt(receipt("arrive", SENT, events=[EVENT, "frgd000009"])), arrived),
    Crime("G009", "event-not-named", _wrong_receipt(receipt("arrive", SENT)), arrived),
    Crime("G036", "a-second-ticket-written-along", _two_touched, arrived),
    Crime("G040", "no-receipt", _step(SENT, "arrive", "on_site", message="arrived"), adopted),
    Crime("G041", "verified-before-it-was-done",
          _step(TAKEN, "close", "closed"), arrived),
    Crime("G041", "step-on-a-closed-ticket",
          _step(CLOSED, "arrive", ""), arrived),
    Crime("G042", "old-version",
          _made_up("WY-260304-A001", lambda text: text.replace('version: "1"', 'version: "0"')),
          taken),
    Crime("G042", "made-up-terms",
          _made_up("WY-260304-A001", lambda text: text.replace("3af3c8d6", "00000000")), taken),
    Crime("G042", "no-version",
          _made_up("WY-260304-A001",
                   lambda text: re.sub(r"(?m)^standard: .*\n", "", text)), taken),
    Crime("G043", "arrival-a-day-late",
          _step(SENT, "arrive", "on_site", said="2026-03-03 10:00",
                more=f'recorded_at: "{iso(DEED)}"'), arrived),
)  # fmt: skip

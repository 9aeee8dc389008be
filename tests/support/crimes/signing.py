"""Frauds with signatures, keys and checkpoints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.records import EVENT
from tests.support.crimes.rights import BLESS, BOT_FILE, RECEIPT
from tests.support.crimes.scene import (
    BOT,
    CLERK,
    DEED,
    KEYS,
    MANAGER,
    QUALITY_MAN,
    SENT,
    TAKEN,
    TECHNICIAN,
    names,
    receipt,
)
from tests.support.keys import a_key, public

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.crimes.scene import Scene

    from wuye_cli.store.repository import Actor

LOST = "force-push / reset / squash"
MONTHS_LATER = "2026-06-10 10:00"
LATER = "2026-03-04 16:00"
POLICY = "standards/policy.yaml"


def _key(who: Actor) -> Path:
    return a_key(KEYS[who.mail])


# -- honest twins ---------------------------------------------------------------------------------


def signed_arrival(scene: Scene) -> None:
    """The technician's command signs with the technician's key."""
    scene.wuye(DEED, f"ticket arrive {SENT}", by=TECHNICIAN)


def rotated(scene: Scene) -> None:
    """The manager ends a key and registers the next one; both work goes on."""
    scene.wuye(DEED, "key revoke s-zhao --why 轮换", by=MANAGER)
    scene.wuye("2026-03-04 15:01", f"key add {_pub('next')} --for s-zhao", by=MANAGER)
    scene.wuye("2026-03-04 15:02", f"key use {a_key('next')}", by=TECHNICIAN)
    scene.wuye("2026-03-04 15:03", f"ticket arrive {SENT}", by=TECHNICIAN)


def registered(scene: Scene) -> None:
    """The manager registers the technician's first key."""
    scene.wuye(DEED, f"key add {_pub('next')} --for s-zhao", by=MANAGER)


def kept(scene: Scene) -> None:
    """A checkpoint leaves the house; work goes on, and it still holds."""
    _exported(scene)
    scene.wuye(DEED, f"ticket arrive {SENT}")


def kept_every_month(scene: Scene) -> None:
    """A checkpoint a month."""
    scene.trial = MONTHS_LATER
    for month in ("03-31", "04-30", "05-31"):
        scene.wuye(f"2026-{month} 18:00", "audit checkpoint", by=MANAGER)


def witnessed(scene: Scene) -> None:
    """Somebody else signs the checkpoint too."""
    scene.wuye(DEED, f"commit {_witnesses(scene)} --force", by=MANAGER)
    place = str(scene.root.with_name("note.txt"))
    scene.wuye("2026-03-04 15:10", f"audit checkpoint --export {place}", by=MANAGER)
    words = f"audit cosign {place} --key {_key(QUALITY_MAN)} --name s-chen"
    scene.wuye("2026-03-04 15:20", words, by=QUALITY_MAN)
    scene.wuye("2026-03-04 15:30", f"audit checkpoint --take {place}", by=MANAGER)


def reported(scene: Scene) -> None:
    """The machine writes where it may."""
    _with_bot(scene)
    files = {"reports/2026-03.md": "# 三月\n"}
    scene.commit(files, by=BOT, message="report")


def _pub(name: str) -> Path:
    key = a_key(name)
    return key.with_name(key.name + ".pub")


# -- signatures -----------------------------------------------------------------------------------


def _arrival(
    *, by: Actor = TECHNICIAN, key: str = "", author: Actor | None = None
) -> Callable[[Scene], Blame]:
    """A forged arrival, signed with somebody's key or with none."""

    def deed(scene: Scene) -> Blame:
        files = scene.forged(SENT, "arrive", by="s-zhao", status="on_site")
        message = receipt("arrive", SENT, events=[EVENT])
        signer = a_key(key) if key else None
        commit = scene.commit(files, by=by, author=author, message=message, key=signer)
        return Blame(commit, author or by, SENT)

    return deed


def _instead(scene: Scene, raw: str) -> Blame:
    """A commit written by hand takes the place of the technician's."""
    commit = scene.git("hash-object", "-t", "commit", "-w", "--stdin", data=raw.encode())
    scene.git("update-ref", "HEAD", commit)
    scene.checkout()
    return Blame(commit, TECHNICIAN, SENT)


def _tampered(change: Callable[[str], str]) -> Callable[[Scene], Blame]:
    """A commit changed after it was signed."""

    def deed(scene: Scene) -> Blame:
        blame = _arrival(key="zhao")(scene)
        raw = scene.git("cat-file", "commit", blame.commit) + "\n"
        changed = change(raw)
        assert changed != raw
        return _instead(scene, changed)

    return deed


def _signature_of_another(scene: Scene) -> Blame:
    """The signature of an older commit is put on a new one."""
    old = scene.git("cat-file", "commit", scene.git("rev-list", "-1", "--author=zhao", "HEAD")
                    or "HEAD")  # fmt: skip
    taken = re.search(r"gpgsig .*?-----END SSH SIGNATURE-----\n", old, re.DOTALL)[0]
    blame = _arrival()(scene)
    raw = scene.git("cat-file", "commit", blame.commit) + "\n"
    raw = raw.replace("\n\n", f"\n{taken}\n", 1)
    return _instead(scene, raw)


def _ended(scene: Scene) -> Blame:
    """A key that was ended goes on signing."""
    scene.wuye("2026-03-04 14:00", "key revoke s-zhao --why 离职", by=MANAGER)
    return _arrival(key="zhao")(scene)


def _too_early(scene: Scene) -> Blame:
    """A key signs before it is registered."""
    blame = _arrival(key="next")(scene)
    scene.wuye("2026-03-04 15:30", f"key add {_pub('next')} --for s-zhao", by=MANAGER)
    return blame


def _back(scene: Scene) -> Blame:
    """The manager lets a key live again that he had ended, by the file as it was."""
    path = "records/staff/s-zhao.yaml"
    text = scene.read(path)
    scene.wuye("2026-03-04 14:00", "key revoke s-zhao --why 离职", by=MANAGER)
    at = "2026-03-04 14:30"
    commit = scene.commit({path: text}, at=at, by=MANAGER, message=RECEIPT, key=_key(MANAGER))
    _arrival(key="zhao")(scene)
    return Blame(commit, MANAGER)


def _key_back(scene: Scene) -> Blame:
    """The key that was let live again signs."""
    _back(scene)
    return Blame(scene.head(), TECHNICIAN, SENT)


def _handed_key(scene: Scene) -> Blame:
    """The key of the technician is registered for the desk too, and signs in the desk's name."""
    path = "records/staff/s-li.yaml"
    line = f'  - {{key: "{public(a_key("zhao"))}"}}\n'
    files = {path: scene.read(path) + line}
    at = "2026-03-04 14:00"
    scene.commit(files, at=at, by=MANAGER, message=RECEIPT, key=_key(MANAGER))
    files = scene.forged(SENT, "arrive", by="s-li", status="on_site")
    message = receipt("arrive", SENT, events=[EVENT])
    return Blame(scene.commit(files, by=CLERK, message=message, key=a_key("zhao")), CLERK, SENT)


def _formless(change: Callable[[str], str]) -> Callable[[Scene], Blame]:
    """A header in place of a signature that holds."""

    def deed(scene: Scene) -> Blame:
        _arrival()(scene)
        raw = scene.git("cat-file", "commit", "HEAD") + "\n"
        raw = raw.replace("\n\n", f"\n{change(raw)}\n\n", 1)
        return _instead(scene, raw)

    return deed


def _merged_unsigned(scene: Scene) -> Blame:
    """Two signed sides, and a merge that nobody signed."""
    base = scene.head()
    scene.wuye("2026-03-04 14:00", f"ticket arrive {SENT}", by=TECHNICIAN)
    side = scene.head()
    scene.git("reset", "-q", "--hard", base)
    scene.wuye("2026-03-04 14:10", f"dispatch {TAKEN} --to 赵师傅")
    files = {scene.path(SENT): scene.text(SENT, side)}
    commit = scene.commit(files, parents=("HEAD", side), message="Merge branch 'side'")
    return Blame(commit, CLERK)


def _unsigned_for_a_while(scene: Scene) -> Blame:
    """The policy asks for no signature for an hour."""
    text = scene.read(POLICY)
    changed = text.replace("signatures: required", "signatures: optional")
    at = "2026-03-04 14:00"
    scene.commit({POLICY: changed}, at=at, by=MANAGER, message="policy", key=_key(MANAGER))
    _arrival()(scene)
    at = "2026-03-04 15:30"
    commit = scene.commit({POLICY: text}, at=at, by=MANAGER, message="policy", key=_key(MANAGER))
    return Blame(commit, MANAGER)


SSH = "gpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----"
PGP = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEz\n -----END PGP SIGNATURE-----"


def _own_key(by: Actor, name: str, key: Path | None = None) -> Callable[[Scene], Blame]:
    """Somebody writes a key of his own into the register, and signs with it or not at all."""

    def deed(scene: Scene) -> Blame:
        path = f"records/staff/{name}.yaml"
        text = scene.read(path).rstrip("\n")
        head = "" if "\nkeys:" in text else "\nkeys:"
        more = f'{head}\n  - {{key: "{public(a_key("next"))}"}}\n'
        commit = scene.commit({path: text + more}, by=by, message=RECEIPT, key=key)
        return Blame(commit, by)

    return deed


# -- checkpoints ----------------------------------------------------------------------------------


def _exported(scene: Scene) -> str:
    place = str(scene.root.with_name("note.txt"))
    scene.wuye("2026-03-04 12:00", f"audit checkpoint --export {place}", by=MANAGER)
    scene.against = ("--against", place)
    return place


def _gone(scene: Scene) -> Blame:
    """The last ticket never was: reset to before it, and worked on."""
    _exported(scene)
    before = scene.git("rev-list", "-1", "HEAD", "--", scene.path(TAKEN))
    scene.git("reset", "-q", "--hard", f"{before}^")
    scene.wuye(LATER, f"ticket arrive {SENT}")
    return Blame(who=None, ticket=TAKEN)


def _squashed(scene: Scene) -> Blame:
    """All commits become one; every file is as before."""
    _exported(scene)
    tree = scene.git("rev-parse", "HEAD^{tree}")
    root = scene.git("rev-list", "--max-parents=0", "HEAD")
    commit = scene.git("commit-tree", tree, "-p", root, "-m", "squash", **names(CLERK, DEED))
    scene.git("update-ref", "HEAD", commit)
    return Blame(who=None)


def _reworded(scene: Scene) -> Blame:
    """The last commit is amended: same files, same message, another moment."""
    scene.wuye("2026-03-04 11:00", f"ticket note {SENT} --text 等配件")
    _exported(scene)
    raw = scene.git("cat-file", "commit", "HEAD~1") + "\n"
    changed = re.sub(r"(> \d{8})\d\d ", r"\g<1>59 ", raw).encode()
    commit = scene.git("hash-object", "-t", "commit", "-w", "--stdin", data=changed)
    scene.git("reset", "-q", "--hard", commit)
    return Blame(who=None)


def _without_checkpoints(scene: Scene) -> Blame:
    scene.trial = MONTHS_LATER
    scene.wuye("2026-06-08 10:00", f"ticket note {SENT} --text 等配件")
    return Blame(who=None)


def _old_checkpoint(scene: Scene) -> Blame:
    scene.trial = MONTHS_LATER
    scene.wuye("2026-03-04 12:00", "audit checkpoint", by=MANAGER)
    scene.wuye("2026-06-08 10:00", f"ticket note {SENT} --text 等配件")
    return Blame(who=None)


def _checkpoint_changed(change: Callable[[str], str | None]) -> Callable[[Scene], Blame]:
    """A checkpoint in the records is changed afterwards."""

    def deed(scene: Scene) -> Blame:
        scene.wuye("2026-03-04 12:00", "audit checkpoint", by=MANAGER)
        path = scene.git("ls-files", "records/checkpoints").splitlines()[-1]
        message = "checkpoint\n\nWuye-Op: checkpoint\nWuye-Format: 1\n"
        files = {path: change(scene.read(path))}
        commit = scene.commit(files, by=MANAGER, message=message, key=_key(MANAGER))
        return Blame(commit, MANAGER)

    return deed


def _witnesses(scene: Scene) -> str:
    text = scene.read(POLICY)
    (scene.root / POLICY).write_text(
        text.replace("  checkpoint_every: month", "  checkpoint_every: month\n  witnesses: 1")
    )
    return POLICY


def _unwitnessed(scene: Scene) -> Blame:
    scene.wuye(DEED, f"commit {_witnesses(scene)} --force", by=MANAGER)
    scene.wuye("2026-03-04 15:10", "audit checkpoint", by=MANAGER)
    return Blame(who=None)


# -- machines -------------------------------------------------------------------------------------


def _with_bot(scene: Scene) -> None:
    (scene.root / "records/staff/s-bot.yaml").write_text(BOT_FILE)
    scene.wuye("2026-03-04 14:00", "commit records/staff/s-bot.yaml --force", by=MANAGER)


def _bot_writes(
    change: Callable[[Scene], dict[str, str]], ticket: str = ""
) -> Callable[..., Blame]:
    def deed(scene: Scene) -> Blame:
        _with_bot(scene)
        message = receipt("arrive", ticket, events=[EVENT]) if ticket else "settings"
        return Blame(scene.commit(change(scene), by=BOT, message=message), BOT, ticket)

    return deed


CRIMES: tuple[Crime, ...] = (
    Crime("G001", "last-ticket-reset-away", _gone, kept, kind="team", trick=LOST),
    Crime("G001", "all-squashed", _squashed, kept, kind="team", trick=LOST,
          also=("G007", "G009", "G016")),
    Crime("G001", "last-commit-amended", _reworded, kept, kind="team", trick=LOST),
    Crime("G002", "no-signature", _arrival(), signed_arrival, kind="keys"),
    Crime("G003", "message-changed-after-signing",
          _tampered(lambda raw: raw.replace("\n\narrive", "\n\narrived", 1)), signed_arrival,
          kind="keys"),
    Crime("G003", "date-changed-after-signing",
          _tampered(lambda raw: re.sub(r"(committer .*> \d{8})\d\d ", r"\g<1>59 ", raw)),
          signed_arrival, kind="keys"),
    Crime("G003", "signature-of-another-commit", _signature_of_another, signed_arrival,
          kind="keys"),
    Crime("G004", "key-of-nobody", _arrival(key="nobody"), signed_arrival, kind="keys"),
    Crime("G005", "key-of-a-leaver", _ended, rotated, kind="keys"),
    Crime("G005", "key-before-it-is-registered", _too_early, rotated, kind="keys"),
    Crime("G005", "key-that-lives-again", _back, rotated, kind="keys"),
    Crime("G005", "signed-with-a-key-that-lives-again", _key_back, rotated, kind="keys"),
    Crime("G006", "key-of-another-registered-twice", _handed_key, registered, kind="keys"),
    Crime("G002", "merge-that-nobody-signed", _merged_unsigned, signed_arrival, kind="keys"),
    Crime("G002", "empty-signature", _formless(lambda _: "gpgsig "), signed_arrival, kind="keys"),
    Crime("G003", "signature-that-is-none", _formless(lambda _: SSH), signed_arrival, kind="keys"),
    Crime("G004", "signature-of-another-kind", _formless(lambda _: PGP), signed_arrival,
          kind="keys"),
    Crime("G018", "no-signatures-for-an-hour", _unsigned_for_a_while, signed_arrival, kind="keys"),
    Crime("G006", "signed-by-somebody-else", _arrival(key="li"), signed_arrival, kind="keys"),
    Crime("G007", "author-somebody-else", _arrival(by=CLERK, author=TECHNICIAN, key="li"),
          signed_arrival, kind="keys"),
    Crime("G028", "key-of-ones-own-signed-by-itself",
          _own_key(TECHNICIAN, "s-zhao", a_key("next")), rotated, kind="keys", trick=BLESS),
    Crime("G028", "first-key-of-ones-own", _own_key(TECHNICIAN, "s-zhao"), registered,
          kind="team", trick=BLESS),
    Crime("G030", "never-a-checkpoint", _without_checkpoints, kept_every_month),
    Crime("G031", "an-old-checkpoint", _old_checkpoint, kept_every_month),
    Crime("G032", "signature-of-a-checkpoint-changed",
          _checkpoint_changed(lambda text: re.sub(r"(— \S+ \S+ ....)....", r"\1AAAA", text)), kept,
          kind="keys"),
    Crime("G001", "checkpoint-deleted", _checkpoint_changed(lambda _: None), kept, kind="keys"),
    Crime("G033", "no-witness", _unwitnessed, witnessed, kind="keys"),
    Crime("G035", "machine-writes-a-ticket",
          _bot_writes(lambda scene: scene.forged(SENT, "arrive", by="s-bot", status="on_site"),
                      SENT), reported, kind="team"),
    Crime("G035", "machine-writes-a-standard",
          _bot_writes(lambda scene: {"standards/duty.yaml":
                      scene.read("standards/duty.yaml") + "# x\n"}), reported, kind="team"),
)  # fmt: skip

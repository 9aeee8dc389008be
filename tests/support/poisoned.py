"""A memory of the audit as somebody forges it who knows wuye and may write below `.git`."""

from __future__ import annotations

import msgspec

from wuye_cli.services.auditing import remembering
from wuye_cli.services.auditing.judges import JUDGES
from wuye_cli.store.sealed import keep_sealed


def silence(ground, since=""):
    """Take every finding out of what the last audit kept, and set the seal anew."""
    key = remembering.key_of(since, "", JUDGES)
    kept = remembering.recalled(ground, key)
    assert kept.findings
    forged = msgspec.structs.replace(kept, findings=())
    keep_sealed(ground, remembering.FILE, msgspec.msgpack.encode(forged), key)

"""Keys that people sign with: the public half as SSH writes it, and when it stopped counting."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime

import msgspec

KINDS = (
    "ssh-ed25519",
    "sk-ssh-ed25519@openssh.com",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
)
"""Kinds of keys that may sign; DSA and certificates may not."""

ROTATED, LEFT, LOST = "rotated", "left", "lost"
ENDS = (ROTATED, LEFT, LOST)
"""Why a key no longer counts: replaced by another, its holder left, or it may be in other hands."""

_LENGTH_BYTES = 4


class SigningKey(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One key of a member of the staff.

    It counts from the commit that adds it until the one that ends it; where in history a commit
    stands decides, not the moments noted here, which are for people and for git.

    Attributes:
        key: Kind and public key, as in a `.pub` file without its comment.
        label: Which machine it is on: 前台电脑.
        ended: When it was ended.
        why: One of `ENDS`.
    """

    key: str
    label: str = ""
    ended: datetime | None = None
    why: str = ""

    @property
    def is_live(self) -> bool:
        """Whether it may sign."""
        return self.ended is None and not self.why

    @property
    def fingerprint(self) -> str:
        """Its fingerprint, as `ssh-keygen -l` prints it."""
        return fingerprint(self.key)


def public_key(text: str) -> str:
    """Return kind and key of a line of a `.pub` file, or nothing if it is none that may sign.

    Example:
        >>> public_key("ssh-ed25519 AAAA me@home")
        ''
    """
    kind, _, rest = text.strip().partition(" ")
    body = rest.strip().partition(" ")[0]
    if kind not in KINDS or kind_in(body) != kind:
        return ""
    return f"{kind} {body}"


def kind_in(body: str) -> str:
    """Return the kind that the encoded key itself names, or nothing."""
    try:
        data = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return ""
    size = int.from_bytes(data[:_LENGTH_BYTES], "big")
    name = data[_LENGTH_BYTES : _LENGTH_BYTES + size]
    is_whole = len(name) == size and len(data) > _LENGTH_BYTES + size
    return name.decode("ascii", "replace") if is_whole else ""


def fingerprint(key: str) -> str:
    """Return the fingerprint of a public key, as `ssh-keygen -l` prints it."""
    body = base64.b64decode(key.partition(" ")[2])
    return fingerprint_of(body)


def fingerprint_of(body: bytes) -> str:
    """Return the fingerprint of a public key's bytes."""
    import hashlib  # noqa: PLC0415 - loads OpenSSL, and few commands show a fingerprint

    digest = base64.b64encode(hashlib.sha256(body).digest()).decode("ascii")
    return "SHA256:" + digest.rstrip("=")

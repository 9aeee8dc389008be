"""What is signed in a commit, by which key and for what, taken apart without trust.

Whether a signature holds is for `ssh-keygen` to say, never for us (PROTOCOL.sshsig has the form).
"""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple

OPENPGP, X509, OTHER = "openpgp", "x509", "other"
"""Forms of signatures that no key of the register can have made."""

_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_FORMS = (
    ("-----BEGIN PGP SIGNATURE-----", OPENPGP),
    ("-----BEGIN PGP MESSAGE-----", OPENPGP),
    ("-----BEGIN SIGNED MESSAGE-----", X509),
)
_MAGIC = b"SSHSIG"
_VERSION = 1
_LENGTH_BYTES = 4
_HEADERS = (b"gpgsig ", b"gpgsig-sha256 ")


class Sealed(NamedTuple):
    """A commit without its signatures, and these.

    Attributes:
        payload: What was signed: every other byte of the commit.
        signatures: The armoured text of each `gpgsig` header; git makes one.
    """

    payload: bytes
    signatures: tuple[str, ...]


class SshSignature(NamedTuple):
    """What a signature says of itself.

    Attributes:
        key: Kind and public key, as a `.pub` file has them.
        namespace: What it was made for.
    """

    key: str
    namespace: str


def sealed(raw: bytes) -> Sealed:
    r"""Take the bytes of a commit object apart.

    Example:
        >>> sealed(b"tree 1a\ngpgsig A\n B\nencoding gbk\n\nhi\n")
        Sealed(payload=b'tree 1a\nencoding gbk\n\nhi\n', signatures=('A\nB\n',))
    """
    head, blank, message = raw.partition(b"\n\n")
    kept: list[bytes] = []
    found: list[list[bytes]] = []
    taking: list[bytes] | None = None
    for line in head.split(b"\n"):
        if line[:1] == b" " and taking is not None:
            taking.append(line[1:])
            continue
        name = next((one for one in _HEADERS if line.startswith(one)), b"")
        taking = [line[len(name) :]] if name else None
        if taking is None:
            kept.append(line)
        elif name == _HEADERS[0]:
            found.append(taking)
    texts = (b"\n".join(lines).decode("utf-8", "surrogateescape") + "\n" for lines in found)
    return Sealed(b"\n".join(kept) + blank + message, tuple(texts))


def form_of(signature: str) -> str:
    """Return the form of a signature that is not of SSH, or nothing."""
    text = signature.lstrip()
    if text.startswith(_BEGIN):
        return ""
    return next((form for mark, form in _FORMS if text.startswith(mark)), OTHER)


def read_signature(armoured: str) -> SshSignature | None:
    """Return what a signature says of itself, None if it is none."""
    lines = [line.strip() for line in armoured.strip().split("\n")]
    if lines[0] != _BEGIN or lines[-1] != _END:
        return None
    try:
        data = base64.b64decode("".join(lines[1:-1]), validate=True)
    except (binascii.Error, ValueError):
        return None
    version_end = len(_MAGIC) + _LENGTH_BYTES
    if data[: len(_MAGIC)] != _MAGIC or _number(data[len(_MAGIC) : version_end]) != _VERSION:
        return None
    key, rest = _text(data[version_end:])
    namespace, _ = _text(rest)
    kind, _ = _text(key)
    if not kind or not namespace:
        return None
    encoded = base64.b64encode(key).decode("ascii")
    return SshSignature(
        f"{kind.decode('utf-8', 'replace')} {encoded}", namespace.decode("utf-8", "replace")
    )


def _text(data: bytes) -> tuple[bytes, bytes]:
    """Return the first text of some bytes, nothing if it is cut off, and what follows it."""
    end = _LENGTH_BYTES + _number(data[:_LENGTH_BYTES])
    text = data[_LENGTH_BYTES:end]
    return (text, data[end:]) if len(data) >= end else (b"", b"")


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")

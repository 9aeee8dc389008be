"""Whose key a commit says it was signed with; nothing is verified here (`audit verify` does)."""

from __future__ import annotations

import base64
import binascii
import hashlib

OPENPGP, X509, UNKNOWN = "openpgp", "x509", "unknown"
"""What stands in place of a fingerprint where the signature is no SSH one."""

_HEADERS = (b"\ngpgsig ", b"\ngpgsig-sha256 ")
_SSH = b"-----BEGIN SSH SIGNATURE-----"
_KINDS = ((b"-----BEGIN PGP", OPENPGP), (b"-----BEGIN SIGNED", X509))
_MAGIC = b"SSHSIG"
_SIZE = 4
_VERSION_END = len(_MAGIC) + _SIZE


def signer_of(commit: bytes) -> str:
    """Return the fingerprint of the key in a commit's signature, "" if it is unsigned.

    Args:
        commit: The raw bytes of the commit object.
    """
    head = b"\n" + commit.partition(b"\n\n")[0] + b"\n"
    for name in _HEADERS:
        at = head.find(name)
        if at >= 0:
            return _named(_folded(head[at + len(name) :]))
    return ""


def _folded(text: bytes) -> bytes:
    """Return a header's value with its continuation lines, which begin with a blank."""
    first, *more = text.split(b"\n")
    lines = [first]
    for line in more:
        if not line.startswith(b" "):
            break
        lines.append(line[1:])
    return b"\n".join(lines)


def _named(signature: bytes) -> str:
    if not signature.startswith(_SSH):
        return next((kind for mark, kind in _KINDS if signature.startswith(mark)), UNKNOWN)
    body = b"".join(line for line in signature.split(b"\n") if not line.startswith(b"-----"))
    try:
        packed = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return UNKNOWN
    size = int.from_bytes(packed[_VERSION_END : _VERSION_END + _SIZE], "big")
    key = packed[_VERSION_END + _SIZE :][:size]
    if not packed.startswith(_MAGIC) or not key or len(key) != size:
        return UNKNOWN
    digest = base64.b64encode(hashlib.sha256(key).digest()).decode("ascii").rstrip("=")
    return f"SHA256:{digest}"

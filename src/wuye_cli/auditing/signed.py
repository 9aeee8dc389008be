"""Whose key a commit says it was signed with; nothing is verified here (`audit verify` does)."""

from __future__ import annotations

import base64
import binascii
import hashlib

from wuye_cli.auditing.commit_text import read_commit

OPENPGP, X509, UNKNOWN = "openpgp", "x509", "unknown"
"""What stands in place of a fingerprint where the signature is no SSH one."""

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
    signature = read_commit(commit).signature
    return _named(signature.encode("ascii", "replace")) if signature else ""


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

"""The code on a receipt (查询码): worked out of a secret key and the ticket, never stored.

Ten characters of an alphabet without look-alikes are 45 bits: nobody guesses one of a ticket, and
whoever has no key (an auditor's clone) cannot work one out.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from unicodedata import normalize

import msgspec

SCHEMA = "receipt-key/1"
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
"""No 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: read aloud or copied by hand they are mistaken."""
LENGTH = 10
KEY_BYTES = 32

_GROUP = 5
_PURPOSE = b"wuye receipt 1\0"


class ReceiptKey(msgspec.Struct, frozen=True, kw_only=True):
    """A secret of the estate; `key` is hexadecimal."""

    schema: str = SCHEMA
    id: str
    created: datetime
    key: str


def code_of(key: str, uid: str) -> str:
    """Return the code of the ticket with that uid, in groups of five.

    Example:
        >>> code_of("00" * 32, "01JD6Z0X3V8R2M5K7Q9T4W1YBC")
        'DHRNE-TCCKW'
    """
    made = hmac.new(bytes.fromhex(key), _PURPOSE + uid.encode(), hashlib.sha256).digest()
    value = int.from_bytes(made, "big")
    characters = []
    for _ in range(LENGTH):
        value, rest = divmod(value, len(ALPHABET))
        characters.append(ALPHABET[rest])
    text = "".join(characters)
    return f"{text[:_GROUP]}-{text[_GROUP:]}"


def is_code_of(typed: str, key: str, uid: str) -> bool:
    """Tell whether what somebody typed or read aloud is the code of that ticket."""
    plain = "".join(char for char in normalize("NFKC", typed).upper() if char.isalnum())
    return hmac.compare_digest(plain.encode(), code_of(key, uid).replace("-", "").encode())

"""A pack of some objects of git, as anybody's `git unpack-objects` takes it: whole objects, plain.

Nothing in it is a difference to another object, and nothing is squeezed: so the same objects give
the same bytes on every machine, whatever git and zlib are there.
"""

from __future__ import annotations

import zlib
from hashlib import sha1
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable

_KINDS = {"commit": 1, "tree": 2, "blob": 3}
_NAMES = {number: name for name, number in _KINDS.items()}
_VERSION = 2
_HEAD = 12
_CHECKSUM = 20
_MORE = 0x80
_LARGEST = 1 << 30
_MARGIN = 64
"""What even a body that does not shrink takes at most besides itself and a hundredth of it."""


def object_id(kind: str, body: bytes) -> str:
    """Return the id that git gives to an object."""
    head = b"%s %d\0" % (kind.encode("ascii"), len(body))
    return sha1(head + body, usedforsecurity=False).hexdigest()


def pack_of(objects: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the bytes of a pack of objects, each given as kind and body."""
    pieces = [_entry(kind, body) for kind, body in objects]
    packed = b"".join([b"PACK", _number(_VERSION), _number(len(pieces)), *pieces])
    return packed + sha1(packed, usedforsecurity=False).digest()


def objects_in(packed: bytes) -> dict[str, tuple[str, bytes]]:
    """Return kind and body of every object in a pack of ours, by the id that its bytes have.

    Raises:
        StoreError: `damaged_object`, if it is none, was cut, changed, or holds something else.
    """
    if packed[:4] != b"PACK" or packed[4:8] != _number(_VERSION) or len(packed) < _HEAD + _CHECKSUM:
        raise StoreError("damaged_object", id="pack")
    body, checksum = packed[:-_CHECKSUM], packed[-_CHECKSUM:]
    if sha1(body, usedforsecurity=False).digest() != checksum:
        raise StoreError("damaged_object", id="pack")
    found: dict[str, tuple[str, bytes]] = {}
    at = _HEAD
    for _ in range(int.from_bytes(packed[8:_HEAD], "big")):
        kind, content, at = _read(body, at)
        found[object_id(kind, content)] = (kind, content)
    if at != len(body):
        raise StoreError("damaged_object", id="pack")
    return found


def _number(value: int) -> bytes:
    return value.to_bytes(4, "big")


def _entry(kind: str, body: bytes) -> bytes:
    size = len(body)
    first = _KINDS[kind] << 4 | size & 0x0F
    size >>= 4
    head = bytearray()
    while size:
        head.append(first | _MORE)
        first = size & 0x7F
        size >>= 7
    head.append(first)
    return bytes(head) + zlib.compress(body, 0)


def _read(packed: bytes, at: int) -> tuple[str, bytes, int]:
    try:
        byte = packed[at]
        number, size, shift = byte >> 4 & 7, byte & 0x0F, 4
        while byte & _MORE:
            at += 1
            byte = packed[at]
            size |= (byte & 0x7F) << shift
            shift += 7
        opened = zlib.decompressobj()
        held = packed[at + 1 : at + 1 + size + size // 100 + _MARGIN]
        body = opened.decompress(held, min(size, _LARGEST) + 1)
    except (IndexError, zlib.error) as error:
        raise StoreError("damaged_object", id="pack") from error
    if number not in _NAMES or len(body) != size or not opened.eof:
        raise StoreError("damaged_object", id="pack")
    return _NAMES[number], body, at + 1 + len(held) - len(opened.unused_data)

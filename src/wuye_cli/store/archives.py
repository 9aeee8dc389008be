"""Archives that go to third parties: the same files give the same bytes; read without unpacking."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib

from wuye_cli.domain.errors import CallError

_EPOCH = (1980, 1, 1, 0, 0, 0)
_EPOCH_S = 315_532_800
_PLAIN_FILE = 0o100644
_MOST_FILES = 2_000_000
_MOST_BYTES = 4 << 30


def write_archive(files: dict[str, bytes], top: str, name: str) -> bytes:
    """Return the bytes of an archive.

    Nothing is squeezed, every date is the first of 1980, and the files stand in the order of their
    names: so the bytes depend on the files alone.

    Args:
        files: Path to bytes.
        top: The folder in it that holds them all.
        name: Its ending decides the form: `.tar`, else a zip.
    """
    return _tar(files, top) if name.endswith(".tar") else _zip(files, top)


def _zip(files: dict[str, bytes], top: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{path}", _EPOCH)
            entry.create_system = 3
            entry.external_attr = _PLAIN_FILE << 16
            packed.writestr(entry, files[path])
    return out.getvalue()


def _tar(files: dict[str, bytes], top: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as packed:
        for path in sorted(files):
            entry = tarfile.TarInfo(f"{top}/{path}")
            entry.size, entry.mtime, entry.mode = len(files[path]), _EPOCH_S, 0o644
            packed.addfile(entry, io.BytesIO(files[path]))
    return out.getvalue()


def read_archive(data: bytes, path: str) -> dict[str, bytes]:
    """Return the files of an archive by their paths below its one folder; nothing is written.

    Raises:
        CallError: `audit.no_archive`, if it is none that can be read; `audit.odd_archive`, if it
            holds a link, a path that leads out, a name twice, or more than one folder.
    """
    try:
        found = (
            _from_zip(data, path) if zipfile.is_zipfile(io.BytesIO(data)) else _from_tar(data, path)
        )
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, ValueError,
            NotImplementedError, RuntimeError) as error:  # fmt: skip
        raise CallError("audit.no_archive", path=path) from error
    if not found:
        raise CallError("audit.no_archive", path=path)
    tops = {name.partition("/")[0] for name in found}
    if len(tops) != 1:
        raise CallError("audit.odd_archive", path=path, name=", ".join(sorted(tops)[:3]))
    return {name.partition("/")[2]: body for name, body in found.items()}


def _from_zip(data: bytes, path: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        entries = packed.infolist()
        _refuse_too_much(path, len(entries), sum(entry.file_size for entry in entries))
        for entry in entries:
            kind = entry.external_attr >> 28
            _note(found, path, entry.filename, packed.read(entry), plain=kind in {0, 8})
    return found


def _from_tar(data: bytes, path: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as packed:
        for entry in packed:
            body = packed.extractfile(entry) if entry.isreg() else None
            _note(found, path, entry.name, body.read() if body else b"", plain=entry.isreg())
    return found


def _refuse_too_much(path: str, count: int, size: int) -> None:
    if count > _MOST_FILES or size > _MOST_BYTES:
        raise CallError("audit.no_archive", path=path)


def _note(found: dict[str, bytes], path: str, name: str, body: bytes, *, plain: bool) -> None:
    parts = name.split("/")
    is_safe = len(parts) > 1 and all(part not in {"", ".", ".."} for part in parts)
    if not plain or not is_safe or "\\" in name or name in found or not name.isprintable():
        raise CallError("audit.odd_archive", path=path, name=name)
    found[name] = body

"""The starter standards that the program carries: the project's own `standards/`, one source."""

from __future__ import annotations

from pathlib import Path

from wuye_cli.domain.errors import StoreError

_PACKED = Path(__file__).parent.parent / "starter" / "standards"
_IN_THE_PROJECT = Path(__file__).parents[3] / "standards"


def starter_files() -> dict[str, bytes]:
    """Return path and bytes of every file of the starter standards.

    Raises:
        StoreError: `no_starter`, if the installation is not whole.
    """
    folder = next((place for place in (_PACKED, _IN_THE_PROJECT) if place.is_dir()), None)
    if folder is None:
        raise StoreError("no_starter", path=str(_PACKED))
    return {
        f"standards/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*.yaml"))
    }

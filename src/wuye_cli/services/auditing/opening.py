"""The history of a store as the audit opens it: of a clone, or of the bare one on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import StoreError, UncheckableError
from wuye_cli.domain.settings import Settings
from wuye_cli.store.house import read_settings
from wuye_cli.store.layout import SETTINGS
from wuye_cli.store.repository import Store
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from pathlib import Path


def open_history(start: Path) -> tuple[Store, Settings]:
    """Return the store that a folder lies in, or the bare repository that it is, and its settings.

    Settings that cannot be read are the usual ones: their fault is no reason not to look.

    Raises:
        CallError: `no_store`.
        StoreError: `damaged_repository`.
    """
    store = Store.open_history(start)
    try:
        return store, read_settings(store.read(SETTINGS) if store.head() else None, read_plain)
    except (StoreError, UncheckableError):
        return store, Settings()

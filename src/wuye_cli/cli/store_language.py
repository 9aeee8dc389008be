"""The language of a command before its desk is open: help, wrong words, a store that is not one."""

from __future__ import annotations

import os
from pathlib import Path

from wuye_cli.domain.errors import WuyeError
from wuye_cli.i18n.catalog import use_language
from wuye_cli.store.layout import SETTINGS, find_root


def speak_like_the_store(start: str = "") -> None:
    """Choose the language before any help or error is said: that of the store here, if any.

    A glance at the settings as they lie; a desk reads them properly, as committed, later.

    Args:
        start: Where the store is looked for; as the environment has it if empty.
    """
    try:
        root = find_root(start or os.environ.get("WUYE_STORE") or os.curdir)
        with Path(root, SETTINGS).open(encoding="utf-8") as file:
            lines = file.read().splitlines()
    except (WuyeError, OSError, UnicodeDecodeError):
        lines = []
    told = [line.partition(":")[2] for line in lines if line.startswith("language:")]
    use_language(told[-1].strip().strip("\"'") if told else "")

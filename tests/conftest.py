"""What every test stands on: no setting, identity or language of the machine leaks in."""

from __future__ import annotations

import gc
import os
import signal

import pytest
from hypothesis import HealthCheck, settings
from tests.support.depth import PERCENT, tries

# A test fails for what it finds, never for a slow machine. The sample that runs before a commit is
# the same each time, so that a red run is of that commit; all of it (TEST_DEPTH=100) draws anew.
settings.register_profile(
    "wuye",
    deadline=None,
    derandomize=PERCENT < 100,
    max_examples=tries(100),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("wuye")


def pytest_collection_finish():
    """Look no more for garbage among the ten thousand tests and the modules: 5% of all CPU."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _alone(monkeypatch, tmp_path_factory):
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    for name in list(os.environ):
        if name.startswith(("GIT_", "WUYE_", "LC_")) or name in {"LANG", "LANGUAGE", "NO_COLOR"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


# A shell starts what it puts into the background with the interrupt ignored, and children inherit
# that; a handler of our own lets the programs under test be interrupted all the same.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Where power is cut or a disk fails, a process of its own has a shim; nobody else waits for disks.
if PERCENT < 100:
    os.fsync = lambda _: None

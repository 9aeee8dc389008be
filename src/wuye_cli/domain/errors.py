"""Errors that a person can mend: a code and facts, no prose; the sentence lives in `i18n`."""

from __future__ import annotations

from typing import Any


class WuyeError(Exception):
    """An error with a code, facts for its sentence and an exit status.

    Attributes:
        code: Key of the sentence in the message catalogs.
        facts: What the sentence needs: plain strings, numbers and lists of strings.
        exit_status: The status that the command leaves with.
    """

    exit_status = 2

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        listed = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({listed})"


class CallError(WuyeError):
    """The command was called wrongly, or its settings do not fit: status 2."""

    exit_status = 2


class UncheckableError(WuyeError):
    """Something could not be read and so not checked: status 3."""

    exit_status = 3


class RefusedError(WuyeError):
    """A rule of the trade or a policy refuses the step: status 4."""

    exit_status = 4


class NotFoundError(WuyeError):
    """There is no such thing: status 5."""

    exit_status = 5


class ConflictError(WuyeError):
    """Somebody else was there first, or the lock could not be had: status 6."""

    exit_status = 6


class StoreError(WuyeError):
    """The store is damaged or out of reach (disk full, read-only, I/O error): status 7."""

    exit_status = 7

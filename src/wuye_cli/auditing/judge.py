"""What a judge of the audit is: it is shown every commit, parents before children."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from wuye_cli.auditing.catalog import BY_CODE
from wuye_cli.checking.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wuye_cli.auditing.commit import Commit


class Past(Protocol):
    """What stood before a commit, and how to look into it; made by the one who replays."""

    def blob(self, blob_id: str) -> bytes:
        """Return the bytes of a blob that a change of this commit names."""

    def tree(self, parent: int = 0) -> Mapping[str, str]:
        """Return the blob of every path below `standards/` and `records/staff/`, at a parent.

        Policy, roles and keys are judged as they stood there: what a commit itself brings does
        not help it. Empty for a first commit.
        """


class Judge(Protocol):
    """A family of rules. It may keep what it needs from commit to commit, in little room."""

    codes: tuple[str, ...]
    """What it may find."""

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Look at a commit."""

    def end(self) -> Iterator[Finding]:
        """Look at the whole, after the last commit."""


def finding(
    code: str, commit: Commit | None, *, ticket: str = "", path: str = "", **facts: Any
) -> Finding:
    """Return a finding that names commit, person and ticket.

    Facts `commit`, `who` (name and mail of the author) and `at` are always there with a commit.
    """
    told: dict[str, Any] = dict(facts)
    if commit is not None:
        name, mail = commit.author
        told = {"commit": commit.id, "who": f"{name} <{mail}>", "at": commit.committed, **told}
    severity = BY_CODE[code].severity
    return Finding(rule=code, severity=severity, path=path, ticket=ticket, facts=told)

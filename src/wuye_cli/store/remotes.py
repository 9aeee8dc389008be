"""A git remote: fetched with every object judged, pushed to without force, and often not there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError, ConflictError, StoreError, UncheckableError
from wuye_cli.store import meeting_note, refs, remote_locks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.store.ground import Ground

_JUDGED = ("fetch.fsckObjects=true", "http.lowSpeedLimit=100", "http.lowSpeedTime=30")
_LITTLE_WORK = ("pack.window=0",)
"""What is sent is seldom more than a day's work: to look for likenesses in it and to press it hard
would cost both sides a third of a sync of a thousand tickets, and save half a megabyte of it. What
housekeeping or an import has packed goes out as it lies there."""
_PRESSED, _LOOSE = "pack.compression=1", "pack.compression=0"
"""Into a folder nothing is pressed: that takes longer than a disk or an office's network needs for
the half that it saves. Fewer than a hundred objects lie pressed there in any case."""
_QUIET_SSH = "core.sshCommand=ssh -o BatchMode=yes -o ConnectTimeout=15"
_LOCKED = ("lock", "failed to update ref")
_MOVED = (*_LOCKED, "fetch first", "non-fast-forward", "stale info")
_FORBIDDEN = "[remote rejected] (non-fast-forward)"
_BROKEN = ("unpacker error", "unable to migrate objects")
_FOLDER = "refs/remotes/"
_LONGEST_REASON = 200
_THEIRS = "remote: "
_MOST_WORDS = 12
_LOCKED_DOORS = (
    # what git or ssh says: the code that we say it by
    ("could not read Username", "password_wanted"),
    ("could not read Password", "password_wanted"),
    ("Authentication failed", "password_wanted"),
    ("Permission denied (", "ssh_refused"),
    ("Host key verification failed", "ssh_refused"),
)
"""A person at a terminal would be asked here; we ask nothing, so what to do is told instead."""


def remote_of(ground: Ground, wished: str = "") -> str:
    """Return the remote to meet at: the wished one, the branch's, `origin`, or the only one; or "".

    Raises:
        CallError: `unknown_remote`, if the wished one is none.
    """
    told = ground.settings()
    names = [name for name in told.remotes() if name[0] != "-"]
    if wished and wished not in names:
        raise CallError("unknown_remote", name=wished, suggestions=names)
    branch = refs.head_branch(ground.git_dir).removeprefix("refs/heads/")
    usual = told.get(f"branch.{branch}.remote")
    listed = [one for one in (wished, usual, "origin", *names[: len(names) == 1]) if one in names]
    return next(iter(listed), "")


def fetch(ground: Ground, remote: str, branch: str) -> str:
    """Fetch the branch and return the commit that the remote has, "" if it has none yet.

    Raises:
        UncheckableError: `unreachable`, `password_wanted`, `ssh_refused`.
        StoreError: `damaged_bundle`, if what came is not sound; or what the disk says.
    """
    name = branch.removeprefix("refs/heads/")
    kept = f"{_FOLDER}{remote}/{name}"
    try:
        with meeting_note.noted(ground, kept):
            ground.git.write(
                *(*_settings(ground), "fetch", "--quiet", "--no-tags", "--no-recurse-submodules"),
                *("--no-auto-gc", "--no-write-fetch-head", "--", remote, f"+{branch}:{kept}"),
            )
    except StoreError as error:
        reason = str(error.facts.get("reason", ""))
        if "couldn't find remote ref" in reason:
            return ""
        if "fsck error" in reason:
            raise StoreError("damaged_bundle", path=remote, reason=_last(reason)) from error
        _judge(error, remote)
    return refs.read_ref(ground.common_dir, kept)


def last_seen(ground: Ground, remote: str, branch: str) -> str:
    """Return the commit that the remote had when it was last spoken to, "" if it never was."""
    name = branch.removeprefix("refs/heads/")
    return refs.read_ref(ground.common_dir, f"{_FOLDER}{remote}/{name}")


def push(ground: Ground, remote: str, branch: str, *, replaces: str = "") -> bool:
    """Push our branch; False if somebody else was there first.

    Args:
        ground: The repository.
        remote: Its remote.
        branch: The branch.
        replaces: The commit that ours stands in place of, as what was erased must not stay there;
            only if this one is what they have. Else nothing is ever forced.

    Raises:
        ConflictError: `push_refused`, by a rule of the other side; `erased_there` if it takes no
            history in place of another.
        UncheckableError: As `fetch`; `remote_unwritable` if the other side could not write.
    """
    kept = f"{_FOLDER}{remote}/{branch.removeprefix('refs/heads/')}"
    try:
        with meeting_note.noted(ground, kept):
            status, printed, beside = ground.git.converse(
                *(*_settings(ground), *_as_settings((*_LITTLE_WORK, _pressing(ground, remote)))),
                *(
                    "-c",
                    f"remote.{remote}.mirror=false",
                    "push",
                    "--porcelain",
                    "--no-verify",
                    "--no-follow-tags",
                ),
                *((f"--force-with-lease={branch}:{replaces}",) if replaces else ()),
                *("--recurse-submodules=no", "--", remote, f"{ground.head()}:{branch}"),
                ok=(0, 1),
            )
    except StoreError as error:
        _judge(error, remote)
    lines = [line for line in printed.decode("utf-8", "replace").split("\n") if line[:1] == "!"]
    if not lines and status:  # such as a bundle, to which git cannot push and says nothing of it
        raise UncheckableError("unreachable", remote=remote, reason=_last(beside))
    if not lines:
        return True
    reason = lines[0].split("\t")[-1]  # before it stands the branch, which may be called `block`
    if replaces and reason.startswith(_FORBIDDEN):
        raise ConflictError("erased_there", remote=remote, reason=reason)
    if any(word in reason for word in _LOCKED):
        remote_locks.free(ground, remote, branch)
    if any(word in reason for word in _MOVED):
        return False
    if any(word in reason for word in _BROKEN):
        raise UncheckableError("remote_unwritable", remote=remote, reason=_last(beside) or reason)
    raise ConflictError("push_refused", remote=remote, reason=reason, said=_words(beside))


def follow(ground: Ground, remote: str, branch: str) -> None:
    """Have `git pull` and `git status` know where a branch goes, if nobody told git yet."""
    name = branch.removeprefix("refs/heads/")
    if ground.settings().get(f"branch.{name}.remote") is None:
        ground.git.write("config", "--local", f"branch.{name}.remote", remote)
        ground.git.write("config", "--local", f"branch.{name}.merge", branch)


def set_remote(ground: Ground, name: str, address: str) -> str:
    """Set the address of a remote and return the branch that it shows first.

    Raises:
        UncheckableError: As `fetch`.
    """
    ground.git.write("config", "--local", f"remote.{name}.url", address)
    ground.git.write(
        "config", "--local", f"remote.{name}.fetch", f"+refs/heads/*:refs/remotes/{name}/*"
    )
    branch = _shown_first(ground, name, without_password(address)) or "refs/heads/main"
    short = branch.removeprefix("refs/heads/")
    ground.git.write("config", "--local", f"branch.{short}.remote", name)
    ground.git.write("config", "--local", f"branch.{short}.merge", branch)
    return branch


def first_branch(ground: Ground, remote: str) -> str:
    """Return the branch that a remote shows first, "" if it has no commit on it.

    Raises:
        UncheckableError: As `fetch`.
    """
    return _shown_first(ground, remote, remote) if answers(ground, remote) else ""


def _shown_first(ground: Ground, remote: str, called: str) -> str:
    """Return the branch that HEAD of a remote names, "" if it tells none."""
    try:
        printed = ground.git.read(*_settings(ground), "ls-remote", "--symref", "--", remote, "HEAD")
    except StoreError as error:
        _judge(error, called)
    first = printed.decode("utf-8", "replace").partition("\t")[0]
    return first.removeprefix("ref: ") if first.startswith("ref: ") else ""


def answers(ground: Ground, address: str) -> bool:
    """Say whether a git repository with a commit is to be had at an address."""
    try:
        printed = ground.git.read(*_settings(ground), "ls-remote", "--", address, "HEAD")
    except StoreError:
        return False
    return bool(printed.strip())


def addresses(ground: Ground) -> dict[str, str]:
    """Return name and address of every remote, without passwords."""
    listed = ground.settings().remotes()
    return {name: without_password(address) for name, address in listed.items() if address}


def without_password(address: str) -> str:
    """Return an address as it may be shown."""
    scheme, mark, rest = address.partition("://")
    server, slash, path = rest.partition("/")
    who, at, host = server.rpartition("@")
    if not mark or not at:
        return address
    return f"{scheme}://{who.partition(':')[0]}@{host}{slash}{path}"


def _settings(ground: Ground) -> Sequence[str]:
    own = ground.settings().get("core.sshCommand")
    wanted = _JUDGED if own else (*_JUDGED, _QUIET_SSH)
    return _as_settings(wanted)


def _pressing(ground: Ground, remote: str) -> str:
    address = ground.settings().remotes().get(remote, "").removeprefix("file://")
    return _LOOSE if os.path.isdir(os.path.join(ground.root, address)) else _PRESSED


def _as_settings(wanted: Sequence[str]) -> list[str]:
    return [part for one in wanted for part in ("-c", one)]


def _judge(error: StoreError, remote: str) -> None:
    """Raise what it means that git could not speak to a remote."""
    if error.code in {"disk_full", "git_missing"}:
        raise error
    told = str(error.facts.get("reason", ""))
    for line in told.split("\n"):
        code = next((code for words, code in _LOCKED_DOORS if words in line), "")
        if code:
            reason = line.strip()[:_LONGEST_REASON]
            raise UncheckableError(code, remote=remote, reason=reason) from error
    raise UncheckableError("unreachable", remote=remote, reason=_last(told)) from error


def _words(beside: str) -> list[str]:
    """Return what a hook of the other side said, as git passes it on."""
    lines = [line for line in beside.splitlines() if line.startswith(_THEIRS)]
    said = [line.removeprefix(_THEIRS).rstrip() for line in lines]
    return [line[:_LONGEST_REASON] for line in said if line][:_MOST_WORDS]


def _last(reason: str) -> str:
    """Return the line of git's complaints that says most: the first fatal one."""
    lines = [line for line in reason.split("\n") if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal:", "ERROR:", "error:", "ssh:"))]
    return next(iter([*fatal, *lines]), "")[:_LONGEST_REASON]

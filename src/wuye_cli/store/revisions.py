"""What people type for a state of the store, as full commit ids; nothing typed is an option."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.errors import CallError, StoreError, UncheckableError
from wuye_cli.store import refs
from wuye_cli.store.git import records
from wuye_cli.store.layout import STANDARDS

if TYPE_CHECKING:
    from wuye_cli.store.repository import Store

HEAD = "HEAD"
DEEPEN = "git fetch --unshallow"
"""What brings the history that a shallow clone left out."""

_OPTIONS_END = "--end-of-options"
_LONGEST = 400
_NO_NAME = frozenset("~^:?*[\\ ") | {"@{"}


class Span(NamedTuple):
    """Two commits to compare, and what they were called."""

    old: str
    new: str
    old_name: str
    new_name: str


def is_range(text: str) -> bool:
    """Say whether a text is `A..B` or `A...B`.

    Example:
        >>> is_range("v1..v2"), is_range("HEAD~1"), is_range("../new")
        (True, False, False)
    """
    return ".." in text and not text.startswith(("../", "/", "./")) and "/.." not in text


def resolve(store: Store, text: str) -> str:
    """Return the commit that a text names: an id, a tag, a branch, `HEAD~3`.

    Raises:
        CallError: `unknown_state`; `ambiguous_revision` if a tag and a branch have that name.
        UncheckableError: `shallow_clone`, if the history that may hold it was never fetched.
    """
    found = known(store, text)
    if found:
        return found
    if is_shallow(store):
        raise shallow(text)
    raise CallError("unknown_state", revision=text, like=_like(store, text))


def known(store: Store, text: str) -> str:
    """Return the commit that a text names, or nothing.

    Raises:
        CallError: `ambiguous_revision`.
    """
    if not text or len(text) > _LONGEST or not text.isprintable():
        return ""
    printed = store.ground.git.read(
        *("rev-parse", "--verify", "--quiet", _OPTIONS_END, text + "^{commit}"), ok=(0, 1, 128)
    )
    found = printed.decode("ascii", "replace").strip()
    if not refs.is_id(found):
        return ""
    _refuse_two_names(store, text)
    return found


def span(store: Store, text: str) -> Span:
    """Return the two ends of `A..B`, or of `A...B` from where their ways part; `""` is HEAD.

    Raises:
        CallError: `unknown_state`, `ambiguous_revision`, `no_common_history`.
        UncheckableError: `shallow_clone`.
    """
    mark = "..." if "..." in text else ".."
    before, after = (part or HEAD for part in text.split(mark, 1))
    old, new = resolve(store, before), resolve(store, after)
    if mark == "..":
        return Span(old, new, before, after)
    return Span(parting(store, old, new), new, text, after)


def parting(store: Store, old: str, new: str) -> str:
    """Return the commit where the ways of two commits part.

    Raises:
        CallError: `no_common_history`.
        UncheckableError: `shallow_clone`.
    """
    printed = store.ground.git.read("merge-base", old, new, ok=(0, 1))
    found = printed.decode("ascii").strip()
    if found:
        return found
    if is_shallow(store):
        raise shallow(old[:12])
    raise CallError("no_common_history", revision=old[:12], other=new[:12])


def when(store: Store, commit: str) -> datetime | None:
    """Return the committer's moment of a commit, None if it cannot be said."""
    printed = store.ground.git.read(
        "log", "-1", "--format=%ct", "--no-show-signature", commit, "--"
    )
    try:
        return datetime.fromtimestamp(int(printed), tz=UTC)
    except (OverflowError, ValueError, OSError):
        return None


def shallow(revision: str = "") -> UncheckableError:
    """Return the error of what a shallow clone cannot tell, of a revision or of all."""
    named = {"revision": revision} if revision else {}
    return UncheckableError("shallow_clone", **named, command=DEEPEN)


def require_whole(store: Store) -> None:
    """Refuse to tell a history of which a shallow clone has only the end.

    Raises:
        UncheckableError: `shallow_clone`.
    """
    if is_shallow(store):
        raise shallow()


def is_shallow(store: Store) -> bool:
    """Say whether this clone was made without its whole history."""
    return bool(edges(store))


def edges(store: Store) -> frozenset[str]:
    """Return the commits whose parents a shallow clone left out."""
    place = os.path.join(store.ground.common_dir, "shallow")
    try:
        with open(place, encoding="ascii") as file:
            return frozenset(file.read().split())
    except FileNotFoundError:
        return frozenset()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError("damaged_repository", path=place) from error


def names(store: Store) -> list[str]:
    """Return the short names of all tags and branches."""
    printed = store.ground.git.read(
        "for-each-ref", "--format=%(refname:lstrip=2)%00", "refs/tags", "refs/heads"
    )
    return [name.strip("\n") for name in records(printed) if name.strip("\n")]


def _refuse_two_names(store: Store, text: str) -> None:
    """Refuse a name that is both a tag and a branch: git would quietly take the tag."""
    if text.startswith("refs/") or any(part in text for part in _NO_NAME):
        return
    both = [f"refs/tags/{text}", f"refs/heads/{text}"]
    printed = store.ground.git.read("for-each-ref", "--format=%(refname)%00", "--", *both)
    found = {name.strip("\n") for name in records(printed)}
    if found.issuperset(both):
        raise CallError("ambiguous_revision", revision=text, choices=both)


def _like(store: Store, text: str) -> str:
    """Return the tag, branch or standard that may have been meant."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistyped name needs it

    return next(iter(get_close_matches(text, [*names(store), *_standards(store)], n=1)), "")


def _standards(store: Store) -> list[str]:
    paths = (path for path, _ in store.list_tree(STANDARDS)) if store.head() else ()
    return [path.removeprefix(STANDARDS + "/").removesuffix(".yaml") for path in paths]

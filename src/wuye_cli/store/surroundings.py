"""Looking around the commits: refs, files and settings of git's by which a history can lie."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from wuye_cli.auditing.git_files import (
    ATTRIBUTES,
    HUNKS,
    IGNORE,
    MAILMAP,
    hiding_attributes,
    hiding_ignores,
    rewriting_names,
)
from wuye_cli.auditing.surroundings import ASSUMED, SKIPPED, Oddity, Surroundings
from wuye_cli.domain.errors import StoreError
from wuye_cli.store import refs, sparse
from wuye_cli.store.git import records
from wuye_cli.store.layout import RECORDS, SETTINGS, STANDARDS
from wuye_cli.store.ticket_paths import TICKETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wuye_cli.store.ground import Ground

    Lines = Callable[[bytes, str], Iterator[str]]

_LARGEST = 1 << 20
_REPLACED = "refs/replace/"
_SYMBOLIC = "ref: "
_WATCHED = (RECORDS, STANDARDS, SETTINGS, ATTRIBUTES, IGNORE, MAILMAP)
_OUR_DRIVER = {"diff.wuye.command": "diff --driver", "diff.wuye.textconv": "diff --textconv"}
_IGNORES, _TREE = "core.ignorestat", "core.worktree"
_YES, _NO = frozenset({"true", "yes", "on", "1"}), frozenset({"false", "no", "off", "0"})
_PAGERS = frozenset({"less", "more", "most", "cat", "delta", "diff-so-fancy", "bat", "lv", "vim"})
"""Programs that show pages as they are."""
_VERIFIERS = frozenset(f"gpg.{form}program" for form in ("", "openpgp.", "x509.", "ssh."))
_KEYS = frozenset({"gpg", "gpg2", "gpgsm", "ssh-keygen", "op-ssh-sign", "op-ssh-sign-wsl"})
"""Programs that sign and verify."""
_SPARSE_LIST_SINCE = (2, 36)
_BUILT_IN = frozenset(
    f"diff.{driver}.{key}" for driver in (*HUNKS, "default") for key in ("command", "textconv")
) | {"diff.wuye.binary"}
"""Settings by which a driver that git brings shows something else than what is in a file."""
_UNITS = {"k": 10, "m": 20, "g": 30}


def look_around(ground: Ground, *, full: bool = False) -> Surroundings:
    """Return what lies around the commits of a repository.

    Args:
        ground: The repository.
        full: Also read every object and hold the commit graph against the commits.
    """
    settings = _settings(ground)
    lacking = list(_lacking(ground, settings))
    looks: list[Iterable[Oddity]] = [
        _replaced(ground),
        _grafts(ground),
        _names(ground),
        _attributes(ground, settings),
        _ignored(ground, settings),
        _programs(ground, settings),
        _mailmaps(ground, settings),
    ]
    if not _is_bare(ground):
        looks += [
            _uncommitted(ground, "attributes", ATTRIBUTES, hiding_attributes),
            _uncommitted(ground, "ignored", IGNORE, hiding_ignores),
            _lying_mailmap(ground),
            _unseen(ground),
        ]
    if full and not lacking:
        looks += [_graph(ground), _broken(ground)]
    return Surroundings(
        odd=(*lacking, *(one for look in looks for one in look)),
    )


def incomplete(ground: Ground) -> list[Oddity]:
    """Return what was left out when a clone was made."""
    return list(_lacking(ground, _settings(ground)))


def _lacking(ground: Ground, settings: dict[str, str]) -> Iterator[Oddity]:
    yield from _odd("shallow", _ids(os.path.join(ground.common_dir, "shallow")))
    yield from _promised(ground, settings)


def _is_bare(ground: Ground) -> bool:
    return ground.root == ground.git_dir


def _settings(ground: Ground) -> dict[str, str]:
    """Return the settings of the repository itself, keys in small letters; the last one counts."""
    printed = ground.git.read("config", "--list", "-z", "--show-scope", "--includes")
    parts = printed.decode("utf-8", "surrogateescape").split("\0")
    found = {}
    for scope, text in zip(parts[::2], parts[1::2], strict=False):
        if scope in {"local", "worktree"}:
            key, mark, value = text.partition("\n")
            found[key] = value if mark else "true"
    return found


def _ids(path: str) -> list[str]:
    """Return the id at the begin of each line of a file of git's; none if there is no file."""
    words = (line.split() for line in _bytes(path).decode("ascii", "replace").splitlines())
    return [line[0] for line in words if line and refs.is_id(line[0])]


def _grafts(ground: Ground) -> Iterable[Oddity]:
    return _odd("grafts", _ids(os.path.join(ground.common_dir, "info", "grafts")))


def _replaced(ground: Ground) -> Iterable[Oddity]:
    printed = ground.git.read("for-each-ref", "--format=%(refname)%00", _REPLACED)
    names = (name.strip("\n") for name in records(printed))
    return _odd("replaced", [name.removeprefix(_REPLACED) for name in names if name])


def shadows_of(branch: str) -> tuple[str, ...]:
    """Return the refs that git, or who types, takes for a branch before the branch itself."""
    short = branch.removeprefix("refs/heads/")
    others = (f"refs/{short}", f"refs/tags/{short}", "refs/heads/HEAD", "refs/tags/HEAD")
    return tuple(one for one in others if one != branch)


def _names(ground: Ground) -> Iterable[Oddity]:
    """Return what a name of the branch means to git before it means the branch."""
    branch = refs.head_branch(ground.git_dir)
    if not refs.is_ref(branch):
        return ()
    short = branch.removeprefix("refs/heads/")
    found = [one for one in shadows_of(branch) if refs.read_ref(ground.common_dir, one)]
    if _ids(os.path.join(ground.git_dir, *short.split("/"))):
        found.append(f".git/{short}")
    if short == branch:
        found.append(f"HEAD -> {branch}")
    target = _bytes(ground.ref_file(branch)).decode("utf-8", "replace").strip()
    if target.startswith(_SYMBOLIC):
        found.append(f"{branch} -> {target.removeprefix(_SYMBOLIC)}")
    return _odd("names", found)


def _attributes(ground: Ground, settings: dict[str, str]) -> Iterator[Oddity]:
    info = os.path.join(ground.common_dir, "info", "attributes")
    yield from _said("attributes", ".git/info/attributes", _bytes(info), hiding_attributes)
    named = settings.get("core.attributesfile", "")
    yield from _said(
        "attributes", "core.attributesFile", _bytes(_home(ground, named)), hiding_attributes
    )


def _ignored(ground: Ground, settings: dict[str, str]) -> Iterator[Oddity]:
    info = os.path.join(ground.common_dir, "info", "exclude")
    yield from _said("ignored", ".git/info/exclude", _bytes(info), hiding_ignores)
    named = settings.get("core.excludesfile", "")
    yield from _said("ignored", "core.excludesFile", _bytes(_home(ground, named)), hiding_ignores)


def _mailmaps(ground: Ground, settings: dict[str, str]) -> Iterator[Oddity]:
    named = settings.get("mailmap.file", "")
    yield from _said("mailmap", "mailmap.file", _bytes(_home(ground, named)), _names_in)
    blob = settings.get("mailmap.blob", "")
    if blob:
        with suppress(StoreError):  # a name of nothing changes nothing
            data = ground.git.read("cat-file", "blob", "--end-of-options", blob)
            yield from _said("mailmap", "mailmap.blob", data, _names_in)


def _lying_mailmap(ground: Ground) -> Iterable[Oddity]:
    data = _bytes(os.path.join(ground.root, MAILMAP))
    return _said("mailmap", MAILMAP, data, _names_in) if data != _committed(ground, MAILMAP) else ()


def _names_in(data: bytes, _folder: str) -> Iterator[str]:
    return rewriting_names(data)


def _uncommitted(ground: Ground, what: str, name: str, lines: Lines) -> Iterator[Oddity]:
    """Yield what files that were never committed so say: git reads them as they lie."""
    printed = ground.git.read(
        *("ls-files", "-z", "--others", "--modified"),
        *("--", f":(top,glob)**/{name}"),
        extra={"GIT_LITERAL_PATHSPECS": "0"},
    )
    for path in dict.fromkeys(records(printed)):  # an unmerged file is listed several times
        known = set(lines(_committed(ground, path), path.rpartition("/")[0]))
        told = lines(_bytes(os.path.join(ground.root, path)), path.rpartition("/")[0])
        new = tuple(line for line in told if line not in known)
        yield from _odd(what, new, path)


def _committed(ground: Ground, path: str) -> bytes:
    with suppress(StoreError):  # a link or nothing
        blob = ground.objects.blob_at(ground.head(), path)
        if blob is not None:
            return ground.objects.blob(blob)
    return b""


def _programs(ground: Ground, settings: dict[str, str]) -> Iterable[Oddity]:
    """Return the settings by which git shows what somebody else made of it, or other files."""
    found = ["diff.external"] if settings.get("diff.external") else []
    found += [key for key, value in settings.items() if _is_shown_through(key, value)]
    if settings.get(_IGNORES, "").lower() in _YES:
        found.append(_IGNORES)
    tree = os.path.join(ground.git_dir, os.path.expanduser(settings.get(_TREE, "")))
    if settings.get(_TREE) and os.path.realpath(tree) != os.path.realpath(ground.root):
        found.append(_TREE)
    found += [
        key
        for key, wanted in _OUR_DRIVER.items()
        if key in settings and not settings[key].endswith(wanted)
    ]
    return _odd("programs", found)


def _is_shown_through(key: str, value: str) -> bool:
    """Say whether a setting puts a program of one's own between git and who looks."""
    if key in _BUILT_IN or key == "core.bigfilethreshold":
        return key in _BUILT_IN or _size(value) < _LARGEST  # what is larger has no diff
    words = value.split()
    program = os.path.basename(words[0]).lower().removesuffix(".exe") if words else ""
    if not program or value.lower() in _YES | _NO:
        return False
    if key in {"core.fsmonitor", "merge.default"}:
        return value != "text"
    if key == "core.pager" or key.startswith("pager."):
        return program not in _PAGERS
    return key in _VERIFIERS and program not in _KEYS


def _size(text: str) -> int:
    """Return a number of bytes as git's settings write it."""
    digits, unit = (text[:-1], text[-1:].lower()) if text[-1:].isalpha() else (text, "")
    return int(digits) << _UNITS.get(unit, 0) if digits.isdecimal() else _LARGEST


def _unseen(ground: Ground) -> Iterator[Oddity]:
    """Yield the files that git was told not to look at, by the bit that says so.

    Tickets of older months that a sparse checkout leaves out are no secret.
    """
    cone = sparse.cone_of(ground)
    folded = cone is not None and ground.git.version() >= _SPARSE_LIST_SINCE
    printed = ground.git.read(
        *("ls-files", "-v", "-z", *(("--sparse",) if folded else ()), "--", *_WATCHED)
    )
    skipped, assumed = [], []
    for part in printed.split(b"\0"):
        if part[:2] in {b"H ", b""}:
            continue
        tag, path = part[:1], part[2:].decode("utf-8", "surrogateescape")
        is_older = path.startswith(TICKETS + "/") and cone is not None and not cone.holds(path)
        if tag.upper() == b"S" and not is_older:
            skipped.append(path)
        if tag.islower():
            assumed.append(path)
    yield from _odd(SKIPPED, skipped)
    yield from _odd(ASSUMED, assumed)


def _promised(ground: Ground, settings: dict[str, str]) -> Iterable[Oddity]:
    """Return the remotes that a partial clone left objects at."""
    named = {
        key[len("remote.") : -len(".promisor")]
        for key, value in settings.items()
        if key.startswith("remote.") and key.endswith(".promisor") and value != "false"
    }
    named |= (
        {settings["extensions.partialclone"]} if "extensions.partialclone" in settings else set()
    )
    if not named and any(name.endswith(".promisor") for name in _packs(ground)):
        named = {"?"}
    return _odd("partial", sorted(named))


def _packs(ground: Ground) -> list[str]:
    try:
        return os.listdir(os.path.join(ground.objects.folder, "pack"))
    except OSError:
        return []


def _broken(ground: Ground) -> Iterable[Oddity]:
    """Return what git says of every object that is missing or damaged."""
    child = ground.git.start_reader(
        *(
            "-c",
            "core.commitGraph=false",
            "fsck",
            "--full",
            "--strict",
            "--no-dangling",
            "--no-reflogs",
            "--no-progress",
        ),
        data=b"",
        sparing=True,
    )
    printed = child.output.read()
    status = child.wait()
    if status == 0:
        return ()
    text = printed.decode("utf-8", "replace") + child.complaints()
    said = sorted({line.strip() for line in text.splitlines() if line.strip()})
    return _odd("broken", said or [f"git fsck: {status}"])


def _graph(ground: Ground) -> Iterable[Oddity]:
    """Return whether the commit graph says something else than the commits."""
    child = ground.git.start_reader("commit-graph", "verify", "--no-progress", data=b"")
    child.output.read()
    return () if child.wait() == 0 else (Oddity("graph"),)


def borrowed_from(ground: Ground) -> list[str]:
    """Return the folders of other repositories whose objects this one reads as its own."""
    text = _bytes(os.path.join(ground.objects.folder, "info", "alternates"))
    lines = text.decode("utf-8", "surrogateescape").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _said(what: str, place: str, data: bytes, lines: Lines) -> Iterable[Oddity]:
    return _odd(what, lines(data, ""), place)


def _odd(what: str, lines: Iterable[str], place: str = "") -> Iterable[Oddity]:
    """Return an oddity, if there is a line of it."""
    found = tuple(lines)
    return (Oddity(what, found, place),) if found else ()


def _home(ground: Ground, path: str) -> str:
    """Return a path of a setting as git reads it: `~` is the home, another is from the root."""
    return os.path.join(ground.root, os.path.expanduser(path)) if path else ""


def _bytes(path: str) -> bytes:
    """Return what a plain file begins with; nothing if there is none."""
    if not path or not os.path.isfile(path):
        return b""
    try:
        with open(path, "rb") as file:
            return file.read(_LARGEST)
    except OSError:
        return b""

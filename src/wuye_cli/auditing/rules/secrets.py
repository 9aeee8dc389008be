"""G038: keys, tokens and passwords in a file; told by kind and line, never by their own text."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wuye_cli.auditing.judge import Plain, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.checking.finding import Finding

_LONGEST = 4 << 20  # a larger file is G037; nobody hides a key behind so much text
_KEY_LENGTH = 400  # enough of a key to tell it from another
_NO_FILE = ("120000", "160000")


class _Kind(NamedTuple):
    """A kind of secret.

    Attributes:
        name: What it is.
        anchors: One of these stands in a file that holds one, in small letters: looked for first,
            as the pattern is slow. Each byte is a character, as texts are searched twice as fast.
        pattern: Its own text is group 1.
    """

    name: str
    anchors: tuple[str, ...]
    pattern: re.Pattern[bytes]


def _kind(name: str, anchors: str, pattern: str, flags: int = 0) -> _Kind:
    return _Kind(name, tuple(anchors.split()), re.compile(pattern.encode(), flags))


_TOKENS = (
    r"AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|LTAI[0-9A-Za-z]{12,26}|AKID[0-9A-Za-z]{13,40}"
    r"|gh[pousr]_[0-9A-Za-z]{30,}|github_pat_[0-9A-Za-z_]{22,}|glpat-[0-9A-Za-z_-]{20,}"
    r"|xox[abprs]-[0-9A-Za-z-]{10,}|AIza[0-9A-Za-z_-]{35}|sk_live_[0-9A-Za-z]{16,}"
    r"|sk-[0-9A-Za-z_-]{32,}|hf_[0-9A-Za-z]{30,}|npm_[0-9A-Za-z]{36}|pypi-[0-9A-Za-z_-]{32,}"
    r"|eyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}"
)
_HEADS = (
    "akia asia ltai akid ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- xoxa- xoxb- xoxp- xoxr- xoxs-"
    " aiza sk_live_ sk- hf_ npm_ pypi- eyj"
)
_KEY_NAMES = (
    r"pass(?:word|wd|phrase)?|pwd|secret(?:[_-]?key)?|api[_-]?key|access[_-]?key(?:[_-]?secret)?"
    r"|client[_-]?secret|(?:access|auth|bearer|private)[_-]?token|token"
    r"|\xe5\xaf\x86\xe7\xa0\x81|\xe5\x8f\xa3\xe4\xbb\xa4"
)
_KINDS = (
    _kind(
        "private_key",
        "-----begin putty-user-key-file",
        r"(-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d)",
    ),
    _kind("token", _HEADS, rf"(?<![0-9A-Za-z_-])({_TOKENS})"),
    _kind(
        "webhook",
        "/webhook/send?key= /robot/send?access_token= /bot/v2/hook/ hooks.slack.com/services/",
        r"(/webhook/send\?key=[0-9A-Za-z-]{16,}|/robot/send\?access_token=[0-9A-Za-z]{16,}"
        r"|/bot/v2/hook/[0-9A-Za-z-]{16,}|hooks\.slack\.com/services/[0-9A-Za-z/]{16,})",
    ),
    _kind(
        "password_in_url",
        "://",
        r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@'\"<>]*:([^\s/@'\"<>{}$]{3,})@[^\s/]",
    ),
)
_ASSIGNED = re.compile(
    rb"(?i)(?<![A-Za-z])(?:"
    + _KEY_NAMES.encode("latin-1")
    + rb")[\"']?\s{0,3}(?::|=|\xef\xbc\x9a)\s{0,3}[\"']?"
    rb"((?=[^\s\"',;]*[0-9])(?=[^\s\"',;]*[A-Za-z])[\x21-\x7e]{8,})"
)
_NAMES = (
    *("pass", "pwd", "secret", "key", "token"),
    *(word.encode().decode("latin-1") for word in ("密码", "口令")),
)
_EXAMPLE = re.compile(rb"(?i)example|placeholder|changeme|xxxx|\*\*\*|\.\.\.|^\$|^<|^%|sha256|ssh-")


class Seen(msgspec.Struct):
    """What was told already; of a secret nothing but a digest is kept."""

    digests: set[str] = set()


class SecretsJudge(Plain):
    """Looks for secrets in what a commit brings; the same one is told once."""

    codes = ("G038",)

    def __init__(self) -> None:
        self.memory = Seen()

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Look at the subject, the trailers and every new text."""
        told = [commit.subject, *(value for _, value in commit.trailers)]
        words = "\n".join(told).encode("utf-8", "surrogateescape")
        yield from self._tell(commit, "", words)
        for change in commit.own:
            if change.new and change.new != change.old and change.new_mode not in _NO_FILE:
                data = past.blob(change.new)
                is_file = change.old and change.old_mode not in _NO_FILE
                old = past.blob(change.old) if is_file else b""
                yield from self._tell(commit, change.path, data, old)

    def _tell(self, commit: Commit, path: str, data: bytes, old: bytes = b"") -> Iterator[Finding]:
        if len(data) > _LONGEST:
            return
        for what, text in secrets_in(_new_lines(data, old)):
            digest = sha256(text).hexdigest()[:16]
            if digest not in self.memory.digests:
                self.memory.digests.add(digest)
                line = data.count(b"\n", 0, data.find(text.split(b"\n")[0])) + 1 if path else None
                yield finding("G038", commit, path=path, what=what, line=line)


def _new_lines(data: bytes, old: bytes) -> bytes:
    """Return the lines that a change brought: of a ticket most were there before."""
    if not old:
        return data
    known = set(old.split(b"\n"))
    return b"\n".join(line for line in data.split(b"\n") if line not in known)


def secrets_in(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield kind and text of every secret; of two kinds in one place the first."""
    known: list[tuple[int, int]] = []
    for name, text, begin in _all_in(data):
        end = begin + len(text)
        if not any(begin < last and first < end for first, last in known):
            known.append((begin, end))
            yield name, text


def _all_in(data: bytes) -> Iterator[tuple[str, bytes, int]]:
    small = data.lower().decode("latin-1")
    for kind in _KINDS:
        if any(anchor in small for anchor in kind.anchors):
            for match in kind.pattern.finditer(data):
                size = _KEY_LENGTH if kind.name == "private_key" else len(match[1])
                yield kind.name, data[match.start(1) : match.start(1) + size], match.start(1)
    if any(name in small for name in _NAMES):
        for match in _ASSIGNED.finditer(data):
            if not _EXAMPLE.search(match[1]):
                yield "password", match[1], match.start(1)

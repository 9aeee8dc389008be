"""Reading what documents of `standards/` have in common: their head, evidence, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.documents.clause import Picture
from wuye_cli.domain.documents.words import EVENT_EVIDENCE, EVIDENCE, REGISTER_EVIDENCE
from wuye_cli.store.codecs.reading import Node, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wuye_cli.store.codecs.known import Known

PICTURE_KEYS = ("file", "sha256")
_HASH_LENGTH = 64
_HEX = frozenset("0123456789abcdef")


def about(name: str, node: Node) -> dict[str, Any]:
    """Return the fields of an `About`; what is wrong with them `Node.fields` has reported."""
    quiet = Node(node.value, [])
    return {
        "id": name,
        "label": quiet.at("label").text(),
        "label_en": quiet.at("label_en").text(),
        "owner": quiet.at("owner").text(),
        "version": quiet.at("version").whole(),
        "effective_from": quiet.at("effective_from").instant_or_day(),
        "expires": quiet.at("expires").instant_or_day(),
        "review_by": quiet.at("review_by").instant_or_day(),
        "formerly": quiet.at("formerly").texts(),
        "basis": quiet.at("basis").text(),
    }


def texts_of(node: Node, names: tuple[str, ...]) -> dict[str, Any]:
    """Read several texts of a mapping by their keys."""
    return {name: node.at(name).text() for name in names}


def read_evidence(node: Node, known: Known) -> tuple[str, ...]:
    """Read what proves something: a word, `event:<step>`, or `register:<register>`."""
    if not node.present:
        return ()
    nodes = [node] if isinstance(node.value, str) else node.items()
    return tuple(word for part in nodes if (word := _one_evidence(part, known)))


def _one_evidence(node: Node, known: Known) -> str:
    word = node.text()
    for start, names in ((EVENT_EVIDENCE, known.events), (REGISTER_EVIDENCE, known.registers)):
        name = word.removeprefix(start)
        if name != word:
            if names is not None and name not in names:
                _unknown(node, word, {start + one: one for one in names})
            return word
    if word and word not in EVIDENCE:
        _unknown(node, word, dict.fromkeys((*EVIDENCE, EVENT_EVIDENCE, REGISTER_EVIDENCE), ""))
    return word


def _unknown(node: Node, word: str, allowed: Mapping[str, str]) -> None:
    names = sorted(allowed)
    node.report("S004", value=word, allowed=names, suggestion=nearest(word, names))


def read_picture(node: Node) -> Picture | None:
    """Read a picture: the name of the file, and the hash by which it lies in `media/`."""
    if not node.present or not node.fields(PICTURE_KEYS, required=PICTURE_KEYS):
        return None
    digest = node.at("sha256").text()
    if digest and (len(digest) != _HASH_LENGTH or not _HEX.issuperset(digest)):
        node.at("sha256").report("S007", value=digest, pattern="[0-9a-f]{64}")
    return Picture(file=node.at("file").text(), sha256=digest)

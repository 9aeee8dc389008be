"""Codec of `standards/tiers.yaml` and of its bodies in a case file."""

from __future__ import annotations

from typing import Any

import msgspec

from wuye_cli.domain.tickets.tier import (
    AGREED,
    DEFAULT_CLOCKS,
    Clock,
    Target,
    Tier,
    TierBook,
)
from wuye_cli.domain.timekeeping.limit import Limit
from wuye_cli.store.codecs.pauses import read_pause_reasons, read_pause_rules, read_policy
from wuye_cli.store.codecs.reading import Node, Problem, check_id, kind_of, nearest

_BOOK_KEYS = (
    "schema",
    "version",
    "effective_from",
    "grade",
    "timezone",
    "clocks",
    "channel_calendars",
    "pause_reasons",
    "pause_rules",
    "policy",
    "tiers",
)
_TIER_KEYS = (
    "label",
    "label_en",
    "aliases",
    "class",
    "rank",
    "raise_to",
    "only_for",
    "owner_role",
    "agreed_time_first",
    "basis",
)
_CLOCK_KEYS = ("from", "to", "label", "label_en", "human", "binds")
_NO_OBLIGATION = frozenset({"label", "label_en", "aliases", "basis", "rank", "id"})
_TERMS_LENGTH = 8


def read_tier_book(tree: Any) -> tuple[TierBook, list[Problem]]:
    """Read one version of the tiers.

    Args:
        tree: The plain tree of the file.

    Returns:
        The book, holding all that could be read, and every problem found. Calendars are names
        here; whether they exist is checked where they are known (`codecs.rulebook`).
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("tiers")
    needed = ("schema", "version", "effective_from", "tiers")
    if not node.fields(_BOOK_KEYS, required=needed, document=True):
        return TierBook(), problems
    own = node.at("clocks")
    clocks = read_clocks(own) if own.present else dict(DEFAULT_CLOCKS)
    book = TierBook(
        version=read_version(node.at("version")),
        effective_from=node.at("effective_from").instant(),
        grade=node.at("grade").text(),
        timezone=node.at("timezone").text("Asia/Shanghai"),
        clocks=clocks,
        channel_calendars=node.at("channel_calendars").words(),
        pause_reasons=read_pause_reasons(node.at("pause_reasons"), clocks),
        pause_rules=read_pause_rules(node.at("pause_rules")),
        policy=read_policy(node.at("policy")),
        tiers=read_tiers(node.at("tiers"), clocks),
        extra={key: value for key, value in tree.items() if str(key).startswith("x-")},
    )
    return msgspec.structs.replace(book, terms=terms_of_book(book)), problems


def read_version(node: Node) -> str:
    """Read a version: a number in a store, a name in a case file."""
    if kind_of(node.value) == "whole":
        return str(node.whole(1, least=1))
    return node.text("1")


def read_clocks(node: Node) -> dict[str, Clock]:
    """Read declared clocks, in the order of the file."""
    found: dict[str, Clock] = {}
    for name, part in node.entries() if node.present else ():
        check_id(part, name)
        if not part.fields(_CLOCK_KEYS, required=("from",)):
            continue
        found[name] = Clock(
            id=name,
            start=part.at("from").texts(),
            stop=part.at("to").texts((name,)),
            label=part.at("label").text(),
            label_en=part.at("label_en").text(),
            human=part.at("human").flag(),
            binds=part.at("binds").text(),
        )
    return found


def read_tiers(node: Node, clocks: dict[str, Clock]) -> dict[str, Tier]:
    """Read tiers, in the order of the file; `raise_to` must name one of them (R001)."""
    found: dict[str, Tier] = {}
    for name, part in node.entries() if node.present else ():
        check_id(part, name)
        if part.fields((*_TIER_KEYS, *clocks)):
            found[name] = _tier(name, part, clocks)
    for name, tier in found.items():
        if tier.raise_to and tier.raise_to not in found:
            node.at(name).at("raise_to").report(
                "R001", value=tier.raise_to, suggestion=nearest(tier.raise_to, found)
            )
    return found


def _tier(name: str, node: Node, clocks: dict[str, Clock]) -> Tier:
    """Read one tier whose keys have been checked."""
    only_for, rank = node.at("only_for"), node.at("rank")
    if only_for.present:
        only_for.fields(clocks)
    return Tier(
        id=name,
        targets={key: read_target(part) for key, part in node.entries() if key in clocks},
        label=node.at("label").text(),
        label_en=node.at("label_en").text(),
        aliases=node.at("aliases").texts(),
        service=node.at("class").text(),
        rank=rank.whole() if rank.present else None,
        raise_to=node.at("raise_to").text(),
        only_for={key: part.texts() for key, part in only_for.entries()},
        agreed_time_first=node.at("agreed_time_first").choices(clocks),
        owner_role=node.at("owner_role").text(),
        basis=node.at("basis").words(),
    )


def read_target(node: Node) -> Target:
    """Read `[limit, calendar]`, or `agreed` for a due that only an agreement sets."""
    if node.value == AGREED:
        return Target(None)
    if isinstance(node.value, str):
        node.report("S005", value=node.value)
        return Target(None)
    parts = node.items()
    if len(parts) != 2:  # noqa: PLR2004 - a limit and a calendar
        if isinstance(node.value, list):
            node.report("S003", wanted="[limit, calendar]", got="list")
        return Target(None)
    return Target(parts[0].limit(), parts[1].text("always"))


def terms_of(tree: Any) -> str:
    """Return the fingerprint of the obligations in a tier file; see `terms_of_book`."""
    return terms_of_book(read_tier_book(tree)[0])


def terms_of_book(book: TierBook) -> str:
    """Return eight hex digits over limits, clocks, pauses and policy.

    Labels, bases, ranks, comments, the version and its date do not count, nor does a figure
    that is written out although it is the default.
    """
    bound = {
        "clocks": book.clocks,
        "tiers": book.tiers,
        "pause_reasons": book.pause_reasons,
        "pause_rules": book.pause_rules,
        "policy": book.policy,
        "channel_calendars": book.channel_calendars,
        "timezone": book.timezone,
    }
    text = msgspec.json.encode(_plain(bound), order="sorted")
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, and only compiling needs it

    return sha256(b"wuye/tiers/1\n" + text).hexdigest()[:_TERMS_LENGTH]


def _plain(value: Any) -> Any:
    """Turn a structure into plain values, without what binds nobody and without defaults."""
    if isinstance(value, Limit):
        return str(value)
    if isinstance(value, msgspec.Struct):
        return {
            name: _plain(part)
            for name, usual in _fields_of(value)
            if name not in _NO_OBLIGATION and (part := getattr(value, name)) not in (usual, {})
        }
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _fields_of(value: msgspec.Struct) -> list[tuple[str, Any]]:
    """Return the fields of a structure with their defaults; required ones stand first."""
    names, usual = value.__struct_fields__, value.__struct_defaults__
    required = (msgspec.NODEFAULT,) * (len(names) - len(usual))
    return list(zip(names, (*required, *usual), strict=True))

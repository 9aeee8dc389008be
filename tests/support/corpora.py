"""Public collections of bad input, read from a folder as they are published or packed.

None is part of this repository. Known are the YAML test suite (`in.yaml` beside `error` and
`in.json`, its `src/*.yaml`, or the scripts of its npm package), JSONTestSuite (`y_`, `n_` and `i_`
files, or its npm package), and the Big List of Naughty Strings (`.json` or `.txt`). Every other
file counts as a document about which nothing is known.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SCRIPT = b"export default "
_SIGNS = {"␣": " ", "↵": "", "←": "\r", "⇔": "\ufeff", "»": "\t"}
"""What the sources of the YAML test suite write for what an editor does not show."""
_BESIDE = {"in.json", "error", "out.yaml", "emit.yaml", "test.event", "==="}


class Sample(NamedTuple):
    """A document of a collection.

    Attributes:
        name: Where it is from.
        data: Its bytes.
        must_fail: The collection says that no reader of YAML may accept it.
        wanted: What it holds as text of JSON, one document after the other; None if not told.
    """

    name: str
    data: bytes
    must_fail: bool = False
    wanted: str | None = None


class Numeral(str):
    """A number of JSON as it is written."""

    __slots__ = ()


def samples_in(folder: Path) -> list[Sample]:
    """Return the documents below a folder, in the order of their names."""
    found: list[Sample] = []
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not (file.name in _BESIDE and (file.parent / "in.yaml").exists()):
            found += _of_file(file, file.relative_to(folder).as_posix())
    return found


def _of_file(file: Path, name: str) -> Iterator[Sample]:
    data = file.read_bytes()
    if file.name == "in.yaml":
        beside = file.parent / "in.json"
        wanted = beside.read_text() if beside.exists() else None
        yield Sample(name, data, (file.parent / "error").exists(), wanted)
    elif file.suffix == ".js" and _SCRIPT in data:
        made = json.loads(data.partition(_SCRIPT)[2])
        yield from _of_cases(name, made["cases"] if isinstance(made, dict) else made)
    elif file.suffix == ".json" and file.name[:2] in {"y_", "n_", "i_"}:
        yield _of_json(name, data)
    elif file.suffix == ".yaml" and file.parent.name == "src":
        yield from _of_cases(name, [_shown(case) for case in yaml.safe_load(data)])
    elif not _is_list_of_strings(file):
        yield Sample(name, data)


def _of_cases(name: str, cases: list[dict[str, Any]]) -> Iterator[Sample]:
    """Yield the cases of one file; a case has what it does not say from the one before."""
    known: dict[str, Any] = {}
    for at, case in enumerate(cases):
        if "input" in case:
            yield _of_json(case["name"], case["input"].encode("utf-8", "surrogatepass"))
            continue
        known = {**known, "fail": False, **case}
        data = known["yaml"].encode("utf-8", "surrogatepass")
        wanted = None if known["fail"] else known.get("json")
        yield Sample(f"{name}/{at:02}", data, bool(known["fail"]), wanted)


def _of_json(name: str, data: bytes) -> Sample:
    """Return a document of JSON; nearly all that is no JSON is YAML, or may be."""
    is_valid = name.rpartition("/")[2].startswith("y_")
    return Sample(name, data, wanted=data.decode(errors="replace") if is_valid else None)


def _shown(case: dict[str, Any]) -> dict[str, Any]:
    """Return a case of the sources with what its signs stand for."""
    text = case.get("yaml")
    if text is None:
        return case
    for sign, meant in _SIGNS.items():
        text = text.replace(sign, meant)
    return {**case, "yaml": text.replace("—", "").removesuffix("∎\n")}


def strings_in(folder: Path) -> list[str]:
    """Return the naughty strings below a folder, each once."""
    found: list[str] = []
    for file in sorted(folder.rglob("*")):
        if not _is_list_of_strings(file):
            continue
        if file.suffix == ".json":
            found += [str(text) for text in json.loads(file.read_bytes())]
        else:
            lines = file.read_text(errors="replace").split("\n")
            found += [line for line in lines if not line.startswith("#")]
    return list(dict.fromkeys(found))


def _is_list_of_strings(file: Path) -> bool:
    name = file.stem.lower()
    return file.suffix in {".json", ".txt"} and ("blns" in name or "naughty" in name)


def documents(wanted: str) -> list[Any]:
    """Return the documents of a text of JSON, numbers as they are written."""
    read = json.JSONDecoder(parse_float=Numeral, parse_int=Numeral, parse_constant=Numeral)
    found, rest = [], wanted.strip()
    while rest:
        value, end = read.raw_decode(rest)
        found.append(value)
        rest = rest[end:].strip()
    return found


def is_same(ours: Any, wanted: Any) -> bool:
    """Tell whether we read what is wanted; a number we do not type may be its own text.

    That is what the strict reader does with `1e3`, `-0` and numbers of more digits than it takes.
    """
    if isinstance(wanted, Numeral):
        return bool(ours == wanted) or (
            isinstance(ours, int | float) and ours == json.loads(wanted)
        )
    if isinstance(ours, dict) and isinstance(wanted, dict):
        return ours.keys() == wanted.keys() and all(is_same(ours[key], wanted[key]) for key in ours)
    if isinstance(ours, list) and isinstance(wanted, list):
        return len(ours) == len(wanted) and all(map(is_same, ours, wanted))
    return type(ours) is type(wanted) and bool(ours == wanted)

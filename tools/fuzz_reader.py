"""Coverage-guided fuzzing of the strict reader, the fast form and the readers of our files.

`python -m tools.fuzz_reader 1000000` with `pip install atheris` beside the project; more words
(`-seed=7`) go to libFuzzer. Nothing but an error of ours may come out; what the fast form takes,
the strict reader reads the same; what is read is written and read back the same. It starts from
tickets made here and the heads of the standards of this checkout, and has words to try.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 800
"""Bytes of an input: most of a ticket, and the head of any standard."""
_HEAD = b'schema: "ticket/1"\nid: "WY-261122-A001"\nuid: "01M811J970RED96JKYWXJSY5XP"\nevents:\n'
SEEDS = (
    _HEAD
    + b'  - {id: "cc8xd390s3", at: "2026-11-22T15:12:12+08:00", by: "li", do: "receive"}\n'
    + b'  - {id: "cc8xd390s4", at: "2026-11-22T15:13:12+08:00", by: "li", do: "note", text: "x"}\n',
    b"a: 1\nb: [x, 'y', \"z\\u0041\"]\nc: {d: null, e: true}\n# \xe5\xa4\x87\xe6\xb3\xa8\n",
    b"a: |\n  x\n  y\nb: >-\n  z\n- &a *a !!str <<: {}\n---\n...\n%YAML 1.2\n",
    b'a: [1.5, 0301,\n  "x\n\n  y", {b: c}]\nd:\n- e: 12:30\n  f: |2+\n    g\n? h\n: i # j\r\n',
)
_WORDS = (
    *(
        "\n",
        "\n  ",
        "\n- ",
        ": ",
        "- ",
        "? ",
        ", ",
        "[",
        "]",
        "{",
        "}",
        "|\n ",
        ">-\n ",
        "#",
        " # ",
    ),
    *("&a ", "*a", "!!str ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "\r\n", "\t", "''", '"\n"'),
    *('"\\u0085"', '"\\ud800"', "\u2028", "\ufeff", "\u202e", "\x85", "0x1f", "1e3", ".nan", "~"),
    *(
        "null",
        "true",
        "yes",
        "30m",
        "2h",
        "3wd",
        "2026-02-30",
        "2026-11-22T15:12:12+08:00",
        "24:00",
    ),
    *(
        'schema: "',
        '/1"\n',
        'do: "',
        'at: "',
        'by: "',
        "events:\n  - {",
        "receive",
        "pause",
        "close",
    ),
)


def bent(data: bytes, most: int, seed: int) -> bytes | None:
    """Return the file with one of its values another, as it would be written; None if it is none.

    So inputs come past the grammar and reach the readers of what our files say.
    """
    from wuye_cli.domain.errors import WuyeError  # noqa: PLC0415 - imported under the instrument
    from wuye_cli.store.canonical import canonical_block  # noqa: PLC0415 - as above
    from wuye_cli.store.yaml_text import read_plain  # noqa: PLC0415 - as above

    dice = random.Random(seed)  # noqa: S311 - no secret: so that a run can be made again
    try:
        tree: Any = read_plain(data)
        places = list(_places(tree))
        for _ in range(dice.randint(1, 2) if places else 0):
            _bend(dice, *dice.choice(places))
        made = canonical_block(tree).encode()
    except (WuyeError, ValueError, KeyError, IndexError, TypeError, RecursionError):
        return None  # no file of ours, or bent out of any form
    return made if len(made) <= most else None


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each collection with each of its keys or indices."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield tree, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _bend(dice: random.Random, place: Any, key: Any) -> None:
    """Put another value there, take it away, or let it stand twice."""
    value = place[key]
    how = dice.randrange(5)
    if how == 0:
        del place[key]
    elif how == 1:
        place.insert(key, value) if isinstance(place, list) else place.update(x=value)
    elif how == 2:  # noqa: PLR2004 - one way of five
        place[key] = [value] if dice.randrange(2) else {"x": value}
    else:
        others: tuple[Any, ...] = (None, True, 0, -1, 10**14, "", [], {}, str(value), *_WORDS)
        place[key] = dice.choice(others)


def seeds() -> Iterator[bytes]:
    """Yield what the fuzzer starts from: tickets of ours, and each standard down to a line."""
    yield from SEEDS
    for file in sorted(Path(__file__).parents[1].glob("standards/**/*.yaml")):
        text = file.read_bytes()
        yield text[: text.rindex(b"\n", 0, _LONGEST) + 1]


def dictionary() -> str:
    """Return the words to try, as libFuzzer reads them."""
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in _WORDS)
    return "".join(f'"{word}"\n' for word in escaped)


def main() -> None:
    """Fuzz until so many inputs were tried."""
    import atheris  # noqa: PLC0415 - no dependency of the project: it is installed by hand

    with atheris.instrument_imports(include=["wuye_cli.store"]):
        from tests.support.reader_judge import judged  # noqa: PLC0415 - under the instrument

    def one(data: bytes) -> None:
        judged(data)

    runs, *more = sys.argv[1:] or ["1000000"]
    with tempfile.TemporaryDirectory(prefix="wuye-fuzz-") as folder:
        found = Path(folder, "found")
        found.mkdir()
        for number, seed in enumerate(seeds()):
            one(seed)
            (found / f"seed-{number}").write_bytes(seed)
        words = Path(folder, "words")
        words.write_text(dictionary())

        def other(data: bytes, most: int, seed: int) -> bytes:
            made = bent(data, most, seed) if seed % 2 else None
            return atheris.Mutate(data, most) if made is None else made

        asked = [f"-atheris_runs={runs}", f"-max_len={_LONGEST}", f"-dict={words}"]
        words_of_it = [sys.argv[0], *asked, "-timeout=20", "-print_final_stats=1", *more]
        atheris.Setup([*words_of_it, str(found)], one, custom_mutator=other)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

"""Coverage-guided fuzzing of the strict reader, the fast form and the readers of tickets.

`python -m tools.fuzz_reader 1000000` with `pip install atheris` beside the project. Nothing but an
error of ours may come out; what the fast form takes, the strict reader reads the same; what is
read is written and read back the same. The seeds are made here.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = (
    (
        b'schema: "ticket/1"\nid: "WY-261122-A001"\nuid: "01M811J970RED96JKYWXJSY5XP"\nevents:\n'
        b'  - {id: "cc8xd390s3", at: "2026-11-22T15:12:12+08:00", by: "li", do: "receive"}\n'
    ),
    b"a: 1\nb: [x, 'y', \"z\\u0041\"]\nc: {d: null, e: true}\n# \xe5\xa4\x87\xe6\xb3\xa8\n",
    b"a: |\n  x\n  y\nb: >-\n  z\n- &a *a !!str <<: {}\n---\n...\n%YAML 1.2\n",
)


def judge() -> Callable[[bytes], None]:
    """Return what is done with one input; it raises where the readers do not hold."""
    from wuye_cli.domain.errors import WuyeError  # noqa: PLC0415 - imported under the instrument
    from wuye_cli.store.canonical import canonical  # noqa: PLC0415 - as above
    from wuye_cli.store.codecs.tickets import read_ticket, write_ticket  # noqa: PLC0415 - as above
    from wuye_cli.store.fast_form import read_fast  # noqa: PLC0415 - as above
    from wuye_cli.store.yaml_text import read_plain, read_yaml  # noqa: PLC0415 - as above

    def strict(data: bytes) -> object:
        try:
            tree = read_plain(data)
        except WuyeError:
            return None
        if read_yaml(data).tree != tree:
            raise AssertionError("with and without marks")
        return tree

    def one(data: bytes) -> None:
        tree, fast = strict(data), read_fast(data)
        if fast is not None and (fast != tree or canonical(fast) != data):
            raise AssertionError("fast is not strict")
        try:
            ticket = read_ticket(data, path="records/tickets/2026/11/22/WY-261122-A001.yaml")
        except WuyeError:
            return
        again = write_ticket(ticket)
        if read_ticket(again, path="x.yaml") != ticket:
            raise AssertionError("not read back")

    return one


def main() -> None:
    """Fuzz until so many inputs were tried."""
    import atheris  # noqa: PLC0415 - no dependency of the project: it is installed by hand

    with atheris.instrument_imports(include=["wuye_cli.store", "yaml"]):
        one = judge()
    for seed in SEEDS:
        one(seed)
    runs = sys.argv[1] if len(sys.argv) > 1 else "1000000"
    words = [sys.argv[0], f"-atheris_runs={runs}", "-max_len=400", "-print_final_stats=1"]
    atheris.Setup([*words, *sys.argv[2:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

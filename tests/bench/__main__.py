"""`python -m tests.bench`: medians and ratios beside floors measured in the same run.

Parts: `hot` (list, due, show, completion, --version), `rebuild` (beside PyYAML's C loader),
`refresh`, `write` (beside porcelain git), `import` (beside raw `git fast-import`).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from tests.bench.generate import NOW, Shape, make_store, stream, tickets
from tests.bench.measure import Cost, Tools, in_turn

from wuye_cli.store.house import load_house
from wuye_cli.store.index import Index
from wuye_cli.store.index_rebuild import rebuild as build
from wuye_cli.store.repository import Actor, Store

Row = tuple[str, str, Cost, str, float, str]
"""Part, what, its cost, what it is compared with, the ratio, the limit."""


def main() -> int:
    """Measure what was asked for and print one table."""
    asked = _arguments()
    work = Path(asked.folder or tempfile.mkdtemp(prefix="wuye-bench-"))
    tools = Tools(work / "tools", asked.tool)
    sizes = [int(size) for size in asked.sizes.split(",")]
    rows: list[Row] = []
    try:
        stores = {size: _store(work, size) for size in sizes}
        for part in asked.parts.split(","):
            rows += PARTS[part](stores, tools, asked.runs)
            _say(f"{part}: done")
    finally:
        if not asked.folder:
            shutil.rmtree(work, ignore_errors=True)
    _table(rows)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000", help="tickets of each store")
    parser.add_argument("--runs", type=int, default=15, help="runs of each command")
    parser.add_argument("--parts", default="hot,rebuild", help=",".join(PARTS))
    parser.add_argument("--folder", help="keep (and take) the made stores here")
    parser.add_argument("--tool", default="", help="an installed `wuye` whose wrapper to use")
    return parser.parse_args()


def _store(work: Path, size: int) -> Path:
    place = work / f"store-{size}"
    if not (place / ".git").exists():
        _say(f"making {size} tickets")
        make_store(place, Shape(size))
    return place


def _open(place: Path):
    return Store.open(place)


def _warm(place: Path) -> str:
    """Bring the index to HEAD and return the id of an open ticket."""
    store = _open(place)
    db = Index.open(store).refresh(lambda: load_house(store))
    row = db.execute("SELECT id FROM tickets WHERE is_open = 1 ORDER BY opened_at DESC").fetchone()
    db.close()
    store.close()
    return str(row[0])


def hot(stores: dict[int, Path], tools: Tools, runs: int) -> list[Row]:
    """Measure the front door beside an empty console script."""
    works = {
        "python -c pass": tools.run([sys.executable, "-c", "pass"]),
        "empty script": tools.run([tools.empty]),
        "--version": tools.run([tools.wuye, "--version"]),
    }
    for size, place in stores.items():
        ticket = _warm(place)
        for name, words in _HOT.items():
            command = [tools.wuye, *(word.format(id=ticket) for word in words)]
            works[f"{name} {size}"] = tools.run(command, place)
    costs = in_turn(works, runs)
    floor = costs["empty script"].cpu
    small = min(stores)
    rows: list[Row] = [
        ("hot", name, cost, "empty script", cost.cpu / floor, _LIMITS.get(name.split()[0], ""))
        for name, cost in costs.items()
    ]
    for size in stores:
        if size != small:
            for name in _HOT:
                big = costs[f"{name} {size}"]
                ratio = big.cpu / costs[f"{name} {small}"].cpu
                rows.append(("hot", f"{name} {size}", big, f"{name} {small}", ratio, "1.3"))
    return rows


_HOT = {
    "list": ("ticket", "list"),
    "due": ("due",),
    "show": ("ticket", "show", "{id}"),
    "complete": ("__complete", "ticket", "A0"),
    "json": ("ticket", "list", "--json"),
}
_LIMITS = {"--version": "1.2", "list": "2.0", "due": "2.0", "show": "2.0", "complete": "1.7"}


def rebuild(stores: dict[int, Path], _: Tools, runs: int) -> list[Row]:
    """Measure a rebuild of the index beside PyYAML's C loader over the same files."""
    rows: list[Row] = []
    for size, place in stores.items():
        store = _open(place)
        house = load_house(store)
        target = str(place / ".git" / "wuye" / "bench.db")
        files = [data for _, data in tickets(Shape(size))]

        def ours(store=store, house=house, target=target) -> None:
            build(store, house, target)
            store.close()

        def theirs(files=files) -> None:
            for data in files:
                yaml.load(data, yaml.CSafeLoader)

        costs = in_turn(
            {"rebuild": ours, "CSafeLoader": theirs}, min(runs, 5 if size < 50_000 else 1)
        )
        ratio = costs["rebuild"].cpu / costs["CSafeLoader"].cpu
        rows.append(("rebuild", f"index {size}", costs["rebuild"], "CSafeLoader", ratio, "0.8"))
        rows.append(("rebuild", f"CSafeLoader {size}", costs["CSafeLoader"], "", 1.0, ""))
    return rows


def refresh(stores: dict[int, Path], _: Tools, runs: int) -> list[Row]:
    """Measure bringing the index over one commit, by the writer and by a reader."""

    rows: list[Row] = []
    for size, place in stores.items():
        _warm(place)
        store = _open(place)
        house = load_house(store)
        path = store.list_tree("records/tickets")[-1][0]
        subprocess.run(["git", "checkout", "-q", "--", path], cwd=place, check=True)
        index = Index.open(store)
        index.refresh(lambda house=house: house)
        count = 0

        def commit(follow, store=store, index=index, path=path) -> None:
            nonlocal count
            count += 1
            with store.transaction(by=Actor("bench", "bench@example.com"), at=NOW) as tx:
                data = tx.read(path) or b""
                tx.put(path, data + _NOTE % count)
                if follow:
                    tx.after_commit.append(index.apply)
                tx.commit("note")

        def read(index=index, house=house) -> None:
            index.refresh(lambda: house)

        costs = in_turn(
            {"commit, index followed": lambda: commit(True), "refresh, nothing new": read,  # noqa: FBT003
             "commit alone": lambda: commit(False), "refresh over 1 commit": read},  # noqa: FBT003
            min(runs, 10),
        )  # fmt: skip
        rows += [("refresh", f"{name} {size}", cost, "", 0.0, "") for name, cost in costs.items()]
        store.close()
    return rows


_NOTE = b'  - {id: "n%05d", at: "2026-11-21T09:30:00+08:00", by: "s-li", do: "note", text: "x"}\n'


def write(stores: dict[int, Path], tools: Tools, runs: int) -> list[Row]:
    """Measure one recorded event as a whole process, beside porcelain `git add` and `commit`."""
    rows: list[Row] = []
    for size, place in stores.items():
        ticket = _warm(place)
        twin = place.with_name(f"{place.name}-porcelain")
        if not twin.exists():
            make_store(twin, Shape(size), checkout=True)
        path = next(path for path in _paths(twin) if ticket in path)
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["git", "checkout", "-q", "--", path], cwd=place, check=True)
        script = (
            f"printf '# %s\\n' $RANDOM$RANDOM >> {path} && git add {path}"
            " && git -c user.name=x -c user.email=x@example.com commit -qm x"
        )
        costs = in_turn(
            {
                "ticket note": tools.run(
                    [tools.wuye, "ticket", "note", ticket, "--text", "已联系"], place
                ),
                "git add+commit": tools.run(["bash", "-c", script], twin),
            },
            min(runs, 10),
        )
        ratio = costs["ticket note"].cpu / costs["git add+commit"].cpu
        rows.append(
            ("write", f"ticket note {size}", costs["ticket note"], "git add+commit", ratio, "")
        )
        rows.append(("write", f"git add+commit {size}", costs["git add+commit"], "", 1.0, ""))
    return rows


def _paths(place: Path) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "records"], cwd=place, capture_output=True, text=True, check=True
    )
    return listed.stdout.splitlines()


def raw_import(stores: dict[int, Path], _: Tools, __: int) -> list[Row]:
    """Measure raw `git fast-import`, one commit a ticket, from a ready stream: the floor."""
    rows: list[Row] = []
    for size in stores:
        with tempfile.TemporaryDirectory() as folder:
            ready = Path(folder, "stream")
            with ready.open("wb") as file:
                file.writelines(stream(Shape(size), commit_each=True))
            place = Path(folder, "store")
            subprocess.run(["git", "init", "-q", str(place)], check=True)

            def load(place=place, ready=ready) -> None:
                with ready.open("rb") as file:
                    subprocess.run(
                        ["git", "fast-import", "--quiet", "--force"],
                        cwd=place,
                        stdin=file,
                        check=True,
                    )

            costs = in_turn({"fast-import": load}, 1)
            rows.append(("import", f"raw fast-import {size}", costs["fast-import"], "", 1.0, ""))
    return rows


PARTS = {"hot": hot, "rebuild": rebuild, "refresh": refresh, "write": write, "import": raw_import}


def _table(rows: list[Row]) -> None:
    heads = ("part", "what", "cpu ms", "wall ms", "ratio", "limit", "beside")
    sys.stdout.write("{:8} {:32} {:>10} {:>10} {:>6} {:>5}  {}\n".format(*heads))
    for part, what, cost, beside, ratio, limit in rows:
        shown = f"{ratio:.2f}" if beside else ""
        sys.stdout.write(
            f"{part:8} {what:32} {cost.cpu * 1000:10.1f} {cost.wall * 1000:10.1f}"
            f" {shown:>6} {limit:>5}  {beside}\n"
        )


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())

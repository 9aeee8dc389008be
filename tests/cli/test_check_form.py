"""Y019 for standards: what is not in canonical form is told, and `--fix` writes it."""

from __future__ import annotations

from msgspec.msgpack import decode
from tests.support.cli import a_store, wuye

from wuye_cli.store.formatting import is_canonical
from wuye_cli.store.forms import FILE, is_formed
from wuye_cli.store.starter import starter_files

TIERS = "standards/tiers.yaml"


def told(root, *words):
    ran = wuye("check", "--json", *words, at=root)
    return [(one["path"], one["severity"]) for one in ran.json["findings"] if one["rule"] == "Y019"]


def test_a_new_store_is_in_canonical_form_and_known_to_be(tmp_path):
    root = a_store(tmp_path / "s")
    assert (root / ".git" / "wuye" / FILE).exists()
    assert told(root) == told(root, "--no-cache") == []
    for path in root.rglob("*.yaml"):
        name = path.relative_to(root).as_posix()
        assert not is_formed(name) or is_canonical(path.read_bytes(), path=name), name


def test_the_starter_standards_are_in_canonical_form():
    for path, data in starter_files().items():
        assert not is_formed(path) or is_canonical(data, path=path), path


def test_a_text_laid_out_by_hand_is_told_and_mended(tmp_path):
    root = a_store(tmp_path / "s")
    good = (root / TIERS).read_text()
    (root / TIERS).write_text(good.replace("ack: [5m, always]", "ack:   [ 5m,always ]  # 快", 1))
    assert told(root) == [(TIERS, "info")]
    assert told(root) == told(root, "--no-cache") == told(root, TIERS) == [(TIERS, "info")]
    assert told(root, "--ignore", "Y019") == []
    assert wuye("check", "--fix", at=root).status == 0
    assert (root / TIERS).read_text() == good.replace(
        "ack: [5m, always]", "ack: [5m, always] # 快", 1
    )
    assert told(root) == []


def test_what_is_found_out_is_kept(tmp_path):
    root = a_store(tmp_path / "s")
    kept = root / ".git" / "wuye" / FILE
    made = decode(kept.read_bytes())
    kept.unlink()
    assert told(root) == []
    assert decode(kept.read_bytes()) == made
    before = kept.stat().st_mtime_ns
    assert told(root) == []
    assert kept.stat().st_mtime_ns == before

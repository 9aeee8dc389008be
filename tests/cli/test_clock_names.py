"""A clock has one name, whichever command shows it: the estate's own, else the program's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.cli import a_store, done

if TYPE_CHECKING:
    from pathlib import Path


def test_the_day_and_the_dues_call_a_clock_what_the_estate_does(tmp_path: Path) -> None:
    root = a_store(tmp_path)
    tiers = root / "standards" / "tiers.yaml"
    text = tiers.read_text("utf-8")
    named = text.replace("label: 到场, label_en: arrive,", "label: 赶到, label_en: be there,")
    assert named != text
    tiers.write_text(named, "utf-8")
    done("commit", "-m", "own words", at=root)
    done("take", "3-1-502 水管爆了", at=root)
    for language, wanted in (("zh", "赶到"), ("en", "be there")):
        for word in ("status", "due"):
            assert wanted in done(word, at=root, WUYE_LANG=language).out

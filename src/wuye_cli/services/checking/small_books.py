"""Files of their own format beside the tickets: texts to send, openings of the opinion box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.facts import OpeningFile, Trouble
from wuye_cli.domain.comparing.acceptance import stale
from wuye_cli.services.checking.reading import troubles_of
from wuye_cli.store.codecs.accept import ACCEPT, read_accept
from wuye_cli.store.codecs.boxes import FOLDER, read_opening
from wuye_cli.store.codecs.templates import read_template
from wuye_cli.store.layout import STANDARDS

if TYPE_CHECKING:
    from datetime import date

    from wuye_cli.services.checking.texts import Texts

TEMPLATES = f"{STANDARDS}/templates/"


def check_templates(texts: Texts) -> None:
    """Note the faults of the texts to send."""
    for path, tree in list(texts.below(TEMPLATES)):
        name = path.removeprefix(TEMPLATES).removesuffix(".yaml")
        texts.add(path, *troubles_of(read_template(name, tree)[1]))


def check_accepts(texts: Texts, today: date) -> None:
    """Note the faults of the accept file, and the entries that do not count any more."""
    for path, tree in list(texts.below(ACCEPT)):
        entries, problems = read_accept(tree)
        texts.add(path, *troubles_of(problems))
        whole = {name: one for name, one in entries.items() if one.until is not None}
        for one in stale(whole, today):
            facts = {"fingerprint": one.fingerprint, "until": str(one.until), "why": one.why}
            texts.add(path, Trouble("Q041", ("accepted", one.fingerprint), facts))


def read_openings(texts: Texts) -> tuple[OpeningFile, ...]:
    """Return the openings that can be read, noting the faults of all."""
    found = []
    for path, tree in list(texts.below(FOLDER + "/")):
        name = path.rpartition("/")[2].removesuffix(".yaml")
        opening, problems = read_opening(name, tree)
        texts.add(path, *troubles_of(problems))
        if opening is not None:
            found.append(OpeningFile(path=path, opening=opening))
    return tuple(found)

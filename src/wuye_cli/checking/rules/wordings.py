"""Family Q: how the sentences of the written standards are worded."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from wuye_cli.checking.clauses import commitments, staff_items, texts
from wuye_cli.checking.stated import Stated, stated, tolerated
from wuye_cli.domain.documents.folding import folded
from wuye_cli.domain.documents.likeness import alike
from wuye_cli.domain.documents.praise import is_praise
from wuye_cli.domain.documents.prose import weak_modals
from wuye_cli.domain.documents.quantities import quantities
from wuye_cli.domain.documents.units import MINUTES
from wuye_cli.domain.documents.wording import promises_in, vague_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.clauses import Placed
    from wuye_cli.checking.facts import StoreFacts
    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.documents.clause import Clause
    from wuye_cli.domain.documents.quantities import Quantity

_ALIKE = 0.9
_LANGUAGES = ("text", "text_en")
_DAY_AND_NIGHT = (Fraction(24 * 60), MINUTES)
_SERVICE = re.compile(
    r" ?(?:全天|不间断|畅通|开放|开通|有人|值守|值班|在岗|在线|热线|电话|服务|接听|接报|客服"
    r"|a day|hotline|service|phone|line|desk)"
)


def not_measurable(store: StoreFacts) -> Iterator[Finding]:
    """Q001: a promise or an item for staff that is mere praise: no figure, event, yes or no."""
    for at, commitment in commitments(store):
        criterion = commitment.qualitative.criterion if commitment.qualitative else ""
        if commitment.measure is None and is_praise(criterion):
            yield at.finding("Q001", text=criterion or commitment.text)
    for at, item in staff_items(store):
        if item.measure is None and not item.not_required and is_praise(item.text):
            yield at.finding("Q001", "text", text=item.text)


def vague(store: StoreFacts) -> Iterator[Finding]:
    """Q002: 及时, 尽快, 适当, 原则上 …: a way out where a figure or a case should stand."""
    for one in texts(store.library):
        for found in vague_words(one.text):
            yield one.finding("Q002", word=found.word, text=one.text)


def weak(store: StoreFacts) -> Iterator[Finding]:
    """Q003: 宜 or 可 where residents are promised something; 尽量 and its like are Q002."""
    for at, commitment in commitments(store):
        for key in _LANGUAGES:
            text = getattr(commitment, key)
            modals = weak_modals(text)
            hedged = {found.start for found in vague_words(text)} if modals else frozenset()
            for found in (one for one in modals if one.start not in hedged):
                yield at.finding("Q003", key, word=found.word, text=text)


def joined(store: StoreFacts) -> Iterator[Finding]:
    """Q004: one commitment that promises two things."""
    for at, commitment in commitments(store):
        for key in _LANGUAGES:
            parts = promises_in(getattr(commitment, key))
            if len(parts) > 1:
                yield at.finding("Q004", key, count=len(parts), parts=" | ".join(parts))


def number_disagrees(store: StoreFacts) -> Iterator[Finding]:
    """Q017: a number in the text that is not the one of its field."""
    for at, clause in chain(commitments(store), staff_items(store)):
        if clause.measure is None:
            continue
        said = stated(store, clause.measure, at.standard.categories)
        yield from _disagreeing(at, clause, said)


def _disagreeing(at: Placed, clause: Clause, said: Stated) -> Iterator[Finding]:
    allowed = tolerated(getattr(clause, "tolerance", "")).values
    for key in _LANGUAGES:
        text = getattr(clause, key)
        for one in quantities(text):
            if one.value in allowed or _is_round_the_clock(text, one):
                continue
            if said.contradicts(one):
                yield at.finding("Q017", key, value=one.text, wanted=said.shown(one))


def _is_round_the_clock(text: str, one: Quantity) -> bool:
    """Say whether a number is that of a 24-hour service, which is no limit."""
    after = one.start + len(one.text)
    return one.value == _DAY_AND_NIGHT and _SERVICE.match(folded(text), after) is not None


def duplicates(store: StoreFacts) -> Iterator[Finding]:
    """Q018: two commitments in nearly the same words."""
    found = [(at, one.text) for at, one in commitments(store)]
    for first, second in alike([text for _, text in found], _ALIKE):
        at, other = found[second][0], found[first][0]
        yield at.finding("Q018", "text", other=other.name)

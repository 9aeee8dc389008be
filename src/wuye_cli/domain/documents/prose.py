"""What a sentence of a standard commits to: modals, negations, likeness of two sentences.

Chinese has no word boundaries, so every word is sought as a part of the text and known
compounds that merely contain it are taken away (响应 is no 应, 可靠 no 可). English words are
bounded. Numbers are read by `quantities`, vague words by `wording`. For the rules on standards'
quality and for the comparison of standards.
"""

from __future__ import annotations

import re
from collections import Counter
from operator import add
from typing import NamedTuple

from wuye_cli.domain.documents.folding import folded
from wuye_cli.domain.documents.quantities import quantities

MAY, SHOULD, FIRM = 1, 2, 3
"""How binding: 可, 宜, and 应, 必须, 不得 or a plain statement."""

CLAUSE_ENDS = "。;；!！?？\n"

REACH = 200
"""Letters around a word that may belong to its clause; keeps any text linear to read."""


def any_word(*words: str) -> str:
    """Return a pattern: Chinese words as they are, English ones bounded, longest first."""
    return "|".join(
        rf"\b(?:{word})\b" if word.isascii() else word
        for word in sorted(words, key=len, reverse=True)
    )


class Found(NamedTuple):
    """A word of a text and its place."""

    word: str
    start: int


_QUOTED = re.compile(
    r"“[^”]{0,200}”|‘[^’]{0,200}’|「[^」]{0,200}」|『[^』]{0,200}』|《[^》]{0,200}》"
    r"|\"[^\"]{0,200}\"|(?<!\w)'[^']{0,200}'(?!\w)"
)
_QUOTE = re.compile("[“‘「『《\"']")


def unquoted(text: str) -> str:
    """Return the folded text with quoted words blanked out: they are named, not used."""
    plain = folded(text)
    if not _QUOTE.search(plain):
        return plain
    return _QUOTED.sub(lambda match: " " * len(match[0]), plain)


def _seek(begins: str, pattern: str) -> re.Pattern[str]:
    """Return a pattern with the letters that it may begin with, asked first.

    Most letters of a text begin nothing: that takes a third of the time.
    """
    return re.compile(f"(?=[{begins}])(?:{pattern})")


_FIRM = _seek(
    "必务不严禁保承应须mswgu",
    r"必须|务必|不得|不准|不许|严禁|禁止|保证|承诺|应当|(?<!无)须(?!知)"
    r"|(?<![供反响相适对回效感呼一般])应(?![急用答付收对邀变聘援景尽])"
    r"|\b(?:must|shall|will|guarantees?|undertakes? to)\b",
)
_SHOULD = _seek(
    "宜尽原一力争提soitae",
    r"(?<![适便事相时权])宜(?![居人])|尽量|尽可能|原则上|一般应|力争|争取|提倡"
    r"|\b(?:should|ought to|is recommended|in principle|try to|aims? to|endeavou?rs? to)\b",
)
_MAY = _seek(
    "可无mcn",
    r"可以|无须|无需|(?<![认许不宁尽非])可(?![靠见用燃能行疑视追口爱读测控观信谓是否以]|回收|接受|再生|持续)"
    r"|\b(?:may|might|can|could|need not)\b",
)
_MODALS = ((_FIRM, FIRM), (_SHOULD, SHOULD), (_MAY, MAY))
_RESIDENT = re.compile(
    r"您|业主|住户|租户|客户|居民|报修人|来电人|投诉人|\b(?:you|owners?|residents?|tenants?|callers?)\b"
)


class Modal(NamedTuple):
    """A word that says how binding a sentence is."""

    word: str
    strength: int
    start: int


def modals(text: str) -> tuple[Modal, ...]:
    """Return the modal words of a text in their order.

    Example:
        >>> [(one.word, one.strength) for one in modals("接到报修应在15分钟内响应，可电话答复")]
        [('应', 3), ('可', 1)]
        >>> modals("应急照明完好，可燃物不堆放")
        ()
    """
    plain = unquoted(text)
    found = [
        Modal(text[match.start() : match.end()], strength, match.start())
        for pattern, strength in _MODALS
        for match in pattern.finditer(plain)
    ]
    weak = {
        place
        for one in found
        if one.strength < FIRM
        for place in range(one.start, one.start + len(one.word))
    }
    kept = (one for one in found if one.strength < FIRM or one.start not in weak)
    return tuple(sorted(kept, key=lambda one: one.start))


def strength(text: str) -> int:
    """Return how binding a text is: its weakest modal; without one it states a fact, firmly.

    Example:
        >>> strength("应24小时内回访"), strength("宜24小时内回访"), strength("24小时内回访")
        (3, 2, 3)
    """
    plain = unquoted(text)  # only the weak words decide: no place is asked for, so none is made
    return MAY if _MAY.search(plain) else SHOULD if _SHOULD.search(plain) else FIRM


def weak_modals(text: str) -> tuple[Modal, ...]:
    """Return the modals that make a duty optional; what a resident may do is a right, not that.

    Example:
        >>> [one.word for one in weak_modals("维修工宜穿鞋套")], weak_modals("您可以电话或微信报修")
        (['宜'], ())
    """
    plain = unquoted(text)
    return tuple(
        one
        for one in modals(text)
        if one.strength < FIRM
        and not (one.strength == MAY and _is_right_of_resident(plain, one.start))
    )


def _is_right_of_resident(plain: str, at: int) -> bool:
    least = max(0, at - REACH)
    begin = max(plain.rfind(mark, least, at) for mark in CLAUSE_ENDS + ",，") + 1
    return _RESIDENT.search(plain, max(begin, least), at) is not None


_NEGATION = _seek(
    "不未无免没勿莫禁严杜非nwcf",
    r"不得不|不(?!锈钢|动产|断|但|仅|论|管|同|妨|久|时)|未(?!来|成年)|无(?!障碍|人机|线|论|为|锡|机)"
    r"|免(?!疫|得)|没(?!收)|勿|莫|禁止|严禁|杜绝|非(?!机动|常|凡|洲|得)"
    r"|\b(?:not|no|never|without|none|nor|cannot|free of)\b|n't\b",
)


def negations(text: str) -> tuple[Found, ...]:
    """Return the words that turn a sentence round; 不得不 (must) is none.

    Example:
        >>> [one.word for one in negations("未经同意不得收费，不锈钢扶手不断擦拭")]
        ['未', '不']
    """
    plain = folded(text)
    return tuple(
        Found(text[match.start() : match.end()], match.start())
        for match in _NEGATION.finditer(plain)
        if match[0] != "不得不"
    )


def same_wording(one: str, other: str) -> bool:
    """Say whether two texts promise the same in other words, as far as words can tell.

    True if numbers, modals' strength and negations agree; then only the wording differs.

    Example:
        >>> same_wording("15分钟到", "应十五分钟到"), same_wording("15分钟到", "1小时到")
        (True, False)
    """
    return (
        Counter(found.value for found in quantities(one))
        == Counter(found.value for found in quantities(other))
        and strength(one) == strength(other)
        and len(negations(one)) == len(negations(other))
    )


def similarity(one: str, other: str) -> float:
    """Return the Dice coefficient of the two-letter pieces of two texts: 1.0 alike, 0.0 unlike.

    Works for Chinese as for English; width, case, spaces and punctuation do not count.

    Example:
        >>> similarity("十五分钟内到场", "十五分钟内到场。"), similarity("到场", "回访")
        (1.0, 0.0)
    """
    first, second = pieces(one), pieces(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else float(one == other)


def pieces(text: str) -> Counter[str]:
    """Return the two-letter pieces of a text, each as often as it stands there."""
    letters = "".join(filter(str.isalnum, folded(text)))
    if len(letters) == 1:
        return Counter([letters])
    return Counter(map(add, letters, letters[1:]))


def letters(text: str) -> int:
    """Return how many letters and digits a text has."""
    return sum(map(str.isalnum, text))

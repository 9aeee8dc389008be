"""Words of a standard that promise nothing that could be checked, and two promises in one.

Chinese has no word boundaries, so every word is sought as a part of the text and known compounds
that merely contain it are taken away (必要时间 is no 必要时). English words are bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from wuye_cli.domain.documents.prose import CLAUSE_ENDS, REACH, Found, any_word, letters, unquoted
from wuye_cli.domain.documents.quantities import quantities
from wuye_cli.domain.documents.units import CLOCK, SHARE, SPANS

_SOON = re.compile(
    any_word(
        "及时(?!率|性|雨)", "尽快", "尽早", "尽速", "早日", "从速", "迅速", "第一时间", "适时",
        "(?<!不)定期", "不定期", "经常",
        "as soon as (?:possible|practicable)", "asap", "promptly", "prompt", "timely",
        "in a timely (?:manner|fashion)", "in due course", "(?<!as )soon", "quickly", "swiftly",
        "speedily", "without (?:undue )?delay", "regularly", "periodically", "from time to time",
    )
)  # fmt: skip
"""Words of time that a number beside them makes exact."""
_HEDGE = re.compile(
    any_word(
        "原则上", "一般情况下?", "正常情况下?", "通常情况下?", "特殊情况下?",
        "一般(?=应|不|来说|在)", "通常", "适当", "适量", "适度",
        "必要时(?!间|长|限|段|刻|机)", "如有必要", "有必要的?话",
        "酌情", "视情况?", "视情形", "根据情况", "根据实际", "按实际情况", "尽量", "尽可能", "尽力",
        "力争", "争取", "努力做到", "若干", "大概", "条件允许", "有条件的", "妥善", "合理时间",
        "in principle", "generally", "normally", "usually", "as a rule", "where appropriate",
        "as appropriate", "appropriate(?:ly)?",
        "(?:if|when|where|as) (?:necessary|needed|required)",
        "(?:where|if|when|wherever|whenever) possible", "as far as possible", "best efforts?",
        "reasonably",
        "reasonable (?:time|period|efforts?|care|notice|steps)",
        "adequate(?:ly)?", "sufficient(?:ly)?", "(?:try|strive|endeavou?r) to",
        "suitabl[ey]", "at (?:our|its|their) discretion",
    )
)  # fmt: skip
"""Words that keep a way out; a number beside them takes none away, one in brackets does."""
_PROHIBITED = re.compile(
    r"不得(?!不)|不许|不准|不应|严禁|禁止|不要|不用|不说|不写|不以|避免|而不是|杜绝|\bdo not\b|"
    r"\bmust not\b|\bnever\b|\bavoid\b|\binstead of\b|\brather than\b"
)
_BRACKETS = re.compile(r"\(([^)]{0,200})\)")
_BOUNDS = SPANS | {CLOCK, SHARE}


def _clause(text: str, at: int) -> tuple[int, int]:
    """Return where the clause around a place begins and ends."""
    least, most = max(0, at - REACH), min(len(text), at + REACH)
    begin = max(text.rfind(mark, least, at) for mark in CLAUSE_ENDS) + 1
    ends = [end for mark in CLAUSE_ENDS if (end := text.find(mark, at, most)) >= 0]
    return max(begin, least), min(ends, default=most)


def vague_words(text: str) -> tuple[Found, ...]:
    """Return the words of a text that promise nothing that could be checked.

    Not counted: quoted words, words that the clause forbids (`不得以尽快答复搪塞`), words of time
    with a length of time, a share or a time of day in their clause (`及时（15分钟内）到场`), and
    hedges that a bracket behind them defines with a number.

    Example:
        >>> [one.word for one in vague_words("原则上尽快到场，必要时上门")]
        ['原则上', '尽快', '必要时']
        >>> vague_words("尽快到场，最迟15分钟"), vague_words("及时率不低于95%，留出必要时间")
        ((), ())
    """
    plain = unquoted(text)
    soon = [match for match in _SOON.finditer(plain) if not _is_forbidden(plain, match)]
    # Numbers are sought only where such a word stands: in few texts, and it is the dearest part.
    exact = [one.start for one in quantities(plain) if one.unit in _BOUNDS] if soon else []
    found = [
        Found(text[match.start() : match.end()], match.start())
        for match in soon
        if not _is_timed(plain, match, exact)
    ]
    found += [
        Found(text[match.start() : match.end()], match.start())
        for match in _HEDGE.finditer(plain)
        if not _is_forbidden(plain, match) and not _is_defined(plain, match)
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def _is_forbidden(plain: str, match: re.Match[str]) -> bool:
    begin, _ = _clause(plain, match.start())
    before = plain[begin : match.start()]
    return _PROHIBITED.search(before, before.rfind(",") + 1) is not None


def _is_timed(plain: str, match: re.Match[str], exact: list[int]) -> bool:
    """Say whether one of the places of exact numbers lies in the clause of a word."""
    begin, end = _clause(plain, match.start())
    return bisect_left(exact, begin) < bisect_left(exact, end)


def _is_defined(plain: str, match: re.Match[str]) -> bool:
    bracket = _BRACKETS.match(plain, match.end())
    return bracket is not None and bool(quantities(bracket[1]))


_JOINT = re.compile(
    r"[,，]?(?:并且|而且|同时(?!间)|(?<![合一吞兼])并(?![列非存网联用行排重])|(?<![而尚况姑])且(?!慢))"
    r"|[;；](?=.)|。(?=.)|\.\s+(?=\w)|,? and (?:also|then|must|shall|will)\b"
)
_SHORTEST_PROMISE = 3


def promises_in(text: str) -> tuple[str, ...]:
    """Return the promises of a text, taken apart where they are joined: 并, 且, `；`, `and also`.

    Example:
        >>> promises_in("15分钟内到场，并在1小时内控制险情")
        ('15分钟内到场', '在1小时内控制险情')
        >>> len(promises_in("问题合并处理")), len(promises_in("十五分钟内到场（夜间、节假日相同）"))
        (1, 1)
    """
    plain = _BRACKETS.sub(lambda match: " " * len(match[0]), unquoted(text))
    cuts = [0]
    for match in _JOINT.finditer(plain):
        before = plain[max(cuts[-1], match.start() - REACH) : match.start()]
        after = plain[match.end() : match.end() + REACH]
        if min(letters(before), letters(after)) >= _SHORTEST_PROMISE:
            cuts += [match.start(), match.end()]
    cuts.append(len(text))
    return tuple(
        text[begin:end].strip(" ，,。；;") for begin, end in zip(cuts[::2], cuts[1::2], strict=True)
    )

"""Every code of the audit has words in both languages, and a piece of history on either side."""

from __future__ import annotations

import pytest

from wuye_cli.auditing.catalog import RULES
from wuye_cli.auditing.examples import EXAMPLES
from wuye_cli.i18n.en import audit_rules as en
from wuye_cli.i18n.zh import audit_rules as zh

CODES = [rule.code for rule in RULES]


@pytest.mark.parametrize("messages", [zh.MESSAGES, en.MESSAGES], ids=["zh", "en"])
def test_every_code_is_told_and_none_that_is_not_there(messages):
    told = {key for key in messages if key.startswith("G")}
    assert told == {f"{code}.{part}" for code in CODES for part in ("what", "why")}
    assert all(text.endswith(("。", ".")) for key, text in messages.items() if key in told)
    assert len(set(messages.values())) == len(messages)


def test_every_code_has_a_bad_and_a_good_example():
    assert list(EXAMPLES) == CODES
    for code, (bad, good) in EXAMPLES.items():
        assert bad, code
        assert good, code
        assert bad != good, code

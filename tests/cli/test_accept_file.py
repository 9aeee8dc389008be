"""`wuye check` on `standards/.accept.yaml`: what is over is a finding, what is wrong an error."""

from __future__ import annotations

import pytest
from tests.support.cli import a_store, inside

GOOD = """schema: accept/1
# why
accepted:
  "0123456789abcdef":
    reason: 试行
    by: manager
    until: "2099-01-01"
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return a_store(tmp_path_factory.mktemp("accept"))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (GOOD, []),
        (GOOD.replace("2099", "2020"), ["Q041"]),
        (GOOD.replace("reason: 试行", 'reason: ""'), ["Q041", "S011"]),
        (GOOD.replace('    until: "2099-01-01"\n', ""), ["S002"]),
        (GOOD.replace("2099-01-01", "bald"), ["S006"]),
        (GOOD.replace("0123456789abcdef", "xyz"), ["S007"]),
        (GOOD.replace("by:", "from:"), ["S001", "S002"]),
        (GOOD.replace("accept/1", "accept/2"), ["S008"]),
    ],
)
def test_the_accept_file_is_checked(root, text, codes):
    (root / "standards/.accept.yaml").write_text(text)
    ran = inside("check", "standards/.accept.yaml", "--json", at=root)
    assert sorted({one["rule"] for one in ran.json["findings"]}) == codes, ran

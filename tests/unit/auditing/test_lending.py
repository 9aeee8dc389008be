"""When a role that was given and taken back was lent, and when somebody stood in."""

from __future__ import annotations

import pytest

from wuye_cli.auditing.rules.lending import Loan

LENT = Loan(
    staff="s-zhao", role="manager", was="technician", commit="c", giver="wang@x", who="W", at=0
)


@pytest.mark.parametrize(
    ("facts", "mail", "is_bent"),
    [
        ({}, "zhao@x", True),
        ({"is_stated": True}, "zhao@x", False),
        ({"is_stated": True}, "Wang@x", True),  # nobody stands in for himself
        ({"is_stated": True, "is_joint": True}, "zhao@x", True),
        ({"was": ""}, "zhao@x", False),  # a help for some days
        ({"was": "", "is_joint": True}, "zhao@x", True),
    ],
)
def test_who_stands_in_says_so_and_takes_no_part(facts, mail, is_bent):
    names = Loan.__struct_fields__
    loan = Loan(**{**{name: getattr(LENT, name) for name in names}, **facts})
    assert loan.is_bent(mail) is is_bent

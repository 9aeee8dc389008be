"""The rules over standards beside their approvals: what each catches, and a clean twin."""

from __future__ import annotations

import msgspec
import pytest
from tests.unit.checking.small import store
from tests.unit.domain.approving.approvals import approval, day

from wuye_cli.checking.facts import Drift, StandardFacts
from wuye_cli.checking.rule import STORE
from wuye_cli.checking.runner import Selection
from wuye_cli.domain.approving.approval import Act, Needs
from wuye_cli.domain.approving.links import Link, Suspect
from wuye_cli.domain.approving.states import Text

NOTICE = Needs(by=("manager",), notice_days=7)
LINK = Link("services/daily", "items.punctual", "services/repair", "commitments.on-time")
CODES = ("Q019", "Q03", "R010", "T017")


def facts(*approvals, text=None, **more):
    last = approvals[-1] if approvals else None
    shown = text or Text(last.content, last.version, last.effective_from)
    return StandardFacts(path="standards/tiers.yaml", text=shown, approvals=approvals, **more)


def at(*standards, now=None, **more):
    moment = now or day(10)
    return msgspec.structs.replace(
        store(), now=int(moment.timestamp()), standards=standards, **more
    )


def posted(number, content=None, on=None, **fields):
    own = content or f"{number:x}" * 64
    return approval(number, notices=(Act(by="li", at=on or day(2), content=own),), **fields)


ONE, TWO = approval(1, day(2)), approval(2, day(20))
WORSE = {"start": day(20), "customer": "worse", "needs": NOTICE}
CASES = {
    "Q019": (
        lambda: at(facts(posted(1, start=day(2)), approval(2, day(9)))),
        lambda: at(facts(posted(1, start=day(2)), posted(2, start=day(9)))),
    ),
    "Q030": (
        lambda: at(facts(ONE, text=Text("9" * 64, "2", day(3)))),
        lambda: at(facts(ONE, text=Text("9" * 64, "2", day(11)))),
    ),
    "Q031": (
        lambda: at(facts(ONE, text=Text("9" * 64, "1", day(2)))),
        lambda: at(facts(ONE)),
    ),
    "Q032": (
        lambda: at(facts(ONE, expires=day(10))),
        lambda: at(facts(ONE, expires=day(11))),
    ),
    "Q033": (
        lambda: at(facts(approval(1, day(2), expires=day(19)), TWO)),
        lambda: at(facts(approval(1, day(2), expires=day(20)), TWO)),
    ),
    "Q034": (
        lambda: at(facts(TWO, approval(3, day(20)))),
        lambda: at(facts(TWO, approval(3, day(21)))),
    ),
    "Q035": (
        lambda: at(facts(approval(2, day(1, 8), before="0" * 64))),
        lambda: at(facts(approval(2, day(1, 8), before="0" * 64, retroactive="合同补签"))),
    ),
    "Q036": (
        lambda: at(facts(posted(2, on=day(14), **WORSE)), now=day(15)),
        lambda: at(facts(posted(2, on=day(13, 23), **WORSE)), now=day(15)),
    ),
    "Q037": (lambda: at(locks_out=True), at),
    "R010": (
        lambda: at(suspects=(Suspect(LINK, day(3), "2", "li", ("commitments.on-time",)),)),
        at,
    ),
    "T017": (
        lambda: at(drifts=(Drift(key="tiers.general.resolve", calendar="office", since=day(3)),)),
        at,
    ),
}


def found(given):
    return list(Selection(CODES).run(STORE, given))


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_rule_catches_its_case_alone(code):
    assert [finding.rule for finding in found(CASES[code][0]())] == [code]


@pytest.mark.parametrize("code", sorted(CASES))
def test_its_twin_is_clean(code):
    assert found(CASES[code][1]()) == []


def test_what_was_never_approved_is_no_draft_unless_the_policy_asks():
    text = Text("9" * 64, "1")
    assert found(at(StandardFacts(path="standards/tiers.yaml", text=text))) == []
    asked = at(StandardFacts(path="standards/tiers.yaml", text=text, asked=True))
    assert [finding.rule for finding in found(asked)] == ["Q030"]


def test_a_reason_for_a_short_notice_makes_it_a_warning():
    given = at(facts(approval(2, short_notice="停水抢修", **WORSE)), now=day(15))
    assert [(one.rule, one.severity) for one in found(given)] == [("Q036", "warning")]


def test_an_expired_version_that_another_followed_is_no_finding():
    given = at(facts(approval(1, day(2), expires=day(5)), approval(2, day(5))))
    assert found(given) == []

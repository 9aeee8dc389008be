"""Every JSON answer of the commands of approval fits its published schema, which names every key."""

from __future__ import annotations

import pytest
from tests.support.cli import a_store, done, inside
from tests.support.schemas import assert_published

from wuye_cli.render.schemas.outputs import OUTPUTS
from wuye_cli.render.schemas.standards import STANDARD_ANSWERS

WANG = "王经理 <wang@desk.example>"
LIMIT = "light.indoor.resolve.simple"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Walk two versions through all commands; return name to the answers that it gave."""
    root = a_store(tmp_path_factory.mktemp("answers"))
    policy = root / "standards/policy.yaml"
    policy.write_text(policy.read_text().replace("standards: {terms: 0", "standards: {terms: 1"))
    done("commit", "--force", at=root)
    told: dict[str, list] = {}

    def tell(name, *words, status=0, **more):
        ran = inside("standard", name, *words, "--json", at=root, **more)
        assert ran.status == status, ran
        told.setdefault(name, []).append(ran.json)
        return ran.json

    tell("set", LIMIT, "4h", "--dry-run")
    tell("set", LIMIT, "4h", "--from", "后天")
    print_ = tell("review", "categories")["content"]
    tell("approve", "categories", "--fingerprint", print_, WUYE_ACTOR=WANG)
    mark = tell("publish", "categories", WUYE_ACTOR=WANG)["mark"]
    tell("verify", mark)
    tell("verify", "wuye/std/v1 categories 0000000000000000", status=1)
    tiers = root / "standards/tiers.yaml"
    tiers.write_text(tiers.read_text().replace("arrive: [15m, always]", "arrive: [14m, always]"))
    tell("propose", "tiers", "--retroactive", "合同补签")
    tell("withdraw", "tiers", "--reason", "再议")
    tell("log", "tiers")
    tell("log", "categories")
    tell("blame", "categories", "light.indoor")
    tell("due", "--days", "800")
    tell("suspects")
    return told


@pytest.mark.parametrize("name", [kind.removeprefix("standard-") for kind in STANDARD_ANSWERS])
def test_what_a_command_answers_is_what_its_schema_says(told, name):
    assert told[name]
    for answer in told[name]:
        assert_published(answer, OUTPUTS[f"standard-{name}"])


def test_the_answers_are_not_all_empty(told):
    shown = [name for name, answers in told.items() if any(answers)]
    assert set(told) - set(shown) <= {"suspects"}
    assert told["log"][0][0]["withdrawn"]["reason"] == "再议"

"""The example in the pages on worked cases is one that runs and holds."""

from __future__ import annotations

import pytest
from tests.support.explained import PROJECT, desk_of, found_store

from wuye_cli.services.casework import run_files


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    return desk_of(found_store(tmp_path_factory.mktemp("documented"))).rules


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_documented_example_holds(rules, language):
    page = (PROJECT / f"docs/worked-cases.{language}.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    (ran,) = run_files([("example", example.encode())], rules)
    assert (ran.problems, ran.holding, len(ran.cases)) == ((), 2, 2)

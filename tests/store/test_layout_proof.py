"""What is said to stand as the library would lay it out stands so; the library is the oracle."""

from __future__ import annotations

import re
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from tests.support.depth import tries
from tests.support.yaml_docs import documents

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.store import formatting
from wuye_cli.store.formatting import formatted
from wuye_cli.store.layout_proof import is_laid_out
from wuye_cli.store.yaml_text import UnreadableError, laid_out


def skeleton(text: str) -> str:
    """Return a text in which each `x` is a stand-in."""
    numbers = count()
    return re.sub("x", lambda _: f"hole{next(numbers):06}", text)


@pytest.mark.parametrize(
    "text",
    [
        "x: x\n",
        "# head\n\nx: x # why\nx:\n  # of x\n  x: x\n\n  x:\n    - x\n    - x: x\n      x: x\nx: x\n# end\n",
        "x:\n  - x:\n      - x\n    x: x\n",
        "x: |\n  x\n    y\n\n  z\nx: |-\n  x\n",
        "x:\n  - |\n    x\n  - x\n",
    ],
)
def test_it_says_yes(text):
    assert is_laid_out(skeleton(text), "hole")
    assert laid_out(skeleton(text)) == skeleton(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "x: x", "x\n", "- x\n", "---\nx: x\n", " x: x\n", "x:  x\n", "x: x  # wide\n", "x : x\n",
        "x:\n- x\n", "x:\n    - x\n", "x:\n   x: x\n", "x:\n  -  x\n", "x:\n  -\n    x: x\n",
        "x:\n  x: x\n   # apart\n", "x:\n  x: x\n  # of x\nx: x\n", "x: >\n  x\n", "x: |2\n  x\n",
        "x: |\n    x\n", "x: |\n\n  x\n", "x: |\n   x\n  y\n", "x: |\n", "x: |\nx: x\n", "x:\n",
        "x:\n  x: x\n  - x\n", "x:\n  - - x\n", "x: x\n  x: x\n", "? x\n: x\n", "x: &a x\n", "x: !t x\n", "x: |\n  x\n# c\n",
    ],
)  # fmt: skip
def test_where_there_is_doubt_it_says_no(text):
    assert not is_laid_out(skeleton(text), "hole")


@settings(deadline=None, max_examples=tries(200), suppress_health_check=list(HealthCheck))
@given(documents())
def test_with_it_and_without_it_the_same_comes_out(text):
    try:
        done = formatted(text.encode())
    except (UnreadableError, UncheckableError):
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formatting, "is_laid_out", lambda *_: False)
        assert formatted(text.encode()) == done
        assert formatted(done) == done

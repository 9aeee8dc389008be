"""Nearly alike texts are found without comparing each with each: against comparing each with each."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.documents.likeness import alike
from wuye_cli.domain.documents.prose import similarity

TEXTS = st.lists(st.text(alphabet="到场内一二。", min_size=1, max_size=10), max_size=7)


@given(TEXTS, st.sampled_from([0.5, 0.8, 0.9, 1.0]))
def test_the_pairs_are_those_that_a_comparison_of_all_finds(texts, least):
    wanted = [
        (first, second)
        for first, second in combinations(range(len(texts)), 2)
        if any(map(str.isalnum, texts[first]))
        and any(map(str.isalnum, texts[second]))
        and similarity(texts[first], texts[second]) >= least
    ]
    assert list(alike(texts, least)) == wanted


def test_texts_without_letters_are_like_nothing():
    assert list(alike(["。", "。", ""], 0.9)) == []

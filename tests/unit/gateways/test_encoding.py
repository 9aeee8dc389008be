from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from wuye_cli.domain.errors import CallError
from wuye_cli.gateways.importers.encoding import decode

TEXT = "报修：𠮷先生家水管爆了，䶮"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-32"), "utf-32"),
        (b"", "utf-8"),
    ],
)
def test_a_mark_comes_first_then_utf8_then_gb18030(data, encoding):
    assert decode(data) == (TEXT if data else "", encoding)


@settings(max_examples=tries(150))
@given(st.text())
def test_utf8_is_never_taken_for_gb18030(text):
    found = decode(text.encode("utf-8", "ignore"))
    assert found.encoding.startswith("utf-")


def test_bytes_of_no_encoding_are_refused_with_what_was_tried():
    with pytest.raises(CallError) as caught:
        decode(b"a\n\xff\xff\xff")
    assert caught.value.code == "import_encoding"
    assert caught.value.facts["tried"] == ["utf-8", "gb18030"]
    assert caught.value.facts["line"] == 2


def test_a_named_encoding_is_used_and_must_exist():
    assert decode("水".encode("big5"), "big5").text == "水"
    with pytest.raises(CallError) as caught:
        decode(b"x", "klingon")
    assert caught.value.code == "mapping_encoding"

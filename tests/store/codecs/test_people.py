"""Files of persons: what is written is read back, and what does not fit is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.people.person import Home, Person
from wuye_cli.store.codecs.people import read_person, write_person

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
PERSONS = st.builds(
    Person,
    id=st.just("p-00000001"),
    name=TEXTS,
    phones=st.lists(TEXTS, max_size=3).map(tuple),
    wechat=TEXTS,
    ids=st.lists(TEXTS, max_size=2).map(tuple),
    needs=st.lists(TEXTS, max_size=2).map(tuple),
    notes=TEXTS,
    units=st.lists(
        st.builds(
            Home,
            unit=TEXTS,
            relation=TEXTS,
            since=st.none() | st.dates(),
            until=st.none() | st.dates(),
        ),
        max_size=3,
    ).map(tuple),
    created=st.none() | st.datetimes(timezones=st.just(UTC)),
    extra=st.dictionaries(st.just("x-own"), TEXTS),
)


@given(PERSONS)
@settings(max_examples=tries(150))
def test_what_is_written_is_read_back(person: Person):
    assert read_person(write_person(person)) == person


def test_a_person_is_a_short_file_of_plain_keys():
    person = Person(
        id="p-7k2f9q3m",
        name="张女士",
        phones=("13800001234",),
        units=(Home(unit="3-1-0502", relation="业主", since=date(2015, 1, 1)),),
        created=datetime(2026, 11, 21, 9, 12, tzinfo=UTC),
    )
    assert write_person(person).decode() == (
        'schema: "person/1"\n'
        'id: "p-7k2f9q3m"\n'
        'name: "张女士"\n'
        'phones: ["13800001234"]\n'
        "units:\n"
        '  - {unit: "3-1-0502", relation: "业主", from: "2015-01-01"}\n'
        'created: "2026-11-21T09:12:00Z"\n'
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('schema: "person/2"\nid: "p-1"\n', "newer_schema"),
        ('schema: "ticket/1"\nid: "p-1"\n', "bad_record"),
        ('schema: "person/1"\nid: "p-1"\nfone: "1"\n', "bad_record"),
        ('schema: "person/1"\nid: "p-1"\nphones: "1"\n', "bad_record"),
        ('schema: "person/1"\nname: "张"\n', "bad_record"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(text: str, code: str):
    with pytest.raises(UncheckableError) as caught:
        read_person(text.encode(), path="p.yaml")
    assert caught.value.code == code

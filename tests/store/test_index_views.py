"""`wuye sql`: the views are documented, agree with the lists, and nothing can be written."""

from __future__ import annotations

import pytest
from tests.bench.generate import NOW, Shape, make_store

from wuye_cli.domain.errors import CallError
from wuye_cli.store.house import load_house
from wuye_cli.store.index import Index
from wuye_cli.store.index_lists import due_rows, list_tickets
from wuye_cli.store.index_views import VIEWS, list_views, run_sql
from wuye_cli.store.repository import Store

AT = int(NOW.timestamp())


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    store = Store.open(make_store(tmp_path_factory.mktemp("s") / "made", Shape(80)))

    def connect():
        return Index.open(store).refresh(lambda: load_house(store))

    yield connect
    store.close()


@pytest.mark.parametrize("view", list(VIEWS))
def test_every_view_has_the_columns_that_are_documented(opened, view):
    columns, rows = run_sql(opened(), f"SELECT * FROM {view}", AT)  # noqa: S608 - our own texts
    assert columns == [column for name, column, _, _ in list_views() if name == view]
    assert rows
    assert all(zh and en for _, _, zh, en in list_views())


def test_views_say_what_the_lists_say(opened):
    rows, _ = list_tickets(opened(), {"all": True}, AT, page_size=None)
    _, seen = run_sql(opened(), "SELECT id, verdict FROM v_tickets", AT)
    assert dict(seen) == {row["id"]: row["verdict"] for row in rows}
    dues, total, overdue = due_rows(opened(), AT, page_size=None)
    _, seen = run_sql(opened(), "SELECT id, clock, verdict FROM v_due", AT)
    assert sorted(seen) == sorted((row["id"], row["clock"], row["verdict"]) for row in dues)
    assert run_sql(opened(), "SELECT count(*), sum(verdict = 'failed_open') FROM v_due", AT)[1] == [
        (total, overdue)
    ]


def test_instants_are_shown_in_the_zone_of_the_store(opened):
    _, rows = run_sql(
        opened(), "SELECT opened_at FROM v_tickets ORDER BY opened_at DESC LIMIT 1", AT
    )
    newest = list_tickets(opened(), {"all": True}, AT)[0][0]
    assert rows[0][0].startswith(newest["path"][16:26].replace("/", "-"))


@pytest.mark.parametrize(
    "text",
    [
        "DELETE FROM tickets",
        "UPDATE meta SET head = ''",
        "DROP TABLE tickets",
        "CREATE TABLE t (a)",
        "CREATE TEMP TABLE t (a)",
        "ATTACH '/tmp/x.db' AS x",
        "PRAGMA query_only = OFF",
        "PRAGMA journal_mode",
        "VACUUM INTO '/tmp/x.db'",
        "BEGIN",
        "SELECT 1; SELECT 2",
        "SELECT load_extension('x')",
        "SELECT nothing FROM v_open",
        "SELECT zeroblob(1000000000)",
        "nonsense",
        "",
        "\0",
    ],
)
def test_whatever_is_no_plain_query_is_refused(opened, text):
    with pytest.raises(CallError) as refused:
        run_sql(opened(), text, AT)
    assert refused.value.code == "bad_sql"


def test_a_query_without_end_is_stopped(opened):
    endless = (
        "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) SELECT count(*) FROM a"
    )
    with pytest.raises(CallError):
        run_sql(opened(), endless, AT, timeout_s=0.2)

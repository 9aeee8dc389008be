"""Many people at one store: all acknowledged, all stored, each commit by its own author."""

from __future__ import annotations

from tests.support.storms import many_writers


def test_people_who_create_and_edit_at_once(tmp_path):
    storm = many_writers(tmp_path, 5, 4)
    assert storm.bad == []
    assert storm.held == storm.tried == 20

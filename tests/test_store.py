"""The store of finished work."""

from __future__ import annotations

import os
from pathlib import Path

from builder.work.store import Store, digest_of_files, key_of


def test_what_is_put_is_got(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(key_of(["a"]), b"content")
    assert store.get(key_of(["a"])) == b"content"
    assert store.get(key_of(["b"])) is None


def test_a_truncated_or_altered_entry_counts_as_missing(tmp_path: Path) -> None:
    store, key = Store(tmp_path), key_of(["a"])
    for damage in (lambda raw: raw[:-1], lambda raw: raw[:5], lambda raw: b"", lambda raw: raw[:-1] + b"!", lambda raw: b"garbage"):
        store.put(key, b"content")
        (path,) = [path for path in tmp_path.glob("*/*") if path.is_file()]
        path.write_bytes(damage(path.read_bytes()))
        assert store.get(key) is None


def test_an_entry_that_cannot_be_written_is_only_not_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    store = Store(tmp_path / "file")
    store.put(key_of(["a"]), b"content")
    assert store.get(key_of(["a"])) is None


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=100)
    for age, name in enumerate(("new", "old", "oldest")):
        store.put(key_of([name]), b"x" * 20)
        path = store._path(key_of([name]))
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    store.trim()
    assert store.get(key_of(["oldest"])) is None
    assert store.get(key_of(["new"])) == b"x" * 20


def test_keys_know_where_one_part_ends_and_the_next_begins(tmp_path: Path) -> None:
    assert key_of(["ab", "c"]) != key_of(["a", "bc"])
    (tmp_path / "one").write_text("1", encoding="utf-8")
    before = digest_of_files(tmp_path)
    (tmp_path / "one").write_text("2", encoding="utf-8")
    assert digest_of_files(tmp_path) != before

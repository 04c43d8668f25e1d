"""The build stops at whatever staff text comes into participants' files, wherever in them it stands; all seeds run in `make trust`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from builder.pipeline import build
from builder.site.record import is_public, read_record
from builder.work.store import Store
from tests.leaking import Leak, a_leaky_tree, built, said_of, some
from tests.leaks_by_edits import made_by_edits
from tests.leaks_in_files import finished_leaks
from tests.odd_writing import write_oddly
from tests.project import TODAY

EVERY = (*finished_leaks(), *made_by_edits())
CHOSEN = some([leak for leak in EVERY if leak.container != "template of paper"], seed=20261130)
"""Paper that is set anew takes too long here."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("leaks"))


def test_there_are_leaks_of_every_container_and_enough_of_them() -> None:
    counted = Counter(leak.container for leak in EVERY)
    assert len({leak.name for leak in EVERY}) == counted.total() >= 200
    assert len(CHOSEN) == 25
    assert {leak.container for leak in CHOSEN} == counted.keys() - {"template of paper"}


@pytest.mark.parametrize("leak", CHOSEN, ids=lambda leak: leak.name)
def test_a_leak_stops_the_build(root: Path, leak: Leak) -> None:
    assert said_of(root, leak)


def test_what_has_no_leak_is_published_and_every_file_of_it_was_looked_at(root: Path) -> None:
    build(root, TODAY)
    looked = {path: entry.facts for path, entry in read_record(Store(root / "build" / "cache")).files.items() if is_public(path)}
    standing = {path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*") if path.is_file()}
    assert looked.keys() == {path for path in standing if is_public(path)}
    assert [path for path, facts in looked.items() if facts.unreadable] == []
    assert [path for path, facts in looked.items() if not facts.texts and Path(path).suffix not in (".woff2", ".png", ".gz")] == []  # .gz: numbers
    assert sum(len(facts.texts) for facts in looked.values()) > 5000


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 4))
def test_nothing_that_authors_write_for_participants_is_taken_for_a_leak(tmp_path: Path, seed: int) -> None:
    root = a_leaky_tree(tmp_path)
    assert write_oddly(root, seed) > 20
    assert build(root, TODAY).pages["participants"] > 20

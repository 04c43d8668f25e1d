"""The frame of `make trust`: its parts keep to their time, and TRUST.md says of each when it was counted."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.project import TODAY
from tests.trust.__main__ import ALLOWED, NEVER, TRUST, Part, parts, run, written

GIVEN = {"folder", "site", "today"}
FAULTS = Part("faults", "Faults", 10, "What was done.", ("folder",))
LEAKS = Part("leaks", "Leaks", 5, "What was sought.", ())


def test_every_part_says_what_it_does_and_all_end_within_an_hour() -> None:
    found = parts()
    assert len(found) >= 1
    assert [part.name for part in found if not part.title or not part.about or not set(part.given) <= GIVEN] == []
    assert len({part.title for part in found}) == len(found)
    assert sum(part.minutes for part in found) <= ALLOWED


def test_trust_md_speaks_of_the_parts_that_there_are() -> None:
    titles = {part.title for part in parts()}
    told = {line.removeprefix("## ") for line in TRUST.read_text(encoding="utf-8").splitlines() if line.startswith("## ")}
    assert told <= titles


def test_a_part_that_was_not_run_keeps_its_figures_and_their_day() -> None:
    first = written(
        "", (FAULTS, LEAKS), {"faults": ("Groupwork 1, 2026-11-30, in 2 minutes.\n\n| counted | |\n| --- | ---: |\n| kills | 200 |", True)}
    )
    assert f"## Leaks\n\nWhat was sought.\n\n{NEVER}\n" in first
    second = written(
        first, (FAULTS, LEAKS), {"leaks": ("Groupwork 2, 2026-12-24, in a minute.\n\n| counted | |\n| --- | ---: |\n| seeded | 100 |", True)}
    )
    assert "## Faults\n\nWhat was done.\n\nGroupwork 1, 2026-11-30, in 2 minutes." in second
    assert "| kills | 200 |" in second
    assert "2026-12-24" in second.partition("## Leaks")[2]
    assert written(second, (FAULTS, LEAKS), {}) == second


def test_a_part_that_is_gone_leaves_trust_md() -> None:
    both = written("", (FAULTS, LEAKS), {})
    assert "Leaks" not in written(both, (FAULTS,), {})


def test_a_broken_promise_stands_above_the_last_figures_until_it_holds_again() -> None:
    held = written("", (FAULTS,), {"faults": ("Groupwork 1, 2026-11-30, in 2 minutes.\n\n| kills | 200 |", True)})
    broken = written(held, (FAULTS,), {"faults": ("**Did not hold** (Groupwork 2, 2026-12-01): one site was mixed", False)})
    assert broken.endswith(
        "**Did not hold** (Groupwork 2, 2026-12-01): one site was mixed\n\nGroupwork 1, 2026-11-30, in 2 minutes.\n\n| kills | 200 |\n"
    )
    again = written(broken, (FAULTS,), {"faults": ("**Did not hold** (Groupwork 3, 2026-12-02): two", False)})
    assert again.count("Did not hold") == 1
    assert "| kills | 200 |" in again
    assert "Did not hold" not in written(again, (FAULTS,), {"faults": ("Groupwork 4, 2026-12-03, in a minute.", True)})


PARTS = {
    "good": ('    return {"looked at": 1234, "longest": "12 ms", "given": sorted(path.name for path in folder.parent.iterdir())[0]}', "| looked at | 1,234 |\n| longest | 12 ms |"),
    "broken": ('    raise AssertionError("seven\\\\nof eight")', "**Did not hold** (Groupwork "),
    "failed": ("    raise OSError", "it ended with 1"),
    "writes": ('    (site / "index.html").write_text("other")\\n    return {}', "it changed the site that all parts look at"),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_run_in_a_process_of_its_own(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body, told = PARTS[name]
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("one", encoding="utf-8")
    package = tmp_path / "tests" / "trust"
    package.mkdir(parents=True)
    for folder in (package, package.parent):
        (folder / "__init__.py").touch()
    (package / "_one.py").write_bytes(Path(__file__).with_name("trust").joinpath("_one.py").read_bytes())
    (package / f"{name}.py").write_text(f"def figures(folder, site):\n{body.encode().decode('unicode_escape')}\n", encoding="utf-8")
    monkeypatch.setattr("tests.trust.__main__.ROOT", tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    (tmp_path / "scratch").mkdir()
    found, held = run(Part(name, name, 1, "", ("folder", "site")), TODAY, tmp_path / "scratch", site)
    assert told in found
    assert held is (name == "good")
    assert datetime.date.isoformat(TODAY) in found

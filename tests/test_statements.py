"""What SECURITY.md, the threat model and the accessibility statement say fits what there is."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from builder import __version__
from tests.project import ROOT
from tests.wcag.browser import AXE
from tests.wcag.rules import RULES

STATEMENT = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
THREATS = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
CRITERIA = {
    "A": "1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2",
    "AA": "1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3",
}  # fmt: skip
"""Of WCAG 2.2."""


def told() -> dict[str, tuple[str, str]]:
    """The level and the verdict of each criterion, as the statement has them."""
    return {
        number: (level, verdict.strip("*")) for number, level, verdict in re.findall(r"^\| (\d[\d.]+) [^|]+ \| (A+) \| ([^|]+) \|", STATEMENT, re.M)
    }


def test_the_statement_speaks_of_every_criterion_of_wcag() -> None:
    expected = {number: level for level, numbers in CRITERIA.items() for number in numbers.split()}
    assert len(expected) == 55
    assert {number: level for number, (level, _) in told().items()} == expected
    assert {verdict for _, verdict in told().values()} == {"met", "not met", "not there"}


def test_what_is_not_met_stands_in_the_statement_with_its_reason() -> None:
    under = STATEMENT.split("## What is not met")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\d[\d.]+) [^|]+ \| ([^|]+) \| ([^|]+) \|", under, re.M)
    assert {number for number, where, why in rows if where.strip() and why.strip()} == {
        number for number, (_, verdict) in told().items() if verdict == "not met"
    }


def test_the_statement_counts_the_rules_and_names_the_version_of_what_looked() -> None:
    assert f"{len(RULES)} rules of HTML" in STATEMENT
    version = re.search(r"axe v(\d+\.\d+)", AXE)
    assert version
    assert f"axe-core {version[1]}," in STATEMENT
    assert set(RULES.values()) <= told().keys()


def test_the_statement_is_of_this_version() -> None:
    """Whoever raises the version looks again, and writes the day."""
    assert re.search(rf"\*\*Looked at:\*\* Groupwork {re.escape(__version__)}, on \d{{4}}-\d\d-\d\d\.", STATEMENT)


def test_security_md_has_an_address_or_says_plainly_that_there_is_none() -> None:
    (address,) = re.findall(r"^\*\*Address:\*\* (.+)$", SECURITY, re.M)
    assert address == "nobody has put an address here yet." or re.fullmatch(r"<?(mailto:\S+@\S+\.\S+|https://\S+)>?", address)
    assert "example" not in address
    step = "SECURITY.md"
    assert step in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("### Make a release")[1]


@pytest.mark.parametrize("name", re.findall(r"`([\w./-]+)`|\]\(([\w./-]+)\)", SECURITY))
def test_what_security_md_names_is_there(name: tuple[str, str]) -> None:
    path = name[0] or name[1]
    assert "/" not in path or (ROOT / path).exists()


def test_each_attacker_of_the_drawing_stands_in_the_table_and_the_drawing_is_told_in_words() -> None:
    drawing = ElementTree.parse(ROOT / "docs" / "threat-model.svg").getroot()
    numbers = {node.text for node in drawing.iter() if node.get("class") == "foe"}
    assert numbers == set(re.findall(r"^\| (\d) \|", THREATS, re.M))
    assert len(numbers) == 8
    words = " ".join("".join(node.itertext()) for node in drawing if node.tag.endswith("desc"))
    assert [
        word
        for word in ("curriculum/", "check", "build", "last look", "site/staff/", "site/participants/", "serve", "login", "phones", "paper")
        if word not in words
    ] == []


def test_the_threat_model_is_a_page() -> None:
    assert len(Path(ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8").split()) < 900

"""What the software says in every language: one table, whole in each, and nothing in it that nobody says."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from jinja2 import Environment, nodes

from builder.model.session import HandoutMeta
from builder.words import Section, languages, own_name, said
from tests.project import ROOT


@pytest.mark.parametrize("language", sorted(languages().keys() - {"en"}))
def test_a_language_has_every_word_that_english_has(language: str) -> None:
    english, other = languages()["en"], languages()[language]
    assert {section: list(words) for section, words in other.items()} == {section: list(words) for section, words in english.items()}
    assert all(word.strip() for words in other.values() for word in words.values())
    assert own_name(language) != language


def test_a_language_that_is_not_in_the_table_speaks_english_and_is_called_by_its_code() -> None:
    assert [said(section, "xx") for section in get_args(Section)] == list(languages()["en"].values())
    assert own_name("xx") == "xx"
    assert own_name("ht") == "Kreyòl ayisyen"


@pytest.mark.parametrize(
    ("section", "templates", "name", "elsewhere"),
    [
        ("frame", ["theme/frame"], "say", set()),
        ("handout", ["pages/participants/handout", "pages/participants/keep", "pages/participants/remember"], "say", set()),
        ("wall", ["pages/participants/wall"], "wall", {"tab"}),
    ],
)
def test_templates_say_every_word_of_their_section_and_no_other(section: Section, templates: list[str], name: str, elsewhere: set[str]) -> None:
    trees = [Environment().parse((ROOT / "templates" / f"{template}.html").read_text(encoding="utf-8")) for template in templates]
    names = {node.attr for tree in trees for node in tree.find_all(nodes.Getattr) if getattr(node.node, "name", "") == name}
    names |= {node.arg.as_const() for tree in trees for node in tree.find_all(nodes.Getitem) if getattr(node.node, "name", "") == name}
    assert names == set(said(section, "en")) - elsewhere


def test_print_says_every_word_of_its_part() -> None:
    files = [*(ROOT / "templates" / "print").glob("*.typ"), *(ROOT / "builder" / "print").glob("*.py"), *(ROOT / "builder" / "views").glob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    assert [word for word in said("print", "en") if not re.search(rf"words\.{word}\b|\[[\"']{word}[\"']\]", text)] == []


def test_every_kind_of_handout_has_its_word() -> None:
    assert set(get_args(HandoutMeta.model_fields["kind"].annotation)) == set(said("kinds", "en"))

"""What a reader types out of the documents is understood, and where the README leads there is a page: commands, targets of make, addresses, pictures."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.pipeline import plan_sites
from tests.project import ROOT, TODAY, real_library

DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md")] + sorted((ROOT / "docs").rglob("*.md"))
STAND_IN = {"ID": "cbt/first-thought", "CODE": "id-taken", "FILE": "file.yml", "DIR": "folder", "NAME": "name", "FOLDER": "."}
"""Words in capitals, which a reader puts something in place of."""


def typed(path: Path) -> Iterator[tuple[str, str]]:
    """The document, and each line of its blocks for a shell and each `groupwork ...` or `make ...` in a sentence, without what a comment says of it."""
    text = path.read_text(encoding="utf-8")
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S):
        yield from ((path.name, re.sub(r"\s+#\s.*", "", line)) for line in block.splitlines() if line.strip())
    bare = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    yield from ((path.name, words.replace("\n", " ")) for words in re.findall(r"`((?:groupwork|make) [^`]+)`", bare))


LINES = sorted({line for path in DOCUMENTS for line in typed(path)})


def of_ours(line: str) -> list[str] | None:
    """The arguments of `groupwork` in a line, with `...` and words to replace filled in; None for a line of something else."""
    words = shlex.split(line)
    while words and re.match(r"[A-Z_]+=", words[0]):
        words = words[1:]
    if words[:2] == ["uvx", "--from"]:
        words = words[3:]
    if words[:2] == ["docker", "run"]:
        words = words[words.index("groupwork") :] if "groupwork" in words else []
    if not words or words[0].rpartition("/")[2] != "groupwork":
        return None
    return [STAND_IN.get(word.removesuffix("..."), word) for word in words[1:] if word != "..."]


@pytest.mark.parametrize(("document", "line"), [one for one in LINES if of_ours(one[1])])
def test_a_command_in_a_document_is_one_that_the_program_understands(document: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its options and arguments are parsed as they are when it runs; what it then does is left out. A sentence may name a command without what it takes."""
    arguments = of_ours(line) or []
    monkeypatch.setattr(click.Path, "convert", lambda self, value, param, context: Path(value))  # files of the reader's
    for command in main.commands.values():
        monkeypatch.setattr(command, "callback", lambda **given: None)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0 or arguments[0] in main.commands.keys() & set(arguments[-1:]), f"{document}: {line}\n{result.output}"


def test_the_documents_have_commands_to_look_at_and_each_target_of_make_is_there() -> None:
    assert len([line for _, line in LINES if of_ours(line)]) > 30
    targets = {found for _, line in LINES for found in re.findall(r"^make ([\w./-]+)", line)}
    there = set(re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert len(targets) >= 5
    assert targets - there == set()


def test_what_the_container_is_told_in_the_readme_is_what_its_file_says() -> None:
    readme, container = (ROOT / "README.md").read_text(encoding="utf-8"), (ROOT / "Containerfile").read_text(encoding="utf-8")
    said = re.findall(r"docker (?:build|run) .*", container)
    assert len(said) == 2
    assert [line for line in said if line not in readme] == []


README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_each_address_of_the_readmes_tours_is_a_page() -> None:
    pages = {f"{site.name}/{page.path}/".replace("//", "/") for site in plan_sites(real_library(), TODAY) for page in site.pages}
    named = re.findall(r"`((?:staff|participants)/[^`]*)`", README)
    assert len(named) >= 10
    assert [address for address in named if address not in pages] == []


def test_the_readme_shows_two_small_pictures_and_says_in_words_what_they_show() -> None:
    shown = re.findall(r"!\[([^]]*)\]\(([^)]+)\)", README)
    assert len(shown) == 2
    assert all(len(words.split()) > 8 for words, _ in shown)
    assert all((ROOT / file).stat().st_size < 60_000 for _, file in shown)


@pytest.mark.slow
def test_the_documents_are_pages_too_without_a_dead_link_or_anything_from_another_host(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", "mkdocs-docs.yml", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    pages = {path.parent.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8") for path in tmp_path.rglob("index.html")}
    documents = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
    assert documents | {"contributing", "changelog"} <= pages.keys()
    assert len(pages) > 25
    assert [name for name, html in pages.items() if re.search(r'(?:src|<link[^>]* href)="(?:https?:)?//', html)] == []
    assert [name for name in documents if f'href="../{name}/"' not in pages["commands"] and name != "commands"] == []

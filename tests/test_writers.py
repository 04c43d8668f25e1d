"""Whatever an author writes comes out as text, in every format, or is refused where it stands: sent through every text of the schema, into all of them at once."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from pkgutil import resolve_name
from typing import Any
from unittest.mock import patch

import pytest
from lxml import html
from markdown import markdown
from markupsafe import Markup

from builder.model.schemas import SCHEMAS
from builder.pages.docs import MarkdownHeadings
from builder.text.dialect import parse
from builder.text.tree import Words
from tests.everything import everything, kinds
from tests.injecting import KINDS, NEUTRAL, PAYLOADS, Bodies, any_kind, exported, mark, on_paper, pages_of, papers_of, send
from tests.looking import Look
from tests.project import ROOT
from tests.trust.writers import BROKEN

pytestmark = pytest.mark.slow

NEVER_TAKEN = {"calendar", "line ends", "odd line ends", "jinja", "direction", "control", "no character"}
"""Kinds that no text may hold: with characters that nobody sees, or with braces for what there is not."""
REFUSED = {"bad-value", "character-unseen", "insert-mark", "raw-html", "word-unknown"}
"""What is said of a text that is refused."""
FORMATS = {"html", "json", "gz", "webmanifest", "ics", "csv", "svg", "xml", "xhtml", "docx", "pptx", "epub", "pdf", "md"}
BEGUN = ("", "a", "7", "wed", "https://elm-street.example/", "tel:5550100")

SAFE = {
    "pages/participants/wall.html": 1,  # an attribute without any value of an author
    "theme/404.html": 1,  # what a page says of emergencies, which is Markup in a page and HTML in mkdocs.yml
    "theme/frame.html": 1,  # an attribute without any value of an author
    "theme/main.html": 3,  # the same as in 404.html, and what MkDocs made of a page and of its headings
}
MARKUP = {
    "builder/pages/calls.py": 1,  # a number as it stands in a finished page
    "builder/pages/docs.py": 1,  # a heading in Markdown, escaped for both
    "builder/pages/html.py": 1,  # a drawing, of which its loader keeps what it knows
    "builder/pages/render.py": 4,  # what templates have made, a code to scan, a policy
    "builder/print/epub.py": 1,  # the logo, a drawing
    "builder/text/markup.py": 5,  # the writer of HTML and XML
}
"""Where something is called markup that is no constant, how often, and why no text of an author is in it that is not escaped."""

# Every field there is


def open_texts(node: Any, owner: str) -> Iterator[tuple[str, str]]:
    """Every string of a JSON schema that is not one of a few, with its pattern: `CrisisLine.about`, and with braces what names in a mapping may be."""
    for one in node if isinstance(node, list) else [node]:
        if not isinstance(one, Mapping):
            continue
        if one.get("type") == "string" and not {"enum", "const", "format"} & one.keys():
            yield owner, one.get("pattern", "")
        for name, inner in one.get("$defs", {}).items():
            yield from open_texts(inner, name)
        for name, inner in one.get("properties", {}).items():
            yield from open_texts(inner, f"{owner.partition('.')[0]}.{name}")
        for key in ("items", "prefixItems", "anyOf", "oneOf", "additionalProperties"):
            yield from open_texts(one.get(key), owner)
        for pattern, inner in one.get("patternProperties", {}).items():
            yield f"{owner}{{}}", pattern
            yield from open_texts(inner, owner)
        if one.get("additionalProperties"):
            names = one.get("propertyNames", {"type": "string"})
            yield from open_texts({} if "$ref" in names else {"type": "string"} | names, f"{owner}{{}}")


def test_every_text_of_the_schema_is_sent_through_or_has_a_pattern_that_takes_no_such_thing(tmp_path: Path) -> None:
    assert {kind for _, kind in SCHEMAS.values() if isinstance(kind, type)} <= kinds()
    texts = {text for kind in kinds() for text in open_texts(kind.model_json_schema(), kind.__name__)}
    sent = {place.owner for file in everything(tmp_path, site=True) for place in file.places}
    closed = {(owner, pattern) for owner, pattern in texts if owner not in sent} - {
        ("ProgramMeta.agreement", "")
    }  # a line, which may be its words alone
    assert sent <= {owner for owner, _ in texts}
    assert len(sent) >= 123
    assert len(closed) >= 90
    begun = [f"{begins}{payload}" for begins in BEGUN for payload in PAYLOADS.values() if not payload.isalnum()]
    assert len(begun) >= 27 * len(BEGUN)
    assert [(owner, pattern, text) for owner, pattern in closed for text in begun if re.search(pattern, text)] == []


# All at once


@pytest.mark.long
def test_what_is_sent_through_every_text_and_through_markdown_arrives_as_text_or_is_refused(tmp_path: Path) -> None:
    """Each text gets one of the kinds, and each kind goes through several texts: `make trust` sends every kind through every text."""
    files = everything(tmp_path)
    bodies, everywhere, not_printed = Bodies(), Bodies(), Counter[str]()
    plain = send(tmp_path, [everywhere.beneath(file, lambda turn: "plain") for file in files], lambda number: NEUTRAL)
    assert everywhere.missing == set()
    clean = Look(plain.as_written)
    assert clean.over(pages_of(plain.library)) == []
    under = [bodies.beneath(file, on_paper) for file in files]
    sent = send(tmp_path, under, any_kind)
    look = Look(sent.as_written)
    assert look.over(pages_of(sent.library)) == []
    printed = send(tmp_path, under, on_paper)
    paper = Look(printed.as_written)
    assert paper.over((*papers_of(printed.library, not_printed), *exported(tmp_path, tmp_path / "out", not_printed))) == []

    assert look.kinds_of_elements() - clean.kinds_of_elements() <= {("ol", "start")}  # a list that begins at another number than 1
    assert {*look.files, *paper.files} >= FORMATS
    assert len(sent.sent) + len(sent.refused) == len(sent.places) >= 238
    assert len(sent.sent) >= 160
    assert len(look.reached | paper.reached) >= 140
    assert {KINDS[number % len(KINDS)] for number in sent.sent} == set(KINDS) - NEVER_TAKEN
    assert set(sent.refused.values()) <= REFUSED
    assert not_printed.keys() <= {"print-word-wide", "card-too-long"}
    assert bodies.taken >= 15


SAID = f"<b>=1;{mark(7)}"
ICS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n{}END:VEVENT\r\nEND:VCALENDAR\r\n"
NOTICED: Mapping[str, tuple[str, str, str]] = {
    "an element": ("a.html", "<p>&lt;b>=1;zq0007qz</p>", "<p><b>=1;zq0007qz</b></p>"),
    "an attribute": ("a.html", '<p title="&lt;b>=1;zq0007qz">', '<p title="x" onclick="x">'),
    "a script": ("a.html", "<script>let x</script>", "<script>gwx()</script>"),
    "a style": ("a.html", '<p style="left: 1px">', '<p style="left: gwx">'),
    "an address of a script": ("a.html", '<a href="https://gwx.example/zq0007qz">', '<a href="javascript:gwx()zq0007qz">'),
    "a host without its scheme": ("a.html", '<a href="a/zq0007qz">', '<a href="//gwx.example/zq0007qz">'),
    "a comment": ("a.html", "<p>a</p>", "<p>a<!-- gwx --></p>"),
    "an entity": ("a.html", "<p>&lt;b>=1;zq0007qz</p>", "<p>&amp;lt;b>=1;zq0007qz</p>"),
    "what is lost": ("a.html", "<p>&lt;b>=1;zq0007qz</p>", "<p>=1;zq0007qz</p>"),
    "XML that is not well-formed": ("a.xml", "<p>a</p>", "<p>a"),
    "a document type": ("a.xml", "<p>a</p>", "<!DOCTYPE p [<!ENTITY x 'y'>]><p>a</p>"),
    "an instruction": ("a.svg", "<p>a</p>", "<p><?gwx?></p>"),
    "JSON that is none": ("a.json", '{"a": "b"}', '{"a": "b'),
    "a key": ("a.json", '{"a": "<b>=1;zq0007qz"}', '{"a": "zq0007qz", "gwx": ""}'),
    "a property": ("a.ics", ICS.format("SUMMARY:<b>=1\\;zq0007qz\r\n"), ICS.format("SUMMARY:a\r\nATTENDEE:mailto:gwx@gwx.example\r\n")),
    "a value that is two": ("a.ics", ICS.format("SUMMARY:a\\,b\r\n"), ICS.format("SUMMARY:a,b\r\n")),
    "a line end": ("a.ics", ICS.format("SUMMARY:ab\r\n"), ICS.format("SUMMARY:a\u2028b\r\n")),
    "a line that is too long": ("a.ics", ICS.format("SUMMARY:ab\r\n"), ICS.format(f"SUMMARY:{'a' * 80}\r\n")),
    "a formula": ("a.csv", "a,'=1\r\n", "a,=1\r\n"),
    "a formula in quotes": ("a.csv", 'a,"b"\r\n', 'a,"@b"\r\n'),
    "a formula behind a semicolon": ("a.csv", "a,<b>'=1\r\n", "a,<b>;=1\r\n"),
    "a formula as wide as Chinese": ("a.csv", "a,1\r\n", "a,\uff1d1\r\n"),
    "a formula behind a line end": ("a.csv", 'a,"b\r\n\'=1"\r\n', 'a,"b\r\n=1"\r\n'),
    "a cell more": ("a.csv", "a,b\r\nc,d\r\n", "a,b\r\nc,d,e\r\n"),
    "words in a file of an unknown kind": ("a.bin", "a", mark(7)),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTICED)
def test_the_look_notices(name: str) -> None:
    file, clean, other = NOTICED[name]
    assert Look({7: SAID}).over([(file, clean.encode())]) == []
    assert Look({7: SAID}).over([(file, other.encode())]) != []


def test_a_document_type_in_a_text_is_refused_where_it_stands() -> None:
    for text in ("{}", "Words.\n\n{}", "Words {} words", "> {}", "- {}", "| a | b |\n| --- | --- |\n| {} | c |"):
        for declared in (
            "<!DOCTYPE html>",
            '<!doctype x [<!ENTITY y "z">]>',
            "<!ENTITY y SYSTEM 'file:///etc/passwd'>",
            "<?xml version='1.0'?>",
            "<![CDATA[x]]>",
        ):
            found = parse(text.format(declared), "page.md").findings
            assert [(one.code, one.place.line) for one in found] == [("raw-html", text.count("\n") + 1)], (text, declared, found)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in NEVER_TAKEN])
def test_a_heading_of_a_docs_tree_is_one_whatever_is_in_it(kind: str) -> None:
    heading = MarkdownHeadings(str, lambda cite: Markup()).heading(2, (Words(PAYLOADS[kind]),), anchor="a")
    made = html.fragment_fromstring(markdown(str(heading), extensions=["attr_list", "toc", "tables"]), create_parent=True)
    assert [(element.tag, *element.attrib.items()) for element in made.iterdescendants()] == [("h2", ("id", "a"))]
    assert made.text_content().strip() == " ".join(PAYLOADS[kind].split())


@pytest.mark.parametrize("name", BROKEN)
def test_what_the_long_run_breaks_on_purpose_is_there(name: str) -> None:
    """Whether the look notices it is for `make trust`."""
    target, other = BROKEN[name]
    with patch(target, other):
        assert resolve_name(target.rpartition(".")[0]).__dict__[target.rpartition(".")[2]] is other


# What is markup already is said so in few places


def test_all_templates_escape_and_little_is_said_to_be_markup_already() -> None:
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert len(templates) >= 60
    whole = {path.relative_to(ROOT / "templates").as_posix(): path.read_text(encoding="utf-8") for path in templates}
    found = {name: len(re.findall(r"\|\s*safe\b|\bMarkup\b|autoescape\s+false", text)) for name, text in whole.items()}
    assert {name: count for name, count in found.items() if count} == SAFE
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted((ROOT / "builder").rglob("*.py"))}
    code = {name: ast.parse(text) for name, text in texts.items() if "Markup(" in text or "Environment(" in text}
    made = Counter(
        name
        for name, tree in code.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Markup" and node.args and not isinstance(node.args[0], ast.Constant)
    )
    assert made == MARKUP
    environments = [
        node for tree in code.values() for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Environment")
    ]
    assert len(environments) >= 3
    assert [ast.unparse(node) for node in environments if "autoescape=True" not in ast.unparse(node)] == []

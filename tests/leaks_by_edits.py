"""Leaks by whoever changes the program: templates of one's own, views, tables, and files that a step puts where none belong."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from builder import pipeline
from builder.installed import TEMPLATES
from builder.print import build as printing
from builder.print.products import PRODUCTS, Product
from builder.site import offline, one_file, place, search_index
from builder.site.place import PrintedPlace
from builder.site.record import Fresh
from builder.site.search_index import FOLDER, HEAD
from builder.views import participants
from builder.views.page import Page
from tests.leaking import SAID, STAFF, Leak, words_in

FEW, NAME, NUMBER = STAFF["a few words of a sentence"], STAFF["a reviewer"], STAFF["the number of the clinician on duty"]
TEMPLATE: Mapping[str, tuple[str, str, str]] = {
    "a page's template": ("pages/participants/session.html", "{{ heading(1, page.title) }}", "{{ heading(1, page.title) }}<p>{}</p>"),
    "an attribute in a template": ("pages/participants/help.html", "{{ heading(1, page.title) }}", '{{ heading(1, page.title) }}<p title="{}">.</p>'),
    "a text in a template's mark": ("pages/participants/help.html", "{{ heading(1, page.title) }}", '{{ heading(1, page.title) }}{{ "{}" }}'),
    "the frame": ("theme/frame.html", "</footer>", "<p>{}</p></footer>"),
    "the page for what is not there": ("theme/missing.html", "{{", "<p>{}</p>{{"),
    "the door's template": ("pages/shared/door.html", "</main>", "<p>{}</p></main>"),
    "a script of the pages": ("assets/js/page.js", "export ", 'export const note = "{}";\nexport '),
    "a style sheet of the pages": ("assets/css/base.css", ":root", 'p::after { content: "{}" }\n:root'),
    "a drawing of the pages": ("assets/icon.svg", "</svg>", "<title>{}</title></svg>"),
    "the worker's template": ("offline/sw.js", "addEventListener(", 'const note = "{}";\naddEventListener('),
}
ON_PAPER: Mapping[str, tuple[str, str, str]] = {
    "a template of paper": ("print/handout.typ", "#let ", "#let note = [{}]\n#let "),
    "a part of Word files": ("print/word/docProps/core.xml", "</cp:coreProperties>", "<dc:description>{}</dc:description></cp:coreProperties>"),
}


def in_template(path: str, old: str, new: str, said: str, _patch: pytest.MonkeyPatch, root: Path) -> str:
    shutil.copytree(TEMPLATES, root / "templates")
    template = root / "templates" / path
    text = template.read_text(encoding="utf-8")
    assert old in text, path
    template.write_text(
        text.replace(old, new.replace("{}", said, 1) if "{{" not in new else new.replace('"{}"', f'"{said}"').replace(">{}<", f">{said}<"), 1),
        encoding="utf-8",
    )
    return f"templates/{path}"


def wrapped(module: Any, name: str, change: Callable[..., Any], path: str, patch: pytest.MonkeyPatch, _root: Path) -> str:
    """A function that gives something else than it gave: `change` is told what, and with what it was called."""
    before = getattr(module, name)
    patch.setattr(module, name, lambda *given, **named: change(before(*given, **named), *given))
    return path


def with_product(name: str, path: str, patch: pytest.MonkeyPatch, _root: Path) -> str:
    """products.toml says that participants have it too."""
    changed = tuple(replace(one, row=structs.replace(one.row, sites=("staff", "participants"))) if one.name == name else one for one in PRODUCTS)
    patch.setattr(printing, "print_all", partial(printing.print_all, products=changed))
    return path


def more_printed(found: PrintedPlace, *_given: Any) -> PrintedPlace:
    manual = found.files["staff"]["tracks/wednesdays/manual-letter.pdf"]
    return replace(found, files={**found.files, "participants": {**found.files["participants"], "tracks/wednesdays/notes.pdf": manual}})


def more_found(head: bytes) -> bytes:
    """A synonym of staff."""
    found = json.loads(gzip.decompress(head))
    return gzip.compress(json.dumps({**found, "synonyms": [*found["synonyms"], [[SAID], [], []]]}).encode(), mtime=0)


def cards_for_all(patch: pytest.MonkeyPatch, _root: Path) -> str:
    patch.setattr(Product, "sites_of", lambda self, _subject: self.row.sites or ("staff", "participants"))
    return "participants/sleep/same-time-up/to-pull-letter.pdf"


def put_late(patch: pytest.MonkeyPatch, _root: Path) -> str:
    before = place.put_doors

    def more(*given: Any) -> None:
        before(*given)
        next(one for one in given if isinstance(one, Fresh)).put("participants/notes.html", b"<p>.</p>")

    patch.setattr(pipeline, "put_doors", more)
    return "participants/notes.html"


def by_code(name: str, module: Any, function: str, change: Callable[..., Any], path: str, words: tuple[str, ...] = words_in(SAID)) -> Leak:
    """A leak by a function that gives something else than it gave."""
    return Leak(name, "code", early=partial(wrapped, module, function, change, path), words=words)


def made_by_edits() -> Iterator[Leak]:
    said = words_in(SAID)
    for name, (path, old, new) in TEMPLATE.items():
        yield Leak(name, "template", early=partial(in_template, path, old, new, SAID), words=said)
    for what, told in (
        ("a few words", FEW),
        ("a name", NAME),
        ("what to bring", STAFF["what to bring"]),
        ("a number", NUMBER),
        ("a life", STAFF["the life of somebody in examples"]),
        ("a sentence that lost a word", STAFF["a sentence that lost a word"]),
    ):
        yield Leak(f"{what} in a template", "template", early=partial(in_template, *TEMPLATE["a page's template"], told), words=words_in(told))
    for name, (path, old, new) in ON_PAPER.items():
        yield Leak(name, "template of paper", early=partial(in_template, path, old, new, SAID), words=said)
    yield by_code(
        "a view",
        participants,
        "public_session",
        lambda found, _library, session: structs.replace(found, summary=session.meta.objectives[0]),
        "participants/sleep/index.html",
        ("sentence", "morning", "steers"),
    )
    yield by_code("a tagline", participants, "chrome", lambda found, *_: structs.replace(found, tagline=NAME), "index.html", words_in(NAME))
    yield by_code(
        "a page more",
        pipeline,
        "participants_site",
        lambda site, *_: structs.replace(
            site,
            pages=(
                *site.pages,
                Page(path="notes", title=SAID, template="help.html", view=next(page.view for page in site.pages if page.path == "help")),
            ),
        ),
        "participants/notes/index.html",
    )
    yield by_code(
        "a file more",
        pipeline,
        "participants_site",
        lambda site, *_: structs.replace(site, files={**site.files, "notes.json": f'"{SAID}"'}),
        "participants/notes.json",
    )
    yield by_code(
        "a former address",
        pipeline,
        "participants_site",
        lambda site, *_: structs.replace(site, redirects={**site.redirects, "a-clock-face-on-the-board": "help"}),
        "participants/a-clock-face-on-the-board/index.html",
    )
    yield by_code(
        "an address that is a name",
        pipeline,
        "participants_site",
        lambda site, *_: structs.replace(site, redirects={**site.redirects, "ottilie-brandt": "help"}),
        "participants/ottilie-brandt/index.html",
        ("ottilie",),
    )
    yield by_code(
        "who leads a group, in the file of its days",
        pipeline,
        "my_tonight",
        lambda files, *_: {path: text.replace('"room":"', '"room":"Ottilie Brandt, ') for path, text in files.items()},
        "participants/tracks/tonight.json",
        ("ottilie",),
    )
    yield by_code(
        "what an app says of itself", offline, "manifest", lambda found, *_: {**found, "description": SAID}, "participants/manifest.webmanifest"
    )
    yield by_code(
        "the copy to carry",
        one_file,
        "_from_a_folder",
        lambda page, *_: page.replace("</main>", f"<p>{SAID}</p></main>"),
        "participants/groupwork-participants.zip",
    )
    yield by_code(
        "the search of the copy to carry",
        one_file,
        "_index_here",
        lambda found, *_: found.replace(b"};\n", f', "0": ["{SAID}"]}};\n'.encode()),
        "participants/groupwork-participants.zip",
    )
    yield by_code(
        "the index of the search",
        search_index,
        "_unpacked",
        lambda found, *_: found | {HEAD: more_found(found[HEAD])},
        f"participants/{FOLDER}/{HEAD}",
    )
    yield by_code(
        "a remark of what lists all pages", place, "sitemap", lambda found, *_: found + f"<!-- {SAID} -->".encode(), "participants/sitemap.xml"
    )
    for name, path in (("manual", "manual-letter.pdf"), ("syllabus", "syllabus-letter.pdf"), ("certificate", "certificate-letter.pdf")):
        yield Leak(f"the table of products, {name}", "table", early=partial(with_product, name, f"participants/tracks/wednesdays/{path}"))
    yield Leak(
        "the table of products, run-sheet",
        "table",
        early=partial(with_product, "run-sheet", "participants/tracks/wednesdays/week-1-wed/run-sheet-letter.pdf"),
    )
    yield Leak("the table of products, sign-in", "table", early=partial(with_product, "sign-in", "participants/program/sign-in-letter.pdf"))
    yield Leak("cards of staff for all", "table", early=cards_for_all)
    yield Leak(
        "a printed file more", "plan", early=partial(wrapped, pipeline, "print_everything", more_printed, "participants/tracks/wednesdays/notes.pdf")
    )
    yield Leak("a file by another step", "plan", early=put_late)

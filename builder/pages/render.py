"""The finished pages of one site, straight from views: each page by itself, and the frame around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import BytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from builder.check.templates import ASSETS, ToldEnvironment, broken_sheets, broken_templates
from builder.finding import Finding
from builder.installed import CHECKOUT
from builder.model.products import product_rows
from builder.model.reference import Citation
from builder.pages.calls import tappable
from builder.pages.heatmap import heat_map
from builder.pages.html import Headline, Writer
from builder.pages.numbers import number_sheets, numbered
from builder.pages.policy import page_policy
from builder.text.guide import Part
from builder.text.markup import element, joined
from builder.text.quick_code import quick_code
from builder.text.tree import Cite, Words
from builder.views.common import short_citation
from builder.views.page import FileLink, Page, Site, SiteChrome, file_href, href
from builder.words import said
from builder.work.memo import Memo
from builder.work.store import Store, digest_of_files, key_of

STYLES = ("assets/css/groupwork.css",)
"""Style sheets of every page."""
OUTLINED = 3
"""Headings from which on a page lists them beside its text."""

LookedUp = Callable[[str, str], object]
"""Is told of everything outside its view that a page looks up: its kind (`link`, `source`, `files`) and its name."""


@dataclass(frozen=True)
class Body:
    """A page without its frame, and its headings."""

    html: Markup
    outline: tuple[Headline, ...]


class Pages:
    """Makes the pages of a site.

    `address` is where the site stands, empty when nobody said, and `home` its folder on its host; `compiled` is a folder for compiled templates.
    """

    def __init__(
        self, site: Site, citations: Mapping[str, Citation], templates: Path, *, address: str = "", home: str = "/", compiled: Path | None = None
    ):
        self.site, self.citations, self.address = site, citations, f"{address.rstrip('/')}/" if address else ""
        self.home = home
        self.paths = frozenset(page.path for page in site.pages)
        self.downloads: Mapping[str, tuple[FileLink, ...]] = {}
        """Files to print or save, by the path of the page that they belong to."""
        self._templates, self._compiled = templates, compiled
        entries = [(entry.title, pages) for entry in site.nav if (pages := entry.pages()) and pages[0]]  # home stands in front of the menu
        self._lines = [(title, pages[0]) for title, pages in entries]
        self._line_of = {path: number for number, (_, pages) in enumerate(entries) for path in pages}

    @cached_property
    def _environment(self) -> ToldEnvironment:
        return page_environment(self._templates, self._compiled)

    @cached_property
    def _policy(self) -> Markup:
        return _policy(self.site.name, self._templates)

    def __getstate__(self) -> dict[str, Any]:
        """Another process loads its templates for itself."""
        return {key: value for key, value in vars(self).items() if key != "_environment"}

    def load_templates(self) -> None:
        """Load what the pages of this site need, so that processes that begin as copies of this one have it."""
        for name in {*(self._template(page) for page in self.site.pages), "frame.html", "bare.html"}:
            self._environment.get_template(name)

    def _template(self, page: Page) -> str:
        return f"{self.site.name}/{page.template}"

    def body(self, page: Page, asked: LookedUp = lambda kind, name: None, writes: type[Writer] = Writer) -> Body:
        """A page without its frame."""

        def link(target: str) -> str:
            asked("link", target)
            return href(page.path, target) if target in self.paths else target

        def cite(cited: Cite) -> Markup:
            for name in cited.sources:
                asked("source", name)
            return _cite(cited, self.citations, listed)

        def files_of(path: str) -> tuple[FileLink, ...]:
            asked("files", path)
            return self.downloads.get(path, ())

        def anchor_of(title: str) -> str:
            """The anchor that the heading will have: timeline links stand before the headings they lead to."""
            return Writer(link, cite).anchor(title)

        listed = frozenset(name for name, *_ in getattr(page.view, "sources", ()))
        writer = writes(link, cite)
        html = self._environment.get_template(self._template(page)).render(
            page=page,
            view=page.view,
            chrome=self.site.chrome,
            href=link,
            files_of=files_of,
            file=partial(file_href, page.path),
            heat_map=heat_map,
            numbered=numbered,
            blocks=writer.blocks,
            nested=writer.nested,
            heading=lambda level, text, anchor="": writer.heading(level, (Words(text),), anchor=anchor),
            part_heading=lambda part: writer.heading(2, (Words(part.title),), _minutes(part)),
            anchor_of=anchor_of,
            product_title=lambda name: product_rows()[name].title,
            code_of=lambda address: Markup(quick_code(address)),
            say=said("handout", page.language or "en"),
            wall=said("wall", page.language or "en"),
        )
        return Body(Markup(html.strip()), tuple(writer.outline))

    def page(self, page: Page, asked: LookedUp = lambda kind, name: None) -> bytes:
        """A finished page."""
        body = self.body(page, asked)
        below = [headline for headline in body.outline if headline.level == 2]
        return self._framed(
            page,
            "bare.html" if "frame" in page.hide else "frame.html",
            content=body.html,
            toc=[{"title": one.words, "url": f"#{one.anchor}"} for one in below] if len(below) >= OUTLINED else [],
            canonical=urljoin(self.address, f"{page.path}/" if page.path else "") if self.address else "",
            menu=self.menu(page.path),
            to=partial(_address, page.path),
            base="",
        )

    def missing(self) -> bytes:
        """404.html: it can be shown at any address, so its links begin at `home`, or where a script in it finds the site."""

        def to(target: str) -> str:
            return target or "./"

        page = Page(path="404", title="This page is not here", template="missing.html", view=None, hide=("toc", "search"))
        content = Markup(self._environment.get_template("missing.html").render(to=to))
        return self._framed(page, "frame.html", content=content, toc=[], canonical="", menu=self.menu(""), to=to, base=self.home)

    def _framed(self, page: Page, frame: str, **given: Any) -> bytes:
        language = page.language or "en"
        text = self._environment.get_template(frame).render(
            chrome=self.site.chrome,
            title=page.tab or page.title,
            description=page.description or self.site.chrome.tagline,
            language=language,
            color=page.color,
            note=page.note,
            origin=page.origin,
            say=said("frame", language),
            hide=page.hide,
            is_home=not page.path,
            policy=self._policy,
            styles=(*STYLES, *self.site.styles, *number_sheets(self.site.name, given["content"])),
            **given,
        )
        return tappable(text, self.site.chrome.calls).encode()

    def menu(self, path: str) -> list[dict[str, str]]:
        """The top of the navigation: each line leads to its own page, or to the first one under it."""
        here = self._line_of.get(path, -1)
        return [
            {"title": title, "url": href(path, first), "current": "" if number != here else "page" if first == path else "true"}
            for number, (title, first) in enumerate(self._lines)
        ]


def _address(page: str, target: str) -> str:
    """A file, or a page whose path ends in a slash, seen from a page."""
    found = file_href(page, target)
    return f"{found}/" if target.endswith("/") else found


def sitemap(address: str, paths: Iterable[str], day: str) -> bytes:
    """sitemap.xml of a site that stands at an address."""
    pages = (element("url", element("loc", urljoin(address, f"{path}/" if path else "")), element("lastmod", day)) for path in sorted(paths))
    urls = element("urlset", "\n", joined(pages, "\n"), "\n", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    return joined([Markup('<?xml version="1.0" encoding="UTF-8"?>\n'), urls, "\n"]).encode()


def door(chrome: SiteChrome, templates: Path, compiled: Path | None = None, base: str = "") -> bytes:
    """The page in front of both sites; with `base`, the folder of both on their host, the page for whatever is not there."""
    page = page_environment(templates, compiled).get_template("shared/door.html")
    return tappable(page.render(chrome=chrome, base=base, policy=_policy("participants", templates)), chrome.calls).encode()


def door_of_places(name: str, places: Sequence[tuple[str, SiteChrome]], templates: Path, compiled: Path | None = None, base: str = "") -> bytes:
    """The page in front of the sites of a program that has several, each by its folder; with `base`, as `door` has it, the page for whatever is not there."""
    page = page_environment(templates, compiled).get_template("shared/places.html")
    policy = _policy("participants", templates)
    return tappable(page.render(name=name, places=places, chrome=places[0][1], base=base, policy=policy), places[0][1].calls).encode()


def _policy(site: str, templates: Path) -> Markup:
    """With its quotes as they are, which HTML lets stand."""
    return Markup(page_policy(site, templates))


def _minutes(part: Part) -> str:
    if not part.minutes:
        return ""
    if part.short == part.minutes:
        return f"{part.minutes} min"
    return f"{part.minutes} min, {f'{part.short} if short' if part.short else 'skip if short'}"


def _cite(cited: Cite, citations: Mapping[str, Citation], listed: Set[str]) -> Markup:
    """Each source leads to where it is listed, on a page that does so."""
    named = ((name, short_citation(citations[name]), f", {locator}" if locator else "") for name, locator in cited.located())
    links = (joined([element("a", said, href=f"#source-{name}") if name in listed else said, where]) for name, said, where in named)
    return element("span", "(", joined(links, "; "), ")", class_="gw-cite")


def template_findings(templates: Path, memo: Memo) -> tuple[Finding, ...]:
    """What is wrong with the templates of pages in a folder; those of an installation are as they were made."""
    if not CHECKOUT:
        return ()
    return memo.one(_broken, str(templates), *(digest_of_files(templates / name) for name in ("pages", "theme", *ASSETS)))


@cache
def _broken(templates: str, *_digests: str) -> tuple[Finding, ...]:
    """It takes half a second: the memo spares it from build to build, the cache where one process checks again and again with nothing kept."""
    folder = Path(templates)
    return (*broken_templates(page_environment(folder), folder), *broken_sheets(folder))


def page_environment(templates: Path, compiled: Path | None = None) -> ToldEnvironment:
    """What `templates` holds for the web; `compiled` is a folder for what was compiled before, which takes longer than all else that a page needs."""
    return ToldEnvironment(
        bytecode_cache=_Compiled(Store(compiled)) if compiled else None,
        loader=FileSystemLoader([templates / "pages", templates / "theme"]),
        auto_reload=False,
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


class _Compiled(BytecodeCache):
    """What was compiled, as finished work: nothing damaged is run, and a name may have any letters."""

    def __init__(self, store: Store):
        self._store = store

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return key_of([name, filename or ""])

    def load_bytecode(self, bucket: Bucket) -> None:
        if content := self._store.get(bucket.key):
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.put(bucket.key, bucket.bytecode_to_string())

"""What a page is, whichever site it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from posixpath import relpath
from typing import Any

from msgspec import Struct

from builder.model.palette import Color


class Page(Struct, frozen=True, kw_only=True):
    """One page of a docs tree. `path` is its address in the site (`cbt/first-thought`, empty for the home page); `view` goes to `template`."""

    path: str
    title: str
    template: str
    view: Any
    description: str = ""
    hide: tuple[str, ...] = ()
    """Parts of the theme that stand back on this page: `navigation`, `toc`, or the whole `frame`; and `search` where its text is not to be found."""
    tab: str = ""
    """What the browser's tab and history say where the title would tell others too much, or does not tell the page from others; empty for the title."""
    language: str = ""
    """The code of the page's language when it is not the site's."""
    color: str = ""
    """The colour of the module that it belongs to, by its name in the palette."""
    note: str = ""
    """What stands above all else on it, for the author alone: that it is a draft."""
    origin: str = ""
    """Whose text it is, in words, where a program lies over a library."""


class NavEntry(Struct, frozen=True):
    """One line of the navigation; `path` None for a heading over others."""

    title: str
    path: str | None
    children: tuple[NavEntry, ...] = ()

    def pages(self) -> tuple[str, ...]:
        """The paths of its own page and of those under it, in order."""
        own = () if self.path is None else (self.path,)
        return (*own, *(path for child in self.children for path in child.pages()))


class HelpWay(Struct, frozen=True):
    label: str
    href: str
    language: str = "en"


class Calls(Struct, frozen=True, kw_only=True):
    """Numbers that are links wherever a page names them, each as it is written and as it is called."""

    emergency: HelpWay
    lines: tuple[HelpWay, ...]
    sayings: tuple[str, ...]
    """What crisis lines say of themselves: their numbers in it are those of the buttons beneath, to call or to text."""


class HelpLine(Struct, frozen=True, kw_only=True):
    """A crisis line as pages show it."""

    name: str
    about: str
    ways: tuple[HelpWay, ...]
    language: str
    """In which its name and sentence are written."""
    languages: Mapping[str, str]
    """The same sentence in other languages, by language code."""


class QuickHelp(Struct, frozen=True, kw_only=True):
    """The first line to call and the first to text: addresses, and the numbers as they are said. Empty where there is none."""

    call: str
    call_number: str
    text: str
    text_number: str


class DutyLine(Struct, frozen=True, kw_only=True):
    """A clinician on duty; `whose` names the group that has its own, `phone` is empty where nobody has written it."""

    whose: str
    name: str
    phone: str
    href: str
    hours: str


class HeaderLogo(Struct, frozen=True, kw_only=True):
    """The program's logo in the header. `words` stand for it where it says the program's name; `beside` is what is written next to it."""

    words: str
    beside: str
    width: int
    height: int


class WebLook(Struct, frozen=True, kw_only=True):
    """The program's own colour in place of ours, and of the modules' too where it is the one colour; none for ours."""

    color: Color | None = None
    one_color: bool = False


LOGO = "assets/logo.svg"


class SiteChrome(Struct, frozen=True, kw_only=True):
    """What the theme shows around every page."""

    name: str
    tagline: str
    emergency: str
    calls: Calls
    quick: Mapping[str, QuickHelp]
    """By language; English for those that no crisis line speaks."""
    notice: str
    review: str
    """How much of the site a clinician has signed off; empty when all of it."""
    help: tuple[HelpLine, ...]
    help_path: str
    contact: tuple[str, ...]
    help_in_print: bool
    """Whether a printed page carries the help lines: what participants hold does."""
    leave: str = ""
    """Where `Leave this page` goes; empty where there is no such button."""
    steps: str = ""
    """The staff's: where the steps stand when someone may be at risk."""
    duty: tuple[DutyLine, ...] = ()
    """The staff's: whom they phone; empty on the participants' site."""
    licence: str = ""
    """Under which the text may be used."""
    logo: HeaderLogo | None = None


class FileLink(Struct, frozen=True, kw_only=True):
    """A file to print, fill in or save; `detail` is its kind, pages and size. `product` and `edition` are names of products.toml, and `pages` is 0 where a file has none."""

    label: str
    path: str
    detail: str
    product: str = ""
    edition: str = ""
    language: str = "en"
    pages: int = 0


class Site(Struct, frozen=True, kw_only=True):
    """A whole site, ready to be rendered. `redirects` maps a former path to the present one; `catalogue` becomes catalogue.json, `files` are
    texts to be served as they are, `styles` are style sheets of this site alone. `under` is the place whose site it is, where a program has several."""

    name: str
    chrome: SiteChrome
    pages: tuple[Page, ...]
    nav: tuple[NavEntry, ...]
    redirects: dict[str, str] = {}
    catalogue: dict[str, Any] = {}
    files: dict[str, str] = {}
    styles: tuple[str, ...] = ()
    look: WebLook = WebLook()
    kept: dict[str, tuple[str, ...]] = {}
    """Pages that can be kept together for use without internet, by the path of the page that offers it."""
    under: str = ""

    @property
    def folder(self) -> str:
        """Where it is published: `staff`, or `harbor/staff`."""
        return f"{self.under}/{self.name}" if self.under else self.name


def href(source: str, target: str) -> str:
    """The relative address of one page from another: sites work on any host and under any folder."""
    return "./" if source == target else f"{file_href(source, target)}/"


def file_href(source: str, target: str) -> str:
    """The relative address of a file from a page: posixpath.relpath from the site's root, in a fifth of the time, for a million links."""
    here, there = source.strip("/").split("/") if source.strip("/") else [], target.strip("/").split("/") if target.strip("/") else []
    if ".." in there or "." in there:
        return relpath(f"/{target}", f"/{source}")
    same = 0
    while same < len(here) and same < len(there) and here[same] == there[same]:
        same += 1
    return "/".join([*[".."] * (len(here) - same), *there[same:]]) or "."


def size_of(count: int) -> str:
    """A number of bytes as people read it: `120 KB`, `1.3 MB`."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} KB"


def joined(names: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"

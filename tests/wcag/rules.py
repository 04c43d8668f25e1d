"""What WCAG 2.2 AA asks of a page's HTML. A rule yields the places that fail it; RULES says which criterion it is of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from lxml.html import HtmlElement

from tests.wcag.names import name_of, seen_in, words_in
from tests.wcag.page import PageHtml, place_of

Rule = Callable[[PageHtml], Iterator[str]]

CONTROLS = ("input", "select", "textarea", "button", "summary", "meter", "progress")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
POINTS_TO = ("for", "list", "form", "headers", "popovertarget", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-errormessage", "aria-activedescendant", "aria-flowto")  # fmt: skip
VAGUE = {"here", "click here", "this", "link", "read more", "more", "learn more", "details", "see here", "download", "go"}
LANDMARKS = {"nav": "navigation", "aside": "complementary", "form": "form", "section": "region", "main": "main"}
TOKENS = {"on", "off", "name", "given-name", "family-name", "email", "tel", "username", "current-password", "new-password", "one-time-code", "postal-code", "street-address", "organization", "bday", "language", "url"}  # fmt: skip


def language_is_told(page: PageHtml) -> Iterator[str]:
    if not LANGUAGE.fullmatch(page.root.get("lang") or ""):
        yield f"<html lang={page.root.get('lang')!r}>"


def languages_of_parts_are_languages(page: PageHtml) -> Iterator[str]:
    yield from (place_of(one) for one in page.elements if one.get("lang") is not None and not LANGUAGE.fullmatch(one.get("lang")))


def title_is_told(page: PageHtml) -> Iterator[str]:
    if len([one for one in page.every("title") if one.getparent().tag == "head"]) != 1 or not page.title:
        yield "the page has no title, or several"


def one_heading_of_the_page(page: PageHtml) -> Iterator[str]:
    if not page.is_redirect and len(list(page.every("h1"))) != 1:
        yield f"{len(list(page.every('h1')))} headings of the first level"


def headings_go_down_by_one(page: PageHtml) -> Iterator[str]:
    before = 0
    for heading in page.every("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        if level > before + 1:
            yield f"{place_of(heading)} after a heading of level {before}"
        before = level


def headings_have_words(page: PageHtml) -> Iterator[str]:
    yield from (place_of(one) for one in page.every("h1", "h2", "h3", "h4", "h5", "h6") if not words_in(one) and not _filled_later(one))


def one_main(page: PageHtml) -> Iterator[str]:
    if not page.is_redirect and len(list(page.every("main"))) != 1:
        yield f"{len(list(page.every('main')))} <main>"


def landmarks_of_one_kind_have_names_of_their_own(page: PageHtml) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for element in page.every(*LANDMARKS):
        name = name_of(page, element)
        if element.tag in ("nav", "aside") or name:
            names.setdefault(element.get("role") or LANDMARKS[element.tag], []).append(name)
    for role, found in names.items():
        if twice := [name for name, count in Counter(found).items() if count > 1]:
            yield f"several {role} called {twice}"


def all_words_stand_in_a_landmark(page: PageHtml) -> Iterator[str]:
    """What stands beside header, main and foot is missed by who goes from landmark to landmark; the link that skips may."""
    for element in page.root.iterfind("body/*") if not page.is_redirect else ():
        outside = element.tag not in ("header", "main", "footer", "nav", "aside", "script", "template", "dialog", "noscript") and not element.get(
            "role"
        )
        if outside and not element.xpath(".//main|.//header|.//footer") and words_in(element) and "gw-skip" not in (element.get("class") or ""):
            yield place_of(element)


def skips_to_the_page(page: PageHtml) -> Iterator[str]:
    """Where a header stands before the page, the first link leads past it; but for what stands at any address, whose links begin elsewhere (404.html)."""
    before = [one for one in page.every("a", "button", "input") if one.get("type") != "hidden"]
    anywhere = next(page.every("base"), None) is not None
    if (
        before
        and not anywhere
        and next(page.every("header"), None) is not None
        and (before[0].tag != "a" or before[0].get("href") != "#main" or "main" not in page.ids)
    ):
        yield f"the first of what can be reached is {place_of(before[0])}"


def controls_have_names(page: PageHtml) -> Iterator[str]:
    for element in page.every(*CONTROLS):
        if element.get("type") != "hidden" and not name_of(page, element) and not _filled_later(element):
            yield place_of(element)


def names_begin_with_what_is_seen(page: PageHtml) -> Iterator[str]:
    """Who speaks to a control says what stands on it."""
    for element in page.every("a", "button", "summary"):
        seen = seen_in(element)
        if element.get("aria-label") and re.search(r"\w", seen) and seen not in element.get("aria-label").lower():
            yield f"{place_of(element)} is called {element.get('aria-label')!r}"


def links_lead_and_say_where(page: PageHtml) -> Iterator[str]:
    for element in page.every("a"):
        name = name_of(page, element)
        if _filled_later(element):
            continue
        if not element.get("href") or not name or name.lower().strip(" .…") in VAGUE:
            yield f"{place_of(element)} is called {name!r}"


def pictures_have_words(page: PageHtml) -> Iterator[str]:
    yield from (place_of(one) for one in page.every("img", "area") if one.get("alt") is None)
    for element in page.every("svg", "canvas", "video", "audio", "iframe", "object", "embed"):
        told = name_of(page, element) if element.get("role") == "img" or element.tag != "svg" else ""
        hidden = any(
            one.get("aria-hidden") == "true" or (one.get("role") == "img" and name_of(page, one)) for one in (element, *element.iterancestors())
        )
        if not told and not hidden:
            yield place_of(element)


def roles_of_pictures_have_names(page: PageHtml) -> Iterator[str]:
    named = ("img", "dialog", "group", "radiogroup", "region", "search", "progressbar", "tabpanel", "menu", "listbox", "combobox", "grid", "tree")
    for element in page.elements:
        waits = element.get("popover") is not None and not words_in(element)
        if element.get("role") in named and not name_of(page, element) and not waits:
            yield place_of(element)


def ids_are_unique(page: PageHtml) -> Iterator[str]:
    yield from (f"id {name!r} stands {count} times" for name, count in page.id_counts.items() if count > 1 or not name.strip())


def what_is_pointed_to_is_there(page: PageHtml) -> Iterator[str]:
    for element in page.elements:
        for name in POINTS_TO:
            if missing := [one for one in (element.get(name) or "").split() if one not in page.ids]:
                yield f"{place_of(element)} {name}={' '.join(missing)}"
        if element.tag == "a" and re.match(r"#.", element.get("href") or "") and element.get("href")[1:] not in page.ids:
            yield place_of(element)


def tables_have_heads(page: PageHtml) -> Iterator[str]:
    for table in page.every("table"):
        heads = list(table.iter("th"))
        if table.get("role") in ("presentation", "none"):
            continue
        if not heads:
            yield f"{place_of(table)} has no heads"
        for head in heads:
            if head.get("scope") not in ("col", "row", "colgroup", "rowgroup") or not (words_in(head) or head.get("abbr") or _filled_later(head)):
                yield f"{place_of(head)} of {place_of(table)}, scope {head.get('scope')!r}"


def wide_tables_can_be_scrolled_by_keys(page: PageHtml) -> Iterator[str]:
    for element in page.elements:
        if "gw-scroll" in (element.get("class") or "").split() and not (
            element.get("tabindex") == "0" and name_of(page, element) and element.get("role")
        ):
            yield place_of(element)


def choices_stand_in_a_group(page: PageHtml) -> Iterator[str]:
    groups: dict[str, list[HtmlElement]] = {}
    for element in page.every("input"):
        if element.get("type") == "radio":
            groups.setdefault(element.get("name") or "", []).append(element)
    for name, choices in groups.items():
        if any(not any(name_of(page, up) for up in one.iterancestors() if up.tag == "fieldset" or up.get("role") == "radiogroup") for one in choices):
            yield f"choices of {name!r}"
    yield from (place_of(one) for one in page.every("fieldset") if not name_of(page, one))


def options_of_words_are_tokens(page: PageHtml) -> Iterator[str]:
    for element in page.elements:
        if element.get("autocomplete") is not None and not set(element.get("autocomplete").split()) <= TOKENS:
            yield f"{place_of(element)} autocomplete={element.get('autocomplete')!r}"


def order_of_keys_is_that_of_the_page(page: PageHtml) -> Iterator[str]:
    for element in page.elements:
        if (element.get("tabindex") or "0") not in ("0", "-1") or element.get("accesskey") is not None:
            yield place_of(element)


def what_is_hidden_cannot_be_reached(page: PageHtml) -> Iterator[str]:
    for element in page.elements:
        if element.get("aria-hidden") == "true":
            for inside in element.iter("a", "button", "input", "select", "textarea", "summary"):
                if inside.get("tabindex") != "-1" and inside.get("type") != "hidden":
                    yield f"{place_of(inside)} in {place_of(element)}"


def nothing_nested_can_be_pressed(page: PageHtml) -> Iterator[str]:
    for element in page.every("a", "button", "summary"):
        pressed = element.iterdescendants("a", "button", "summary", "input", "select", "textarea")
        yield from (f"{place_of(inside)} in {place_of(element)}" for inside in pressed)


def pages_can_be_enlarged(page: PageHtml) -> Iterator[str]:
    told = [meta.get("content") or "" for meta in page.every("meta") if meta.get("name") == "viewport"]
    if not page.is_redirect and not told:
        yield "no viewport is told"
    yield from (content for content in told if re.search(r"user-scalable|maximum-scale|width=\d", content))


def nothing_moves_on_its_own(page: PageHtml) -> Iterator[str]:
    for meta in page.every("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh" and not re.match(r"0\s*;", meta.get("content") or ""):
            yield place_of(meta)
    yield from (
        place_of(one)
        for one in page.elements
        if one.tag in ("marquee", "blink", "animate", "animateTransform", "animateMotion", "set") or one.get("autoplay") is not None
    )


def what_stills_motion_is_loaded(page: PageHtml) -> Iterator[str]:
    """The sheet that stops all motion for who asks for less of it, wherever another sheet may move something; the door's moves nothing."""
    sheets = {(link.get("href") or "").rpartition("/")[2] for link in page.every("link") if link.get("rel") == "stylesheet"}
    if sheets - {"door.css"} and "groupwork.css" not in sheets:
        yield f"{sorted(sheets)} without groupwork.css"


def lists_hold_items(page: PageHtml) -> Iterator[str]:
    inside: Mapping[str, set[str]] = {"ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}}
    for element in page.every(*inside):
        yield from (
            f"{place_of(child)} in {place_of(element)}"
            for child in element
            if isinstance(child.tag, str) and child.tag not in inside[element.tag] | {"script", "template"}
        )
    yield from (place_of(one) for one in page.every("li") if one.getparent().tag not in ("ul", "ol", "menu"))


def help_stands_first_on_every_page(page: PageHtml) -> Iterator[str]:
    """In the same place on each page with a frame: before header and page, right after the link that skips."""
    if next(page.every("header"), None) is None:
        return
    bars = [one for one in page.every("aside") if "gw-helpbar" in (one.get("class") or "")]
    first = [one for one in page.root.iterfind("body/*") if one.tag != "script"][:2]
    if len(bars) != 1 or bars[0] not in first:
        yield "the help bar is missing, or not the first of the page"


def _filled_later(element: HtmlElement) -> bool:
    """What a script shows, it fills: an element that is hidden, or stands in something hidden, until then."""
    return any(one.get("hidden") is not None or one.tag == "dialog" for one in (element, *element.iterancestors()))


RULES: Mapping[Rule, str] = {
    language_is_told: "3.1.1",
    languages_of_parts_are_languages: "3.1.2",
    title_is_told: "2.4.2",
    one_heading_of_the_page: "1.3.1",
    headings_go_down_by_one: "1.3.1",
    headings_have_words: "2.4.6",
    one_main: "1.3.1",
    landmarks_of_one_kind_have_names_of_their_own: "1.3.1",
    all_words_stand_in_a_landmark: "1.3.1",
    skips_to_the_page: "2.4.1",
    controls_have_names: "4.1.2",
    names_begin_with_what_is_seen: "2.5.3",
    links_lead_and_say_where: "2.4.4",
    pictures_have_words: "1.1.1",
    roles_of_pictures_have_names: "4.1.2",
    ids_are_unique: "4.1.2",
    what_is_pointed_to_is_there: "1.3.1",
    tables_have_heads: "1.3.1",
    wide_tables_can_be_scrolled_by_keys: "2.1.1",
    choices_stand_in_a_group: "1.3.1",
    options_of_words_are_tokens: "1.3.5",
    order_of_keys_is_that_of_the_page: "2.4.3",
    what_is_hidden_cannot_be_reached: "4.1.2",
    nothing_nested_can_be_pressed: "4.1.2",
    pages_can_be_enlarged: "1.4.4",
    nothing_moves_on_its_own: "2.2.2",
    what_stills_motion_is_loaded: "2.2.2",
    lists_hold_items: "1.3.1",
    help_stands_first_on_every_page: "3.2.6",
}


def failures(page: PageHtml) -> Iterator[str]:
    """What fails on a page, a line each."""
    for rule, criterion in RULES.items():
        yield from (f"{page.path}: {criterion} {rule.__name__}: {place}" for place in rule(page))

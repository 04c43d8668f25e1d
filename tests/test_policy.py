"""No page of either site has a style, a script or a handler in it, and every page says so to the browser: what a program's server sends is said in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape

import pytest

from builder.load.library import load_library
from builder.model.library import Library
from builder.pages.docs import redirect
from builder.pages.numbers import number_files, number_sheets, numbered
from builder.pages.policy import HEADERS, page_policy, sent_policy
from builder.pipeline import plan_place
from builder.site.place import doors_of
from builder.work.memo import Memo
from tests.inline import not_allowed, read_inside
from tests.project import ROOT, TODAY, every_file

TEMPLATES = ROOT / "templates"
SITES = ("participants", "staff")


@cache
def library() -> Library:
    return load_library(ROOT / "tests" / "small")


@cache
def files() -> Mapping[str, bytes]:
    """Every file of both sites of the small curriculum, and of the doors before them, by path."""
    place = plan_place(library(), TODAY, Memo())
    found = {path: made() for path, made in doors_of({"": library()}, [place], TEMPLATES)}
    found |= {path: made() for path, made in doors_of({"harbor": library(), "hill": library()}, [], TEMPLATES) if path in ("index.html", "404.html")}
    for site in place.sites:
        found |= {f"{site.folder}/{path}": content for path, content in every_file(ROOT, library(), site).items()}
    return found


def pages() -> Iterator[tuple[str, str, str]]:
    """Path, text and policy of every page; a door has the participants' policy."""
    for path, content in files().items():
        if path.endswith(".html"):
            yield path, content.decode(), page_policy("staff" if path.startswith("staff/") else "participants", TEMPLATES)


def test_no_page_has_a_style_a_script_or_a_handler_in_it() -> None:
    looked = dict.fromkeys(path for path, _, _ in pages())
    assert len(looked) > 90
    assert {"index.html", "404.html", "staff/404.html", "participants/404.html", "participants/offline/index.html"} <= looked.keys()
    assert any(path.endswith("/room/index.html") for path in looked)
    assert {path: found for path, page, policy in pages() if (found := [*not_allowed(page, policy)])} == {}


def test_the_look_finds_what_a_policy_would_stop() -> None:
    for page in (
        "<p style=''>",
        "<style>p{}</style>",
        "<script>1</script>",
        "<a href=' javascript:x'>",
        "<svg onload=x>",
        "<img src='data:,'>",
        "<svg><style/></svg>",
    ):
        assert [*not_allowed(page, "script-src 'self'")], page
    assert not [*not_allowed("<script src=a.js></script><a href='tel:988'>988</a>", "")]


def test_a_script_stands_in_the_pages_for_what_is_not_there_alone_and_is_always_the_same() -> None:
    with_script = {path: tuple(found) for path, page, _ in pages() if (found := read_inside(page).scripts)}
    assert {path.rpartition("/")[2] for path in with_script} == {"404.html"}
    assert len(set(with_script.values())) == 1


def test_every_page_carries_the_policy_of_its_site_before_anything_that_it_asks_for() -> None:
    told = 0
    for path, page, policy in pages():
        if 'http-equiv="refresh"' in page:
            continue  # it leads on, and asks for nothing
        told += 1
        assert read_inside(page).policies == [policy], path
        assert page.index(policy) < min(page.index(tag) for tag in ("<link", "<script", "<base", "<img") if tag in page), path
    assert told > 90


@pytest.mark.parametrize("site", SITES)
def test_nothing_in_a_page_is_allowed_and_nothing_of_another_host(site: str) -> None:
    policy = sent_policy(site, TEMPLATES)
    assert not re.search(r"unsafe-(inline|hashes|eval')|https?:|\*|data:|blob:", policy.replace("'wasm-unsafe-eval'", "" if site == "staff" else "*"))
    names = [part.split()[0] for part in policy.split("; ")]
    assert names[0] == "default-src"
    assert len(names) == len(set(names)) == 11
    assert {"script-src", "style-src", "frame-ancestors", "base-uri", "form-action"} <= set(names)


def test_a_server_is_told_of_each_thing_once() -> None:
    assert len({name.lower() for name in HEADERS}) == len(HEADERS) == 6
    assert all(re.fullmatch(r"[\x20-\x7e]+", value) and '"' not in value for value in HEADERS.values())


def test_a_page_that_leads_on_asks_for_nothing() -> None:
    page = redirect("there", "here").decode()
    assert not [*not_allowed(page, "")]
    assert 'content="0; url=../here/"' in page
    assert not re.search(r"<(link|script|img|style)\b", page)


# Numbers that style sheets draw by


@pytest.mark.parametrize("site", SITES)
def test_every_number_that_a_page_draws_by_is_told_by_a_sheet_that_it_asks_for(site: str) -> None:
    sheets = {path: content.decode() for path, content in number_files(site).items()}
    looked = 0
    for path, page, _ in pages():
        said = set(re.findall(r' data-n-([a-z]+)="([\d.]+)"', page)) if path.startswith(f"{site}/") else set()
        asked = "".join(sheets[sheet] for sheet in number_sheets(site, page) if f'{sheet}"' in page)
        for name, number in said:
            looked += 1
            whole, _, tenth = number.partition(".")
            rules = (f'[data-n-{name}^="{whole}."]', f'[data-n-{name}$=".{tenth}"]') if tenth else (f'[data-n-{name}="{number}"]',)
            assert all(rule in asked for rule in rules), (path, name, number)
    assert looked > (40 if site == "staff" else -1)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"minutes": 45, "kept": 0}, ' data-n-minutes="45" data-n-kept="0"'),
        ({"minutes": 10**9}, ' data-n-minutes="600"'),
        ({"x": -3.0, "w": 112.5}, ' data-n-x="0.0" data-n-w="100.0"'),
        ({"y": 12.349, "h": 99.96}, ' data-n-y="12.3" data-n-h="100.0"'),
    ],
)
def test_a_number_is_one_that_a_sheet_can_tell(given: dict[str, float], said: str) -> None:
    assert numbered(**given) == said
    sheets = "".join(content.decode() for content in number_files("staff").values())
    for name, number in re.findall(r'data-n-([a-z]+)="([\d.]+)"', said):
        assert f'[data-n-{name}="{number}"]' in sheets or f'[data-n-{name}^="{number.partition(".")[0]}."]' in sheets


def test_words_that_look_like_such_a_number_ask_for_no_sheet_that_is_not_there() -> None:
    text = escape(' data-n-minutes="4" data-n-x="1.0"', quote=False)
    assert set(number_sheets("participants", text)) <= number_files("participants").keys()

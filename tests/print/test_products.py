"""The table of printed products: a row is enough."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.load.library import load_library
from builder.model import products
from builder.model.library import Library
from builder.model.products import FORMATS, HOLDERS, ProductRow, product_rows
from builder.model.session import Handout
from builder.print.build import files_of, links_of, print_all
from builder.print.common import OrderError, Settings
from builder.print.orders import Order, made
from builder.print.products import BOTH_SITES, MAKERS, PRODUCTS, File, Product
from builder.views.printed import printed_catalogue, printed_page
from builder.work.store import Store
from tests.print.factories import ROOT, saved, the_library
from tests.trees import SMALL


def a_poster(library: Library, handout: Handout, settings: Settings, editions: Sequence[str]) -> Iterator[File]:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        return iter([File(edition, saved(pdf)) for edition in editions])


POSTER = Product(
    ProductRow(
        name="poster",
        title="Poster",
        what="A sheet to hang up",
        whom="facilitators",
        of="handout",
        each="each handout",
        sites=BOTH_SITES,
        editions={"poster": "for the wall", "poster-large": "for a large wall"},
        asked=("poster-large",),
    ),
    a_poster,
)


def test_a_row_is_enough_for_a_build_its_links_and_groupwork_print(tmp_path: Path) -> None:
    library = load_library(SMALL)
    printed = print_all(SMALL, library, (), Store(tmp_path), lambda line: None, (POSTER,))
    for site in BOTH_SITES:
        assert list(files_of(printed, site)) == [f"{handout}-poster.pdf" for handout in library.handouts]
        links = links_of(printed, site)
        assert list(links) == list(library.handouts)
        assert {(link.label, link.detail) for link in chain.from_iterable(links.values())} == {("Poster, for the wall", "PDF, 1 page, 1 KB")}
    order = Order((next(iter(library.handouts)),), ("poster-large",))
    assert [name for name, _ in made(library, order, (*PRODUCTS, POSTER))] == [f"{order.names[0].replace('/', '-')}-poster-large.pdf"]
    with pytest.raises(OrderError):
        list(made(library, order))


ONE_PAGE = {"wallet": "handout", "words": "handout"}
"""Kinds of products whose files stand beside those of another."""


def test_each_row_has_one_function_and_each_function_a_row() -> None:
    assert list(MAKERS) == list(product_rows()) == [product.name for product in PRODUCTS]
    assert len(PRODUCTS) > 15


def test_no_two_products_of_one_thing_have_files_of_one_name() -> None:
    names = [
        (row.of, row.name if row.of in ("track", "days", "meeting", "program") else "", edition)
        for row in product_rows().values()
        for edition in row.editions
    ]
    assert len(set(names)) == len(names) > 20
    assert {edition for _, _, edition in names} >= FORMATS.keys()


def test_a_link_to_each_edition_says_something_else() -> None:
    labels = [(row.of, row.label(edition)) for row in product_rows().values() for edition in row.editions]
    assert len(set(labels)) == len(labels)


def test_every_word_of_the_table_is_used() -> None:
    """An edition that nobody has, a label for one that is not offered, an edition on request that there is not."""
    told = tomllib.loads((Path(products.__file__).with_name("products.toml")).read_text(encoding="utf-8"))
    rows = product_rows().values()
    assert set(told["editions"]) == {edition for row in rows for edition in row.editions}
    assert set(told["each"]) == {row.of for row in rows}
    for row in rows:
        assert set(row.links) <= set(row.editions) - set(row.asked)
        assert set(row.asked) < set(row.editions)
        assert row.what[0].isupper()
        assert not row.what.endswith(".")


def test_the_document_on_printing_has_the_table() -> None:
    document = (ROOT / "docs" / "printing.md").read_text(encoding="utf-8").splitlines()
    told = [f"| {row.title} | {row.what} | {row.whom} | {row.each} | {', '.join(row.editions)} |" for row in product_rows().values()]
    first = document.index("| what | what it is | for | one for | editions |") + 2
    assert document[first : first + len(told) + 1] == [*told, ""]


def test_groupwork_print_list_tells_every_product_once_under_whom_it_is_for() -> None:
    said = CliRunner().invoke(main, ["print", "--list"]).output
    assert [line for line in said.splitlines() if line.startswith("For ")] == list(HOLDERS.values())
    assert [said.count(f"  {row.title}, one for {row.each}: ") for row in product_rows().values()] == [1] * len(PRODUCTS)


def test_both_catalogues_tell_what_is_printed_for_their_site() -> None:
    staff, participants = (printed_catalogue(site) for site in BOTH_SITES)
    assert {one["name"] for one in participants} < {one["name"] for one in staff}
    assert {one["name"] for one in staff} == {product.name for product in PRODUCTS if product.row.sites != ()}
    assert all(one["editions"] for one in staff)


def test_nothing_else_names_a_product_or_what_its_links_say() -> None:
    names = {words for row in product_rows().values() for words in (row.title, *row.links.values()) if " " in words}
    looked_at = [path for folder in ("builder", "templates") for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".html", ".js")]
    assert len(looked_at) > 300
    assert len(names) > 15
    found = [(path.name, name) for path in looked_at for name in names if re.search(f'[">]{re.escape(name)}["<]', path.read_text(encoding="utf-8"))]
    assert found == []


def test_print_and_files_tells_every_product_once_and_where_its_files_stand() -> None:
    shown = [product for _, held in printed_page(the_library(), groups=True).view.held for product in held]
    assert sorted(product.name for product in shown) == sorted(product_rows())
    assert all(product.places for product in shown if product.editions)
    assert {product.name for product in shown if not product.editions} == {"packet", "make-up", "catch-up"}
    assert sum(len(product.places) for product in shown) > 100

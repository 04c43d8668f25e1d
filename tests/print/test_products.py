"""The table of printed products: a row is enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import pikepdf
import pytest

from builder.load.library import load_library
from builder.model.library import Library
from builder.model.session import Handout
from builder.print.build import files_of, links_of, print_all
from builder.print.common import Settings
from builder.print.orders import Order, OrderError, made
from builder.print.products import BOTH_SITES, FORMATS, PRODUCTS, File, Product
from builder.work.store import Store
from tests.print.factories import saved
from tests.trees import SMALL


def a_poster(library: Library, handout: Handout, settings: Settings, editions: Sequence[str]) -> Iterator[File]:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        return iter([File(edition, saved(pdf)) for edition in editions])


POSTER = Product(name="poster", of="handout", sites=BOTH_SITES, editions={"poster": "Poster for the wall", "poster-large": ""}, make=a_poster)


def test_a_row_is_enough_for_a_build_its_links_and_groupwork_print(tmp_path: Path) -> None:
    library = load_library(SMALL)
    printed = print_all(SMALL, library, (), Store(tmp_path), lambda line: None, (POSTER,))
    for site in BOTH_SITES:
        assert list(files_of(printed, site)) == [f"{handout}-poster.pdf" for handout in library.handouts]
        links = links_of(printed, site)
        assert list(links) == list(library.handouts)
        assert {(link.label, link.detail) for link in chain.from_iterable(links.values())} == {("Poster for the wall", "PDF, 1 page, 1 KB")}
    order = Order((next(iter(library.handouts)),), ("poster-large",))
    assert [name for name, _ in made(library, order, (*PRODUCTS, POSTER))] == [f"{order.names[0].replace('/', '-')}-poster-large.pdf"]
    with pytest.raises(OrderError):
        list(made(library, order))


ONE_PAGE = {"wallet": "handout", "words": "handout"}
"""Kinds of products whose files stand beside those of another."""


def test_no_two_products_of_one_thing_have_files_of_one_name() -> None:
    names = [
        (ONE_PAGE.get(product.of, product.of), product.name if product.of in ("track", "days", "meeting", "program") else "", edition)
        for product in PRODUCTS
        for edition in product.editions
    ]
    assert len(set(names)) == len(names) > 20
    assert {edition for _, _, edition in names} >= FORMATS.keys()


def test_a_link_to_each_edition_says_something_else() -> None:
    labels = [(product.of, product.editions[edition]) for product in PRODUCTS for edition in product.built]
    assert len(set(labels)) == len(labels)

"""Every field of every handout, filled in the ways that people and programs have: what is typed is kept, and what is seen of it is in its own letters."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from itertools import cycle, takewhile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from playwright.sync_api import Browser, Route

from builder.print.appearances import FONT, LEADING
from builder.print.forms import LEAST
from builder.text.typeface import FIELDS, typeface
from builder.words import said
from tests.browsing import PATIENCE
from tests.print.factories import ROOT, has_words, names, squeezed, the_library
from tests.print.filling import TextField, cards, certificates, forms, kept, seen_at_each, text_fields, typed, widgets_of
from tests.print.invariants import problems

pytestmark = pytest.mark.slow

PDFJS = ROOT / ".venv" / "pdfjs" / "package" / "build"
TEXTS = (
    "Café, naïve — “señal” €5, łódź, žluťoučký kůň, árvíztűrő tükörfúrógép. ",
    "Gọi cho mẹ tôi, uống trà ấm nhé, được rồi, ngủ một giấc dài. ",
    "Позвонить сестре и рассказать ей правду. Їжак, ґанок, є й інші. ",
    "Καλημέρα, τηλεφωνώ στη μητέρα μου, και ύστερα πάω μια βόλτα. ",
    "I call my sister and tell her the truth, all of it, and then I go out for a walk by the river. ",
)


def papers(site: Path) -> dict[str, bytes]:
    """All that is filled in: handouts, cards for a wallet, and certificates."""
    return forms(site) | cards(site) | certificates()


@cache
def answers(site: Path, form: str) -> dict[str, str]:
    """For each field more than it can show, in one script after the other; on a certificate, where words stand in the middle, what a name takes."""
    if form in certificates():
        return {"name": "Nguyễn Thị Ánh Tuyết-García de la Cruz-Їжак", "hours": "70½", "date": "12 décembre 2026"}
    return {field.name: text * 4 for field, text in zip(text_fields(papers(site)[form]), cycle(TEXTS), strict=False)}


def room_of(field: TextField, text: str, lines: int) -> int:
    """Letters that a box surely shows: two thirds of what its lines hold at their size."""
    left, bottom, right, top = field.box
    size = 11 if field.several else field.size
    fitting = min(lines, int((top - bottom) / (size * LEADING))) if field.several else 1
    return int(max(fitting, 1) * (right - left - 8) / typeface(FIELDS).width(text, size) * len(squeezed(text)) * 2 / 3)


def lost_in(site: Path, form: str, filled: bytes, lines: int = 99) -> Iterator[str]:
    """Each answer that is not in its field, is not seen, or is seen in other letters than those of the embedded font."""
    holds, shows = kept(filled), seen_at_each(filled)
    with pikepdf.open(BytesIO(filled)) as opened:
        drawn = {
            str(field.T): widgets_of(field)[0].AP.N.read_bytes().decode("latin-1")
            for field in opened.Root.AcroForm.Fields
            if field.get("/FT") == "/Tx"
        }
    for field in text_fields(filled):
        text = answers(site, form)[field.name]
        asked, seen = squeezed(text), squeezed(shows[field.name][0])
        begins = takewhile(lambda pair: pair[0] == pair[1], zip(asked, seen, strict=False))
        fonts = re.findall(r"/(\w+) ([\d.]+) Tf", drawn[field.name])
        if holds[field.name] != text:
            yield f"{form} {field.name}: holds {holds[field.name]!r}"
        elif len(list(begins)) < len(asked[: room_of(field, text, lines)]):
            yield f"{form} {field.name}: shows {shows[field.name]!r} of {text!r}"
        elif len(set(shows[field.name])) > 1:
            yield f"{form} {field.name}: shows one thing here and another there: {shows[field.name]!r}"
        elif any(f"/{font}" != FONT or float(size) < LEAST for font, size in fonts) or not fonts:
            yield f"{form} {field.name}: is drawn with {fonts}"


def test_every_handout_to_fill_has_every_field_for_words(site: Path) -> None:
    assert len(forms(site)) >= 38
    assert sum(len(answers(site, form)) for form in forms(site)) >= 400
    for form in forms(site):
        words = {field.name for field in the_library().handouts[form].body.fields() if field.kind in ("blank", "lines")}
        assert set(answers(site, form)) == words <= set(names(the_library().handouts[form]))


def test_every_page_to_fill_says_what_of_it_is_printed(site: Path) -> None:
    pages = [page for pdf in forms(site).values() for page in pypdfium2.PdfDocument(pdf)]
    assert len(pages) >= 38
    assert all(has_words(page, said("print", "en")["seen"]) for page in pages)


def test_every_card_with_a_blank_and_every_certificate_is_to_be_filled_in(site: Path) -> None:
    assert len(cards(site)) >= 10
    assert sum(len(answers(site, name)) for name in cards(site)) >= 20
    assert {len(at_each) for pdf in cards(site).values() for at_each in seen_at_each(pdf).values()} == {10}
    assert [list(answers(site, name)) for name in certificates()] == [["name", "hours", "date"]] * 2
    for name, pdf in (cards(site) | certificates()).items():
        assert problems(pdf, list(answers(site, name))) == []


@pytest.mark.long
def test_nothing_that_is_typed_in_chromes_viewer_is_lost(site: Path) -> None:
    assert [lost for form, pdf in papers(site).items() for lost in lost_in(site, form, typed(pdf, answers(site, form)))] == []


@pytest.mark.long
def test_nothing_that_a_program_fills_in_is_lost(site: Path) -> None:
    from pypdf import PdfWriter

    def filled(pdf: bytes, given: Mapping[str, str]) -> bytes:
        writer, out = PdfWriter(clone_from=BytesIO(pdf)), BytesIO()
        for page in writer.pages:
            writer.update_page_form_field_values(page, dict(given), auto_regenerate=False)
        writer.write(out)
        return out.getvalue()

    assert [lost for form, pdf in papers(site).items() for lost in lost_in(site, form, filled(pdf, answers(site, form)), lines=1)] == []


FILL = """async ([data, given]) => {
  const pdfjs = await import("/pdf.min.mjs");
  pdfjs.GlobalWorkerOptions.workerSrc = "/pdf.worker.min.mjs";
  const file = await pdfjs.getDocument({ data: Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)) }).promise;
  for (let number = 1; number <= file.numPages; number++) {
    for (const { id, fieldName } of await (await file.getPage(number)).getAnnotations()) {
      if (fieldName in given) file.annotationStorage.setValue(id, { value: given[fieldName] });
    }
  }
  const saved = await file.saveDocument();
  return Array.from(saved, (byte) => String.fromCharCode(byte)).join("");
}"""


@pytest.mark.long
@pytest.mark.skipif(not PDFJS.is_dir(), reason="needs PDF.js, which `make browser` fetches")
def test_nothing_that_is_filled_in_firefoxs_viewer_is_lost(site: Path, browser: Browser) -> None:
    def serve(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[1]
        is_script = name.endswith(".mjs")
        route.fulfill(body=(PDFJS / name).read_bytes() if is_script else b"", content_type="text/javascript" if is_script else "text/html")

    some = [*list(forms(site))[::6], *list(cards(site))[::5], *certificates()]
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.route("**/*", serve)
    page.goto("http://viewer.test/")
    filled = {form: page.evaluate(FILL, [base64.b64encode(papers(site)[form]).decode(), answers(site, form)]).encode("latin-1") for form in some}
    page.close()
    assert sum(len(answers(site, form)) for form in some) >= 60
    assert [lost for form, pdf in filled.items() for lost in lost_in(site, form, pdf)] == []

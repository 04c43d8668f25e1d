"""One handout as a PDF, in each of its editions. A sheet fits itself: it loosens or tightens until it fills one or two pages well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from builder.check.levels import refuse
from builder.check.paper import inspect
from builder.model.library import Library
from builder.model.session import Handout
from builder.print.common import Settings, accents, help_arguments, look_of, notice, phrases, standing, text_writer
from builder.print.editions import Edition
from builder.print.fitting import fitting_of
from builder.print.forms import fillable
from builder.print.paper_check import too_long
from builder.print.papers import HANDOUT, on_a4
from builder.print.typesetter import arguments, refusals_at, typeset
from builder.print.typst_blocks import BlockWriter
from builder.text.quick_code import quick_code
from builder.views.address import page_address, short
from builder.views.help import help_in_foot


@dataclass(frozen=True)
class Sheet:
    """A finished file, and the settings that it was fitted with."""

    edition: Edition
    pdf: bytes
    pages: int
    settings: Mapping[str, Any]


def sheets(library: Library, handout: Handout, settings: Settings, editions: Iterable[Edition]) -> Iterator[Sheet]:
    """The handout in these editions. Raises CurriculumError when it cannot be printed: `print-too-long`, `print-refused` and what `inspect` finds."""
    refuse(inspect(handout), library)
    source = sheet_source(library, handout)
    fitting = fitting_of(source)
    fields = handout.body.fields()
    with refusals_at(handout.source.line(handout.source.body_line), "the page"):
        on_letter: dict[Edition, Sheet] = {}
        for edition in editions:
            letter = edition.on_letter
            if letter not in on_letter:
                fitted = fitting.fitted(letter)
                refuse(too_long(handout, fitted.pages, letter), library)
                finished = fillable(typeset(source, fitted.settings, settings.made_at), fields if letter.write == "screen" else ())
                on_letter[letter] = Sheet(letter, finished.pdf, finished.pages, fitted.settings)
            made = on_letter[letter]
            yield made if edition == letter else replace(made, edition=edition, pdf=on_a4(made.pdf, HANDOUT))


def sheet_source(library: Library, handout: Handout) -> str:
    """The handout as Typst source; the same for all editions."""
    meta, said = handout.meta, phrases(handout.language)
    address = page_address(library, handout.id)
    named = arguments(
        title=meta.title,
        author=library.program.meta.name,
        language=handout.language,
        kind=said[meta.kind],
        time=meta.time,
        standing=standing(library, handout),
        message=meta.main_message,
        **accents(library, handout.id),
        words=said,
        look=look_of(library).argument,
        help_line=help_in_foot(library, handout.language),
        address=address,
        short_address=short(address),
        code=quick_code(address),
        notices=[notice(library, handout)],
        **help_arguments(library, handout.language),
    )
    body = BlockWriter(text_writer(library), accent=accents(library, handout.id)["accent"]).blocks(handout.body.blocks, fitted=True)
    return f'#import "/type.typ": *\n#import "/handout.typ": handout\n#show: handout.with({named})\n{body}\n'

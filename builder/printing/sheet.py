"""One handout as a PDF, in each of its editions. A sheet fits itself: it loosens or tightens until it fills one or two pages well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.check.paper import inspect
from builder.finding import CurriculumError, Finding
from builder.model.library import Library
from builder.model.session import Handout
from builder.printing.common import Settings, help_arguments, notices, page_address, phrases, short, text_writer
from builder.printing.editions import Edition, inputs, large_inputs
from builder.printing.fitting import MOST_PAGES, Fitting, TooLong
from builder.printing.forms import fillable
from builder.printing.quick_code import quick_code
from builder.printing.typesetter import TypesetError, arguments, typeset
from builder.printing.typst_blocks import BlockWriter


@dataclass(frozen=True)
class Sheet:
    """A finished file; `step` tells how tight the layout is, None for large print."""

    edition: Edition
    pdf: bytes
    pages: int
    step: int | None


def sheets(library: Library, handout: Handout, settings: Settings, editions: Iterable[Edition]) -> Iterator[Sheet]:
    """The handout in these editions. Raises CurriculumError when it cannot be printed: `print-too-long`, `print-refused` and what `inspect` finds."""
    findings = tuple(inspect(handout))
    if findings:
        raise CurriculumError(findings)
    source = sheet_source(library, handout)
    fitting = Fitting(source)
    fields = handout.body.fields()
    try:
        for edition in editions:
            step = None if edition.large else fitting.step(edition)
            set_with = large_inputs(edition) if step is None else inputs(edition, step)
            finished = fillable(typeset(source, set_with, settings.made_at), fields if edition.write == "screen" else ())
            yield Sheet(edition, finished.pdf, finished.pages, step)
    except TooLong as error:
        message = f"at its tightest this takes {error.pages} pages of {error.paper}; people keep what fits on {MOST_PAGES}"
        raise CurriculumError([_at_body(handout, "print-too-long", message, "shorten it, or split it in two handouts")]) from error
    except TypesetError as error:
        hint = "simplify the construct that it names, or report it"
        raise CurriculumError([_at_body(handout, "print-refused", f"the page cannot be set: {error}", hint)]) from error


def _at_body(handout: Handout, code: str, message: str, hint: str) -> Finding:
    return Finding(handout.source.line(handout.source.body_line), code, message, hint)


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
        message=meta.main_message,
        words=said,
        address=address,
        short_address=short(address),
        code=quick_code(address),
        notices=notices(library, handout),
        **help_arguments(library, handout.language),
    )
    body = BlockWriter(text_writer(library)).blocks(handout.body.blocks)
    return f'#import "/type.typ": *\n#import "/handout.typ": handout\n#show: handout.with({named})\n{body}\n'

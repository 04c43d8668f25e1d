"""Everything that is named must exist. These findings stop the build, so that no later rule guards against a missing reference."""

from __future__ import annotations

from collections.abc import Iterator

from builder.check.addresses import one_owner_an_address
from builder.check.named import Reference, references
from builder.check.sources import unlisted
from builder.finding import CurriculumError, Finding, has_errors, nearest
from builder.model.library import Library
from builder.text.tree import Document


def reference_findings(library: Library) -> Iterator[Finding]:
    """`unknown-reference` for every name that leads nowhere; `id-taken` for a former id that is in use."""
    yield from (_unknown(one, library) for one in references(library) if one.name not in one.known)
    yield from _unlisted_modules(library)
    yield from _unlisted_sources(library)
    yield from one_owner_an_address(library)


def with_all_names(library: Library) -> Library:
    """The library, in which every name leads somewhere. Raises CurriculumError where one does not."""
    found = tuple(reference_findings(library))
    if has_errors(found):
        raise CurriculumError(found)
    return library


def _unknown(one: Reference, library: Library) -> Finding:
    hint = nearest(one.name, one.known)
    if one.name in library.origins.left_out:
        hint = f"`exclude` in program.yml leaves it out: take '{one.name}' out of there, or out of here"
    elif one.form == "link" and one.name.startswith(("http:", "www.")):
        hint = "an address outside this library begins with https://"
    return Finding(one.place, "unknown-reference", f"there is no {one.what} '{one.name}'", hint)


def _unlisted_modules(library: Library) -> Iterator[Finding]:
    program = library.program
    for module in library.modules:
        if module.id not in program.meta.modules:
            message = f"the module '{module.id}' is not in the list of modules"
            yield Finding(program.source.at("modules"), "module-unlisted", message, f"add '{module.id}' to `modules`")


def _unlisted_sources(library: Library) -> Iterator[Finding]:
    """Sources that a passage cites and does not list."""
    for passage in library.passages.values():
        for document in (Document(passage.staff), *(Document(blocks) for blocks in passage.participants.values())):
            for cite in document.cites():
                names = [name for name in cite.sources if name in library.sources.citations and name not in passage.meta.sources]
                yield from (unlisted(name, cite, passage.source) for name in names)

"""Everything that is named must exist. These findings stop the build, so that no later rule guards against a missing reference."""

from __future__ import annotations

from collections.abc import Iterator

from builder.check.addresses import one_owner_an_address
from builder.check.graph import prerequisite_cycles
from builder.check.named import PAGE, PROCESS, Reference, references
from builder.check.sources import unlisted
from builder.codes import CODES
from builder.finding import CurriculumError, Finding, has_errors, nearest
from builder.model.library import Library
from builder.model.practice import OWN_PRACTICE
from builder.model.severity import refused
from builder.text.tree import Document


def reference_findings(library: Library) -> Iterator[Finding]:
    """`unknown-reference` for every name that leads nowhere, `draft-referenced` where it is a draft's; `id-taken` for a former id that is in use."""
    yield from (_unknown(one, library) for one in references(library) if one.name not in one.known)
    yield from _unlisted_modules(library)
    yield from _lowered_rules(library)
    yield from _unlisted_sources(library)
    yield from one_owner_an_address(library)


def with_all_names(library: Library) -> Library:
    """The library, in which every name leads somewhere. Raises CurriculumError where one of what is published does not; such drafts are left out."""
    found = tuple(reference_findings(library.published))
    if has_errors(found):
        raise CurriculumError(found)
    return whole_drafts(library)


def whole_drafts(library: Library) -> Library:
    """The library without those drafts that name what does not exist, or wait for each other: later stages take each name as good."""
    left = library
    while left.drafts:
        files = {found.place.file for found in (*reference_findings(left), *prerequisite_cycles(left))}
        texts = {page.id: {page.source.file} for page in left.handouts.values()}
        texts |= {session.id: {text.file for text in session.texts} for session in left.sessions.values()}
        broken = frozenset(name for name in left.drafts if files & texts[name])
        if not broken:
            break
        left = left.without(broken)
    return left


def _unknown(one: Reference, library: Library) -> Finding:
    if one.what in ("session", PROCESS, "handout", PAGE, "module") and one.name in library.named_drafts:
        message = f"'{one.name}' {'has nothing but drafts' if one.what == 'module' else 'is a draft'}, and is not published"
        return Finding(one.place, "draft-referenced", message, "make it `status: adopted` when it is ready; until then take it out here")
    hint = nearest(one.name, one.known)
    if one.name in library.origins.left_out:
        hint = f"`exclude` in program.yml leaves it out: take '{one.name}' out of there, or out of here"
    elif one.form == "cite" and one.name == OWN_PRACTICE:
        hint = f"'{OWN_PRACTICE}' stands in `sources` of the front matter alone; take it out of the text"
    elif one.form == "link" and one.name.startswith(("http:", "www.")):
        hint = "an address outside this library begins with https://"
    return Finding(one.place, "unknown-reference", f"there is no {one.what} '{one.name}'", hint)


def _unlisted_modules(library: Library) -> Iterator[Finding]:
    program = library.program
    for module in library.modules:
        if module.id not in program.meta.modules:
            message = f"the module '{module.id}' is not in the list of modules"
            yield Finding(program.source.at("modules"), "module-unlisted", message, f"add '{module.id}' to `modules`")


def _lowered_rules(library: Library) -> Iterator[Finding]:
    """`rule-fixed` where program.yml makes less of a rule that nothing lowers."""
    source, rules = library.program.source, library.program.meta.rules
    for code, setting in rules.items():
        if code in CODES and refused(code, setting):
            usual = f"{'an' if CODES[code].severity == 'error' else 'a'} {CODES[code].severity}"
            message = f"'{code}' is {usual} wherever it is found; no setting makes it '{setting.severity}'"
            yield Finding(source.at("rules", code, "severity"), "rule-fixed", message, f"take it out; `groupwork explain {code}` says why it stands")


def _unlisted_sources(library: Library) -> Iterator[Finding]:
    """Sources that a passage cites and does not list."""
    for passage in library.passages.values():
        for document in map(Document, passage.wordings):
            for cite in document.cites():
                names = [name for name in cite.sources if name in library.sources.citations and name not in passage.meta.sources]
                yield from (unlisted(name, cite, passage.source) for name in names)

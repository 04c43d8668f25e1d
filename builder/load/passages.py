"""Passages and what pages may include of them, by audience and language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from builder.finding import CurriculumError, Finding
from builder.model.base import Source
from builder.model.passage import Passage, PassageMeta
from builder.model.program import CrisisLine, ProgramMeta
from builder.text.inserts import STAFFS_WORDS, Audience, Inserts
from builder.text.tree import Block, Document, Heading, Included, Inline, Link, Strong, Words, line_of, plain, walk

_PART = re.compile(r"(?P<audience>Staff|Participants|Families)(?: \((?P<language>[a-z]{2})\))?\Z")


def _line(line: CrisisLine) -> Iterator[Inline]:
    """What `{{line 988}}` stands for: `988 Suicide & Crisis Lifeline (Call 988, Text 988)`; its pages on the web only where it has neither a number to call nor to text."""
    ways = [way for way in line.ways if not way.href.startswith("https:")] or list(line.ways)
    yield Strong((Words(line.name),))
    yield Words(" (")
    for index, way in enumerate(ways):
        yield Words(", " if index else "")
        yield Link(way.href, (Words(way.label),), 1)
    yield Words(")")


def read_passage(name: str, source: Source, meta: PassageMeta, document: Document) -> Passage:
    """A passage from its file. Raises CurriculumError with `passage-part` for what is not one of its parts."""
    parts: dict[tuple[str, str], list[Block]] = {}
    findings: list[Finding] = []
    here: list[Block] | None = None
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2:
            found = _PART.match(plain((block,)))
            key = (found["audience"], found["language"] or "en") if found else ("", "")
            if not found or key in parts or (key[0] != "Participants" and key[1] != "en"):
                hint = "a passage has '## Staff', '## Participants', '## Families' and, for a language edition, '## Participants (es)', each once"
                findings.append(Finding(source.line(block.line), "passage-part", f"'{plain((block,))}' is not a part of a passage", hint))
            here = parts.setdefault(key, [])
        elif here is None:
            findings.append(Finding(source.line(line_of(block)), "passage-part", "text stands before the first part", "begin with ## Staff"))
            here = []
        else:
            here.append(block)
    for node in walk(document.blocks):
        if isinstance(node, Heading) and node.level > 2:
            findings.append(Finding(source.line(node.line), "passage-part", "a passage has no headings of its own", "begin with words in **bold**"))
        elif isinstance(node, Included):
            findings.append(Finding(source.line(node.line), "passage-part", "a passage cannot include another", "write the words, or a link"))
    for field in document.fields():
        findings.append(Finding(source.line(field.line, field.column), "passage-part", "a passage has no room to write", "put fields into handouts"))
    if not parts.get(("Staff", "en")):
        findings.append(Finding(source.line(source.body_line), "passage-part", "the staff's wording is missing", "write it under ## Staff"))
    if findings:
        raise CurriculumError(findings)
    public = {language: tuple(blocks) for (audience, language), blocks in parts.items() if audience == "Participants" and blocks}
    return Passage(
        id=name, meta=meta, staff=tuple(parts["Staff", "en"]), participants=public, families=tuple(parts.get(("Families", "en"), ())), source=source
    )


def inserts_for(audience: Audience, language: str, passages: Mapping[str, Passage], program: ProgramMeta | None) -> Inserts:
    """What pages of this audience and language may include, but for drawings; no lines and no words of a program that cannot be read."""
    shown = {name: _wording(one, audience, language) for name, one in passages.items()}
    worded = {name: blocks for name, blocks in shown.items() if blocks}
    helps = {line.id: tuple(_line(line)) for line in program.crisis_lines if line.id} if program else {}
    words = {name: own for name, own in _words_of(program).items() if audience == "staff" or name not in STAFFS_WORDS} if program else {}
    return Inserts(audience=audience, language=language, passages=worded, known=frozenset(passages), lines=helps, words=words)


def _wording(passage: Passage, audience: Audience, language: str) -> tuple[Block, ...]:
    """What these readers get of a passage; families what participants do, where nothing is said to them alone."""
    if audience == "staff":
        return passage.staff
    public = passage.participants.get(language, ())
    return passage.families or public if audience == "families" and language == "en" else public


def _words_of(program: ProgramMeta) -> dict[str, str]:
    """What each of OWN_WORDS stands for."""
    contact, duty = program.contact, program.on_duty
    said = {
        "name": program.name,
        "phone": contact.phone,
        "hours": contact.hours,
        "email": contact.email,
        "address": contact.street,
        "on_duty": ", ".join(filter(None, (duty.name, duty.phone))) if duty.phone else None,
    }
    return {f"program.{name}": words or "" for name, words in said.items()}

"""Words that hurt: person-first language, and safe wording about suicide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.finding import Finding, Place
from builder.model.base import Source
from builder.model.library import Library
from builder.model.reference import Words

_QUOTED = re.compile(r'"[^"\n]*(?:\n(?!\s*\n)[^"\n]*)*"|“[^”]*”')


def words_to_avoid(library: Library) -> Iterator[Finding]:
    """`word-to-avoid` outside quotations and names; `suicide-wording` everywhere but in names."""
    meta = library.language.meta
    names = [re.compile(re.escape(name).replace(r"\ ", r"\s+"), re.I) for name in meta.exceptions]
    rules = [(words, "word-to-avoid") for words in meta.words] + [(words, "suicide-wording") for words in meta.suicide]
    patterns = [(_pattern(words), words, code) for words, code in rules]
    for source, fields in _texts(library):
        body = _masked(source.body, names)
        for pattern, words, code in patterns:
            searched = _masked(body, [_QUOTED]) if code == "word-to-avoid" else body
            for match in pattern.finditer(searched):
                before = source.body[: match.start()]
                place = source.line(source.body_line + before.count("\n"), match.start() - before.rfind("\n"))
                yield _finding(place, code, match.group(0), words)
            for path, text in fields:
                masked = _masked(text, [*names, _QUOTED] if code == "word-to-avoid" else names)
                if found := pattern.search(masked):
                    yield _finding(source.at(*path), code, found.group(0), words)


def _finding(place: Place, code: str, found: str, words: Words) -> Finding:
    return Finding(place, code, f"'{' '.join(found.split())}': {words.why}", f"write '{words.instead}'" if len(words.instead) < 60 else words.instead)


def _pattern(words: Words) -> re.Pattern[str]:
    forms = "|".join(r"\s+(?:>\s*)?".join(re.escape(part) for part in form.split()) for form in words.avoid)
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.I)


def _masked(text: str, patterns: list[re.Pattern[str]]) -> str:
    """The text with every match blanked out, so that positions stay."""
    for pattern in patterns:
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group(0)), text)
    return text


def _texts(library: Library) -> Iterator[tuple[Source, list[tuple[tuple[str | int, ...], str]]]]:
    for module in library.modules:
        yield module.source, _fields(module.source, ("title", "summary"))
    for session in library.sessions.values():
        yield session.source, _fields(session.source, ("title", "summary", "home_practice", "objectives", "materials"))
    for handout in library.handouts.values():
        yield handout.source, _fields(handout.source, ("title", "main_message", "time"))
    for track in library.tracks:
        themes = [(("schedule", i, "theme"), week.theme) for i, week in enumerate(track.meta.schedule)]
        yield track.source, [*_fields(track.source, ("title",)), *themes]
    program = library.program.source
    yield program, _fields(program, ("tagline", "emergency", "not_treatment", "unreviewed", "agreement", "risk_protocol"))


def _fields(source: Source, keys: tuple[str, ...]) -> list[tuple[tuple[str | int, ...], str]]:
    found: list[tuple[tuple[str | int, ...], str]] = []
    for key in keys:
        value = source.marks.data.get(key)
        if isinstance(value, str):
            found.append(((key,), value))
        elif isinstance(value, list):
            found.extend(((key, index), item) for index, item in enumerate(value) if isinstance(item, str))
    return found

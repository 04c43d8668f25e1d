"""Words that hurt: person-first language, and safe wording about suicide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import cache

from builder.finding import Finding, Place
from builder.model.base import Authored, Source
from builder.model.fields import placed_texts
from builder.model.group import RunningGroup
from builder.model.library import Goals
from builder.model.module import Module
from builder.model.reference import WordsToAvoid
from builder.model.session import Session
from builder.model.track import Track

UNREAD = ("help_words", "quiet_words", "covers")
"""Fields that hold words as people type them, to be recognized and not to be read."""

_WORD = re.compile(r"(?<![\w-])\w+(?:['’]\w+)*")
_RUN = re.compile(r"\w+")
_LETTER = re.compile(r"[^\n]")
_QUOTED = re.compile(r'"[^"\n]*(?:\n(?!\s*\n)[^"\n]*)*"|“[^”]*”')


def words_to_avoid(session: Session, goals: Goals) -> Iterator[Finding]:
    """`word-to-avoid` outside quotations and names; `suicide-wording` everywhere but in names."""
    pages: list[tuple[Source, Authored]] = [(session.source, session.meta), *((cards.source, cards.meta) for cards in session.cards)]
    pages += [(wall.source, wall.meta) for wall in session.walls if wall.language == "en"]
    yield from _avoided([*pages, *((handout.source, handout.meta) for handout in session.handouts)], goals)


def words_to_avoid_around(
    modules: tuple[Module, ...], tracks: tuple[Track, ...], groups: tuple[RunningGroup, ...], goals: Goals
) -> Iterator[Finding]:
    """The same in what stands around the sessions."""
    yield from _avoided([(module.source, module.meta) for module in modules], goals)
    yield from _avoided([(track.source, track.meta) for track in tracks], goals)
    yield from _avoided([(group.source, group.meta) for group in groups], goals)
    yield from _avoided([(passage.source, passage.meta) for passage in goals.passages.values()], goals)
    yield from _avoided([(goals.program.source, goals.program.meta)], goals)


def _avoided(pages: Iterable[tuple[Source, Authored]], goals: Goals) -> Iterator[Finding]:
    """In the body and in the free texts of the front matter: a new field is looked at without being named here."""
    meta = goals.language.meta
    names = [re.compile("|".join(re.escape(name).replace(r"\ ", r"\s+") for name in meta.exceptions), re.I)] if meta.exceptions else []
    lists = [(_forms(entries), code) for entries, code in ((meta.words, "word-to-avoid"), (meta.suicide, "suicide-wording")) if entries]
    for source, front in pages:
        fields = [(path, text) for path, text, _ in placed_texts(front) if path[0] not in UNREAD]
        for path, text in [(None, source.body), *fields]:
            used = set(_RUN.findall(text.lower()))
            for forms, code in lists:
                passed_over = [*names, _QUOTED] if code == "word-to-avoid" else names
                for start, found, words in forms.found_in(text, used, passed_over):
                    yield _finding(source.at(*path) if path else _in_body(source, start), code, found, words)


def _in_body(source: Source, at: int) -> Place:
    before = source.body[:at]
    return source.line(source.body_line + before.count("\n"), at - before.rfind("\n"))


def _finding(place: Place, code: str, found: str, words: WordsToAvoid) -> Finding:
    return Finding(place, code, f"'{found}': {words.why}", f"write '{words.instead}'" if len(words.instead) < 60 else words.instead)


class _Forms:
    """The forms of a list of entries, looked up by their first word; a form may run over a line's end, and over the mark of a quotation."""

    def __init__(self, entries: tuple[WordsToAvoid, ...]):
        self.by_first: dict[str, list[tuple[tuple[str, ...], WordsToAvoid]]] = {}
        self.telling: dict[str, set[str]] = {}
        """By the longest word of a form, how forms begin that have it: a text with none of these words is done with at a glance."""
        pairs = sorted(((tuple(form.split()), words) for words in entries for form in words.avoid), key=lambda pair: -len(pair[0]))
        for parts, words in pairs:
            first = _WORD.search(parts[0].lower()) if parts else None
            if first and first.start() == 0:
                self.by_first.setdefault(first.group(0), []).append((parts, words))
                self.telling.setdefault(max(_RUN.findall(" ".join(parts).lower()), key=len), set()).add(first.group(0))

    def found_in(self, text: str, used: Set[str], passed_over: list[re.Pattern[str]]) -> Iterator[tuple[int, str, WordsToAvoid]]:
        """Position, words as found, and entry of each match outside what is `passed_over`; the longest form counts. `used` are the words of the text."""
        firsts = frozenset(first for word in self.telling.keys() & used for first in self.telling[word])
        if firsts and any(True for _ in self._matches(text, firsts)):  # what is passed over takes as long to find as all else
            yield from self._matches(_masked(text, passed_over), firsts)

    def _matches(self, text: str, firsts: frozenset[str]) -> Iterator[tuple[int, str, WordsToAvoid]]:
        end = 0
        for word in _any_of(firsts).finditer(text):
            for parts, words in self.by_first.get(word.group(0).lower(), ()) if word.start() >= end else ():
                if match := _pattern(parts).match(text, word.start()):
                    end = match.end()
                    yield match.start(), " ".join(match.group(0).replace(">", " ").split()), words
                    break


@cache
def _forms(entries: tuple[WordsToAvoid, ...]) -> _Forms:
    return _Forms(entries)


@cache
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    """Any of these as a word of its own."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(words)))})(?!['’]?\w)", re.I)


@cache
def _pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    """Made when a text has the form's first word: of hundreds of forms, a session needs a handful."""
    return re.compile(r"\s+(?:>\s*)?".join(re.escape(part) for part in parts) + r"(?![\w-])", re.I)


def _masked(text: str, patterns: list[re.Pattern[str]]) -> str:
    """The text with every match struck out, so that positions stay; no form runs over what is struck out."""
    for pattern in patterns:
        text = pattern.sub(lambda match: _LETTER.sub("\0", match.group(0)), text)
    return text

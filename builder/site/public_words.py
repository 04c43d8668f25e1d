"""Words that are declared public, and whether a text is made of them; words of staff, and which of them could pass for public ones."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, repeat
from urllib.parse import unquote

from builder.site.words import END, LISTED, NUMBER, RUN, SEARCHED, SHOWN, STOP, Coded, codes_of, runs_in, with_broken_numbers
from builder.text.slug import slug

FRAGMENT = 8
"""Words that follow each other by which a text of staff is known, where each three of them stand in some public text."""
NAME = 200
"""Signs that a title or a heading may have."""
SEVERAL = 12
"""Words that short texts side by side may have together, where they come from anywhere."""
HOLE = "\0"
_UNKNOWN = bytes(RUN)
_ENDS = bytes(RUN - 1)
_IN_SLUG = re.compile(r"['\d#]")
"""What parts words in an address and not in a text, or the other way round."""
_LONG = re.compile(r"\d{4,}|(?<=#)[\da-fA-F]{6}")
"""A part of a long number, which the search knows by its parts; what looks like a color."""
_KNOWN = re.compile(rb"\x01{%d,}" % (FRAGMENT - RUN + 1))


@dataclass(frozen=True)
class PublicWords:
    """`runs` are marks of words that follow each other in some public text, and `fragments` of more of them; `whole` of public clauses and texts that are
    shorter than a run; `labels` of those that may stand side by side on a page of paper, and `joints` of those that are put together wherever something is:
    names, and what a template or the program says before, between and behind; `each` is every word. `hidden` are fragments
    of staff text that no public text has though it has each of their runs, by the first of these. `withheld` are addresses of staff's, whose parts may each be public."""

    runs: set[int] = field(default_factory=set)
    fragments: set[int] = field(default_factory=set)
    whole: set[int] = field(default_factory=set)
    labels: set[int] = field(default_factory=set)
    joints: set[int] = field(default_factory=set)
    each: set[int] = field(default_factory=lambda: {END, NUMBER})
    hidden: dict[int, set[int]] = field(default_factory=dict)
    withheld: set[bytes] = field(default_factory=set)
    several: int = SEVERAL

    @classmethod
    def of(cls, parts: Iterable[PublicWords]) -> PublicWords:
        """All of them together."""
        every = cls()
        for part in parts:
            every.runs.update(part.runs)
            every.fragments.update(part.fragments)
            every.whole.update(part.whole)
            every.labels.update(part.labels)
            every.joints.update(part.joints)
            every.each.update(part.each)
        return every

    def add(self, texts: Iterable[str]) -> None:
        """Texts; where a `HOLE` is in one, something of any length will stand there."""
        each = [*dict.fromkeys(texts)]
        self.joints.update(_short(piece for text in each if HOLE in text for piece in text.split(HOLE)))
        for way in (way for text in each for way in _ways_to_write(text)):
            self._add(codes_of(way))
            self.each.update(*(codes_of(part) for part in _LONG.findall(way)))

    def add_coded(self, texts: Iterable[Coded]) -> None:
        """Texts as a file has them."""
        for text in texts:
            self._add(array("I", text[4:]))

    def _add(self, codes: array[int]) -> None:
        self.each.update(codes)
        words = [code for code in codes if code]
        self.runs.update(runs_in(words))
        self.fragments.update(runs_in(words, FRAGMENT))
        self.whole.update(hash(tuple(clause)) for clause in (*clauses_of(codes), words) if len(clause) < RUN)

    def add_labels(self, texts: Iterable[str]) -> None:
        self.labels.update(_short(texts))

    def add_names(self, texts: Iterable[str]) -> None:
        self.joints.update(_short(text for text in texts if len(text) < NAME))

    def unknown(self, text: Coded) -> Iterator[tuple[int, int]]:
        """From and to of each stretch of words of a text that no public text has. A word is known by a run that it stands in, or by its clause being one. Where
        nothing tells where a clause ends, a few of the short ones that stand there may be side by side."""
        kind, codes = text[0], array("I", text[4:])
        words = [code for code in codes if code] if END in codes else codes
        if kind == LISTED:
            yield from ((place, place + 1) for place, code in enumerate(words) if code not in self.each)
            return
        yield from self._withheld_in(text[4:])
        if self._is_whole(words):
            return
        runs = [*runs_in(words)]
        if not self.hidden.keys().isdisjoint(runs):
            fragments = _fragments(codes)
            yield from ((place, place + FRAGMENT) for place, fragment in fragments if fragment in self.hidden.get(runs[place], ()))
        known = _ENDS + bytes(map(self.runs.__contains__, runs)) + _ENDS
        if known.find(_UNKNOWN) < 0:
            return
        begin = 0
        for clause in clauses_of(codes):
            end = begin + len(clause)
            if not self._is_whole(clause):
                beside = self.labels if kind == SHOWN else self.whole if kind == SEARCHED else self.joints
                stretches = (one for one in _stretches(known, begin, end) if set(words[slice(*one)]) != {NUMBER})
                yield from (one for one in stretches if not (one[1] - one[0] <= self.several and _are_side_by_side(words, one, beside)))
            begin = end

    def hide(self, staff: StaffWords, known: Set[int]) -> None:
        """Note what of the words of staff would pass for public ones. `known` are fragments that are public, whatever templates say."""
        passing = bytes(map(self.runs.__contains__, staff.runs))
        for stretch in _KNOWN.finditer(passing):
            for place in range(stretch.start(), stretch.end() - (FRAGMENT - RUN)):
                if staff.fragments[place] and staff.fragments[place] not in known:
                    self.hidden.setdefault(staff.runs[place], set()).add(staff.fragments[place])

    def withhold(self, addresses: Iterable[str], known: Set[int]) -> None:
        """Of addresses without their scheme, but where `known` runs, of public texts, have them too."""
        for address in addresses:
            codes = codes_of(address)
            while codes and codes[-1] == END:
                codes.pop()
            runs = {*runs_in(code for code in codes if code)}
            if runs and not runs <= known:
                self.withheld.add(codes.tobytes())

    def _withheld_in(self, codes: bytes) -> Iterator[tuple[int, int]]:
        for address in self.withheld:
            place = codes.find(address)
            while place > 0 and place % 4:
                place = codes.find(address, place + 1)
            if place >= 0:
                begin = sum(map(bool, array("I", codes[:place])))
                yield begin, begin + sum(map(bool, array("I", address)))

    def _is_whole(self, words: Sequence[int]) -> bool:
        """Whether this is a short public text, or one with a number before or behind it."""
        begin, end = 0, len(words)
        while begin < end and words[begin] == NUMBER:
            begin += 1
        while begin < end and words[end - 1] == NUMBER:
            end -= 1
        return (
            begin == end
            or (end - begin < RUN and hash(tuple(words[begin:end])) in self.whole)
            or (len(words) < RUN and hash(tuple(words)) in self.whole)
        )


def _ways_to_write(text: str) -> tuple[str, ...]:
    """As it stands, and as the anchor of a heading has it, or an address is read; where a long number is broken by the end of a line; around a hole, and with a number
    in it."""
    if HOLE in text:
        pieces = text.split(HOLE)
        return (*pieces, " 0 ".join(pieces))
    if "%" in text and (read := unquote(text)) != text:
        ways: tuple[str, ...] = (text, read)
    else:
        ways = (text, slug(text)) if len(text) < NAME and (not text.isascii() or _IN_SLUG.search(text)) else (text,)
    return (*ways, *with_broken_numbers(text))


def _short(texts: Iterable[str]) -> Iterator[int]:
    return (hash(tuple(clause)) for text in texts for clause in clauses_of(codes_of(text)) if len(clause) < RUN)


def _fragments(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The fragments of each sentence, by the place of their first word among all words."""
    place, ends, sentence = 0, 0, list[int]()
    for code in (*codes, *repeat(END, STOP)):
        ends = ends + 1 if code == END else 0
        if code != END:
            sentence.append(code)
        elif ends == STOP:
            yield from enumerate(runs_in(sentence, FRAGMENT), place)
            place, sentence = place + len(sentence), []


def _are_side_by_side(words: Sequence[int], stretch: tuple[int, int], beside: Set[int]) -> bool:
    """Whether a stretch is a few short texts, one after the other; the first may begin a word before it, and the last end a word behind it."""
    begin, end = stretch
    if not beside:
        return False
    reached = {begin, begin - 1}
    for place in range(max(0, begin - 1), end):
        if place in reached:
            short = (tuple(words[place : place + count]) for count in range(1, RUN))
            reached |= {place + len(one) for one in short if hash(one) in beside or set(one) <= {NUMBER}}
    return not reached.isdisjoint((end, end + 1))


def _stretches(known: bytes, begin: int, end: int) -> Iterator[tuple[int, int]]:
    first = known.find(_UNKNOWN, begin)
    while 0 <= first < end:
        last = first
        while last + 1 < end and known[last + 1 : last + 1 + RUN] == _UNKNOWN:
            last += 1
        yield first, last + 1
        first = known.find(_UNKNOWN, last + 1)


def clauses_of(codes: array[int]) -> Iterator[array[int]]:
    """The words of a text, clause by clause."""
    begin = 0
    while begin < len(codes):
        try:
            end = codes.index(END, begin)
        except ValueError:
            end = len(codes)
        if end > begin:
            yield codes[begin:end]
        begin = end + 1


def _tells(fragment: Sequence[int]) -> bool:
    """Whether someone would know a fragment again: numbers stand beside anything."""
    return NUMBER not in (fragment[0], fragment[-1]) and fragment.count(NUMBER) < 2


@dataclass(frozen=True)
class StaffWords:
    """Sentences of staff one after the other: for each word the mark of the run that begins with it, 0 where the sentence ends before, and of the fragment.
    `short` are texts of no more words than a run, such as names and numbers."""

    runs: array[int] = field(default_factory=lambda: array("q"))
    fragments: array[int] = field(default_factory=lambda: array("q"))
    short: set[int] = field(default_factory=set)

    @classmethod
    def read(cls, sentences: Iterable[str]) -> StaffWords:
        read = cls()
        for sentence in sentences:
            words = [code for code in codes_of(sentence) if code]
            if len(words) <= RUN:
                read.short.add(hash(tuple(words)))
            if len(words) >= RUN:
                read.runs.extend((*runs_in(words), *_ENDS))
                fragments = [mark if _tells(words[place : place + FRAGMENT]) else 0 for place, mark in enumerate(runs_in(words, FRAGMENT))]
                read.fragments.extend((*fragments, *bytes(len(words) - len(fragments))))
        return read

    @classmethod
    def of(cls, parts: Iterable[StaffWords]) -> StaffWords:
        """All of them together."""
        every = cls()
        for part in parts:
            every.runs.extend(part.runs)
            every.fragments.extend(part.fragments)
            every.short.update(part.short)
        return every

    def in_few_words(self, text: array[int], public: PublicWords) -> tuple[int, int] | None:
        """From and to of the first words of a text that staff have too and no public text: four that follow each other, a name, a long number, a thing of a
        list that is a clause by itself."""
        words = [code for code in text if code]
        for place, pair in enumerate(pairwise(runs_in(words))):
            if not public.runs.issuperset(pair) and pair in self._pairs:
                return place, place + RUN + 1
        for count in range(RUN - 1, 0, -1):
            for place in range(len(words) - count + 1):
                said = tuple(words[place : place + count])
                if hash(said) in self.short and hash(said) not in public.whole and not public.each.issuperset(said):
                    return place, place + count
        place = 0
        for clause in map(tuple, clauses_of(text)):
            if 1 < len(clause) <= RUN and hash(clause) in self.short and hash(clause) not in (public.whole if len(clause) < RUN else public.runs):
                return place, place + len(clause)
            place += len(clause)
        return None

    @cached_property
    def _pairs(self) -> Set[tuple[int, int]]:
        """The runs that follow each other in some sentence."""
        return frozenset(pairwise(self.runs))

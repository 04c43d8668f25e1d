"""The cast: one name, one life. Names are looked for in every example of a guide, its handouts and its cards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from builder.check.familiar import is_familiar_word
from builder.check.own_text import Piece, pieces
from builder.finding import Finding, nearest
from builder.model.library import Goals
from builder.model.people import Person
from builder.model.session import Session
from builder.text.guide import PARTS

_NAME = re.compile(r"(?<![\w'’-])(?P<name>[A-Z][a-zà-ÿ]+)(?=(?:['’]s)?(?![\w'’-]))")
_OPENS = re.compile(r"(?:^|[.!?:;(\[/“”\"‘’'—–-]\s*|\d\s*)\Z")
_WORDS = re.compile(r"[A-Za-zà-ÿÀ-Ý]+")
_LOW = re.compile(r"(?<![\w'’])[a-z]+")
_WORKS = """
    accountant aide artist baker barber bartender bricklayer builder butcher buyer captain caretaker carpenter cashier chef cleaner clerk coach
    coder cook counselor courier dancer dentist designer developer dispatcher doctor driver editor electrician engineer farmer firefighter florist
    foreman gardener groundskeeper guard guide hairdresser handyman housekeeper inspector installer janitor journalist landscaper lawyer librarian
    machinist manager mechanic medic midwife miner musician nanny nurse officer operator optician packer painter paramedic pastor pharmacist
    photographer pilot plumber porter postman priest printer programmer professor rancher realtor receptionist reporter roofer sailor salesman
    seamstress secretary singer soldier stylist supervisor surgeon surveyor tailor teacher teller therapist trucker tutor vet waiter waitress
    warden welder writer
""".split()


_AGE = re.compile(r"(?:,| is| was| turned| has turned)\s+(?P<age>[1-9]\d)\b")
_AGE_BEFORE = re.compile(r"\b(?P<age>[1-9]\d)-year-old \Z")
_WORK = re.compile(rf",?\s+(?:[1-9]\d,\s+)?(?:is|was|works as|worked as)?\s*an?\s+(?:[\w-]+\s+){{0,3}}?(?P<work>{'|'.join(_WORKS)})\b")
"""How an example gives someone's age, behind the name or before it, and their work."""


def cast_findings(goals: Goals) -> Iterator[Finding]:
    """`person-twice`: a name that two people in people.yml have."""
    if goals.people is None:
        return
    first: dict[str, int] = {}
    for index, person in enumerate(goals.people.meta.people):
        earlier = first.setdefault(person.name.lower(), index)
        if earlier != index:
            place, other = (goals.people.source.at("people", number, "name") for number in (index, earlier))
            message = f"'{person.name}' is somebody else on line {other.line}: one name, one life"
            yield Finding(place, "person-twice", message, "give one of the two another name")


def lives_agree(session: Session, goals: Goals) -> Iterator[Finding]:
    """`person-life` where an example gives somebody another age or work than people.yml, `person-unknown` for a name that is not in it."""
    cast = cast_of(goals)
    if not cast:
        return
    lines = [words for line in goals.program.meta.crisis_lines for words in (line.name, *(way.label for way in line.ways))]
    ordinary = {word.lower() for words in (*goals.language.meta.names, *PARTS, *lines) for word in _WORDS.findall(words)}
    texts = tuple(pieces(session))
    for piece in texts:
        yield from _other_lives(cast, piece)
    for name, piece in _strangers(texts, ordinary | {name.lower() for name in cast}):
        hint = f"take someone of people.yml, or add them there; a place or a make goes into `names` in language.yml ({nearest(name, cast)})"
        yield Finding(piece.place(name), "person-unknown", f"'{name}' is not in the cast", hint)


def _strangers(texts: Sequence[Piece], known: Set[str]) -> Iterator[tuple[str, Piece]]:
    """Names of nobody who is known, each with the first piece that has it: written large inside a sentence, or at the head of two."""
    low = {word for piece in texts for word in _LOW.findall(piece.text)}
    opening: dict[str, Piece] = {}
    seen: set[str] = set()
    for piece in texts:
        for name, at in _names(piece.text):
            word = name.lower()
            if word in known or word in low or name in seen or is_familiar_word(word):
                continue
            opens = bool(_OPENS.search(piece.text[:at]))
            labels = piece.text[at + len(name) : at + len(name) + 1] in (":", "")
            if opens and not labels and name not in opening:
                opening[name] = piece
            elif not labels:
                seen.add(name)
                yield name, opening.get(name, piece)


def people_in(session: Session, goals: Goals) -> Iterator[tuple[Person, Piece]]:
    """Everyone of the cast who stands in a session, with the first piece that names them."""
    cast, seen = cast_of(goals), set[str]()
    for piece in pieces(session) if cast else ():
        for name, _ in _names(piece.text):
            if name in cast and name not in seen:
                seen.add(name)
                yield cast[name], piece


def cast_of(goals: Goals) -> dict[str, Person]:
    return {person.name: person for person in goals.people.meta.people} if goals.people else {}


def _names(text: str) -> Iterator[tuple[str, int]]:
    for found in _NAME.finditer(text):
        yield found["name"], found.start()


def _other_lives(cast: dict[str, Person], piece: Piece) -> Iterator[Finding]:
    for name, at in _names(piece.text):
        for told, message in _contradictions(cast[name], piece.text, at) if name in cast else ():
            hint = "one name, one life: change one of the two, or give this person another name"
            yield Finding(piece.place(told), "person-life", message, hint)


def _contradictions(person: Person, text: str, at: int) -> Iterator[tuple[str, str]]:
    """What is told of a person who is named there, and how it differs."""
    end = at + len(person.name)
    before, after, work = _AGE_BEFORE.search(text, max(0, at - 13), at), _AGE.match(text, end), _WORK.match(text, end)
    for age in (before, after):
        if age and int(age["age"]) != person.age:
            told = text[min(at, age.start()) : max(end, age.end())]
            yield told, f"{person.name} is {int(age['age'])} here, and {person.age} in people.yml"
    if work and not re.search(rf"\b{work['work'][:4]}", person.life.lower()):
        yield text[at : work.end()], f"{person.name} is a {work['work']} here; people.yml says: {person.life}"

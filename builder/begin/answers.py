"""What `groupwork init` has to know, and whether an answer can be one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError

from builder import installed
from builder.finding import Place, nearest
from builder.load.entry import read_data_file
from builder.load.layers import PROGRAM
from builder.load.mismatch import mismatches
from builder.model.base import Authored, Slug, Text
from builder.model.program import HolidayPlace, ProgramMeta, TimeZone
from builder.model.track import Clock, Weekday
from builder.text.marked_yaml import KeyPath, Marked
from builder.text.slug import slug
from builder.text.typeface import missing_characters


class BeginError(Exception):
    """Why no program was begun; nothing on disk was changed."""


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("this has to be one line of words, without tabs and the like")
    if lacking := missing_characters(text):
        raise ValueError(f"the print font has no '{lacking[0]}'; write it in words")
    return text


def _can_be_reached(address: str) -> str:
    """Narrower than the model, which a local trial may fit with http."""
    parts = urlsplit(address)
    if parts.scheme != "https" or not re.fullmatch(r"[^\s.]+(\.[^\s.]+)+", parts.netloc) or " " in address:
        bare = re.sub(r"^(http:)?/*", "", address)
        better = f"https://{bare}" if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", bare) else "https://harbor.example/participants"
        raise ValueError(f"'{address}' is not an address of a site; write it as {better}")
    return address.rstrip("/")


OneLine = Annotated[Text, AfterValidator(_one_line)]


class ProgramAnswers(Authored):
    """Empty words where a program says nothing yet. `standards` is None for whoever did not choose."""

    name: OneLine
    address: Annotated[OneLine, AfterValidator(_can_be_reached)]
    phone: OneLine | None = None
    hours: OneLine | None = None
    email: OneLine | None = None
    zone: TimeZone = ProgramMeta.model_fields["time_zone"].default
    holidays: HolidayPlace = ProgramMeta.model_fields["public_holidays"].default
    population: Slug = ""
    weeks: int = Field(8, strict=True, ge=1, le=52)
    days: tuple[Weekday, ...] = Field(("mon", "wed", "thu"), min_length=1)
    start: Clock = "09:00"
    standards: tuple[Slug, ...] | None = None


@dataclass(frozen=True)
class Offered:
    """What the installed library has to choose from: ids with their titles."""

    populations: Mapping[str, str]
    standards: Mapping[str, str]
    lines: Mapping[str, str]
    tracks: Collection[str]

    @cached_property
    def population(self) -> str:
        """What is taken where nobody chose: the one that most programs of this kind serve."""
        return "co-occurring" if "co-occurring" in self.populations else next(iter(self.populations))

    @cached_property
    def standard(self) -> str:
        """The standard that is tried where nobody chose; empty where the library has none of the name."""
        return "adult-iop" if "adult-iop" in self.standards else ""


def offered() -> Offered:
    """Read from the library's own files, a few of them."""
    program = read_data_file(installed.LIBRARY / PROGRAM, PROGRAM).marks.data
    populations = {name: said["title"] for name, said in program["populations"].items()}
    files = sorted((installed.LIBRARY / "standards").glob("*.yml"))
    standards = {path.stem: read_data_file(path, path.name).marks.data["title"] for path in files}
    lines = {line["id"]: line["name"] for line in program["crisis_lines"] if "id" in line}
    return Offered(populations, standards, lines, sorted(path.stem for path in (installed.LIBRARY / "tracks").glob("*.md")))


def defaults(choices: Offered, name: str) -> dict[str, Any]:
    """What is offered to whoever is asked; an address that can be told for one that is made up (`address-made-up`)."""
    fixed = {key: field.default for key, field in ProgramAnswers.model_fields.items() if not field.is_required()}
    made_up = f"https://{slug(name, 40) or 'program'}.example/participants"
    return fixed | {"address": made_up} | {"population": choices.population, "standards": (choices.standard,) if choices.standard else ()}


def flag_of(key: str) -> str:
    return f"--{key}"


def wrong_with(given: Mapping[str, Any], choices: Offered) -> dict[str, str]:
    """What is wrong with each of these answers, in the words in which `groupwork check` would say it; nothing of those that are right or not given."""
    try:
        ProgramAnswers.model_validate(given)
        said: dict[str, str] = {}
    except ValidationError as error:
        errors = [one for one in error.errors() if one["loc"] and one["loc"][0] in given]
        places: dict[KeyPath, Place] = {(key, *rest): Place(flag_of(key), 0) for key, value in given.items() for rest in _parts(value)}
        marks = Marked(given, "", places, {})
        found = mismatches(errors, ProgramAnswers, marks, ())
        said = {one.place.file.removeprefix("--"): _sentence(one.message, one.hint) for one in found}
    for key, known in (("population", choices.populations), ("standards", choices.standards)):
        names = given.get(key) or ()
        for name in (names,) if isinstance(names, str) else names:
            if key not in said and name not in known:
                said[key] = _sentence(f"the library has no {key.removesuffix('s')} '{name}'", nearest(name, known))
    return said


def _parts(value: Any) -> list[tuple[int, ...]]:
    """Where a value and the entries of a list stand, from the key on."""
    return [(), *((index,) for index in range(len(value)))] if isinstance(value, tuple) else [()]


def _sentence(message: str, hint: str) -> str:
    return message if hint == "add or change what is named here" else f"{message}; {hint}"


def answers_of(given: Mapping[str, Any], choices: Offered) -> ProgramAnswers:
    """All that was given, as one. Raises BeginError for what cannot be, each with its flag."""
    if missing := [flag_of(key) for key in ("name", "address") if key not in given]:
        raise BeginError(f"say {' and '.join(missing)}: nobody can be asked here")
    if wrong := wrong_with(given, choices):
        raise BeginError("\n".join(f"{flag_of(key)}: {what}" for key, what in wrong.items()))
    return ProgramAnswers.model_validate({"population": choices.population} | dict(given))

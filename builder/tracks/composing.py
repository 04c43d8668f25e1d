"""`groupwork compose`: a request, in a file or in flags, to the text of a track file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from builder.check.levels import leveled
from builder.check.references import with_all_names
from builder.finding import CurriculumError, Finding, Place, shortened
from builder.load.entry import read_data_file, validate
from builder.load.library import load_library
from builder.load.sites import wanted_site
from builder.model.base import Source
from builder.model.catalogue import catalogue_of, held_tracks, minutes_of, part_of_day, shapes_of
from builder.model.library import Library
from builder.model.request import RequestMeta
from builder.model.track import written_path
from builder.planner.introduction import untrue_claims
from builder.planner.proposal import proposal
from builder.planner.refit import missing_of
from builder.text.marked_yaml import KeyPath, Marked, read_yaml
from builder.work.memo import Memo

if TYPE_CHECKING:
    from builder.model.plan_types import Asked, Catalogue, Proposal

FLAGS = {"day": "shape", "refit": "from", "pins": "pin", "exclude_modules": "exclude-module"}
"""Keys of a request whose flag is called otherwise."""

_NUMBER = "[0-9]{1,9}"
_PIN = re.compile(rf"(?P<session>[^@]+)@(?P<week>{_NUMBER}):(?P<day>[a-z]+)\Z")
_WEIGHT = re.compile(rf"(?P<module>[a-z0-9-]+)=(?P<share>{_NUMBER})\Z")


@dataclass(frozen=True)
class Composed:
    """The text of a track file, and what the check says of it, at the lines of that text."""

    text: str
    findings: tuple[Finding, ...]
    line: str
    """Hours, services and standards."""


def compose_track(root: Path, source: Source, out: str, reasons: bool, *, site: str = "", memo: Memo | None = None) -> Composed:
    """Compose for the library under `root`, of a program with several sites for the one that `site` names; `out` is what the new file will be called in findings.

    Raises CurriculumError, at the place of the request, for what cannot be read or cannot be done.
    """
    library = with_all_names(load_library(root, memo, site=wanted_site(root, site))).published
    meta = validate(RequestMeta, source)
    findings = tuple(_gaps(library, meta, source))
    if findings:
        raise CurriculumError(findings)
    catalogue = catalogue_of(library)
    made = proposal(catalogue, held_tracks(library), {**_asked(meta), "reasons": reasons})
    if "text" not in made:
        raise CurriculumError(Finding(source.at(*found["path"]), found["code"], found["message"], found["hint"]) for found in made["findings"])
    return Composed(made["text"], leveled(_at_lines(catalogue, made, out), library), made["line"])


def from_file(path: Path) -> Source:
    """A request file as marked data."""
    return read_data_file(path, str(path))


def from_flags(flags: Mapping[str, Any]) -> Source:
    """The same from the command line; a finding then names the flag instead of a line."""
    data: dict[str, Any] = {key: value for key, value in flags.items() if value not in (None, ())}
    for key, read in (("days", _list), ("day", _shape), ("standards", _list), ("gates", _gates)):
        if key in data:
            data[key] = read(data[key])
    for key in ("exclude", "exclude_modules"):
        if key in data:
            data[key] = list(data[key])
    if "pins" in data:
        found = [_parsed(_PIN, text, "pin", "--pin cbt/first-thought@3:mon") for text in data["pins"]]
        data["pins"] = [{"session": pin["session"], "week": int(pin["week"]), "day": pin["day"]} for pin in found]
    if "emphasis" in data:
        found = [_parsed(_WEIGHT, text, "emphasis", "--emphasis cbt=4") for text in data["emphasis"]]
        data["emphasis"] = {weight["module"]: int(weight["share"]) for weight in found}
    places: dict[KeyPath, Place] = {(): Place("the command line", 0)}
    for key, value in data.items():
        places.update({path: Place(f"--{FLAGS.get(key, key)}", 0) for path in _paths(value, (key,))})
    return Source("the command line", Marked(data, "the command line", places, places))


def _paths(value: Any, path: KeyPath) -> Iterator[KeyPath]:
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _paths(child, (*path, key))


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _gates(text: str) -> list[int | str]:
    return [_number(gate) for gate in _list(text)]


def _shape(text: str) -> list[Any]:
    """`check-in:15,session,break:10` as a track file writes it."""
    parts = [part.partition(":") for part in _list(text)]
    return [kind if not colon else {kind: _number(minutes)} for kind, colon, minutes in parts]


def _number(text: str) -> int | str:
    return int(text) if re.fullmatch(_NUMBER, text) else text


def _parsed(pattern: re.Pattern[str], text: str, flag: str, example: str) -> re.Match[str]:
    found = pattern.match(text)
    if found is None:
        raise CurriculumError([Finding(Place(f"--{flag}", 0), "bad-value", f"'{shortened(text)}' cannot be read", f"write it as in {example}")])
    return found


def _gaps(library: Library, meta: RequestMeta, source: Source) -> Iterator[Finding]:
    """What the model cannot see: keys that are needed, weeks that contradict each other, a track that is not there."""
    each_week = meta.days is not None and not isinstance(meta.days[0], str)
    if meta.refit is None:
        for key in missing_of(_asked(meta)):
            hint = f"say --{key}, or --from a track" if source.file == "the command line" else f"write {key}, or refit: with the name of a track"
            yield Finding(source.at(), "missing-key", f"a request needs '{key}'", hint)
    elif meta.refit not in {track.id for track in library.tracks}:
        known = ", ".join(track.id for track in library.tracks) or "none"
        yield Finding(source.at("refit"), "compose-unknown", f"there is no track '{meta.refit}'", f"known are: {known}")
    if meta.weeks and meta.days and each_week and len(meta.days) != meta.weeks:
        message = f"days are given for {len(meta.days)} weeks, but weeks says {meta.weeks}"
        yield Finding(source.at("weeks"), "bad-value", message, "leave weeks out, or let the two agree")


def _asked(meta: RequestMeta) -> Asked:
    """The request as the planner's plain mapping: only what was said."""
    said = meta.model_dump(exclude_unset=True, exclude_none=True, mode="json")
    if "refit" in said:
        said["fit"] = said.pop("refit")
    if "start" in said:
        said["start"] = minutes_of(said["start"])
    if meta.day:
        said["day"] = [part_of_day(part) for part in meta.day]
    if meta.shapes:
        said["shapes"] = shapes_of(meta.shapes)
    return cast("Asked", said)


def _at_lines(catalogue: Catalogue, made: Proposal, out: str) -> Iterator[Finding]:
    """What the check says of the track and of its introduction, which a refitted track may have kept."""
    _, head, body = made["text"].split("---\n", 2)
    marks = read_yaml(head, out, first_line=2)
    for found in made["findings"]:
        yield Finding(marks.place(*written_path(marks, tuple(found["path"]))), found["code"], found["message"], found["hint"])
    for claim in untrue_claims(catalogue, made["track"], body):
        line = head.count("\n") + 3 + claim["line"]
        yield Finding(Place(out, line), "introduction-untrue", claim["message"], "change the sentence, or the track")

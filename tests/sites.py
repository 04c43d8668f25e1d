"""A program of three sites on the small curriculum: each differs from the program, and from the others."""

from __future__ import annotations

from pathlib import Path

from tests.project import a_project

HARBOR = """\
name: Elm Street Harbor
address: https://elm-street.example/harbor/participants
contact: {phone: 555-0101}
crisis_lines:
  - id: harbor-line
    name: Harbor County Line
    about: For anyone in Harbor County, at any hour.
    ways: [{label: Call 555-0191, href: "tel:555-0191"}]
    source: https://harbor.example/line
    verified_on: 2026-11-02
languages: []
tracks: [wednesdays]
"""

HILL = """\
name: Elm Street Hill
tagline: Three sessions, up on the hill
address: https://elm-street.example/hill/participants
contact: {phone: 555-0102, hours: "Monday to Thursday, 10 to 6"}
on_duty: {phone: 555-0192}
time_zone: America/Chicago
public_holidays: US-TX
tracks: [mornings]
standards: []
"""

RIVER = """\
name: Elm Street River
address: https://river.example/participants
contact: {phone: 555-0103}
groups: [river-evening]
look: {color: plum, foot: By the river}
"""

GROUP = """\
track: {track}
title: {title}
start: 2026-12-{day:02}
rounds: endless
holidays: none
place: {place}
room: {room}
leaders: {{lead: {lead}}}
"""

MORNINGS = "title: Wednesday mornings"


def three_sites(folder: Path) -> Path:
    """The project: sites harbor (one track, English alone), hill (another track, another time zone) and river (both tracks), with a group each."""
    root = a_project(folder)
    write(root, "sites/harbor.yml", HARBOR)
    write(root, "sites/hill.yml", HILL)
    write(root, "sites/river.yml", RIVER)
    evenings = (root / "curriculum/tracks/wednesdays.md").read_text(encoding="utf-8")
    write(
        root,
        "curriculum/tracks/mornings.md",
        evenings.replace("title: Wednesday evenings", MORNINGS).replace('"18:00"', '"10:00"').replace("evening", "morning"),
    )
    told = {"harbor-evening": ("wednesdays", "Harbor group", "Pier house", "Net room", "Robin A.", "site: harbor\n")}
    told["hill-morning"] = ("mornings", "Hill group", "Top house", "Sky room", "Robin A.", "site: hill\n")
    told["river-evening"] = ("wednesdays", "River group", "Mill house", "Wheel room", "Kim B.", "")
    for name, (track, title, place, room, lead, site) in told.items():
        write(root, f"curriculum/groups/{name}.yml", site + GROUP.format(track=track, title=title, day=2, place=place, room=room, lead=lead))
    return root


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

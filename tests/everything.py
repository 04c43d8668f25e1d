"""A small curriculum in which every text that an author can write is written once at least, as data: each text by its place, so that another can be put there."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builder.load.entry import FENCE
from builder.model.base import Authored
from builder.model.closures import ClosuresMeta
from builder.model.group import GroupMeta
from builder.model.module import ModuleMeta
from builder.model.passage import PassageMeta
from builder.model.people import PeopleMeta
from builder.model.program import ProgramMeta
from builder.model.reference import Citation, LanguageMeta, StandardMeta
from builder.model.request import RequestMeta
from builder.model.session import CardsMeta, HandoutMeta, SessionMeta, WallMeta
from builder.model.site import SiteMeta
from builder.model.synonyms import SynonymsMeta
from builder.model.track import TrackMeta
from builder.text.marked_yaml import read_yaml
from tests.names_everything import a_tree_that_names_everything
from tests.test_process_hour import GUIDE
from tests.written import Written

MODULES, SITE = "curriculum/modules", "sites/harbor.yml"
SLEEP, NIGHT = f"{MODULES}/sleep/same-time-up", f"{MODULES}/sleep/bed-is-for-sleep"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><text x="1" y="9" font-size="4">up</text></svg>'

ADDED: Mapping[str, Mapping[str, Any]] = {
    "curriculum/program.yml": {
        "staff_address": "https://elm-street.example/staff",
        "contact": {"phone": "555-0100", "hours": "Always", "email": "care@elm-street.example", "street": "1 Elm Street"},
        "on_duty": {"name": "The nurse", "phone": "555-0177", "hours": "9 to 9"},
        "crisis_lines": [
            {
                "id": "lifeline",
                "name": "988 Lifeline",
                "about": "For any crisis.",
                "ways": [{"label": "Call 988", "href": "tel:988"}, {"label": "Text 988", "href": "sms:988"}, {"label": "Chat", "href": "https://chat.example/now"}],
                "source": "https://988lifeline.org/",
                "verified_on": datetime.date(2026, 11, 2),
                "checked": "Called",
                "languages": {"es": "Cualquier crisis."},
            }
        ],
        "help_words": ["crisis"],
        "quiet_words": ["quiet"],
        "leave_to": "https://weather.example/",
        "licence": "CC BY 4.0",
        "last_day": [{"handout": "anger/first-heat/my-heat-card", "words": "Take it.", "with_staff": "Say goodbye."}],
        "topic_groups": [{"title": "Days", "icon": "day", "topics": ["sleep", "routine"]}, {"title": "Heat", "icon": "feeling", "topics": ["anger"]}],
        "look": {"color": "plum", "logo": "logo.svg", "head": "Our head", "foot": "Our foot"},
        "reading": {"known_words": ["naloxone"]},
        "time_zone": "America/Chicago",
        "public_holidays": "US",
        "rules": {"word-to-avoid": {"severity": "warning", "why": "For now"}},
        "modules": ["sleep", "anger", "family", "process"],
    },
    "curriculum/sources.yml": {
        "everything-2020": {
            "authors": "Author A",
            "year": 2020,
            "title": "All of it",
            "edition": "2nd ed.",
            "publisher": "A house",
            "journal": "A journal",
            "doi": "10.1000/all",
            "url": "https://house.example/all",
            "isbn": "978",
            "kind": "book",
            "checked": "Test data",
            "unseen": "Test data",
        }
    },
    "curriculum/language.yml": {"images": [{"name": "A river", "words": ["a river of words"]}], "names": ["Springfield"]},
    "curriculum/synonyms.yml": {"synonyms": [{"words": ["oversleep"], "means": ["rising"], "pages": ["sleep/same-time-up"]}]},
    "curriculum/standards/made-up-education.yml": {
        "url": "https://state.example/",
        "requirements": [
            {"kind": "topics", "text": "Sleep.", "topics": ["sleep"], "source": "A page", "url": "https://state.example/1"},
            {"kind": "hours-per-week", "text": "Hours.", "minimum": 1},
        ],
    },
    f"{SLEEP}/my-rising-plan.md": {
        "cards": [{"title": "On a hard day", "front": "I call [____ who I call].", "back": "What matters: **this**", "named": True}],
        "poster": {"title": "Mornings", "note": "Any will do", "lists": [{"title": "Up", "words": ["lamp", "kettle"]}]},
    },
    f"{SLEEP}/my-rising-plan.es.md": {"translation": {"of": "0" * 16, "by": "A. Writer", "checked_by": "B. Reader"}},
    f"{SLEEP}/wall.es.md": {"translation": {"of": "0" * 16, "by": "A. Writer", "checked_by": "B. Reader"}},
    f"{NIGHT}/hours.md": {"audience": "participants", "cut": 2},
    "curriculum/tracks/wednesdays.md": {
        "elsewhere": {"anger": "With the counselor"},
        "names": {"process": "Open talk"},
        "stages": [{"title": "First", "days": 1, "weeks": 8}],
        "measures": {"anger/first-heat/my-heat-card": 4},
        "process": ["process/plumbago"],
        "family": ["family/for-them"],
        "day": [{"check-in": 15}, "session", {"families": 60}, {"break": 10}, {"process": 35}],
    },
    "curriculum/groups/nights-b.yml": {
        "cohort": "B",
        "place": "Main office",
        "room": "Room 2",
        "rooms": {"mood": "Room 3"},
        "leaders": {"lead": "Robin A."},
        "on_duty": {"name": "The doctor", "phone": "555-0188", "hours": "all night"},
        "closed": [{"on": datetime.date(2027, 1, 13), "reason": "Snow"}],
        "changes": [
            {"on": datetime.date(2027, 1, 6), "place": "Annex", "room": "Room 9", "leaders": {"lead": "Kim B."}},
            {"on": datetime.date(2027, 1, 27), "cancelled": "Staff day"},
        ],
        "make_up": [
            {"missed": datetime.date(2027, 1, 13), "on": datetime.date(2027, 1, 21), "place": "Hall", "room": "Room 8", "leaders": {"lead": "Lee C."}}
        ],
        "holidays": "US",
    },
    "curriculum/groups/evenings.yml": {"track": "wednesdays", "title": "Evenings", "start": datetime.date(2026, 12, 2), "place": "Pier", "leaders": {"lead": "Lou"}},
    "requests/short.yml": {"title": "Short nights", "population": "depression", "weeks": 8, "days": ["wed"], "start": "18:00", "day": ["session"]},
    SITE: {
        "name": "Harbor",
        "tagline": "By the sea",
        "address": "https://harbor.example/participants",
        "staff_address": "https://harbor.example/staff",
        "contact": {"phone": "555-0101", "hours": "At noon", "email": "harbor@elm-street.example", "street": "2 Pier Street"},
        "on_duty": {"name": "The harbor nurse", "phone": "555-0192", "hours": "9 to 5"},
        "crisis_lines": [
            {
                "name": "Harbor Line",
                "about": "For Harbor County.",
                "ways": [{"label": "Call 555-0191", "href": "tel:5550191"}],
                "source": "https://harbor.example/line",
                "verified_on": datetime.date(2026, 11, 2),
                "languages": {"es": "Para el puerto."},
            }
        ],
        "time_zone": "America/Chicago",
        "public_holidays": "US-TX",
        "look": {"color": "plum", "head": "Harbor head", "foot": "Harbor foot"},
    },
    "closures.yml": {"closed": [{"on": datetime.date(2027, 1, 13), "reason": "Snow"}]},
}  # fmt: skip
"""What the small curriculum lacks, by file: it lies over what a file says, key by key at its top."""
CLOSURES, REQUESTS = ({name: ADDED[name]} for name in ("closures.yml", "requests/short.yml"))
"""What no part of a curriculum is, and commands read."""

KINDS: Mapping[str, type[Authored]] = {
    "program.yml": ProgramMeta,
    "sources.yml": Citation,
    "language.yml": LanguageMeta,
    "people.yml": PeopleMeta,
    "synonyms.yml": SynonymsMeta,
    "closures.yml": ClosuresMeta,
    "standards": StandardMeta,
    "passages": PassageMeta,
    "tracks": TrackMeta,
    "groups": GroupMeta,
    "requests": RequestMeta,
    "sites": SiteMeta,
    "module.md": ModuleMeta,
    "session.md": SessionMeta,
    "wall.md": WallMeta,
    "wall.es.md": WallMeta,
    "hours.md": CardsMeta,
}
"""By the name of a file, or of its folder; all others are handouts."""


def kinds() -> set[type[Authored]]:
    """The models of all files."""
    return {*KINDS.values(), HandoutMeta}


def everything(folder: Path, site: bool = False) -> tuple[Written, ...]:
    """Writes the curriculum into `folder`, and where it is asked for a site of the program; gives what is text in it as data."""
    root = a_tree_that_names_everything(folder)
    for name, text in {**_more(root), **({SITE: "{}"} if site else {})}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    for path in ("curriculum/logo.svg", f"{NIGHT}/sleepiness.svg"):
        shutil.copyfile(root / SLEEP / "sleepiness.svg", root / path)
    with (root / NIGHT / "my-night-map.md").open("a", encoding="utf-8") as page:
        page.write("\n![A scale](sleepiness.svg)\n")
    names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.suffix in (".md", ".yml"))
    files = tuple(_read(root, name) for name in names if name != "requests/notes.yml")
    for file in files:
        file.data.update({"site": Path(SITE).stem} if site and file.kind is GroupMeta else {})
        (root / file.name).write_text(file.text, encoding="utf-8")
    return files


def _more(root: Path) -> dict[str, str]:
    """Files that the small curriculum lacks: a session for families, a guide to the process hour, a wall in another language, a second group, closed days."""
    family = (root / NIGHT / "session.md").read_text(encoding="utf-8").replace("kind: session\n", "").replace("---\n", "---\nkind: family\n", 1)
    return {
        f"{MODULES}/family/module.md": "---\ntitle: Family\nsummary: For those who care.\nsessions: [for-them]\n---\n\nFor staff.\n",
        f"{MODULES}/family/for-them/session.md": family,
        f"{MODULES}/family/for-them/for-you.md": (root / NIGHT / "my-night-map.md").read_text(encoding="utf-8"),
        f"{MODULES}/process/module.md": "---\ntitle: Open time\nsummary: Open hours.\nsessions: [plumbago]\n---\n\nFor staff.\n",
        f"{MODULES}/process/plumbago/session.md": GUIDE.format(tag="plumbago", title="Plumbago", summary="An open hour."),
        f"{SLEEP}/wall.es.md": "---\ntranslation: {of: none}\n---\n" + (root / SLEEP / "wall.md").read_text(encoding="utf-8"),
        "curriculum/groups/evenings.yml": "{}",
        "closures.yml": "{}",
        "requests/short.yml": "{}",
    }


def _read(root: Path, name: str) -> Written:
    text = (root / name).read_text(encoding="utf-8")
    _, front, body = text.split(f"{FENCE}\n", 2) if text.startswith(FENCE) else ("", "", text)
    front, body = (body, "") if name.endswith(".yml") else (front, body)
    return Written(name, _kind(name), {**(read_yaml(front, name).data or {}), **ADDED.get(name, {})}, body)


def _kind(name: str) -> type[Authored]:
    path = Path(name)
    return KINDS.get(path.name) or KINDS.get(path.parent.name) or HandoutMeta

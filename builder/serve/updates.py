"""What the library has changed, on a page of `groupwork serve`, where each item is decided. The page is made when it is asked for and stands nowhere else."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from builder.adopting import updating
from builder.adopting.lock import AdoptError, a_program
from builder.adopting.threeway import in_words
from builder.adopting.updating import Adopted, Since
from builder.finding import CurriculumError
from builder.installed import templates_of
from builder.serve.responses import Response

PAGE = "/groupwork/update/"
SCRIPT = f"{PAGE}update.js"

SAID: Mapping[Since, str] = {
    "newer": "Newer in the library",
    "new": "New in the library",
    "gone": "Gone from the library",
    "yours": "Yours, on the library's text of today",
}
"""Lists of items about which there is nothing to decide one by one."""

_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class OneSide:
    """What one side made of some lines, word by word."""

    title: str
    words: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Decision:
    """An item of the program's own, of which the library's text has changed since."""

    item: Adopted
    changes: tuple[OneSide, ...]
    joins: bool
    """Whether both texts can be joined."""
    note: str


def page(root: Path) -> Response:
    """The page, or why there is none."""
    try:
        items = updating.items_of(root)
        decisions = [_decision(root, item) for item in items if item.state in (*updating.OPEN, "kept")]
    except (AdoptError, CurriculumError) as error:
        told = str(error) if isinstance(error, AdoptError) else "library.lock cannot be read: groupwork check says why."
        return Response(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", told.encode())
    environment = Environment(loader=FileSystemLoader(templates_of(root) / "serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    lists = [(said, [item.id for item in items if item.state == state]) for state, said in SAID.items()]
    html = environment.get_template("update.html").render(
        version=a_program(root)[0].lock.library,  # type: ignore[union-attr]
        decisions=decisions,
        lists=[(said, names) for said, names in lists if names],
        moved=any(item.state in ("new", "newer", "gone") for item in items),
        same=sum(item.state == "unchanged" for item in items),
        script=SCRIPT,
    )
    return Response(HTTPStatus.OK, "text/html; charset=utf-8", html.encode())


def script(root: Path) -> Response:
    return Response(HTTPStatus.OK, "text/javascript; charset=utf-8", (templates_of(root) / "serve" / "update.js").read_bytes())


def _decision(root: Path, item: Adopted) -> Decision:
    if item.path.suffix not in (".md", ".yml"):
        return Decision(item, (), joins=False, note="A drawing: open both files to compare them.")
    texts = updating.texts_of_item(root, item)
    if not texts.library:
        return Decision(item, (), joins=False, note="The library has given this text up. To accept that is to leave yours; it is kept aside.")
    lost = "" if texts.base is not None else "The text that yours was made from is not kept any more, so every difference stands here as one of both."
    return Decision(item, tuple(_changes(texts)), joins=True, note=lost)


def _changes(texts: updating.Texts3) -> list[OneSide]:
    found: list[OneSide] = []
    for part in texts.parts:
        if part.side in ("library", "both"):
            found.append(OneSide(f"The library changed, at your line {part.line}", in_words(part.base, part.library)))
        if part.side in ("yours", "both"):
            found.append(OneSide(f"You changed{' the same' if part.side == 'both' else ''}, at your line {part.line}", in_words(part.base, part.own)))
    return found


def decide(root: Path, body: bytes) -> Response:
    """Do what `body` asks, `{"way", "path", "why"}`; `way` is accept, merge, keep or take-up."""
    try:
        asked = json.loads(body)
        way, path, why = (str(asked[key]) for key in ("way", "path", "why"))
    except (ValueError, KeyError, TypeError, RecursionError):
        return _answer(HTTPStatus.BAD_REQUEST, {"error": 'The request is not {"way": ..., "path": ..., "why": ...}.'})
    try:
        with _one_at_a_time:
            match way:
                case "accept":
                    told = list(updating.accept(root, path))
                case "merge":
                    told = list(updating.merge(root, path))
                case "keep":
                    told = list(updating.keep(root, path, why))
                case "take-up":
                    told = updating.take_up(root)
                case _:
                    return _answer(HTTPStatus.BAD_REQUEST, {"error": f"There is no way '{way}'."})
    except AdoptError as error:
        return _answer(HTTPStatus.UNPROCESSABLE_ENTITY, {"error": str(error)})
    except (OSError, CurriculumError) as error:
        return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, {"error": f"Nothing was changed: {error}"})
    return _answer(HTTPStatus.OK, {"told": told})


def _answer(status: HTTPStatus, told: Mapping[str, object]) -> Response:
    return Response(status, "application/json; charset=utf-8", json.dumps(told).encode())

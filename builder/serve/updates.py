"""What the library has changed, on a page of `groupwork serve`, where each item is decided. The page is made when it is asked for and stands nowhere else."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from builder.adopting import updating
from builder.adopting.comparing import SAID, compared
from builder.adopting.lock import AdoptError, a_program
from builder.finding import CurriculumError
from builder.installed import templates_of
from builder.serve.responses import Response

PAGE = "/groupwork/update/"
SCRIPT = f"{PAGE}update.js"

_one_at_a_time = threading.Lock()


def page(root: Path) -> Response:
    """The page, or why there is none."""
    try:
        items = updating.items_of(root)
        decided = (*updating.OPEN, "kept")
        decisions = [compared(root, item) for item in items if item.state in decided]
    except (AdoptError, CurriculumError) as error:
        told = str(error) if isinstance(error, AdoptError) else "library.lock cannot be read: groupwork check says why."
        return Response(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", told.encode())
    environment = Environment(loader=FileSystemLoader(templates_of(root) / "serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    lists = [(said, [item.id for item in items if item.state == state]) for state, said in SAID.items() if state not in decided]
    html = environment.get_template("update.html").render(
        version=a_program(root)[0].lock.library,  # type: ignore[union-attr]
        decisions=decisions,
        lists=[(said, names) for said, names in lists if names],
        moved=any(item.state in ("new", "newer", "gone") for item in items),
        same=sum(item.state == "unchanged" for item in items),
        said=SAID,
        script=SCRIPT,
    )
    return Response(HTTPStatus.OK, "text/html; charset=utf-8", html.encode())


def script(root: Path) -> Response:
    return Response(HTTPStatus.OK, "text/javascript; charset=utf-8", (templates_of(root) / "serve" / "update.js").read_bytes())


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

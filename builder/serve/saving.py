"""Track files that the board saves while someone serves: from this machine's own pages alone, and never over a file that changed meanwhile."""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
import threading
from collections.abc import Mapping
from email.message import Message
from http import HTTPStatus
from pathlib import Path
from typing import Any

from builder.check.addresses import TRACKS
from builder.finding import CurriculumError, Finding
from builder.load.entry import page_source, validate
from builder.load.folders import SLUG
from builder.model.track import TrackMeta
from builder.planner.digest import digest
from builder.serve.responses import Response
from builder.text.dialect import parse
from builder.work.system import move

HERE = "/groupwork/"
LARGEST = 1 << 20
"""Bytes of a request, at most; the largest track of the curriculum has eight thousand."""

_ELSEWHERE = ("passage-unknown", "passage-audience", "line-unknown")
"""Whether a name in the introduction leads somewhere is seen by the check of the whole curriculum."""
_one_at_a_time = threading.Lock()


class Unsaved(Exception):
    """Why nothing is saved: `told` is the answer's JSON."""

    def __init__(self, status: HTTPStatus, told: Mapping[str, Any]):
        self.status = status
        self.told = told


def shown(root: Path, address: str) -> Response:
    """The answer to a GET under HERE: that there is a server, or a track file with its digest."""
    try:
        if address == HERE:
            return _answer(HTTPStatus.OK, {"serves": True})
        text = _text(_file(root, address))
        if text is None:
            return _answer(HTTPStatus.NOT_FOUND, {"error": "There is no such track file."})
        return _answer(HTTPStatus.OK, {"text": text, "digest": digest(text)})
    except Unsaved as unsaved:
        return _answer(unsaved.status, unsaved.told)


def length_of(headers: Message) -> int:
    """Bytes of a request that may be read: what a page can send to its own server alone, and JSON. Raises Unsaved."""
    if headers.get("X-Groupwork") != "1":
        raise Unsaved(HTTPStatus.FORBIDDEN, {"error": "The header X-Groupwork is missing."})
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
        raise Unsaved(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, {"error": "A track file is sent as JSON."})
    length = headers.get("Content-Length", "")
    if not re.fullmatch(r"[0-9]{1,18}", length):
        raise Unsaved(HTTPStatus.LENGTH_REQUIRED, {"error": "The request does not say how long it is."})
    if int(length) > LARGEST:
        raise Unsaved(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": "A track file is not as large as this."})
    return int(length)


def save(root: Path, address: str, body: bytes) -> Response:
    """Save the track file that `body` holds, `{"text", "was"}`; `was` is the digest of the text that the draft began from, None for a new file."""
    try:
        file = _file(root, address)
        text, was = _asked(body)
        if findings := _findings(text, f"curriculum/tracks/{file.name}"):
            raise Unsaved(HTTPStatus.UNPROCESSABLE_ENTITY, {"error": "This is not a whole track file.", "findings": [_told(one) for one in findings]})
        with _one_at_a_time:
            _write(file, text, was)
    except Unsaved as unsaved:
        return _answer(unsaved.status, unsaved.told)
    except OSError as error:
        return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, {"error": f"The file cannot be written: {error.strerror}."})
    return _answer(HTTPStatus.OK, {"saved": f"curriculum/tracks/{file.name}", "digest": digest(text)})


def refusal(unsaved: Unsaved) -> Response:
    return _answer(unsaved.status, unsaved.told)


def _file(root: Path, address: str) -> Path:
    """The track file that an address names. Raises Unsaved."""
    folder, _, name = address.removeprefix(HERE).partition("/")
    slug = name.removesuffix(".md")
    if folder != "tracks" or slug == name or not SLUG.match(slug) or len(slug) > 80:
        raise Unsaved(HTTPStatus.NOT_FOUND, {"error": "A track file is called in lower-case words joined by hyphens, such as evening-8-weeks.md."})
    if slug in TRACKS:
        raise Unsaved(HTTPStatus.NOT_FOUND, {"error": f"A track cannot be called '{slug}'."})
    return root / "curriculum" / "tracks" / name


def _asked(body: bytes) -> tuple[str, str | None]:
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        asked = None
    if isinstance(asked, dict) and asked.keys() == {"text", "was"}:
        text, was = asked["text"], asked["was"]
        if isinstance(text, str) and (was is None or isinstance(was, str)):
            return text, was
    raise Unsaved(HTTPStatus.BAD_REQUEST, {"error": 'The request is not {"text": ..., "was": ...}.'})


def _findings(text: str, name: str) -> tuple[Finding, ...]:
    """The errors that the loader finds in a track file by itself."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unsaved(HTTPStatus.BAD_REQUEST, {"error": "The text has half a character in it."}) from None
    try:
        source = page_source(text.replace("\r\n", "\n").replace("\r", "\n"), name)
        validate(TrackMeta, source)
    except CurriculumError as error:
        return error.findings
    findings = parse(source.body, name, source.body_line).findings
    return tuple(one for one in findings if one.is_error and one.code not in _ELSEWHERE)


def _text(file: Path) -> str | None:
    try:
        if file.exists() and not file.is_file():  # a pipe would be waited for
            raise Unsaved(HTTPStatus.CONFLICT, {"error": "What is there is no file."})
        return file.read_bytes().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise Unsaved(HTTPStatus.CONFLICT, {"error": "The file is there, and is not UTF-8."}) from None
    except OSError as error:
        raise Unsaved(HTTPStatus.CONFLICT, {"error": f"The file is there, and cannot be read: {error.strerror}."}) from None


def _write(file: Path, text: str, was: str | None) -> None:
    """Written beside its place first: a full disk leaves what was there. A new file takes its name only where nothing has it."""
    file.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=file.parent) as aside:
        new = Path(aside) / file.name
        new.write_bytes(text.encode())
        there = _text(file)
        if was is None and there is None:
            with contextlib.suppress(FileExistsError):
                file.touch(exist_ok=False)
                try:
                    move(new, file)
                except OSError:
                    file.unlink()
                    raise
                return
            there = _text(file)
        if there is None or digest(there) != was:
            raise Unsaved(HTTPStatus.CONFLICT, _changed(there, was))
        move(new, file)


def _changed(there: str | None, was: str | None) -> dict[str, Any]:
    if there is None:
        return {"error": "The file was deleted or renamed meanwhile.", "digest": None}
    why = "There is a file of this name." if was is None else "The file was changed meanwhile."
    return {"error": why, "digest": digest(there)}


def _told(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {"message": finding.message, "hint": finding.hint, "line": place.line, "column": place.column}


def _answer(status: HTTPStatus, told: Mapping[str, Any]) -> Response:
    return Response(status, "application/json; charset=utf-8", json.dumps(told).encode())

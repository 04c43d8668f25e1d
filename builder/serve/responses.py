"""What the browser gets while someone writes: the published pages, each with one script more, and a stream of what the last build had to say."""

from __future__ import annotations

import json
import mimetypes
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote

from markupsafe import Markup

from builder.finding import Finding, summary
from builder.installed import templates_of
from builder.text.markup import element, empty, joined

EVENTS, SCRIPT = "/__groupwork/events", "/__groupwork/panel.js"
MOST = 50
"""Lines on the panel; more than these are counted."""

KINDS = mimetypes.MimeTypes()
"""By the ending of a name, the same on every system: what a system itself knows is left out (Windows may call a script plain text)."""
for kind, ending in (
    ("font/woff2", ".woff2"),
    ("text/calendar", ".ics"),
    ("text/markdown", ".md"),
    ("application/manifest+json", ".webmanifest"),
    ("application/epub+zip", ".epub"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
):
    KINDS.add_type(kind, ending)
_TEXTUAL = {"application/json", "application/javascript", "application/xml", "image/svg+xml"}


@dataclass(frozen=True)
class Line:
    """One thing to mend, as the panel shows it; `place` and `hint` may be empty."""

    place: str
    message: str
    hint: str = ""


@dataclass(frozen=True)
class State:
    """What the last build had to say. `build` names the published build; the panel shows `title` and `lines` until a state without title."""

    build: str
    number: int = 0
    title: str = ""
    note: str = ""
    lines: tuple[Line, ...] = ()

    def as_event(self) -> bytes:
        """The state as one server-sent event."""
        lines = [{"place": line.place, "message": line.message, "hint": line.hint} for line in self.lines[:MOST]]
        more = len(self.lines) - len(lines)
        note = f"{self.note} {more} more are on the terminal." if more else self.note
        data = {"build": self.build, "number": self.number, "title": self.title, "note": note.strip(), "lines": lines}
        return f"data: {json.dumps(data)}\n\n".encode()


def broken(state: State, findings: Sequence[Finding]) -> State:
    """The state after a save with an author's mistake: its errors, with the warnings counted."""
    errors = [finding for finding in findings if finding.is_error]
    warnings = [finding for finding in findings if not finding.is_error]
    lines = tuple(Line(str(error.place), f"{error.message} [{error.code}]", error.hint) for error in errors)
    note = f"{summary(warnings).capitalize()} did not stop it: see `groupwork check`." if warnings else ""
    return replace(state, title=f"{summary(errors).capitalize()} to mend. The pages are as they were before.", note=note, lines=lines)


class Board:
    """The latest state, for every browser that waits for the next one."""

    def __init__(self, state: State):
        self.state = state
        self._changed = threading.Condition()
        self._open = True

    def show(self, state: State) -> None:
        """Put up a new state, numbered one higher than the last."""
        with self._changed:
            self.state = replace(state, number=self.state.number + 1)
            self._changed.notify_all()

    def after(self, number: int, seconds: float) -> State | None:
        """The first state that is not `number`; the same one when there was none for `seconds`; None when the board is closed."""
        with self._changed:
            self._changed.wait_for(lambda: not self._open or self.state.number != number, seconds)
            return self.state if self._open else None

    def close(self) -> None:
        with self._changed:
            self._open = False
            self._changed.notify_all()


@dataclass(frozen=True)
class Response:
    """A response; `location` for a redirect."""

    status: HTTPStatus
    kind: str
    body: bytes
    location: str = ""


def respond(root: Path, address: str, state: State, made: Callable[[str], bytes | None] = lambda path: None) -> Response:
    """The response to a GET of `address` (path and query): what `made` has at a path in site/, else the file there; HTML with the script in it.

    Never a list of a folder.
    """
    path, _, query = address.partition("?")
    site = root / "site"
    names = [name for name in unquote(path).split("/") if name not in ("", ".")]
    try:
        if path == SCRIPT:
            return _file(templates_of(root) / "serve" / "panel.js", state)
        if (content := made("/".join([*names, "index.html"] if path.endswith("/") else names))) is not None:
            return _content("index.html" if path.endswith("/") else names[-1], content, state)
        if not path.endswith("/") and made("/".join([*names, "index.html"])) is not None:
            return _folder(names, query)
        if not site.is_dir():
            return _not_yet(state)
        file = Path(os.path.realpath(site.joinpath(*names)))
        if not file.is_relative_to(os.path.realpath(site)):
            return _missing(state)
        if file.is_dir() and not path.endswith("/"):
            return _folder(names, query)
        return _file(file / "index.html" if path.endswith("/") else file, state)
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return _missing(state)


def _folder(names: Sequence[str], query: str) -> Response:
    """To the address with its slash at the end, on this server."""
    target = quote("/".join(["", *names, ""])) + (f"?{query}" if query else "")
    return Response(HTTPStatus.FOUND, "text/plain; charset=utf-8", b"", target)


def _file(file: Path, state: State) -> Response:
    if not file.is_file():  # a pipe would be waited for
        return _missing(state)
    return _content(file.name, file.read_bytes(), state)


def _content(name: str, body: bytes, state: State) -> Response:
    kind = KINDS.guess_type(name)[0] or "application/octet-stream"
    if kind == "text/html":
        body = with_script(body, state.build)
    return Response(HTTPStatus.OK, f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _TEXTUAL else kind, body)


def _missing(state: State) -> Response:
    return _page(HTTPStatus.NOT_FOUND, "There is no page here", element("a", "Go to the door of both sites", href="/"), state)


def _not_yet(state: State) -> Response:
    first = "This page fills itself as soon as the first build is done."
    text = "Mend what the panel says and save; the page then fills itself." if state.title else first
    return _page(HTTPStatus.SERVICE_UNAVAILABLE, "There is no site yet", text, state)


def _page(status: HTTPStatus, title: str, text: str, state: State) -> Response:
    named = (empty("meta", name="viewport", content="width=device-width,initial-scale=1"), empty("meta", name="color-scheme", content="light dark"))
    head = element("head", empty("meta", charset="utf-8"), *named, element("title", title))
    body = element("body", element("main", element("h1", title), element("p", text)))
    page = joined([Markup("<!doctype html>\n"), element("html", head, "\n", body, lang="en"), "\n"])
    return Response(status, "text/html; charset=utf-8", with_script(page.encode(), state.build))


def with_script(page: bytes, build: str) -> bytes:
    """The page with the script before its last `</body>`, or at its end. The file under site/ stays as it is."""
    script = element("script", src=SCRIPT, data_events=EVENTS, data_build=build).encode()
    at = page.lower().rfind(b"</body>")
    return page[:at] + script + page[at:] if at >= 0 else page + script

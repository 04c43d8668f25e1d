"""Requests of browsers on this machine: pages, the stream of states, and track files that the board reads and saves.

None is answered before `_refused` has looked at it, whatever it asks for. Who keeps the server waiting is let go in the end, and at once where others wait.
"""

from __future__ import annotations

import io
import re
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.serve import saving, updates
from builder.serve.responses import EVENTS, Board, Response, respond
from builder.work.system import PORT_IS_FREE_AT_ONCE

if TYPE_CHECKING:
    from builder.serve.server import Server

HOST, EVERYWHERE = "127.0.0.1", ("0.0.0.0", "::")
HEARTBEAT = 15.0
"""Seconds after which a silent stream gets a sign of life, by which a closed tab is noticed."""
PATIENCE = 10.0
"""Seconds in which a request has to be here, all of it."""
TAKING = 60.0
"""Seconds in which an answer has to be taken."""
MOST = 64
"""Connections at a time, each with a thread. For one more, the one is let go that has kept the server waiting longest."""
STREAMS = MOST // 2
"""Streams of states among them: each is there for as long as its page is open."""
HEADERS = 1 << 16
"""Bytes that a request may have beside its body."""

READS: Mapping[str, Callable[[Path, str], Response]] = {
    updates.SCRIPT: lambda root, address: updates.script(root),
    updates.PAGE: lambda root, address: updates.page(root),
    saving.HERE: saving.shown,
}
"""By its address what is read beside the sites; the last is a folder."""
WRITES: Mapping[str, Callable[[Path, str, bytes], Response]] = {
    updates.PAGE: lambda root, address, body: updates.decide(root, body),
    saving.HERE: saving.save,
}
"""By its address all that changes anything."""

_PLAIN = re.compile(r"[A-Z]+ /[!-~]* HTTP/1\.[01]")
_NAMED = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:[0-9]{1,5})?", re.I)


class Http(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = PORT_IS_FREE_AT_ONCE
    request_queue_size = 2 * MOST

    def __init__(self, address: tuple[str, int], owner: Server):
        self.owner = owner
        self.streams = threading.Semaphore(STREAMS)
        self._room = threading.Semaphore(MOST)
        self._waiting: dict[socket.socket, None] = {}
        """Connections whose other side has to send or to take something, the one longest waited for first."""
        families = {family for family, *_ in socket.getaddrinfo(address[0], None, type=socket.SOCK_STREAM)}
        self.address_family = socket.AF_INET if socket.AF_INET in families else socket.AF_INET6
        super().__init__(address, _Handler)
        self.for_others = not ip_address(str(self.server_address[0]).partition("%")[0]).is_loopback
        """Whether other machines reach it."""

    def wait_for(self, connection: socket.socket) -> None:
        """From now on it is the other side's turn."""
        self._waiting[connection] = None

    def work_for(self, connection: socket.socket) -> None:
        """From now on it is ours."""
        self._waiting.pop(connection, None)

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._room.acquire(blocking=False):
            for slowest in list(self._waiting)[:1]:
                self.work_for(slowest)
                with suppress(OSError):
                    slowest.shutdown(socket.SHUT_RDWR)
            if not self._room.acquire(timeout=1):
                self.shutdown_request(request)
                return
        self.wait_for(request)
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.work_for(request)
            self._room.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away, or is too slow, is no error; anything else is ours, and said."""
        error = sys.exc_info()[1]
        if not (isinstance(error, OSError) and error.filename is None):
            self.owner.say(f"A request failed: {error!r}\n{traceback.format_exc()}")


class _InTime(io.RawIOBase):
    """What a connection sends, as far as it is here in time and not too much."""

    def __init__(self, connection: socket.socket):
        self._connection = connection
        self._until = time.monotonic() + PATIENCE
        self._room = HEADERS + saving.LARGEST

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._until - time.monotonic()
        if left <= 0 or self._room <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        read = self._connection.recv_into(buffer, min(len(buffer), self._room))
        self._room -= read
        return read


class _Handler(BaseHTTPRequestHandler):
    server: Http

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self.rfile = io.BufferedReader(_InTime(self.connection))

    def parse_request(self) -> bool:
        """Whether there is something to answer. What is refused has been told so."""
        if not super().parse_request():
            return False
        if refused := self._refused():
            self.send_error(*refused)
        return refused is None

    def _refused(self) -> tuple[HTTPStatus, str] | None:
        """Why a request is not answered: it does not come from a page of this server, or from the address bar, or is none of HTTP/1."""
        if not _PLAIN.fullmatch(self.requestline) or self.headers.defects or "Transfer-Encoding" in self.headers:
            return HTTPStatus.BAD_REQUEST, "Groupwork takes plain requests"
        if any(len(self.headers.get_all(name, [])) > 1 for name in ("Host", "Origin", "Content-Length", "Content-Type", "Sec-Fetch-Site")):
            return HTTPStatus.BAD_REQUEST, "A header is there twice"
        if not self._by_this_machines_name():
            return HTTPStatus.MISDIRECTED_REQUEST, "Groupwork serves this machine alone"
        own = self.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
        opened = (self.headers.get("Sec-Fetch-Mode"), self.headers.get("Sec-Fetch-Dest")) == ("navigate", "document")
        if self.command in ("GET", "HEAD"):
            return None if own or opened else (HTTPStatus.FORBIDDEN, "Pages of others get nothing of this one")
        if not own or self.headers.get("Origin") != f"http://{self.headers['Host']}":
            return HTTPStatus.FORBIDDEN, "Only a page of this server may save"
        return None

    def _by_this_machines_name(self) -> bool:
        """Another name than this machine's, or than the one that was asked for, is refused: a page on the web must not read staff text.

        Such a page can give its own name any address, and no other page an address for a name: where others are let in, numbers are let in too.
        """
        named = _NAMED.fullmatch(self.headers.get("Host", ""))
        name = named[1].strip("[]").lower() if named else ""
        if name in (HOST, "localhost", "::1", self.server.owner.host.lower()):
            return True
        with suppress(ValueError):  # no number
            return self.server.for_others and bool(ip_address(name))
        return False

    def do_GET(self) -> None:
        """A page, a file, a track file for the board, or the stream of states."""
        owner = self.server.owner
        self.server.work_for(self.connection)
        if self.path == EVENTS and self.command == "GET":
            self._stream(owner.board)
        elif answer := _of(READS, self.path):
            self._send(answer(owner.root, self.path))
        else:
            self._send(respond(owner.root, self.path, owner.board.state, owner.made))

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """A track file that the board saves, or what is decided of the library's changes."""
        try:
            length = saving.length_of(self.headers)
        except saving.Unsaved as unsaved:
            self._send(saving.refusal(unsaved))
            return
        body = self.rfile.read(length)
        self.server.work_for(self.connection)
        write = _of(WRITES, self.path)
        if not write:
            self.send_error(HTTPStatus.NOT_FOUND, "Nothing is saved here")
        elif len(body) == length:
            self._send(write(self.server.owner.root, self.path, body))

    def _send(self, found: Response) -> None:
        self.send_response(found.status)
        self.send_header("Content-Type", found.kind)
        self.send_header("Content-Length", str(len(found.body)))
        if found.location:
            self.send_header("Location", found.location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.body)

    def _stream(self, board: Board) -> None:
        if not self.server.streams.acquire(blocking=False):
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE, "Too many pages are open")
            return
        try:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.server.work_for(self.connection)
            number = -1
            while state := board.after(number, HEARTBEAT):
                self.wfile.write(state.as_event() if state.number != number else b": still here\n\n")
                number = state.number
        finally:
            self.server.streams.release()

    def end_headers(self) -> None:
        """Every answer goes through here: from now on it is for the other side to take it."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.connection.settimeout(TAKING)
        self.server.wait_for(self.connection)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the terminal is for what the author wrote."""


def _of(routes: Mapping[str, Any], address: str) -> Any:
    """What an address leads to: what has it, or the folder that it is in."""
    return routes.get(address) or (routes[saving.HERE] if address.startswith(saving.HERE) else None)

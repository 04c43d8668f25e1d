"""Requests of browsers on this machine: pages, the stream of states, and track files that the board reads and saves."""

from __future__ import annotations

import contextlib
import sys
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from builder.serve import saving, updates
from builder.serve.responses import EVENTS, Board, Response, respond
from builder.work.system import PORT_IS_FREE_AT_ONCE

if TYPE_CHECKING:
    from builder.serve.server import Server

HOST, EVERYWHERE = "127.0.0.1", "0.0.0.0"
HEARTBEAT = 15.0
"""Seconds after which a silent stream gets a sign of life, by which a closed tab is noticed."""


class Http(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = PORT_IS_FREE_AT_ONCE

    def __init__(self, address: tuple[str, int], owner: Server):
        self.owner = owner
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away is no error; anything else is ours, and said."""
        if not isinstance(error := sys.exc_info()[1], ConnectionError):
            self.owner.say(f"A request failed: {error!r}\n{traceback.format_exc()}")


class _Handler(BaseHTTPRequestHandler):
    server: Http

    def do_GET(self) -> None:
        """A page, a file, a track file for the board, or the stream of states."""
        if not self._by_this_machines_name():
            return
        owner = self.server.owner
        if self.path == EVENTS and self.command == "GET":
            self._stream(owner.board)
        elif self.path in (updates.PAGE, updates.SCRIPT):
            self._send(updates.page(owner.root) if self.path == updates.PAGE else updates.script(owner.root))
        elif self.path.startswith(saving.HERE):
            self._send(saving.shown(owner.root, self.path))
        else:
            self._send(respond(owner.root, self.path, owner.board.state, owner.made))

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """A track file that the board saves, or what is decided of the library's changes."""
        if not self._by_this_machines_name():
            return
        try:
            length = saving.length_of(self.headers)
        except saving.Unsaved as unsaved:
            self._send(saving.refusal(unsaved))
            return
        self.connection.settimeout(HEARTBEAT)  # a request that is shorter than it says would wait for ever
        body = self.rfile.read(length)
        if len(body) == length:
            root = self.server.owner.root
            self._send(updates.decide(root, body) if self.path == updates.PAGE else saving.save(root, self.path, body))

    def _by_this_machines_name(self) -> bool:
        """Another name than this machine's is refused: a page on the web must not read staff text.

        Such a page can give its own name any address, and no other page an address for a name: where others are let in, numbers are let in too.
        """
        with contextlib.suppress(ValueError):  # a host that no address can have
            name = urlsplit(f"//{self.headers.get('Host') or HOST}").hostname or ""
            if name in (HOST, "localhost", "::1") or (self.server.owner.host != HOST and ip_address(name)):
                return True
        self.send_error(421, "Groupwork serves this machine alone")
        return False

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
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        number = -1
        while state := board.after(number, HEARTBEAT):
            self.wfile.write(state.as_event() if state.number != number else b": still here\n\n")
            number = state.number

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the terminal is for what the author wrote."""

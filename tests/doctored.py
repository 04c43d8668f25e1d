"""A site on this machine's own loopback for the doctor to look at: everything right, or with one thing wrong that a test puts in place."""

from __future__ import annotations

import datetime
import gzip
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from builder.pages.kinds import charset_of, kind_of
from builder.pages.policy import HEADERS, sent_policy
from tests.project import ROOT, TODAY
from tests.test_policy import files

BELOW = "/groups/participants/"
"""Where it stands on its host; the staff's is beside it."""


@dataclass(frozen=True)
class Sent:
    """What is answered; `plain` has the same without being packed."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def with_header(self, name: str, value: str) -> Sent:
        """With another header, or without it where there is no value."""
        rest = {key: one for key, one in self.headers.items() if key.lower() != name.lower()}
        return replace(self, headers=rest | ({name: value} if value else {}))


Change = Callable[[str, Sent], Sent]
"""From the path below the site's address (of the staff's it begins with `../`) and what is right to what is answered."""


@cache
def site() -> Mapping[str, bytes]:
    """The participants' site, with what a whole build puts beside its pages."""
    made = {path.removeprefix("participants/"): content for path, content in files().items() if path.startswith("participants/")}
    others = {
        "sw.js": b"const VERSION = 1;",
        "manifest.webmanifest": b"{}",
        "search-index/head.json.gz": gzip.compress(b"{}", mtime=0),
        "groupwork-participants.zip": b"PK\x03\x04",
    }
    return made | others


def right(path: str, accepts: str) -> Sent:
    """What a server that has the settings of `deploy/` answers."""
    headers = {"Content-Security-Policy": sent_policy("participants", ROOT / "templates"), **HEADERS, "Cache-Control": "public, no-cache"}
    if path.startswith("../staff/") or path == "../staff":
        return Sent(401, {**headers, "Content-Type": "text/html; charset=utf-8", "WWW-Authenticate": "Basic"}, b"<h1>401</h1>")
    name = path if path and not path.endswith("/") else f"{path}index.html"
    status = 200 if name in site() else 404
    if status == 404 and f"{path}/index.html" in site():
        return Sent(301, {**headers, "Location": f"{BELOW}{path}/", "Content-Type": "text/plain"}, b"")
    body, kind = site()[name if status == 200 else "404.html"], kind_of(name) if status == 200 else "text/html"
    charset = f"; charset={charset_of(kind)}" if charset_of(kind) else ""
    headers |= {"Content-Type": f"{kind}{charset}", "ETag": f'"{len(body)}"'}
    if accepts == "gzip" and status == 200 and len(body) > 1024:
        return Sent(status, {**headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}, gzip.compress(body, mtime=0))
    return Sent(status, headers, body)


@contextmanager
def standing(change: Change = lambda path, sent: sent) -> Iterator[str]:
    """The address of the participants' site for a while."""
    site()  # made before anyone waits for it

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits for 40 ms

        def do_GET(self) -> None:
            asked = unquote(urlsplit(self.path).path)
            above = BELOW.rsplit("/", 2)[0] + "/"
            path = (
                asked.removeprefix(BELOW)
                if asked.startswith(BELOW)
                else f"../{asked.removeprefix(above)}"
                if asked.startswith(above)
                else f"/{asked}"
            )
            sent = change(path, right(path, self.headers.get("Accept-Encoding", "")))
            self.send_response_only(sent.status)
            for name, value in {"Content-Length": str(len(sent.body)), **sent.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                with suppress(ConnectionError):
                    self.wfile.write(sent.body)

        do_HEAD = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BELOW}"
    server.shutdown()
    server.server_close()


def catalogue_with(**changed: object) -> bytes:
    """The catalogue with other words; None takes one out."""
    told = json.loads(site()["catalogue.json"]) | changed
    return json.dumps({key: value for key, value in told.items() if value is not None}).encode()


def days_ago(count: int) -> str:
    return (TODAY - datetime.timedelta(days=count)).isoformat()

"""Requests to a place where a site stands, as a stranger's browser makes them: each with a limit on time, size and number, so that no server can hold the doctor up."""

from __future__ import annotations

import http.client
import re
import selectors
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import mktime_tz, parsedate_tz
from queue import Empty, SimpleQueue
from typing import TypeVar
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

MOST_BYTES = 16_000_000
"""Of one answer, also when it is unpacked."""
MOST_ASKED = 1500
"""Requests in all."""
STEPS = 5
"""Redirects that are followed."""
LONGEST_WAIT, SHORT_WAIT = 5.0, 1.0
"""Seconds before a server that has too much to do is asked once more: at most, and where it does not say how long."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ASKS_A_CERTIFICATE = re.compile(r"CERTIFICATE_REQUIRED|ALERT_(?:BAD_CERTIFICATE|HANDSHAKE_FAILURE)")
"""What a server that lets in by certificate says to whoever has none."""

Done = TypeVar("Done")
Endpoint = tuple[str, str, int]
"""What a connection leads to: scheme, host, port."""


class NoAnswerError(Exception):
    """Nothing came that can be read; `certificate` when the server's was not trusted, `refused` when the server asked for one of ours, `busy` when it wants to be asked
    less often."""

    def __init__(self, message: str, certificate: bool = False, refused: bool = False, busy: bool = False):
        self.certificate, self.refused, self.busy = certificate, refused, busy
        super().__init__(message)


class NoTimeError(Exception):
    """All that was to be asked is more than there is time for: nothing is asked any more, and whoever begins to look says so."""


@dataclass(frozen=True)
class Reply:
    """An answer: `address` is what was asked for, `body` as it came."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def __getitem__(self, name: str) -> str:
        """A header, several of one name joined; empty when there is none."""
        return self.headers.get(name.lower(), "")

    @property
    def kind(self) -> str:
        """What it is called, without the charset."""
        return self["content-type"].partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """As a browser reads it; empty where it can make nothing of it."""
        return (unpacked(self) or b"").decode("utf-8", errors="replace")

    @property
    def leads_to(self) -> str:
        """The address that a redirect leads to; empty when it is none."""
        if not 300 <= self.status < 400 or not self["location"]:
            return ""
        try:
            return urljoin(self.address, self["location"].encode("latin-1").decode("utf-8", errors="replace"))
        except ValueError:
            return ""


class Asker:
    """Asks one thing after another. `seconds` is for one answer, `whole` for all of them; it waits by `pause`. A connection is used again while the server lets it."""

    def __init__(
        self, seconds: float = 15.0, whole: float = 240.0, trust: ssl.SSLContext | None = None, pause: Callable[[float], object] = time.sleep
    ):
        self._seconds, self._until, self._pause = seconds, time.monotonic() + whole, pause
        self._trust = trust or ssl.create_default_context()
        self._asked = 0
        self._open: dict[Endpoint, http.client.HTTPConnection] = {}

    def ask(self, address: str, method: str = "GET", **headers: str) -> Reply:
        """The answer to one request, whatever its status but 429; a server that wants us to wait is asked a second time. Raises NoAnswerError, and NoTimeError where
        nothing is asked any more."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        reply = self._ask_in_time(address, method, sent)
        wait = _wait_asked_for(reply)
        if wait is not None:
            self._pause(max(0.0, min(wait, LONGEST_WAIT, self._until - time.monotonic())))
            reply = self._ask_in_time(address, method, sent)
        if reply.status == 429:
            raise NoAnswerError("answers 429, too many requests, after a wait too", busy=True)
        return reply

    def _ask_in_time(self, address: str, method: str, headers: Mapping[str, str]) -> Reply:
        self._asked += 1
        left = self._until - time.monotonic()
        if self._asked > MOST_ASKED or left <= 0:
            raise NoTimeError("looking took too long, and was given up")
        return within(min(self._seconds, left), lambda: self._ask(address, method, headers))

    def follow(self, address: str, stay: Callable[[str], bool] = lambda address: True) -> Reply:
        """The answer at the end of redirects; the redirect itself where one leads to an address at which we do not want to `stay`. Raises NoAnswerError."""
        reply = self.ask(address)
        for _ in range(STEPS):
            if not reply.leads_to or not stay(reply.leads_to):
                return reply
            reply = self.ask(reply.leads_to)
        raise NoAnswerError(f"leads on and on, more than {STEPS} times")

    def certificate_ends(self, address: str) -> float:
        """The moment at which the certificate ends, in seconds since 1970."""
        host, port = host_and_port(address)

        def look() -> float:
            with socket.create_connection((host, port), self._seconds) as bare, self._trust.wrap_socket(bare, server_hostname=host) as safe:
                return float(ssl.cert_time_to_seconds(str((safe.getpeercert() or {}).get("notAfter"))))

        return within(self._seconds, look)

    def _ask(self, address: str, method: str, headers: Mapping[str, str]) -> Reply:
        host, port = host_and_port(address)
        place = (urlsplit(address).scheme, host, port)
        if kept := self._kept(place):
            try:
                return self._exchange(kept, place, address, method, headers)
            except ConnectionError:  # the server has let go of it by now
                pass
        scheme, seconds = place[0], self._seconds
        fresh = (
            http.client.HTTPSConnection(host, port, timeout=seconds, context=self._trust)
            if scheme == "https"
            else http.client.HTTPConnection(host, port, timeout=seconds)
        )
        return self._exchange(fresh, place, address, method, headers)

    def _kept(self, place: Endpoint) -> http.client.HTTPConnection | None:
        """A connection to a place that is open still, and on which nothing came that nobody asked for."""
        connection = self._open.pop(place, None)
        if connection and connection.sock and _is_silent(connection.sock):
            return connection
        if connection:
            connection.close()
        return None

    def _exchange(self, connection: http.client.HTTPConnection, place: Endpoint, address: str, method: str, headers: Mapping[str, str]) -> Reply:
        """The answer over a connection, which is kept for the next request when its answer was read whole."""
        parts, ends = urlsplit(address), True
        path = urlunsplit(("", "", quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._"), quote(parts.query, safe="/%:@!$&'()*+,;=~-._?"), ""))
        try:
            if connection.sock is None:
                connection.connect()
            with suppress(ConnectionError, ssl.SSLEOFError):  # whoever hangs up may have said why
                connection.request(method, path, headers={"User-Agent": "groupwork-doctor", "Accept-Encoding": "identity", **headers})
            answer = connection.getresponse()
            body = answer.read(MOST_BYTES + 1)
            if len(body) > MOST_BYTES:
                raise NoAnswerError(f"sends more than {MOST_BYTES // 1_000_000} MB")
            found: dict[str, str] = {}
            for name, value in answer.getheaders():
                found[name.lower()] = f"{found[name.lower()]}, {value}" if name.lower() in found else value
            ends = answer.will_close or not answer.isclosed()
            return Reply(address, answer.status, found, body)
        finally:
            if ends:
                connection.close()
            else:
                self._open[place] = connection

    def close(self) -> None:
        """Let go of whatever is open."""
        while self._open:
            self._open.popitem()[1].close()


def within(seconds: float, work: Callable[[], Done]) -> Done:
    """What `work` gives, if it does in time: a server may send a byte now and then for ever. Raises NoAnswerError for whatever goes wrong on the way."""
    results: SimpleQueue[Done | BaseException] = SimpleQueue()

    def run() -> None:
        try:
            results.put(work())
        except BaseException as error:  # told to whoever waits
            results.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        result = results.get(timeout=seconds)
    except Empty:
        raise NoAnswerError(f"gives no whole answer within {seconds:.0f} seconds") from None
    if isinstance(result, NoAnswerError):
        raise result
    if isinstance(result, ssl.SSLCertVerificationError):
        raise NoAnswerError(f"its certificate is not trusted: {result.verify_message}", certificate=True) from result
    if isinstance(result, OSError | ValueError | http.client.HTTPException):
        refused = isinstance(result, ssl.SSLError) and bool(_ASKS_A_CERTIFICATE.search(result.reason or ""))
        raise NoAnswerError(f"cannot be reached or read: {str(result) or type(result).__name__}", refused=refused) from result
    if isinstance(result, BaseException):
        raise result
    return result


def unpacked(reply: Reply) -> bytes | None:
    """The body as it was before it was packed for the way; None where it cannot be unpacked, or is larger than any page."""
    coding = reply["content-encoding"].strip().lower()
    try:
        if coding in ("gzip", "x-gzip"):
            return _limited(zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(reply.body, MOST_BYTES + 1))
        if coding == "br":
            import brotli  # nothing else of the doctor needs it

            return _limited(brotli.Decompressor().process(reply.body, output_buffer_limit=MOST_BYTES + 1))
    except Exception:  # zlib.error, brotli.error: whatever a server makes up
        return None
    return reply.body if coding in ("", "identity") else None


def _limited(content: bytes) -> bytes | None:
    return content if len(content) <= MOST_BYTES else None


def moment_of(date: str) -> int | None:
    """The seconds since 1970 that a date in a header says; None where it is none."""
    try:
        parts = parsedate_tz(date)
        return mktime_tz(parts) if parts else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _wait_asked_for(reply: Reply) -> float | None:
    """The seconds after which a server that has too much to do wants to be asked again; None where it does not want that."""
    if reply.status not in (429, 503):
        return None
    said = reply["retry-after"].strip()
    if said.isdecimal():
        return float(said)
    until, sent = moment_of(said), moment_of(reply["date"])
    if until is not None and sent is not None:
        return float(until - sent)
    return SHORT_WAIT if said or reply.status == 429 else None


def host_and_port(address: str) -> tuple[str, int]:
    """Where an address leads to. Raises NoAnswerError where it is no address of the web."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise NoAnswerError(f"'{address}' is no address of the web: {error}") from error
    if parts.scheme not in ("http", "https") or not host or re.search(r"\s", host) or port == 0:
        raise NoAnswerError(f"'{address}' is no address of the web")
    return host, port or (443 if parts.scheme == "https" else 80)


def _is_silent(connection: socket.socket) -> bool:
    """Whether nothing came that nobody asked for, nor an end."""
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        return not selector.select(0)

"""`groupwork serve`: build, serve on this machine alone, build again on each save, reload the browser; a broken save leaves the last good site standing."""

from __future__ import annotations

import datetime
import errno
import multiprocessing
import os
import secrets
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from builder import pipeline
from builder.finding import CurriculumError, as_text, summary
from builder.load.layers import BEGIN
from builder.load.sites import wanted_sites
from builder.serve.background import BackgroundBuild
from builder.serve.live import Live
from builder.serve.requests import EVERYWHERE, HOST, Http
from builder.serve.responses import Board, Line, State, broken
from builder.serve.watch import bursts, watch
from builder.site.published import Built
from builder.site.tree import put_back_alone
from builder.work.system import END_SIGNALS, is_ignored

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver


Say = Callable[[str], None]
Today = Callable[[], datetime.date]
Build = Callable[[Path, datetime.date, pipeline.Progress], Built]


class ServeError(Exception):
    """Why serving cannot begin, in words for a person."""


class _Ended(Exception):
    """Ctrl-C came while a build was under way."""


def serve(root: Path, today: Today, port: int, say: Say, host: str = HOST, *, site: str = "") -> None:
    """Serve `root` on `port` until Ctrl-C, to this machine alone unless `host` says otherwise; of several places all, or the one that `site` names. Each build
    is for the day that `today` tells then.

    Exits with 2 and a message when it cannot begin. Raises SiteError for a site that there is not.
    """
    wanted_sites(root, site)
    ended = threading.Event()

    def end(signum: int, frame: object) -> None:
        """A flag and no KeyboardInterrupt: the build's own processes get the signal too, and would each show a traceback. The second time: now; but a
        terminal that is closed, and the shell in it, each tell so."""
        if ended.is_set() and signum in (signal.SIGINT, signal.SIGTERM):
            server.leave_off()
            for process in multiprocessing.active_children():
                process.kill()
            os._exit(1)
        ended.set()

    put_back_alone(root / "build", root / "site")
    server = Server(root, today, port, say, live=Live(root, site), host=host)
    before = {number: signal.signal(number, end) for number in END_SIGNALS if not is_ignored(number)}
    try:
        server.start()
        while not ended.wait(1):
            pass
        server.say("Ending, when the build under way is at its next stage. Ctrl-C again ends it now." if server.building else "Ending.")
    except ServeError as error:
        server.say(str(error))
        sys.exit(2)
    finally:
        server.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


class Server:
    """The sites of one project folder. `start` listens and watches; `listen` and `on_change` are the two halves of it, for use by hand."""

    def __init__(
        self,
        root: Path,
        today: Today,
        port: int,
        say: Say,
        build: Build = pipeline.build,
        live: Live | None = None,
        host: str = HOST,
    ):
        """With `live`, pages come from memory, and a whole build follows a save at leisure in another process; else `build` makes and publishes all."""
        self.root = root
        self._today = today
        self.port = port
        self.host = host
        self._say = say
        self.live = live
        self.build = live.build if live else build
        self.building = False
        self._background = BackgroundBuild(root, self._finished, self._unfinished, site=live.site) if live else None
        self._name = secrets.token_hex(4)  # pages of another run are older, whatever their number
        self._builds = 0
        self.board = Board(self._as_published())
        self._ending = threading.Event()
        self._saves: SimpleQueue[str | None] = SimpleQueue()
        self._http: Http | None = None
        self._observer: BaseObserver | None = None
        self._worker: threading.Thread | None = None

    @property
    def address(self) -> str:
        host = "localhost" if self.host in EVERYWHERE else f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    def say(self, line: str) -> None:
        """Tell the terminal, where there is one yet: the pages are there for whoever reads no more of it."""
        with suppress(OSError, ValueError):
            self._say(line)

    def start(self) -> None:
        """Listen, watch and build for the first time; returns at once. Raises ServeError."""
        if not (self.root / "curriculum").exists():
            raise ServeError(f"There is no 'curriculum' in {self.root}; {BEGIN}")
        self.listen()
        try:
            self._observer = watch(self.root, self._saves.put)
        except OSError as error:
            raise ServeError(f"The system cannot watch the files in {self.root}: {error.strerror}") from error
        self.say(f"Serving {self.address} (Ctrl-C ends it). The first build is under way.")
        if self._http and self._http.for_others:
            self.say(f"Whoever reaches port {self.port} of this machine can read the staff's pages and save tracks.")
        self._worker = threading.Thread(target=self._work, name="groupwork-builds", daemon=True)
        self._worker.start()

    def listen(self) -> None:
        """Response requests; port 0 takes any free one. Raises ServeError when the port cannot be had."""
        try:
            self._http = Http((self.host, self.port), self)
        except (OSError, OverflowError) as error:
            why = error.strerror if isinstance(error, OSError) else "ports go from 1 to 65535"
            on = "" if self.host == HOST else f" of {self.host}"
            elsewhere = isinstance(error, socket.gaierror) or (isinstance(error, OSError) and error.errno == errno.EADDRNOTAVAIL)
            hint = "--host takes a name or number of this machine" if elsewhere else f"Choose another one: groupwork serve --port {_other(self.port)}"
            raise ServeError(f"Port {self.port}{on} cannot be used ({why}). {hint}") from error
        self.port = self._http.server_port
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.1}, name="groupwork-http", daemon=True).start()

    def stop(self) -> None:
        """End everything; a build under way ends at its next stage, and site/ stays whole."""
        self._ending.set()
        self.leave_off()  # first: whoever closes a terminal does not wait long
        self._saves.put(None)
        self.board.close()
        if self._observer:
            self._observer.stop()
            self._observer.join()
        if self._http:
            self._http.shutdown()
            self._http.server_close()
        if self._worker:
            self._worker.join()
        self.leave_off()

    def leave_off(self) -> None:
        """End the whole build that follows behind the pages, if one is under way."""
        if self._background:
            self._background.leave_off()

    def on_change(self, saved: Collection[str] = ()) -> None:
        """Build now, and tell every browser and the terminal what came of it. Nothing that goes wrong in a build leaves this method."""
        self.building = True
        try:
            self._build(saved)
        finally:
            self.building = False

    def _build(self, saved: Collection[str]) -> None:
        if saved:
            names = sorted(saved)
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            self.say(f"Saved {', '.join(names[:3])}{more}; building.")
        try:
            built = self.build(self.root, self._today(), self._progress)
        except _Ended:
            return
        except CurriculumError as error:
            self.say(as_text([finding for finding in error.findings if finding.is_error]))
            self.board.show(broken(self._as_published(), error.findings))
        except pipeline.PublishError as error:
            self.say(f"The finished sites failed the last look; the pages are as they were before:\n{error}")
            lines = tuple(Line(problem.file, problem.message) for problem in error.problems)
            self.board.show(
                replace(self._as_published(), title="The finished sites failed the last look. The pages are as they were before.", lines=lines)
            )
        except Exception as error:  # a defect of ours ends neither the serving nor the writing
            if not self._ending.is_set():
                self._defect(error)
        else:
            self._builds += 1
            pages = ", ".join(f"{count} pages for {name}" for name, count in built.pages.items())
            self.say(f"Built {pages} ({summary(built.findings)}).")
            self.board.show(self._as_published())

    def made(self, path: str) -> bytes | None:
        """A file of the sites that stands in memory. Where making it fails, what is published is shown instead, and the panel says why."""
        try:
            return self.live.file(path) if self.live else None
        except CurriculumError as error:  # of a template, or of a file that was saved while it was read: then the next build is under way
            self.say(as_text(error.findings))
            self.board.show(broken(self._as_published(), error.findings))
        except Exception as error:
            self._defect(error)
        return None

    def _as_published(self) -> State:
        """The state of the build that stands, with nothing to mend."""
        return State(build=f"{self._name}-{self._builds}")

    def _defect(self, error: Exception) -> None:
        what = f"{type(error).__name__}: {(str(error).splitlines() or [''])[0]}"
        self.say("".join(traceback.format_exception(error)).rstrip())
        self.say(f"Groupwork itself failed: {what}. The pages are as they were before; the next save tries again.")
        line = Line(
            "",
            what,
            "This is not a mistake in the curriculum. The terminal says more; undo the last save, or report it.",
        )
        self.board.show(replace(self._as_published(), title="Groupwork itself failed. The pages are as they were before.", lines=(line,)))

    def _progress(self, line: str) -> None:
        if self._ending.is_set():
            raise _Ended

    def _work(self) -> None:
        self._save(())
        for burst in bursts(lambda seconds: self._saves.get(timeout=seconds)):
            self._save(burst)

    def _save(self, saved: Collection[str]) -> None:
        """Pages first, the rest at leisure: it is left off when something else is saved meanwhile."""
        self.leave_off()
        self.on_change(saved)
        if self._background and not self.board.state.title and not self._ending.is_set():
            self._background.begin(self._today())

    def _finished(self, said: str) -> None:
        """A whole build behind the pages has published; what it says are addresses that lead nowhere now."""
        if self.live:
            self.live.published()
        if said.strip():
            self.say(said.strip())

    def _unfinished(self, said: str) -> None:
        """The whole build that followed did not come to its end: the pages that were shown were not published."""
        self.say(said.rstrip())
        told = said.strip().splitlines()
        lines = tuple(Line("", line) for line in (told[-1:] if said.startswith("Traceback") else told))
        self.board.show(replace(self._as_published(), title="This page is shown, and cannot be published as it is.", lines=lines))


def _other(port: int) -> int:
    return port + 1 if 1023 < port < 65535 else 8001

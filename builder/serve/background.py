"""What follows a save at leisure: a whole build, which alone publishes. It runs in a process of its own, which the next save ends.

Another process can be ended at any moment: a kill leaves site/ whole, and what was finished is kept.
"""

from __future__ import annotations

import datetime
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from builder.work.system import begin_apart, end_apart

REST = 1.0
"""Seconds without a save after which it begins: the browser that shows the save has the processors to itself."""


class BackgroundBuild:
    """At most one such build at a time. `done` is called with what it had to say when one has published, `failed` when there is something to mend."""

    def __init__(self, root: Path, done: Callable[[str], None], failed: Callable[[str], None], *, site: str = ""):
        self._root = root
        self._site = site
        self._done = done
        self._failed = failed
        self._lock = threading.RLock()
        self._timer: threading.Timer | None = None
        self._process: subprocess.Popen[str] | None = None

    def begin(self, today: datetime.date) -> None:
        """Begin after a rest."""
        self._timer = threading.Timer(REST, self._run, [today])
        self._timer.daemon = True
        self._timer.start()

    def leave_off(self) -> None:
        """End the build that is under way, with the processes that it started."""
        with self._lock:
            timer, process = self._timer, self._process
            self._timer = self._process = None
        if timer:
            timer.cancel()
        if process:
            end_apart(process)

    def _run(self, today: datetime.date) -> None:
        command = [sys.executable, "-m", "builder", "--root", str(self._root), "--today", str(today), "build", "--quiet"]
        with self._lock:
            if threading.current_thread() is not self._timer:
                return
            self._process = process = begin_apart([*command, "--site", self._site] if self._site else command, Path(__file__).parents[2])
        said = process.communicate()[1]
        with self._lock:
            if process is not self._process:
                return
            self._process = None  # its number may soon be another's
        if process.returncode:
            self._failed(said)
        else:
            self._done(said)

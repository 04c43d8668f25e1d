"""What follows a save at leisure: printed files, the search index, the copy for use without internet. A build in a process of its own, ended by the next save.

The whole build is left to another process because it can then be ended at any moment: a kill leaves site/ whole, and what was finished is kept.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path


class Finishing:
    """At most one such build at a time. `failed` is told what the build had to say when it ends with something to mend."""

    def __init__(self, root: Path, today: datetime.date, failed: Callable[[str], None]):
        self._command = [sys.executable, "-m", "builder", "--root", str(root), "--today", str(today), "build"]
        self._failed = failed
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        self._process = subprocess.Popen(
            self._command, cwd=Path(__file__).parent.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        threading.Thread(target=self._wait, args=(self._process,), name="groupwork-finishing", daemon=True).start()

    def leave_off(self) -> None:
        """End the build that is under way, with the processes that it started."""
        if (process := self._process) is None:
            return
        self._process = None
        with contextlib.suppress(OSError):
            if os.name == "nt":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _wait(self, process: subprocess.Popen[str]) -> None:
        said = process.communicate()[0]
        if process is self._process and process.returncode:
            self._failed(said)

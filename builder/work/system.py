"""What differs between Linux, macOS and Windows, and stands nowhere else. Each has a way that works on every system, which a test takes alone."""

from __future__ import annotations

import contextlib
import errno
import importlib
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


LINUX = sys.platform == "linux"
WINDOWS = os.name == "nt"
FILE_LOCK, REGION_LOCK = _module("fcntl"), _module("msvcrt")

FORKS = LINUX
"""Whether a copy of this process can go on working: on macOS the system's own libraries cannot be copied so."""
PORT_IS_FREE_AT_ONCE = not WINDOWS
"""Whether a port can be asked for that a server had a moment ago; on Windows that would let two servers have one port."""
TRIES, PAUSE = (40 if WINDOWS else 1), 0.05
"""How often a rename is tried, and the seconds between: Windows refuses it while a virus scanner or an index reads the file."""

END_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""By which a command is asked to end: by Ctrl-C, by the system, and by a terminal that is closed."""

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_LEFT_BEHIND = {".ds_store", "thumbs.db", "desktop.ini"}


def threads() -> int:
    """How many threads this process has, whoever began them, where that is known."""
    return len(os.listdir("/proc/self/task")) if LINUX else 1


def left_behind(name: str) -> bool:
    """Whether a file of this name is what a system leaves in folders that someone looks at: never an author's, and no part of what is made."""
    return name.lower() in _LEFT_BEHIND or name.startswith("._")


def speak_utf8() -> None:
    """Let no letter end a command: into a file or another program goes UTF-8, and a terminal shows `?` for what it has no letter for."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def move(source: str | Path, target: str | Path) -> None:
    """Rename a file, over another if there is one, or a folder to a name that is free."""
    for _ in range(TRIES - 1):
        with contextlib.suppress(PermissionError):
            os.replace(source, target)
            return
        time.sleep(PAUSE)
    os.replace(source, target)


def opened(path: str | Path) -> IO[bytes]:
    """A file opened to be read, without waiting for whoever writes to a pipe, and without becoming a terminal's."""
    flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
    return os.fdopen(os.open(path, flags), "rb")


def link_or_copy(source: str | Path, target: str | Path) -> None:
    """A file under another name too; a copy where the file system has no such links, or lets nobody link what is another's."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in a single step; False where the system or the file system has no such step. Raises OSError where it refuses; then nothing was changed."""
    if not LINUX:
        return False
    import ctypes

    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):  # an old or another C library
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    refused = ctypes.get_errno()
    if refused in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(refused, os.strerror(refused), str(other))


def is_ignored(number: int) -> bool:
    """Whether whoever began this process has said that a closed terminal is not to end it (`nohup`)."""
    return number == getattr(signal, "SIGHUP", None) and signal.getsignal(number) == signal.SIG_IGN


def mounted() -> Callable[[str], bool]:
    """Says of a folder whether something is mounted there. Linux has a list, which knows a folder of the same disk that is bound there too."""
    try:
        lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return os.path.ismount
    points = (re.sub(rb"\\([0-7]{3})", lambda octal: bytes([int(octal[1], 8)]), line.split()[4]) for line in lines)
    return frozenset(map(os.fsdecode, points)).__contains__


@cache
def rights_of_new() -> int:
    """The rights that whatever is made gets (the umask, which can be read only by setting it)."""
    found = os.umask(0)
    os.umask(found)
    return found


def has_rights_of_new(folder: Path) -> bool:
    """Whether a folder has the rights that it would get if it were made now."""
    return folder.is_dir() and folder.stat().st_mode & 0o777 == 0o777 & ~rights_of_new()


def open_to_all(path: Path) -> None:
    """Whoever serves it is somebody else, and may read it."""
    path.chmod(0o755 if path.is_dir() else 0o644)


def hold(file: IO[str], wait: bool) -> bool:
    """Hold an open file against every other process, until it is closed or this process ends; False when another holds it, and nobody wants to `wait`."""
    if FILE_LOCK:
        try:
            FILE_LOCK.flock(file, FILE_LOCK.LOCK_EX | (0 if wait else FILE_LOCK.LOCK_NB))
        except BlockingIOError:
            return False
        return True
    while REGION_LOCK:
        try:
            file.seek(0)
            REGION_LOCK.locking(file.fileno(), REGION_LOCK.LK_LOCK if wait else REGION_LOCK.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EDEADLK):
                raise
            if not wait:
                return False
            continue  # Windows gives up waiting after ten seconds
        return True
    return True


@contextlib.contextmanager
def end_signals_wait() -> Iterator[None]:
    """What asks this process to end waits, in the processes too that it begins meanwhile, until they say `hear_end_signals`: one that has only begun would show a traceback.

    A signal that this thread does not take goes to another one of the process, a library's: Python hears it here all the same, so that its answer waits too.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    came: list[int] = []
    before = signal.pthread_sigmask(signal.SIG_BLOCK, END_SIGNALS)
    answers = [number for number in END_SIGNALS if _answers_here(number)]
    kept = [(number, signal.signal(number, lambda number, _: came.append(number))) for number in answers]
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for number, answer in reversed(kept):  # Ctrl-C, which raises, last
            signal.signal(number, answer)
        for number in came:
            signal.raise_signal(number)


def hear_end_signals() -> None:
    """A copy of a process has its answers too: here each signal just ends the process."""
    for number in filter(_answers_here, END_SIGNALS):
        signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, END_SIGNALS)


def _answers_here(number: int) -> bool:
    """Whether the signal does something, in the one thread in which Python answers signals."""
    return threading.current_thread() is threading.main_thread() and signal.getsignal(number) not in (signal.SIG_IGN, None)


def begin_apart(command: Sequence[str], folder: Path) -> subprocess.Popen[str]:
    """Begin a process whose errors are read, that Ctrl-C in this terminal does not reach, and that `end_apart` ends with all that it began."""
    apart = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    return subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
        creationflags=apart,
    )


def end_apart(process: subprocess.Popen[str]) -> None:
    """End a process at once, and what it began: by its group, or else by the care that workers take of themselves (`workers.end_with_parent`)."""
    if process.poll() is not None:  # its number may be another's by now
        return
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()

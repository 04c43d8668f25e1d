"""The command, run many times by one process that forks: as it is, or with a fault at a chosen change that it makes to the disk.

A change is whatever Python itself reports before it does it (`sys.addaudithook`): a file opened to be written, made, linked, renamed or removed, and the call that
swaps two folders. So `kill` at the n-th is between two changes, wherever that is, and `full` is a disk on which from the n-th on nothing can be made. With `in place`
it fails where a file is written into that has another name too, and with `half` every file ends at its n-th byte, in the middle of a write.
"""

from __future__ import annotations

import ctypes
import errno
import json
import mmap
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from builder.work.store import file_status

ROOT = Path(__file__).parents[1]
CHANGES = frozenset(("os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate"))
FREES = frozenset(("os.remove", "os.rmdir"))
"""Changes for which a full disk has room."""


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code (below zero a signal), what it said, and how many changes it made before."""

    code: int
    said: str
    changes: int


class Command:
    """Runs `groupwork`, one run at a time."""

    def __init__(self, process: subprocess.Popen[str]):
        self._process = process

    def run(self, root: Path, *arguments: str, fault: str = "", at: int = 0, today: str = "2026-11-30", **more: Any) -> Ended:
        """`groupwork --root ROOT --today TODAY ARGUMENTS`; `more` is `rights` (a umask), `mortal` (without what root may), and the environment `env`."""
        asked = {"arguments": ["--root", str(root), "--today", today, *arguments], "under": str(root), "fault": fault, "at": at, **more}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


@contextmanager
def command() -> Iterator[Command]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faulty"], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Command(process)
        assert process.stdin
        process.stdin.close()


def digests(folder: Path) -> dict[str, str]:
    """Every file under a folder by path, as a digest."""
    return {path: sha256((folder / path).read_bytes()).hexdigest() for path in file_status(folder)}


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


# In the process that forks


def _serve() -> None:
    from builder import cli, pipeline  # loaded once for every run
    from builder.commands import build as _build
    from builder.print import build as _print

    assert cli
    assert pipeline
    assert _build
    assert _print
    for line in sys.stdin:
        asked = json.loads(line)
        count = mmap.mmap(-1, mmap.PAGESIZE)
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(read)
            _child(asked, write, count)
        os.close(write)
        with open(read, encoding="utf-8", errors="replace") as output:
            said = output.read()
        status = os.waitpid(child, 0)[1]
        print(json.dumps({"code": os.waitstatus_to_exitcode(status), "said": said, "changes": int.from_bytes(count[:8], "little")}), flush=True)


def _child(asked: Mapping[str, Any], write: int, count: mmap.mmap) -> None:
    os.setsid()
    for stream in (1, 2):
        os.dup2(write, stream)
    os.close(write)
    sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY))
    sys.stdout, sys.stderr = (os.fdopen(stream, "w", encoding="utf-8") for stream in (1, 2))
    if "rights" in asked:
        os.umask(asked["rights"])
    if asked.get("mortal"):
        _be_mortal()
    if asked["fault"] == "half":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["at"], asked["at"]))
    os.environ.update(asked.get("env", {}))
    sys.addaudithook(_Fault(asked["under"], asked["fault"], asked["at"], count))
    sys.argv = ["groupwork", *asked["arguments"]]
    from builder.cli import main

    code: Any = 1
    try:
        main()
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


class _Fault:
    def __init__(self, under: str, kind: str, at: int, count: mmap.mmap):
        self.under, self.kind, self.at, self.count = under, kind, at, count

    def __call__(self, event: str, given: Sequence[Any]) -> None:
        if not self._changes(event, given):
            return
        number = int.from_bytes(self.count[:8], "little") + 1
        self.count[:8] = number.to_bytes(8, "little")
        if self.kind == "kill" and number == self.at:
            os.killpg(0, signal.SIGKILL)
        if self.kind == "in place" and event == "open" and os.path.isfile(given[0]) and os.stat(given[0]).st_nlink > 1:
            raise AssertionError(f"{given[0]} is published, and is written into")
        if self.kind == "full" and number >= self.at and event not in FREES and event != "ctypes.dlsym":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _changes(self, event: str, given: Sequence[Any]) -> bool:
        if event == "ctypes.dlsym":
            return bool(given[1] == "renameat2")
        if event == "open":
            writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
            return isinstance(given[0], str) and given[0].startswith(self.under) and bool(given[2] & writes)
        return event in CHANGES and any(str(one).startswith(self.under) for one in given[:2])


def _be_mortal() -> None:
    """Give up what root may do with files of others, and with its own that it may not write."""
    header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none):
        raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    _serve()

"""Saves in the project's folder: which of them matter, and when a burst of them is over."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from builder.work.system import left_behind

PAUSE = 0.05
"""Seconds of silence after which a burst of events counts as one save."""

FOLDERS = ("curriculum", "templates", "sites")
FILES = ("library.lock",)

_EVENTS = (FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent, DirCreatedEvent, DirMovedEvent, DirDeletedEvent)
"""What the system is asked to tell. It would tell of each file that we open, too: a thousand times for each save."""
_TEMPORARY = re.compile(
    r"""\..*            # hidden: .session.md.swp, .#session.md, .goutputstream-A1, .DS_Store
    | .*~               # copies before the edit: session.md~
    | \#.*\#            # Emacs' autosave
    | [0-9]+            # Vim tries whether it can write: 4913
    | .*\.(sw[a-z]|tmp|temp|bak|orig|part|crswap)
    | .*___jb_(tmp|old)___
    | sed[A-Za-z0-9]{6}
    | ~\$.*             # Word's lock
    | __pycache__""",
    re.X,
)


def matters(path: str) -> bool:
    """Whether a change of this path, from the project's folder, can change a page: no editor's temporary file, nothing beside the curriculum."""
    parts = path.split("/")
    return (parts[0] in FOLDERS or path in FILES) and not any(_TEMPORARY.fullmatch(part) or left_behind(part) for part in parts)


def saved(event: FileSystemEvent, root: Path) -> Iterator[str]:
    """The paths, from `root`, that an event of watchdog says were saved, moved or deleted."""
    if not isinstance(event, _EVENTS):
        return
    for name in (event.src_path, event.dest_path):
        path = Path(str(name))
        if name and path.is_relative_to(root) and matters(found := path.relative_to(root).as_posix()):
            yield found


def bursts(take: Callable[[float | None], str | None], pause: float = PAUSE) -> Iterator[frozenset[str]]:
    """Saves, gathered until `pause` seconds pass without another: several events of one save are one burst.

    `take(seconds)` gives the next path, raises `queue.Empty` after that long without one (None waits for ever), and gives None at the end.
    """
    while (first := take(None)) is not None:
        burst = {first}
        try:
            while (another := take(pause)) is not None:
                burst.add(another)
        except Empty:
            yield frozenset(burst)
        else:
            return


def watch(root: Path, put: Callable[[str], None]) -> BaseObserver:
    """Hand every path saved under `root` to `put`, until the observer that is returned is stopped; a folder that is made or replaced meanwhile is looked at from
    then on. Raises OSError when the system has no watch left."""
    watches: dict[str, ObservedWatch] = {}

    class Saves(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            for path in saved(event, root):
                if path in FOLDERS:
                    with suppress(OSError, KeyError):  # gone again, which will be told too
                        look_at(path)
                put(path)

    saves = Saves()

    def look_at(name: str) -> None:
        if name in watches:
            observer.unschedule(watches.pop(name))
        if (root / name).is_dir():
            watches[name] = observer.schedule(saves, str(root / name), recursive=True, event_filter=list(_EVENTS))

    logging.getLogger("watchdog").addHandler(logging.NullHandler())  # what it says of saves that come while it ends is for nobody
    observer = Observer()
    for name in FOLDERS:
        look_at(name)
    observer.schedule(saves, str(root), event_filter=list(_EVENTS))
    observer.start()
    return observer

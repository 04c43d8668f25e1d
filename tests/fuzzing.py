"""Inputs by chance, made of all the curricula that tests have, right ones and broken ones, and of what has broken something before; each is given to a door.

What is neither taken nor refused in words is a `Failed`: an error of Python's, more than a second, a text that comes back as something else.
"""

from __future__ import annotations

import json
import math
import random
import re
import resource
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.dates.closures import CalendarError
from builder.finding import CurriculumError
from tests.doors import Doors
from tests.everything import everything
from tests.injecting import PAYLOADS
from tests.trees import BROKEN, SMALL

LONGEST = 1.0
"""Seconds of processor that any input may take in the long run."""
LONGEST_INPUT = 20_000
"""Bytes."""
MEMORY = 1_500
"""Megabytes that a process may hold more than before them."""
ODD: tuple[bytes, ...] = (
    b"\\UFFFFFFFF", b'"\\U00110000"', b'"\\ud800"', b"\xff\xfe", b"\xc3(", b"\x00", b"\xef\xbb\xbf", b"\r", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"9" * 400,
    b"-1", b"0", b"1e999", b".nan", b".inf", b"1_000", b"0x7f", b"12:30", b"2027-02-30", b"0000-00-00", b"9999-12-31", b"a" * 260, b"a" * 4000, b"[" * 60,
    b"{" * 60, b"- " * 60, b"> " * 60, b"*" * 200, b"&a [*a]", b"<<: {a: b}", b"!!python/object:os.system x", b"? ", b"---\n", b"...\n", b"{{a}}", b"{{ line crisis }}",
    b"{{passage pills}}", b"[____ ", b"[lines 99999999: a]", b"[scale 0-99999999: a | b]", b"[pause 999999999 seconds]", b"[@a; @b, ", b"](", b"![a](b.svg)",
    b"<!--", b"<b onclick=a()>", b"&#0;", b"&#x110000;", b"|||\n|-|-|\n", b"```\n", b"## ", b"help", b"con", b"../..", b"was: [help]\n", b"null", b"true", b"{}", b"[]",
    *(text.encode("utf-8", "surrogatepass") for text in PAYLOADS.values()),
)  # fmt: skip
"""Pieces of files that readers stumble over."""


class Failed(AssertionError):
    """What an input did that none may do, and the input."""


@dataclass
class Tried:
    """What was tried at a door."""

    taken: int = 0
    refused: int = 0
    slowest: float = 0.0
    """Seconds of processor of the one that took the longest."""
    seeds: int = 0

    @property
    def inputs(self) -> int:
        return self.taken + self.refused


Named = tuple[str, bytes]
"""The name of a file, and what stands in it."""


@cache
def seeds() -> Mapping[str, Sequence[Named]]:
    """What is right or nearly, by the door that it is for: every file of the small curriculum, and every one that a broken curriculum has in its place."""
    with TemporaryDirectory() as folder:
        named = ((one.name, one.text.encode("utf-8", "replace")) for one in everything(Path(folder), site=True))
        files = dict.fromkeys((*_files_of_small(), *_broken_files(), *named))
    tracks = tuple(one for one in files if "tracks/" in one[0])
    requests = tuple(one for one in files if "requests/" in one[0])
    closed = tuple((name, b"# 2027-01-06\n" + content) for name, content in files if name == "closures.yml")
    saves = (*tracks, *((name, json.dumps({"text": text.decode("utf-8", "replace"), "was": None}).encode()) for name, text in tracks))
    asked = tuple(("board.json", json.dumps(question).encode()) for question in _questions(tracks))
    texts = tuple(("text", content) for content in ODD)
    return {"files": tuple(files), "tracks": tracks, "requests": requests, "calendars": closed, "saves": saves, "board": asked, "writers": texts}


def _files_of_small() -> Iterator[Named]:
    for path in sorted((SMALL / "curriculum").rglob("*")):
        if path.suffix in (".md", ".yml"):
            yield path.relative_to(SMALL).as_posix(), path.read_bytes()


def _broken_files() -> Iterator[Named]:
    for case in sorted(BROKEN.iterdir()):
        for path in sorted(case.rglob("*/*")):
            if path.suffix in (".md", ".yml") and path.is_file():
                yield path.relative_to(case).as_posix(), path.read_bytes()
        for edit in tomllib.loads((case / "EDIT.toml").read_text(encoding="utf-8"))["edit"] if (case / "EDIT.toml").is_file() else ():
            new = bytes.fromhex(edit["bytes_hex"]) if "bytes_hex" in edit else edit["new"].encode()
            if (SMALL / edit["file"]).suffix in (".md", ".yml") and (SMALL / edit["file"]).is_file():
                yield edit["file"], (SMALL / edit["file"]).read_bytes().replace(edit["old"].encode(), new)


def _questions(tracks: Sequence[Named]) -> Iterator[object]:
    for _, content in tracks[:3]:
        yield {"do": "read", "text": content.decode("utf-8", "replace")}
    request = {"population": "depression", "weeks": 4, "days": ["mon", "wed"], "start": 1050}
    yield {"do": "propose", "request": request}
    yield {"do": "look", "draft": {"track": {}, "body": ""}, "base": None, "standards": [], "parts": ["findings", "hours"]}


class Chance:
    """Makes inputs of seeds by a seed of its own, so that what failed can be made again."""

    def __init__(self, number: int):
        self.by = random.Random(number)

    def of(self, known: Sequence[Named]) -> Named:
        """One of what is known, changed in one place or a few."""
        name, content = self.by.choice(known)
        for _ in range(self.by.choice((1, 1, 1, 2, 3, 6))):
            content = self.changed(content, self.by.choice(known)[1])
        return name, content[:LONGEST_INPUT]

    def changed(self, content: bytes, other: bytes) -> bytes:
        """One change: of a byte, a piece, a line or a number; or with a piece of another input."""
        by, lines = self.by, content.split(b"\n")
        at, end = sorted((by.randrange(len(content) + 1), by.randrange(len(content) + 1)))
        end, line = min(end, at + 80), by.randrange(len(lines))
        match by.randrange(10):
            case 0:
                return content[:at] + bytes([by.randrange(256)]) + content[at + 1 :]
            case 1:
                return content[:at] + content[end:]
            case 2 | 3:
                return content[:at] + by.choice(ODD) + content[at:]
            case 4:
                return content[:at] + by.choice(ODD) + content[end:]
            case 5:
                return b"\n".join((*lines[:line], *lines[line + 1 :]))
            case 6:
                return b"\n".join(
                    (*lines[:line], *by.choice(((lines[line],) * by.choice((2, 3, 30)), lines[line : line - 2 : -1])), *lines[line + 1 :])
                )
            case 7:
                return _NUMBER.sub(lambda found: by.choice((found[0], b"0", b"-1", b"9" * 20, b"1.5", b"400")), content, count=by.randrange(1, 4))
            case 8:
                head, colon, _ = lines[line].partition(b":")
                return b"\n".join((*lines[:line], head + colon + b" " + by.choice(ODD), *lines[line + 1 :]))
            case _:
                start = by.randrange(len(other) + 1)
                return content[:at] + other[start : start + by.randrange(1, 200)] + content[end:]


_NUMBER = re.compile(rb"[0-9]+")


@dataclass
class Fuzzer:
    """Gives inputs to doors, and counts."""

    doors: Doors
    longest: float = math.inf
    """Seconds of processor that any input may take."""
    tried: dict[str, Tried] = field(default_factory=dict)
    before: int = field(default_factory=lambda: megabytes())

    def give(self, door: str, name: str, content: bytes) -> None:
        """One input at a door. Raises Failed."""
        counted, began = self.tried.setdefault(door, Tried()), time.thread_time()
        try:
            taken = self.doors.all[door](name, content)
        except (CurriculumError, CalendarError):
            taken = False
        except Exception as error:
            raise Failed(f"{door} {name}: {type(error).__name__}: {str(error)[:300]}; given {content[:2000]!r}") from error
        took = time.thread_time() - began
        if took > self.longest:
            raise Failed(f"{door} {name}: took {took:.2f} s; given {content[:2000]!r} ({len(content)} bytes)")
        counted.slowest = max(counted.slowest, took)
        counted.taken += taken
        counted.refused += not taken

    def seeds(self) -> None:
        """Every seed as it is, at its door."""
        for door, known in seeds().items():
            for name, content in known:
                self.give(door, name, content)
            self.tried[door].seeds = len(known)

    def by_chance(self, door: str, count: int, number: int, more: Sequence[Named] = ()) -> None:
        """So many inputs at a door, made of its seeds and of more; the same for the same number."""
        chance, known = Chance(number), (*seeds()[door], *more)
        for _ in range(count):
            self.give(door, *chance.of(known))
        if (more_held := megabytes() - self.before) > MEMORY:
            raise Failed(f"{door}: {more_held:,} megabytes more were held at once in {count:,} inputs")


def megabytes() -> int:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(door: str, count: str, number: str, corpus: str) -> None:
    """Inputs at one door, by chance, of its seeds and of what atheris kept in a folder; what was counted is printed as JSON."""
    kept = [path.read_bytes() for path in sorted(Path(corpus).iterdir()) if not path.name.startswith("seed-")]
    with TemporaryDirectory() as folder:
        fuzzer = Fuzzer(Doors(Path(folder)), LONGEST)
        fuzzer.by_chance(door, int(count), int(number), [(name_at(door, one), one[1:]) for one in kept if one])
    print(json.dumps(vars(fuzzer.tried[door]) | {"megabytes": megabytes()}))


def name_at(door: str, data: bytes) -> str:
    """The name of the file that an input of atheris's is: its first byte says which."""
    names = sorted({name for name, _ in seeds()[door]})
    return names[data[0] % len(names)]


if __name__ == "__main__":
    main(*sys.argv[1:])

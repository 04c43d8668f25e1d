"""What someone without a login gets from a server: nothing but what participants have, whatever is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from random import Random

from builder.site.packing import WRITTEN
from builder.site.server_files import headers_of
from builder.work.store import file_status
from tests.guessing import PART, Guess, basic, guesses
from tests.project import ROOT
from tests.serving import OPEN, PASSWORD, USER, Answer, Served

FEW = 600
"""Bytes of an answer that is the server's own: a line or two."""
IN = basic(USER, PASSWORD)
ENDINGS = (".br", ".gz")
BEFORE_ANY_RULE = {"caddy": (400, 431, 501, 505)}
"""What a server says of a request that it cannot read, before it knows to whom it is: no setting adds a header there."""


def plain_names(folder: Path) -> list[str]:
    """The files in a copy that `groupwork pack` made, without those that are another one packed."""
    names = file_status(folder).keys() - {WRITTEN}
    return sorted(name for name in names if not (name.endswith(ENDINGS) and name[:-3] in names))


class Crawl:
    """`participants` and `staff` are the folders that a server serves; `told` counts what was asked for, by kind and by status."""

    def __init__(self, server: Served, participants: Path, staff: Path):
        self.server = server
        self.told: Counter[str] = Counter()
        self._folders = {"participants": participants, "staff": staff}
        self.names = {site: plain_names(folder) for site, folder in self._folders.items()}
        self._public, every = (
            {digest for name in file_status(folder) for digest in _digests((folder / name).read_bytes())} for folder in (participants, staff)
        )
        self._staffs = every - self._public
        self._wanted = {site: headers_of(site, ROOT / "templates") for site in self._folders}

    def known(self) -> int:
        """Every address of both sites: participants' are given to everyone, staff's to nobody without a login."""
        for name in self.names["participants"]:
            answer = self.ask(Guess(self.server.path("participants", name), kind="participants'"), OPEN)
            assert answer.status == 200, name
            assert answer.body == (self._folders["participants"] / name).read_bytes(), name
        for name in self.names["staff"]:
            answer = self.ask(Guess(self.server.path("staff", name), kind="staff's"), self.server.staffs_host)
            assert answer.status == 401, f"{name}: {answer.status}"
        return sum(map(len, self.names.values()))

    def let_in(self, names: Iterable[str]) -> int:
        """The same addresses with a login, so that what was refused is what would be given."""
        asked = list(names)
        for name in asked:
            answer = self.server.ask(self.server.path("staff", name), host=self.server.staffs_host, more=IN)
            assert answer.status == 200, name
            assert answer.body == (self._folders["staff"] / name).read_bytes(), name
            self._looked_over(answer, "staff", name)
        return len(asked)

    def guessed(self, count: int, seed: int = 19) -> int:
        """So many addresses that someone may try, of every kind at each host."""
        hosts, chance = (OPEN, self.server.staffs_host), Random(seed)
        for guess in guesses(self.names["staff"], count, seed, self.server.path("staff")):
            self.ask(guess, chance.choice(hosts))
        return count

    def ask(self, guess: Guess, host: str) -> Answer:
        answer = self.server.ask(guess.path, host=host, method=guess.method, more=guess.more)
        self.told[guess.kind] += 1
        self.told[f"answered {answer.status}"] += 1
        self._gives_nothing_away(guess, answer, host)
        return answer

    def _gives_nothing_away(self, guess: Guess, answer: Answer, host: str) -> None:
        said = f"{self.server.name}, {self.server.layout}: {guess.method} {guess.path} at {host} {guess.more.strip()!r} gave {answer.status}, {len(answer.body)} bytes"
        is_public = sha256(answer.body).digest() in self._public
        if answer.body and not is_public:
            assert answer.status not in (200, 203, 206), said
            assert len(answer.body) <= FEW, said
            assert sha256(answer.body).digest() not in self._staffs, said
        if not is_public and not answer["content-type"].startswith("application/pdf"):
            assert not answer["etag"] or guess.method == "HEAD" or answer.status in (304, 404), said
        if guess.method == "HEAD" and answer.status == 200:
            assert int(answer["content-length"] or 0) in self._sizes(), said
        foreign = self.server.name == "caddy" and (answer.status, answer.body, answer["server"]) == (200, b"", "Caddy")
        if foreign:  # a host that no block names: Caddy has nothing for it
            assert guess.path.startswith("http"), said
        elif answer.status not in BEFORE_ANY_RULE.get(self.server.name, ()):
            self._looked_over(answer, self._whose(answer), said)

    def _sizes(self) -> Collection[int]:
        return {status.st_size for status in file_status(self._folders["participants"]).values()}

    def _whose(self, answer: Answer) -> str:
        return "staff" if answer["x-robots-tag"] else "participants"

    def _looked_over(self, answer: Answer, site: str, said: str) -> None:
        """Every header that is to be said with every answer is, once and as it is written."""
        self.told["headers looked at"] += len(self._wanted[site])
        lacking = {name: answer[name] for name, value in self._wanted[site].items() if answer[name] != value}
        assert not lacking, f"{said}: {lacking}"
        assert answer["cache-control"], said
        assert answer["server"] in ("", "nginx"), said


def _digests(content: bytes) -> tuple[bytes, bytes]:
    """Of a whole file, and of the part of it that is asked for."""
    return sha256(content).digest(), sha256(content[:PART]).digest()

"""Inputs at one door that atheris makes: it sees which branches of the program each one took, and goes on from those that took another. Ends with what libFuzzer counted."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["builder"]):
    from tests.doors import Doors
    from tests.fuzzing import LONGEST, LONGEST_INPUT, MEMORY, Fuzzer, name_at, seeds


def main(door: str, seconds: str, corpus: str) -> None:
    """What took another branch is kept in the folder `corpus`, each file with the number of its name in front."""
    names = sorted({name for name, _ in seeds()[door]})
    for number, (name, content) in enumerate(seeds()[door]):
        Path(corpus, f"seed-{number}").write_bytes(bytes([names.index(name)]) + content)
    fuzzer = Fuzzer(Doors(Path(tempfile.mkdtemp(prefix="guided-"))), LONGEST)

    def one(data: bytes) -> None:
        if data:
            fuzzer.give(door, name_at(door, data), data[1:])

    limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST_INPUT}", f"-rss_limit_mb={MEMORY}", "-timeout=30", "-seed=19", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *limits, corpus], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Many requests at once, by wrk: so many a second for so long, each answered in full and without an error."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.serving import FETCHED, OPEN, Served, libraries

WRK = shutil.which("wrk", path=str(FETCHED / "usr/bin")) or shutil.which("wrk")
PAUSE = 100
"""Milliseconds that a connection rests between two requests: as many connections as a tenth of the requests a second, and some more for the answers' own time."""

_SCRIPT = """\
local paths, accept = {paths}, "{accept}"
local at = 0
function delay() return {pause} end
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {{ ["Accept-Encoding"] = accept, ["Host"] = "{host}" }})
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\\n@{{"requests": %d, "microseconds": %d, "errors": %d, "half": %d, "most": %d}}\\n', summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
end
"""


@dataclass(frozen=True)
class Load:
    """What was held: requests a second, how many had an error, and milliseconds after which half of them, and all but one in a hundred, were answered."""

    a_second: float
    requests: int
    errors: int
    half: float
    most: float


def loaded(server: Served, paths: Sequence[str], a_second: int, seconds: int, folder: Path, accept: str = "br") -> Load:
    """So many requests a second, each path in turn."""
    assert WRK, "wrk is missing"
    script = folder / "load.lua"
    listed = "{" + ", ".join(json.dumps(path) for path in paths) + "}"
    script.write_text(_SCRIPT.format(paths=listed, accept=accept, pause=PAUSE, host=f"{OPEN}:{server.https}"), encoding="utf-8")
    connections = str(a_second * (PAUSE + 40) // 1000)
    command = [WRK, "-t", "2", "-c", connections, "-d", f"{seconds}s", "--timeout", "10s", "-s", str(script), f"https://{OPEN}:{server.https}/"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env=libraries()).stdout
    told: Mapping[str, int] = json.loads(said.rpartition("@")[2])
    return Load(told["requests"] * 1e6 / told["microseconds"], told["requests"], told["errors"], told["half"] / 1000, told["most"] / 1000)

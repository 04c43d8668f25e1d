"""The pages' scripts that need no page, run in node."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest

from tests.project import ROOT

SCRIPTS = ROOT / "templates" / "assets-staff" / "js"
with_node = pytest.mark.skipif(shutil.which("node") is None, reason="node runs the pages' scripts")


def in_node(script: str, expression: str, given: Any = None) -> Any:
    """What `expression` gives as JSON, with the script as `m` and `given` at hand."""
    program = f"""
import * as m from {json.dumps((SCRIPTS / script).as_uri())};
let text = "";
for await (const piece of process.stdin.setEncoding("utf8")) text += piece;
const given = JSON.parse(text);
console.log(JSON.stringify({expression}));
"""
    done = subprocess.run(["node", "--input-type=module", "-e", program], input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1500:]
    return json.loads(done.stdout)

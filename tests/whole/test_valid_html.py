"""Every page of both sites is valid HTML, by the Nu checker (`make browser` fetches it; it needs Java)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.project import ROOT

pytestmark = pytest.mark.slow

CHECKER = ROOT / ".venv" / "nu" / "package" / "build" / "dist" / "vnu.jar"


@pytest.mark.skipif(not CHECKER.is_file() or shutil.which("java") is None, reason="the Nu checker is not installed")
def test_every_page_is_valid_html(site: Path) -> None:
    pages = [str(path) for path in sorted(site.rglob("*.html"))]
    assert len(pages) > 300
    checker = ["java", "-jar", str(CHECKER), "--errors-only", "--format", "json", "--exit-zero-always", *pages]
    messages = json.loads(subprocess.run(checker, capture_output=True, text=True, check=True).stderr)["messages"]
    assert [f"{Path(m['url']).relative_to(f'file:{site}')}:{m.get('lastLine')}: {m['message']}" for m in messages][:20] == []

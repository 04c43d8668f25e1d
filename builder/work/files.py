"""Several files into a folder of someone's, all or none."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from builder.work.system import move


def write_together(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write all files beside their places first, then rename each: a full disk or a lock leaves what was there. Other files in the folder stay."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as aside:
        for name, content in files.items():
            (Path(aside) / name).write_bytes(content)
        for name in files:
            move(Path(aside) / name, folder / name)
    return tuple(folder / name for name in files)

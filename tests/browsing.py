"""The real Chromium of the machine, and how it is kept quiet: no look-up of its own leaves it."""

from __future__ import annotations

import shutil

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
PATIENCE = 90_000
"""Milliseconds that a test waits for what a page should say. The one limit: a machine with twenty other things to do takes its time, and a page that never
says it fails all the same."""
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

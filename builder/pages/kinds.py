"""What kinds of files a site is made of, by the endings of their names: what a server has to call each, and which a visitor is glad to get smaller."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

_OFFICE = "application/vnd.openxmlformats-officedocument"

KINDS: Mapping[str, str] = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "xml": "application/xml",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "ics": "text/calendar",
    "webmanifest": "application/manifest+json",
    "wasm": "application/wasm",
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "epub": "application/epub+zip",
    "zip": "application/zip",
    "gz": "application/gzip",
    "png": "image/png",
    "woff2": "font/woff2",
}
PLAIN = "text/plain"
"""What has no ending: a licence, the version of something that others made."""
SMALLER = frozenset({"html", "css", "js", "mjs", "json", "svg", "xml", "txt", "md", "csv", "ics", "webmanifest", "wasm"})
"""Kinds that are not packed already."""


def ending(path: str) -> str:
    return PurePosixPath(path).suffix.removeprefix(".")


def kind_of(path: str) -> str:
    """What a server has to call a file of a site."""
    return KINDS.get(ending(path), "application/octet-stream") if ending(path) else PLAIN


def charset_of(kind: str) -> str:
    """`utf-8` for what is text, all of which is; empty for what is not, or says it by itself."""
    return "utf-8" if kind.startswith("text/") else ""

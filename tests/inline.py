"""What stands inside a page that a content security policy would have to allow by itself: styles, scripts, handlers, addresses that are programs."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser


class _Inside(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.scripts: list[str] = []
        self.policies: list[str] = []
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")]
        self.found += [
            f"<{tag} {name}={value}>" for name, value in attrs if (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))
        ]
        if tag == "style":
            self.found.append("<style>")
        if tag == "script" and "src" not in given:
            self._script = []
        if tag == "meta" and (given.get("http-equiv") or "").lower() == "content-security-policy":
            self.policies.append(given.get("content") or "")

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.scripts.append("".join(self._script))
            self._script = None


def read_inside(page: str) -> _Inside:
    inside = _Inside()
    inside.feed(page)
    inside.close()
    return inside


def not_allowed(page: str, policy: str) -> Iterator[str]:
    """What in a page its policy would not let work; a script that the policy names by its digest may."""
    inside = read_inside(page)
    yield from inside.found
    for script in inside.scripts:
        if f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" not in policy:
            yield f"<script>{script[:60]}"

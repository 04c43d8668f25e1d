"""What the pages of a site may do in a browser, said once: pages carry it, servers send it, and what `groupwork doctor` and the tests ask for is the same."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

_UNUSED = [
    "accelerometer",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
]
_USED = ("autoplay", "clipboard-write", "fullscreen", "screen-wake-lock")
"""Of what a browser can let pages do: nothing that sees or hears; a text is copied, a wall fills the screen, room mode sounds and keeps it awake."""

HEADERS: Mapping[str, str] = {
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join([*(f"{name}=()" for name in _UNUSED), *(f"{name}=(self)" for name in _USED)]),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What a server says with every answer, beside the policy."""
OVER_TLS: Mapping[str, str] = {"Strict-Transport-Security": "max-age=31536000"}
"""And where it answers by HTTPS."""
OF_STAFF: Mapping[str, str] = {"X-Robots-Tag": "noindex, nofollow"}
"""And of the staff site."""


def page_policy(site: str, templates: Path) -> str:
    """The content security policy that a page of a site carries: everything from the site itself, and nothing in a page runs or paints but what came from
    there. The staff's planner is WebAssembly. The one script inside a page, in 404.html, is named by its digest."""
    digest = b64encode(sha256((templates / "theme/partials/missing.js").read_bytes()).digest()).decode()
    scripts = "'self' 'wasm-unsafe-eval'" if site == "staff" else "'self'"
    own = ("style-src", "img-src", "font-src", "connect-src", "manifest-src", "worker-src", "base-uri", "form-action")
    return "; ".join(["default-src 'none'", f"script-src {scripts} 'sha256-{digest}'", *(f"{name} 'self'" for name in own)])


def sent_policy(site: str, templates: Path) -> str:
    """The same as a server sends it: only there can it be said that no other page may hold this one in a frame."""
    return f"{page_policy(site, templates)}; frame-ancestors 'none'"

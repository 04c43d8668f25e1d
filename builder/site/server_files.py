"""What web servers are told of our sites in their own words: types, headers and how long a browser may keep what. `deploy/` holds it, and a test holds
it to this, so that a server, the pages and `groupwork doctor` never ask for different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from builder.pages.kinds import KINDS, PLAIN, charset_of
from builder.pages.policy import HEADERS, OF_STAFF, OVER_TLS, sent_policy
from builder.site.record import SITES

KEPT = "max-age=31536000, immutable"
"""For what is named by a digest of what it holds: it is never another."""
ASKED = "no-cache"
"""For all else: kept, and asked for each time whether it is still so; the service worker too."""
NAMED_BY_DIGEST = r"/search-index/[0-9a-f]{12}\.json\.gz$"
WHOSE: Mapping[str, str] = {"participants": "public", "staff": "private"}
"""Who may keep an answer: staff's no cache between."""

_AT_SIGN_IN: Mapping[str, str] = {"Content-Security-Policy": "frame-ancestors 'none'", **HEADERS, **OVER_TLS, **OF_STAFF}
"""With the pages of oauth2-proxy, which have styles of their own, and a button that leads to another host."""
_SAYS = "# Made by builder/site/server_files.py: change it there.\n"


def headers_of(site: str, templates: Path) -> dict[str, str]:
    """What is said with every answer of a site."""
    return {"Content-Security-Policy": sent_policy(site, templates), **HEADERS, **OVER_TLS, **(OF_STAFF if site == "staff" else {})}


def server_files(templates: Path) -> dict[str, str]:
    """These parts of the settings of nginx and Caddy, by their path in `deploy/`."""
    nginx = {f"headers-{site}.conf": "".join(_nginx_headers(headers_of(site, templates), site)) for site in SITES}
    nginx |= {"headers-sign-in.conf": "".join(_nginx_headers(_AT_SIGN_IN, "staff")), "types.conf": "".join(_nginx_types()), "map.conf": _nginx_map()}
    caddy = "".join([*_caddy_types(), *(line for site in SITES for line in _caddy_headers(site, templates)), *_caddy_at_sign_in()])
    made = {f"nginx/groupwork/{name}": text for name, text in nginx.items()} | {"caddy/groupwork/headers.caddy": caddy}
    return {path: _SAYS + text for path, text in made.items()}


def _nginx_headers(headers: Mapping[str, str], site: str) -> Iterator[str]:
    for name, value in headers.items():
        yield f'add_header {name} "{value}" always;\n'
    yield f'add_header Cache-Control "{WHOSE[site]}, $groupwork_keeps" always;\n'


def _nginx_types() -> Iterator[str]:
    yield "types {\n"
    yield from (f"    {kind} {ending};\n" for ending, kind in KINDS.items())
    yield f"}}\ndefault_type {PLAIN};\ncharset utf-8;\n"
    yield f"charset_types {' '.join(sorted({kind for kind in KINDS.values() if charset_of(kind)} - {'text/html'}))};\n"


def _nginx_map() -> str:
    kept = f'    "~^(200|206|304) .*{NAMED_BY_DIGEST}" "{KEPT}";\n'
    return f'# Once, outside of any server.\nmap "$status $uri" $groupwork_keeps {{\n    default "{ASKED}";\n{kept}}}\n'


def _caddy_headers(site: str, templates: Path) -> Iterator[str]:
    yield from _caddy_snippet(site, headers_of(site, templates))
    yield f"\theader -Server\n\t@kept_{site} path_regexp {NAMED_BY_DIGEST}\n\t@asked_{site} not path_regexp {NAMED_BY_DIGEST}\n"
    yield f'\theader @kept_{site} Cache-Control "{WHOSE[site]}, {KEPT}"\n\theader @asked_{site} Cache-Control "{WHOSE[site]}, {ASKED}"\n}}\n'


def _caddy_at_sign_in() -> Iterator[str]:
    yield from _caddy_snippet("sign_in", {**_AT_SIGN_IN, "Cache-Control": f"{WHOSE['staff']}, {ASKED}"})
    yield "}\n"


def _caddy_snippet(name: str, headers: Mapping[str, str]) -> Iterator[str]:
    """Its beginning: whatever follows ends it."""
    yield f"(groupwork_headers_{name}) {{\n\theader {{\n"
    yield from (f'\t\t{header} "{value}"\n' for header, value in headers.items())
    yield "\t}\n"


def _caddy_types() -> Iterator[str]:
    yield "(groupwork_types) {\n"
    for ending, kind in KINDS.items():
        charset = f"; charset={charset_of(kind)}" if charset_of(kind) else ""
        yield f'\t@type_{ending} path *.{ending}\n\theader @type_{ending} Content-Type "{kind}{charset}"\n'
    yield f'\t@type_none path_regexp /[^./]+$\n\theader @type_none Content-Type "{PLAIN}; charset={charset_of(PLAIN)}"\n}}\n'

"""What makes a finished site usable without internet: a manifest, a service worker, and lists of the pages that can be kept together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from filecmp import cmp
from hashlib import sha256
from pathlib import Path, PurePosixPath

from builder.model.palette import PALETTE, Color
from builder.pages.docs import ICONS
from builder.site.one_file import write_one_file
from builder.views.mytonight import MY_TONIGHT
from builder.views.page import Site, size_of
from builder.views.tonight import TONIGHT
from builder.work.store import file_status
from builder.work.system import move

CARRIED = "groupwork-participants.zip"
SHELL_PAGES = ("", "offline/")
"""Pages that are kept with every other: home, and the one that says that there is no internet. Help is added by its address."""
SHELL_ASSETS = frozenset({".css", ".js", ".svg", ".woff2"})
NOT_IN_SHELL = frozenset({"micropython", "pdf-lib"})
"""Folders of scripts that are asked for only when someone composes or dates a track, prints an evening or saves what they wrote."""
SHELL_DATA = frozenset({TONIGHT, MY_TONIGHT})
"""What home reads."""
PICTURES = {"icon-192.png": (192, "any"), "icon-512.png": (512, "any"), "icon-maskable-512.png": (512, "maskable")}
"""Pixels of each icon, and what a phone may do with it."""
PAGE = "#fbfaf7"
"""The colour of a page, as in templates/assets/css/colours.css."""
VERSIONED = frozenset({".html", ".css", ".js", ".svg", ".woff2"})


def finish_offline(folder: Path, site: Site, templates: Path) -> None:
    """Write what a phone needs into the finished site in `folder`: manifest.webmanifest, an offline.json beside each page of `site.kept`, sw.js.

    Participants also get their whole site as one file, CARRIED, and the page that offers it says how large it is.
    """
    if site.name == "participants":
        part = folder / f".{CARRIED}.part"
        write_one_file(folder, Path(CARRIED).stem, templates, part)
        _take_place(part, folder / CARRIED)
        _say_size(folder / "offline" / "index.html", CARRIED, (folder / CARRIED).stat().st_size)
    for path, pages in site.kept.items():
        _write(folder / path / "offline.json", _kept(folder, pages))
    _write(folder / "manifest.webmanifest", _json(manifest(site)))
    for name, picture in _icons(site.look.color, templates) if site.look.color else ():
        _write(folder / name, picture)
    _write(folder / "sw.js", _worker(folder, site, templates))


def manifest(site: Site) -> dict[str, object]:
    """What a phone needs to put the site among its apps. Addresses are relative, so that it works under any folder."""
    return {
        "name": site.chrome.name,
        "short_name": site.chrome.name,
        "description": site.chrome.tagline,
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "display_override": ["minimal-ui"],
        "background_color": PAGE,
        "theme_color": (site.look.color or PALETTE["teal"]).light.line,
        "icons": [
            {"src": f"{ICONS}{name}", "sizes": f"{pixels}x{pixels}", "type": "image/png", "purpose": purpose}
            for name, (pixels, purpose) in PICTURES.items()
        ],
    }


def _icons(color: Color, templates: Path) -> Iterator[tuple[str, bytes]]:
    """The pictures by which a phone knows the site among its apps, in the program's colour: made as supply/vendored.toml says of ours."""
    from builder.print.typesetter import icon_of  # loads what sets pages, which a site in our colour can do without

    mark = (templates / "theme/partials/mark.svg").read_text(encoding="utf-8").replace("currentColor", color.light.line)
    mark = mark.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    for name, (pixels, purpose) in PICTURES.items():
        yield f"{ICONS}{name}", icon_of(mark, pixels) if purpose == "any" else icon_of(mark, pixels, 0.62, PAGE)


def version_of(folder: Path) -> str:
    """A digest of everything in a site that a phone may keep; the index of the search is not."""
    digest = sha256()
    for name in _files(folder):
        if (PurePosixPath(name).suffix in VERSIONED and not name.startswith("search-index/")) or name in SHELL_DATA:
            digest.update(name.encode() + b"\0" + sha256((folder / name).read_bytes()).digest())
    return digest.hexdigest()[:16]


def _worker(folder: Path, site: Site, templates: Path) -> bytes:
    assets = [
        name
        for name in _files(folder)
        if name.startswith("assets/") and PurePosixPath(name).suffix in SHELL_ASSETS and not NOT_IN_SHELL & set(PurePosixPath(name).parts)
    ]
    data = sorted(SHELL_DATA & {*_files(folder)})
    names = {
        "VERSION": version_of(folder),
        "SHELL": [*SHELL_PAGES, f"{site.chrome.help_path}/", *assets, *data],
        "KEEPS_VISITED": site.name == "staff",
    }
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in names.items())
    return head.encode() + (templates / "offline" / "sw.js").read_bytes()


def _kept(folder: Path, pages: tuple[str, ...]) -> bytes:
    """The addresses of pages, and the bytes that they take together."""
    return _json({"bytes": sum((folder / page / "index.html").stat().st_size for page in pages), "pages": [f"{page}/" for page in pages]})


def _say_size(page: Path, name: str, size: int) -> None:
    """A page is made before the files that it leads to: `data-size-of` marks where a size belongs."""
    text = page.read_text(encoding="utf-8")
    said = re.sub(rf'(<small data-size-of="{re.escape(name)}">)[^<]*', rf"\g<1>ZIP, {size_of(size)}", text)
    if said != text:
        _write(page, said.encode())


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False) + "\n").encode()


def _files(folder: Path) -> list[str]:
    return sorted(name for name in file_status(folder) if PurePosixPath(name).name != "sw.js")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    _take_place(part, path)


def _take_place(part: Path, path: Path) -> None:
    """Put `part` where `path` is, which may be a link to the file that is published now; what is right already stays."""
    if path.is_file() and cmp(part, path, shallow=False):
        part.unlink()
    else:
        move(part, path)

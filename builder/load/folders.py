"""The folders of a curriculum: what is in them, and what does not belong there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from builder.finding import Finding, Place, did_you_mean, shortened
from builder.load.layers import TOP, Layers
from builder.model.base import LONGEST_NAME, WINDOWS_OWN
from builder.text.slug import slug

EDITION = re.compile(r"(?P<name>.+)\.(?P<language>[a-z]{2})\Z")
SLUG = re.compile(rf"(?!({WINDOWS_OWN.pattern})\Z)(?=.{{1,{LONGEST_NAME}}}\Z)[a-z0-9]+(-[a-z0-9]+)*\Z")


class Folders:
    """The folders of all layers, by paths from `curriculum/`; findings on them are added to `findings`."""

    def __init__(self, layers: Layers, findings: list[Finding]):
        self.layers, self.findings = layers, findings
        self.name, self.is_dir, self.is_file = layers.name, layers.is_dir, layers.is_file

    def refuse(self, path: PurePosixPath, code: str, message: str, hint: str) -> None:
        """A finding on a file or folder as a whole."""
        self.findings.append(Finding(Place(self.name(path)), code, message, hint))

    def listing(self, folder: str, suffix: str) -> list[PurePosixPath]:
        here = TOP / folder
        return self.files(here, suffix) if self.is_dir(here) else []

    def files(self, folder: PurePosixPath, suffix: str, others: tuple[str, ...] = ()) -> list[PurePosixPath]:
        """The files of a folder that can be addresses of pages, and files of `others` beside them; `extra-file` for the rest."""
        found: list[PurePosixPath] = []
        for child in self.layers.children(folder):
            language = EDITION.match(child.stem)
            name = language["name"] if language else child.stem
            if self.is_dir(child) or child.suffix not in (suffix, *others):
                self.refuse(child, "extra-file", f"only {suffix} files belong in {self.name(folder)}", "move it out, or rename it")
            elif not SLUG.match(name):
                self.misnamed(child, f"{_slug(name)}{child.name.removeprefix(name)}")
            else:
                found.append(child)
        return found

    def misnamed(self, path: PurePosixPath, better: str) -> None:
        kept = WINDOWS_OWN.fullmatch(path.name.partition(".")[0])
        why = (
            "Windows keeps this name for itself"
            if kept
            else "names are lower-case words joined by hyphens" + (f", of {LONGEST_NAME} letters at most" if len(path.stem) > LONGEST_NAME else "")
        )
        self.refuse(path, "extra-file", f"'{shortened(path.name)}' cannot be the address of a page: {why}", f"rename it to {better}")

    def folders(self, folder: str) -> list[PurePosixPath]:
        here = TOP / folder
        if not self.is_dir(here):
            self.refuse(here, "missing-file", f"there is no folder '{folder}'", "make it, with one folder a module")
            return []
        children = self.subfolders(here)
        self.stray(here, set(), {child.name for child in children})
        return self.named(children)

    def named(self, folders: Sequence[PurePosixPath]) -> list[PurePosixPath]:
        """The folders that can be addresses of pages; `extra-file` for the rest."""
        for folder in folders:
            if not SLUG.match(folder.name):
                self.misnamed(folder, _slug(folder.name))
        return [folder for folder in folders if SLUG.match(folder.name)]

    def subfolders(self, folder: PurePosixPath) -> list[PurePosixPath]:
        return [child for child in self.layers.children(folder) if self.is_dir(child)]

    def stray(self, folder: PurePosixPath, files: set[str], folders: set[str]) -> None:
        """`extra-file` for everything of the project's own in a folder that is neither of these files nor of these folders."""
        for child in self.layers.children(folder):
            if child.name in (folders if self.is_dir(child) else files) or not self.layers.is_own(child):
                continue
            near = did_you_mean(child.name, sorted(files | folders), 0.6)
            otherwise = "list it in module.md, or move it out" if folder.parent.name == "modules" else "move it out, or delete it"
            self.refuse(child, "extra-file", f"'{child.name}' is not expected here", near or otherwise)


def language_of(path: PurePosixPath) -> str:
    """The language of a page by its file's name: `es` of `thought-log.es.md`."""
    found = EDITION.match(path.stem)
    return found["language"] if found else "en"


def _slug(name: str) -> str:
    """The nearest name that can stand in an address."""
    better = slug(name, LONGEST_NAME)
    return better if SLUG.match(better) else f"{better or 'a'}-name"

"""Forms to fill in: a new session, handout, set of cards, wall, passage, track or group from `templates/new/`.

A form leaves empty what only its author knows. `groupwork check` then lists what is still to write, and nothing is published until it is written.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path, PurePosixPath

import yaml

from builder.check.addresses import BESIDE, ours
from builder.finding import CurriculumError, did_you_mean
from builder.installed import templates_of
from builder.load.entry import FENCE, read_page_file
from builder.load.folders import SLUG
from builder.load.layers import BEGIN, TOP, Layers, layers_of
from builder.load.sites import misplaced
from builder.model.site import FOLDER as SITES
from builder.text.yaml_lists import UneditableList, adding, spliced

_SHAPES = {
    "module": ("name", "sleep"),
    "session": ("module/name", "cbt/first-thought"),
    "handout": ("module/session/name", "cbt/first-thought/thought-log"),
    "cards": ("module/session/name", "cbt/first-thought/scene-cards"),
    "wall": ("module/session", "cbt/first-thought"),
    "track": ("name", "evening"),
    "passage": ("name", "withdrawal"),
    "group": ("name", "evening-b"),
    "site": ("name", "harbor"),
}


class ScaffoldError(Exception):
    """Why no form was written; nothing on disk was changed."""


def write_new(root: Path, kind: str, identity: str) -> list[str]:
    """Write the form of a `module`, `session`, `handout`, `cards`, `wall`, `passage`, `track` or `group` under `root/curriculum`, or of a `site` in `root/sites`; returns the files written, as
    paths from `root`.

    A session comes with the form of its handout, and its name goes to the end of its module's `sessions`, where that page is the project's own. A module
    is begun by itself, so that a misspelled name never makes one. Raises ScaffoldError for an id that does not fit, a module or session that does not exist, and a file that does.
    """
    names = _names(kind, identity)
    curriculum = root / "curriculum"
    if not curriculum.is_dir():
        raise ScaffoldError(f"there is no folder 'curriculum' in {root}; {BEGIN}")
    if kind == "module":
        files = {curriculum / "modules" / names[0] / "module.md": _form(root, kind)}
        if layers_of(root).is_file(TOP / "modules" / names[0] / "module.md"):
            raise ScaffoldError(f"there is a module '{names[0]}' already; nothing was written")
    elif kind == "site":
        files = {root / SITES / f"{names[0]}.yml": _form(root, kind)}
    elif kind in ("track", "passage", "group"):
        files = {curriculum / f"{kind}s" / f"{names[0]}{_ending(kind)}": _form(root, kind)}
    elif kind in ("handout", "cards"):
        files = {_session_folder(root, *names[:2]) / f"{names[2]}.md": _form(root, kind)}
    elif kind == "wall":
        files = {_session_folder(root, *names) / "wall.md": _form(root, kind)}
    else:
        files = _session_files(root, *names)
    if taken := [path for path in files if path.exists() and path.name != "module.md"]:
        raise ScaffoldError(f"{taken[0].relative_to(root).as_posix()} is there already; nothing was written")
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
    except OSError as error:
        raise ScaffoldError(f"{error.filename} could not be written: {error.strerror}") from error
    return [path.relative_to(root).as_posix() for path in files]


def _names(kind: str, identity: str) -> list[str]:
    shape, example = _SHAPES[kind]
    names = identity.split("/")
    if len(names) != shape.count("/") + 1:
        raise ScaffoldError(f"the id of a {kind} is {shape}, as in {example}; this was '{identity}'")
    for name in names:
        if not SLUG.match(name):
            raise ScaffoldError(f"'{name}' cannot be part of an id: write lower-case words joined by hyphens, as in {example}")
    if why := _kept(kind, names):
        raise ScaffoldError(f"{why}; nothing was written")
    return names


def _kept(kind: str, names: Sequence[str]) -> str:
    """Why the last of these names is none that an author can give, as `check` would say of its file."""
    if kind == "site":
        return (misplaced(PurePosixPath(f"{names[0]}.yml")) or ("",))[0]
    if kind in ("handout", "cards"):
        return f"'{names[2]}' is taken: each session has a staff page of that name" if names[2] in BESIDE else ""
    address = {"module": names[0], "track": f"tracks/{names[0]}"}.get(kind, "")
    return f"'{names[0]}' is taken: it is the address of {ours(address)}" if ours(address) else ""


def _ending(kind: str) -> str:
    return ".yml" if kind in ("group", "site") else ".md"


def _form(root: Path, kind: str) -> str:
    path = templates_of(root) / "new" / f"{kind}{_ending(kind)}"
    if not path.is_file():
        raise ScaffoldError(f"the form templates/new/{path.name} is missing in {path.parent.parent.parent}")
    return path.read_text(encoding="utf-8")


def _module_folder(layers: Layers, module: str) -> PurePosixPath:
    known = [path.name for path in layers.children(TOP / "modules") if layers.is_file(path / "module.md")]
    if module not in known:
        raise ScaffoldError(f"there is no module '{module}'; {_near(module, known)} To begin one: groupwork new module {module}")
    return TOP / "modules" / module


def _session_folder(root: Path, module: str, session: str) -> Path:
    layers = layers_of(root)
    folder = _module_folder(layers, module)
    known = [path.name for path in layers.children(folder) if layers.is_file(path / "session.md")]
    if session not in known:
        raise ScaffoldError(f"there is no session '{module}/{session}'; {_near(session, known)}")
    return layers.own.folder / folder / session


def _near(name: str, known: Collection[str]) -> str:
    return did_you_mean(name, known) or (f"known are: {', '.join(known)}." if known else "there are none yet.")


def _session_files(root: Path, module: str, name: str) -> dict[Path, str]:
    """The session's form; its handout's, unless a handout waits there already; module.md with the session at the end of its list.

    A library's module lists a program's own sessions by itself.
    """
    layers = layers_of(root)
    page = layers.own.folder / _module_folder(layers, module) / "module.md"
    folder = page.parent / name
    files = {folder / "session.md": _form(root, "session")}
    if not any(path.name != "session.md" for path in folder.glob("*.md")):
        files[folder / f"my-{name}.md"] = _form(root, "handout")
    if not page.is_file():
        return files
    try:
        read_page_file(page, page.relative_to(root).as_posix())
    except CurriculumError as error:
        first = error.findings[0]
        raise ScaffoldError(f"mend module.md first. {first.place}: {first.message}") from error
    before = page.read_bytes().decode("utf-8")
    if (after := with_session(before, name)) != before:
        files[page] = after
    return files


def with_session(text: str, name: str) -> str:
    """The text of a module.md with `name` at the end of its `sessions`, every other character as it was; the same text when it is listed already.

    Lists in brackets and lists of dashes stay what they are, and so do comments, indentation and line ends.
    """
    opened, front, rest = _front_matter(text)
    listed = _listed(front)
    if listed is None:
        raise ScaffoldError(f"module.md has no `sessions`; add the line `sessions: [{name}]` to it")
    if name in listed:
        return text
    try:
        changed = spliced(front, [adding(front, "sessions", [name])])
    except UneditableList as error:
        raise ScaffoldError(f"in module.md {error}") from error
    if _listed(changed) != [*listed, name]:
        raise ScaffoldError(f"`sessions` in module.md is written in a way that cannot be added to; add '{name}' to it by hand")
    return opened + changed + rest


def _front_matter(text: str) -> tuple[str, str, str]:
    """The line of dashes, what stands between, and the other line of dashes with all that follows."""
    lines = text.splitlines(keepends=True)
    end = next(index for index, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE)
    return lines[0], "".join(lines[1:end]), "".join(lines[end:])


def _listed(front: str) -> list[object] | None:
    """What stands in `sessions`; None where there is no such key, or the text is no YAML."""
    try:
        data = yaml.safe_load(front)
    except yaml.YAMLError:
        return None
    if not isinstance(data, dict) or "sessions" not in data:
        return None
    return data["sessions"] if isinstance(data["sessions"], list) else []

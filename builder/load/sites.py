"""The sites of a program: read from `sites/`, and a library narrowed to what one of them has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from builder.finding import CurriculumError, Finding, Place, SiteError, did_you_mean, nearest
from builder.load.entry import FileText, Texts, read_data
from builder.load.folders import SLUG
from builder.load.layers import TOP, Layer
from builder.model.group import RunningGroup
from builder.model.library import Library
from builder.model.program import CrisisLine
from builder.model.session import Session
from builder.model.site import FOLDER, OtherSite, ProgramSite, SiteMeta
from builder.model.track import Track
from builder.planner.words import listed
from builder.work.memo import Memo

TAKEN = ("participants", "staff")
"""Names that no site can have: in `site/` they are the two sites of a program that has one place alone."""


def site_names(root: Path) -> tuple[str, ...]:
    """The sites of a project, by the names of their files; none where it is one place."""
    entries = Layer(FOLDER, root / FOLDER).entries.get(TOP, {})
    return tuple(sorted(name.removesuffix(".yml") for name, is_folder in entries.items() if not misplaced(PurePosixPath(name), is_folder)))


def wanted_sites(root: Path, name: str = "") -> tuple[str, ...]:
    """The sites that are meant: the named one, or all; one without a name where the project is one place. Raises SiteError."""
    names = site_names(root)
    if name and name not in names:
        raise SiteError(f"there is no site '{name}'; {nearest(name, names)}" if names else f"this project has no folder {FOLDER}/: leave out --site")
    return (name,) if name else names or ("",)


def wanted_site(root: Path, name: str = "") -> str:
    """The one site that is meant: the named one, or the only one. Raises SiteError where there are several and none is named."""
    names = wanted_sites(root, name)
    if len(names) > 1:
        raise SiteError(f"this program has several sites; say which: {listed([f'--site {one}' for one in names], 'or')}")
    return names[0]


class SiteFiles:
    """Reads `sites/`; what is wrong goes to `findings`."""

    def __init__(self, root: Path, memo: Memo, texts: Texts, findings: list[Finding]):
        self.folder, self.memo, self.texts, self.findings = root / FOLDER, memo, texts, findings
        self.names = site_names(root)

    def text(self, name: str) -> FileText:
        return self.texts.read(self.folder / f"{name}.yml", f"{FOLDER}/{name}.yml")

    def all(self) -> dict[str, ProgramSite]:
        """Every site that can be read, by id."""
        found: dict[str, ProgramSite] = {}
        layer = Layer(FOLDER, self.folder)
        self.findings += layer.unread
        for name, is_folder in sorted(layer.entries.get(TOP, {}).items()):
            if problem := misplaced(PurePosixPath(name), is_folder):
                self.findings.append(Finding(Place(f"{FOLDER}/{name}"), "extra-file", *problem))
            elif site := self._one(PurePosixPath(name).stem):
                found[site.id] = site
        self.findings += _twins(tuple(found.values()))
        return found

    def _one(self, name: str) -> ProgramSite | None:
        try:
            data = self.memo.one(read_data, self.text(name), SiteMeta, False)
        except CurriculumError as error:
            self.findings += error.findings
            return None
        self.findings += data.findings
        meta = data.values.get("")
        return ProgramSite(name, meta, data.source) if data.source and isinstance(meta, SiteMeta) else None


def misplaced(path: PurePosixPath, is_folder: bool = False) -> tuple[str, str] | None:
    """What is wrong with something in the folder of sites as a file, and the next step."""
    if is_folder or path.suffix != ".yml":
        return f"only .yml files belong in {FOLDER}", "move it out, or rename it"
    if not SLUG.match(path.stem) or path.stem in TAKEN:
        return (
            f"'{path.name}' cannot be the address of a site: names are lower-case words joined by hyphens, and not {listed(TAKEN, 'or')}",
            "rename it",
        )
    return None


def _twins(sites: Sequence[ProgramSite]) -> Iterator[Finding]:
    """`site-twice` for a name or an address that is taken: two sites would be called the same, or be published to one place."""
    taken: dict[tuple[str, str], str] = {}
    for site in sites:
        for key, kind in (("name", "name"), ("address", "address"), ("staff_address", "address")):
            value = getattr(site.meta, key)
            if not value:
                continue
            plain = " ".join(value.casefold().rpartition("://")[2].rstrip("/").split())
            owner = taken.setdefault((kind, plain), site.id)
            if owner != site.id or (key == "staff_address" and plain == site.meta.address.casefold().rpartition("://")[2].rstrip("/")):
                whose = f"the site '{owner}' has it too" if owner != site.id else "its pages for participants stand there"
                yield Finding(site.source.at(key), "site-twice", f"'{value}' is no {kind} of its own: {whose}", f"write another {kind}")


def all_lines(sites: Mapping[str, ProgramSite], common: Sequence[CrisisLine]) -> tuple[CrisisLine, ...]:
    """The crisis lines of all sites, and of the program."""
    return (*(line for site in sites.values() for line in site.meta.crisis_lines), *common)


def at_site(library: Library, sites: Mapping[str, ProgramSite], name: str) -> Library:
    """The library of one site: its own tracks, groups, standards and languages, and what its staff know of the others.

    Raises CurriculumError where a file of any site names what there is not, or a group belongs to no site or to two.
    """
    owners, findings = _owners(library.groups, sites)
    for site in sites.values():
        findings += _unknown(library, site)
    if findings:
        raise CurriculumError(findings)

    def groups_of(site: ProgramSite) -> tuple[RunningGroup, ...]:
        return tuple(group for group in library.groups if owners[group.id] == site.id)

    whole = all(name in library.standards for track in library.tracks for name in _standards(track))  # else the unknown one is told first

    def held_to(site: ProgramSite) -> tuple[str, ...] | None:
        return site.meta.standards if whole else None

    def tracks_of(site: ProgramSite) -> tuple[Track, ...]:
        return tuple(_track(track, held_to(site)) for track in library.tracks if _has(site.meta.tracks, track.id))

    here, program = sites[name], library.program
    common = (library.shared or program).meta

    def seen_by_others(site: ProgramSite) -> OtherSite:
        tracks = tuple(_track(track, ()) for track in tracks_of(site))  # its standards are for its own staff
        return OtherSite(
            id=site.id,
            name=site.meta.name,
            time_zone=site.meta.time_zone or common.time_zone,
            public_holidays=site.meta.public_holidays or common.public_holidays,
            tracks=tracks,
            groups=tuple(group for group in groups_of(site) if group.meta.track in {track.id for track in tracks}),
        )

    run = program.meta.tracks and tuple(track for track in program.meta.tracks if _has(here.meta.tracks, track))
    languages = here.meta.languages
    return replace(
        library,
        program=replace(program, meta=program.meta.model_copy(update={"tracks": run})),
        standards={each: standard for each, standard in library.standards.items() if _has(held_to(here), each)},
        modules=library.modules if languages is None else tuple(replace(one, sessions=_in(languages, one.sessions)) for one in library.modules),
        tracks=tracks_of(here),
        groups=groups_of(here),
        site=here,
        others=tuple(seen_by_others(site) for site in sites.values() if site.id != name),
    )


def unknown_sites(groups: Sequence[RunningGroup], sites: Collection[str]) -> Iterator[Finding]:
    """`unknown-reference` for the site of a group that there is not."""
    for group in groups:
        if group.meta.site and group.meta.site not in sites:
            yield Finding(group.source.at("site"), "unknown-reference", f"there is no site '{group.meta.site}'", nearest(group.meta.site, sites))


def _owners(groups: Sequence[RunningGroup], sites: Mapping[str, ProgramSite]) -> tuple[dict[str, str], list[Finding]]:
    """The site at which each group meets; `site-group` where that is none, or two."""
    owners, findings = {group.id: group.meta.site or "" for group in groups}, list[Finding]()
    for site in sites.values():
        for index, name in enumerate(site.meta.groups):
            if owners.get(name, site.id) not in ("", site.id):
                message = f"the group '{name}' meets at '{owners[name]}'"
                findings.append(Finding(site.source.at("groups", index), "site-group", message, "name it at one site alone"))
            elif name in owners:
                owners[name] = site.id
    for group in groups:
        if not owners[group.id]:
            hint = f"write `site:` into it: {listed(list(sites), 'or')}"
            findings.append(Finding(group.source.at("site"), "site-group", "nothing says at which site this group meets", hint))
    return owners, findings


def _unknown(library: Library, site: ProgramSite) -> Iterator[Finding]:
    written = {language for one in library.sessions.values() for language in _languages(one)}
    known: Mapping[str, tuple[str, Collection[str]]] = {
        "tracks": ("track that this program runs", [track.id for track in library.tracks]),
        "groups": ("group", [group.id for group in library.groups]),
        "standards": ("standard", library.standards),
        "languages": ("page in the language", {"en", *written}),
    }
    for key, (what, names) in known.items():
        for index, name in enumerate(getattr(site.meta, key) or ()):
            if name not in names:
                hint = did_you_mean(name, names) or nearest(name, names)
                yield Finding(site.source.at(key, index), "unknown-reference", f"there is no {what} '{name}'", hint)


def _has(wanted: Collection[str] | None, name: str) -> bool:
    return wanted is None or name in wanted


def _standards(track: Track) -> Iterator[str]:
    yield from track.meta.standard_ids
    for stage in track.meta.stages:
        yield from stage.standards


def _track(track: Track, standards: Collection[str] | None) -> Track:
    """The track with those of its standards that a site is held to."""
    if standards is None:
        return track
    meta = track.meta
    kept = tuple(one for one, (name, _) in zip(meta.standards, meta.standard_weeks(), strict=True) if name in standards)
    stages = tuple(stage.model_copy(update={"standards": tuple(name for name in stage.standards if name in standards)}) for stage in meta.stages)
    return replace(track, meta=meta.model_copy(update={"standards": kept, "stages": stages}))


def _languages(session: Session) -> set[str]:
    return {page.language for page in session.pages} | {wall.language for wall in session.walls}


def _in(languages: Collection[str], sessions: Sequence[Session]) -> tuple[Session, ...]:
    """The sessions in English and in these languages alone; one that has no others is the same for every site."""
    return tuple(
        replace(
            session,
            editions={language: pages for language, pages in session.editions.items() if language in languages},
            walls=tuple(wall for wall in session.walls if wall.language in ("en", *languages)),
        )
        if _languages(session) - {"en", *languages}
        else session
        for session in sessions
    )

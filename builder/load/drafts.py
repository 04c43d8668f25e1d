"""Which files are drafts', told by their front matter alone, so that it holds for a draft that cannot be read any further."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.finding import Finding
from builder.load.entry import PageFile
from builder.model.level import DRAFT, weighed

MODULES = "/modules/"


@dataclass(frozen=True)
class Drafts:
    """Ids of the sessions and handouts that say that they are drafts, with those of all pages that stand beside such a session."""

    sessions: frozenset[str]
    pages: frozenset[str]

    @property
    def ids(self) -> frozenset[str]:
        return self.sessions | self.pages

    def weighed(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings, those in drafts as much as they weigh there."""
        return [weighed(found, DRAFT) if self._have(found.place.file) else found for found in findings]

    def _have(self, file: str) -> bool:
        """Whether a file or folder, of whichever layer, is a draft's."""
        identity = _id_of(file)
        return identity in self.ids or identity.rpartition("/")[0] in self.sessions


def drafts_among(pages: Mapping[str, PageFile]) -> Drafts:
    """The drafts among these files, by their names."""
    said = {_id_of(file) for file, page in pages.items() if MODULES in file and _is_draft(file, page)}
    sessions = frozenset(identity for identity in said if identity.count("/") == 1)
    beside = (identity for identity in map(_id_of, pages) if identity.rpartition("/")[0] in sessions)
    return Drafts(sessions, frozenset((*beside, *(said - sessions))))


def _is_draft(file: str, page: PageFile) -> bool:
    """Whether its front matter says so; of cards, walls and modules there are no drafts."""
    data = page.source.marks.data if page.source else None
    return isinstance(data, dict) and data.get("status") == DRAFT and data.get("kind") != "cards" and not file.endswith(("/wall.md", "/module.md"))


def _id_of(file: str) -> str:
    """`cbt/first-thought` of its guide and of its folder; `cbt/first-thought/my-log` of a handout in any language."""
    path = file.partition(MODULES)[2].removesuffix("/session.md")
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{name.partition('.')[0]}"

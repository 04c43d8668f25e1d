"""What both sites say in the same words: help lines, review notices, clock times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from builder.model.library import Library
from builder.model.module import Module
from builder.model.reference import Citation
from builder.model.session import Handout, Session
from builder.planner.hours import as_time
from builder.planner.words import DAY_NAMES
from builder.text.drawn import shape_of
from builder.text.tree import Drawing
from builder.tracks.plan import Syllabus
from builder.views.help import calls, duty_lines, help_lines, quick_help
from builder.views.page import LOGO, HeaderLogo, Page, SiteChrome, WebLook, joined
from builder.words import said


def chrome(library: Library, name: str, help_path: str, help_in_print: bool, leave: str = "", steps: str = "") -> SiteChrome:
    """The frame of every page, from program.yml; the clinician on duty stands where `steps` lead to what staff do."""
    meta = library.program.meta
    return SiteChrome(
        name=name,
        tagline=meta.tagline,
        emergency=meta.emergency,
        calls=calls(library, for_staff=bool(steps)),
        quick=quick_help(library),
        steps=steps,
        duty=duty_lines(library) if steps else (),
        notice=meta.not_treatment,
        review=review_of_all(library),
        help=help_lines(library, everywhere=True),
        help_path=help_path,
        contact=meta.contact.lines,
        help_in_print=help_in_print,
        leave=leave,
        licence=meta.licence,
        logo=_header_logo(library, name) if library.program.logo else None,
    )


def _header_logo(library: Library, site: str) -> HeaderLogo:
    """The logo in front of the site's name, or of what it does not say of it."""
    name, said = library.program.meta.name, library.program.meta.look.logo_says_name
    wide = round(100 / shape_of(library.program.logo))
    return HeaderLogo(words=name if said else "", beside=site.removeprefix(name).strip() if said else site, width=wide, height=100)


def web_look(library: Library) -> WebLook:
    look = library.program.meta.look
    return WebLook(color=look.own, one_color=look.one_color)


def logo_file(library: Library) -> dict[str, str]:
    """The logo as a file of a site, where there is one."""
    return {LOGO: library.program.logo} if library.program.logo else {}


def review_of_all(library: Library) -> str:
    """Stands on every page: nothing reviewed yet, or some of it, or nothing to say."""
    approved = sum(session.approved for session in library.sessions.values())
    if not approved:
        return library.program.meta.unreviewed
    return (
        ""
        if approved == len(library.sessions)
        else f"{approved} of {len(library.sessions)} sessions are reviewed by a licensed clinician; each page says so."
    )


def review_note(library: Library, session: Session, language: str = "en") -> str:
    """`Not yet reviewed ...`, or who signed off what a page in this language says, and when."""
    review = session.meta.review
    if not session.approved_in(language):
        return library.program.meta.unreviewed
    return f"Reviewed by {review.by}, {review.credential}, on {review.on}. To be read again by {review.due}."


def licence_note(library: Library, language: str = "en") -> str:
    """`Text: CC BY 4.0.`: under which licence others may use what is written here."""
    return f"{said('frame', language)['licence']} {library.program.meta.licence}."


def standing_of(session: Session, language: str) -> str:
    """The same in a few words, for the top of a page: `Draft, not reviewed`, or who reviewed it, and when."""
    review, words = session.meta.review, said("print", language)
    return f"{words['reviewed']} {review.by}, {review.credential}, {review.on}" if session.approved_in(language) else words["draft"]


def citations(library: Library, names: tuple[str, ...]) -> tuple[tuple[str, Citation], ...]:
    """Sources by their ids, in the order of `names`."""
    return tuple((name, library.sources.citations[name]) for name in names)


def short_citation(citation: Citation) -> str:
    """`Bowen & Marlatt, 2009`; `Bowen et al., 2014`; an agency in full."""
    people = [name.strip() for name in citation.authors.split("(")[0].split(",")]
    surnames = [_surname(name) for name in people]
    if "et al." in citation.authors or len(surnames) > 2:
        return f"{surnames[0]} et al., {citation.year}"
    return f"{' & '.join(surnames)}, {citation.year}"


def _surname(name: str) -> str:
    words = name.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].isupper() and len(words[-1]) <= 3 else name


def clock(library: Library, minutes: int) -> str:
    """A time of day as pages write it: `5:30 pm`, or `17:30` where program.yml says so."""
    return as_time(minutes, library.program.meta.clock)


def in_colors(library: Library, pages: Iterable[Page]) -> tuple[Page, ...]:
    """Every page at or under the address of a module in that module's colour; the others as they are."""
    colors = {module.id: module.meta.color for module in library.modules}
    return tuple(replace(page, color=colors.get(page.path.partition("/")[0], "")) for page in pages)


def told_apart(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages, with what stands above them in the tab of each whose title others have too: `Week 2, Monday, Evening recovery`."""
    pages = tuple(pages)
    titles = {page.path: page.title for page in pages}
    counts = Counter(page.tab or page.title for page in pages)

    def above(page: Page) -> str:
        folder = page.path.rpartition("/")[0]
        if titles.get(folder) == page.title and page.template == "handout.html":
            return "handout"
        while folder and titles.get(folder, page.title) in page.title:
            folder = folder.rpartition("/")[0]
        return titles.get(folder, "") if folder else ""

    return tuple(replace(page, tab=f"{page.title}, {above(page)}") if counts[page.tab or page.title] > 1 and above(page) else page for page in pages)


def cover_of(module: Module) -> tuple[Drawing, ...]:
    """The drawing that a module has, as a page shows it: beside the module's name, so that no words stand for it."""
    return (Drawing(module.cover, "", 0),) if module.cover else ()


def session_of(library: Library, handout: Handout) -> Session:
    return library.sessions[handout.session]


KIND_NAMES = said("kinds", "en")


def meets(library: Library, syllabus: Syllabus, join: Callable[[list[str]], str] = joined) -> str:
    """When a group meets: `Monday, Wednesday and Thursday, 5:30 pm to 8:45 pm; Tuesday, 6:00 pm to 7:00 pm, for family and friends`."""
    days: dict[tuple[bool, int, int], dict[str, None]] = {}
    for meeting in syllabus.meetings:
        days.setdefault((meeting.is_for_families, meeting.start, meeting.end), {})[meeting.day] = None
    return "; ".join(
        f"{join([DAY_NAMES[day] for day in DAY_NAMES if day in found])}, {clock(library, start)} to {clock(library, end)}"
        f"{', for family and friends' if families else ''}"
        for (families, start, end), found in sorted(days.items(), key=lambda one: one[0][0])
    )

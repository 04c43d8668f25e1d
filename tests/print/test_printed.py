"""What a build prints: made once, kept as long as nothing that it was made of has changed, and linked in each of its languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.load.library import load_library
from builder.print.build import Job, Printed, files_of, jobs_of, links_of, made_for, overlong, print_all
from builder.print.common import Settings, made_at
from builder.print.meetings import papers_of_meetings
from builder.print.poster import Poster, PosterDay, PosterOff
from builder.print.products import BOTH_SITES, PRODUCTS, Dated, File, subjects
from builder.tracks.plan import plan_tracks
from builder.work.store import Store
from tests.print.factories import PRODUCT
from tests.project import edit
from tests.trees import BROKEN, a_broken_tree

pytestmark = pytest.mark.slow

UP, HEAT = "sleep/same-time-up/my-rising-plan", "anger/first-heat/my-heat-card"


def a_job(product: str, identity: str) -> Job:
    return Job(PRODUCT[product], identity, BOTH_SITES, "")


def test_a_link_to_another_language_says_which() -> None:
    job = a_job("handout", "cbt/a/b")
    printed = [Printed(job, File("letter", b"x"), 1), Printed(job, File("letter", b"x", "es"), 2), Printed(job, File("word", b"x", "es"), 0)]
    links = links_of(printed, "participants")["cbt/a/b"]
    assert [link.label for link in links] == ["Print, Letter paper", "Print, Letter paper (es)", "Word, to adapt, Letter (es)"]
    assert [link.path for link in links] == ["cbt/a/b-letter.pdf", "cbt/a/b.es-letter.pdf", "cbt/a/b.es.docx"]


def test_a_syllabus_that_no_longer_fits_a_binder_is_told() -> None:
    syllabus = [Printed(a_job("syllabus", "day"), File(paper, b"x"), pages) for paper, pages in (("letter", 6), ("a4", 7))]
    (line,) = overlong([Printed(a_job("manual", "day"), File("a4", b"x"), 170), *syllabus])
    assert "tracks/day/syllabus-a4.pdf takes 7 pages" in line


def test_every_product_is_made_once_and_linked_once_and_nothing_is_printed_twice(tmp_path: Path) -> None:
    from tests.print.test_cards import a_curriculum

    root = a_curriculum(tmp_path)
    poster = "poster: {title: Words, lists: [{title: Tired, words: [sleepy]}]}"
    edit(
        root / "curriculum" / "modules" / f"{UP}.md",
        "\nkind: ",
        f"\ncards: [{{title: A card, front: 'I call [____ name: whom I call].'}}]\n{poster}\nkind: ",
    )
    said: list[str] = []
    store, library = Store(tmp_path / "cache"), load_library(root)
    syllabi = plan_tracks(library)
    weeks = (Poster("week-2027-01-04", "January 4 to 10, 2027", "", (PosterDay("Monday", "Jan 4", (), (PosterOff("A group", "No group."),)),)),)
    dated: tuple[Dated, ...] = (*weeks, *(papers for syllabus in syllabi for papers in papers_of_meetings(library, syllabus)))
    printed = print_all(root, library, syllabi, store, said.append, dated=dated)
    there = subjects(library, syllabi, dated)
    wanted = {(product.name, name, edition) for product in PRODUCTS for name in there.get(product.of, ()) for edition in product.row.built}
    assert Counter((one.job.product.name, one.job.identity, one.file.edition) for one in printed) == Counter(wanted)
    assert {name for name, _, _ in wanted} == {product.name for product in PRODUCTS if product.row.sites != ()}
    for site in BOTH_SITES:
        links = [link for page in links_of(printed, site).values() for link in page]
        assert Counter(link.path for link in links) == Counter(list(files_of(printed, site)))
        assert all(link.label for link in links)
    assert files_of(printed, "staff").keys() > files_of(printed, "participants").keys()
    assert print_all(root, library, syllabi, store, said.append, dated=dated) == printed
    assert len(said) == 1


# What a key holds


def sign(root: Path) -> None:
    """Sign off the sessions of both handouts, with the passage and the language edition."""
    review = "status: approved, by: A. Tester, credential: LCSW, on: 2026-11-01, due: 2027-11-01"
    passage = load_library(root).passages["pills"].source.digest
    edit(root / "curriculum/passages/pills.md", "review: {status: draft}", f"review: {{{review}, digest: '{passage}'}}")
    library = load_library(root)
    for name in ("sleep/same-time-up", "anger/first-heat"):
        session = library.sessions[name]
        editions = "".join(f", editions: {{{language}: '{digest}'}}" for language, digest in session.edition_digests.items())
        path = root / f"curriculum/modules/{name}/session.md"
        edit(path, "review: {status: draft}", f"review: {{{review}, digest: '{session.source.digest}'{editions}}}")


def add_a_second_edition(root: Path) -> None:
    """Another Spanish page beside the one of the heat card; the two are signed as one."""
    folder = root / "curriculum/modules/anger/first-heat"
    for ending in (".md", ".es.md"):
        (folder / f"another{ending}").write_text((folder / f"my-heat-card{ending}").read_text(encoding="utf-8"), encoding="utf-8")


def file(path: str, before: str, after: str) -> Callable[[Path], None]:
    return lambda root: edit(root / "curriculum" / path, before, after)


SEEN: dict[str, tuple[str, Callable[[Path], None]]] = {
    "its text": (UP, file("modules/sleep/same-time-up/my-rising-plan.md", "You cannot make sleep come.", "You can't make sleep come.")),
    "its title": (UP, file("modules/sleep/same-time-up/my-rising-plan.md", "title: My rising plan", "title: My plan to rise")),
    "the color of its module": (UP, file("modules/sleep/module.md", "sessions: [", "color: plum\nsessions: [")),
    "a passage in it": (UP, file("passages/pills.md", "## Participants\n\n", "## Participants\n\nBe careful. ")),
    "a drawing in it": (UP, file("modules/sleep/same-time-up/sleepiness.svg", "viewBox=\"0 0 ", "viewBox=\"0 1 ")),
    "a source that it cites": (UP, file("sources.yml", "authors: Morin CM,", "authors: Moreno CM,")),
    "a crisis line": (HEAT, file("program.yml", "label: Call 988", "label: Phone 988")),
    "the day on which someone looked at the lines": (UP, file("program.yml", "verified_on: 2026-11-02", "verified_on: 2026-11-03")),
    "what is no treatment": (HEAT, file("program.yml", "This page teaches.", "This sheet teaches.")),
    "a language edition": (HEAT, file("modules/anger/first-heat/my-heat-card.es.md", "El enojo sube", "Tu enojo sube")),
    "the address of the site": (UP, file("program.yml", "https://elm-street.example/participants", "https://elm.example/participants")),
}  # fmt: skip
SEEN_ONCE_SIGNED: dict[str, tuple[str, Callable[[Path], None]]] = {
    "who signed": (UP, file("modules/sleep/same-time-up/session.md", "by: A. Tester", "by: B. Tester")),
    "by when it is read again": (UP, file("modules/sleep/same-time-up/session.md", "due: 2027-11-01", "due: 2027-12-01")),
    "the guide that was signed with it": (UP, file("modules/sleep/same-time-up/session.md", "Print a rising plan", "Copy a rising plan")),
    "the signature of a passage": (UP, file("passages/pills.md", "status: approved", "status: draft")),
    "the edition that was signed": (HEAT, file("modules/anger/first-heat/session.md", "editions: {es: '", "editions: {es: '0")),
    "another page of the edition that was signed": (HEAT, file("modules/anger/first-heat/another.es.md", "El enojo sube", "Tu enojo sube")),
}  # fmt: skip


@pytest.fixture
def a_root(tmp_path: Path) -> Path:
    root = a_broken_tree(tmp_path, BROKEN / "translation-outdated")
    edit(root / "curriculum/modules/sleep/same-time-up/my-rising-plan.md", "## An example", "Sleep learns [@morin-2006].\n\n## An example")
    add_a_second_edition(root)
    return root


def key_and_sheets(root: Path, handout: str) -> tuple[str, list[bytes]]:
    library = load_library(root)
    (job,) = (job for job in jobs_of(root, library, ()) if job.identity == handout)
    made = job.product.make(library, library.handouts[handout], Settings(made_at(library)), ("letter",))
    return job.key, [one.content for one in made]


@pytest.mark.long
@pytest.mark.parametrize("what", [*SEEN, *SEEN_ONCE_SIGNED])
def test_a_handout_is_made_anew_when_anything_that_it_shows_has_changed(a_root: Path, what: str) -> None:
    if what in SEEN_ONCE_SIGNED:
        sign(a_root)
    handout, change = (SEEN | SEEN_ONCE_SIGNED)[what]
    before = key_and_sheets(a_root, handout)
    change(a_root)
    after = key_and_sheets(a_root, handout)
    assert after[1] != before[1], "the test changes nothing that the sheet shows"
    assert after[0] != before[0]


def test_a_handout_is_not_made_anew_for_what_it_does_not_show(a_root: Path) -> None:
    before = [key_and_sheets(a_root, handout) for handout in (UP, HEAT)]
    edit(a_root / "curriculum/modules/sleep/same-time-up/session.md", "home_practice: Every", "home_practice: On every")
    edit(a_root / "curriculum/modules/anger/first-heat/session.md", "title: ", "title: The ")
    edit(a_root / "curriculum/sources.yml", "authors: Qaseem A,", "authors: Quaseem A,")
    edit(a_root / "curriculum/tracks/wednesdays.md", "title: ", "title: The ")
    assert [key_and_sheets(a_root, handout) for handout in (UP, HEAT)] == before


def test_no_handout_and_no_book_is_made_anew_for_a_running_group(a_root: Path) -> None:
    def keys() -> list[str]:
        library = load_library(a_root)
        return [job.key for job in jobs_of(a_root, library, plan_tracks(library))]

    before = keys()
    (a_root / "curriculum/groups").mkdir()
    (a_root / "curriculum/groups/one.yml").write_text("track: wednesdays\ntitle: One\nstart: 2027-01-06\n", encoding="utf-8")
    assert keys() == before
    edit(a_root / "curriculum/tracks/wednesdays.md", "title: ", "title: The ")
    assert len(before) >= 7
    assert sum(old != new for old, new in zip(before, keys(), strict=True)) == sum(product.of == "track" for product in PRODUCTS)


def test_a_handout_is_printed_in_each_of_its_languages(tmp_path: Path) -> None:
    library = load_library(a_broken_tree(tmp_path, BROKEN / "translation-outdated"))
    endings = [file.ending for file in made_for(a_job("handout", HEAT), library, ())]
    assert len(endings) == 2 * len(PRODUCT["handout"].row.built)
    assert {".es-letter.pdf", ".es.docx", "-a4-large.pdf", ".docx"} <= set(endings)

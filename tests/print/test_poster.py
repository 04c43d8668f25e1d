"""The board in the hall: one sheet for a week, as large as it can be, with nothing on it that is the staff's."""

from __future__ import annotations

import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.model.group import RunningGroup
from builder.model.library import Library
from builder.print.build import files_of, links_of, print_all
from builder.print.common import Settings
from builder.print.editions import POSTER_PAPERS
from builder.print.poster import Poster, poster_of, poster_pdf, posters
from builder.print.products import PRODUCTS
from builder.tracks.plan import plan_tracks
from builder.tracks.running import running_groups
from builder.work.store import Store
from tests.factories import a_group, a_library, a_session, a_track
from tests.print.invariants import problems
from tests.project import a_project

pytestmark = pytest.mark.slow

MONDAY = datetime.date(2027, 1, 4)
TRACK = a_track({"mon": ["mood/one"], "thu": ["mood/two"]}, {"mon": [{"again": "mood/one"}], "thu": [{"again": "mood/two"}]})


def library_of(*groups: RunningGroup) -> Library:
    sessions = a_session("mood/one", title="Session one"), a_session("mood/two", title="Session two")
    return a_library(*sessions, tracks=[TRACK], groups=groups)


def poster(*groups: RunningGroup, place: str = "") -> tuple[Library, Poster]:
    library = library_of(*groups)
    return library, poster_of(library, running_groups(library, plan_tracks(library), MONDAY), MONDAY, place)


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


@pytest.mark.parametrize("paper", POSTER_PAPERS)
def test_a_week_is_one_sheet_that_lies_and_can_be_heard(paper: str) -> None:
    pdf = poster_pdf(*poster(a_group(room="Room 2")), Settings(0), paper)
    assert problems(pdf) == []
    with pikepdf.open(BytesIO(pdf)) as opened:
        (page,) = opened.pages
        left, bottom, right, top = map(float, page.mediabox)
        assert right - left > top - bottom
    words = words_of(pdf)
    for said in ("Groups January 4 to 10, 2027", "Monday Jan 4", "6:00 pm", "Morning group", "Room 2", "Session one"):
        assert said in words


@pytest.mark.parametrize("paper", POSTER_PAPERS)
def test_many_groups_with_long_names_still_fit_on_one_sheet(paper: str) -> None:
    groups = [a_group(f"g{number}", title="Uncharacteristically long-named rehabilitation group", room=f"Room {number}") for number in range(8)]
    pdf = poster_pdf(*poster(*groups), Settings(0), paper)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
    assert words_of(pdf).count("Room 7") == 2


def test_no_name_and_no_word_of_the_staffs_is_on_it() -> None:
    zqx: dict[str, Any] = {"leaders": {"lead": "zqx", "zqx-role": None}, "cohort": "zqx"}
    change = {"on": datetime.date(2027, 1, 7), "leaders": {"lead": "zqx"}}
    assert "zqx" not in words_of(poster_pdf(*poster(a_group(**zqx, changes=[change])), Settings(0), "letter"))


def test_it_says_on_which_day_there_is_no_group_and_why() -> None:
    snow = [{"on": datetime.date(2027, 1, 7), "reason": "Snow"}]
    _, made = poster(a_group(policy="skip", closed=snow, make_up=[{"missed": datetime.date(2027, 1, 7), "on": datetime.date(2027, 1, 8)}]))
    assert [(day.name, len(day.meetings), [off.words for off in day.off]) for day in made.days] == [
        ("Monday", 1, []),
        ("Thursday", 0, ["No group: Snow. Moved to Fri, Jan\u00a08."]),
        ("Friday", 1, []),
    ]


def test_a_place_that_all_share_is_said_once_and_each_of_several_can_have_its_own() -> None:
    main_, annex = a_group("a", title="A", place="Main", room="Room 1"), a_group("b", title="B", place="Annex", room="Room 2")
    _, one = poster(main_)
    assert (one.place, one.days[0].meetings[0].where) == ("Main", "Room 1")
    _, both = poster(main_, annex)
    assert (both.place, [meeting.where for meeting in both.days[0].meetings]) == ("", ["Main, Room 1", "Annex, Room 2"])
    _, alone = poster(main_, annex, place="Annex")
    assert (alone.id, alone.place, [meeting.title for meeting in alone.days[0].meetings]) == ("week-2027-01-04-annex", "Annex", ["B"])


def test_places_with_names_alike_have_a_file_each() -> None:
    library = library_of(*(a_group(str(number), place=place) for number, place in enumerate(("Main/Annex", "Main Annex", "!!!"))))
    made = [one.id for one in posters(library, running_groups(library, plan_tracks(library), MONDAY), MONDAY)]
    assert [name for name in made if "01-04" in name] == [
        "week-2027-01-04", "week-2027-01-04-place", "week-2027-01-04-main-annex", "week-2027-01-04-main-annex-2",
    ]  # fmt: skip
    assert len(set(made)) == len(made)


def test_a_build_prints_this_week_and_the_next_and_links_them_from_the_page_of_groups(tmp_path: Path) -> None:
    library = library_of(a_group("a", place="Main"), a_group("b", place="Annex"))
    wanted = tuple(posters(library, running_groups(library, plan_tracks(library), MONDAY), MONDAY))
    assert [one.id for one in wanted] == [f"week-{monday}{place}" for monday in ("2027-01-04", "2027-01-11") for place in ("", "-annex", "-main")]
    only = [product for product in PRODUCTS if product.name == "poster"]
    root = a_project(tmp_path)
    store = Store(tmp_path / "store")
    printed = print_all(root, library, (), store, lambda line: None, only, wanted[:1])
    assert list(files_of(printed, "staff")) == [f"groups/week-2027-01-04-{paper}.pdf" for paper in POSTER_PAPERS]
    assert files_of(printed, "participants") == {}
    assert [link.label for link in links_of(printed, "staff")["groups"]] == [
        "January 4 to 10, 2027: Letter",
        "January 4 to 10, 2027: A4",
        "January 4 to 10, 2027: tabloid",
        "January 4 to 10, 2027: A3",
    ]
    said: list[str] = []
    assert print_all(root, library, (), store, said.append, only, wanted[:1]) == printed
    assert said == []


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (["--week", "2027-01-07", "--edition", "letter,tabloid"], ""),
        (["--week", "2027-01-07", "--place", "Offce"], "there is no place 'Offce'; did you mean 'Office'?"),
        (["--week", "2027-01-07", "--edition", "a5"], "there is no edition 'a5'"),
        (["--week", "2026-01-07"], "no group meets in the week of 2026-01-05"),
    ],
)
def test_groupwork_poster_prints_any_week_or_says_why_not(tmp_path: Path, asked: list[str], answer: str) -> None:
    root = a_project(tmp_path / "root")
    (root / "curriculum" / "groups").mkdir()
    (root / "curriculum" / "groups" / "one.yml").write_text("track: wednesdays\ntitle: W\nstart: 2027-01-06\nplace: Office\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["--root", str(root), "poster", *asked, "--out", str(tmp_path / "out")])
    assert result.exit_code == (2 if answer else 0)
    assert answer in result.output
    made = sorted(path.name for path in (tmp_path / "out").iterdir()) if (tmp_path / "out").is_dir() else []
    assert made == ([] if answer else ["week-2027-01-04-letter.pdf", "week-2027-01-04-tabloid.pdf"])


def test_the_board_says_whom_to_call_on_every_paper() -> None:
    library, made = poster(a_group())
    assert len(POSTER_PAPERS) == 4
    for paper in POSTER_PAPERS:
        assert "In danger: 911" in words_of(poster_pdf(library, made, Settings(0), paper))

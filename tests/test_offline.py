"""Pages without internet: what is kept together, what the worker is told, the site as one file, and one's own dates on a track."""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from builder.model.catalogue import catalogue_of, track_of
from builder.model.library import Library
from builder.pages.docs import mkdocs_settings, render_site
from builder.planner.dates import on_dates
from builder.planner.days import iso_date
from builder.planner.timetable import timetable
from builder.planner.words import DAYS
from builder.site.offline import CARRIED, finish_offline, manifest, version_of
from builder.site.one_file import PARTS, write_one_file
from builder.site.search_index import add_search
from builder.views.page import Page, Site
from builder.views.participants import participants_site
from builder.views.public import minutes_now
from builder.work.store import Store
from tests.factories import A_PROGRAM, a_handout, a_library, a_session
from tests.project import ROOT, real_library

pytestmark = pytest.mark.slow

PLAN = ROOT / "templates/assets-participants/js/plan.js"
PAGE = """<html lang="en"><head><title>{title} – Tests</title><link rel="manifest" href="{up}manifest.webmanifest">
<link rel="preload" href="{up}assets/a.woff2" crossorigin></head><body><form action="{up}search/"></form><script type="module" src="{up}assets/x.js"></script>
<main id="main" data-search-body><h1>{title}</h1><p>{text}</p></main></body></html>"""


# A finished site


def a_site(**changes: Any) -> Site:
    return participants_site(a_library(**changes), ())


def a_finished_folder(folder: Path) -> Path:
    """A site of a few pages, two assets and one printed sheet."""
    for path, title, text in (
        ("", "Home", 'Go to <a href="walk/">a walk</a> or <a href="walk/?x=1#map">its map</a>.'),
        ("help", "Help now", 'Back <a href="..">home</a>, <a href="tel:988">Call</a>, <a href="https://a.example/b/">away</a>.'),
        ("walk", "A first walk", 'Draw one short route. <a href="./">Here</a>, <a href="#map">map</a>, <a href="sheet.pdf">print</a>.'),
    ):
        page = folder / path / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(PAGE.format(title=title, text=text, up="../" if path else ""), encoding="utf-8")
    (folder / "offline").mkdir()
    (folder / "offline/index.html").write_text(f'<h1>Without</h1><small data-size-of="{CARRIED}"></small>', encoding="utf-8")
    (folder / "search").mkdir()
    (folder / "search/index.html").write_text(PAGE.format(title="Search", text="Find", up="../"), encoding="utf-8")
    (folder / "assets/js").mkdir(parents=True)
    for name in PARTS:
        shutil.copy(ROOT / "templates/assets/js" / name, folder / "assets/js")
    (folder / "assets/base.css").write_text("p { margin: 0 }", encoding="utf-8")
    (folder / "walk/sheet.pdf").write_bytes(b"%PDF-")
    return folder


def constants(worker: str) -> dict[str, Any]:
    """The three names that stand before the worker's own text."""
    rows = [line.removeprefix("const ").removesuffix(";").partition(" = ") for line in worker.split("\n")[:3]]
    return {name: json.loads(value) for name, _, value in rows}


def packed(folder: Path) -> bytes:
    out = folder.parent / "pages.zip"
    write_one_file(folder, "pages", ROOT / "templates", out)
    return out.read_bytes()


def carried(folder: Path) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(packed(folder))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_worker_is_told_the_sites_version_and_what_every_page_needs(tmp_path: Path) -> None:
    folder = a_finished_folder(tmp_path)
    finish_offline(folder, a_site(), ROOT / "templates")
    assets = ["assets/base.css", *(f"assets/js/{name}" for name in sorted(PARTS))]
    told = constants((folder / "sw.js").read_text(encoding="utf-8"))
    assert told == {"VERSION": version_of(folder), "SHELL": ["", "offline/", "help/", *assets], "KEEPS_VISITED": False}


def test_the_version_changes_with_a_page_and_not_with_a_printed_sheet(tmp_path: Path) -> None:
    folder = a_finished_folder(tmp_path)
    before = version_of(folder)
    (folder / "walk/sheet.pdf").write_bytes(b"%PDF-2")
    assert version_of(folder) == before
    (folder / "walk/index.html").write_text("<h1>Another walk</h1>", encoding="utf-8")
    assert version_of(folder) != before


def test_pages_that_are_kept_together_are_listed_with_their_size(tmp_path: Path) -> None:
    folder = a_finished_folder(tmp_path)
    site = Site(name="participants", chrome=a_site().chrome, pages=(), nav=(), kept={"walk": ("walk", "help")})
    finish_offline(folder, site, ROOT / "templates")
    told = json.loads((folder / "walk/offline.json").read_text(encoding="utf-8"))
    assert told == {"bytes": sum((folder / name / "index.html").stat().st_size for name in ("walk", "help")), "pages": ["walk/", "help/"]}


def test_the_manifest_names_the_program_and_its_icons() -> None:
    told = manifest(a_site())
    assert told["name"] == "Tests"
    assert told["start_url"] == "./"
    for icon in told["icons"]:  # type: ignore[attr-defined]
        assert (ROOT / "templates" / icon["src"]).is_file()


# The site as one file


def test_addresses_in_the_carried_site_lead_to_files(tmp_path: Path) -> None:
    files = carried(a_finished_folder(tmp_path))
    assert '<a href="walk/index.html">a walk</a> or <a href="walk/index.html?x=1#map">' in files["pages/index.html"]
    assert '<form action="search/index.html">' in files["pages/index.html"]
    assert '<a href="../index.html">home</a>, <a href="tel:988">Call</a>, <a href="https://a.example/b/">away</a>' in files["pages/help/index.html"]
    assert '<a href="./index.html">Here</a>, <a href="#map">map</a>, <a href="sheet.pdf">' in files["pages/walk/index.html"]


def test_the_carried_site_holds_nothing_that_needs_a_server(tmp_path: Path) -> None:
    folder = a_finished_folder(tmp_path)
    finish_offline(folder, a_site(), ROOT / "templates")
    files = carried(folder)
    assert not {"pages/sw.js", "pages/manifest.webmanifest", f"pages/{CARRIED}", "pages/offline/index.html"} & set(files)
    assert not any(word in text for text in files.values() for word in ('type="module"', 'rel="manifest"', "crossorigin"))


def test_the_carried_site_is_searched_by_title_and_words(tmp_path: Path) -> None:
    folder = a_finished_folder(tmp_path)
    add_search(folder, Store(tmp_path.with_name(f"{tmp_path.name}-cache")))
    files = carried(folder)
    index = json.loads(files["pages/assets/js/pages.js"].removeprefix("var gwSearch = ").removesuffix(";\n"))
    (file,) = (name for path, name, _ in index["head"]["pages"] if path == "walk")
    assert index[file] == ["A first walk", "", "", [["", "", "Draw one short route. Here, map, print."]]]
    assert '<script src="../assets/js/pages.js" defer>' in files["pages/search/index.html"]
    script = tmp_path / "search-here.js"
    script.write_text(files["pages/assets/js/search-here.js"], encoding="utf-8")
    if shutil.which("node"):  # which says where two of the joined scripts have one name for two things
        subprocess.run(["node", "--check", script], check=True)
    assert "export" not in files["pages/assets/js/search-here.js"]


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    folder = a_finished_folder(tmp_path)
    first = packed(folder)
    for path in folder.rglob("*"):
        path.touch()
    assert packed(folder) == first


def test_a_page_says_how_large_the_file_is(tmp_path: Path) -> None:
    folder = a_finished_folder(tmp_path)
    finish_offline(folder, a_site(), ROOT / "templates")
    said = f">ZIP, {round((folder / CARRIED).stat().st_size / 1000)} KB</small>"
    assert said in (folder / "offline/index.html").read_text(encoding="utf-8")
    finish_offline(folder, a_site(), ROOT / "templates")
    assert said in (folder / "offline/index.html").read_text(encoding="utf-8")


# One's own dates


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


def planned(call: str, zone: str = "America/New_York") -> Any:
    """What plan.js answers, under node."""
    if shutil.which("node") is None:
        pytest.skip("node runs the page's sums outside a browser")
    text = f"{PLAN.read_text(encoding='utf-8')}\nconsole.log(JSON.stringify({call}));"
    done = subprocess.run(["node", "-e", text], capture_output=True, text=True, check=True, env={"TZ": zone, "PATH": "/usr/bin:/bin:/usr/local/bin"})
    return json.loads(done.stdout)


def planners_dates(library: Library, track_id: str, start: str) -> list[str]:
    """In the week of `start`, a Monday, from the day on which the track first meets."""
    track = track_of(next(track for track in library.tracks if track.id == track_id))
    rows = timetable(catalogue_of(library), track)
    first = datetime.date.fromisoformat(start).toordinal() + DAYS.index(rows[0]["day"])
    made = on_dates(track, rows, first, [], "reflow")
    assert made["meetings"]
    return [iso_date(row["on"]) for row in made["meetings"]]


def meetings_of(library: Library, track_id: str) -> str:
    track = track_of(next(track for track in library.tracks if track.id == track_id))
    return json.dumps([{"week": row["week"], "day": row["day"]} for row in timetable(catalogue_of(library), track)])


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland"])
@pytest.mark.parametrize("start", ["2026-10-05", "2026-11-30", "2027-02-15", "2028-02-07"])
def test_the_phone_gives_the_planners_dates(library: Library, start: str, zone: str) -> None:
    """Over a change of the clocks in autumn and in spring, the end of a year, and a leap day."""
    for track in library.tracks:
        call = f"gwPlan.dates({meetings_of(library, track.id)}, gwPlan.read('{start}'), 1, true).map(gwPlan.write)"
        assert planned(call, zone) == planners_dates(library, track.id, start)


def test_someone_who_begins_in_week_three_goes_round_to_where_they_began(library: Library) -> None:
    meetings = meetings_of(library, "evening")
    mine = planned(f"gwPlan.dates({meetings}, gwPlan.read('2027-01-06'), 3, true).map(gwPlan.write)")
    this_round, next_round = planners_dates(library, "evening", "2026-12-21"), planners_dates(library, "evening", "2027-02-15")
    weeks = [meeting["week"] for meeting in json.loads(meetings)]
    began = weeks.index(3) + 1
    assert mine == next_round[:began] + this_round[began:]
    assert mine[began] == "2027-01-06"


def test_where_all_begin_together_nothing_lies_before_the_start() -> None:
    meetings = '[{"week": 1, "day": "mon"}, {"week": 1, "day": "thu"}, {"week": 2, "day": "mon"}]'
    call = f"gwPlan.dates({meetings}, gwPlan.read('2027-01-07'), 1, false).map((day) => day && gwPlan.write(day))"
    assert planned(call) == [None, "2027-01-07", "2027-01-11"]


def test_a_wrong_weekday_has_two_right_ones_beside_it() -> None:
    meetings = '[{"week": 1, "day": "mon"}, {"week": 1, "day": "wed"}, {"week": 2, "day": "thu"}]'
    near = "gwPlan.nearest({meetings}, gwPlan.read('{day}'), {week}).map(gwPlan.write)"
    assert planned(near.format(meetings=meetings, day="2027-01-08", week=1)) == ["2027-01-06", "2027-01-11"]
    assert planned(near.format(meetings=meetings, day="2027-01-06", week=1)) == []
    assert planned(near.format(meetings=meetings, day="2027-01-06", week=2)) == ["2027-01-07", "2026-12-31"]


@pytest.mark.parametrize(("day", "minutes", "expected"), [(99, 0, 0), (100, 0, 0), (100, 1259, 0), (100, 1260, 1), (101, 0, 1), (103, 0, -1)])
def test_todays_group_is_next_until_it_is_over(day: int, minutes: int, expected: int) -> None:
    assert planned(f"gwPlan.next([100, 102, null], [1260, 1260, 1260], {day}, {minutes})") == expected


@pytest.mark.parametrize("text", ["2027-02-29", "2027-13-01", "27-01-04", "1999-01-04", "2027-01-04x", ""])
def test_a_day_that_is_none_is_not_taken(text: str) -> None:
    assert planned(f"gwPlan.read('{text}')") is None


def test_today_is_the_day_on_the_wall_where_the_phone_is() -> None:
    late = "gwPlan.write(gwPlan.today(new Date('2027-03-14T03:30:00Z')))"
    assert planned(late, "America/New_York") == "2027-03-13"
    assert planned(late, "Europe/Berlin") == "2027-03-14"


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (["10 minutes, then 1 minute a day", "5 minutes"], 15),
        (["1 minute each time"], 1),
        (["2 minutes a day, for three days"], 2),
        ([], 0),
        (["10 minutes", "as long as you like"], None),
        (["three evenings, 5 lines each"], None),
    ],
)
def test_the_time_of_a_meetings_pages_is_added_up_where_they_tell_it(times: list[str], expected: int | None) -> None:
    assert minutes_now(times) == expected


# Languages and titles


def a_library_in_two_languages() -> Library:
    english = a_handout("mood/first-walk/map")
    spanish = a_handout("mood/first-walk/map", "Camino a [____ adonde camino].\n", "es", title="Mi mapa", main_message="Camine a un lugar.")
    line = {**A_PROGRAM["crisis_lines"][0], "languages": {"es": "Cualquier crisis"}}
    return a_library(a_session(handouts=[english, spanish]), program={"crisis_lines": [line]})


def page_of(library: Library, path: str) -> Page:
    return next(page for page in participants_site(library, ()).pages if page.path == path)


def test_a_handout_in_another_language_has_a_page_and_each_leads_to_the_other() -> None:
    library = a_library_in_two_languages()
    files = render_site(participants_site(library, ()), library.sources.citations, ROOT / "templates")
    english, spanish = (files[f"mood/first-walk/map/{path}index.md"].decode() for path in ("", "es/"))
    assert '<a href="es/" lang="es" hreflang="es">Español</a>' in english
    assert '<a href="../" lang="en" hreflang="en">English</a>' in spanish
    assert 'language: "es"' in spanish.split("---")[1]
    assert "# Mi mapa" in spanish
    assert "Leer en voz alta" in spanish
    assert "Walk the route on Friday." not in spanish


def test_a_handout_in_one_language_offers_no_other() -> None:
    library = a_library()
    files = render_site(participants_site(library, ()), library.sources.citations, ROOT / "templates")
    assert b"gw-languages" not in files["mood/first-walk/map/index.md"]


def test_help_lines_go_to_the_frame_in_their_languages() -> None:
    settings = mkdocs_settings(participants_site(a_library_in_two_languages(), ()), {}, "")
    assert settings["extra"]["groupwork"]["help"][0]["languages"] == {"es": "Cualquier crisis"}


@pytest.mark.parametrize(("title", "tab"), [("My overdose card", "Handout"), ("If I slip", "Handout"), ("My map", "")])
def test_a_title_that_tells_too_much_stays_out_of_tabs_and_history(title: str, tab: str) -> None:
    page = page_of(a_library(a_session(handouts=[a_handout(title=title)])), "mood/first-walk/map")
    assert (page.title, page.tab) == (title, tab)


def test_the_way_out_goes_where_the_program_says() -> None:
    assert mkdocs_settings(a_site(), {}, "")["extra"]["groupwork"]["leave"] == "https://www.weather.gov/"
    own = a_site(program={"leave_to": "https://news.example/"})
    assert mkdocs_settings(own, {}, "")["extra"]["groupwork"]["leave"] == "https://news.example/"

"""A program of three sites, built: each is whole and says its own, all change in one step, and no participant gets a staff's word of any of them."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from builder.finding import CurriculumError
from builder.load.library import load_library
from builder.pipeline import PublishError, build
from builder.print import build as printing
from builder.print.build import jobs_of
from builder.print.common import Settings
from builder.print.products import PRODUCTS, subjects
from builder.site import pages as page_making
from builder.site.published import nothing_changed, sources_key
from builder.tracks.plan import plan_tracks
from builder.work.store import Store, signatures
from tests.project import TODAY, edit, private_sentences, told_of, words_in
from tests.sites import three_sites
from tests.whole.test_leaks import add_cards, every_byte

pytestmark = pytest.mark.slow

SITES = ("harbor", "hill", "river")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All three, with print and everything else."""
    root = three_sites(tmp_path_factory.mktemp("places"))
    edit(
        root / "sites/hill.yml",
        "on_duty: {phone: 555-0192}",
        "on_duty: {name: Whoever carries the gray phone of the house on the hill, phone: 555-0192}",
    )
    build(root, TODAY)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """One to build again."""
    shutil.copytree(built, tmp_path / "program", symlinks=True, copy_function=shutil.copy2)
    return tmp_path / "program"


def page(root: Path, path: str) -> str:
    return (root / "site" / path / "index.html").read_text(encoding="utf-8")


def words(root: Path, folder: str) -> bytes:
    return b"\n".join(every_byte(root / "site" / folder))


def test_each_site_has_its_own_phone_lines_and_tracks_and_none_of_the_others(built: Path) -> None:
    phones = {"harbor": b"555-0101", "hill": b"555-0102", "river": b"555-0103"}
    tracks = {"harbor": {"wednesdays"}, "hill": {"mornings"}, "river": {"mornings", "wednesdays"}}
    for site in SITES:
        everything = words(built, f"{site}/participants")
        assert {name for name, phone in phones.items() if phone in everything} == {site}
        assert (b"555-0191" in everything) == (site == "harbor")
        folder = built / "site" / site / "participants/tracks"
        assert {path.name for path in folder.iterdir() if path.is_dir()} == tracks[site]
        assert (built / "site" / site / "participants/sw.js").is_file()
        assert (built / "site" / site / "participants/search-index/head.json.gz").is_file()
        assert (built / "site" / site / "staff/catalogue.json").is_file()
    text = page(built, "harbor/participants/help")
    assert text.index("Harbor County Line") < text.index("988 Suicide")


def test_the_paper_of_each_site_says_its_own_number(built: Path) -> None:
    found = {site: told_in_print(built / "site" / site / "participants") for site in SITES}
    assert {site: {number for number in numbers if number.startswith("555-010")} for site, numbers in found.items()} == {
        "harbor": {"555-0101"},
        "hill": {"555-0102"},
        "river": {"555-0103"},
    }
    assert {site for site, numbers in found.items() if "555-0191" in numbers} == {"harbor"}


def told_in_print(folder: Path) -> Counter[str]:
    files = sorted(folder.rglob("*.pdf"))
    assert len(files) >= 10
    return Counter(f"555-{number}" for path in files for number in re.findall(r"555(01\d\d)", words_in(path.name, path.read_bytes())))


def test_one_door_leads_to_all_and_each_has_its_own(built: Path) -> None:
    door = (built / "site/index.html").read_text(encoding="utf-8")
    leads = re.findall(r'href="([^"]+)"', door)
    assert [lead for lead in leads if lead.endswith("html")] == [f"{site}/index.html" for site in SITES]
    assert all((built / "site" / lead).is_file() for lead in leads if not lead.startswith("tel:"))
    for site in SITES:
        own = (built / "site" / site / "index.html").read_text(encoding="utf-8")
        assert all((built / "site" / site / lead).is_file() for lead in re.findall(r'href="([^"]+)"', own) if not lead.startswith("tel:"))


def test_no_participant_of_any_site_gets_a_sentence_of_the_staff_of_any(built: Path) -> None:
    private = set[str]()
    for site in SITES:
        private |= private_sentences(load_library(built, site=site))
    assert "whoever carries the gray phone of the house on the hill" in private
    looked_at = {site: len(signatures(built / "site" / site / "participants")) for site in SITES}
    assert min(looked_at.values()) > 100
    assert [told_of(built / "site" / site / "participants", private) for site in SITES] == [[], [], []]


def test_participants_of_one_site_see_no_group_room_or_leader_of_another(built: Path) -> None:
    groups = {"harbor": b"Harbor group,Net room", "hill": b"Hill group,Sky room", "river": b"River group,Wheel room"}
    for site in SITES:
        everything = words(built, f"{site}/participants")
        for other, told in groups.items():
            assert [word for word in told.split(b",") if word in everything] == (told.split(b",") if other == site else []), (site, other)


@pytest.mark.long
def test_a_sentence_of_another_sites_staff_stops_everything(root: Path) -> None:
    before = signatures(root / "site")
    sentence = "Whoever carries the gray phone of the house on the hill"
    edit(root / "templates/pages/participants/help.html", "{{ heading(1, page.title) }}", f"{{{{ heading(1, page.title) }}}}<p>{sentence}</p>")
    with pytest.raises(PublishError) as raised:
        build(root, TODAY, pages_only=True)
    assert {problem.file.partition("/")[0] for problem in raised.value.problems} == {"templates", "harbor"}
    assert signatures(root / "site") == before


@pytest.mark.parametrize("only", ["", "river"])
def test_a_mistake_in_the_file_of_one_site_leaves_all_as_they_were(root: Path, only: str) -> None:
    before = signatures(root / "site")
    edit(root / "curriculum/program.yml", "tagline: Three", "tagline: Other")
    edit(root / "sites/hill.yml", "tracks: [mornings]", "tracks: [morning]")
    with pytest.raises(CurriculumError) as raised:
        build(root, TODAY, pages_only=True, site=only)
    assert [str(one.place) for one in raised.value.findings] == ["sites/hill.yml:8:10"]
    assert signatures(root / "site") == before


@pytest.mark.long
def test_one_site_built_by_itself_leaves_the_others_whole_as_they_stand(root: Path) -> None:
    before = signatures(root / "site")
    edit(root / "curriculum/program.yml", "tagline: Three", "tagline: Other")
    built = build(root, TODAY, pages_only=True, site="harbor")
    assert list(built.pages) == ["harbor/staff", "harbor/participants"]
    after = signatures(root / "site")
    assert before.keys() == after.keys()
    changed = {path.partition("/")[0] for path in before if before[path] != after[path]}
    assert changed == {"harbor", "index.html"} - ({"index.html"} if before["index.html"] == after["index.html"] else set())
    assert "Other group sessions" in page(root, "harbor")
    assert "Three group sessions" in page(root, "river")
    build(root, TODAY, pages_only=True)
    assert "Other group sessions" in page(root, "river")
    assert {path for path in signatures(root / "site") if path not in before} == set()


@pytest.mark.long
def test_a_site_that_is_new_or_gone_comes_and_goes_whole(root: Path) -> None:
    (root / "sites/hill.yml").rename(root / "aside.yml")
    for group in ("hill-morning",):
        edit(root / f"curriculum/groups/{group}.yml", "site: hill", "site: river")
    build(root, TODAY, pages_only=True)
    assert not (root / "site/hill").exists()
    assert "hill/" not in (root / "site/index.html").read_text(encoding="utf-8")
    (root / "aside.yml").rename(root / "sites/hill.yml")
    build(root, TODAY, pages_only=True)
    assert (root / "site/hill/participants/search-index/head.json.gz").is_file()


def test_a_build_of_the_same_has_nothing_to_do(root: Path) -> None:
    build(root, TODAY, pages_only=True)
    cache = Store(root / "build" / "cache")
    assert nothing_changed(root, cache, sources_key(root, TODAY, True))
    assert not nothing_changed(root, cache, sources_key(root, TODAY, True, "hill"))
    edit(root / "sites/river.yml", "555-0103", "555-0104")
    assert not nothing_changed(root, cache, sources_key(root, TODAY, True))


# shared work


def test_an_edit_of_one_sites_file_makes_pages_of_that_site_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root, TODAY, pages_only=True)
    made = list[str]()

    def noted(function: Callable[[Any], Any], parts: Sequence[Any], *rest: int) -> Iterator[Any]:
        made.extend(part[0].site.folder for part in parts)
        return map(function, parts)

    monkeypatch.setattr(page_making, "spread", noted)
    edit(root / "sites/river.yml", "555-0103", "555-0104")
    build(root, TODAY, pages_only=True)
    assert set(made) == {"river/staff", "river/participants"}
    assert len(made) >= 100


def keys(root: Path, site: str) -> dict[tuple[str, str], str]:
    library = load_library(root, site=site)
    return {(job.product.name, job.identity): job.key for job in jobs_of(root, library, plan_tracks(library))}


def test_what_is_printed_anew_sees_what_was_changed(root: Path) -> None:
    """A number on every sheet: all sheets of that site; who is on duty: its books alone; and nothing of another site."""
    before = {site: keys(root, site) for site in SITES}
    assert [len(each) for each in before.values()] == [10, 10, 14]
    edit(root / "sites/hill.yml", "gray phone", "green phone")
    edit(root / "sites/hill.yml", "time_zone: America/Chicago", "time_zone: America/Denver")
    duty = keys(root, "hill")
    assert {key[0] for key in duty if duty[key] != before["hill"][key]} == {product.name for product in PRODUCTS if product.of == "track"}
    edit(root / "sites/hill.yml", "555-0102", "555-0112")
    phone = keys(root, "hill")
    assert {key for key in phone if phone[key] == duty[key]} == set()
    assert [keys(root, site) == before[site] for site in SITES] == [True, False, True]


def test_sheets_see_nothing_of_a_sites_file_that_their_keys_do_not_hold(root: Path) -> None:
    """All that a site's file says beside what is on paper, changed: the same bytes."""
    kinds = {"handout", "wallet", "words", "cards", "session", "program"}

    def sheets() -> Iterator[tuple[str, str, str, bytes]]:
        library = load_library(root, site="hill")
        for product in PRODUCTS:
            for identity, subject in subjects(library).get(product.of, {}).items() if product.of in kinds else ():
                for file in product.make(library, subject, Settings(0, in_site=True), product.row.built[:1]):
                    yield product.name, identity, file.ending, file.content

    add_cards(root / "curriculum")
    before = list(sheets())
    edit(root / "sites/hill.yml", "gray phone", "green phone")
    edit(root / "sites/hill.yml", "America/Chicago", "America/Denver")
    edit(root / "sites/hill.yml", "US-TX", "US-CO")
    edit(
        root / "sites/hill.yml",
        "tracks: [mornings]\nstandards: []",
        "staff_address: https://staff.example/hill\ngroups: [hill-morning]\nlanguages: []",
    )
    assert {product for product, *_ in before} >= {"handout", "cards", "slides", "agreement", "sign-in"}
    assert len(before) >= 8
    assert list(sheets()) == before
    said = {"name", "tagline", "address", "contact", "crisis_lines", "look"}
    assert set(printing.ON_PAPER) == said

"""The library's facets and the search: what is counted, what is indexed, and that nothing private is in an index."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder.model.library import Library
from builder.site import search_index
from builder.site.search_index import add_search
from builder.views.library import CHUNK, LibraryView, library_data, library_view, packed
from builder.work.store import Store
from tests.factories import GUIDE, a_library, a_session
from tests.project import ROOT, told_of

pytestmark = pytest.mark.slow

STAFF_SCRIPTS = ROOT / "templates" / "assets-staff" / "js"
SCRIPTS = ROOT / "templates" / "assets" / "js"

in_node = pytest.mark.skipif(shutil.which("node") is None, reason="node runs the pages' scripts outside a browser")


def run(script: str, value: Any) -> Any:
    """What a module of ours answers in node; `script` is an expression over `given`, with `library` and `worries` imported."""
    text = f"""
        import * as library from "{(STAFF_SCRIPTS / "library-facets.js").as_uri()}";
        import * as worries from "{(SCRIPTS / "search-worries.js").as_uri()}";
        import {{ readFileSync }} from "node:fs";
        const given = JSON.parse(readFileSync(0, "utf8"));
        console.log(JSON.stringify({script}));
    """
    done = subprocess.run(["node", "--input-type=module", "-e", text], input=json.dumps(value), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def four_sessions() -> Library:
    return a_library(
        a_session("mood/first-walk"),
        a_session("mood/second-walk", load="heavy", newcomers="not-first"),
        a_session("sleep/rising", load="heavy", topics=["rest"]),
        a_session("sleep/dusk", topics=["rest", "activity"]),
        program={"topics": {"activity": "Doing things", "rest": "Rest", "unused": "Not taught"}},
    )


def counts(view: LibraryView) -> dict[str, dict[str, int]]:
    return {facet.key: {value.key: value.count for value in facet.values} for facet in view.facets}


def test_every_value_says_how_many_sessions_have_it_and_values_of_none_are_left_out() -> None:
    found = counts(library_view(four_sessions()))
    assert found["module"] == {"mood": 2, "sleep": 2}
    assert found["topic"] == {"activity": 3, "rest": 2}
    assert found["load"] == {"light": 2, "heavy": 2}
    assert found["newcomers"] == {"welcome": 3, "not-first": 1}
    assert found["minutes"] == {"60": 4}
    assert found["short"] == {"40": 4}
    assert found["online"] == {"no": 4}
    assert found["review"] == {"draft": 4}


@pytest.mark.parametrize(
    ("before", "after", "speaks"),
    [
        ("- Name three corners.", "- *Online:* name three corners.", True),
        ("- Name three corners.", "- *Pen-free, or online:* name three corners.", True),
        ("Seated routes work too.", "- *Online:* each looks out of a window.", True),
        ("- Name three corners.", "- Name three online maps.", False),
        ("Step out together.", "- *Online:* ask where they are.", False),
    ],
)
def test_a_guide_speaks_of_online_groups_where_an_alternate_or_adapt_is_labelled_so(before: str, after: str, speaks: bool) -> None:
    guide = a_session(body=GUIDE.replace(before, after)).guide
    assert any(part.online for part in guide.parts) is speaks


def test_an_approval_that_no_longer_fits_the_text_counts_as_changed() -> None:
    review = {"status": "approved", "by": "A", "credential": "B", "on": "2026-01-01", "due": "2027-01-01"}
    fits = a_session("mood/one", review={**review, "digest": f"{len(GUIDE):016}"})
    old = a_session("mood/two", review={**review, "digest": "of an older text"})
    assert counts(library_view(a_library(fits, old, a_session("mood/three"))))["review"] == {"approved": 1, "changed": 1, "draft": 1}


def test_a_library_too_long_for_one_page_shows_its_modules() -> None:
    sessions = [a_session(f"{'mood' if number < 200 else 'sleep'}/walk-{number}") for number in range(301)]
    few, many = library_view(a_library(*sessions[:300])), library_view(a_library(*sessions))
    assert [len(shelf.cards) for shelf in few.shelves] == [200, 100]
    assert [(len(shelf.cards), shelf.count) for shelf in many.shelves] == [(0, 200), (0, 101)]


def test_the_cards_stand_in_teaching_order_a_chunk_a_file() -> None:
    sessions = [a_session(f"mood/walk-{number}") for number in range(CHUNK + 2)]
    files = library_data(a_library(*sessions))
    rows = [json.loads(files[f"library/cards/{number}.json"]) for number in (0, 1)]
    assert [len(chunk) for chunk in rows] == [CHUNK, 2]
    assert [row[0] for chunk in rows for row in chunk] == [session.id for session in sessions]
    assert json.loads(files["library/sets.json"])["sessions"] == CHUNK + 2


def test_a_row_says_what_sets_a_session_apart_and_nothing_that_most_have() -> None:
    library = a_library(
        *(a_session(f"mood/walk-{number}") for number in range(3)), a_session("sleep/dusk", minutes=90, load="heavy"), colors={"sleep": "plum"}
    )
    rows = json.loads(library_data(library)["library/cards/0.json"])
    assert [row[3:] for row in rows] == [["teal", ["mood"]]] * 3 + [["plum", ["sleep", "90 min", "Heavy load"]]]
    (first, *_), (dusk,) = (shelf.cards for shelf in library_view(library).shelves)
    assert (first.color, first.remarks) == ("teal", ())
    assert (dusk.color, dusk.remarks) == ("plum", ("90 min", "Heavy load"))


@in_node
def test_a_set_reads_in_the_browser_as_it_was_packed() -> None:
    chance = random.Random(5)
    sets = [[], [0], [79], [80], [81, 10_000], list(range(200)), *(sorted(chance.sample(range(3_000), size)) for size in (1, 7, 40, 900, 2_999))]
    assert run("given.map(library.unpack)", [packed(places) for places in sets]) == sets
    assert run("given.map((places) => library.placesOf(library.setOf(places, 10001)))", sets) == sets


@in_node
def test_counts_are_those_that_each_value_would_show_under_the_other_facets() -> None:
    chance = random.Random(7)
    values = {"load": ["light", "moderate", "heavy"], "topic": [f"topic-{number}" for number in range(12)], "review": ["draft"]}
    for sessions in (1, 31, 32, 33, 38, 500):
        has = [{facet: set(chance.sample(of, chance.randint(1, min(3, len(of))))) for facet, of in values.items()} for _ in range(sessions)]
        sets = {facet: {v: packed([p for p in range(sessions) if v in has[p][facet]]) for v in of} for facet, of in values.items()}
        chosen = {"load": ["light", "heavy"], "topic": chance.sample(values["topic"], 2)}
        found = sorted(chance.sample(range(sessions), sessions // 2 + 1))

        def fits(place: int, leaving: str = "", *, has: Any = has, chosen: Any = chosen, found: Any = found) -> bool:
            return place in found and all(facet == leaving or has[place][facet] & set(of) for facet, of in chosen.items())

        script = "library.narrowed(library.open(given), given.chosen, library.setOf(given.found, given.sessions))"
        answer = run(script, {"sessions": sessions, "sets": sets, "chosen": chosen, "found": found})
        assert answer["places"] == [place for place in range(sessions) if fits(place)]
        assert answer["counts"] == {f: {v: sum(fits(p, f) and v in has[p][f] for p in range(sessions)) for v in of} for f, of in values.items()}


@in_node
def test_an_address_gives_back_the_choices_it_was_made_from() -> None:
    state = {"chosen": {"load": ["light", "heavy"], "topic": [], "review": ["draft"]}, "words": '"slow replay" & more'}
    address = run("library.toAddress(given)", state)
    assert address == "?load=light&load=heavy&review=draft&words=%22slow+replay%22+%26+more"
    assert run("library.fromAddress(given, ['load', 'topic', 'review'])", address) == state
    assert run("library.toAddress(library.fromAddress('', ['load']))", None) == ""


@in_node
@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("suicide", True),
        ("I want to DIE", True),
        ("i can’t go on", True),
        ("hacerme dano", True),
        ("self-harm", True),
        ("narcan", True),
        ("diet", False),
        ("skill", False),
        ("deadline at work", False),
        ("sleep", False),
        ("", False),
    ],
)
def test_words_of_someone_in_danger_bring_the_help_lines(words: str, shown: bool) -> None:
    worries = a_library().program.meta.help_words
    assert run("worries.worried(given.words, given.worries)", {"words": words, "worries": worries}) is shown


def a_site(folder: Path, **pages: str) -> Path:
    """A finished site of pages by name, each with its header outside what is indexed."""
    for name, text in pages.items():
        path = folder / name / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        main = f'<main data-pagefind-body><h1 id="{name}">{name}</h1><p>{text}</p></main>'
        path.write_text(f"<!doctype html><html lang=en><header>Our menu</header>{main}</html>", encoding="utf-8")
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_an_index_is_made_once_a_text_and_the_same_each_time(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    site = a_site(tmp_path / "site", walk="Legs first, mood later.", rest="Lie down.")
    assert add_search(site, store, ("rest", "walk"))
    made = bytes_of(site / "pagefind")
    shutil.rmtree(site / "pagefind")
    assert not add_search(site, store, ("rest", "walk"))
    assert bytes_of(site / "pagefind") == made
    assert add_search(site, Store(tmp_path / "another"), ("rest", "walk"))
    assert bytes_of(site / "pagefind") == made


def test_an_index_is_made_anew_when_a_text_changes_and_not_for_the_frame_of_the_pages(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    site = a_site(tmp_path / "site", walk="Legs first, mood later.")
    add_search(site, store)
    page = site / "walk" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Our menu", "Our new menu"), encoding="utf-8")
    assert not add_search(site, store)
    page.write_text(page.read_text(encoding="utf-8").replace("mood later", "mood after"), encoding="utf-8")
    assert add_search(site, store)


def test_an_index_holds_what_our_pages_use_and_names_the_pages_in_order(tmp_path: Path) -> None:
    site = a_site(tmp_path / "site", walk="Legs first, mood later.", rest="Lie down.")
    add_search(site, Store(tmp_path / "cache"), ("rest", "walk", "not-there"))
    files = bytes_of(site / "pagefind")
    assert {Path(name).suffix for name in files} == {".js", ".json", ".pagefind", ".pf_fragment", ".pf_index", ".pf_meta"}
    assert [name for name in files if name.endswith(".js")] == ["pagefind.js"]
    rest, walk, nothing = json.loads(files["order.json"])
    assert {f"fragment/{rest}.pf_fragment", f"fragment/{walk}.pf_fragment"} == {name for name in files if name.startswith("fragment/")}
    assert nothing == ""


def test_a_large_site_has_its_index_in_parts_of_which_only_one_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "AT_ONCE", 2)
    runs: list[list[str]] = []
    real = search_index.index_files

    def counted(pages: list[tuple[str, str]], scratch: Path) -> dict[str, bytes]:
        runs.append([path for path, _ in pages])
        return real(pages, scratch)

    monkeypatch.setattr(search_index, "index_files", counted)
    store = Store(tmp_path / "cache")
    site = a_site(tmp_path / "site", a="Legs first.", b="Lie down.", c="Look up.", d="Breathe out.", e="Sit.")
    add_search(site, store, ("e", "a"))
    files = bytes_of(site / "pagefind")
    assert files["parts.json"] == b"3"
    assert {name for name in files if name.endswith("pagefind-entry.json")} == {
        "pagefind-entry.json",
        "2/pagefind-entry.json",
        "3/pagefind-entry.json",
    }
    assert [name for name in files if name.endswith((".js", ".pagefind")) and "/" in name] == []
    last, first = json.loads(files["order.json"])
    assert {f"3/fragment/{last}.pf_fragment", f"fragment/{first}.pf_fragment"} <= files.keys()
    page = site / "c" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Look up", "Look down"), encoding="utf-8")
    assert add_search(site, store, ("e", "a"))
    assert runs[3:] == [["c/index.html", "d/index.html"]]


def test_a_staff_sentence_in_the_index_is_found_at_publishing(tmp_path: Path) -> None:
    private = "take the person aside and reach the clinician on duty"
    site = a_site(tmp_path / "site", walk="Take the person aside, and reach the <b>clinician</b> on duty.", rest="Lie down.")
    add_search(site, Store(tmp_path / "cache"))
    (site / "walk" / "index.html").unlink()
    assert [Path(file).suffix for file in told_of(site, {private})] == [".pf_fragment"]

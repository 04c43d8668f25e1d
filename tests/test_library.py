"""The library's facets: what is counted, and what the address says."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from typing import Any

import pytest

from builder.model.library import Library
from builder.views.library import CHUNK, LibraryView, library_data, library_view, packed
from tests.factories import GUIDE, a_library, a_session
from tests.project import ROOT

pytestmark = pytest.mark.slow

STAFF_SCRIPTS = ROOT / "templates" / "assets-staff" / "js"

in_node = pytest.mark.skipif(shutil.which("node") is None, reason="node runs the pages' scripts outside a browser")


def run(script: str, value: Any) -> Any:
    """What a module of ours answers in node; `script` is an expression over `given`, with `library` imported."""
    text = f"""
        import * as library from "{(STAFF_SCRIPTS / "library-facets.js").as_uri()}";
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

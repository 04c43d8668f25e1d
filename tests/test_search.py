"""The search: what a page says, what the index holds of it, what is found, and that nothing private is in it."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder.model.help_words import HELP_WORDS, ORDINARY_PHRASES, ORDINARY_WORDS
from builder.model.library import Library
from builder.model.synonyms import Synonym
from builder.site import search_index
from builder.site.page_text import page_text
from builder.site.search_index import FOLDER, HEAD, add_search
from builder.text.plain_words import words_of
from builder.work.store import Store
from tests.project import ROOT, real_library, told_of

pytestmark = pytest.mark.slow

SCRIPTS = ROOT / "templates" / "assets" / "js"

in_node = pytest.mark.skipif(shutil.which("node") is None, reason="node runs the pages' scripts outside a browser")

FINDS = """
import { readFileSync } from "node:fs";
globalThis.fetch = async (address) => new Response(readFileSync(address));
const { find } = await import(process.argv[1]);
const answers = [];
for (const words of JSON.parse(readFileSync(0, "utf8"))) {
  const { hits, ...found } = await find(words);
  const parts = hits.length ? (await hits[0].page()).parts : [];
  answers.push({ ...found, paths: hits.map(({ path }) => path), places: hits.map(({ place }) => place), first: parts.map(({ title, excerpt }) => [title, excerpt.map(({ text, marked }) => (marked ? `<${text}>` : text)).join("")]) });
}
console.log(JSON.stringify(answers));
"""


def in_a_browser(script: str, given: Any, *arguments: str) -> Any:
    """What a script of ours answers in node."""
    command = ["node", "--input-type=module", "-e", script, *arguments]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def found(site: Path, *queries: str) -> list[dict[str, Any]]:
    """What a finished site finds for each of these: paths, how many have all of the words, the parts of the first."""
    folder = site / "assets" / "js"
    if not folder.is_dir():
        shutil.copytree(SCRIPTS, folder)
    answers: list[dict[str, Any]] = in_a_browser(FINDS, queries, (folder / "search-index.js").as_uri())
    return answers


def worries(module: str, given: Any) -> Any:
    script = f"""
import {{ isNear, worried, wordsOf }} from "{(SCRIPTS / "search-worries.js").as_uri()}";
import {{ readFileSync }} from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify({module}));
"""
    return in_a_browser(script, given)


def calls_for_help(*texts: str) -> list[bool]:
    return _call_for_help(HELP_WORDS, texts)


def calls_for_help_in(library: Library, *texts: str) -> list[bool]:
    return _call_for_help(library.help_words, texts)


def _call_for_help(words: tuple[str, ...], texts: tuple[str, ...]) -> list[bool]:
    given = {"texts": texts, "worries": words, "ordinary": [*ORDINARY_WORDS, *ORDINARY_PHRASES]}
    answers: list[bool] = worries("given.texts.map((text) => worried(text, given.worries, given.ordinary))", given)
    return answers


def lines_of(name: str) -> list[str]:
    return (ROOT / "tests/search" / name).read_text(encoding="utf-8").splitlines()


def a_site(folder: Path, **pages: str) -> Path:
    """A finished site of pages by name, each with its header outside what is indexed."""
    for name, text in pages.items():
        path = folder / name / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        main = f'<main data-search-body><h1 id="{name}">{name}</h1><p>{text}</p></main>'
        path.write_text(f"<!doctype html><html lang=en><header>Our menu</header>{main}</html>", encoding="utf-8")
    return folder


def indexed(folder: Path, *synonyms: Synonym, **pages: str) -> Path:
    site = a_site(folder / "site", **pages)
    add_search(site, Store(folder / "cache"), synonyms=synonyms)
    return site


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def unpacked(content: bytes) -> Any:
    return json.loads(gzip.decompress(content))


# What a page says


def test_a_page_is_read_part_by_part_without_what_is_not_its_own_words() -> None:
    main = """<main id="main" data-search-body>
<h1 id="walk">A first walk</h1><p class="gw-crumb">Plan of <a href="../">Mood</a></p><p class="gw-main-message">Walk to one <b>place</b>.</p>
<p class="gw-review">Not reviewed.</p><nav>Parts</nav><div data-search-ignore><button>Print</button></div><svg><text>drawn</text></svg>
<h2 id="the-map">The map</h2><table><tr><td>Day</td><td>Where</td></tr></table><label><input type="checkbox">I walked</label><p>co<b>ast</b>, <i>not</i> hill</p>
</main>"""
    page = page_text("walk", main)
    assert (page.title, page.where, page.lead) == ("A first walk", "Plan of Mood", "Walk to one place.")
    assert page.parts == (("", "", "Walk to one place."), ("the-map", "The map", "Day Where I walked coast, not hill"))


@in_node
def test_the_words_of_a_text_are_the_same_for_the_index_and_for_the_page() -> None:
    texts = ["I can’t GO on", "Llámame, señor: ¿qué pasó?", "co-facilitator's 5-4-3", "naïve Ångström", "over_dose", "½ ² x", "Straße"]
    assert worries("given.map(wordsOf)", texts) == [words_of(text) for text in texts]


# The index


def test_an_index_is_made_once_a_text_and_the_same_each_time(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    site = a_site(tmp_path / "site", walk="Legs first, mood later.", rest="Lie down.")
    assert add_search(site, store, ("rest", "walk"))
    made = bytes_of(site / FOLDER)
    shutil.rmtree(site / FOLDER)
    assert not add_search(site, store, ("rest", "walk"))
    assert bytes_of(site / FOLDER) == made
    assert add_search(site, Store(tmp_path / "another"), ("rest", "walk"))
    assert bytes_of(site / FOLDER) == made


def test_an_index_is_made_anew_when_a_text_or_a_synonym_changes_and_not_for_the_frame_of_the_pages(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    site = a_site(tmp_path / "site", walk="Legs first, mood later.")
    add_search(site, store)
    page = site / "walk" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Our menu", "Our new menu"), encoding="utf-8")
    assert not add_search(site, store)
    page.write_text(page.read_text(encoding="utf-8").replace("mood later", "mood after"), encoding="utf-8")
    assert add_search(site, store)
    assert add_search(site, store, synonyms=(Synonym(words=("stroll",), means=("walk",)),))


def test_a_page_alone_is_read_again_where_its_text_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "AT_ONCE", 2)
    read: list[str] = []

    def counted(path: str, main: str) -> Any:
        read.append(path)
        return page_text(path, main)

    monkeypatch.setattr(search_index, "page_text", counted)
    store = Store(tmp_path / "cache")
    site = a_site(tmp_path / "site", a="Legs first.", b="Lie down.", c="Look up.", d="Breathe out.", e="Sit.")
    add_search(site, store)
    assert read == ["a", "b", "c", "d", "e"]
    page = site / "c" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Look up", "Look down"), encoding="utf-8")
    assert add_search(site, store)
    assert read[5:] == ["c", "d"]


def test_the_words_stand_in_parts_of_one_size_and_every_file_is_named_in_the_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "PART_SIZE", 12)
    site = indexed(tmp_path, walk="Legs first, mood later.", rest="Lie down, mood later.")
    files = bytes_of(site / FOLDER)
    head = unpacked(files.pop(HEAD))
    assert head["words"] == " 0down 0first 0later 1egs 1ie 0mood 0rest 0walk"
    assert len(head["parts"]) > 2
    assert {f"{name}.json.gz" for name in [*(name for _, name in head["parts"]), *(page[1] for page in head["pages"])]} == files.keys()
    sizes = [sum(map(len, unpacked(files[f"{name}.json.gz"]))) for _, name in head["parts"]]
    assert all(12 <= size < 24 for size in sizes[:-1])


def test_a_staff_sentence_in_the_index_is_found_at_publishing(tmp_path: Path) -> None:
    private = "take the person aside and reach the clinician on duty"
    site = indexed(tmp_path, walk="Take the person aside, and reach the <b>clinician</b> on duty.", rest="Lie down.")
    (site / "walk" / "index.html").unlink()
    assert [Path(file).suffix for file in told_of(site, {private})] == [".gz"]


# What is found


@in_node
def test_a_title_counts_more_than_a_text_and_all_words_more_than_some(tmp_path: Path) -> None:
    site = indexed(tmp_path, walk="Legs first.", rest="Lie down, do not walk. Legs up.", sit="Nothing of it.", look="A walk, a walk, a walk.")
    title, both = found(site, "walk", "legs walk")
    assert title["paths"] == ["walk", "look", "rest"]
    assert (both["paths"][:2], both["whole"]) == (["walk", "rest"], 2)


@in_node
def test_other_forms_of_a_word_and_words_that_begin_so_are_found(tmp_path: Path) -> None:
    site = indexed(tmp_path, a="Three cravings passed.", b="He is worrying.", c="Walked home.", d="Apologies.")
    assert [one["paths"] for one in found(site, "craving", "worries", "walks", "apol", "walking")] == [["a"], ["b"], ["c"], ["d"], ["c"]]


@in_node
@pytest.mark.parametrize("typed", ["cravngs", "cravinggs", "cravigns", "cravimgs"])
def test_one_letter_dropped_added_swapped_or_changed_is_put_right(tmp_path: Path, typed: str) -> None:
    (answer,) = found(indexed(tmp_path, a="Cravings pass.", b="Sit."), typed)
    assert (answer["paths"], answer["instead"], answer["whole"]) == (["a"], "cravings", 1)


@in_node
def test_nothing_is_put_right_in_a_word_that_stands_somewhere_nor_in_a_short_one(tmp_path: Path) -> None:
    site = indexed(tmp_path, a="Sleep well.", b="A slip.", c="Sad.")
    assert [one["instead"] for one in found(site, "slip", "mad", "sle", "zebra", "")] == ["", "", "", "", ""]
    assert found(site, "zebra")[0]["paths"] == []


@in_node
def test_a_phrase_in_quotation_marks_is_found_as_it_stands_and_not_over_a_heading(tmp_path: Path) -> None:
    site = indexed(tmp_path, a="A slow <b>replay</b> of it.", b="Replay it slow.", c='Go slow.</p><h2 id="x">Replay</h2><p>Now.')
    plain, typographic, none, mixed = found(site, '"slow replay"', "“Slow replay”", '"replay slow motion"', '"slow replay" it')
    assert plain["paths"] == typographic["paths"] == mixed["paths"] == ["a"]
    assert plain["first"] == [["", "A <slow> <replay> of it."]]
    assert none["paths"] == []


@in_node
def test_a_synonym_finds_what_the_library_says_and_its_pages_stand_first(tmp_path: Path) -> None:
    synonyms = (
        Synonym(words=("insomnia", "can't sleep", "no duermo"), means=("rest",)),
        Synonym(words=("kms",), pages=("plan", "staff/only"), help=True),
        Synonym(words=("nowhere",), means=("unheard of",)),
    )
    site = indexed(tmp_path, *synonyms, rest="Lie down.", plan="Make it.", other="The night is for rest.")
    answers = found(site, "insomnia", "cant sleep", "No duermo!", "insomnias", "insomina", "kms", "kms rest", "nowhere")
    assert [one["paths"][0] for one in answers[:7]] == ["rest"] * 5 + ["plan"] * 2
    assert answers[0]["also"] == ["rest"]
    assert answers[4]["instead"] == "insomnia"
    assert answers[7]["paths"] == []


@in_node
def test_a_search_can_narrow_a_list_by_the_places_of_its_pages(tmp_path: Path) -> None:
    site = a_site(tmp_path / "site", walk="Legs.", rest="Legs up.", sit="Legs too.")
    add_search(site, Store(tmp_path / "cache"), ("rest", "walk", "not-there"))
    (answer,) = found(site, "legs")
    assert dict(zip(answer["paths"], answer["places"], strict=True)) == {"rest": 0, "walk": 1, "sit": -1}


# Words of someone in danger


@in_node
def test_words_of_someone_in_danger_call_for_help_as_people_type_them() -> None:
    typed = lines_of("in_danger.txt")
    assert len(typed) > 40
    assert [text for text, calls in zip(typed, calls_for_help(*typed), strict=True) if not calls] == []


@in_node
def test_ordinary_words_do_not_call_for_help() -> None:
    words = lines_of("ordinary.txt")
    assert len(words) > 220
    assert [text for text, calls in zip(words, calls_for_help(*words), strict=True) if calls] == []
    phrases = [
        "want to dye my hair",
        "i want to diet",
        "skill",
        "deadline at work",
        "living with what is",
        "hunting season",
        "better offer",
        "my daily bread",
        "",
    ]
    assert calls_for_help(*phrases) == [False] * len(phrases)


@in_node
def test_an_ordinary_phrase_has_a_word_of_help_and_hides_no_other() -> None:
    assert all(len(words_of(phrase)) > 1 for phrase in ORDINARY_PHRASES)
    with_danger = [f"{phrase} {end}" for phrase in ORDINARY_PHRASES for end in ("i want to die", "overdose", "kms")]
    assert calls_for_help(*ORDINARY_PHRASES, *with_danger) == [False] * len(ORDINARY_PHRASES) + [True] * len(with_danger)
    given = {"phrases": ORDINARY_PHRASES, "worries": real_library().help_words}
    assert all(worries("given.phrases.map((phrase) => worried(phrase, given.worries, []))", given))


@in_node
def test_each_ordinary_word_is_one_letter_away_from_a_word_of_help() -> None:
    parts = [word for words in real_library().help_words for word in words_of(words)]
    near = worries("given.words.map((word) => given.parts.some((part) => isNear(word, part)))", {"words": ORDINARY_WORDS, "parts": parts})
    assert [word for word, is_near in zip(ORDINARY_WORDS, near, strict=True) if not is_near] == []

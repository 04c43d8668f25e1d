"""What a check says of pages before anything is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from builder.check import paper
from builder.check.rules import RULES
from builder.finding import CurriculumError
from builder.load.library import load_library
from builder.model.base import Authored
from builder.model.fields import placed_texts
from builder.model.library import Library
from builder.model.program import AgreementLine
from builder.pipeline import check
from builder.print import paper_check, syllabus
from builder.print.editions import STEPS, inputs
from builder.print.paper_check import (
    HOLDS,
    LINES,
    TIGHTEST,
    WORD,
    agreement_lines,
    agreement_may_be_full,
    agreement_unfit,
    reckoned,
    unfitting_of,
    unfitting_sheets,
)
from builder.print.sheet import sheet_source
from builder.print.typesetter import TypesetError, count_pages
from builder.work.memo import Memo, Spread, here
from builder.work.store import Store
from tests.one_rule import found_by
from tests.print.factories import PRODUCT, SETTINGS, a_handout, a_syllabus, the_library
from tests.project import TODAY, a_project, edit

PLAN = "curriculum/modules/sleep/same-time-up/my-rising-plan.md"
LONG = "- [ ] I told someone about it\n\n[lines 40: One]\n\n[lines 40: Two]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_project(tmp_path)


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sessions whose pages were laid out."""
    looked: list[str] = []

    class Watched(Memo):
        def every(
            self, function: Callable[..., Any], arguments: Mapping[str, tuple[Any, ...]], spread: Spread = here, at_once: int = 1
        ) -> dict[str, Any]:
            def all_of(work: Callable[[Any], Any], parts: Sequence[Any], at_once: int = 1) -> list[Any]:
                looked.extend(part[0].id for part in parts)
                return [work(part) for part in parts]

            return super().every(function, arguments, cast(Spread, all_of), at_once)

    monkeypatch.setattr(paper_check, "Memo", Watched)
    return looked


def test_a_check_tells_of_a_handout_that_is_too_long_before_it_is_printed(root: Path) -> None:
    edit(root / PLAN, "- [ ] I told someone about it\n", LONG)
    assert [(found.code, found.place.file) for found in check(root, TODAY)] == [("print-too-long", PLAN)]


def test_what_surely_fits_is_not_laid_out(root: Path, laid_out: list[str]) -> None:
    assert unfitting_sheets(load_library(root)) == ()
    assert laid_out == []
    edit(root / PLAN, "- [ ] I told someone about it\n", LONG)
    assert len(unfitting_sheets(load_library(root))) == 1
    assert laid_out == ["sleep/same-time-up"]


def test_what_was_laid_out_is_kept_until_the_session_or_the_templates_change(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(root / PLAN, "- [ ] I told someone about it\n", LONG)
    made: list[str] = []
    real = unfitting_of

    def counted(*given: Any) -> Any:
        made.append(given[-1])
        return real(*given)

    counted.__module__, counted.__qualname__ = real.__module__, real.__qualname__
    monkeypatch.setattr(paper_check, "unfitting_of", counted)

    def look() -> int:
        memo = Memo(Store(root / "build" / "memo"))
        found = unfitting_sheets(load_library(root), memo)
        memo.save()
        assert len(found) == 1
        return len(made)

    assert [look(), look()] == [1, 1]
    monkeypatch.setattr(paper_check, "digest_of_files", lambda folder: "other templates")
    assert look() == 2
    edit(root / PLAN, "[lines 40: Two]", "[lines 40: Three]")
    assert look() == 3


def test_no_handout_is_reckoned_lower_than_it_is() -> None:
    """What is reckoned to fit does: the reckoning gives more than the layout has, for pages of every kind."""
    library: Library = the_library()
    words = "A line of words that fills a good part of the page, and a little more.\n\n"
    lines = ["\n\n".join(f"[lines {rows}: {number}]" for number in range(1150 // (34 + 26 * rows))) for rows in (1, 3, 6, 9, 12)]
    made = [a_handout(body) for body in (words * 24, *lines, "- one\n" * 46, "1. A step\n" * 46, "> " + "Said. " * 600)]
    low = [page for page in (*library.handouts.values(), *made) if reckoned(page) <= HOLDS]
    assert len(low) >= 7
    assert [page.id for page in low if count_pages(sheet_source(library, page), inputs(TIGHTEST, STEPS)) > 2] == []


def test_a_language_edition_is_looked_at_too(root: Path) -> None:
    library = load_library(root)
    session = library.sessions["sleep/same-time-up"]
    long = replace(a_handout("[lines 40: Uno]\n\n[lines 40: Dos]\n", language="es"), id=session.handouts[0].id, session=session.id)
    with_edition = replace(session, editions={"es": (long,)})
    (module,) = (module for module in library.bare_modules if module.id == session.module)
    (found,) = unfitting_of(with_edition, module, library.goals, "")
    assert found.code == "print-too-long"


def test_an_agreement_that_no_poster_holds_is_told_before_it_is_printed(root: Path) -> None:
    edit(
        root / "curriculum" / "program.yml",
        "  - Anyone may pass.\n",
        "".join(f"  - Anyone may pass, and nobody has to say why, {number}.\n" for number in range(60)),
    )
    (found,) = check(root, TODAY)
    assert (found.code, found.place) == ("poster-too-long", load_library(root).program.source.at("agreement"))
    assert "letter" in found.message


def test_words_that_no_poster_holds_are_told_before_they_are_printed(root: Path) -> None:
    words = ", ".join(f"word {number}" for number in range(400))
    edit(root / PLAN, "kind: plan\n", f"kind: plan\nposter: {{title: Words, lists: [{{title: Some, words: [{words}]}}]}}\n")
    (found,) = check(root, TODAY)
    assert (found.code, found.place.file, found.place.line) == ("poster-too-long", PLAN, 4)


def test_no_agreement_is_reckoned_shorter_than_it_is() -> None:
    """What is reckoned to fit does, with lines of any length."""
    library = the_library()
    for length in (5, 60, 200, 600):
        line = AgreementLine(line=("word " * length)[:length].strip())
        lines = (line,) * int(LINES / agreement_lines((line,)))
        meta = library.program.meta.model_copy(update={"agreement": lines})
        assert agreement_lines(lines) <= LINES
        assert agreement_unfit(replace(library.goals, program=replace(library.program, meta=meta)), "") == ()


def test_every_text_that_someone_writes_is_looked_at_before_it_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    library, looked = the_library(), list[str]()

    def look(text: str) -> tuple[str, ...]:
        looked.append(text)
        return ()

    monkeypatch.setattr(paper, "missing_characters", look)
    for rule in (one for one in RULES if one.__module__ == paper.__name__):
        assert list(found_by(rule, library, TODAY)) == []
    pages = [page for session in library.sessions.values() for page in session.pages]
    metas: list[Authored] = [library.program.meta, *library.sources.citations.values()]
    for entries in (
        library.standards.values(),
        library.tracks,
        library.modules,
        library.groups,
        library.sessions.values(),
        pages,
        library.cards.values(),
    ):
        metas += [one.meta for one in entries]
    texts = {text for meta in metas for _, text, _ in placed_texts(meta)}
    assert len(texts) > 1300
    assert texts - set(looked) == set()


def test_a_heading_without_words_is_told_wherever_it_would_be_printed(root: Path) -> None:
    texts = [path for path in sorted((root / "curriculum").rglob("*.md")) if path.name != "LICENSE.md"]
    wanted = set()
    for path in texts:
        lines = path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text(f"{lines}\n\n## \n\nWords.\n", encoding="utf-8")
        wanted.add((path.relative_to(root).as_posix(), lines.count("\n") + 3))
    assert len(wanted) >= 8
    found = {(one.place.file, one.place.line) for one in check(root, TODAY) if one.code == "heading-empty"}
    assert found == wanted


def test_a_word_of_an_agreement_that_no_poster_holds_is_told_before_it_is_printed(root: Path) -> None:
    edit(root / "curriculum" / "program.yml", "  - Anyone may pass.\n", f"  - 'Anyone may read https://harbor.example/{'agreement' * 11}'\n")
    (found,) = check(root, TODAY)
    assert (found.code, found.place) == ("poster-too-long", load_library(root).program.source.at("agreement"))


def test_no_word_of_an_agreement_is_reckoned_narrower_than_it_is() -> None:
    library = the_library()
    for letter in "mW%Œ‰":
        line = AgreementLine(line=letter * WORD)
        assert not agreement_may_be_full((line,))
        meta = library.program.meta.model_copy(update={"agreement": (line,)})
        assert agreement_unfit(replace(library.goals, program=replace(library.program, meta=meta)), "") == ()


def test_what_typst_refuses_is_told_with_all_else_that_does_not_fit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_given: object) -> int:
        raise TypesetError("heading title is empty")

    library = load_library(root)
    session = library.sessions["sleep/same-time-up"]
    (module,) = (module for module in library.bare_modules if module.id == session.module)
    made = [
        replace(a_handout("[lines 40: Uno]\n\n[lines 40: Dos]\n", language=language), id=session.handouts[0].id, session=session.id)
        for language in ("es", "fr")
    ]
    monkeypatch.setattr("builder.print.typesetter.count_pages", refused)
    found = unfitting_of(replace(session, editions={page.language: (page,) for page in made}), module, library.goals, "")
    assert [one.code for one in found] == ["print-refused", "print-refused"]
    assert "heading title is empty" in found[0].message


@pytest.mark.parametrize("product", ["syllabus", "slides", "handout"])
def test_whatever_typst_refuses_as_it_is_printed_is_a_finding_at_a_text(product: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_given: object) -> bytes:
        raise TypesetError("cannot divide by zero")

    for place in ("syllabus.count_pages", "slides_pptx.picture_of", "word_blocks._picture_of", "sheet.typeset"):
        monkeypatch.setattr(f"builder.print.{place}", refused)
    library = the_library()
    walls = next(one for one in library.sessions.values() if one.walls)
    subject, edition = {
        "syllabus": (a_syllabus(), "letter"),
        "slides": (walls, "powerpoint"),
        "handout": (the_library().handouts["cbt/first-thought/thought-log"], "letter"),
    }[product]
    syllabus._fitting_look.cache_clear()
    with pytest.raises(CurriculumError) as told:
        list(PRODUCT[product].make(library, subject, SETTINGS, (edition,)))
    (found,) = told.value.findings
    assert (found.code, found.place.file.startswith("curriculum/")) == ("print-refused", True)

"""Each rule of the check: a library in which it speaks, and the nearest one in which it is silent."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any

import pytest

from builder.check import (
    cards,
    dates,
    drawings,
    graph,
    groups,
    guide,
    handout,
    language,
    own_texts,
    paper,
    people,
    references,
    repeats,
    routes,
    sources,
    synonyms,
    timing,
    topics,
    track,
    variety,
    wall,
    warnings,
)
from builder.check.rules import RULES, CheckRule, check_library
from builder.finding import Finding, Place
from builder.load.entry import page_source, validate
from builder.load.passages import inserts_for
from builder.model.group import RunningGroup
from builder.model.library import Library, Origins
from builder.model.session import Cards, CardsMeta, Wall, WallMeta
from builder.model.track import Track
from builder.text.cards import WalletCard
from builder.text.dialect import parse
from builder.text.inserts import Inserts
from builder.text.tree import Document
from builder.text.typeface import SURE, drawable
from tests.factories import (
    A_PROGRAM,
    A_SOURCE,
    EIGHT_WEEKS,
    GUIDE,
    SHEET,
    a_group,
    a_handout,
    a_library,
    a_page,
    a_passage,
    a_session,
    a_standard,
    a_track,
)
from tests.one_rule import found_by
from tests.project import TODAY

SINCE_A_LOOK = (TODAY - datetime.date(2026, 11, 1)).days
"""Days since the crisis lines of tests were verified."""

WIDE = f"| {' | '.join(['Responsibilities'] * 9)} |\n|{' --- |' * 9}\n|{' a |' * 9}\n"
FILL = " ".join(f"word{number}" for number in range(900))
SENTENCE = "Nine words that two sessions had better not share."
PARAGRAPH = "This paragraph is long enough to count as one, since it has well over twenty words in it, and nobody reads it gladly twice."
APPROVED = {"status": "approved", "by": "A. Tester", "credential": "LCSW", "on": "2026-10-01", "due": "2028-10-01", "digest": f"{len(GUIDE):016}"}
STARRED = replace(a_standard("activity"), meta=a_standard("activity").meta.model_copy(update={"title": "★"}))


def looked_at_in_days(days: int) -> Library:
    line = A_PROGRAM["crisis_lines"][0] | {"verified_on": str(TODAY + datetime.timedelta(days))}
    return a_library(program={"crisis_lines": [line]})


@dataclass(frozen=True)
class Case:
    """What is wrong, the rule and the code that say so, where (line and column, when it matters), and both libraries."""

    what: str
    rule: CheckRule
    code: str
    speaks: Library
    silent: Library
    place: tuple[int, int] | None = None


def one(body: str = GUIDE, **meta: Any) -> Library:
    """A library of one session."""
    return a_library(a_session(body=body, **meta))


def two(first: dict[str, Any], second: dict[str, Any]) -> Library:
    return a_library(a_session("mood/a", **first), a_session("mood/b", **second))


def sheet(body: str, **meta: Any) -> Library:
    """A library of one session with one handout."""
    return a_library(a_session(handouts=[a_handout(body=body, **meta)]))


def named(name: str) -> Library:
    return a_library(a_session(handouts=[a_handout(f"mood/first-walk/{name}")]))


def guide_with(old: str, new: str) -> str:
    assert old in GUIDE
    return GUIDE.replace(old, new)


def avoiding(body: str = GUIDE, **changes: Any) -> Library:
    """A library that avoids the word 'lazy', and the wording 'ended it', with one session."""
    words = {"avoid": ["lazy", "lazy bones"], "instead": "tired", "why": "It blames."}
    suicide = {"avoid": ["ended it"], "instead": "died by suicide", "why": "It hides."}
    return a_library(a_session(body=body), words=[words], suicide=[suicide], **changes)


LISTEN = "Someone who cannot go out.\n"
TABLE = "| you hear | it may mean | next move |\n| --- | --- | --- |\n| {} | a | b |\n| {} | c | d |\n"
ROSA = {"name": "Rosa", "age": 41, "life": "cleans offices, one son"}
PILLS = a_passage("pills", "Do not stop pills at once.", covers=["stop* ... at once"])
HARD = guide_with("Step out together.", "- {{passage pills}}")


def listening(*rows: str) -> Library:
    """A library of one session whose table of what to listen for has these two rows."""
    return one(guide_with(LISTEN, TABLE.format(*rows)))


WALK_ONCE = a_track({"mon": ["mood/first-walk"]}, *[{"mon": []}] * 7)


def on(day: int) -> datetime.date:
    return datetime.date(2027, 1, day)


CLOSED = [{"on": on(4), "reason": "Snow"}]


def running(*groups: RunningGroup | Track) -> Library:
    """A library with these groups, of one track."""
    tracks = [one for one in groups if isinstance(one, Track)] or [a_track()]
    return a_library(tracks=tracks, groups=[one for one in groups if isinstance(one, RunningGroup)])


def cast(body: str, *others: dict[str, Any]) -> Library:
    """A library of one session with this handout and a cast of Rosa and others."""
    return a_library(a_session(handouts=[a_handout(body=body + SHEET)]), people=[ROSA, *others])


def with_passage(body: str = GUIDE, **program: Any) -> Library:
    """A library with the passage on pills and one session that may include it."""
    session = a_session(body=body, inserts=inserts_for("staff", "en", {"pills": PILLS}, None))
    return a_library(session, passages=[PILLS], program=program)


def three(old: str, new: str, **changes: Any) -> Library:
    """A library of three sessions, in each of whose guides `old` is `new`."""
    bodies = [
        guide_with(old, new).replace("A name and a street.", f"{word} and a street.").replace("Legs first", word)
        for word in ("Name two", "Say three", "Hum four")
    ]
    return a_library(*(a_session(f"mood/{name}", body=body) for name, body in zip("abc", bodies, strict=True)), **changes)


def on_wall(body: str, part: str = "Teach: why walk", **changes: Any) -> Library:
    """A library of one session whose wall has this body under a part of its guide."""
    source = page_source(f"## {part}\n\n{body}", "curriculum/modules/mood/first-walk/wall.md", bare=True)
    document = parse(source.body, source.file, source.body_line).document
    own = Wall(session="mood/first-walk", language="en", meta=WallMeta(), body=document, source=source)
    return a_library(replace(a_session(), walls=(own,)), **changes)


def on_a_card(front: str, **changes: Any) -> Library:
    """A library of one session whose handout has a card for a wallet, which is written from its seventh line on."""
    sheet = a_handout(cards=[{"title": "A card", "front": front}])
    card = WalletCard("A card", parse(front, sheet.source.file, 7).document.blocks)
    return a_library(a_session(handouts=[replace(sheet, cards=(card,))]), **changes)


def with_cards(title: str) -> Library:
    """A library of one session with a set of cards of this title."""
    source = a_page("curriculum/modules/mood/first-walk/set.md", "", {"title": title, "kind": "cards", "cut": 4})
    return a_library(replace(a_session(), cards=(Cards("mood/first-walk/set", "mood/first-walk", validate(CardsMeta, source), Document(), source),)))


def drawn(size: int) -> Library:
    """A library of one session whose guide has a drawing 400 wide, with words of this size."""
    svg = f'<svg viewBox="0 0 400 100"><text font-size="{size}">word</text></svg>'
    return a_library(a_session(body=GUIDE + "\n![A word](word.svg)\n", inserts=Inserts(drawings={"word.svg": svg})))


def written_on(width: int, height: int, field: str = "____ a person") -> Library:
    """A library of one session whose handout has a drawing 600 by 300 with one place to write, of this size."""
    box = f'<rect x="20" y="20" width="{width}" height="{height}"><title>[{field}]</title></rect>'
    svg = f'<svg viewBox="0 0 600 300"><text font-size="24">word</text>{box}</svg>'
    page = a_handout(body=SHEET + "\n![A map of people](map.svg)\n", inserts=Inserts(drawings={"map.svg": svg}))
    return a_library(a_session(handouts=[page]))


def meaning(words: list[str], means: list[str]) -> Library:
    """A library of one session about a walk, in which some words mean others."""
    return a_library(synonyms=[{"words": words, "means": means}])


def over_a_library(*findings: Finding) -> Library:
    """What a program is that lies over a library with which it does not fit."""
    return replace(a_library(), origins=Origins(library="1.0", findings=findings))


def with_address(address: str) -> Library:
    """A program over a library, whose participants' site stands there."""
    return replace(a_library(program={"address": address}), origins=Origins(library="1.0"))


def untried(*lines: str) -> Library:
    """A library in which nobody has tried these crisis lines."""
    library = a_library()
    return replace(library, program=replace(library.program, unchecked=frozenset(lines)))


def edition(**meta: Any) -> Library:
    """A library of one session with an English handout and its Spanish edition."""
    return a_library(a_session(handouts=[a_handout(), a_handout(language="es", **meta)]))


EVERY_SECOND_WEEK = [week for day in EIGHT_WEEKS[:4] for week in (day, dict[str, Any]())]

CASES = [
    # passages
    Case("a warning that a passage covers", warnings.warnings_stand_in_passages, "warning-outside-passage", with_passage(GUIDE + "\nNever stop your pills at once.\n"), with_passage(GUIDE + '\nShe said: "I stopped my pills at once."\n')),
    Case("a warning in a home practice", warnings.warnings_stand_in_passages, "warning-outside-passage", a_library(a_session(home_practice="Never stop pills at once."), passages=[PILLS]), a_library(passages=[PILLS])),
    Case("a warning where it is the subject", warnings.warnings_stand_in_passages, "warning-outside-passage", a_library(a_session(home_practice="Never stop pills at once."), passages=[PILLS]), a_library(a_session(home_practice="Never stop pills at once."), passages=[a_passage("pills", covers=["stop* ... at once"], taught_in=["mood/first-walk"])])),
    Case("a warning in a passage", warnings.warnings_stand_in_passages, "warning-outside-passage", with_passage(HARD + "\nStopping at once hurts.\n"), with_passage(HARD)),
    Case("a guide without its passage", warnings.hard_parts_include_their_passages, "hard-without-passage", with_passage(every_guide=["pills"]), with_passage(HARD, every_guide=["pills"]), (60, 1)),
    Case("a passage past its day", dates.passages_are_looked_at, "passage-due", a_library(passages=[a_passage(due="2026-11-01")]), a_library(passages=[a_passage()]), (4, 6)),
    Case("a passage checked tomorrow", dates.passages_are_looked_at, "passage-due", a_library(passages=[a_passage(checked_on="2027-11-01", due="2028-11-01")]), a_library(passages=[a_passage()])),
    Case("a passage checked the day after tomorrow", dates.passages_are_looked_at, "passage-due", a_library(passages=[a_passage(checked_on=str(TODAY + datetime.timedelta(2)), due="2028-11-01")]), a_library(passages=[a_passage(checked_on=str(TODAY + datetime.timedelta(1)), due="2028-11-01")])),
    Case("a passage edited after it was signed", dates.passages_are_looked_at, "review-outdated", a_library(passages=[a_passage(review=APPROVED)]), a_library(passages=[a_passage(review=APPROVED | {"digest": f"{len('## Staff  Do not stop pills. '):016}"})])),
    Case("a source of a passage that is not there", references.reference_findings, "unknown-reference", a_library(passages=[a_passage(sources=["x"])]), a_library(passages=[a_passage(sources=["a-trial"])])),
    Case("a first day with a handout that is not there", references.reference_findings, "unknown-reference", a_library(program={"first_day": [{"handout": "mood/x/y", "words": "a", "with_staff": "b"}]}), a_library(program={"first_day": [{"handout": "mood/first-walk/map", "words": "a", "with_staff": "b"}]})),
    # time and danger
    Case("no row of danger", timing.danger_rows_stand_first, "danger-row", listening("x", "y"), listening("[!] x", "y")),
    Case("a row of danger in second place", timing.danger_rows_stand_first, "danger-row", listening("x", "[!] y"), listening("[!] x", "[!] y")),
    Case("eight minutes of silence", timing.thin_parts_say_what_fills_them, "part-thin", one(), one(guide_with(LISTEN, LISTEN + "\n**If quiet**\n\nWait.\n\n**Group size**\n\nFive.\n")), (27, 1)),
    Case("a script longer than its part", timing.thin_parts_say_what_fills_them, "part-full", one(guide_with("> Legs first", f"> {FILL} {FILL} {FILL} Legs first")), one(guide_with("> Legs first", f"> {FILL} {FILL} Legs first"))),
    # people and variety
    Case("a synonym that leads nowhere", synonyms.synonyms_lead_somewhere, "synonym-nowhere", meaning(["stroll"], ["hike"]), meaning(["stroll"], ["walk"])),
    Case("a synonym of itself", synonyms.synonyms_lead_somewhere, "synonym-itself", meaning(["walk"], ["walk"]), meaning(["walks"], ["walk"])),
    Case("a synonym twice", synonyms.synonyms_lead_somewhere, "synonym-twice", meaning(["stroll", "Stroll"], ["walk"]), meaning(["stroll", "ramble"], ["walk"])),
    Case("one name, two lives", people.cast_findings, "person-twice", cast("", ROSA), cast("")),
    Case("another age", people.lives_agree, "person-life", cast("Rosa, 42, walks.\n\n"), cast("Rosa, 41, walks.\n\n")),
    Case("another work", people.lives_agree, "person-life", cast("Rosa is a tired welder.\n\n"), cast("Rosa, a cleaner, walks.\n\n")),
    Case("a name that is not in the cast", people.lives_agree, "person-unknown", cast("She walks with Marguerite.\n\n"), cast("She walks with Rosa.\n\n")),
    Case("someone in a third session", variety.repeated_traits, "person-again", three("Draw one route.", "Draw Rosa's route.", people=[ROSA]), three("Draw one route.", "Draw my route.", people=[ROSA])),
    Case("someone in a session that is not theirs", variety.repeated_traits, "person-again", a_library(a_session(body=guide_with("Draw one", "Rosa draws one")), a_session("mood/b"), people=[ROSA | {"sessions": ["mood/b"]}]), a_library(people=[ROSA])),
    Case("a picture in a third session", variety.repeated_traits, "image-again", three("Draw one route.", "Play it like a film.", images=[{"name": "film", "words": ["film*"]}]), three("Draw one route.", "Play it.")),
    Case("a topic that stands in no group", topics.topics_stand_in_one_group, "topic-group", a_library(program={"topic_groups": [{"title": "A", "icon": "day", "topics": ["activity"]}], "topics": {"activity": "Doing", "rest": "Rest"}}), a_library(program={"topic_groups": [{"title": "A", "icon": "day", "topics": ["activity"]}], "topics": {"activity": "Doing"}})),
    Case("an opening in a third session", variety.repeated_traits, "opening-again", a_library(*(a_session(f"mood/{name}", body=guide_with("> Legs first", f"> Legs first, {name}")) for name in "abc")), a_library(*(a_session(f"mood/{name}", body=guide_with("> Legs", f"> {name * 3} legs").replace("A name", name * 4)) for name in "abc"))),
    Case("a drawing with small words", drawings.drawings_can_be_read, "drawing-small", drawn(9), drawn(14)),
    Case("a box that is too low to write in", drawings.drawings_have_room_to_write, "drawing-box", written_on(200, 30), written_on(200, 32)),
    Case("a box that is too narrow to write in", drawings.drawings_have_room_to_write, "drawing-box", written_on(100, 40), written_on(106, 40)),
    Case("a box that is too low for its two lines", drawings.drawings_have_room_to_write, "drawing-box", written_on(200, 60, "lines 2: a person"), written_on(200, 64, "lines 2: a person")),
    # reading
    Case("sentences that were cut", handout.sentences_are_whole, "reading-chopped", a_library(a_session(handouts=[a_handout(body="Walk. Rest. Go on.\n\n" + SHEET)]), program={"reading": {"at_least": 3}}), sheet("Walk. Rest. Go on.\n")),
    Case("hard words", handout.words_are_known, "reading-hard-words", sheet("Antecedent ambivalence exacerbates maladaptive rumination.\n"), sheet("Walk to the tree. Then come back.\n")),
    Case("a book without a page", sources.books_are_cited_by_place, "cite-locator", a_library(sources={"a-trial": A_SOURCE | {"kind": "book"}}), a_library(a_session(body=guide_with("[@a-trial]", "[@a-trial, ch. 2]")), sources={"a-trial": A_SOURCE | {"kind": "book"}})),
    Case("a book that nobody could look into", sources.books_are_cited_by_place, "cite-locator", a_library(sources={"a-trial": A_SOURCE | {"kind": "manual"}}), a_library(sources={"a-trial": A_SOURCE | {"kind": "manual", "unseen": "no copy"}})),
    # graph
    Case("a cycle of two", graph.prerequisite_cycles, "prerequisite-cycle", two({"requires": ["mood/b"]}, {"requires": ["mood/a"]}), two({}, {"requires": ["mood/a"]})),
    Case("a session that waits for itself", graph.prerequisite_cycles, "prerequisite-cycle", two({"requires": ["mood/a"]}, {}), two({}, {})),
    Case("a later session required", graph.teaching_order, "teaching-order", two({"requires": ["mood/b"]}, {}), two({}, {"requires": ["mood/a"]})),
    # guides
    Case("parts that do not add up", guide.agenda_fills_session, "agenda-minutes", one(minutes=50), one(), (4, 10)),
    Case("a short version too long", guide.short_version_fits, "short-version", one(guide_with(", 15 if short", "")), one()),
    Case("a short version of 90 minutes", guide.short_version_fits, "short-version", one(minutes=90), one(guide_with("25 min, 15 if short", "55 min, 25 if short"), minutes=90)),
    Case("a short version too short", guide.short_version_fits, "short-version", one(guide_with("15 if short", "5 if short")), one()),
    Case("minutes that cannot be read", guide.guide_has_its_parts, "guide-minutes", one(guide_with("(15 min)", "(15 minutes)")), one(), (27, 1)),
    Case("a part that grows when time is short", guide.guide_has_its_parts, "guide-minutes", one(guide_with("15 if short", "30 if short")), one(), (41, 1)),
    Case("a part left out", guide.guide_has_its_parts, "guide-part", one(guide_with("## Adapt\n\nSeated routes work too.\n\n", "")), one()),
    Case("a timed part left out", guide.guide_has_its_parts, "guide-part", one(guide_with("## Teach: why walk (15 min)\n\n", "")), one()),
    Case("an empty part", guide.guide_has_its_parts, "guide-part", one(guide_with("Seated routes work too.\n", "")), one()),
    Case("a part twice", guide.guide_has_its_parts, "guide-part", one(GUIDE + "\n## Adapt\n\nMore.\n"), one()),
    Case("a heading that is no part", guide.guide_has_its_parts, "guide-part", one(GUIDE + "\n## Songs\n\nLa.\n"), one(GUIDE + "\n## Songs (5 min)\n\nLa.\n")),
    Case("a heading without words", guide.guide_has_its_parts, "guide-part", one(GUIDE + "\n##\n\nLa.\n"), one()),
    Case("text before the first heading", guide.guide_has_its_parts, "guide-part", one("Hello.\n\n" + GUIDE), one(), (15, 1)),
    Case("a label left out", guide.guide_has_its_parts, "guide-label", one(guide_with("**Ask**", "Ask them")), one(guide_with("**Ask**", "**Ask:**"))),
    Case("one alternate", guide.guide_has_its_parts, "guide-label", one(guide_with("- Name three corners.\n", "")), one()),
    Case("one objective", guide.objectives_are_few, "objectives-count", one(objectives=["One"]), one(objectives=["One", "Two", "Three"]), (5, 13)),
    Case("four objectives", guide.objectives_are_few, "objectives-count", one(objectives=list("abcd")), one()),
    Case("a guide too short", guide.guide_length, "guide-length", one(), one(guide_with("FILL", FILL[:600]) + FILL)),
    Case("a guide to the process hour with a handout", guide.process_guides_stay_with_staff, "process-guide", a_library(a_session(kind="process", home_practice=None)), a_library(a_session(kind="process", home_practice=None, handouts=[]))),
    Case("cards that nobody asks for", guide.cards_are_asked_for, "cards-unnamed", with_cards("Scene cards"), with_cards("The map")),
    # handouts
    Case("no handout", handout.sessions_have_a_handout, "handout-missing", a_library(a_session(handouts=[])), one()),
    Case("nothing to fill in", handout.handouts_have_room_to_write, "handout-fields", sheet("Walk.\n"), sheet("- [ ] I walked\n")),
    Case("a handout at a staff page's address", handout.reserved_names, "handout-name", named("note"), named("notes")),
    Case("a handout too short", handout.handout_length, "handout-length", sheet("Walk.\n"), sheet(FILL[: 8 * 300])),
    Case("an urgent page without the emergency number", handout.urgent_pages_carry_their_numbers, "urgent-number", sheet("Call 988.\n", urgent="crisis"), sheet("Call 988, in danger 911.\n", urgent="crisis"), (6, 9)),
    Case("an urgent page without a crisis line", handout.urgent_pages_carry_their_numbers, "urgent-number", sheet("Call 911.\n", urgent="emergency"), sheet("No one need be urgent.\n")),
    Case("a hard sentence", handout.reading_grade_fits, "reading-grade", sheet("Recognizing physiological indications facilitates interrupting automatic escalation.\n"), sheet("Walk to the tree. Then come back.\n"), (8, 1)),
    Case("a rather hard sentence", handout.reading_grade_fits, "reading-grade-high", sheet("When you notice yourself becoming angry or upset, remember to leave the meeting early.\n"), sheet("Walk to the tree.\n")),
    # walls
    Case("a screen of a part that the guide has not", wall.walls_belong_to_their_guide, "wall-part", on_wall("### Why walk?\n", "Welcome"), on_wall("### Why walk?\n"), (1, 1)),
    Case("words on a wall that stand on no screen", wall.walls_belong_to_their_guide, "wall-heading", on_wall("Why walk?\n"), on_wall("### Why walk?\n\nSay one reason.\n"), (3, 1)),
    Case("a part of a wall without a screen", wall.walls_belong_to_their_guide, "wall-heading", on_wall(""), on_wall("### Why walk?\n\n### Where?\n"), (1, 1)),
    Case("a field on a wall", wall.walls_are_read_from_afar, "wall-text", on_wall("### Why?\n\nTo [____ a place]\n"), on_wall("### Why?\n\nTo ____\n"), (5, 4)),
    Case("a link on a wall", wall.walls_are_read_from_afar, "wall-text", on_wall("### Why?\n\n[more](https://x.example)\n"), on_wall("### Why?\n\nCall [988](tel:988)\n"), (5, 1)),
    Case("a source on a wall", wall.walls_are_read_from_afar, "wall-text", on_wall("### Why?\n\nIt helps [@a-trial].\n"), on_wall("### Why?\n\nIt helps.\n")),
    Case("a list inside a list on a wall", wall.walls_are_read_from_afar, "wall-text", on_wall("### Why?\n\n- One\n  - Two\n"), on_wall("### Why?\n\n- One\n- Two\n")),
    Case("a quotation on a wall", wall.walls_are_read_from_afar, "wall-text", on_wall("### Why?\n\n> One\n"), on_wall("### Why?\n\nOne\n")),
    Case("too many lines on a wall", wall.walls_are_read_from_afar, "wall-text", on_wall("### Why?\n\n" + "- a\n" * 9), on_wall("### Why?\n\n" + "- a\n" * 8)),
    Case("too many pieces on a wall", wall.walls_are_read_from_afar, "wall-text", on_wall("### Why?\n\na\n\nb\n\nc\n"), on_wall("### Why?\n\na\n\nb\n")),
    Case("too many rows on a wall", wall.walls_are_read_from_afar, "wall-text", on_wall("### Why?\n\n| a | b |\n| - | - |\n" + "| | |\n" * 9), on_wall("### Why?\n\n| a | b |\n| - | - |\n" + "| | |\n" * 8)),
    Case("a column without a head on a wall", wall.walls_are_read_from_afar, "wall-text", on_wall("### Why?\n\n| a | |\n| - | - |\n| | |\n"), on_wall("### Why?\n\n| a | b |\n| - | - |\n| | |\n")),
    Case("more words than a wall takes", wall.walls_are_read_from_afar, "wall-long", on_wall(f"### Why?\n\n{'a ' * wall.WORDS}\n"), on_wall(f"### Why?\n\n{'a ' * (wall.WORDS - 1)}\n"), (3, 1)),
    Case("a word wider than a slide", wall.walls_fit_on_slides, "print-word-wide", on_wall(f"### Why?\n\n{'o' * 110}\n"), on_wall(f"### Why?\n\n{'o' * 80}\n"), (5, 1)),
    Case("a title wider than a slide", wall.walls_fit_on_slides, "print-word-wide", on_wall(f"### {'o' * 90}\n"), on_wall(f"### {'o' * 50}\n"), (3, 1)),
    Case("a word wider than its column on a slide", wall.walls_fit_on_slides, "print-word-wide", on_wall(f"### Why?\n\n| a | b | c | {'o' * 30} |\n| - | - | - | - |\n| | | | |\n"), on_wall("### Why?\n\n| Situation | Thoughts/feelings | Urge | Action |\n| - | - | - | - |\n| | | | |\n"), (5, 1)),
    Case("a wall that is hard to read", wall.walls_read_easily, "reading-grade", on_wall("### Recognizing physiological indications facilitates interrupting escalation\n"), on_wall("### Walk to the tree\n"), (3, 5)),
    Case("words on a wall that are hard", wall.wall_words_are_known, "reading-hard-words", on_wall("### Indications of escalation\n"), on_wall("### Walk to the tree\n"), (3, 20)),
    Case("a word to avoid on a wall", language.words_to_avoid, "word-to-avoid", on_wall("### Not lazy\n", words=[{"avoid": ["lazy"], "instead": "x", "why": "y"}]), on_wall("### Not lazy\n"), (3, 9)),
    # language
    Case("a word to avoid", language.words_to_avoid, "word-to-avoid", avoiding(GUIDE + "\nNot lazy.\n"), avoiding(GUIDE + '\n"Not lazy", she said. Lazybones.\n')),
    Case("a word to avoid in a title", language.words_to_avoid, "word-to-avoid", a_library(a_session(title="Lazy days"), words=[{"avoid": ["lazy"], "instead": "x", "why": "y"}]), avoiding(), (2, 8)),
    Case("a word to avoid, but in a name", language.words_to_avoid, "word-to-avoid", avoiding(GUIDE + "\nLazy Town\n"), avoiding(GUIDE + "\nLazy\nTown\n", exceptions=["Lazy Town"])),
    Case("suicide wording in quotation marks", language.words_to_avoid, "suicide-wording", avoiding(GUIDE + '\n"He ended\nit."\n'), avoiding(GUIDE + "\nHe ended his walk.\n")),
    # sources
    Case("a source cited and not listed", sources.cited_sources_are_listed, "source-unlisted", one(sources=[]), one(), (17, 32)),
    Case("a source listed and not cited", sources.cited_sources_are_listed, "source-uncited", one(GUIDE.replace(" [@a-trial]", "")), one(), (11, 11)),
    Case("a source that nothing uses", sources.sources_are_used, "source-unused", a_library(sources=["a-trial", "b-trial"]), a_library()),
    Case("a guide without a source", sources.every_session_has_a_source, "source-none", one(sources=[]), one()),
    Case("a full session on own practice alone", sources.every_session_has_a_source, "source-none", one(guide_with(" [@a-trial]", ""), sources=["own-practice"]), one(guide_with(" [@a-trial]", ""), sources=["own-practice"], status="adopted")),
    # repeats
    Case("a sentence in two sessions", repeats.repeated_text, "repeated-sentence", two({"body": f"One. {SENTENCE}"}, {"body": f"Two. {SENTENCE}"}), two({"body": f"{SENTENCE} {SENTENCE}"}, {"body": "Nine words that no other session has in it."}), (15, 6)),
    Case("a word to avoid in a module", language.words_to_avoid_around, "word-to-avoid", a_library(module_bodies={"mood": "Not lazy."}, words=[{"avoid": ["lazy"], "instead": "x", "why": "y"}]), avoiding()),
    Case("a warning on a card for a wallet", warnings.warnings_stand_in_passages, "warning-outside-passage", on_a_card("Never stop your pills at once.", passages=[PILLS]), on_a_card("Call.", passages=[PILLS]), (7, 1)),
    Case("a warning in a module", warnings.warnings_around_stand_in_passages, "warning-outside-passage", a_library(module_bodies={"mood": "Never stop your pills at once."}, passages=[PILLS]), a_library(passages=[PILLS])),
    Case("a track that the font lacks a character for", paper.tracks_can_be_printed, "print-missing-glyph", a_library(tracks=[a_track(body="Go ★\n")]), a_library(tracks=[a_track()])),
    Case("an agreement with such a character", paper.names_can_be_printed, "print-missing-glyph", a_library(program={"agreement": ["Go ★"]}), a_library()),
    Case("a source with one", paper.names_can_be_printed, "print-missing-glyph", a_library(sources={"a-trial": A_SOURCE | {"title": "★"}}), a_library()),
    Case("a standard with one", paper.standards_can_be_printed, "print-missing-glyph", a_library(standards={"a-rule": STARRED}), a_library(standards={"a-rule": a_standard("activity")})),
    Case("an objective with one", paper.sessions_can_be_printed, "print-missing-glyph", one(objectives=["Go ★"]), one()),
    Case("a character that the print font lacks", paper.sessions_can_be_printed, "print-missing-glyph", sheet("Fine.\n\nRate it: ★\n"), sheet("Fine.\n\nRate it: 3\n"), (10, 1)),
    Case("a table whose words are wider than the page", paper.sessions_can_be_printed, "print-table-wide", sheet(WIDE), sheet("| A | B |\n| --- | --- |\n| a | b |\n")),
    Case("a word that is wider than its line", paper.sessions_can_be_printed, "print-word-wide", sheet(f"Fine.\n\nWrite {'x' * 70}.\n"), sheet(f"Fine.\n\nWrite {'xx-' * 24}.\n"), (10, 1)),
    Case("more words than go on a card", cards.words_fit_on_cards, "card-too-long", on_a_card("Much. " * 90), on_a_card("Little."), (7, 1)),
    Case("a paragraph in two sessions", repeats.repeated_text, "repeated-paragraph", two({"body": PARAGRAPH}, {"body": f"> {PARAGRAPH}"}), two({"body": PARAGRAPH}, {"body": "Nothing."}), (15, 3)),
    # dates
    Case("a library that changed", own_texts.library_is_as_locked, "library-changed", over_a_library(Finding(Place("library.lock"), "library-changed", "a", "b")), a_library()),
    Case("an address that is made up", own_texts.address_leads_somewhere, "address-made-up", with_address("https://harbor.example/participants"), with_address("https://harbor.test/participants")),
    Case("a line of the library's that nobody here has tried", own_texts.lines_are_tried_here, "line-not-tried", untried("988"), untried("other")),
    Case("a crisis line not looked at for long", dates.crisis_lines_are_fresh, "crisis-line-stale", a_library(program={"crisis_lines_stale_after_days": SINCE_A_LOOK - 1}), a_library(program={"crisis_lines_stale_after_days": SINCE_A_LOOK})),
    Case("a crisis line looked at the day after tomorrow", dates.crisis_lines_are_fresh, "crisis-line-stale", looked_at_in_days(2), looked_at_in_days(1)),
    Case("an approved text edited", dates.sign_offs_hold, "review-outdated", one(review=APPROVED | {"digest": "0"}), one(review=APPROVED)),
    Case("an edition that was not signed", dates.sign_offs_hold, "review-outdated", a_library(a_session(review=APPROVED, handouts=[a_handout(), a_handout(language="es")])), a_library(a_session(review=APPROVED | {"editions": {"es": f"{len(SHEET):016}"}}, handouts=[a_handout(), a_handout(language="es")]))),
    Case("an approval run out", dates.sign_offs_hold, "review-due", one(review=APPROVED | {"due": str(TODAY - datetime.timedelta(1))}), one(review=APPROVED | {"due": str(TODAY)})),
    Case("an edition of no text in particular", dates.translations_are_current, "translation-untied", edition(), edition(translation={"of": f"{len(SHEET):016}"})),
    Case("an edition of an older text", dates.translations_are_current, "translation-outdated", edition(translation={"of": "0"}), edition(translation={"of": f"{len(SHEET):016}"})),
    # references
    Case("a required session that is not there", references.reference_findings, "unknown-reference", one(requires=["mood/x"]), two({}, {"requires": ["mood/a"]})),
    Case("a session that helps and is not there", references.reference_findings, "unknown-reference", one(builds_on=["mood/x"]), one()),
    Case("a topic that is not there", references.reference_findings, "unknown-reference", one(topics=["activity", "x"]), one(), (6, 22)),
    Case("a population that is not there", references.reference_findings, "unknown-reference", one(suits=["x"]), one()),
    Case("a listed source that is not there", references.reference_findings, "unknown-reference", one(sources=["a-trial", "x"]), one()),
    Case("a cited source that is not there", references.reference_findings, "unknown-reference", one(GUIDE.replace("@a-trial", "@x")), one(), (17, 32)),
    Case("a cited source that is not there, in a handout", references.reference_findings, "unknown-reference", sheet("So [@x].\n"), sheet("So [@a-trial].\n"), (8, 4)),
    Case("a link to nowhere in a handout", references.reference_findings, "unknown-reference", sheet("Go\n[back](mood/x).\n"), sheet("[on](https://x.example) [up](mood/first-walk)"), (9, 1)),
    Case("a link to nowhere in an edition", references.reference_findings, "unknown-reference", a_library(a_session(handouts=[a_handout(), a_handout(language="es", body="[x](y)\n")])), edition()),
    Case("a link to nowhere in a track", references.reference_findings, "unknown-reference", a_library(tracks=[a_track(body="[x](http://y)\n")]), a_library(tracks=[a_track()])),
    Case("a citation of nothing in a module", references.reference_findings, "unknown-reference", a_library(module_bodies={"mood": "So [@x]."}), a_library(module_bodies={"mood": "So [@a-trial]."})),
    Case("a track of sessions that are not there", references.reference_findings, "unknown-reference", a_library(tracks=[a_track({"mon": [{"again": "mood/x"}]})]), a_library(tracks=[a_track()])),
    Case("a track for nobody", references.reference_findings, "unknown-reference", a_library(tracks=[a_track(population="x")]), a_library(tracks=[a_track()]), (3, 13)),
    Case("a standard that is not there", references.reference_findings, "unknown-reference", a_library(tracks=[a_track(standards=["x"])]), a_library(standards={"a-rule": a_standard("activity")}, tracks=[a_track(standards=["a-rule"])])),
    Case("a standard on a topic that is not there", references.reference_findings, "unknown-reference", a_library(standards={"a-rule": a_standard("x")}), a_library()),
    Case("a core session that is not there", references.reference_findings, "unknown-reference", a_library(program={"populations": {"anyone": {"title": "A", "core": ["x"]}}}), a_library()),
    Case("an emphasis on no module", references.reference_findings, "unknown-reference", a_library(program={"populations": {"anyone": {"title": "A", "emphasis": {"x": 1}}}}), a_library()),
    Case("a word with no such source", references.reference_findings, "unknown-reference", a_library(words=[{"avoid": ["a"], "instead": "b", "why": "c", "source": "x"}]), a_library()),
    Case("a module that is not there", references.reference_findings, "unknown-reference", a_library(program={"modules": ["mood", "x"]}), a_library()),
    Case("a link to nowhere in the risk protocol", references.reference_findings, "unknown-reference", a_library(program={"risk_protocol": "[x](y)"}), a_library()),
    Case("a module in no list", references.reference_findings, "module-unlisted", a_library(a_session("mood/a"), a_session("x/a"), program={"modules": ["mood"]}), a_library()),
    Case("a former id in use", references.reference_findings, "id-taken", two({}, {"was": ["mood/a"]}), two({}, {"was": ["mood/c"]})),
    Case("a former id claimed twice", references.reference_findings, "id-taken", two({"was": ["mood/c"]}, {"was": ["mood/c"]}), two({"was": ["mood/c"]}, {})),
    # tracks
    Case("a week without a day", track.track_findings, "week-empty", a_library(tracks=[a_track(*EVERY_SECOND_WEEK)]), a_library(tracks=[a_track()])),
    Case("a track of one week", track.track_findings, "track-weeks", a_library(tracks=[a_track({"mon": ["mood/first-walk"]})]), a_library(tracks=[a_track()])),
    Case("a route that cannot be taught", routes.routes_can_be_taught, "module-route", a_library(a_session("mood/a"), a_session("mood/b", requires=["mood/a"]), routes={"1": ["mood/b"]}), a_library(a_session("mood/a"), a_session("mood/b", requires=["mood/a"]), routes={"2": ["mood/a", "mood/b"]})),
    Case("guides, and no process hour", track.what_is_led_has_a_place, "process-guide", a_library(tracks=[a_track(process=["mood/first-walk"])]), a_library(tracks=[a_track(process=["mood/first-walk"], day=["session", {"process": 50}])])),
    Case("sessions for families, and no time for them", track.what_is_led_has_a_place, "family-session", a_library(tracks=[a_track(family=["mood/first-walk"])]), a_library(tracks=[a_track(family=["mood/first-walk"], day=["session", {"multi-family": 60}])])),
    Case("a session that comes again with nothing new", track.repeats_have_an_exercise, "again-unwritten", a_library(tracks=[a_track({"mon": [{"again": "mood/first-walk"}]})]), a_library(a_session(body=f"{GUIDE}\n## When it comes again\n\nWalk back.\n"), tracks=[a_track({"mon": [{"again": "mood/first-walk"}]})])),
    Case("a track called as a page beside the tracks", track.reserved_names, "track-name", a_library(tracks=[a_track(identity="compose")]), a_library(tracks=[a_track()])),
    Case("a group's track that is not there", references.reference_findings, "unknown-reference", running(a_group(track="evenin")), running(a_group())),
    Case("a group's title with a character that the font lacks", paper.names_can_be_printed, "print-missing-glyph", running(a_group(title="早")), running(a_group())),
    Case("a group that starts on a Tuesday", groups.groups_hold_on_their_days, "start-weekday", running(a_group(start=on(5))), running(a_group(start=on(11))), (3, 8)),
    Case("a session that falls out of a group", groups.groups_hold_on_their_days, "calendar-falls-out", running(a_group(closed=CLOSED, policy="skip"), WALK_ONCE), running(a_group(closed=CLOSED), WALK_ONCE)),
    Case("two groups in one room", groups.groups_hold_on_their_days, "room-clash", running(a_group("a", room="Room 2"), a_group("b", room="room  2")), running(a_group("a", room="Room 2"), a_group("b", room="Room 2", place="Annex"))),
    Case("one leader of two groups", groups.groups_hold_on_their_days, "leader-clash", running(a_group("a", leaders={"lead": "A. B."}), a_group("b", leaders={"co-lead": "A. B."})), running(a_group("a", leaders={"lead": None}), a_group("b", leaders={"lead": None}))),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_a_rule_speaks_where_it_must_and_is_silent_elsewhere(case: Case) -> None:
    spoken = list(found_by(case.rule, case.speaks, TODAY))
    assert {finding.code for finding in spoken} == {case.code}
    assert [finding for finding in found_by(case.rule, case.silent, TODAY) if finding.code == case.code] == []
    if case.place:
        assert {(finding.place.line, finding.place.column) for finding in spoken} == {case.place}


def test_every_rule_has_a_case() -> None:
    assert {case.rule for case in CASES} >= {*RULES, references.reference_findings}


def spoken(rule: CheckRule, library: Library) -> list[Finding]:
    return list(found_by(rule, library, TODAY))


def test_unknown_references_stop_the_rules_that_would_stumble_over_them() -> None:
    broken = a_library(a_session(requires=["mood/x"], minutes=10), tracks=[a_track({"mon": ["mood/y"]})])
    assert {finding.code for finding in check_library(broken, TODAY)} == {"unknown-reference"}


def test_findings_come_in_the_order_of_files_and_lines() -> None:
    findings = check_library(two({"minutes": 10}, {"minutes": 10, "objectives": ["One"]}), TODAY)
    assert [finding.place for finding in findings] == sorted(finding.place for finding in findings)


def test_a_misspelled_part_is_one_finding_and_not_two() -> None:
    findings = list(spoken(guide.guide_has_its_parts, one(guide_with("## Newcomers", "## New comers"))))
    assert [finding.hint for finding in findings] == ["did you mean '## Newcomers'?"]


def test_minutes_that_cannot_be_read_are_not_added_up() -> None:
    library = one(guide_with("(15 min)", "(about 15 min)"))
    assert not list(spoken(guide.agenda_fills_session, library))
    assert not list(spoken(guide.short_version_fits, library))


def test_the_longest_form_of_a_word_to_avoid_counts_once() -> None:
    findings = list(spoken(language.words_to_avoid, avoiding(GUIDE + "\nA lazy\nbones.\n")))
    assert [finding.message for finding in findings] == ["'lazy bones': It blames."]


def test_a_word_to_avoid_is_found_at_its_line_and_column_through_emoji_and_other_scripts() -> None:
    (finding,) = spoken(language.words_to_avoid, avoiding("İ 🙂 שלום lazy\n"))
    assert (finding.place.line, finding.place.column) == (15, 10)


@pytest.mark.parametrize("form", ["!", "-x", "…"])
def test_a_form_that_begins_with_no_letter_does_no_harm(form: str) -> None:
    assert not list(spoken(language.words_to_avoid, a_library(words=[{"avoid": [form], "instead": "b", "why": "c"}])))


def test_a_borrowed_handout_is_something_to_take_home() -> None:
    borrower = a_session("mood/b", handouts=[], borrowed=["mood/a/map"])
    assert not list(spoken(handout.sessions_have_a_handout, a_library(a_session("mood/a"), borrower)))


def test_numbers_and_field_labels_do_not_raise_the_reading_grade() -> None:
    library = sheet("Call 1-800-662-4357.\n\nI call [____ psychopharmacological institutionalization representative].\n")
    assert not list(spoken(handout.reading_grade_fits, library))


def test_the_reading_grade_of_a_hard_main_message_is_reported_at_the_main_message() -> None:
    message = "Physiological indications facilitate interrupting automatic escalation."
    (finding,) = spoken(handout.reading_grade_fits, sheet("Walk.\n", main_message=message))
    assert (finding.place.line, finding.place.column) == (4, 15)


def test_the_characters_that_are_taken_for_granted_are_in_the_font() -> None:
    assert drawable() >= SURE


@pytest.mark.parametrize(("minutes", "expected"), [(60, (35, 45)), (90, (50, 70)), (45, (25, 35)), (50, (25, 40)), (120, (70, 90)), (5, (5, 5))])
def test_the_short_version_is_in_proportion_to_the_session(minutes: int, expected: tuple[int, int]) -> None:
    assert a_library(program={"short_version": [35, 45]}).program.meta.short_range(minutes) == expected


def test_the_short_version_of_an_hour_is_what_the_program_says() -> None:
    assert a_library(program={"short_version": [38, 44]}).program.meta.short_range(60) == (38, 44)

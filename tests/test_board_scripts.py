"""The board without its page: edits of a draft, undo without end, a draft as a link."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scripts import SCRIPTS, in_node, with_node

pytestmark = [pytest.mark.slow, with_node]

SHAPES: list[dict[str, Any]] = [
    {
        "name": "evening",
        "start": 1050,
        "parts": [{"kind": "check-in", "minutes": 15}, *[{"kind": "session", "minutes": None}] * 2, {"kind": "break", "minutes": 10}],
    },
    {"name": "family", "start": 600, "parts": [{"kind": "family", "minutes": 90}, {"kind": "session", "minutes": 45}]},
]
CATALOGUE = {
    "order": ["a/one", "a/two", "b/one"],
    "sessions": {name: {"title": name.upper(), "module": name[0], "minutes": 60} for name in ("a/one", "a/two", "b/one")},
    "module_order": ["a", "b", "c"],
    "modules": {"a": {"title": "Relapse prevention"}, "b": {"title": "Mindfulness"}, "c": {"title": "Mindful eating at home"}},
}


def a_slot(session: str | None = None) -> dict[str, Any]:
    return {"session": session, "again": False, "streams": {}}


def a_week(*sessions: str | None, theme: str = "") -> dict[str, Any]:
    return {"theme": theme, "days": {"mon": {"shape": "evening", "start": None, "slots": [a_slot(one) for one in sessions]}}}


def a_draft(*weeks: dict[str, Any], **said: Any) -> dict[str, Any]:
    track = {"title": "T", "gates": [], "standard_weeks": {}, "shapes": SHAPES, "days": {}, "streams": [], "weeks": list(weeks)}
    return {"track": {**track, **said}, "body": "Welcome."}


def edited(draft: dict[str, Any], *edits: dict[str, Any]) -> Any:
    """The track after some edits."""
    return in_node("board-edits.js", "m.edited(given.draft, given.edits).track", {"draft": draft, "edits": edits})


def sessions(track: dict[str, Any]) -> list[list[str | None]]:
    """What stands in each week, `again` as a star."""
    return [
        [slot["session"] and slot["session"] + "*" * slot["again"] for day in week["days"].values() for slot in day["slots"]]
        for week in track["weeks"]
    ]


@pytest.mark.parametrize(
    ("edit", "now"),
    [
        ({"op": "put", "week": 1, "day": "mon", "place": 1, "slot": a_slot("b/one")}, [["a/one", "b/one"], ["a/two", None]]),
        ({"op": "put", "week": 2, "day": "mon", "place": 1, "slot": a_slot("a/one")}, [["a/one", None], ["a/two", "a/one*"]]),
        ({"op": "remove", "week": 1, "day": "mon", "place": 0}, [[None, None], ["a/two", None]]),
        ({"op": "swap", "week": 1, "day": "mon", "place": 0, "to": {"week": 2, "day": "mon", "place": 0}}, [["a/two", None], ["a/one", None]]),
        ({"op": "insert-week", "at": 2, "week": a_week("a/one", None)}, [["a/one", None], ["a/one*", None], ["a/two", None]]),
        ({"op": "drop-week", "at": 1}, [["a/two", None]]),
        ({"op": "drop-day", "week": 1, "day": "mon"}, [[], ["a/two", None]]),
        ({"op": "add-day", "week": 1, "day": "sat", "shape": "family"}, [["a/one", None, None], ["a/two", None]]),
        ({"op": "day", "week": 1, "day": "mon", "shape": "family", "start": 615}, [["a/one"], ["a/two", None]]),
        ({"op": "put", "week": 9, "day": "mon", "place": 0, "slot": a_slot("b/one")}, [["a/one", None], ["a/two", None]]),
        ({"op": "swap", "week": 1, "day": "mon", "place": 0, "to": {"week": 2, "day": "sun", "place": 0}}, [["a/one", None], ["a/two", None]]),
    ],
)
def test_an_edit_does_what_it_says_and_one_that_names_nothing_does_nothing(edit: dict[str, Any], now: list[list[str | None]]) -> None:
    assert sessions(edited(a_draft(a_week("a/one", None), a_week("a/two", None)), edit)) == now


def test_a_session_is_new_where_it_first_stands_wherever_it_is_moved() -> None:
    draft = a_draft(a_week("a/one", None), a_week("a/one", None))
    assert sessions(edited(draft, {"op": "theme", "week": 1, "theme": "Begin"})) == [["a/one", None], ["a/one*", None]]
    swap = {"op": "swap", "week": 1, "day": "mon", "place": 0, "to": {"week": 2, "day": "mon", "place": 1}}
    assert sessions(edited(draft, swap)) == [[None, None], ["a/one", "a/one*"]]


def test_each_group_at_one_time_has_its_own_first_time() -> None:
    def both(first: str, second: str) -> dict[str, Any]:
        return {
            "session": None,
            "again": False,
            "streams": {name: {"session": one, "again": False} for name, one in (("men", first), ("women", second))},
        }

    week = a_week(None, None)
    week["days"]["mon"]["slots"] = [both("a/one", "a/two"), both("a/one", "a/one")]
    slots = edited(a_draft(week), {"op": "theme", "week": 1, "theme": "x"})["weeks"][0]["days"]["mon"]["slots"]
    assert [[one["again"] for one in slot["streams"].values()] for slot in slots] == [[False, False], [True, False]]


def test_gates_and_standards_keep_their_weeks_when_a_week_comes_or_goes() -> None:
    draft = a_draft(*[a_week(None, None)] * 6, gates=[1, 3, 5, "b"], standard_weeks={"x": [3, 6], "y": [3, 3]})
    more = edited(draft, {"op": "insert-week", "at": 3, "week": a_week(None, None)})
    assert (more["gates"], more["standard_weeks"]) == ([1, 4, 6, "b"], {"x": [4, 7], "y": [4, 4]})
    less = edited(draft, {"op": "drop-week", "at": 3})
    assert (less["gates"], less["standard_weeks"]) == ([1, 4, "b"], {"x": [3, 5]})


def test_a_shape_that_changes_opens_places_or_takes_them() -> None:
    longer = [{**SHAPES[0], "parts": [*SHAPES[0]["parts"], {"kind": "session", "minutes": None}]}, SHAPES[1]]
    draft = a_draft(a_week("a/one", "a/two"))
    assert sessions(edited(draft, {"op": "set", "key": "shapes", "value": longer})) == [["a/one", "a/two", None]]
    shorter = [{**SHAPES[0], "parts": SHAPES[0]["parts"][:2]}]
    assert sessions(edited(draft, {"op": "set", "key": "shapes", "value": shorter})) == [["a/one"]]


def test_a_meeting_is_as_long_as_its_parts_and_its_breaks_do_not_count() -> None:
    draft = a_draft(a_week("a/one", None))
    given = {"catalogue": CATALOGUE, "draft": draft}
    asked = "m.timesOf(given.catalogue, given.draft.track, given.draft.track.weeks[0].days.mon)"
    assert in_node("board-edits.js", asked, given) == {"start": 1050, "end": 1135, "net": 75}


def test_what_is_dropped_on_a_place_changes_with_it_or_takes_it() -> None:
    given = {"catalogue": CATALOGUE, "track": a_draft(a_week("a/one", "a/two"))["track"]}

    def words(session: str, place: int | None, copy: bool, to: int) -> str:
        at = None if place is None else {"week": 1, "day": "mon", "place": place}
        held = {"session": session, "from": at, "copy": copy}
        asked = f"m.dropped(given.catalogue, given.track, given.held, {{week: 1, day: 'mon', place: {to}}})?.words"
        return str(in_node("board-actions.js", f"({asked}) ?? null", {**given, "held": held}))

    assert words("a/one", 0, False, 1) == "A/ONE and A/TWO changed places: week 1, Monday, second place."
    assert words("a/one", 0, False, 0) == "None"
    assert words("a/one", 0, True, 1) == "A/ONE placed in week 1, Monday, second place, instead of A/TWO."
    assert words("b/one", None, False, 1) == "B/ONE placed in week 1, Monday, second place, instead of A/TWO."


def test_a_thousand_edits_are_taken_back_to_the_very_draft_and_share_what_did_not_change() -> None:
    walk = """await (async () => {
      const { history } = await import(new URL("./board-history.js", given.here));
      const steps = history({ draft: given.draft, base: null });
      const first = steps.now.draft;
      for (let n = 0; n < 1000; n += 1) {
        const edit = { op: "swap", week: 1 + (n % 12), day: "mon", place: 0, to: { week: 1 + ((n * 5) % 12), day: "mon", place: 1 } };
        steps.add({ ...steps.now, draft: m.edited(steps.now.draft, [edit]) }, `step ${n}`);
      }
      const last = steps.now.draft, shared = last.track.shapes === first.track.shapes;
      for (let n = 0; n < 1001; n += 1) steps.undo();
      const back = steps.now.draft === first && steps.past === "";
      for (let n = 0; n < 1001; n += 1) steps.redo();
      return [shared, back, steps.now.draft === last, steps.future];
    })()"""
    weeks = [a_week("a/one" if n % 2 else "b/one", "a/two" if n % 3 else None) for n in range(12)]
    here = (SCRIPTS / "board-edits.js").as_uri()
    assert in_node("board-edits.js", walk, {"draft": a_draft(*weeks), "here": here}) == [True, True, True, ""]


def test_an_edit_leaves_every_other_week_the_same_object() -> None:
    asked = """(() => {
      const before = m.edited(given.draft, []), after = m.edited(before, [{ op: "remove", week: 2, day: "mon", place: 0 }]);
      return after.track.weeks.map((week, index) => week === before.track.weeks[index]);
    })()"""
    assert in_node("board-edits.js", asked, {"draft": a_draft(a_week("a/one", None), a_week("a/two", None), a_week("b/one", None))}) == [
        True,
        False,
        True,
    ]


def test_a_draft_comes_back_from_its_link() -> None:
    draft = a_draft(a_week("a/one", None, theme="Erste Schritte – ça va"))
    link = in_node("board-link.js", "await m.toLink(given)", draft)
    assert link.startswith("draft=")
    assert set(link) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=")
    assert in_node("board-link.js", "await m.fromLink(given)", f"https://example.org/staff/tracks/compose/#{link}") == draft


def test_a_link_that_is_cut_short_or_changed_says_so_and_gives_nothing() -> None:
    asked = """await (async () => {
      const link = await m.toLink(given), wrong = [];
      for (let length = 6; length < link.length; length += 7) wrong.push(link.slice(0, length));
      wrong.push(link.slice(0, 30) + "%" + link.slice(30), link.slice(0, 40) + "AAAA" + link.slice(44), "draft=eyJ2IjoxfQ");
      return Promise.all(wrong.map((one) => m.fromLink(one).then(() => "opened", ({ message }) => message.split(":")[0].split(" is ")[0])));
    })()"""
    said = in_node("board-link.js", asked, a_draft(*[a_week("a/one", "b/one", theme=f"Week {n}") for n in range(6)]))
    assert len(said) > 20
    assert set(said) == {"This link"}


def test_a_link_that_would_unpack_to_no_end_is_refused() -> None:
    asked = "await m.fromLink(await m.toLink('x'.repeat(3000000))).then(() => 'opened', () => 'refused')"
    assert in_node("board-link.js", asked) == "refused"


def test_no_two_modules_have_the_same_mark() -> None:
    assert in_node("board-words.js", "[...m.moduleMarks(given).values()]", CATALOGUE) == ["RP", "Mi", "ME"]
    alike = {"module_order": list("abcd"), "modules": {name: {"title": "Sleep"} for name in "abcd"}}
    assert len(set(in_node("board-words.js", "[...m.moduleMarks(given).values()]", alike))) == 4

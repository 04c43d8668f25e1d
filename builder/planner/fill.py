"""The open places of a draft, planned: what is locked stays, and what stands elsewhere too where that is asked for."""

from builder.planner.compose import compose
from builder.planner.edits import OPEN, marked
from builder.planner.timetable import days_of


def filled(catalogue, draft, keep):
    """`{"draft", "reasons"}`, or `{"findings"}` as `compose` gives them, at the places of the draft. Places where streams part stay as they are."""
    wanted = _each_slot(draft["track"], lambda slot: slot if keep or slot.get("locked") or slot["streams"] else OPEN)
    made = compose(catalogue, {"keep": wanted})
    if "findings" in made:
        return {"findings": [dict(said, path=said["path"][1:] if said["path"][:1] == ["keep"] else said["path"]) for said in made["findings"]]}
    return {"draft": {"track": marked(_locked_again(draft["track"], made["track"])), "body": draft["body"]}, "reasons": made["reasons"]}


def _each_slot(track, change):
    weeks = []
    for week in track["weeks"]:
        days: dict = {}
        for name, day in days_of(week):
            days[name] = dict(day, slots=[change(slot) for slot in day["slots"]])
        weeks.append(dict(week, days=days))
    return dict(track, weeks=weeks)


def _locked_again(before, after):
    weeks = []
    for old, new in zip(before["weeks"], after["weeks"]):
        days: dict = {}
        for name, day in days_of(new):
            locks = [slot.get("locked", False) for slot in old["days"][name]["slots"]] + [False] * len(day["slots"])
            days[name] = dict(day, slots=[dict(slot, locked=True) if lock else slot for slot, lock in zip(day["slots"], locks)])
        weeks.append(dict(new, days=days))
    return dict(after, weeks=weeks)

"""The open places of a draft, planned: what is locked stays, and what stands elsewhere too where that is asked for."""

from builder.planner.compose import compose
from builder.planner.edits import OPEN, marked
from builder.planner.timetable import each_day


def filled(catalogue, draft, keep):
    """`{"draft", "reasons"}`, or `{"findings"}` as `compose` gives them, at the places of the draft. Places where streams part stay as they are."""

    def stays(slot):
        return keep or slot.get("locked") or slot["streams"]

    def opened(week, name, day):
        return dict(day, slots=[slot if stays(slot) else OPEN for slot in day["slots"]])

    made = compose(catalogue, {"keep": each_day(draft["track"], opened)})
    if "findings" in made:
        return {"findings": [dict(said, path=said["path"][1:] if said["path"][:1] == ["keep"] else said["path"]) for said in made["findings"]]}
    return {"draft": {"track": marked(_locked_again(draft["track"], made["track"])), "body": draft["body"]}, "reasons": made["reasons"]}


def _locked_again(before, after):
    def locked(week, name, day):
        locks = [slot.get("locked", False) for slot in before["weeks"][week]["days"][name]["slots"]] + [False] * len(day["slots"])
        return dict(day, slots=[dict(slot, locked=True) if lock else slot for slot, lock in zip(day["slots"], locks)])

    return each_day(after, locked)

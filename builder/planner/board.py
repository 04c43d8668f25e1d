"""What the board asks about its draft. Each question has one answer, and whatever is not understood gives `{"error"}`: what asks may have come from a link."""

from builder.planner.changes import compared
from builder.planner.compose import compose
from builder.planner.expected import mismatches
from builder.planner.fill import filled
from builder.planner.fits import fits
from builder.planner.foreign import within
from builder.planner.introduction import introduction
from builder.planner.look import LOOKS, findings_of, look, place_of
from builder.planner.mends import mends
from builder.planner.readdraft import contradictions, normal, unfit
from builder.planner.readtrack import read_track
from builder.planner.refit import missing_of, request_of
from builder.planner.trackform import DRAFT, REQUEST
from builder.planner.weekscsv import is_csv, read_csv


def answer(data, asked):
    """The answer to `asked["do"]`; `data` is `{"catalogue", "tracks": {id: {"track", "body"}}, "severities"}`.

    - `look` (draft, base, standards, parts): what `look.look` finds; `parts` are some of findings, hours, standards, coverage, entry, changes, text.
    - `mends` (draft, code, path, message): `{"mends": [{"title", "edits"}]}` for one of the findings.
    - `fits` (draft, week, day, place): `{"choices"}`, as `fits.fits` gives them.
    - `fill` (draft, keep) and `propose` (request): `{"draft", "reasons"}`, or `{"findings"}` that say why not.
    - `read` (text): `{"draft", "notes"}` of a track file, a draft as JSON or a table, or `{"findings": [{"message", "hint", "line", "column"}]}`.
    - `compare` (draft, with): `{"rows", "weeks"}` against a track of the library.
    """
    if not isinstance(asked, dict) or not isinstance(asked.get("do"), str) or asked["do"] not in ANSWERS:
        return {"error": "The planner does not know this question."}
    expected, tell = ANSWERS[asked["do"]]
    wrong = mismatches(expected, asked)
    if not wrong and "draft" in asked:
        wrong = [{"message": words} for words in unfit(asked["draft"]) + (unfit(asked["base"]) if asked.get("base") else [])]
    if wrong:
        return {"error": "The question cannot be answered: %s." % "; ".join([one["message"] for one in wrong[:3]])}
    whole = dict(asked)
    for key in ("draft", "base"):
        if whole.get(key):
            whole[key] = dict(whole[key], track=normal(whole[key]["track"]))
    return tell(data, whole)


def _mends(data, asked):
    catalogue, track, foreign = within(data["catalogue"], asked["draft"]["track"])
    for said in findings_of(catalogue, track, asked["draft"], foreign):
        if [said[key] for key in ("code", "path", "message")] == [asked[key] for key in ("code", "path", "message")]:
            return {"mends": mends(data, catalogue, asked["draft"], said)}
    return {"mends": []}


def _fits(data, asked):
    catalogue, track, _ = within(data["catalogue"], asked["draft"]["track"])
    return {"choices": fits(catalogue, track, asked)}


def _fill(data, asked):
    return _made(data, filled(data["catalogue"], asked["draft"], asked.get("keep", False)))


def _propose(data, asked):
    request = dict(asked["request"])
    fit = request.pop("fit", None)
    request.pop("reasons", None)
    if fit is not None and fit not in data["tracks"]:
        return _refused("there is no track '%s'" % fit, "known are: %s" % (", ".join(sorted(data["tracks"])) or "none"))
    old = data["tracks"][fit]["track"] if fit else None
    if not fit:
        missing = missing_of(request)
        if missing:
            return _refused("a request needs '%s'" % missing[0], "say it, or begin from a track")
    made = compose(data["catalogue"], request_of(request, old))
    if "findings" in made:
        return _made(data, made)
    wrong = contradictions(made["track"])
    if wrong:
        return _refused(wrong[0], "change the request")
    return _made(data, {"draft": {"track": made["track"], "body": introduction(data["catalogue"], made["track"])}, "reasons": made["reasons"]})


def _refused(message, hint):
    return {"findings": [{"code": "compose-unknown", "severity": "error", "path": [], "message": message, "hint": hint, "at": None, "mends": []}]}


def _made(data, made):
    """What was composed, or why nothing was, with the findings as a look has them."""
    if "findings" not in made:
        return made
    severities = data.get("severities", {})
    rows = [dict(said, severity=severities.get(said["code"], "error"), at=place_of(said["path"]), mends=[]) for said in made["findings"]]
    return {"findings": rows}


def _read(data, asked):
    if not is_csv(asked["text"]):
        return read_track(asked["text"])
    made = read_csv(data["catalogue"], asked["text"])
    if "findings" in made:
        return made
    wrong = mismatches(DRAFT, made["draft"]["track"])
    if wrong:
        return {"findings": [{"line": 1, "column": 1, "message": one["message"], "hint": "open the track file instead"} for one in wrong]}
    return {"draft": dict(made["draft"], track=normal(made["draft"]["track"])), "notes": made["notes"]}


def _compare(data, asked):
    other = data["tracks"].get(asked["with"])
    if other is None:
        return {"error": "There is no track '%s'." % asked["with"]}
    parts = ["hours", "standards", "coverage"]
    return compared(data["catalogue"], *[look(data, {"draft": draft, "parts": parts}) for draft in (asked["draft"], other)])


_DO = ("line", 40)
_ANY_DRAFT = ("keys", {"track": ("any",), "body": ("any",)}, ("track", "body"))
_AT = {"week": ("whole", 1, 1000), "day": ("line", 3), "place": ("whole", 0, 100)}

ANSWERS = {
    "look": (
        (
            "keys",
            {
                "do": _DO,
                "draft": _ANY_DRAFT,
                "base": ("none or", _ANY_DRAFT),
                "standards": ("list", ("line", 200), 0, 200),
                "parts": ("list", ("one of", tuple(sorted(LOOKS))), 0, 20),
                "mends": ("yes or no",),
            },
            ("draft",),
        ),
        look,
    ),
    "mends": (
        (
            "keys",
            {
                "do": _DO,
                "draft": _ANY_DRAFT,
                "code": ("line", 60),
                "message": ("lines", 5000),
                "path": ("list", ("either", {"whole": ("whole", 0, 1000), "text": ("line", 200)}), 0, 8),
            },
            ("draft", "code", "path", "message"),
        ),
        _mends,
    ),
    "fits": (("keys", dict(_AT, do=_DO, draft=_ANY_DRAFT), ("draft", "week", "day", "place")), _fits),
    "fill": (("keys", {"do": _DO, "draft": _ANY_DRAFT, "keep": ("yes or no",)}, ("draft",)), _fill),
    "propose": (("keys", {"do": _DO, "request": REQUEST}, ("request",)), _propose),
    "read": (("keys", {"do": _DO, "text": ("either", {"text": ("any",)}), "name": ("any",)}, ("text",)), _read),
    "compare": (("keys", {"do": _DO, "draft": _ANY_DRAFT, "with": ("line", 200)}, ("draft", "with")), _compare),
}

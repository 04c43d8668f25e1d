"""Composing: a request and a catalogue to a track, each placement with its reason; or findings that say why there is none."""

from builder.planner.objective import merit
from builder.planner.problem import problem_of
from builder.planner.request import complete
from builder.planner.search import search
from builder.planner.words import DAY_NAMES, finding


def compose(catalogue, request):
    """`{"track", "reasons", "points"}`, or `{"findings"}` where the request cannot be met.

    A request is `{"population", "weeks", "days", "shapes"}` and, where they differ from `request.DEFAULTS`, `title`, `weekday_shapes` (shape by weekday; the
    first one else), `enrolment`, `gates`, `standards` and what else a track says of itself, `pins` (`[{"session", "week", "day"}]`, weeks from 1), `exclude` (session ids), `exclude_modules`, `emphasis` (module to relative share, over the
    population's own), `fit` (a track whose sessions and order are kept where they can be), `keep` and `effort`. `weeks` is a number with `days` the days of
    every week, or `days` is a list of lists, one a week: fewer days in a later week is a step-down.

    `keep` is a draft, a track with open places: what stands there stays, whatever rule it breaks, and the rest is planned as well as the rules allow.
    It says itself what a track says; of the request, pins, exclusions, emphasis and effort are heeded.

    `reasons` maps `week-1-mon-2` (week, day, place) to a sentence. `points` are those of `objective.merit`.
    """
    whole = complete(request)
    problem, findings = problem_of(catalogue, whole)
    if findings:
        return {"findings": findings}
    draft, stuck = search(problem, whole["effort"])
    if draft is None:
        message = "no order was found that teaches everything that must be taught beside the pinned sessions"
        if stuck is not None:
            meeting = problem["meetings"][stuck]
            message = "nothing is left that could stand in week %d on %s" % (meeting["week"] + 1, DAY_NAMES[meeting["day"]])
        return {"findings": [finding("compose-pin", ["pins"], message, "pin fewer sessions, or pin them earlier")]}
    plan = [_in_day_order(problem, draft, d) for d in range(len(draft.plan))]
    return {
        "track": _filled(catalogue, whole, problem, plan) if whole["keep"] else _track(catalogue, whole, problem, plan),
        "reasons": _reasons(problem, draft, plan),
        "points": merit(problem, draft.plan),
    }


def _in_day_order(problem, draft, d):
    """The sessions of a day, None for a place that stays open: what is held at its place; else first what another one of the day requires or builds
    on, then the more welcoming."""
    held, waiting = problem["held"][d], list(draft.plan[d])
    for i in held:
        if i is not None:
            waiting.remove(i)
    ordered = []
    for place, i in enumerate(held):
        if i is None and waiting:
            later = [other for other in held[place:] if other is not None]
            keys = [
                (_waits(problem, i, waiting + later), not _needed(problem, i, later), _helped(draft, i, waiting + later), -problem["newcomer"][i], i)
                for i in waiting
            ]
            i = min(keys)[-1]
            waiting.remove(i)
        ordered.append(i)
    return ordered


def _waits(problem, i, others):
    return any([other in problem["requires"][i] for other in others])


def _needed(problem, i, others):
    return any([i in problem["requires"][other] for other in others])


def _helped(draft, i, waiting):
    return len([link for link in draft.links_of[i] if link[1] == i and link[0] in waiting])


def _track(catalogue, request, problem, plan):
    weeks: list = []
    met = set()
    for meeting, day in zip(problem["meetings"], plan):
        if meeting["week"] == len(weeks):
            weeks.append({"theme": "", "days": {}})
        slots = []
        for i in day:
            slots.append({"session": problem["ids"][i], "again": i in met, "streams": {}})
            met.add(i)
        weeks[meeting["week"]]["days"][meeting["day"]] = dict(meeting["frame"], slots=slots)
    for number, week in enumerate(weeks):
        week["theme"] = _theme(catalogue, request, week, number, len(weeks))
    title = request["title"] or "%s, %d weeks" % (catalogue["populations"][request["population"]]["title"], len(weeks))
    return {
        "title": title,
        "population": request["population"],
        "enrolment": request["enrolment"],
        "gates": list(request["gates"]),
        "standards": list(request["standards"]),
        "standard_weeks": {name: span for name, span in request["standard_weeks"].items() if name in request["standards"]},
        "elsewhere": request["elsewhere"],
        "group_size": request["group_size"],
        "shapes": list(request["shapes"]),
        "days": request["weekday_shapes"],
        "names": request["names"],
        "streams": [],
        "stages": list(request["stages"]),
        "measures": request["measures"],
        "process": list(request["process"]),
        "family": list(request["family"]),
        "was": [],
        "weeks": weeks,
    }


def _filled(catalogue, request, problem, plan):
    """The draft that is kept, its open places filled; what stands there is marked as coming again where it does."""
    weeks = [dict(week, days=dict(week["days"])) for week in request["keep"]["weeks"]]
    met = set()
    for meeting, day in zip(problem["meetings"], plan):
        slots = list(meeting["frame"]["slots"])
        slots.extend([None] * (max(meeting["slots"] + [-1]) + 1 - len(slots)))
        for n, i in zip(meeting["slots"], day):
            slots[n] = {"session": None if i is None else problem["ids"][i], "again": i in met, "streams": {}}
            if i is not None:
                met.add(i)
        weeks[meeting["week"]]["days"][meeting["day"]] = dict(meeting["frame"], slots=slots)
    for number, week in enumerate(weeks):
        week["theme"] = week["theme"] or _theme(catalogue, request, week, number, len(weeks))
    return dict(request["keep"], weeks=weeks)


def _theme(catalogue, request, week, number, weeks):
    """A heading to be put in better words: the two modules that the week is most about; a refitted track of the same length keeps its own."""
    if request["fit"] and len(request["fit"]["weeks"]) == weeks:
        return request["fit"]["weeks"][number]["theme"]
    counts: dict[str, int] = {}
    for day in week["days"].values():
        for slot in [slot for slot in day["slots"] if slot["session"]]:
            module = catalogue["sessions"][slot["session"]]["module"]
            counts[module] = counts.get(module, 0) + 1
    order = catalogue["module_order"]
    leading = sorted(counts, key=lambda module: (-counts[module], order.index(module)))[:2]
    return ", ".join([catalogue["modules"][module]["title"] for module in leading])


def _reasons(problem, draft, plan):
    reasons: dict[str, str] = {}
    for d, day in enumerate(plan):
        meeting = problem["meetings"][d]
        for n, i in enumerate(day):
            place = meeting["slots"][n] if problem["draft"] else n
            if i is not None:
                reasons["week-%d-%s-%d" % (meeting["week"] + 1, meeting["day"], place + 1)] = _reason(problem, draft, d, i)
    return reasons


def _reason(problem, draft, d, i):
    week_of, module = problem["week_of"], problem["modules"][problem["module"][i]]
    meetings = draft.occurrences[i]
    share = "%d of %d places are for '%s'" % (problem["share"][problem["module"][i]], problem["total"], module)
    if i in problem["held"][d]:
        return "kept where it was"
    if i in problem["fixed"][d]:
        return "pinned to this day"
    if d != meetings[0]:
        earlier = max([e for e in meetings if e < d])
        why = "core, for those who came later" if problem["again_value"][i] else share
        return "again, %d weeks after the last time; %s" % (week_of[d] - week_of[earlier], why)
    if problem["why"][i]:
        return problem["why"][i]
    if problem["ids"][i] in problem["kept"]:
        return "from the track that is refitted, where it stood at about this week"
    first = [other for other in problem["needed_by"][i] if draft.occurrences[other]]
    if first:
        return "%s; '%s' requires it" % (share, problem["ids"][first[0]])
    return share

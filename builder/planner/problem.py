"""A request and a catalogue as a scheduling problem in numbers, or the findings that say why there is none."""

from builder.planner import objective
from builder.planner.deadlines import closed, with_rules
from builder.planner.needs import needed, topics_to_cover
from builder.planner.openings import rules_for
from builder.planner.request import meetings_of, unknown
from builder.planner.shares import shares
from builder.planner.timetable import placements

NEWCOMER = {"not-first": objective.NOT_FIRST, "with-recap": objective.RECAP, "welcome": objective.WELCOME}


def problem_of(catalogue, request):
    """`(problem, findings)`; one of the two is None or empty.

    A problem numbers sessions, modules, meetings and weeks from 0. `ids`, `module`, `heavy`, `newcomer`, `value`, `again_value`, `waiting` (by
    week), `requires`, `needed_by`, `must`, `pinned` (first pinned meeting or None), `latest` (the last
    meeting at which it may first stand, or None), `most` (how often it may, or None) and `why` have one entry a session; `pairs` are
    `(before, after, weight)`; `covers` lists for each required topic the sessions on it; `share` has one entry a module; `places` (in all: `total`)
    and `week_of` one a meeting; `fixed` lists the sessions of each meeting that stay there, pinned or in a draft that is kept (`draft`), and
    `held` what such a draft has at each of its places, None where it is open; `barred` sessions may stand nowhere else.
    """
    findings = list(unknown(catalogue, request))
    if not findings:
        catalogue, findings = with_rules(catalogue, request["population"])
    if findings:
        return None, findings
    meetings = meetings_of(request)
    wanted, findings = needed(catalogue, request, meetings)
    if findings:
        return None, findings
    ids = wanted["ids"]
    number = {session: i for i, session in enumerate(ids)}
    about = [catalogue["sessions"][session] for session in ids]
    modules = [module for module in catalogue["module_order"] if any([a["module"] == module for a in about])]
    module = [modules.index(a["module"]) for a in about]
    requires = [[number[required] for required in a["requires"] if required in number] for a in about]
    weeks = len(request["weeks"])
    kept = _kept_weeks(request, weeks)
    core = set(wanted["core"])
    rolling = request["enrolment"] == "rolling"
    problem = {
        "ids": ids,
        "modules": modules,
        "module": module,
        "heavy": [1 if a["load"] == "heavy" else 0 for a in about],
        "newcomer": [NEWCOMER[a["newcomers"]] for a in about],
        "value": [objective.NEW + (objective.KEPT if session in kept else 0) for session in ids],
        "again_value": [objective.AGAIN_CORE if rolling and session in core else 0 for session in ids],
        "waiting": [_waiting(session, core, kept, weeks) for session in ids],
        "requires": requires,
        "needed_by": _turned(requires),
        "must": [session in wanted["must"] for session in ids],
        "why": [wanted["must"].get(session) for session in ids],
        "pinned": [None] * len(ids),
        "latest": [None] * len(ids),
        "most": _most(catalogue, request, ids),
        "pairs": _pairs(catalogue, ids, number),
        "covers": _covers(catalogue, request, about),
        "places": [meeting["places"] for meeting in meetings],
        "total": sum([meeting["places"] for meeting in meetings]),
        "week_of": [meeting["week"] for meeting in meetings],
        "weeks": weeks,
        "meetings": meetings,
        "rolling": rolling,
        "fixed": [[number[slot["session"]] for slot in meeting["held"] if slot] for meeting in meetings],
        "held": [[slot and number[slot["session"]] for slot in meeting["held"]] for meeting in meetings],
        "barred": [session in wanted["barred"] for session in ids],
        "draft": request["keep"] is not None,
        "kept": kept,
    }
    _hold(problem, meetings, number)
    for pin in wanted["pins"]:
        i, d = number[pin["session"]], pin["meeting"]
        problem["fixed"][d].append(i)
        if problem["pinned"][i] is None or d < problem["pinned"][i]:
            problem["pinned"][i] = d
    for one in wanted["opens"]:
        i, d = number[one["session"]], one["meeting"]
        if problem["latest"][i] is None or d < problem["latest"][i]:
            problem["latest"][i] = d
            problem["why"][i] = "opens the track: %s" % one["words"]
    problem["share"] = _shares(catalogue, request, problem)
    return problem, []


def _hold(problem, meetings, number):
    """What stands in a draft: where a session's first place is not marked as coming again, it may not stand earlier; a barred one not elsewhere."""
    times = [0] * len(number)
    for d, meeting in enumerate(meetings):
        for slot in meeting["held"]:
            if slot:
                i = number[slot["session"]]
                times[i] += 1
                if times[i] == 1 and not slot["again"]:
                    problem["pinned"][i] = d
    for i, barred in enumerate(problem["barred"]):
        if barred:
            problem["most"][i] = times[i]


def _most(catalogue, request, ids):
    """How often each session may stand by the opening rules, or None."""
    most: list = [None] * len(ids)
    for rule in rules_for(catalogue, request["population"]):
        for i, session in enumerate(ids):
            if rule["at_most"] is not None and (not rule["sessions"] or session in rule["sessions"]):
                most[i] = rule["at_most"] if most[i] is None else min(most[i], rule["at_most"])
    return most


def _covers(catalogue, request, about):
    """For each topic to cover the sessions on it; a topic that only a standard asks for may have none, and is left out."""
    covers = [[i for i, a in enumerate(about) if topic in a["topics"]] for topic, _ in topics_to_cover(catalogue, request)]
    return [sessions for sessions in covers if sessions]


def _turned(requires):
    needed_by: list = [[] for _ in requires]
    for i, required in enumerate(requires):
        for r in required:
            needed_by[r].append(i)
    return needed_by


def _waiting(session, core, kept, weeks):
    if session in kept:
        return [objective.WAITING * abs(week - kept[session]) for week in range(weeks)]
    return [objective.WAITING * week if session in core else 0 for week in range(weeks)]


def _kept_weeks(request, weeks):
    """Session id to the week at which it would stand if the refitted track were stretched to this length."""
    track = request["fit"]
    kept: dict[str, int] = {}
    for placed in placements(track) if track else []:
        kept.setdefault(placed["session"], placed["week"] * weeks // len(track["weeks"]))
    return kept


def _pairs(catalogue, ids, number):
    """Which session ought to stand before which: `builds_on`, then neighbours in teaching order where nothing else says so."""
    pairs = []
    known = set()
    for after, session in enumerate(ids):
        known.update([(number[base], after) for base in closed(catalogue, [session]) if base in number])
        for base in catalogue["sessions"][session]["builds_on"]:
            if base in number and (number[base], after) not in known:
                known.add((number[base], after))
                pairs.append((number[base], after, objective.BUILDS_ON))
    for module in catalogue["module_order"]:
        row = [number[session] for session in catalogue["modules"][module]["sessions"] if session in number]
        for before, after in zip(row, row[1:]):
            if (before, after) not in known and (after, before) not in known:
                pairs.append((before, after, objective.TEACHING_ORDER))
    return pairs


def _shares(catalogue, request, problem):
    emphasis = dict(catalogue["populations"][request["population"]]["emphasis"])
    emphasis.update(request["emphasis"])
    numbers = range(len(problem["modules"]))
    counts = [len([i for i in problem["module"] if i == m]) for m in numbers]
    floors = [len([i for i, module in enumerate(problem["module"]) if module == m and problem["must"][i]]) for m in numbers]
    weights = [emphasis.get(module, 0) for module in problem["modules"]]
    if not any(weights):
        weights = counts
    total = problem["total"]
    new = shares(weights, total, floors, counts)
    left = total - sum(new)
    again = shares(weights, left, [0] * len(counts), [left] * len(counts)) if left > 0 else [0] * len(counts)
    return [new[m] + again[m] for m in numbers]

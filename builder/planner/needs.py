"""Which sessions a request may use and which it must, and why a request cannot be met, in the words of the one who asks."""

from builder.planner.coverage import standard_topics
from builder.planner.deadlines import closed, missed, openings
from builder.planner.timetable import placements
from builder.planner.words import DAY_NAMES, counted, finding, listed


def needed(catalogue, request, meetings):
    """`({"ids", "must", "core", "pins", "opens", "barred"}, findings)`.

    `ids`: the sessions that may be used, in teaching order; `must`: session id to the reason why it has to be taught; `core`: the population's
    core sessions that are not left out; `pins`: `[{"session", "meeting"}]`; `opens`: those of opening rules, as `deadlines.openings` gives them;
    `barred`: sessions that stand in the draft that is kept and may stand nowhere else. With such a draft nothing is refused for what stands there.
    """
    core = [session for session in catalogue["populations"][request["population"]]["core"] if session not in request["exclude"]]
    left_out = _left_out(catalogue, request)
    must: dict[str, str] = {}
    for session in core:
        _add(catalogue, must, session, "core for %s" % request["population"])
    for pin in request["pins"]:
        _add(catalogue, must, pin["session"], "pinned")
    found = list(_excluded(catalogue, left_out, must))
    held = [slot["session"] for meeting in meetings for slot in meeting["held"] if slot]
    for session in closed(catalogue, held):
        if session not in left_out:
            must.setdefault(session, "what stands there already requires it")
    usable = _usable(catalogue, request, must, left_out)
    barred = [session for session in held if session not in usable or not _suits(catalogue, request, session)]
    usable.update(held)
    opens = openings(catalogue, request["population"], usable, meetings)
    for one in opens:
        _add(catalogue, must, one["session"], "opens the track: %s" % one["words"])
    for topic, without in topics_to_cover(catalogue, request):
        if not any([topic in catalogue["sessions"][session]["topics"] for session in must]):
            choice = _cheapest(catalogue, usable, must, topic)
            if choice:
                _add(catalogue, must, choice, "covers the topic '%s'" % topic)
            elif not without and not request["keep"]:
                found.append(_no_session_on(catalogue, request, left_out, topic))
    pins, misplaced = _pinned(request, meetings)
    found.extend(misplaced)
    if not found and not request["keep"]:
        found = list(_no_room(catalogue, request, core, must, usable, meetings)) or missed(catalogue, pins, opens, meetings)
    ids = [session for session in catalogue["order"] if session in usable]
    return {"ids": ids, "must": must, "core": core, "pins": pins, "opens": opens, "barred": barred}, found


def _no_room(catalogue, request, core, must, usable, meetings):
    places = sum([meeting["places"] for meeting in meetings])
    if len(must) > places:
        yield _too_many(catalogue, request, core, must, places)
        return
    widest = max([meeting["places"] for meeting in meetings]) if meetings else 0
    if len(usable) < max(widest, 1):
        message = "%s for '%s', and a day has room for %d" % (counted(len(usable), "session"), request["population"], widest)
        yield finding("compose-places", ["day"], message, "write more sessions, or shorten the day")


def _left_out(catalogue, request):
    """Session id to the place in the request that leaves it out: by itself, with its module, or with a module of no emphasis."""
    out: dict[str, list] = {}
    for n, session in enumerate(request["exclude"]):
        out[session] = ["exclude", n]
    modules = [(module, ["exclude_modules", n]) for n, module in enumerate(request["exclude_modules"])]
    modules.extend([(module, ["emphasis", module]) for module in sorted(request["emphasis"]) if request["emphasis"][module] < 1])
    for module, path in modules:
        for session in catalogue["modules"][module]["sessions"]:
            out.setdefault(session, path)
    return out


def _add(catalogue, must, session, why):
    must.setdefault(session, why)
    for required in closed(catalogue, [session]):
        must.setdefault(required, "'%s' requires it" % session)


def _excluded(catalogue, left_out, must):
    for session in catalogue["order"]:
        if session not in left_out or session not in must:
            continue
        path = left_out[session]
        hint = "drop the pin or the exclusion"
        if path[0] != "exclude":
            module = catalogue["sessions"][session]["module"]
            message = "the module '%s' is left out, but '%s' must be taught: %s" % (module, session, must[session])
            hint = "keep '%s', or change what asks for '%s'" % (module, session)
        elif must[session] == "pinned":
            message = "'%s' is left out and pinned at once" % session
        else:
            message = "'%s' is left out, but %s, which must be taught" % (session, must[session])
            hint = "keep '%s', or leave out what requires it too" % session
        yield finding("compose-exclusion", path, message, hint)


def _usable(catalogue, request, must, left_out):
    """Sessions that suit the population or stand in the refitted track, with all that they require; and what must be taught."""
    kept = set([placed["session"] for placed in placements(request["fit"])]) if request["fit"] else set()
    usable = set(must)
    for session in catalogue["order"]:
        chain = closed(catalogue, [session])
        wanted = [_suits(catalogue, request, one) or one in kept or one in must for one in chain]
        if all(wanted) and not any([one in left_out for one in chain]):
            usable.add(session)
    return usable


def _suits(catalogue, request, session):
    return request["population"] in catalogue["sessions"][session]["suits"]


def topics_to_cover(catalogue, request):
    """The population's topics, then those that only a standard asks for, each with True where doing without is a warning only: those of standards."""
    topics = [(topic, False) for topic in catalogue["populations"][request["population"]]["topics"]]
    for standard in request["standards"]:
        known = [topic for topic, _ in topics]
        topics.extend([(topic, True) for topic in standard_topics(catalogue["standards"][standard]) if topic not in known])
    return topics


def _cheapest(catalogue, usable, must, topic):
    """The usable session on a topic that brings the fewest others along; the earlier one in teaching order."""
    best = None
    for number, session in enumerate(catalogue["order"]):
        if session in usable and topic in catalogue["sessions"][session]["topics"]:
            cost = len([one for one in closed(catalogue, [session]) if one not in must])
            if best is None or (cost, number) < best[:2]:
                best = (cost, number, session)
    return best[2] if best else None


def _no_session_on(catalogue, request, left_out, topic):
    population = request["population"]
    message = "a track for '%s' must cover '%s', and no session on it can be used" % (population, topic)
    on_topic = [session for session in catalogue["order"] if topic in catalogue["sessions"][session]["topics"]]
    dropped = [session for session in on_topic if session in left_out and _suits(catalogue, request, session)]
    if dropped:
        path = left_out[dropped[0]]
        return finding("compose-exclusion", path if path[0] != "exclude" else ["exclude"], message, "keep one of: %s" % ", ".join(dropped))
    return finding("compose-places", ["population"], message, "write a session on it that suits '%s'" % population)


def _pinned(request, meetings):
    """Each pin at its meeting, and the findings on those that have none."""
    pins = []
    found = []
    taken = [[slot["session"] for slot in meeting["held"] if slot] for meeting in meetings]
    for n, pin in enumerate(request["pins"]):
        where = [d for d, meeting in enumerate(meetings) if (meeting["week"] + 1, meeting["day"]) == (pin["week"], pin["day"])]
        label = "'%s' is pinned to week %d, %s" % (pin["session"], pin["week"], DAY_NAMES.get(pin["day"], pin["day"]))
        if not where:
            found.append(finding("compose-pin", ["pins", n], label + ", when there is no group", "pin it to a day on which the group meets"))
            continue
        same = taken[where[0]]
        if pin["session"] in [slot["session"] for slot in meetings[where[0]]["held"] if slot]:
            continue
        if pin["session"] in same:
            found.append(finding("compose-pin", ["pins", n], label + " twice", "drop one of the two pins"))
        elif len(same) == meetings[where[0]]["places"]:
            message = label + ", which is full with %s" % listed(same)
            found.append(finding("compose-pin", ["pins", n], message, "pin it to another day"))
        else:
            same.append(pin["session"])
            pins.append({"session": pin["session"], "meeting": where[0], "number": n, "label": label})
    return pins, found


def _too_many(catalogue, request, core, must, places):
    """More to teach than there is room: say how much, and which core sessions would have to go."""
    kept: list = []
    drop = []
    for session in core:
        grown = closed(catalogue, kept + [session])
        if len(grown) <= places:
            kept = grown
        else:
            drop.append(session)
    what = "the core sessions and what they require need" if len(must) == len(closed(catalogue, core)) else "what must be taught needs"
    message = "%s %s; this shape has %d" % (what, counted(len(must), "place"), places)
    return finding("compose-places", ["weeks"], message, "add a day or a week, or leave out: %s" % (listed(drop) or "some of the pinned sessions"))

"""Which sessions a request may use and which it must, and why a request cannot be met, in the words of the one who asks."""

from builder.planner.coverage import standard_topics
from builder.planner.timetable import placements
from builder.planner.words import DAY_NAMES, counted, finding, listed


def needed(catalogue, request, meetings):
    """`({"ids", "must", "core", "pins"}, findings)`.

    `ids`: the sessions that may be used, in teaching order; `must`: session id to the reason why it has to be taught; `core`: the population's
    core sessions that are not left out; `pins`: `[{"session", "meeting"}]`.
    """
    core = [session for session in catalogue["populations"][request["population"]]["core"] if session not in request["exclude"]]
    must: dict[str, str] = {}
    for session in core:
        _add(catalogue, must, session, "core for %s" % request["population"])
    for pin in request["pins"]:
        _add(catalogue, must, pin["session"], "pinned")
    found = list(_excluded(catalogue, request, must))
    usable = _usable(catalogue, request, must)
    for topic, without in topics_to_cover(catalogue, request):
        if not any([topic in catalogue["sessions"][session]["topics"] for session in must]):
            choice = _cheapest(catalogue, usable, must, topic)
            if choice:
                _add(catalogue, must, choice, "covers the topic '%s'" % topic)
            elif not without:
                found.append(_no_session_on(catalogue, request, topic))
    places = sum([meeting["places"] for meeting in meetings])
    pins, misplaced = _pinned(catalogue, request, meetings)
    found.extend(misplaced)
    if not found and len(must) > places:
        found.append(_too_many(catalogue, request, core, must, places))
    widest = max([meeting["places"] for meeting in meetings]) if meetings else 0
    if not found and len(usable) < max(widest, 1):
        message = "%s for '%s', and a day has room for %d" % (counted(len(usable), "session"), request["population"], widest)
        found.append(finding("compose-places", ["day"], message, "write more sessions, or shorten the day"))
    if not found:
        found.extend(_too_early(catalogue, must, pins, meetings))
    ids = [session for session in catalogue["order"] if session in usable]
    return {"ids": ids, "must": must, "core": core, "pins": pins}, found


def closed(catalogue, sessions):
    """These sessions and all that they require, each after what it requires, in a steady order."""
    order = []
    waiting = list(sessions)
    while waiting:
        session = waiting[0]
        missing = [required for required in catalogue["sessions"][session]["requires"] if required not in order]
        if missing:
            waiting = missing + waiting
        else:
            waiting = waiting[1:]
            if session not in order:
                order.append(session)
    return order


def _add(catalogue, must, session, why):
    must.setdefault(session, why)
    for required in closed(catalogue, [session]):
        must.setdefault(required, "'%s' requires it" % session)


def _excluded(catalogue, request, must):
    for n, session in enumerate(request["exclude"]):
        if session in must:
            if must[session] == "pinned":
                message, hint = "'%s' is left out and pinned at once" % session, "drop the pin or the exclusion"
            else:
                message = "'%s' is left out, but %s, which must be taught" % (session, must[session])
                hint = "keep '%s', or leave out what requires it too" % session
            yield finding("compose-exclusion", ["exclude", n], message, hint)


def _usable(catalogue, request, must):
    """Sessions that suit the population or stand in the refitted track, with all that they require; and what must be taught."""
    kept = set([placed["session"] for placed in placements(request["fit"])]) if request["fit"] else set()
    usable = set(must)
    for session in catalogue["order"]:
        chain = closed(catalogue, [session])
        wanted = [request["population"] in catalogue["sessions"][one]["suits"] or one in kept or one in must for one in chain]
        if all(wanted) and not any([one in request["exclude"] for one in chain]):
            usable.add(session)
    return usable


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


def _no_session_on(catalogue, request, topic):
    excluded = [session for session in request["exclude"] if topic in catalogue["sessions"][session]["topics"]]
    message = "a track for '%s' must cover '%s', and no session on it can be used" % (request["population"], topic)
    if excluded:
        return finding("compose-exclusion", ["exclude"], message, "keep one of: %s" % ", ".join(excluded))
    return finding("compose-places", ["population"], message, "write a session on it that suits '%s'" % request["population"])


def _pinned(catalogue, request, meetings):
    """Each pin at its meeting, and the findings on those that have none."""
    pins = []
    found = []
    taken: dict[int, list] = {}
    for n, pin in enumerate(request["pins"]):
        where = [d for d, meeting in enumerate(meetings) if (meeting["week"] + 1, meeting["day"]) == (pin["week"], pin["day"])]
        label = "'%s' is pinned to week %d, %s" % (pin["session"], pin["week"], DAY_NAMES.get(pin["day"], pin["day"]))
        if not where:
            found.append(finding("compose-pin", ["pins", n], label + ", when there is no group", "pin it to a day on which the group meets"))
            continue
        same = taken.setdefault(where[0], [])
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


def _too_early(catalogue, must, pins, meetings):
    """Pins that leave no room before them for what they require."""
    first: dict[str, int] = {}
    for pin in pins:
        first[pin["session"]] = min(first.get(pin["session"], pin["meeting"]), pin["meeting"])
    due: dict[str, int] = {}
    for pin in sorted(pins, key=lambda pin: (pin["meeting"], pin["number"])):
        chain = closed(catalogue, [pin["session"]])
        for session in chain:
            due.setdefault(session, pin["meeting"])
            if first.get(session, -1) > pin["meeting"] and session != pin["session"]:
                message = pin["label"] + ", but '%s', which it requires, is pinned later" % session
                yield finding("compose-pin", ["pins", pin["number"]], message, "pin it later, or '%s' earlier" % session)
                return
        room = sum([meeting["places"] for meeting in meetings[: pin["meeting"] + 1]])
        repeats = len([other for other in pins if other["meeting"] <= pin["meeting"] and first[other["session"]] != other["meeting"]])
        if len(due) + repeats > room:
            message = pin["label"] + ", but it and what must come before need %s and there are %d" % (counted(len(due) + repeats, "place"), room)
            yield finding("compose-pin", ["pins", pin["number"]], message, "pin it to a later week")
            return

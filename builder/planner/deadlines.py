"""By when a session has to be taught: opening rules and pins, and why they cannot all be kept."""

from builder.planner.openings import PLACES, rules_for
from builder.planner.words import counted, finding, listed

MEND = "give the first meetings more places, or change `opening_rules` in program.yml"


def with_rules(catalogue, population):
    """`(catalogue, findings)`: what a session may only come after is required by it; findings on rules that run in a circle."""
    sessions = dict(catalogue["sessions"])
    ruled = dict(catalogue, sessions=sessions)
    found = []
    for rule in rules_for(catalogue, population):
        for session in rule["sessions"]:
            for earlier in rule["only_after"]:
                if session in closed(ruled, [earlier]):
                    message = "an opening rule puts '%s' after '%s', which itself comes after it" % (session, earlier)
                    found.append(finding("compose-opening", ["opening_rules"], message, "drop one of the two from `opening_rules` in program.yml"))
                elif earlier not in sessions[session]["requires"]:
                    sessions[session] = dict(sessions[session], requires=sessions[session]["requires"] + [earlier])
    return ruled, found


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


def openings(catalogue, population, usable, meetings):
    """The sessions that open the track, each by a meeting: `[{"session", "meeting", "number", "words"}]`; only those that may be used."""
    last = {
        "first-meeting": min([d for d, meeting in enumerate(meetings) if meeting["places"]] + [len(meetings)]),
        "first-week": max([d for d, meeting in enumerate(meetings) if meeting["week"] == meetings[0]["week"]] + [0]),
    }
    wanted = []
    for n, rule in enumerate(rules_for(catalogue, population)):
        if rule["place"]:
            for session in rule["sessions"] or sorted(usable):
                if session in usable:
                    wanted.append({"session": session, "meeting": last[rule["place"]], "number": n, "words": PLACES[rule["place"]]})
    return wanted


def missed(catalogue, pins, opens, meetings):
    """The first pin or opening rule that leaves no room before it for what has to come earlier, as a list of one finding or none."""
    first: dict[str, int] = {}
    for pin in pins:
        first[pin["session"]] = min(first.get(pin["session"], pin["meeting"]), pin["meeting"])
    due: dict[str, int] = {}
    asked = [(one["meeting"], kind, one["number"], one) for kind, ones in enumerate((pins, opens)) for one in ones]
    for by, kind, number, one in sorted(asked, key=lambda entry: entry[:3]):
        for session in closed(catalogue, [one["session"]]):
            due.setdefault(session, by)
            if first.get(session, -1) > by:
                if kind:
                    return [_late(one, session)]
                if session != one["session"]:
                    message = one["label"] + ", but '%s', which it requires, is pinned later" % session
                    return [finding("compose-pin", ["pins", number], message, "pin it later, or '%s' earlier" % session)]
        room = sum([meeting["places"] for meeting in meetings[: by + 1]])
        repeats = len([pin for pin in pins if pin["meeting"] <= by and first[pin["session"]] != pin["meeting"]])
        needed = len(due) + repeats
        if needed > room:
            if kind:
                return [_full(one, due, needed, room)]
            message = one["label"] + ", but it and what must come before need %s and there are %d" % (counted(needed, "place"), room)
            return [finding("compose-pin", ["pins", number], message, "pin it to a later week")]
    return []


def _late(one, session):
    which = "it" if session == one["session"] else "'%s', which it requires," % session
    message = "an opening rule wants '%s' in the %s, but %s is pinned later" % (one["session"], one["words"], which)
    return finding("compose-opening", ["opening_rules"], message, "drop the pin, or change `opening_rules` in program.yml")


def _full(one, due, needed, room):
    others = [session for session in sorted(due) if session != one["session"]]
    message = "an opening rule wants '%s' in the %s, but with %s there is need of %s by then and there %s %d" % (
        one["session"],
        one["words"],
        listed(others) or "pinned sessions",
        counted(needed, "place"),
        "is" if room == 1 else "are",
        room,
    )
    return finding("compose-opening", ["opening_rules"], message, MEND)

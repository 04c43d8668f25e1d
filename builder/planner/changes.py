"""What is different between two tracks, in words for a director."""

from builder.planner.hours import as_time
from builder.planner.timetable import choices_of, days_of, is_open, shape_of
from builder.planner.words import DAY_NAMES, DAYS, counted, listed, stripped

NAMED = (
    ("title", "title"),
    ("population", "population"),
    ("enrolment", "enrolment"),
    ("standards", "standards"),
    ("gates", "gates"),
    ("stages", "stages"),
    ("measures", "measures"),
    ("process", "guides to the process hour"),
    ("family", "sessions for families"),
)


def changes(catalogue, base, draft):
    """`[{"words", "week", "day"}]` of the draft against the one that it began from; `week` from 1 of the draft, None where it concerns more."""
    old, new = base["track"], draft["track"]
    rows: list = []
    for key, words in NAMED:
        if old[key] != new[key]:
            told = "%s is now '%s'" % (_upper(words), new[key]) if isinstance(new[key], str) else "%s changed" % _upper(words)
            rows.append(_row(told))
    if [old[key] for key in ("shapes", "days", "names")] != [new[key] for key in ("shapes", "days", "names")]:
        rows.append(_row("Shapes of the day changed"))
    if stripped(base["body"]) != stripped(draft["body"]):
        rows.append(_row("The introduction changed"))
    gone: list = []
    come: list = []
    for here, there in _paired(old["weeks"], new["weeks"]):
        if there is None:
            rows.append(_row("Week %d, '%s', taken out" % (here + 1, old["weeks"][here]["theme"])))
        elif here is None:
            rows.append(_row("A new week: '%s'" % new["weeks"][there]["theme"], there + 1))
        else:
            rows.extend(_in_week(catalogue, old, new, here, there, gone, come))
    return rows + _moved(catalogue, gone, come)


def _upper(words):
    return words[0].upper() + words[1:]


def _row(words, week=None, day=None):
    return {"words": words, "week": week, "day": day}


def _paired(old, new):
    """Weeks that belong together, `[(old, new)]` in order, None where there is no other: those that teach the same, and what stands between them in order."""
    signs = [[_sign(week) for week in weeks] for weeks in (old, new)]
    longest = _common(signs[0], signs[1])
    pairs: list = []
    here = there = 0
    for stop in longest + [(len(old), len(new))]:
        same = min(stop[0] - here, stop[1] - there)
        pairs.extend([(here + n, there + n) for n in range(same)])
        pairs.extend([(n, None) for n in range(here + same, stop[0])])
        pairs.extend([(None, n) for n in range(there + same, stop[1])])
        if stop[0] < len(old) and stop[1] < len(new):
            pairs.append(stop)
        here, there = stop[0] + 1, stop[1] + 1
    return pairs


def _sign(week):
    return [(name, [_names(slot) for slot in day["slots"]]) for name, day in days_of(week)]


def _names(slot):
    if slot["streams"]:
        return [(name, slot["streams"][name]["session"]) for name in sorted(slot["streams"])]
    return slot["session"]


def _common(old, new):
    """The longest run of pairs `(old, new)` of equal entries, in order."""
    table = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for n in range(len(old) - 1, -1, -1):
        for m in range(len(new) - 1, -1, -1):
            table[n][m] = table[n + 1][m + 1] + 1 if old[n] == new[m] else max(table[n + 1][m], table[n][m + 1])
    found = []
    n = m = 0
    while n < len(old) and m < len(new):
        if old[n] == new[m]:
            found.append((n, m))
            n, m = n + 1, m + 1
        elif table[n + 1][m] >= table[n][m + 1]:
            n += 1
        else:
            m += 1
    return found


def _in_week(catalogue, old, new, here, there, gone, come):
    before, after = old["weeks"][here], new["weeks"][there]
    if before["theme"] != after["theme"]:
        yield _row("Week %d is now called '%s'" % (there + 1, after["theme"]), there + 1)
    for name in DAYS:
        was, now = before["days"].get(name), after["days"].get(name)
        where = "week %d, %s" % (there + 1, DAY_NAMES[name])
        if was and not now:
            yield _row("No meeting any more in %s" % where, there + 1)
            gone.extend([(one, "") for slot in was["slots"] for one in _sessions(old, slot)])
        elif now and not was:
            yield _row("A new meeting in %s" % where, there + 1, name)
            come.extend([(one, there + 1, name, None) for slot in now["slots"] for one in _sessions(new, slot)])
        elif was and now:
            yield from _in_day(catalogue, old, new, was, now, (there + 1, name), gone, come)


def _in_day(catalogue, old, new, was, now, at, gone, come):
    week, name = at
    where = "week %d, %s" % (week, DAY_NAMES[name])
    begins = [day["start"] if day["start"] is not None else shape_of(track, day)["start"] for track, day in ((old, was), (new, now))]
    if was["shape"] != now["shape"]:
        yield _row("%s has the shape '%s'" % (_upper(where), now["shape"]), week, name)
    if begins[0] != begins[1]:
        yield _row("%s begins at %s" % (_upper(where), as_time(begins[1], catalogue.get("clock", "12-hour"))), week, name)
    for place in range(max(len(was["slots"]), len(now["slots"]))):
        slots = [day["slots"][place] if place < len(day["slots"]) else None for day in (was, now)]
        names = [_sessions(track, slot) if slot else [] for track, slot in ((old, slots[0]), (new, slots[1]))]
        if names[0] != names[1]:
            gone.extend([(one, where) for one in names[0] if one not in names[1]])
            come.extend([(one, week, name, names[0]) for one in names[1] if one not in names[0]])
            if slots[1] and is_open(slots[1]) and names[0]:
                yield _row("%s has an open place in place of %s" % (_upper(where), _titles(catalogue, names[0])), week, name)


def _sessions(track, slot):
    return [choice["session"] for _, choice in choices_of(track, slot)]


def _moved(catalogue, gone, come):
    """What came to a place: from another one, or new to the track; and what is not taught there any more."""
    rows = []
    left = [session for session, _ in gone]
    for session, week, name, before in come:
        words = "%s in week %d, %s" % (_titles(catalogue, [session]), week, DAY_NAMES[name])
        if session in left:
            left.remove(session)
            was = [where for one, where in gone if one == session and where]
            words += ", moved from %s" % was[0] if was else ""
        elif before:
            words += " in place of %s" % _titles(catalogue, before)
        rows.append(_row(words, week, name))
    come_in_place = [one for _, _, _, before in come for one in before or []]
    for session in left:
        if session not in come_in_place:
            rows.append(_row("%s taken out once" % _titles(catalogue, [session])))
    return rows


def _titles(catalogue, sessions):
    return listed(["'%s'" % catalogue["sessions"].get(session, {"title": session})["title"] for session in sessions])


def compared(catalogue, here, there):
    """`{"rows": [{"title", "here", "there"}], "weeks": [{"week", "here", "there"}]}` of two looks, `{"hours", "coverage", "standards", "track"}` each."""
    rows: list = []
    for title, tell in ROWS:
        rows.append({"title": title, "here": tell(here), "there": tell(there)})
    names = [row["standard"] for row in here["standards"]] + [row["standard"] for row in there["standards"]]
    for number, name in enumerate(names):
        if name not in names[:number]:
            told = [[row["status"] for row in one["standards"] if row["standard"] == name] for one in (here, there)]
            rows.append(
                {"title": catalogue["standards"][name]["title"], "here": told[0][0] if told[0] else "", "there": told[1][0] if told[1] else ""}
            )
    for module in catalogue["module_order"]:
        hours: list = [[row["hours"] for row in one["modules"] if row["module"] == module] for one in (here, there)]
        if hours[0] or hours[1]:
            title = catalogue["modules"][module]["title"]
            rows.append({"title": title, "here": hours[0][0] if hours[0] else "", "there": hours[1][0] if hours[1] else ""})
    weeks = []
    for number in range(max(len(here["weeks"]), len(there["weeks"]))):
        both = [one["weeks"][number]["hours"] if number < len(one["weeks"]) else "" for one in (here, there)]
        weeks.append({"week": number + 1, "here": both[0], "there": both[1]})
    return {"rows": rows, "weeks": weeks}


ROWS = (
    ("Weeks", lambda one: counted(len(one["weeks"]), "week")),
    ("Meetings", lambda one: counted(len(one["meetings"]), "meeting")),
    ("Hours", lambda one: one["total"]),
    ("Shortest week", lambda one: one["shortest"]),
    ("Different sessions", lambda one: "%d" % len(one["placed"])),
    ("Places", lambda one: "%d" % sum([len(one["placed"][session]) for session in one["placed"]])),
    ("Core sessions", lambda one: "%d of %d" % (len(one["core"]["taught"]), len(one["core"]["taught"]) + len(one["core"]["missing"]))),
    ("Topics missing", lambda one: listed(one["missing"]) or "none"),
)

"""Hours: net treatment time by meeting, week, kind and module. Breaks never count."""

from builder.planner.timetable import BREAK


def hours(catalogue, meetings):
    """Totals of a timetable: `{"weeks": [{"week", "minutes", "days", "meetings"}], "minutes", "kinds", "modules"}`, in whole minutes.

    `kinds` and `modules` add up to what they say they do: kinds to the whole net time, modules to the time in sessions.
    """
    weeks: dict[int, dict] = {}
    kinds: dict[str, int] = {}
    modules: dict[str, int] = {}
    for meeting in meetings:
        week = weeks.setdefault(meeting["week"], {"week": meeting["week"], "theme": meeting["theme"], "minutes": 0, "days": 0})
        week["minutes"] += meeting["minutes"]
        week["days"] += 1
        for part in meeting["parts"]:
            if part["kind"] == BREAK:
                continue
            kinds[part["kind"]] = kinds.get(part["kind"], 0) + part["minutes"]
            if part["session"]:
                module = catalogue["sessions"][part["session"]]["module"]
                modules[module] = modules.get(module, 0) + part["minutes"]
    return {"weeks": list(weeks.values()), "minutes": sum(week["minutes"] for week in weeks.values()), "kinds": kinds, "modules": modules}


def as_hours(minutes):
    """`9 h`, `7 h 30 min`, `50 min`; beyond a day still hours."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return "%d min" % rest
    return "%d h %02d min" % (whole, rest) if rest else "%d h" % whole


def as_clock(minutes):
    """`17:30` of minutes after midnight."""
    return "%02d:%02d" % (minutes // 60 % 24, minutes % 60)

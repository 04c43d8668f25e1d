"""Hours: net treatment time by meeting, week, kind and module. Breaks never count."""

from builder.planner.timetable import BREAK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.model.plan_types import Catalogue, Hours, PlainMeeting

NOT_A_SERVICE = (BREAK, "check-in", "wrap-up")


def hours(catalogue: "Catalogue", meetings: "list[PlainMeeting]") -> "Hours":
    """Totals of a timetable: `{"weeks": [{"week", "theme", "minutes", "days", "services"}], "minutes", "kinds", "modules"}`, in whole minutes.

    `kinds` and `modules` add up to what they say they do: kinds to the whole net time, modules to the time in sessions. `services` of a week is
    the fewest services of any of its days.
    """
    weeks: dict = {}
    kinds: dict[str, int] = {}
    modules: dict[str, int] = {}
    for meeting in meetings:
        number = services([part["kind"] for part in meeting["parts"]])
        fresh = {"week": meeting["week"], "theme": meeting["theme"], "minutes": 0, "days": 0, "services": number}
        week = weeks.setdefault(meeting["week"], fresh)
        week["minutes"] += meeting["minutes"]
        week["days"] += 1
        week["services"] = min(week["services"], number)
        for part in meeting["parts"]:
            if part["kind"] == BREAK:
                continue
            kinds[part["kind"]] = kinds.get(part["kind"], 0) + part["minutes"]
            if part["session"]:
                module = catalogue["sessions"][part["session"]]["module"]
                modules[module] = modules.get(module, 0) + part["minutes"]
    in_order = [weeks[number] for number in sorted(weeks)]
    return {"weeks": in_order, "minutes": sum([week["minutes"] for week in in_order]), "kinds": kinds, "modules": modules}


def services(kinds: "Iterable[str]") -> int:
    """How many of the parts of a meeting, by their kinds, a payer may count as a service: everything but breaks, check-in and wrap-up."""
    return len([kind for kind in kinds if kind not in NOT_A_SERVICE])


def as_hours(minutes: int) -> str:
    """`9 h`, `7 h 30 min`, `50 min`; beyond a day still hours."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return "%d min" % rest
    return "%d h %02d min" % (whole, rest) if rest else "%d h" % whole


def as_clock(minutes: int) -> str:
    """`17:30` of minutes after midnight."""
    return "%02d:%02d" % (minutes // 60 % 24, minutes % 60)


def as_time(minutes: int, style: str) -> str:
    """A time of day as pages write it: `5:30 pm`, or `17:30` in the style `24-hour`."""
    if style == "24-hour":
        return as_clock(minutes)
    hour, minute = divmod(minutes % 1440, 60)
    return "%d:%02d %s" % (hour % 12 or 12, minute, "pm" if hour >= 12 else "am")

"""Hours: net treatment time by meeting, week, kind and module. Breaks never count, nor does what is for families alone: a day of nothing else is none."""

from builder.planner.timetable import BREAK, MIDNIGHT, counted_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.model.plan_types import Catalogue, Hours, PlainMeeting, PlainTrack

NOT_A_SERVICE = (BREAK, "check-in", "wrap-up")


def hours(catalogue: "Catalogue", track: "PlainTrack", meetings: "list[PlainMeeting]") -> "Hours":
    """Totals of a track's timetable: `{"weeks": [{"week", "theme", "minutes", "days", "services", "kinds"}], "minutes", "kinds", "modules"}`, in
    whole minutes.

    `kinds` and `modules` add up to what they say they do: kinds to the whole net time, modules to the time in sessions. `services` of a week is
    the fewest services of any of its days. A week without meetings has nothing of anything.
    """
    weeks: list = []
    for number, week in enumerate(track["weeks"]):
        weeks.append({"week": number + 1, "theme": week["theme"], "minutes": 0, "days": 0, "services": 0, "kinds": {}})
    kinds: dict[str, int] = {}
    modules: dict[str, int] = {}
    for meeting in [one for one in meetings if one["minutes"]]:
        week = weeks[meeting["week"] - 1]
        parts = counted_parts(meeting["parts"])
        number = services([part["kind"] for part in parts])
        week["services"] = min(week["services"], number) if week["days"] else number
        week["minutes"] += meeting["minutes"]
        week["days"] += 1
        for part in parts:
            for table in (kinds, week["kinds"]):
                table[part["kind"]] = table.get(part["kind"], 0) + part["minutes"]
            if part["session"]:
                module = catalogue["sessions"][part["session"]]["module"]
                modules[module] = modules.get(module, 0) + part["minutes"]
    return {"weeks": weeks, "minutes": sum([week["minutes"] for week in weeks]), "kinds": kinds, "modules": modules}


def minutes_of(parts, kinds):
    """Treatment minutes of a meeting's parts, of some kinds alone where any are named."""
    return sum([part["minutes"] for part in counted_parts(parts) if not kinds or part["kind"] in kinds])


def services_of(parts, kinds):
    """How many of a meeting's parts a payer may count as a service, of some kinds alone where any are named."""
    counted = [part["kind"] for part in counted_parts(parts)]
    return len([kind for kind in counted if kind in kinds]) if kinds else services(counted)


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
    hour, minute = divmod(minutes % MIDNIGHT, 60)
    return "%d:%02d %s" % (hour % 12 or 12, minute, "pm" if hour >= 12 else "am")

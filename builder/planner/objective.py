"""What makes one track better than another, in points. The scheduler, its improvement and the judge in `benchmarks/` all count these.

Hard rules are not counted here, since they are never broken, but for `at_most` of opening rules, which a small library cannot keep. A plan is a list of meetings, each a list of session numbers; a session's first
meeting teaches it, later ones bring it again.
"""

NEW = 8  # a session taught
KEPT = 8  # and it stood in the track that is refitted
AGAIN_CORE = 3  # a core session comes a second time in a rolling track
ONCE_MORE = 2  # lost for the third occurrence of one session, twice that for the fourth, and so on
TOO_OFTEN = 40  # lost for each occurrence of a session beyond the number that opening rules allow
TOO_SOON = 3  # lost for two occurrences of one session less than two weeks apart
WAITING = 1  # lost for each week that a core session waits, or that a kept one is away from its week
SHARE = 3  # lost for each place that a module has over or under its share
ONE_MODULE = 4  # lost for a day of one module
HEAVY = 12  # lost for each heavy session of a day after the first
BUILDS_ON = 2  # lost where what helps comes later
TEACHING_ORDER = 1  # lost where neighbours in a module's teaching order stand the wrong way round
UNREVIEWED = 2  # lost where a module's home practice waits longer than two weeks
NOBODY_STARTS = 6  # lost for a day of a rolling track on which nobody can start
NO_WELCOME = 1  # lost for a day of a rolling track without a session that welcomes newcomers

SPACING = 2
"""Weeks that ought to lie between two occurrences of one session, and within which a module comes again."""

NOT_FIRST, RECAP, WELCOME = 0, 1, 2


def merit(problem, plan):
    """The points of a whole plan, by what they are for: `{"total", "sessions", "days", "order", "modules"}`."""
    occurrences = occurrences_of(problem, plan)
    sessions = sum([session_points(problem, i, occurrences[i]) for i in range(len(problem["ids"]))])
    days = sum([day_points(problem, day) for day in plan])
    order = sum([pair_points(pair, occurrences) for pair in problem["pairs"]])
    modules = 0
    for m in range(len(problem["modules"])):
        places = weeks = 0
        for d, day in enumerate(plan):
            here = len([i for i in day if problem["module"][i] == m])
            places += here
            weeks |= (1 << problem["week_of"][d]) if here else 0
        modules += module_points(problem, m, places) + review_points(problem, weeks)
    return {"total": sessions + days + order + modules, "sessions": sessions, "days": days, "order": order, "modules": modules}


def occurrences_of(problem, plan):
    """For each session the meetings at which it stands, in order."""
    found: list = [[] for _ in problem["ids"]]
    for d, day in enumerate(plan):
        for i in day:
            found[i].append(d)
    return found


def session_points(problem, i, occurrences):
    """Points for one session: taught, kept, not waiting, coming again at a good distance."""
    if not occurrences:
        return 0
    number = len(occurrences)
    points = problem["value"][i] - problem["waiting"][i][problem["week_of"][occurrences[0]]] + number_points(problem, i, number)
    for later in range(1, number):
        for earlier in range(later):
            if too_soon(problem, occurrences[earlier], occurrences[later]):
                points -= TOO_SOON
    return points


def number_points(problem, i, number):
    """Points for how often a session stands, beyond those for standing at all: nothing for two occurrences of most, less and less from three on."""
    if number < 2:
        return 0
    most = problem["most"][i]
    over = number - most if most is not None and number > most else 0
    return problem["again_value"][i] - ONCE_MORE * (number - 1) * (number - 2) // 2 - TOO_OFTEN * over


def too_soon(problem, d, e):
    """True where less than SPACING weeks lie between two meetings."""
    return -SPACING < problem["week_of"][d] - problem["week_of"][e] < SPACING


def day_points(problem, day):
    """Points for one day: mixed, not too heavy, open to newcomers."""
    if not day:
        return 0
    points = 0
    module, heavy, newcomer = problem["module"], problem["heavy"], problem["newcomer"]
    loads = 0
    best = NOT_FIRST
    one = len(day) > 1
    for i in day:
        loads += heavy[i]
        if newcomer[i] > best:
            best = newcomer[i]
        if module[i] != module[day[0]]:
            one = False
    if one:
        points -= ONE_MODULE
    if loads > 1:
        points -= HEAVY * (loads - 1)
    if problem["rolling"]:
        points -= NOBODY_STARTS if best == NOT_FIRST else NO_WELCOME if best == RECAP else 0
    return points


def pair_points(pair, occurrences):
    """Points for two sessions of which one ought to come first: `(before, after, weight)`."""
    before, after, weight = pair
    if occurrences[before] and occurrences[after] and occurrences[before][0] > occurrences[after][0]:
        return -weight
    return 0


def module_points(problem, m, places):
    """Points for one module, given how many places it has: near its share."""
    away = places - problem["share"][m]
    return -SHARE * (away if away > 0 else -away)


def review_points(problem, weeks):
    """Points for one module, given the weeks in which it meets: home practice reviewed in time. `weeks` is a number with a bit for each week."""
    if not weeks:
        return 0
    points = 0
    first = last = -1
    for week in range(problem["weeks"]):
        if weeks >> week & 1:
            if first < 0:
                first = week
            elif week - last > SPACING:
                points -= UNREVIEWED
            last = week
    end = problem["weeks"] + (first if problem["rolling"] else 0)
    return points - UNREVIEWED if end - last > SPACING else points

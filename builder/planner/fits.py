"""What could stand at a place of a draft, best first, with the reasons for and against each session."""

from builder.planner.coverage import missing_topics, standard_topics
from builder.planner.openings import rules_for
from builder.planner.timetable import choices_of, days_in, goes_round
from builder.planner.words import counted, listed

WEIGHTS = {"opening": 60, "core": 40, "topic": 30, "builds": 6, "practice": 8, "mixes": 4, "fresh": 12, "welcome": 4}
COSTS = {"suits": 60, "requires": 50, "twice": 80, "heavy": 15, "module": 8, "often": 12, "newcomer": 20, "rule": 60, "before": 6}
OFTEN = 2
"""Times a session stands elsewhere before one more is said to be much."""


def fits(catalogue, track, at):
    """`[{"session", "title", "module", "minutes", "again", "why", "against"}]` for the place `{"week", "day", "place"}`; the first are the best."""
    around = _around(catalogue, track, at)
    rows: list = []
    for number, session in enumerate(catalogue["order"]):
        why, against, points = [], [], 0
        for told in FOR:
            words, kind = told(catalogue, track, around, session)
            if words:
                why.append(words)
                points += WEIGHTS[kind]
        for told in AGAINST:
            words, kind = told(catalogue, track, around, session)
            if words:
                against.append(words)
                points -= COSTS[kind]
        points -= 3 * len(around["places"].get(session, []))
        rows.append((-points, number, session, why, against))
    return [_row(catalogue, around, session, why, against) for _, _, session, why, against in sorted(rows)]


def _row(catalogue, around, session, why, against):
    about = catalogue["sessions"][session]
    return {
        "session": session,
        "title": about["title"],
        "module": about["module"],
        "minutes": about["minutes"],
        "again": bool([place for place in around["places"].get(session, []) if place < around["here"]]),
        "why": why,
        "against": against,
    }


def _around(catalogue, track, at):
    """What a place stands among: `here` its number in the order of teaching, `places` the others by session, `day` the sessions beside it on its day."""
    places: dict = {}
    day: list = []
    here = number = 0
    first_day = None
    population = track["population"]
    week_of = {}
    for week, name, meeting in days_in(track):
        first_day = first_day or (week, name)
        for place, slot in enumerate(meeting["slots"]):
            week_of[number] = week + 1
            if (week + 1, name, place) == (at["week"], at["day"], at["place"]):
                here = number
            else:
                for _, choice in choices_of(track, slot):
                    places.setdefault(choice["session"], []).append(number)
                    if (week + 1, name) == (at["week"], at["day"]):
                        day.append(choice["session"])
            number += 1
    asked = list(catalogue["populations"][population]["topics"])
    for standard in track["standards"]:
        asked.extend(standard_topics(catalogue["standards"][standard]))
    sessions = catalogue["sessions"]
    met = set([topic for session in places for topic in sessions[session]["topics"]])
    modules: dict = {}
    for session in places:
        modules.setdefault(sessions[session]["module"], []).extend([week_of[place] for place in places[session]])
    return {
        "here": here,
        "week": at["week"],
        "places": places,
        "day": day,
        "first": first_day == (at["week"] - 1, at["day"]),
        "missing": [topic for topic in missing_topics(catalogue, track, asked) + asked if topic not in met and topic not in track["elsewhere"]],
        "modules": modules,
        "rules": rules_for(catalogue, population),
    }


def _taught_before(around, session):
    return bool([place for place in around["places"].get(session, []) if place < around["here"]])


def _opens(catalogue, track, around, session):
    for rule in around["rules"]:
        if rule["place"] and session in rule["sessions"] and session not in around["places"]:
            if around["first"] or (rule["place"] == "first-week" and around["week"] == 1):
                return "the program opens with it", "opening"
    return "", ""


def _is_core(catalogue, track, around, session):
    missing = session in catalogue["populations"][track["population"]]["core"] and session not in around["places"]
    return ("core, and not in the track yet" if missing else ""), "core"


def _covers(catalogue, track, around, session):
    topics = [topic for topic in catalogue["sessions"][session]["topics"] if topic in around["missing"]]
    titles = [catalogue["topics"].get(topic, topic) for number, topic in enumerate(topics) if topic not in topics[:number]]
    return ("covers what is missing: %s" % listed(titles) if titles else ""), "topic"


def _builds(catalogue, track, around, session):
    bases = [base for base in catalogue["sessions"][session]["builds_on"] if _taught_before(around, base)]
    return ("builds on '%s', which came before" % catalogue["sessions"][bases[0]]["title"] if bases else ""), "builds"


def _reviews(catalogue, track, around, session):
    weeks = around["modules"].get(catalogue["sessions"][session]["module"], [])
    near = [week for week in weeks if 0 < around["week"] - week <= 2]
    there = around["week"] in weeks
    return ("its module came %s ago: home practice is heard" % counted(around["week"] - max(near), "week") if near and not there else ""), "practice"


def _is_fresh(catalogue, track, around, session):
    return ("not in the track yet" if session not in around["places"] else ""), "fresh"


def _welcomes(catalogue, track, around, session):
    good = goes_round(track) and around["day"] and all([catalogue["sessions"][one]["newcomers"] == "not-first" for one in around["day"]])
    return ("welcomes someone whose first day this is" if good and catalogue["sessions"][session]["newcomers"] == "welcome" else ""), "welcome"


def _not_suited(catalogue, track, around, session):
    suits = track["population"] in catalogue["sessions"][session]["suits"]
    return ("" if suits else "not written for this population"), "suits"


def _requires(catalogue, track, around, session):
    missing = [one for one in catalogue["sessions"][session]["requires"] if not _taught_before(around, one)]
    return ("needs %s before" % listed(["'%s'" % catalogue["sessions"][one]["title"] for one in missing]) if missing else ""), "requires"


def _twice_a_day(catalogue, track, around, session):
    return ("stands on this day already" if session in around["day"] else ""), "twice"


def _two_heavy(catalogue, track, around, session):
    heavy = [one for one in around["day"] if catalogue["sessions"][one]["load"] == "heavy"]
    return ("a second heavy session on one day" if heavy and catalogue["sessions"][session]["load"] == "heavy" else ""), "heavy"


def _one_module(catalogue, track, around, session):
    modules = set([catalogue["sessions"][one]["module"] for one in around["day"]])
    return ("the whole day would be of one module" if modules == set([catalogue["sessions"][session]["module"]]) else ""), "module"


def _often(catalogue, track, around, session):
    times = len(around["places"].get(session, []))
    return ("stands %s elsewhere" % counted(times, "time") if times >= OFTEN else ""), "often"


def _not_first(catalogue, track, around, session):
    """Where a cohort begins, and where every other session of a day is not for newcomers."""
    if catalogue["sessions"][session]["newcomers"] != "not-first":
        return "", ""
    alone = goes_round(track) and all([catalogue["sessions"][one]["newcomers"] == "not-first" for one in around["day"]])
    return ("nobody could start on this day" if alone else "not for someone's first day" if around["first"] else ""), "newcomer"


def _against_rules(catalogue, track, around, session):
    for rule in around["rules"]:
        if session in rule["sessions"] or not rule["sessions"]:
            late = [before for before in rule["only_after"] if not _taught_before(around, before)]
            if late:
                return "the program wants it only after '%s'" % catalogue["sessions"][late[0]]["title"], "rule"
            if rule["at_most"] and len(around["places"].get(session, [])) >= rule["at_most"]:
                return "the program wants it at most %s" % counted(rule["at_most"], "time"), "rule"
    return "", ""


def _comes_before(catalogue, track, around, session):
    bases = [base for base in catalogue["sessions"][session]["builds_on"] if base in around["places"] and not _taught_before(around, base)]
    return ("builds on '%s', which comes later" % catalogue["sessions"][bases[0]]["title"] if bases else ""), "before"


FOR = (_opens, _is_core, _covers, _builds, _reviews, _is_fresh, _welcomes)
AGAINST = (_not_suited, _requires, _twice_a_day, _two_heavy, _one_module, _often, _not_first, _against_rules, _comes_before)

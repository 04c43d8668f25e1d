"""The participant's introduction to a track: a first one that says only what the track says, and what another one says that is not so."""

from builder.planner.hours import as_time
from builder.planner.stay import weeks_of_stay
from builder.planner.timetable import BREAK, days_in, days_of, goes_round, group_days, places_of, shape_of, starts_of, timetable, treats
from builder.planner.words import DAY_NAMES, DAYS, counted, listed, stripped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.model.plan_types import Catalogue, Claim, PlainTrack

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MORE_NUMBERS = {"sixteen": 16, "eighteen": 18, "twenty": 20, "twenty-four": 24, "twenty-six": 26}
NOON = 12 * 60
PARTS_OF_A_WEEK = ("day", "days", "time", "times", "morning", "mornings", "afternoon", "afternoons", "evening", "evenings", "night", "nights")
MARKS = ".,;:!?\"'“”’"
DAY_WORDS = tuple([name.lower() for name in DAY_NAMES.values()])


def introduction(catalogue, track):
    """A first introduction, to be put in the program's own words."""
    sizes = sorted(set([places_of(track, day) for _, _, _, day in group_days(track)]) - set([0]))
    sessions = "%d to %d sessions" % (sizes[0], sizes[-1]) if len(sizes) > 1 else counted(sizes[0] if sizes else 0, "session")
    return (
        "This track runs for %s. %s %s\n\n"
        "%s has %s. You will get a handout for each session. You never have to speak. If you miss a day, look up its\n"
        "handouts here and try one of them at home."
    ) % (
        counted(len(track["weeks"]), "week"),
        _when(catalogue, track),
        _join(catalogue, track),
        "Each day" if all([places_of(track, day) for _, _, _, day in group_days(track)]) else "A day with sessions",
        sessions,
    )


def _when(catalogue, track):
    """On which days, from what time: first what holds in every week, then what only some weeks have."""
    weeks = len(track["weeks"])
    clock = catalogue.get("clock", "12-hour")
    times: dict = {}
    for meeting in _group_meetings(catalogue, track):
        times.setdefault((meeting["day"], meeting["start"]), []).append(meeting["week"])
    always: dict = {}
    some: dict = {}
    for day in DAYS:
        for start in sorted([begin for name, begin in times if name == day]):
            found = times[(day, start)]
            (always.setdefault(start, []) if len(found) == weeks else some.setdefault((tuple(found), start), [])).append(DAY_NAMES[day])
    parts = ["%s, from %s" % (listed(always[start]), as_time(start, clock)) for start in sorted(always)]
    sentences = ["We meet on %s." % "; on ".join(parts)] if parts else []
    for found, start in sorted(some):
        also = "also " if sentences else ""
        sentences.append("In %s we %smeet on %s, from %s." % (_weeks(found), also, listed(some[(found, start)]), as_time(start, clock)))
    return " ".join(sentences)


def _group_meetings(catalogue, track):
    """The meetings to which participants come."""
    return [meeting for meeting in timetable(catalogue, track) if meeting["minutes"]]


def _days(track, week):
    return [(name, day) for name, day in days_of(week) if treats(track, day)]


def _weeks(numbers):
    """`week 3`, `weeks 1 to 4`, `weeks 2, 4 and 6`."""
    if len(numbers) == 1:
        return "week %d" % numbers[0]
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return "weeks %d to %d" % (numbers[0], numbers[-1])
    return "weeks " + listed([str(number) for number in numbers])


def _join(catalogue, track):
    if track["enrolment"] == "rolling":
        return "You can start on any day."
    if track["enrolment"] == "cohort":
        return "We start together and go through the weeks in order."
    days = days_in(track)
    weeks = sorted(set([days[number][0] + 1 for number in starts_of(catalogue, track)]))
    return "You can start in %s." % _weeks(weeks) if weeks else "Ask us when you can start."


# What is not so

MEETINGS = (
    "we",
    "it",
    "this",
    "track",
    "program",
    "course",
    "group",
    "groups",
    "class",
    "day",
    "morning",
    "afternoon",
    "evening",
    "meeting",
    "meetings",
)
"""What a sentence on the meetings speaks of, and what it says of it."""
DO = (
    "meet", "meets", "run", "runs", "last", "lasts", "take", "takes", "start", "starts", "begin", "begins", "end", "ends", "has", "have", "is", "are",
    "come", "comes", "also", "all",
)  # fmt: skip
PEOPLE = (("you", "come"), ("you", "meet"), ("people", "start"), ("people", "join"))
STARTING = ("start", "join", "begin", "come")
OTHERWISE = (
    "if", "unless", "not", "no", "cannot", "can't", "don't", "doesn't", "won't", "isn't", "aren't", "never", "nobody", "none", "closed", "except",
    "some", "most", "many", "part", "parts", "done", "practice", "homework", "your",
)  # fmt: skip
"""Words of a sentence that says when something is not so, or of whom it is so, or of what else."""


def untrue_claims(catalogue: "Catalogue", track: "PlainTrack", body: str) -> "list[Claim]":
    """What an introduction says that the track does not: `[{"line", "message"}]`, lines from 0. It knows plain English sentences on the meetings: weeks,
    days, times, sessions, breaks and starting. It passes over everything else, such as the hours of an office, and over what is denied or conditional:
    a warning that is wrong is worse than none."""
    found: list = []
    facts = _facts(catalogue, track)
    for sentence in _sentences(body):
        words = [word for word, _, _ in sentence]
        if _is_on_the_meetings(words):
            for index in range(len(sentence)):
                for message in _claims(facts, sentence, index):
                    found.append({"line": sentence[index][2], "message": message})
    return found


def _sentences(body):
    """The sentences of a text, each `[(word, stops, line)]`: words in lower case, `stops` where a mark ends what they belong to."""
    sentences: list = [[]]
    for number, line in enumerate(body.split("\n")):
        words = _split(line)
        if not words:
            sentences.append([])
        for word, mark in words:
            sentences[-1].append((word, bool(mark), number))
            if mark in (".", "!", "?") and word.replace(".", "") not in ("am", "pm", "a", "p"):
                sentences.append([])
    return [sentence for sentence in sentences if sentence]


def _split(text):
    """The words of a line in lower case, each with the mark that ends it."""
    words = []
    for sign in "*_–()[]\xa0":
        text = text.replace(sign, " ")
    for word in text.split():
        bare = stripped(word, MARKS)
        if bare:
            words.append((bare.lower(), word[-1] if word[-1] in ".,;:!?" else ""))
    return words


def _is_on_the_meetings(words):
    """Whether a sentence says something of the group's meetings: by what it speaks of, or because it is no whole sentence, `From nine to one`."""
    if any([word in OTHERWISE for word in words]):
        return False
    pairs = list(zip(words, words[1:]))
    if any([(before in MEETINGS and after in DO) or (before, after) in PEOPLE for before, after in pairs]):
        return True
    named = words[0][:-1] if words[0].endswith("days") else words[0]
    if words[0] in ("from", "then", "first", "for", "with", "over", "a") or named in DAY_WORDS or _number(words[0]) is not None:
        return not any([word in ("is", "are", "we", "you") for word in words])
    return any([word in STARTING for word in words]) and "any" in words


def _facts(catalogue, track):
    meetings = timetable(catalogue, track)  # an introduction may tell when families come
    by_week = [len(_days(track, week)) for week in track["weeks"]]
    shapes = [shape_of(track, day) for _, _, _, day in group_days(track)]
    if track["stages"]:
        by_week = by_week + [stage["days"] if isinstance(stage["days"], int) else len(stage["days"]) for stage in track["stages"]]
    return {
        "weeks": set([len(track["weeks"]), weeks_of_stay(track)] + [stage["weeks"] for stage in track["stages"]] + _stretches(track)),
        "days_a_week": set(by_week),
        "days": set([DAY_NAMES[meeting["day"]].lower() for meeting in meetings]),
        "times": set([meeting["start"] for meeting in meetings] + [meeting["end"] for meeting in meetings]),
        "starts": set([meeting["start"] for meeting in meetings]),
        "sessions": set([places_of(track, day) for _, _, _, day in group_days(track)]),
        "breaks": set([len([part for part in shape["parts"] if part["kind"] == BREAK]) for shape in shapes]),
        "halves": set(
            ["morning" for meeting in meetings if meeting["start"] < NOON] + ["evening" for meeting in meetings if meeting["end"] > NOON + 300]
        ),
        "rolling": track["enrolment"] == "rolling",
        "round": goes_round(track),
    }


def _stretches(track):
    """For how many weeks on end the days are the same, and those of one weekday: what an introduction may tell of a part of the track."""
    rows: list = [[sorted([(name, day["shape"]) for name, day in _days(track, week)]) for week in track["weeks"]]]
    rows.append([len(_days(track, week)) for week in track["weeks"]])
    rows.extend([[week["days"][name]["shape"] if name in week["days"] else "" for week in track["weeks"]] for name in DAYS])
    lengths = []
    for row in rows:
        length = 0
        for number, here in enumerate(row):
            length = length + 1 if number and here == row[number - 1] else 1
            if here and (number + 1 == len(row) or row[number + 1] != here):
                lengths.append(length)
    return lengths


def _claims(facts, words, index):
    """What the word at an index begins to claim that is not so."""
    word, stops, _ = words[index]
    after = [following[0] for following in words[index + 1 : index + 6]] + [""] * 5
    said = [one[0] for one in words]
    before = words[index - 1][0] if index else ""
    number = _number(word)
    if number is not None:
        if (
            after[0] in ("week", "weeks")
            and before in ("for", "over", "of", "takes", "lasts")
            and after[1] not in ("to", "until")
            and number not in facts["weeks"]
        ):
            yield "it says %s, the track has %s" % (counted(number, "week"), _these(facts["weeks"], "week"))
        if after[0] in PARTS_OF_A_WEEK and after[1:3] in (["a", "week"], ["each", "week"], ["every", "week"]) and number not in facts["days_a_week"]:
            yield "it says %s a week, the track has %s" % (counted(number, "day"), _these(facts["days_a_week"], "day"))
        whole = before in ("is", "a") and after[1] in ("long", "program", "track", "course", "group")
        if after[0] in ("week", "weeks") and whole and number not in facts["weeks"]:
            yield "it says %s, the track has %s" % (counted(number, "week"), _these(facts["weeks"], "week"))
        for noun in ("session", "break"):
            a_day = any([one in PARTS_OF_A_WEEK for one in said]) and "after" not in said
            if after[0] in (noun, noun + "s") and before in ("has", "have", "with") and a_day and number not in facts[noun + "s"]:
                yield "it says %s, a day has %s" % (counted(number, noun), _these(facts[noun + "s"], noun))
    if word in ("once", "twice") and after[:2] == ["a", "week"] and 1 + (word == "twice") not in facts["days_a_week"]:
        yield "it says %s a week, the track has %s" % (word, _these(facts["days_a_week"], "day"))
    if word.endswith("-week") and _number(word[:-5]) is not None and _number(word[:-5]) not in facts["weeks"]:
        yield "it says %s, the track has %s" % (word, _these(facts["weeks"], "week"))
    half = word[:-1] if word.endswith("s") else word
    if half in ("morning", "evening") and half not in facts["halves"]:
        yield "it speaks of the %s, when the track does not meet" % half
    day = word[:-1] if word.endswith("days") else word
    if day in DAY_WORDS and day not in facts["days"]:
        yield "it names %s, on which the track does not meet" % (day[0].upper() + day[1:])
    if before in ("from", "at", "until", "to", "till", "-"):
        starts = before == "from" or (before == "at" and (index < 2 or words[index - 2][0] not in ("end", "ends")))
        alone = before == "at" or word in NUMBERS
        minutes = _clock(word, after[0], alone and (stops or after[0] in ("to", "until", "till", "in")))
        if minutes and not (facts["starts"] if starts else facts["times"]) & set(minutes):
            yield "it says '%s %s', and no meeting %s then" % (before, word, "begins" if starts else "begins or ends")
    if word in ("start", "join", "begin", "come"):
        if (
            after[1] == "any"
            and after[0] in ("in", "on", "at")
            and after[2] in ("week", "day", "time", "meeting") + PARTS_OF_A_WEEK
            and not facts["rolling"]
        ):
            yield "it says that people can %s %s any %s, the track does not take them in on any day" % (word, after[0], after[2])
        if after[0] == "together" and facts["round"] and not any([one in ("each", "every", "at", "with") for one in said]):
            yield "it says that all %s together, the track takes people in later too" % word


def _these(numbers, noun):
    ordered = sorted(numbers)
    return "%s or %s" % (", ".join([str(n) for n in ordered[:-1]]), counted(ordered[-1], noun)) if len(ordered) > 1 else counted(ordered[0], noun)


def _number(word):
    if word in NUMBERS:
        return NUMBERS.index(word)
    if word in MORE_NUMBERS:
        return MORE_NUMBERS[word]
    return int(word) if word and len(word) < 4 and all([character in "0123456789" for character in word]) else None


def _clock(word, after, ends):
    """The minutes after midnight that a time of day may mean, or nothing where the word is no time: `5:30`, `17:30`, `9am`, and `nine` or `9` where it
    `ends` what it belongs to, or where am or pm follows."""
    half = after.replace(".", "") if after.replace(".", "") in ("am", "pm", "o'clock", "noon") else ""
    if word[-2:] in ("am", "pm") and len(word) > 2:
        word, half = word[:-2], word[-2:]
    if word == "noon":
        return [720]
    hour, colon, minute = word.partition(":")
    hours, minutes = _number(hour), _number(minute) if colon else 0
    if hours is None or minutes is None or hours > 24 or minutes > 59 or not (colon or half or (ends and hours <= 12)):
        return []
    if half == "am":
        return [hours % 12 * 60 + minutes]
    if half == "pm":
        return [(hours % 12 + 12) * 60 + minutes]
    return [hours * 60 + minutes, (hours + 12) * 60 + minutes] if hours <= 12 else [hours * 60 + minutes]

"""A track as a table of weeks by days, for a spreadsheet, and back."""

from builder.planner.cells import as_written, csv_of
from builder.planner.refit import START
from builder.planner.timetable import choices_of
from builder.planner.trackfile import ONE_SHAPE
from builder.planner.words import DAY_NAMES, DAYS, stripped, without_mark


def write_csv(catalogue, track):
    """`Week,Theme,Monday,...` and a line for each week; a cell has a line for each place: `Title [module/session]`, `Again: Title [...]` or `open`."""
    days = [name for name in DAYS if any([name in week["days"] for week in track["weeks"]])]
    rows = [["Week", "Theme"] + [DAY_NAMES[name] for name in days]]
    for number, week in enumerate(track["weeks"]):
        cells = ["\n".join([_place(catalogue, track, slot) for slot in week["days"][name]["slots"]]) if name in week["days"] else "" for name in days]
        rows.append([number + 1, week["theme"]] + cells)
    return csv_of(rows)


def _place(catalogue, track, slot):
    chosen = []
    for stream, choice in choices_of(track, slot):
        title = catalogue["sessions"].get(choice["session"], {"title": ""})["title"]
        words = ("Again: " if choice["again"] else "") + title + " [%s]" % choice["session"]
        chosen.append("%s: %s" % (stream, words) if stream else words)
    return " / ".join(chosen) or "open"


def is_csv(text):
    """Whether a text is a table of weeks by days."""
    return without_mark(text).lower().startswith(("week,", '"week",', "week;", "week\t"))


def read_csv(catalogue, text):
    """`{"draft", "notes"}` of a table of weeks by days; else `{"findings"}`. What a table does not say is set to what most tracks have, and `notes` say so."""
    rows = _rows(without_mark(text))
    head = [stripped(cell).lower() for cell, _ in rows[0]]
    names = {DAY_NAMES[name].lower(): name for name in DAYS}
    names.update({name: name for name in DAYS})
    columns = [(index, names[word]) for index, word in enumerate(head) if word in names]
    titles = {about["title"].lower(): session for session, about in sorted(catalogue["sessions"].items())}
    found: list = []
    weeks: list = []
    for row in rows[1:]:
        if not any([stripped(cell) for cell, _ in row]):
            continue
        days: dict = {}
        for index, name in columns:
            cell, line = row[index] if index < len(row) else ("", row[0][1])
            if stripped(cell):
                days[name] = [_read_place(catalogue, titles, place, line + number, found) for number, place in enumerate(stripped(cell).split("\n"))]
        theme = stripped(row[1][0]) if len(head) > 1 and head[1] == "theme" and len(row) > 1 else ""
        weeks.append({"theme": theme[:300] or "Week %d" % (len(weeks) + 1), "days": days})
    if not columns or not weeks:
        found.append(_told(1, "this table has no weeks with days", "begin it with a line `Week,Theme,Monday,Tuesday`"))
    if found:
        return {"findings": found[:40]}
    return {"draft": {"track": _track(catalogue, weeks), "body": ""}, "notes": [NOTE]}


NOTE = "A table of weeks does not say for whom the track is, when it begins and what a day is made of: look at these in the settings of the track."


def _track(catalogue, weeks):
    places = max([1] + [len(slots) for week in weeks for slots in week["days"].values()])
    for week in weeks:
        week["days"] = {name: {"shape": ONE_SHAPE, "start": None, "slots": week["days"][name]} for name in week["days"]}
    return {
        "title": "A track from a table",
        "population": sorted(catalogue["populations"])[0],
        "enrolment": "rolling",
        "shapes": [{"name": ONE_SHAPE, "start": START, "parts": [{"kind": "session", "minutes": None}] * places}],
        "weeks": weeks,
    }


def _read_place(catalogue, titles, text, line, found):
    words = stripped(text)
    again = words.lower().startswith("again:")
    words = stripped(words[6:]) if again else words
    session = words[words.rfind("[") + 1 : -1] if words.endswith("]") else words
    session = session if session in catalogue["sessions"] else titles.get(words.lower(), session)
    if words.count("[") > 1:
        found.append(_told(line, "several sessions stand at one place", "open the track file instead: a table does not tell its streams apart"))
    if words.lower() == "open":
        return {"session": None, "again": False, "streams": {}}
    if session not in catalogue["sessions"] and not words.endswith("]"):
        found.append(_told(line, "there is no session '%s'" % words[:60], "write its title, or its id in brackets"))
    return {"session": session, "again": again, "streams": {}}


def _told(line, message, hint):
    return {"line": line, "column": 1, "message": message, "hint": hint}


def _rows(text):
    """The cells of each row with the line that each begins in: `[[(text, line)]]`."""
    first = text[: text.find("\n")] if "\n" in text else text
    mark = max([(first.count(sign), sign) for sign in (",", ";", "\t")])[1]
    rows: list = [[]]
    cell: list = []
    line = begins = 1
    quoted = False
    for part in _parts(text, mark):
        line += part == "\n"
        if part == '"':
            quoted = not quoted
            cell.append("" if quoted and not cell else '"' if quoted else "")
        elif part in (mark, "\n") and not quoted:
            rows[-1].append((as_written("".join(cell)), begins))
            cell, begins = [], line
            if part == "\n":
                rows.append([])
        elif part != "\r":
            cell.append(part)
    rows[-1].append((as_written("".join(cell)), begins))
    return rows


def _parts(text, mark):
    """The text cut at what means something in a table."""
    for sign in ('"', mark, "\n", "\r"):
        text = text.replace(sign, "\0" + sign + "\0")
    return [part for part in text.split("\0") if part]

"""Time as it is: how long a script takes to say, and what fills the minutes that it leaves."""

from __future__ import annotations

from collections.abc import Iterator

from builder.finding import Finding
from builder.model.session import Session
from builder.planner.words import counted
from builder.text.guide import HELPS, Part
from builder.text.tree import Danger, Quote, Table, plain, walk

WORDS_A_MINUTE = 140
"""A script said aloud, unhurried."""
TALKS = ("teach", "discuss")
"""Parts that live on what members say."""
THIN = 8
"""Minutes from which a part that is mostly talk says what to do with silence."""


def thin_parts_say_what_fills_them(session: Session) -> Iterator[Finding]:
    """`part-thin` and `part-full`: a part whose script takes less than half of its minutes, or more than all of them."""
    for part in session.guide.timed:
        minutes, said = part.minutes or 0, spoken(part)
        if said > minutes * WORDS_A_MINUTE:
            message = f"the script of '{part.title}' takes {_minutes(said)} to say; the part has {minutes}"
            yield Finding(session.source.line(part.line), "part-full", message, "cut the script, or give the part more minutes")
        missing = [name for name in HELPS if not any(cue.label == name for cue in part.cues)]
        if part.kind in TALKS and minutes >= THIN and said * 2 < minutes * WORDS_A_MINUTE and missing:
            message = f"'{part.title}' has {minutes} minutes and a script of {_minutes(said)}; nothing says what fills the rest when nobody speaks"
            labels = " and ".join(f"**{name}**" for name in missing)
            hint = f"add {labels}: what to say and do with silence, and with five or ten people"
            yield Finding(session.source.line(part.line), "part-thin", message, hint)


def spoken(part: Part) -> int:
    """Words of the scripts of a part."""
    return sum(len(plain(cue.blocks).split()) for cue in part.cues if cue.label == "Say" if any(isinstance(block, Quote) for block in cue.blocks))


def danger_rows_stand_first(session: Session) -> Iterator[Finding]:
    """`danger-row`: in each guide one table under **Listen for** at least has a row of danger, and such rows come first."""
    tables = [
        block for part in session.guide.parts for cue in part.cues if cue.label == "Listen for" for block in cue.blocks if isinstance(block, Table)
    ]
    marked = 0
    for table in tables:
        rows = [any(isinstance(node, Danger) for node in walk(row[0])) for row in table.rows]
        marked += sum(rows)
        if any(rows) and not all(rows[: sum(rows)]):
            first = rows.index(True, rows.index(False))
            message = "a row of danger does not stand first in its table"
            yield Finding(session.source.line(table.line + 2 + first), "danger-row", message, "move it up to the head of the table")
    if tables and not marked:
        message = "no row under **Listen for** is marked as one of danger"
        place = session.source.line(tables[0].line)
        yield Finding(place, "danger-row", message, "begin the row that tells of danger with [!], and put it first")


def _minutes(words: int) -> str:
    return counted(-(-words // WORDS_A_MINUTE), "minute") if words else "no words"

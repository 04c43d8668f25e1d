"""Who helps, as every page has it: crisis lines, numbers that can be tapped, and for staff the clinician on duty."""

from __future__ import annotations

import re

from builder.model.duty import OnDuty, can_be_called, tel
from builder.model.group import GroupMeta
from builder.model.library import Library
from builder.model.program import CrisisLine
from builder.text.quotes import NO_BREAK
from builder.views.page import Calls, DutyLine, HelpLine, HelpWay, QuickHelp
from builder.words import said

_NUMBER = re.compile(r"\d[\d-]+\d")


def help_lines(library: Library, everywhere: bool = False) -> tuple[HelpLine, ...]:
    """Every crisis line, or those alone that stand everywhere."""
    return tuple(
        HelpLine(
            name=line.name,
            about=line.about,
            ways=tuple(HelpWay(way.label, way.href, way.language or line.language) for way in line.ways),
            language=line.language,
            languages=line.languages,
        )
        for line in library.program.meta.crisis_lines
        if line.everywhere or not everywhere
    )


def calls(library: Library, for_staff: bool = False) -> Calls:
    """The emergency number, and each number that the program gives to call: as the button of a crisis line writes it, and the program's own."""
    meta = library.program.meta
    own = (meta.contact.phone, meta.on_duty.phone if for_staff else None)
    numbers = {number: tel(number) for number in own if number and can_be_called(number)}
    for way in (way for line in meta.crisis_lines for way in line.ways):
        written = _NUMBER.search(way.label)
        if written and can_be_called(written[0]) and way.href == tel(written[0]):
            numbers[written[0]] = way.href
    sayings = {words for line in meta.crisis_lines for words in (line.name, line.about, *line.languages.values())}
    return Calls(
        emergency=HelpWay(meta.emergency_number, tel(meta.emergency_number)),
        lines=tuple(HelpWay(number, address) for number, address in numbers.items()),
        sayings=tuple(sorted(words for words in sayings if any(number in words for number in numbers))),
    )


def quick_help(library: Library) -> dict[str, QuickHelp]:
    """What one tap does, by language: the first line to call and the first to text, in a language of its own where a line speaks it."""
    lines = library.program.meta.crisis_lines
    spoken = dict.fromkeys(["en", *(line.language for line in lines)])
    return {language: _quick([line for line in lines if line.language == language] + list(lines)) for language in spoken}


def _quick(lines: list[CrisisLine]) -> QuickHelp:
    addresses = [way.href for line in lines for way in line.ways]
    call, text = (next((address for address in addresses if address.startswith(kind)), "") for kind in ("tel:", "sms:"))
    return QuickHelp(call=call, call_number=_number(call), text=text, text_number=_number(text))


def _number(address: str) -> str:
    """The number that an address reaches, as it is said: `988` of `tel:988,2`."""
    return re.split(r"[,?;]", address.partition(":")[2])[0]


def help_in_foot(library: Library, language: str) -> str:
    """`In danger: 911 · Talk to someone, day or night: call or text 988`: for the foot of every page on paper that has no help box."""
    words, found = said("print", language), quick_help(library)
    quick = found.get(language, found["en"])
    same = quick.call_number == quick.text_number and f"{quick.call}{quick.text}" == f"tel:{quick.call_number}sms:{quick.text_number}"
    ways = {way.href: way.label for line in library.program.meta.crisis_lines for way in line.ways}
    how = [f"{words['call_or_text']} {quick.call_number}"] if same else [ways[href] for href in (quick.call, quick.text) if href]
    danger = f"{words['danger']} {library.program.meta.emergency_number}"
    return f"{danger} · {words['talk']} {' · '.join(way.replace(' ', NO_BREAK) for way in how)}" if how else danger


def duty_lines(library: Library, track: str = "") -> tuple[DutyLine, ...]:
    """Whom staff phone: the program's clinician on duty, then those of running groups that have their own; of one track, its groups alone."""
    program = library.program.meta.on_duty
    groups = [group.meta for group in library.groups if track in ("", group.meta.track)]
    own = [_duty(group.on_duty, group.title) for group in groups if group.on_duty]
    if own and len(own) == len(groups) and not program.phone:
        return tuple(own)
    return (_duty(program), *own)


def duty_of(library: Library, group: GroupMeta | None = None) -> DutyLine:
    """Whom the staff of one group phone, or of the program."""
    return _duty((group and group.on_duty) or library.program.meta.on_duty)


def _duty(duty: OnDuty, whose: str = "") -> DutyLine:
    return DutyLine(whose=whose, name=duty.name or "", phone=duty.phone or "", href=tel(duty.phone) if duty.phone else "", hours=duty.hours or "")

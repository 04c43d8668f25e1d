"""Everything that is looked at, where a site stands and in a folder that is about to be published."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from builder.doctor.asking import Asker, NoAnswerError, NoTimeError
from builder.doctor.look_pages import (
    folders_lead_on,
    kinds_are_right,
    nothing_is_kept_too_long,
    nothing_is_listed,
    nothing_lies_about,
    packed_is_the_same,
    pages_ask_no_other_host,
    pages_stand,
    what_is_not_there_says_so,
)
from builder.doctor.look_safety import crisis_lines_are_there, headers_are_sent, it_is_not_old, the_way_is_safe
from builder.doctor.look_staff import staff_stay_behind_a_login, the_other_pages_of_staff_stay_there_too
from builder.doctor.place import OUR_PAGE, Location, found_there, led_to
from builder.doctor.signs import Sign, worst_first

LOOKS: tuple[Callable[[Location], Iterator[Sign]], ...] = (
    staff_stay_behind_a_login,
    crisis_lines_are_there,
    the_way_is_safe,
    headers_are_sent,
    what_is_not_there_says_so,
    it_is_not_old,
    nothing_is_listed,
    nothing_lies_about,
    nothing_is_kept_too_long,
    packed_is_the_same,
    pages_ask_no_other_host,
    kinds_are_right,
    the_other_pages_of_staff_stay_there_too,
    folders_lead_on,
    pages_stand,
)
"""Everything that is looked at, what harms people most and takes few questions first: a place that answers slowly is given up at some point, and that is told by
these names."""


def examine(address: str, today: datetime.date, local: Path | None = None, staff: str = "", asker: Asker | None = None) -> tuple[Sign, ...]:
    """What is wrong with the participants' site at `address`, and with the staff's beside it. Reads and asks; changes nothing."""
    asker = asker or Asker()
    try:
        return _examined(asker, address, today, local, staff)
    finally:
        asker.close()


def _examined(asker: Asker, address: str, today: datetime.date, local: Path | None, staff: str) -> tuple[Sign, ...]:
    address, staff = (f"{one}/" if one and not one.endswith("/") else one for one in (address, staff))
    try:
        location = found_there(asker, address, today, local, staff)
    except NoAnswerError as error:
        return (Sign(address, "certificate" if error.certificate else "no-answer", str(error)),)
    except NoTimeError as error:
        return (Sign(address, "no-answer", str(error)),)
    why, sites = _no_site(location)
    return worst_first(_beside(location, Sign(address, "no-site", why), sites) if why else _looked(location))


def _no_site(location: Location) -> tuple[str, list[str]]:
    """Why what stands there is not the participants' site, empty where it is; and the addresses of theirs that it leads to."""
    if location.home.status != 200:
        return f"answers {location.home.status}" + (f", and leads to {location.home.leads_to}" if location.home.leads_to else ""), []
    if not OUR_PAGE.search(location.home.text):
        return "shows something else than a page of Groupwork's", []
    sites = led_to(location.home)
    if sites is None:
        return "", []
    named = f"give {'one of ' if len(sites) > 1 else ''}{', '.join(sites)}" if sites else "which leads to none"
    return f"is the page in front of the participants' site: {named}", sites


def _beside(location: Location, sign: Sign, sites: list[str]) -> Iterator[Sign]:
    """That it is no site of participants, and what can be read of staff's all the same."""
    yield sign
    with suppress(NoTimeError):
        for address in (location.address, *sites):
            yield from (found for found in staff_stay_behind_a_login(replace(location, address=address)) if found.is_error)


def _looked(location: Location) -> Iterator[Sign]:
    """What each look finds; and what gave no answer or was not looked at any more, so that nobody takes it for right."""
    left = []
    for look in LOOKS:
        try:
            yield from look(location)
        except NoTimeError:
            left.append(look.__name__.replace("_", " "))
    if left:
        yield Sign(location.address, "no-time", f"there was no time to see whether {', '.join(left)}")
    if location.silent:
        (address, why), *others = location.silent.items()
        yield Sign(address, "no-answer", f"{why}, and was not looked at{f' (and {len(others)} more)' if others else ''}")

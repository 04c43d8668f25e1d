"""Everything that is looked at, where a site stands and in a folder that is about to be published."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

from builder.doctor.asking import Asker, NoAnswerError
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
from builder.doctor.look_safety import crisis_lines_are_there, headers_are_sent, it_is_not_old, staff_stay_behind_a_login, the_way_is_safe
from builder.doctor.place import OUR_PAGE, Location, found_there
from builder.doctor.signs import Sign, worst_first

LOOKS: tuple[Callable[[Location], Iterator[Sign]], ...] = (
    staff_stay_behind_a_login,
    crisis_lines_are_there,
    it_is_not_old,
    the_way_is_safe,
    headers_are_sent,
    nothing_lies_about,
    nothing_is_listed,
    pages_ask_no_other_host,
    what_is_not_there_says_so,
    folders_lead_on,
    pages_stand,
    kinds_are_right,
    packed_is_the_same,
    nothing_is_kept_too_long,
)
"""Everything that is looked at, what harms people most first: a place that answers slowly is given up at some point."""


def examine(address: str, today: datetime.date, local: Path | None = None, staff: str = "", asker: Asker | None = None) -> tuple[Sign, ...]:
    """What is wrong with the participants' site at `address`, and with the staff's beside it. Reads and asks; changes nothing."""
    asker = asker or Asker()
    address, staff = (f"{one}/" if one and not one.endswith("/") else one for one in (address, staff))
    try:
        location = found_there(asker, address, today, local, staff)
    except NoAnswerError as error:
        return (Sign(address, "certificate" if error.certificate else "no-answer", str(error)),)
    if location.home.status != 200:
        leads = f", and leads to {location.home.leads_to}" if location.home.leads_to else ""
        return (Sign(address, "no-site", f"answers {location.home.status}{leads}"),)
    if not OUR_PAGE.search(location.home.text):
        return (Sign(address, "no-site", "shows something else than a page of Groupwork's"),)
    return worst_first(sign for look in LOOKS for sign in look(location))

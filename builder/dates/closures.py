"""Days without group: public holidays by country and state, and the program's own closures from a small YAML file.

The file lists closed days, or ranges of them, and the holidays on which the group meets all the same:

    closed:
      - {on: 2027-03-15, reason: Staff training}
      - {on: 2027-12-24, until: 2028-01-01, reason: Winter break}
    open: [2027-03-02]
"""

from __future__ import annotations

import datetime
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from builder.finding import CurriculumError, Finding, did_you_mean
from builder.load.entry import read_data_file, validate
from builder.model.base import Source
from builder.model.closures import ClosuresMeta
from builder.planner.closed import reason_of
from builder.planner.dates import FIRST_YEAR

if TYPE_CHECKING:
    from builder.model.plan_types import ClosedSpan


class CalendarError(Exception):
    """Why there is no such calendar: a country, state, track or year that does not exist. Nothing was written."""


@dataclass(frozen=True)
class Closures:
    """Every day without group. `holidays` are names by date; the program's own reasons stand before them."""

    holidays: Mapping[datetime.date, str] = field(default_factory=dict)
    own: ClosuresMeta = field(default_factory=ClosuresMeta)

    @cached_property
    def plain(self) -> list[ClosedSpan]:
        """The planner's closed days."""
        own = [_span(closed.on, closed.until or closed.on, closed.reason) for closed in self.own.closed]
        return own + [_span(day, day, name) for day, name in self.holidays.items() if day not in self.own.open]

    def reason(self, day: datetime.date) -> str | None:
        """Why there is no group on a day; None when it is open."""
        return reason_of(self.plain, day.toordinal())


def _span(on: datetime.date, until: datetime.date, reason: str) -> ClosedSpan:
    return {"on": on.toordinal(), "until": until.toordinal(), "reason": reason}


def read_closures(path: Path, file: str) -> ClosuresMeta:
    """The program's own closures; `file` is the name that findings show. Raises CurriculumError with everything to mend."""
    source = read_data_file(path, file)
    meta = validate(ClosuresMeta, source)
    if findings := [*contradictions(meta, source)]:
        raise CurriculumError(findings)
    return meta


def contradictions(meta: ClosuresMeta, source: Source) -> Iterator[Finding]:
    """`calendar-file` where `closed` and `open` cannot both be meant."""
    for index, closed in enumerate(meta.closed):
        if closed.until and closed.until < closed.on:
            message = f"this closure ends on {closed.until}, before it begins on {closed.on}"
            yield Finding(source.at("closed", index, "until"), "calendar-file", message, "swap the two dates, or mend the year")
    own = Closures({}, meta)
    for index, day in enumerate(meta.open):
        if reason := own.reason(day):
            message = f"{day} is open here, and closed above: {reason}"
            yield Finding(source.at("open", index), "calendar-file", message, "take it out of one of the two lists")


def public_holidays(country: str, state: str | None, years: range) -> Mapping[datetime.date, str]:
    """Names of holidays by date, in English where the library has them, days on which they are observed too.

    `country` is a code such as `US`, `state` one such as `TX` or `US-TX`. Raises CalendarError with the nearest for codes that do not exist.
    """
    return known_holidays(country, state, years)[0]


def known_holidays(country: str, state: str | None, years: range) -> tuple[Mapping[datetime.date, str], tuple[int, ...]]:
    """The same, and those of these years whose calendar is not known, so that holidays are missing."""
    name = state.removeprefix(f"{country}-") if state else None
    try:
        with _countries_one_by_one():
            return _holidays(country, name, years)
    except ImportError:
        return _holidays(country, name, years)


def _holidays(country: str, name: str | None, years: range) -> tuple[Mapping[datetime.date, str], tuple[int, ...]]:
    import holidays

    entity = getattr(holidays, country, None) if len(country) == 2 else None
    if entity is None or (name and name not in entity.subdivisions):
        raise CalendarError(_unknown(country, name))
    language = "en_US" if "en_US" in entity.supported_languages else None
    found, unknown = holidays.country_holidays(country, subdiv=name, language=language), list[int]()
    for year in years:
        before = len(found)
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            found.get(datetime.date(year, 1, 1))  # to ask for one of its days works out the year
        if len(found) == before or any(issubclass(one.category, UserWarning) for one in warned):
            unknown.append(year)
    return {day: found[day] for day in sorted(found)}, tuple(unknown)


def last_known_year(place: str, before: int) -> int | None:
    """The last year before this one whose public holidays are known, of a place such as `US-TX`."""
    country, _, state = place.partition("-")
    years = range(FIRST_YEAR, before)
    return max(set(years).difference(known_holidays(country, state or None, years)[1]), default=None)


@contextmanager
def _countries_one_by_one() -> Iterator[None]:
    """Let a country be loaded alone: the package `holidays.countries` loads all 200 of them when one is asked for, which takes most of the time.

    An empty package of the same name and place stands in for it meanwhile; a country that asks it for another by name is an ImportError.
    """
    import holidays

    package = "holidays.countries"
    if package in sys.modules:
        yield
        return
    sys.modules[package] = ModuleType(package)
    sys.modules[package].__path__ = [str(Path(holidays.__file__).parent / "countries")]
    try:
        yield
    finally:
        del sys.modules[package]


def _unknown(country: str, name: str | None) -> str:
    """What is wrong with a country or a state of it; asking for all of them loads every country, which takes a quarter of a second."""
    import holidays

    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known:
        return f"there is no country '{country}'{_nearest(country.upper(), known, 'its code has two letters, as in US')}"
    return f"'{country}' has no state '{name}'{_nearest((name or '').upper(), known[country], 'write its code, as in TX')}"


def _nearest(name: str, known: Mapping[str, object] | list[str], otherwise: str) -> str:
    return f"; {did_you_mean(name, [name] if name in known else known, 0.4) or otherwise}"

"""Days as whole numbers: 1 is January 1 of the year 1, a Monday, as in Python's `date.toordinal`. MicroPython in the browser has no calendar."""

from builder.planner.words import DAY_NAMES, DAYS

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_number(year, month, day):
    """The number of a date, or None where there is no such day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= _length(year, month)):
        return None
    return _before(year) + sum([_length(year, earlier) for earlier in range(1, month)]) + day


def day_parts(number):
    """Year, month and day of the month."""
    year = (number - 1) * 400 // 146097 + 1
    while _before(year) >= number:
        year -= 1
    while _before(year + 1) < number:
        year += 1
    rest, month = number - _before(year), 1
    while rest > _length(year, month):
        rest -= _length(year, month)
        month += 1
    return year, month, rest


def read_day(text):
    """The number of `2027-01-31`, or None."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    parts = (text[:4], text[5:7], text[8:])
    if any([character not in "0123456789" for part in parts for character in part]):
        return None
    return day_number(int(parts[0]), int(parts[1]), int(parts[2]))


def iso_date(number: int) -> str:
    """`2027-01-04`."""
    return "%04d-%02d-%02d" % day_parts(number)


def long_date(number: int) -> str:
    """`Monday, January 4, 2027`."""
    year, month, day = day_parts(number)
    return "%s, %s %d, %d" % (DAY_NAMES[day_of_week(number)], MONTHS[month - 1], day, year)


def short_date(number: int) -> str:
    """`Mon, Jan 4`."""
    return "%s, %s" % (DAY_NAMES[day_of_week(number)][:3], month_day(number))


def month_day(number: int) -> str:
    """`Jan 4`."""
    _, month, day = day_parts(number)
    return "%s %d" % (MONTHS[month - 1][:3], day)


def day_of_week(number: int) -> str:
    """`mon`."""
    return DAYS[(number - 1) % 7]


def _before(year):
    """Days before a year begins."""
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400


def _length(year, month):
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else LENGTHS[month - 1]

"""Instants and durations (DESIGN 2): milliseconds since 1970, nothing else."""

import re

from .folding import trim
from .json_text import Num

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
UNITS = {"s": SECOND, "m": MINUTE, "h": HOUR, "d": DAY, "w": WEEK}

DURATION = re.compile(r"(0|[1-9][0-9]{0,8})([smhdw])")
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
TIME = re.compile(r"[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))")


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year, month):
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def days_before_year(year):
    """Days from 1970-01-01 to the first of January of a year."""
    def leaps(before):
        last = before - 1
        return last // 4 - last // 100 + last // 400

    return 365 * (year - 1970) + leaps(year) - leaps(1970)


def days_of(year, month, day):
    return days_before_year(year) + sum(days_in_month(year, m) for m in range(1, month)) + day - 1


def date_of(days):
    """Year, month and day of a day counted from 1970-01-01."""
    year = 1970 + days // 366
    while days_before_year(year + 1) <= days:
        year += 1
    rest, month = days - days_before_year(year), 1
    while rest >= days_in_month(year, month):
        rest -= days_in_month(year, month)
        month += 1
    return year, month, rest + 1


FIRST = 0
LAST = days_before_year(10000) * DAY - 1


def parse_instant(value):
    """The instant a JSON value means, or None."""
    if isinstance(value, Num):
        instant = int(value.double) if value.integral else None
    elif isinstance(value, str):
        instant = _from_text(trim(value))
    else:
        instant = None
    return instant if instant is not None and FIRST <= instant <= LAST else None


def _from_text(text):
    date = DATE.match(text)
    if not date:
        return None
    year, month, day = map(int, date.groups())
    if not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
        return None
    midnight = days_of(year, month, day) * DAY
    if date.end() == len(text):
        return midnight
    time = TIME.fullmatch(text, date.end())
    if not time:
        return None
    hour, minute, second = (int(time.group(index)) for index in (1, 2, 3))
    if hour > 23 or minute > 59 or second > 59:
        return None
    millis = int(((time.group(4) or "") + "000")[:3])
    offset = 0
    if time.group(6):
        hours, minutes = int(time.group(7)), int(time.group(8))
        if hours > 23 or minutes > 59:
            return None
        offset = (hours * HOUR + minutes * MINUTE) * (1 if time.group(6) == "+" else -1)
    return midnight + hour * HOUR + minute * MINUTE + second * SECOND + millis - offset


def limit(instant):
    """A computed instant past the last one is the last one."""
    return min(instant, LAST)


def write_day(instant):
    return "%04d-%02d-%02d" % date_of(instant // DAY)


def write_instant(instant):
    rest = instant % DAY
    clock = "%02d:%02d:%02d" % (rest // HOUR, rest // MINUTE % 60, rest // SECOND % 60)
    millis = rest % SECOND
    return f"{write_day(instant)}T{clock}" + (f".{millis:03d}" if millis else "") + "Z"


def parse_duration(text):
    count, unit = DURATION.fullmatch(text).groups()
    return int(count) * UNITS[unit]

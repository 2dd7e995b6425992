"""Calendars: open time in a zone's wall clock (DESIGN 3.10)."""

import functools
import re
import zoneinfo
from datetime import datetime, timedelta, timezone

from .instants import DAY, HOUR, LAST, MINUTE, date_of, days_of, limit

ALWAYS = "always"
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WINDOW = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
FIRST_KNOWN = days_of(2025, 1, 1) * DAY
LAST_KNOWN = days_of(2100, 1, 1) * DAY - 1
PATIENCE = 400 * DAY
MORE = object()


@functools.cache
def zone_of(name):
    names = {known.lower(): known for known in zoneinfo.available_timezones()}
    return zoneinfo.ZoneInfo(names[name.lower()])


@functools.lru_cache(maxsize=1 << 16)
def offset_at(zone, instant):
    """The zone's offset from UTC in milliseconds; outside the years we know, that of the nearer end."""
    moment = EPOCH + timedelta(milliseconds=min(max(instant, FIRST_KNOWN), LAST_KNOWN))
    return int(moment.astimezone(zone_of(zone)).utcoffset().total_seconds()) * 1000


@functools.lru_cache(maxsize=1 << 16)
def instant_of(zone, local, is_end):
    """The instant of a wall clock reading: of two the first for a start, the second for an end; of none the
    instant after the gap."""
    offsets = {offset_at(zone, local + hours * HOUR) for hours in range(-36, 37, 3)}
    found = [local - offset for offset in offsets if offset_at(zone, local - offset) == offset]
    if found:
        return max(found) if is_end else min(found)
    before, after = local - max(offsets), local - min(offsets)
    while after - before > 1:
        middle = (before + after) // 2
        if middle + offset_at(zone, middle) < local:
            before = middle
        else:
            after = middle
    return after


def days_named(key):
    """The weekdays of a key of `hours`: names, ranges that may wrap, and commas."""
    days = set()
    for part in key.split(","):
        first, _, last = part.partition("-")
        day, end = DAYS.index(first), DAYS.index(last or first)
        days.add(day)
        while day != end:
            day = (day + 1) % 7
            days.add(day)
    return days


def _clock_windows(calendar, weekday):
    """Pairs of milliseconds after midnight; an end before its start is on the next day."""
    for key, windows in calendar["hours"].items():
        if weekday in days_named(key):
            for window in windows:
                hours, minutes, end_hours, end_minutes = map(int, WINDOW.fullmatch(window).groups())
                start = hours * HOUR + minutes * MINUTE
                end = end_hours * HOUR + end_minutes * MINUTE
                yield start, end if end > start else end + DAY


def _windows_of_day(calendar, day):
    zone = calendar["timezone"]
    if "%04d-%02d-%02d" % date_of(day) in (calendar.get("holidays") or []):
        return
    # 1970-01-01 was a Thursday.
    for start, end in _clock_windows(calendar, (day + 3) % 7):
        opening = instant_of(zone, day * DAY + start, False)
        closing = instant_of(zone, day * DAY + end, True)
        if opening < closing:
            yield opening, closing


def _open_times(calendar, since, days):
    """Open times that end after an instant and start within some days of it, overlaps counted once."""
    today = since // DAY
    windows = sorted(window for day in range(today - 3, today + days) for window in _windows_of_day(calendar, day))
    merged = []
    for opening, closing in windows:
        if merged and opening <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closing))
        else:
            merged.append((opening, closing))
    return [(opening, closing) for opening, closing in merged if closing > since]


def is_open(calendars, name, now):
    if name == ALWAYS:
        return True
    return any(opening <= now < closing for opening, closing in _open_times(calendars[name], now, 3))


def due_after(calendars, name, start, span):
    """The instant at which a span of open time has passed since a start, or None when nothing opens for too long."""
    if name == ALWAYS:
        return limit(start + span)
    days = 4
    while True:
        outcome = _walk(_open_times(calendars[name], start, days), start, span, start + (days - 3) * DAY)
        if outcome is not MORE:
            return None if outcome is None else limit(outcome)
        # Past the last instant and all holidays, what has not been closed for too long opens every week.
        if start + (days - 3) * DAY > LAST + PATIENCE:
            return LAST
        # Not enough days were looked at.
        days *= 2


def _walk(open_times, start, span, horizon):
    closed_since = start
    for opening, closing in open_times:
        opening = max(opening, start)
        if opening - closed_since >= PATIENCE:
            return None
        if span <= closing - opening:
            # A window that starts past the horizon might not be the next one; the next look goes further.
            return opening + span if opening <= horizon else MORE
        span -= closing - opening
        closed_since = closing
    return None if horizon - closed_since >= PATIENCE else MORE

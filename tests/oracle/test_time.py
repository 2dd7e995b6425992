"""Instants, durations, decay, calendars."""

import random
import unittest
from datetime import datetime, timedelta, timezone
from decimal import Decimal, getcontext
from zoneinfo import ZoneInfo

from leadgrade import calendars
from leadgrade.decay import C, decayed, half_life, linear, step
from leadgrade.instants import DAY, HOUR, LAST, MINUTE, SECOND, parse_duration, parse_instant, write_instant
from leadgrade.json_text import Num


class Instants(unittest.TestCase):
    def test_accepted(self):
        ten = parse_instant("2026-11-22T10:00:00Z")
        for text in ["2026-11-22t10:00:00z", " 2026-11-22 10:00:00+00:00 ", "2026-11-22T11:30:00+01:30", "2026-11-22T10:00:00-00:00",
                     "2026-11-22T10:00:00.0009999Z"]:  # fmt: skip
            self.assertEqual(parse_instant(text), ten, text)
        self.assertEqual(parse_instant("2026-11-22"), ten - 10 * HOUR)
        self.assertEqual(parse_instant(Num(f"{ten}.0")), ten)
        self.assertEqual(parse_instant(Num("-0")), 0)
        self.assertEqual(parse_instant("2024-02-29T23:59:59.1239Z") % SECOND, 123)

    def test_refused(self):
        for text in ["2026-11-22T10:00:60Z", "2026-11-22T24:00:00Z", "2026-11-22T10:00:00", "2026-11-22T10:00Z", "2026-11-22  10:00:00Z",
                     "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "1969-12-31", "2026-11-22T10:00:00.Z", "2026-11-22T10:00:00+24:00",
                     "2026-11-22T10:00:00+01:60", "1970-01-01T00:30:00+01:00", "9999-12-31T23:59:59-01:00", "20261122", "", "٢٠٢٦-11-22", "0"]:  # fmt: skip
            self.assertIsNone(parse_instant(text), text)
        for value in [Num("1.5"), Num("-1"), Num("1e400"), Num(str(LAST + 1)), True, None, [], {}]:
            self.assertIsNone(parse_instant(value), value)

    def test_written(self):
        for text in ["2026-11-22T10:00:00Z", "1970-01-01T00:00:00.001Z", "2000-02-29T00:00:00.100Z", "9999-12-31T23:59:59.999Z"]:
            self.assertEqual(write_instant(parse_instant(text)), text)
        self.assertEqual(write_instant(LAST), "9999-12-31T23:59:59.999Z")

    def test_against_the_library(self):
        source = random.Random(1)
        for _ in range(2000):
            instant = source.randint(0, LAST)
            moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=instant)
            self.assertEqual(parse_instant(moment.isoformat()), instant)
            self.assertEqual(parse_instant(write_instant(instant)), instant)

    def test_durations(self):
        self.assertEqual([parse_duration(text) for text in ("1s", "5m", "2h", "1d", "2w")],
                         [SECOND, 5 * MINUTE, 2 * HOUR, DAY, 14 * DAY])  # fmt: skip


class Decay(unittest.TestCase):
    def test_examples_of_the_specification(self):
        self.assertEqual(half_life(10_000, 7 * DAY, 30 * DAY), 8_507)
        self.assertEqual(half_life(10_000, 30 * DAY, 30 * DAY), 5_000)
        self.assertEqual(C[0], 3260954456333195553)

    def test_half_life_is_symmetric_and_ends(self):
        self.assertEqual(half_life(-10_000, 7 * DAY, 30 * DAY), -8_507)
        self.assertEqual(half_life(1_000_000_000, 63 * DAY, DAY), 0)
        self.assertEqual(half_life(1, DAY, DAY), 1, "half a milli-point rounds away from zero")
        self.assertEqual(half_life(5, 0, DAY), 5)

    def test_half_life_is_near_the_real_power(self):
        getcontext().prec = 50
        source = random.Random(2)
        for _ in range(500):
            points, half, age = source.randint(1, 10**7), source.randint(HOUR, 1000 * DAY), source.randint(0, 3000 * DAY)
            real = Decimal(points) * Decimal(2) ** (-Decimal(age) / Decimal(half))
            self.assertLess(abs(half_life(points, age, half) - real), Decimal("0.51"))

    def test_linear(self):
        self.assertEqual([linear(10_000, days * DAY, 90 * DAY) for days in (0, 45, 89, 90, 91)], [10_000, 5_000, 111, 0, 0])
        self.assertEqual(linear(-1, 45 * DAY, 90 * DAY), -1)

    def test_step(self):
        self.assertEqual([step(10_000, age, 30 * DAY, 50) for age in (0, 30 * DAY - 1, 30 * DAY, 60 * DAY)], [10_000, 10_000, 5_000, 2_500])
        self.assertEqual(step(10_000, 30 * DAY, 30 * DAY, 0), 0)
        self.assertEqual(step(-3, 30 * DAY, 30 * DAY, 50), -2)
        self.assertEqual(step(10**9, 36_500 * DAY, HOUR, 99), 0)

    def test_as_authored(self):
        self.assertEqual(decayed("none", 7, DAY), 7)
        self.assertEqual(decayed("30d", 10_000, 7 * DAY), 8_507)
        self.assertEqual(decayed({"linear": "90d"}, 10_000, 45 * DAY), 5_000)
        self.assertEqual(decayed({"step": "30d", "keep": Num("50")}, 10_000, 30 * DAY), 5_000)


class Calendars(unittest.TestCase):
    BERLIN = {"timezone": "Europe/Berlin", "hours": {"mon-fri": ["09:00-12:00", "13:00-17:30"], "sat,sun": []}, "holidays": ["2026-12-25"]}

    def due(self, calendar, start, span):
        due = calendars.due_after({"k": calendar}, "k", parse_instant(start), span)
        return None if due is None else write_instant(due)

    def test_the_last_year_ends_open_time_and_invents_none(self):
        start = "9999-12-30T10:00:00Z"
        self.assertEqual(self.due(self.BERLIN, start, 99 * HOUR), "9999-12-31T23:59:59.999Z")
        for hours in [{}, {"mon-sun": []}]:
            self.assertIsNone(self.due(self.BERLIN | {"hours": hours}, start, HOUR), hours)

    def test_lunch_evening_and_weekend_do_not_count(self):
        self.assertEqual(self.due(self.BERLIN, "2026-11-20T10:30:00Z", HOUR), "2026-11-20T12:30:00Z")
        self.assertEqual(self.due(self.BERLIN, "2026-11-20T16:00:00Z", HOUR), "2026-11-23T08:30:00Z")

    def test_due_exactly_at_closing_stays(self):
        self.assertEqual(self.due(self.BERLIN, "2026-11-20T16:00:00Z", 30 * MINUTE), "2026-11-20T16:30:00Z")

    def test_holiday(self):
        self.assertEqual(self.due(self.BERLIN, "2026-12-24T16:30:00Z", MINUTE), "2026-12-28T08:01:00Z")

    def test_night_window_belongs_to_the_day_it_starts(self):
        night = {"timezone": "UTC", "hours": {"fri": ["22:00-06:00"]}, "holidays": ["2026-11-21"]}
        self.assertEqual(self.due(night, "2026-11-20T00:00:00Z", 8 * HOUR), "2026-11-21T06:00:00Z")
        night["holidays"] = ["2026-11-20"]
        self.assertEqual(self.due(night, "2026-11-20T00:00:00Z", HOUR), "2026-11-27T23:00:00Z")

    def test_window_is_longer_and_shorter_on_days_of_change(self):
        early = {"timezone": "Europe/Berlin", "hours": {"sun": ["01:00-04:00"]}}
        self.assertEqual(self.due(early, "2026-03-28T12:00:00Z", 2 * HOUR), "2026-03-29T02:00:00Z")
        self.assertEqual(self.due(early, "2026-03-28T12:00:00Z", 2 * HOUR + 1), "2026-04-04T23:00:00.001Z")
        self.assertEqual(self.due(early, "2026-10-24T12:00:00Z", 4 * HOUR), "2026-10-25T03:00:00Z")

    def test_edges_in_gap_and_fold(self):
        gap = {"timezone": "Europe/Berlin", "hours": {"sun": ["02:15-05:00"]}}
        self.assertEqual(self.due(gap, "2026-03-29T00:00:00Z", MINUTE), "2026-03-29T01:01:00Z")
        inside = {"timezone": "Europe/Berlin", "hours": {"sun": ["02:15-02:45"]}}
        self.assertEqual(self.due(inside, "2026-03-29T00:00:00Z", MINUTE), "2026-04-05T00:16:00Z")
        self.assertEqual(self.due(inside, "2026-10-25T00:00:00Z", 90 * MINUTE), "2026-10-25T01:45:00Z")

    def test_overlaps_count_once_and_days_are_a_union(self):
        calendar = {"timezone": "UTC", "hours": {"mon": ["09:00-12:00", "11:00-13:00"], "sun-tue": ["12:30-14:00"]}}
        self.assertEqual(self.due(calendar, "2026-11-23T00:00:00Z", 5 * HOUR), "2026-11-23T14:00:00Z")

    def test_nothing_open_for_400_days(self):
        self.assertIsNone(self.due({"timezone": "UTC", "hours": {}}, "2026-11-22T10:00:00Z", 1))
        once = {"timezone": "UTC", "hours": {"mon-sun": ["09:00-10:00"]}}
        first = parse_instant("2026-11-22") // DAY
        once["holidays"] = [write_instant((first + day) * DAY)[:10] for day in range(1, 401)]
        self.assertEqual(self.due(once, "2026-11-22T09:30:00Z", 30 * MINUTE), "2026-11-22T10:00:00Z")
        self.assertIsNone(self.due(once, "2026-11-22T09:30:00Z", 31 * MINUTE))
        del once["holidays"][-1]
        self.assertEqual(self.due(once, "2026-11-22T09:30:00Z", 31 * MINUTE), "2027-12-27T09:01:00Z")

    def test_is_half_open(self):
        open_at = lambda text: calendars.is_open({"k": self.BERLIN}, "k", parse_instant(text))  # noqa: E731
        self.assertFalse(open_at("2026-11-20T07:59:59.999Z"))
        self.assertTrue(open_at("2026-11-20T08:00:00Z"))
        self.assertTrue(open_at("2026-11-20T10:59:59.999Z"))
        self.assertFalse(open_at("2026-11-20T11:00:00Z"))

    def test_against_a_clock_that_ticks_by_the_minute(self):
        """Walks real minutes and reads the wall clock of each, on days without a change of the clocks."""
        source = random.Random(3)
        for zone in ["Asia/Kolkata", "Pacific/Chatham", "America/St_Johns"]:
            hours = {"mon-wed": ["09:00-12:00", "22:00-01:30"], "fri": ["00:00-24:00"]}
            calendar = {"timezone": zone, "hours": hours}
            for _ in range(5):
                start = parse_instant("2026-06-01") + source.randrange(10 * 24 * 60) * MINUTE
                span = source.randrange(1, 2000) * MINUTE
                self.assertEqual(self.due(calendar, write_instant(start), span), write_instant(self.ticked(zone, start, span)))

    def ticked(self, zone, start, span):
        zone = ZoneInfo(zone)
        instant = start
        while span:
            local = (datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=instant)).astimezone(zone)
            day, minute = local.weekday(), local.hour * 60 + local.minute
            evening = day in (0, 1, 2) and (9 * 60 <= minute < 12 * 60 or minute >= 22 * 60)
            night = day in (1, 2, 3) and minute < 90
            span -= MINUTE if evening or night or day == 4 else 0
            instant += MINUTE
        return instant


if __name__ == "__main__":
    unittest.main()

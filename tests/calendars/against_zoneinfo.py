"""Compares zones with those of zoneinfo: `python3 against_zoneinfo.py 2026f < zones`.

A line of input is a zone's name, its offset from UTC at first, and an instant and the offset from then on for each change of
it until the end of 2099, all in seconds.
"""

import sys
import zoneinfo
from bisect import bisect_right
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import tzdata  # noqa: E402 (the script that makes the table; here it fetches the database)

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
BEGIN, END = 1735689600, 4102444800
# Gaza has changes that are a week apart; none are nearer.
STEP = 5 * 86400


def offset(zone, at):
    return round((EPOCH + timedelta(seconds=at)).astimezone(zone).utcoffset().total_seconds())


def changes(zone):
    """All changes of a zone, found by looking at it every few days."""
    before, since = BEGIN, offset(zone, BEGIN)
    for after in [*range(BEGIN + STEP, END - 1, STEP), END - 1]:
        now = offset(zone, after)
        if now != since:
            low, high = before, after
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if offset(zone, middle) == now else (middle, high)
            yield high
        before, since = after, now


def difference(zone, first, ours, theirs):
    """The first instant at which the offsets are not the same."""
    moments, offsets = [at for at, _ in ours], [first] + [offset for _, offset in ours]
    instants = {BEGIN, END - 1}
    for change in theirs + moments:
        instants.update((change - 1, change, change + 1))
    return next((at for at in sorted(instants) if offsets[bisect_right(moments, at)] != offset(zone, at)), None)


def main(release):
    folder = tzdata.package(release) / "zoneinfo"
    zoneinfo.reset_tzpath([str(folder)])
    missing = set((folder.parent / "zones").read_text().split())
    seen, faults, count = {}, [], 0
    for line in sys.stdin:
        name, numbers = line.split(maxsplit=1)
        missing.remove(name)
        count += 1
        # Many names are one zone, which is looked through once.
        key = ((folder / name).read_bytes(), numbers)
        if key not in seen:
            zone = zoneinfo.ZoneInfo(name)
            first, *ours = map(int, numbers.split())
            seen[key] = difference(zone, first, list(zip(ours[::2], ours[1::2])), list(changes(zone)))
        if seen[key] is not None:
            faults.append(f"{name} differs at {EPOCH + timedelta(seconds=seen[key])}")
    faults += [f"{name} is missing" for name in sorted(missing)]
    print("\n".join([*faults, f"{count} zones, {len(faults)} differ"]))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])

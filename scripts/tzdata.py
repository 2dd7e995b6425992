#!/usr/bin/env python3
"""Makes src/calendar/zones.txt, the time zones of 2025 to 2099, from the PyPI package `tzdata`.

    python3 scripts/tzdata.py            of the newest release on PyPI
    python3 scripts/tzdata.py 2026f      of this release
    python3 scripts/tzdata.py --check    fails unless the file is, byte for byte, what its release gives

The first line is `tzdata` and the release. Each other line is one rule and the names that follow it: `Area/One,Two` is
`Area/One` and `Area/Two`. Hours are `hours` or `hours:minutes`, offsets are hours east of UTC with their sign. A rule is

    +5:30                                                always this offset
    +1+2,3.5.0/2,10.5.0/3                                two offsets, the second from a date to a date of each year:
                                                         month.week.weekday/hours, as in POSIX (week 5 is the last, weekday 0
                                                         is Sunday), on the clocks of just before
    -5@1613-4@5712-5;-5-4,3.2.0/0,11.1.0/1               an offset, then hours after 2025 began, or after the change before,
                                                         an offset each; then, from the last change on, the rule after `;`
"""

import ast
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src/calendar/zones.txt"
CACHE = ROOT / "target/tzdata"
BEGIN = 1735689600  # 2025-01-01T00:00:00Z


def main(arguments):
    check = arguments == ["--check"]
    release = recorded_release() if check else arguments[0] if arguments else None
    made = table(package(release)).encode("ascii")
    if not check:
        TABLE.write_bytes(made)
        print(f"{TABLE.relative_to(ROOT)}: tzdata {recorded_release()}, {len(made)} bytes")
    elif TABLE.read_bytes() != made:
        sys.exit(f"{TABLE.relative_to(ROOT)} is not what tzdata {release} gives; run scripts/tzdata.py {release}")


def recorded_release():
    with TABLE.open() as lines:
        return lines.readline().split()[1]


def package(release):
    """The folder of the PyPI package of a release, `2026f` or None for the newest, fetched if it is not there yet."""
    # 2026f is 2026.6 on PyPI, whose versions have no letters.
    number = release and f"{release[:4]}.{ord(release[4:]) - ord('a') + 1}"
    kept = CACHE / (release or "newest")
    if release is None or not kept.is_dir():
        fetch(f"tzdata=={number}" if number else "tzdata", kept)
    found = release_of(kept / "tzdata")
    if release not in (None, found):
        sys.exit(f"the package tzdata {number} says that it is {found}")
    return kept / "tzdata"


def fetch(requirement, kept):
    """Has pip put a package into a folder, all at once, as others may do so too."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile",
                   "--disable-pip-version-check", "--target", f"{folder}/new", requirement]
        subprocess.run(command, check=True, env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"})
        if kept.name == "newest":
            shutil.rmtree(kept, ignore_errors=True)
        try:
            os.rename(f"{folder}/new", kept)
        except OSError:
            # Someone else was faster, and has the same.
            if not kept.is_dir():
                raise


def release_of(folder):
    """The release, which the package states twice."""
    init = ast.parse((folder / "__init__.py").read_text())
    stated = {node.targets[0].id: node.value.value for node in init.body if isinstance(node, ast.Assign)}["IANA_VERSION"]
    with (folder / "zoneinfo/tzdata.zi").open() as lines:
        source = lines.readline().split()[-1]
    if stated != source:
        sys.exit(f"the package says that it is {stated}, and its source {source}")
    return stated


def table(folder):
    zones = {}
    for name in (folder / "zones").read_text().split():
        zones.setdefault(rule((folder / "zoneinfo" / name).read_bytes()), []).append(name)
    lines = [f"{rule} {grouped(names)}\n" for rule, names in sorted(zones.items())]
    return f"tzdata {release_of(folder)}\n" + "".join(lines)


def grouped(names):
    """Names, those of one area together: `UTC Etc/GMT,Zulu`."""
    plain, areas = [], {}
    for name in sorted(names):
        area, slash, rest = name.partition("/")
        if slash:
            areas.setdefault(area, []).append(rest)
        else:
            plain.append(name)
    return " ".join(plain + [f"{area}/{','.join(rest)}" for area, rest in areas.items()])


def rule(tzif):
    """The rule of a compiled zone (RFC 9636)."""
    changes, offsets, footer = read(tzif)
    before = [offset for at, offset in changes if at <= BEGIN]
    first = last = before[-1] if before else offsets[0]
    steps, at = hours(first, "+"), BEGIN
    for change, offset in changes:
        if change > BEGIN and offset != last:
            steps += "@" + hours(change - at) + hours(offset, "+")
            last, at = offset, change
    seasons = posix(footer)
    if at == BEGIN:
        return seasons
    if "," in seasons:
        return f"{steps};{seasons}"
    if seasons != hours(last, "+"):
        sys.exit(f"a zone ends with the offset {hours(last, '+')} and goes on with {seasons}")
    return steps


def read(tzif):
    """Its changes as (instant, offset), the offsets of its types, and the POSIX rule after the last change."""
    _, skipped = block(tzif, 0, 4)
    (changes, offsets), end = block(tzif, skipped, 8)
    return changes, offsets, tzif[end:].decode("ascii").strip("\n")


def block(tzif, start, width):
    magic, version, *counts = struct.unpack_from(">4sc15x6I", tzif, start)
    if magic != b"TZif" or version < b"2":
        sys.exit("a zone is not a TZif file of version 2 or later")
    utc, standard, leaps, times, types, letters = counts
    at = start + 44
    instants = struct.unpack_from(f">{times}{'q' if width == 8 else 'l'}", tzif, at)
    at += times * width
    indexes = tzif[at:at + times]
    at += times
    offsets = [struct.unpack_from(">lBB", tzif, at + 6 * index)[0] for index in range(types)]
    at += 6 * types + letters + leaps * (width + 4) + standard + utc
    return ([(instant, offsets[index]) for instant, index in zip(instants, indexes)], offsets), at


POSIX = re.compile(r"(?:<[^>]+>|[A-Za-z]+)([-+:0-9]+)(?:(?:<[^>]+>|[A-Za-z]+)([-+:0-9]*),(.+),(.+))?")


def posix(text):
    """A POSIX rule in our words: no letters, offsets east of UTC, every time stated."""
    standard, summer, start, end = POSIX.fullmatch(text).groups()
    standard = -seconds(standard)
    if start is None:
        return hours(standard, "+")
    summer = -seconds(summer) if summer else standard + 3600
    return f"{hours(standard, '+')}{hours(summer, '+')},{date(start)},{date(end)}"


def date(text):
    day, _, time = text.partition("/")
    if not re.fullmatch(r"M\d+\.\d\.\d", day):
        sys.exit(f"the date {text} is of a kind that the table has no words for")
    return f"{day[1:]}/{hours(seconds(time or '2'))}"


def seconds(text):
    sign, *parts = re.fullmatch(r"([-+]?)(\d+)(?::(\d+))?(?::(\d+))?", text).groups()
    return (-1 if sign == "-" else 1) * sum(int(part or 0) * unit for part, unit in zip(parts, (3600, 60, 1)))


def hours(length, plus=""):
    if length % 60:
        sys.exit(f"{length} seconds are no whole minutes, which the table has no words for")
    whole, minutes = divmod(abs(length) // 60, 60)
    return ("-" if length < 0 else plus) + str(whole) + (f":{minutes:02}" if minutes else "")


if __name__ == "__main__":
    main(sys.argv[1:])

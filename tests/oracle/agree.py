"""Whether another implementation agrees: random triples go through both, and what they have touched is counted.

    cargo build --release --example differential
    python3 tests/oracle/agree.py --count 2000

The same numbers are the same triples every time. A triple that differs is printed with the number that brings it back:

    python3 tests/oracle/agree.py --start 1234 --count 1 --inputs
"""

import argparse
import concurrent.futures
import json
import os
import random
import subprocess
import sys

import touched
from differential import evaluate_line, explain
from evaluate import DEFAULT_LISTS, use_zones
from generator.model import ALL_SECTIONS
from generator.triples import triple
from leadgrade.world import read_built_in

PROGRAM = os.path.join(touched.ROOT, "target", "release", "examples", "differential")
CHUNK = 100


def sections(seed, index):
    """Mostly all of a model's optional sections, so that they meet; else some."""
    source = random.Random(f"sections {seed}/{index}")
    if source.random() < 0.7:
        return ALL_SECTIONS
    return [section for section in ALL_SECTIONS if source.random() < 0.6]


def compare(arguments, start, count):
    """The reports on triples that differ, and what all have touched."""
    use_zones(arguments.zones)
    built_in = read_built_in(DEFAULT_LISTS)
    lines = [triple(arguments.seed, index, sections(arguments.seed, index)) for index in range(start, start + count)]
    text = "".join(line + "\n" for line in lines)
    done = subprocess.run([arguments.program], input=text, capture_output=True, encoding="utf-8", check=True)
    outputs = done.stdout.removesuffix("\n").split("\n")
    if len(outputs) != count:
        return [f"{count} triples have {len(outputs)} answers"], set()
    reports, seen = [], set()
    for index, line, theirs in zip(range(start, start + count), lines, outputs):
        ours = evaluate_line(line, built_in)
        if ours != theirs:
            reports.append("\n".join([f"triple {index}", *explain(ours, theirs), *([f"  {line}"] if arguments.inputs else [])]))
        read = json.loads(line)
        seen |= touched.by(read["model"], read["now"], read.get("context"), json.loads(ours))
    return reports, seen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--program", default=PROGRAM, help="the other implementation: triples in, evaluations out")
    parser.add_argument("--zones", help="folder of compiled zones, in place of the system's")
    parser.add_argument("--inputs", action="store_true", help="print the differing triples themselves too")
    arguments = parser.parse_args()
    starts = range(arguments.start, arguments.start + arguments.count, CHUNK)
    end = arguments.start + arguments.count
    reports, seen = [], set()
    with concurrent.futures.ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for found, more in pool.map(compare, *zip(*[(arguments, start, min(CHUNK, end - start)) for start in starts])):
            reports += found
            seen |= more
    print("\n".join(reports[:10]), end="\n" if reports else "")
    wanted = touched.everything()
    untouched = sorted(wanted - seen)
    print(f"{arguments.count} triples, {len(reports)} differ; they touch {len(wanted & seen)} of {len(wanted)} keys, words, tests and answers")
    # Few triples cannot touch everything.
    if untouched and arguments.count >= 2000:
        print("never touched:\n" + "\n".join(f"  {what}" for what in untouched))
        return 1
    return 1 if reports else 0


if __name__ == "__main__":
    sys.exit(main())

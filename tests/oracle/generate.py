"""Writes random triples of a valid model, a lead and an instant, one JSON object a line.

    python3 tests/oracle/generate.py --seed 1 --count 2000 > triples.ndjson
"""

import argparse
import sys

from generator.model import ALL_SECTIONS, DEFAULT_SECTIONS
from generator.triples import triple
from leadgrade.json_text import parse


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--start", type=int, default=0, help="the number of the first triple")
    parser.add_argument("--sections", default=",".join(DEFAULT_SECTIONS), help=f"some of {','.join(ALL_SECTIONS)}")
    parser.add_argument("--model", help="a model to make leads for, in place of random ones")
    arguments = parser.parse_args()
    sections = arguments.sections.split(",")
    if not set(sections) <= set(ALL_SECTIONS):
        parser.error("unknown section")
    given = None
    if arguments.model:
        with open(arguments.model, encoding="utf-8") as file:
            given = parse(file.read())
    for index in range(arguments.start, arguments.start + arguments.count):
        sys.stdout.write(triple(arguments.seed, index, sections, given) + "\n")


if __name__ == "__main__":
    main()

"""Evaluates leads with the second implementation, or runs the case files.

    python3 tests/oracle/evaluate.py --model M.json --now INSTANT [--context C.json] leads.ndjson
    python3 tests/oracle/evaluate.py --cases tests/conformance
"""

import argparse
import os
import sys
import zoneinfo

from leadgrade import cases
from leadgrade.evaluation import evaluate_text
from leadgrade.instants import parse_instant
from leadgrade.model import Model
from leadgrade.world import read_built_in

DEFAULT_LISTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "fields")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def use_zones(folder):
    """Reads zones from a folder, so that both implementations can stand on the same edition."""
    if folder:
        zoneinfo.reset_tzpath(to=[os.path.abspath(folder)])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model")
    parser.add_argument("--now")
    parser.add_argument("--context", help="a file with the context")
    parser.add_argument("--lists", default=DEFAULT_LISTS, help="folder of free_domains.txt and disposable_domains.txt")
    parser.add_argument("--zones", help="folder of compiled zones, in place of the system's")
    parser.add_argument("--cases", help="a folder of case files, or one of them")
    parser.add_argument("leads", nargs="?", help="one lead a line")
    arguments = parser.parse_args()
    use_zones(arguments.zones)
    built_in = read_built_in(arguments.lists)
    if arguments.cases:
        total, failed = cases.run(arguments.cases, built_in)
        print(f"{total} cases, {failed} differ")
        return 1 if failed or not total else 0
    if not (arguments.model and arguments.now and arguments.leads):
        parser.error("a model, an instant and leads are needed")
    model = Model.from_text(read(arguments.model).decode("utf-8"))
    now = parse_instant(arguments.now)
    if now is None:
        parser.error("the instant is not one")
    context = read(arguments.context) if arguments.context else b""
    for line in read(arguments.leads).removesuffix(b"\n").split(b"\n"):
        sys.stdout.write(evaluate_text(model, line, now, built_in, context) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

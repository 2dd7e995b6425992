"""Compares the outputs of another implementation with those of this one, triple by triple.

    python3 tests/oracle/generate.py --seed 1 --count 2000 > triples.ndjson
    other-implementation < triples.ndjson > outputs.ndjson
    python3 tests/oracle/differential.py triples.ndjson outputs.ndjson

Without outputs it writes its own, one evaluation a line.
"""

import argparse
import itertools
import sys

from evaluate import DEFAULT_LISTS, use_zones
from leadgrade.evaluation import evaluate_text
from leadgrade.instants import parse_instant
from leadgrade.json_text import Malformed, parse, stringify
from leadgrade.model import Model
from leadgrade.world import read_built_in


def evaluate_line(line, built_in):
    triple = parse(line)
    context = stringify(triple["context"]) if "context" in triple else ""
    now = parse_instant(triple["now"])
    lead = triple["lead"].encode("utf-8")
    return evaluate_text(Model(triple["model"]), lead, now, built_in, context.encode("utf-8"))


def differences(ours, theirs, path=""):
    """Paths of the members at which two JSON values differ, as deep as both have them."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in dict.fromkeys([*ours, *theirs]):
            if key not in ours or key not in theirs:
                yield f"{path}/{key}", ours.get(key, "(absent)"), theirs.get(key, "(absent)")
            else:
                yield from differences(ours[key], theirs[key], f"{path}/{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, pair in enumerate(zip(ours, theirs)):
            yield from differences(*pair, f"{path}/{index}")
    elif stringify(ours) != stringify(theirs):
        yield path, ours, theirs


def explain(ours, theirs):
    try:
        theirs_read = parse(theirs)
    except Malformed:
        return [f"  theirs is not JSON: {theirs[:300]}"]
    if "diagnostics" in theirs_read:
        return [f"  the model was refused: {theirs_read['diagnostics']}"]
    found = list(differences(parse(ours), theirs_read))
    if not found:
        return [f"  the same values, but other bytes\n    ours   {ours}\n    theirs {theirs}"]
    return [f"  {path}\n    ours   {stringify(mine)}\n    theirs {stringify(other)}" for path, mine, other in found]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("triples")
    parser.add_argument("outputs", nargs="?")
    parser.add_argument("--lists", default=DEFAULT_LISTS)
    parser.add_argument("--zones", help="folder of compiled zones, in place of the system's")
    parser.add_argument("--show", type=int, default=10, help="how many differing triples to print")
    parser.add_argument("--inputs", action="store_true", help="print the differing triples themselves too")
    arguments = parser.parse_args()
    use_zones(arguments.zones)
    built_in = read_built_in(arguments.lists)
    with open(arguments.triples, encoding="utf-8", newline="\n") as triples:
        if not arguments.outputs:
            for line in triples:
                sys.stdout.write(evaluate_line(line, built_in) + "\n")
            return 0
        with open(arguments.outputs, encoding="utf-8", newline="\n") as outputs:
            return compare(triples, outputs, built_in, arguments)


def compare(triples, outputs, built_in, arguments):
    total = differing = 0
    for number, (line, theirs) in enumerate(itertools.zip_longest(triples, outputs), 1):
        if line is None or theirs is None:
            print(f"line {number}: the files do not have the same number of lines")
            return 1
        total += 1
        ours, theirs = evaluate_line(line, built_in), theirs.removesuffix("\n")
        if ours == theirs:
            continue
        differing += 1
        if differing <= arguments.show:
            print(f"line {number}")
            print("\n".join(explain(ours, theirs)))
            if arguments.inputs:
                print(f"  {line.strip()}")
    print(f"{total} triples, {differing} differ")
    return 1 if differing or not total else 0


if __name__ == "__main__":
    sys.exit(main())

"""The generator: repeatable, and rich enough to be worth comparing on."""

import json
import os
import re
import unittest

import touched
from differential import differences, evaluate_line
from generator.model import ALL_SECTIONS, DEFAULT_SECTIONS
from generator.triples import triple
from leadgrade.json_text import parse
from leadgrade.world import BUILT_IN


class Generator(unittest.TestCase):
    def test_is_repeatable(self):
        self.assertEqual(triple(7, 3, DEFAULT_SECTIONS), triple(7, 3, DEFAULT_SECTIONS))
        self.assertNotEqual(triple(7, 3, DEFAULT_SECTIONS), triple(7, 4, DEFAULT_SECTIONS))

    def test_sections_are_only_those_asked_for(self):
        later = set(ALL_SECTIONS) - set(DEFAULT_SECTIONS)
        for index in range(50):
            self.assertFalse(later & set(json.loads(triple(1, index, DEFAULT_SECTIONS))["model"]))

    def test_the_ledger_sums_to_the_score_and_answers_differ(self):
        seen = set()
        for index in range(300):
            answer = json.loads(evaluate_line(triple(5, index, ALL_SECTIONS), BUILT_IN))
            milli = [round(reason["points"] * 1000) for reason in answer["reasons"]]
            self.assertEqual(sum(milli), round(answer["score"] * 1000))
            seen |= {answer["stage"], answer["action"]["kind"], answer["fit"]["tier"], answer["intent"]["band"]}
            seen |= {notice["code"] for notice in answer["notices"]}
        self.assertLessEqual({"lead", "mql", "disqualified", "route", "nurture", "close", "A", "high", "wrong-type", "too-deep"}, seen)


class Touched(unittest.TestCase):
    def test_keys_are_found_where_they_stand(self):
        with open(os.path.join(touched.ROOT, "tests", "js", "types", "every-section.json"), encoding="utf-8") as file:
            model = json.load(file)
        keys = set()

        def note(value, schema, place):
            if isinstance(value, dict):
                keys.update(f"key {place}.{key}" for key in value if key in schema.get("properties", {}))

        touched.SCHEMA.visit(model, note)
        # Remarks may stand nearly everywhere, and not every test is there.
        left_out = re.compile(r"key (tests|eventTests|condition|match)\.|\.(description|note|label)$")
        wanted = {key for key in touched.SCHEMA.all() if key.startswith("key ") and not left_out.search(key)}
        self.assertEqual(wanted - keys, set())
        del model["slas"]
        keys.clear()
        touched.SCHEMA.visit(model, note)
        self.assertIn("key sla.promises.*.by", wanted - keys)

    def test_the_notices_are_those_of_the_documentation(self):
        self.assertEqual(len(touched.notice_codes()), 15)


class Differences(unittest.TestCase):
    def test_go_down_to_the_member(self):
        found = list(differences(parse('{"a":{"b":1,"c":[1,2]},"d":0}'), parse('{"a":{"b":1,"c":[1,3]},"e":0}')))
        self.assertEqual([path for path, *_ in found], ["/a/c/1", "/d", "/e"])


if __name__ == "__main__":
    unittest.main()

"""Whole evaluations of small models, from fields to handoff."""

import json
import os
import unittest

from evaluate import DEFAULT_LISTS
from leadgrade import cases
from leadgrade.conditions import evaluate as truth_of
from leadgrade.evaluation import evaluate_text
from leadgrade.facts import UNKNOWN, Fact, boolean
from leadgrade.instants import DAY, HOUR, MINUTE, parse_instant, write_instant
from leadgrade.model import Model
from leadgrade.siphash import siphash24
from leadgrade.world import BUILT_IN, World, read_built_in

NOW = "2026-11-22T10:00:00Z"
CONFORMANCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "conformance")


def evaluate(model, lead, now=NOW, context=None):
    model = Model.from_text(json.dumps({"leadgrade": 1, "name": "m", "fields": {}, **model}))
    lead = lead if isinstance(lead, bytes) else json.dumps(lead).encode()
    context = b"" if context is None else json.dumps(context).encode()
    return json.loads(evaluate_text(model, lead, parse_instant(now), BUILT_IN, context))


def ago(span):
    return write_instant(parse_instant(NOW) - span)


def event(type, span, **rest):
    return {"type": type, "at": ago(span), **rest}


class ThreeValues(unittest.TestCase):
    FACTS = {"t": boolean(True), "f": boolean(False), "u": Fact("boolean", UNKNOWN)}

    def truth(self, condition):
        return truth_of(condition, self.FACTS.__getitem__, World(0, {}, BUILT_IN))

    def test_all_any_not(self):
        yes, no, unknown = {"t": True}, {"f": True}, {"u": True}
        self.assertIs(self.truth({}), True)
        self.assertIs(self.truth({"all": [yes, unknown]}), None)
        self.assertIs(self.truth({"all": [no, unknown]}), False)
        self.assertIs(self.truth({"any": [yes, unknown]}), True)
        self.assertIs(self.truth({"any": [no, unknown]}), None)
        self.assertIs(self.truth({"not": unknown}), None)
        self.assertIs(self.truth({"u": {"ne": True}}), None)
        self.assertIs(self.truth({"u": {"known": False}}), True)
        self.assertIs(self.truth({"t": True, "any": [no]}), False)


class Fit(unittest.TestCase):
    MODEL = {
        "fields": {"size": {"type": "number"}},
        "fit": {
            "rules": [
                {"id": "a", "when": {"size": {"gte": 10}}, "points": 30, "group": "g"},
                {"id": "b", "points": {"by": "size", "steps": [[0, 5], [50, 15]]}, "because": "{value} people, {points}"},
            ],
            "groups": {"g": {"max": 20}},
            "max": 33.5,
            "tiers": [{"id": "A", "at": 33.5}, {"id": "B"}],
        },
    }

    def test_ledger_sums_to_the_score(self):
        answer = evaluate(self.MODEL, {"profile": {"size": 50}})
        reasons = [(r["rule"], r["group"], r["points"], r["because"]) for r in answer["reasons"]]
        self.assertEqual(reasons, [("a", "g", 30, "a"), ("b", None, 15, "50 people, 15"), (None, "g", -10, "capped"), (None, None, -1.5, "capped")])
        self.assertEqual((answer["score"], answer["fit"]), (33.5, {"points": 33.5, "tier": "A"}))
        self.assertEqual(answer["summary"], "Tier A + a + 50 people, 15")

    def test_unknown_and_below_the_first_step_give_nothing(self):
        for profile in ({}, {"size": -1}):
            self.assertEqual(evaluate(self.MODEL, {"profile": profile})["reasons"], [])


class Intent(unittest.TestCase):
    def signal(self, signal, events):
        model = {"intent": {"signals": [{"id": "s", "points": 10, **signal}]}, "labels": [
            {"id": "fired", "when": {"signal.s": True}},
            *({"id": f"n{n}", "when": {"signal.s.count": n}} for n in range(9)),
        ]}  # fmt: skip
        answer = evaluate(model, {"events": events})
        labels = [label["id"] for label in answer["labels"]]
        return answer["score"], "fired" in labels, next(int(label[1:]) for label in labels if label[0] == "n")

    def test_plain(self):
        events = [event("page", 3 * HOUR, asset="A"), event("page", 2 * HOUR, asset="a"), event("page", HOUR), event("demo", HOUR, asset="b")]
        self.assertEqual(self.signal({"on": {"type": "PAGE"}}, events), (30, True, 3))
        self.assertEqual(self.signal({"repeat": "once"}, events), (10, True, 1))
        self.assertEqual(self.signal({"repeat": {"per": "asset"}}, events), (20, True, 2))
        self.assertEqual(self.signal({"repeat": {"per": "asset"}, "atMost": 1}, events), (10, True, 1))
        self.assertEqual(self.signal({"cap": 12.5}, events), (12.5, True, 4))
        self.assertEqual(self.signal({"points": 0}, events), (0, True, 4))
        self.assertEqual(self.signal({"on": {"type": "call"}}, events), (0, False, 0))

    def test_within_is_exclusive(self):
        self.assertEqual(self.signal({"within": "1h"}, [event("page", HOUR)]), (0, False, 0))
        self.assertEqual(self.signal({"within": "1h"}, [event("page", HOUR - 1)]), (10, True, 1))

    def test_decay_rounds_each_contribution(self):
        events = [event("page", 7 * DAY)] * 2
        self.assertEqual(self.signal({"decay": "30d"}, events), (17.014, True, 2))

    def test_count(self):
        events = [event("page", 30 * DAY), event("page", 60 * DAY)]
        self.assertEqual(self.signal({"count": 2, "decay": "30d"}, events), (5, True, 2))
        self.assertEqual(self.signal({"count": 3}, events), (0, False, 2))

    def test_burst(self):
        events = [event("page", DAY), event("page", 30 * MINUTE), event("page", 2 * DAY), event("page", 2 * DAY - HOUR)]
        self.assertEqual(self.signal({"burst": {"count": 2, "in": "1h"}, "decay": "1d"}, events)[1:], (True, 2))
        self.assertEqual(self.signal({"burst": {"count": 2, "in": "1h"}, "decay": "none"}, events), (10, True, 2))
        self.assertEqual(self.signal({"burst": {"count": 2, "in": "59m"}}, events), (0, False, 0))

    def test_breadth(self):
        events = [event("page", DAY, channel="web"), event("page", DAY, channel="Web"), event("mail", 2 * DAY, channel="mail")]
        self.assertEqual(self.signal({"distinct": {"by": "channel", "count": 2}}, events), (10, True, 2))
        self.assertEqual(self.signal({"distinct": {"by": ["asset", "day"], "count": 3}}, events), (0, False, 2))

    def test_sessions(self):
        events = [event("page", HOUR), event("page", 90 * MINUTE), event("page", 2 * HOUR + 1)]
        self.assertEqual(self.signal({"sessions": {"count": 2, "gap": "30m"}}, events), (10, True, 2))

    def test_sequence(self):
        then = {"on": {"type": "page"}, "then": {"on": {"type": "demo"}, "in": "30m"}}
        self.assertEqual(self.signal(then, [event("page", HOUR), event("demo", 30 * MINUTE)]), (10, True, 1))
        self.assertEqual(self.signal(then, [event("page", HOUR), event("demo", 30 * MINUTE - 1)]), (0, False, 0))
        self.assertEqual(self.signal(then, [event("demo", HOUR), event("page", HOUR)]), (0, False, 0))
        self.assertEqual(self.signal(then, [event("page", HOUR), event("demo", HOUR)]), (10, True, 1))

    def test_idle(self):
        self.assertEqual(self.signal({"idle": "30d"}, [event("page", 30 * DAY)]), (10, True, 1))
        self.assertEqual(self.signal({"idle": "30d"}, [event("page", 30 * DAY - 1)]), (0, False, 1))
        self.assertEqual(self.signal({"idle": "30d"}, []), (0, False, 0))

    def test_future(self):
        model = {"intent": {"decay": "1h", "signals": [{"id": "s", "points": 10}]}}
        answer = evaluate(model, {"events": [event("page", -5 * MINUTE), event("page", -5 * MINUTE - 1)]})
        self.assertEqual((answer["score"], answer["layers"]["intent"]), (10, 1))
        self.assertIn({"code": "future-event", "path": "/events/1", "count": 1}, answer["notices"])

    def test_props_that_do_not_fit_are_unknown(self):
        for test, value, points in [
            ({"p": "x"}, "X ", 10),
            ({"p": {"ne": "x"}}, 5, 0),
            ({"p": {"gte": 5}}, "5", 0),
            ({"p": ["a", "b"]}, ["b"], 10),
            ({"p": {"eq": "b"}}, ["b"], 0),
            ({"p": {"noneOf": ["b"]}}, [], 10),
            ({"p": {"known": False}}, ["a", 1], 10),
            ({"p": {"known": False}}, " ", 10),
            ({"p": True}, 1, 0),
        ]:
            with self.subTest(test):
                self.assertEqual(self.signal({"on": test}, [event("page", 0, props={"p": value})])[0], points)


class Stages(unittest.TestCase):
    MODEL = {
        "fields": {"ok": {"type": "boolean"}, "bad": {"type": "boolean"}},
        "stages": [
            {"id": "mql", "label": "Marketing", "when": {"ok": True}},
            {"id": "sal", "requires": ["mql"], "gate": {"accept": ["yes"], "reject": ["no"]}, "sticky": True, "exit": {"bad": True}},
        ],
    }

    def stage(self, profile, events=(), **rest):
        answer = evaluate(self.MODEL, {"profile": profile, "events": list(events), **rest})
        return answer["stage"], answer["awaiting"], answer["change"]

    def test_gate(self):
        self.assertEqual(self.stage({"ok": True}), ("mql", "sal", None))
        self.assertEqual(self.stage({"ok": True}, [event("YES", 1)]), ("sal", None, None))
        self.assertEqual(self.stage({"ok": True}, [event("yes", 1), event("no", 1)]), ("mql", None, None))

    def test_sticky_exit_and_change(self):
        up, down = ({"from": "mql", "direction": "up"}, {"from": "sal", "direction": "down"})
        self.assertEqual(self.stage({}, stage="SAL"), ("sal", None, None))
        self.assertEqual(self.stage({"bad": True}, stage="sal"), ("lead", None, down))
        self.assertEqual(self.stage({}, [event("no", 1)], stage="sal"), ("lead", None, down))
        self.assertEqual(self.stage({"ok": True}, [event("yes", 1)], stage="marketing"), ("sal", None, up))
        self.assertEqual(self.stage({"ok": True}, stage="disqualified"), ("mql", "sal", {"from": "disqualified", "direction": "back"}))


class Frameworks(unittest.TestCase):
    def passed(self, passes, profile):
        criteria = {name: {"met": {name: True}} for name in ("need", "budget", "time")}
        framework = {"criteria": criteria} if passes is None else {"criteria": criteria, "passes": passes}
        fields = {name: {"type": "boolean"} for name in criteria}
        return evaluate({"fields": fields, "frameworks": {"bant": framework}}, {"profile": profile})["frameworks"]["bant"]["passed"]

    def test_passes(self):
        self.assertIs(self.passed(None, {"need": 1, "budget": 1, "time": 1}), True)
        self.assertIs(self.passed(None, {"need": 1, "budget": 1}), None)
        self.assertIs(self.passed({"atLeast": 2}, {"need": 0, "budget": 0}), False)
        self.assertIs(self.passed({"must": ["need"]}, {"budget": 0, "need": 1}), True)
        self.assertIs(self.passed({"atLeast": 2, "must": ["need"]}, {"budget": 1, "time": 1}), None)
        self.assertIs(self.passed({"atLeast": 2, "must": ["need"]}, {"budget": 1, "time": 1, "need": 0}), False)


class Disqualify(unittest.TestCase):
    MODEL = {
        "fields": {"out": {"type": "boolean"}, "back": {"type": "date"}},
        "disqualify": [
            {"id": "a", "code": "timing", "when": {"out": True}, "then": {"recycle": {"after": "90d"}}},
            {"id": "b", "code": "timing", "when": {"out": True}, "then": {"recycle": {"on": "back"}}},
        ],
    }

    def rules(self, profile, **rest):
        answer = evaluate(self.MODEL, {"profile": profile, **rest})
        found = answer["disqualified"]
        return found and [rule["rule"] for rule in found["all"]], answer["action"]["kind"], answer["action"]["at"]

    def test_recycle(self):
        self.assertEqual(self.rules({"out": 1}), (["a", "b"], "recycle", ago(-90 * DAY)))
        self.assertEqual(self.rules({"out": 1}, disqualifiedAt=ago(90 * DAY)), (["b"], "recycle", None))
        self.assertEqual(self.rules({"out": 1, "back": NOW}, disqualifiedAt=ago(90 * DAY)), (None, "none", None))
        self.assertEqual(self.rules({"out": 1, "back": ago(-1)}, disqualifiedAt=ago(89 * DAY)), (["a", "b"], "recycle", ago(-DAY)))


class Action(unittest.TestCase):
    def team(self, mode, members, **rest):
        return {
            "teams": {"t": {"mode": mode, "members": members, **rest}},
            "routing": [{"id": "r", "to": {"team": "t"}}, {"id": "rest", "to": {"queue": "q"}}],
        }

    def owners(self, model, turns):
        return [evaluate(model, {}, context={"turn": turn})["action"]["owner"] for turn in turns]

    def test_smooth_weighted_round_robin(self):
        model = self.team("turns", [{"id": "a", "weight": 5}, {"id": "b"}, {"id": "c"}])
        self.assertEqual(self.owners(model, range(7)), list("aabacaa"))
        self.assertEqual(self.owners(model, [-1, 7, {"t": 2}]), ["a", "a", "b"])

    def test_eligibility(self):
        model = self.team("turns", [{"id": "a", "when": {"not": {}}}, {"id": "b"}, {"id": "c", "capacity": 2}, {"id": "d"}])
        action = evaluate(model, {}, context={"away": ["b"], "load": {"c": 2}})["action"]
        self.assertEqual((action["owner"], [(c["member"], c["why"]) for c in action["considered"]]), ("d", [("a", "condition"), ("b", "away"), ("c", "capacity")]))
        action = evaluate(model, {}, context={"away": ["b", "d"], "load": {"c": 2}})["action"]
        self.assertEqual((action["rule"], action["queue"], len(action["considered"])), ("rest", "q", 4))

    def test_balanced(self):
        model = self.team("balanced", [{"id": "a"}, {"id": "b", "weight": 2}])
        self.assertEqual(evaluate(model, {}, context={"load": {"a": 1, "b": 2}})["action"]["owner"], "b")
        self.assertEqual(evaluate(model, {}, context={"load": {"a": 0, "b": 2}})["action"]["owner"], "a")

    def test_sticky_moves_few_leads(self):
        before = self.team("sticky", [{"id": id} for id in "abc"])
        after = self.team("sticky", [{"id": id} for id in "abcd"])
        pairs = [tuple(evaluate(model, {"id": f"l-{n}"})["action"]["owner"] for model in (before, after)) for n in range(60)]
        self.assertTrue(all(old == new or new == "d" for old, new in pairs))
        self.assertEqual({old for old, _ in pairs}, set("abc"))

    def test_siphash_vectors(self):
        key = bytes(range(16))
        for length, value in [(0, 0x726FDB47DD0E0E31), (1, 0x74F839C593DC67FD), (8, 0x93F5F5799A932462), (15, 0xA129CA6149BE45E5)]:
            self.assertEqual(siphash24(key, bytes(range(length))), value)

    NURTURE = {
        "nurture": {"n": {"touches": ["0s", "7d", "14d"], "pauseOn": {"type": "reply"}, "pause": "3d", "breakout": {"signal.hot": True}}},
        "intent": {"signals": [{"id": "hot", "on": {"type": "demo"}, "points": 1}]},
        "routing": [{"id": "r", "to": {"nurture": "n"}}, {"id": "rest", "to": {"queue": "q"}}],
    }

    def test_touches_and_pause(self):
        since = {"nurtureSince": ago(6 * DAY)}
        touches = lambda events: evaluate(self.NURTURE, {**since, "events": events})["action"]["touches"]  # noqa: E731
        self.assertEqual(touches([]), [ago(-DAY), ago(-8 * DAY)])
        self.assertEqual(touches([event("reply", HOUR)]), [ago(-3 * DAY + HOUR), ago(-10 * DAY + HOUR)])
        self.assertEqual(touches([event("reply", 5 * DAY)]), [ago(-DAY), ago(-8 * DAY)])

    def test_breakout(self):
        self.assertEqual(evaluate(self.NURTURE, {"events": [event("demo", HOUR)]})["action"]["queue"], "q")

    def test_promises(self):
        model = {
            "slas": {"hot": {"promises": {"firstTouch": {"in": "5m", "by": ["call"]}}, "escalate": {"queue": "managers"}}},
            "protocols": {"p": {"action": "phone", "sla": "hot"}},
            "routing": [{"id": "rest", "to": {"queue": "q"}, "protocol": "p"}],
        }
        since = {"stage": "lead", "stageSince": ago(10 * MINUTE)}
        for lead, state, escalate in [
            ({}, "due", None),
            (since, "breached", {"queue": "managers"}),
            ({**since, "events": [event("Call", 5 * MINUTE)]}, "met", None),
            ({**since, "events": [event("call", 5 * MINUTE - 1)]}, "late", None),
            ({**since, "events": [event("call", 10 * MINUTE + 1)]}, "breached", {"queue": "managers"}),
            ({"stage": "lead", "stageSince": ago(5 * MINUTE)}, "due", None),
        ]:
            with self.subTest(lead=lead):
                action = evaluate(model, lead)["action"]
                self.assertEqual((action["due"]["firstTouch"]["state"], action["escalate"]), (state, escalate))

    def test_handoff(self):
        model = {
            "fields": {"size": {"type": "number"}, "when": {"type": "date"}, "role": {"type": "choice", "options": [{"id": "it", "label": "I.T."}]}},
            "routing": [{"id": "rest", "to": {"queue": "q"}}],
            "handoff": {"talkingPoints": [{"when": {"size": {"gt": 5}}, "say": "big"}, {"when": {"size": {"gt": 9}}, "say": "huge"}],
                        "include": ["size", "when", "role"]},
        }  # fmt: skip
        events = [event("Page", 2 * HOUR, asset="x"), event("page", HOUR, asset="X"), event("page", HOUR)]
        handoff = evaluate(model, {"profile": {"size": "7.0", "role": "i.t."}, "events": events})["handoff"]
        self.assertEqual(handoff["talkingPoints"], ["big"])
        self.assertEqual(handoff["fields"], {"size": 7, "when": None, "role": "it"})
        self.assertEqual(
            handoff["engagement"],
            [
                {"type": "Page", "asset": "x", "count": 2, "first": ago(2 * HOUR), "last": ago(HOUR)},
                {"type": "page", "asset": None, "count": 1, "first": ago(HOUR), "last": ago(HOUR)},
            ],
        )


class Limits(unittest.TestCase):
    def notices(self, text):
        return [(notice["code"], notice["path"], notice["count"]) for notice in evaluate({}, text.encode())["notices"]]

    def test_bytes(self):
        text = '{"id":"x"}'
        fits = text + " " * (262_144 - len(text))
        self.assertEqual(self.notices(fits), [])
        self.assertEqual(self.notices(fits + " "), [("lead-too-large", "", 1)])

    def test_text(self):
        self.assertEqual(self.notices("{"), [("not-json", "", 1)])
        self.assertEqual(self.notices("\ufeff{}"), [("not-json", "", 1)])
        self.assertEqual(self.notices("[]"), [("not-an-object", "", 1)])

    def test_depth(self):
        nested = lambda depth: "[" * depth + "]" * depth  # noqa: E731
        self.assertEqual(self.notices('{"other":%s}' % nested(15)), [])
        self.assertEqual(self.notices('{"other":%s}' % nested(16)), [("too-deep", "/other" + "/0" * 15, 1)])

    def test_strings(self):
        self.assertEqual(self.notices('{"id":"%s"}' % ("é" * 4096)), [])
        self.assertEqual(self.notices('{"id":"%s"}' % ("é" * 4096 + "x")), [("string-too-long", "/id", 1)])
        self.assertEqual(self.notices('{"id":"%s","id":"x"}' % ("x" * 8193)), [])

    def test_events(self):
        events = lambda count: '{"events":[%s]}' % ",".join(['{"type":"a","at":0}'] * count)  # noqa: E731
        self.assertEqual(self.notices(events(2000)), [("single-layer", None, 1)])
        self.assertEqual(self.notices(events(2003)), [("too-many-events", "/events", 3), ("single-layer", None, 1)])


class ConformanceCases(unittest.TestCase):
    def test_every_case_is_as_expected(self):
        found = []
        total, _ = cases.run(CONFORMANCE, read_built_in(DEFAULT_LISTS), found.append)
        self.assertEqual(found, [])
        self.assertGreater(total, 0)


if __name__ == "__main__":
    unittest.main()

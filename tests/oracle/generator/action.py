"""Random sections for what happens next: frameworks, disqualification, routing, promises, handoff."""

from leadgrade.instants import parse_duration

from .conditions import Asked

CODES = ["bad-fit", "no-budget", "competitor", "timing", "geography", "too-small"]
MEMBERS = ["ana", "bo", "cy", "dee"]
CRITERIA = ["budget", "authority", "need", "timeline", "pain"]
WINDOWS = ["00:00-24:00", "09:00-17:30", "09:00-12:00", "11:00-13:00", "22:00-06:00", "01:00-04:00", "02:00-03:00",
           "02:30-02:45", "18:00-00:00", "23:00-24:00"]  # fmt: skip
ZONES = ["Europe/Berlin", "europe/berlin", "America/New_York", "US/Eastern", "Australia/Lord_Howe", "Asia/Kolkata", "UTC",
         "Pacific/Chatham", "America/St_Johns", "Etc/GMT+12", "Pacific/Kiritimati", "America/Santiago"]  # fmt: skip
DAY_KEYS = ["mon-fri", "mon", "sat,sun", "fri-mon", "sun", "mon-sun", "tue,thu-sat", "wed", "sat"]


class ActionMaker:
    """Mixed into the maker of models, whose facts, fields and conditions it uses."""

    def make_frameworks(self):
        frameworks = {}
        for name in self.random.sample(["bant", "meddic", "custom"], self.random.randint(1, 2)):
            names = self.random.sample(CRITERIA, self.random.randint(1, 4))
            framework = {"criteria": {criterion: {"met": self.c.condition(self.asked)} for criterion in names}}
            if self.chance(0.7):
                framework["passes"] = {}
                if self.chance(0.7):
                    framework["passes"]["atLeast"] = self.random.randint(1, len(names))
                if self.chance(0.5) or not framework["passes"]:
                    framework["passes"]["must"] = self.random.sample(names, self.random.randint(1, len(names)))
            frameworks[name] = framework
        for name, framework in frameworks.items():
            self.asked.append(Asked(f"{name}.passed", "boolean"))
            self.asked.append(Asked(f"{name}.met", "number"))
            self.asked += [Asked(f"{name}.{criterion}", "boolean") for criterion in framework["criteria"]]
        return frameworks

    def tracks(self, document):
        """The nurture tracks, made when first asked for."""
        if "nurture" not in document:
            document["nurture"] = {}
            for name in self.random.sample(["long", "short"], self.random.randint(1, 2)):
                planned = self.random.sample(["0s", "1h", "1d", "7d", "14d", "30d"], self.random.randint(1, 4))
                self.durations += planned
                track = {"touches": sorted(planned, key=parse_duration)}
                if self.chance(0.6):
                    track["pauseOn"] = self.match()
                    track["pause"] = self.c.duration(["1h", "1d", "3d", "14d"])
                document["nurture"][name] = track
        return document["nurture"]

    def add_breakouts(self, document):
        """Breakouts are asked by routing, so they may use everything it may."""
        for track in document.get("nurture", {}).values():
            if self.chance(0.4):
                track["breakout"] = self.c.condition(self.asked)

    def add_disqualify(self, document):
        if self.chance(0.3):
            return
        dates = [name for name, field in self.fields.items() if field["type"] == "date"]
        rules = []
        for index in range(self.random.randint(1, 3)):
            rule = {"id": f"d{index}", "code": self.pick(CODES)}
            rule["when"] = self.c.condition(self.asked)
            if self.chance(0.5):
                # Two conditions at once, so that not every lead is sent away.
                rule["when"] = {"all": [rule["when"], self.c.condition(self.asked)]}
            if self.chance(0.3):
                rule["unless"] = self.c.condition(self.asked)
            shapes = ["none", "close", "nurture", "after", "partner"] + (["on"] * 2 if dates else [])
            shape = self.pick(shapes)
            if shape == "close":
                rule["then"] = "close"
            elif shape == "nurture":
                rule["then"] = {"nurture": self.pick(list(self.tracks(document)))}
            elif shape == "after":
                rule["then"] = {"recycle": {"after": self.c.duration(["7d", "90d", "1h", "36500d"])}}
            elif shape == "partner":
                rule["then"] = {"partner": "agency"}
            elif shape == "on":
                rule["then"] = {"recycle": {"on": self.pick(dates)}}
            rules.append(rule)
        document["disqualify"] = rules

    def add_routing(self, document):
        self.asked.append(Asked("stage", "choice", [["lead"], *[[stage["id"]] for stage in self.stages]]))
        if "slas" in self.sections:
            self.make_slas(document)
        owners = [name for name, field in self.fields.items() if field["type"] in ("text", "choice", "email")]
        rules = []
        for index in range(self.random.randint(1, 5)):
            shapes = ["team"] * 3 + ["queue", "nurture", "partner"] + (["owner"] * 2 if owners else [])
            rules.append(self.make_route(document, f"route-{index}", self.pick(shapes), owners))
            if self.chance(0.8):
                rules[-1]["when"] = self.c.condition(self.asked)
        rules.append(self.make_route(document, "rest", self.pick(["queue", "nurture", "partner"]), owners))
        document["routing"] = rules
        self.add_breakouts(document)

    def make_route(self, document, id, shape, owners):
        if shape == "team":
            target = {"team": self.pick(self.teams(document))}
        elif shape == "owner":
            target = {"owner": self.pick(owners)}
        elif shape == "nurture":
            target = {"nurture": self.pick(list(self.tracks(document)))}
        else:
            target = {shape: {"queue": "triage", "partner": "agency"}[shape]}
        rule = {"id": id, "to": target}
        protocols = document.setdefault("protocols", {"call": self.make_protocol(document), "mail": self.make_protocol(document)})
        if self.chance(0.6):
            rule["protocol"] = self.pick(list(protocols))
        return rule

    def make_protocol(self, document):
        protocol = {"action": self.pick(["phone", "email"])}
        if document.get("slas") and self.chance(0.8):
            protocol["sla"] = self.pick(list(document["slas"]))
        return protocol

    def teams(self, document):
        if "teams" not in document:
            document["teams"] = {name: self.make_team(document) for name in ("emea", "us")[: self.random.randint(1, 2)]}
        return list(document["teams"])

    def make_team(self, document):
        team = {"members": [], "mode": self.pick(["sticky", "turns", "balanced"])}
        for id in self.random.sample(MEMBERS, self.random.randint(1, len(MEMBERS))):
            member = {"id": id}
            if self.chance(0.5):
                member["weight"] = self.pick([1, 2, 3, 5, 40])
            if self.chance(0.35):
                member["when"] = self.c.condition(self.asked)
            if self.chance(0.4):
                member["capacity"] = self.pick([1, 2, 5, 40])
            if "slas" in self.sections and self.chance(0.5):
                member["calendar"] = self.pick(self.calendars(document) + ["always"])
            team["members"].append(member)
        keys = [fact.name for fact in self.asked if fact.name in self.fields and fact.type != "set"]
        keys += [fact.name for fact in self.asked if fact.type == "domain"] * 2 + list(document.get("derived", {})) + ["motion"]
        if self.chance(0.8):
            team["key"] = list(dict.fromkeys(self.random.sample(keys, min(len(keys), self.random.randint(1, 3)))))
        if self.chance(0.4):
            team["onlyOpen"] = self.chance(0.9)
        return team

    def calendars(self, document):
        if "calendars" not in document:
            document["calendars"] = {name: self.make_calendar() for name in ("office", "night")[: self.random.randint(1, 2)]}
        return list(document["calendars"])

    def make_calendar(self):
        keys = self.random.sample(DAY_KEYS, self.random.randint(1, 3))
        hours = {key: self.random.sample(WINDOWS, self.random.randint(0, 2)) for key in keys}
        calendar = {"timezone": self.pick(ZONES), "hours": hours}
        if self.chance(0.4):
            calendar["holidays"] = self.random.sample(
                ["2026-11-22", "2026-11-23", "2026-12-25", "2026-03-29", "2026-03-28", "2027-01-01"], self.random.randint(1, 2)
            )
        return calendar

    def make_slas(self, document):
        document["slas"] = {}
        for name in ("hot", "warm")[: self.random.randint(1, 2)]:
            calendar = self.pick(self.calendars(document) + ["always", None])
            spans = ["5m", "30m", "1h", "4h", "48h", "200h"] + (["2d", "1w"] if calendar in ("always", None) else [])
            promises = {}
            for promise in self.random.sample(["firstTouch", "meeting", "proposal"], self.random.randint(1, 3)):
                types = self.random.sample(["call", "Meeting", "demo", "form", "email-open"], self.random.randint(1, 2))
                promises[promise] = {"in": self.c.duration(spans), "by": types}
            sla = {"promises": promises}
            if calendar:
                sla["calendar"] = calendar
            if self.chance(0.5):
                sla["escalate"] = {"queue": "managers"}
            document["slas"][name] = sla

    def add_handoff(self, document):
        if self.chance(0.3):
            return
        section = {}
        if self.chance(0.8):
            points = [{"say": say, "when": self.c.condition(self.asked)} for say in ("ask for \"budget\"", "größe", "demo")]
            section["talkingPoints"] = points[: self.random.randint(1, 3)]
        names = list(self.fields) + list(document.get("derived", {}))
        names += [fact.name for fact in self.asked if fact.type == "domain"]
        section["include"] = self.random.sample(names, self.random.randint(1, len(names)))
        document["handoff"] = section

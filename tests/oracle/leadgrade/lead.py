"""A lead: profile, events, and what the CRM remembers (DESIGN 4)."""

from .events import read_events
from .folding import fold
from .instants import parse_instant
from .json_text import pointer
from .limits import Elements, read_text
from .notices import notice

MOTIONS = ["inbound", "outbound", "product"]
CRM_INSTANTS = ["stageSince", "disqualifiedAt", "nurtureSince"]


def _known_motion(value):
    folded = fold(value) if isinstance(value, str) else None
    return folded if folded in MOTIONS else None


def _as(kind):
    return lambda value: value if isinstance(value, kind) else None


class Lead:
    """What could be read of a lead's bytes. Faults are in three lists, because notices have an order."""

    def __init__(self, data, now):
        document, self.limit_notices = read_text(data)
        self.member_notices = []

        def member(name, read):
            value = document.get(name)
            if value is None:
                return None
            result = read(value)
            if result is None:
                self.member_notices.append(notice("wrong-type", pointer(name)))
            return result

        self.id = member("id", _as(str))
        self.motion = member("motion", _known_motion) or "inbound"
        profile = member("profile", _as(dict))
        elements = member("events", _as(list))
        self.stage_text = member("stage", _as(str))
        # The fault of a stage nobody declared belongs right here, before those of the instants.
        self.stage_notice_place = len(self.member_notices)
        self.stage_since, self.disqualified_at, self.nurture_since = (
            member(name, parse_instant) for name in CRM_INSTANTS
        )
        self.profile = {} if profile is None else profile
        self.events, self.event_notices = read_events(Elements([]) if elements is None else elements, now)
        self.stage = None

    def recognize_stage(self, names):
        """Finds the stage the lead carries among `names`, pairs of a folded name and a stage id."""
        if self.stage_text is None:
            return
        self.stage = dict(names).get(fold(self.stage_text))
        if self.stage is None:
            self.member_notices.insert(self.stage_notice_place, notice("unknown-stage", pointer("stage")))

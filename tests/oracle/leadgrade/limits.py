"""What of a lead's text is read at all (DESIGN 8)."""

from .json_text import Malformed, parse, pointer
from .notices import notice

MAX_BYTES = 256 * 1024
MAX_DEPTH = 16
MAX_EVENTS = 2000
MAX_STRING = 8 * 1024

DROPPED = object()


class _Pruner:
    """Takes away what is too deep or too long, and remembers how much of it and where the first was."""

    def __init__(self):
        self.found = {"too-deep": [], "string-too-long": []}

    def prune(self, value, depth, path):
        if isinstance(value, str) and len(value.encode("utf-8")) > MAX_STRING:
            return self.drop("string-too-long", path)
        if isinstance(value, (dict, list)) and depth > MAX_DEPTH:
            return self.drop("too-deep", path)
        if isinstance(value, dict):
            members = ((key, self.prune(item, depth + 1, (*path, key))) for key, item in value.items())
            return {key: item for key, item in members if item is not DROPPED}
        if isinstance(value, list):
            return Elements((index, self.prune(item, depth + 1, (*path, index))) for index, item in enumerate(value))
        return value

    def drop(self, code, path):
        self.found[code].append(path)
        return DROPPED

    def notices(self):
        return [notice(code, pointer(*paths[0]), len(paths)) for code, paths in self.found.items() if paths]


class Elements(list):
    """The elements of an array that were kept, and which ones of the text they are."""

    def __init__(self, numbered):
        kept = [(index, item) for index, item in numbered if item is not DROPPED]
        super().__init__(item for _, item in kept)
        self.indices = [index for index, _ in kept]


def read_text(data):
    """The lead's object and the notices of its limits."""
    if len(data) > MAX_BYTES:
        return {}, [notice("lead-too-large", "")]
    try:
        document = parse(data.decode("utf-8"), lead=True)
    except (UnicodeDecodeError, Malformed):
        return {}, [notice("not-json", "")]
    if not isinstance(document, dict):
        return {}, [notice("not-an-object", "")]
    events = document.get("events")
    left_out = 0
    if isinstance(events, list) and len(events) > MAX_EVENTS:
        # Events past the limit are not read, so nothing in them is a fault either.
        left_out = len(events) - MAX_EVENTS
        document["events"] = events[:MAX_EVENTS]
    pruner = _Pruner()
    document = pruner.prune(document, 1, ())
    notices = pruner.notices()
    if left_out:
        notices.append(notice("too-many-events", "/events", left_out))
    return document, notices

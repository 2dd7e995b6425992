"""What the caller knows beside the lead: turns, loads, who is away, a salt (DESIGN 4)."""

from .json_text import Malformed, Num, parse, pointer
from .notices import notice


def _integer(value):
    return int(value.double) if isinstance(value, Num) and value.integral else None


def _integers(value):
    if not isinstance(value, dict):
        return None
    numbers = {key: _integer(item) for key, item in value.items()}
    return None if None in numbers.values() else numbers


def _turn(value):
    return _integers(value) if isinstance(value, dict) else _integer(value)


def _names(value):
    return value if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


def _salt(value):
    return value if isinstance(value, str) else None


class Context:
    def __init__(self, data):
        self.notices = []
        document = self._document(data)

        def member(name, read, default):
            value = document.get(name)
            if value is None:
                return default
            result = read(value)
            if result is None:
                self.notices.append(notice("bad-context", pointer(name)))
                return default
            return result

        self.turn = member("turn", _turn, 0)
        self.load = member("load", _integers, {})
        self.away = member("away", _names, [])
        self.salt = member("salt", _salt, "")

    def _document(self, data):
        if not data:
            return {}
        try:
            document = parse(data.decode("utf-8"), lead=True)
        except (UnicodeDecodeError, Malformed):
            document = False
        if document is None:
            return {}
        if not isinstance(document, dict):
            self.notices.append(notice("bad-context", ""))
            return {}
        return document

    def turn_of(self, team):
        return self.turn.get(team, 0) if isinstance(self.turn, dict) else self.turn

"""JSON as ECMAScript reads and writes it, keeping the text of numbers so that decimals stay exact."""

import math
import re
from decimal import Decimal

WHITE = " \t\n\r"
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
HEX4 = re.compile(r"[0-9a-fA-F]{4}")
PLAIN = re.compile(r'[^"\\\x00-\x1f]+')
LONE = re.compile("[\ud800-\udfff]")
ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
WRITTEN = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
LAST_ARRAY_INDEX = 2**32 - 2


class Malformed(Exception):
    """The text is not JSON."""


class Num:
    """A number as it was written."""

    __slots__ = ("text", "double")

    def __init__(self, text):
        self.text = text
        # Adding zero turns -0 into 0, the only zero there is.
        self.double = float(text) + 0.0

    @property
    def finite(self):
        return math.isfinite(self.double)

    @property
    def integral(self):
        return self.finite and self.double == math.floor(self.double)

    def __repr__(self):
        return f"Num({self.text})"

    def __eq__(self, other):
        return isinstance(other, Num) and self.double == other.double

    def __hash__(self):
        return hash(self.double)


class _Reader:
    """Reads without recursion, because a hostile lead may nest a hundred thousand arrays."""

    def __init__(self, text, replace_lone):
        self.text = text
        self.at = 0
        self.replace_lone = replace_lone

    def skip(self):
        while self.at < len(self.text) and self.text[self.at] in WHITE:
            self.at += 1

    def take(self, char):
        if self.text[self.at : self.at + 1] != char:
            raise Malformed(self.at)
        self.at += 1

    def peek(self):
        self.skip()
        return self.text[self.at : self.at + 1]

    def string(self):
        self.take('"')
        units = []
        while True:
            run = PLAIN.match(self.text, self.at)
            if run:
                units.append(run.group())
                self.at = run.end()
            char = self.text[self.at : self.at + 1]
            if char == '"':
                self.at += 1
                break
            if char != "\\":
                raise Malformed(self.at)
            escape = self.text[self.at + 1 : self.at + 2]
            if escape == "u":
                digits = HEX4.match(self.text, self.at + 2)
                if not digits:
                    raise Malformed(self.at)
                units.append(chr(int(digits.group(), 16)))
                self.at += 6
            elif escape and escape in ESCAPES:
                units.append(ESCAPES[escape])
                self.at += 2
            else:
                raise Malformed(self.at)
        value = "".join(units)
        if LONE.search(value):
            # Two escaped halves make one character; what is left alone is a lone surrogate.
            value = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
            if self.replace_lone:
                value = LONE.sub("\ufffd", value)
        return value

    def scalar(self):
        char = self.peek()
        if char == '"':
            return self.string()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        number = NUMBER.match(self.text, self.at)
        if not number:
            raise Malformed(self.at)
        self.at = number.end()
        return Num(number.group())

    def document(self, last_takes_place):
        stack = []
        while True:
            char = self.peek()
            if char == "{":
                self.at += 1
                value = {}
                if self.peek() != "}":
                    stack.append((value, self.key()))
                    continue
                self.at += 1
            elif char == "[":
                self.at += 1
                value = []
                if self.peek() != "]":
                    stack.append((value, None))
                    continue
                self.at += 1
            else:
                value = self.scalar()
            # The value is complete; hand it to its container, which may be complete with it.
            while stack:
                container, key = stack.pop()
                if isinstance(container, dict):
                    if last_takes_place:
                        container.pop(key, None)
                    container[key] = value
                    closing = "}"
                else:
                    container.append(value)
                    closing = "]"
                char = self.peek()
                if char == ",":
                    self.at += 1
                    stack.append((container, self.key() if closing == "}" else None))
                    break
                self.take(closing)
                value = container
            else:
                if self.peek():
                    raise Malformed(self.at)
                return value

    def key(self):
        self.skip()
        key = self.string()
        self.skip()
        self.take(":")
        return key


def parse(text, *, lead=False):
    """Parses as JSON.parse does. Of a member given twice the last counts.

    In a model it stands where the first stood, which is where JSON.stringify would write it. In a lead it
    stands where it was written, so that walking the members walks the text.
    """
    return _Reader(text, replace_lone=lead).document(last_takes_place=lead)


def write_double(value):
    """Number::toString of ECMAScript."""
    if not math.isfinite(value):
        return "null"
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    _, digits, exponent = Decimal(repr(abs(value))).as_tuple()
    digits = "".join(map(str, digits)).lstrip("0")
    point = len(digits) + exponent
    digits = digits.rstrip("0")
    return sign + _place(digits, point)


def _place(digits, point):
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    power = point - 1
    tail = "." + digits[1:] if count > 1 else ""
    return f"{digits[0]}{tail}e{'+' if power >= 0 else '-'}{abs(power)}"


def write_string(value):
    parts = ['"']
    for char in value:
        if char in WRITTEN:
            parts.append(WRITTEN[char])
        elif char < " " or "\ud800" <= char <= "\udfff":
            parts.append(f"\\u{ord(char):04x}")
        else:
            parts.append(char)
    parts.append('"')
    return "".join(parts)


class Raw(str):
    """Text that is JSON already."""


def stringify(value):
    """JSON.stringify: array indices first in rising order, then the other keys as they came."""
    if isinstance(value, Raw):
        return str(value)
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, Num):
        return write_double(value.double)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return write_double(value)
    if isinstance(value, str):
        return write_string(value)
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(stringify(item) for item in value) + "]"
    indices = sorted((key for key in value if is_array_index(key)), key=int)
    names = [key for key in value if not is_array_index(key)]
    return "{" + ",".join(f"{write_string(key)}:{stringify(value[key])}" for key in indices + names) + "}"


def is_array_index(key):
    return re.fullmatch(r"0|[1-9][0-9]{0,9}", key) is not None and int(key) <= LAST_ARRAY_INDEX


def pointer(*tokens):
    """A JSON Pointer (RFC 6901)."""
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens)


def pointer_tokens(text):
    return [token.replace("~1", "/").replace("~0", "~") for token in text.split("/")[1:]]

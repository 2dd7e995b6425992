"""Writes JSON text with every freedom the grammar gives: duplicates, spellings of numbers, escapes, white space."""

import json

from leadgrade.json_text import write_double, write_string


class Token(str):
    """Text that goes out as it is, such as an odd spelling of a number."""


class Members(list):
    """An object as pairs, so that a member can be there twice."""


def dump(value, gaps=None):
    """JSON text of Python values; `gaps` is a function that gives white space, for hostile texts."""
    gap = gaps or (lambda: "")

    def write(item):
        if isinstance(item, Token):
            return str(item)
        if item is None or isinstance(item, bool):
            return json.dumps(item)
        if isinstance(item, str):
            return write_string(item)
        if isinstance(item, float):
            return write_double(item)
        if isinstance(item, int):
            return str(item)
        if isinstance(item, list) and not isinstance(item, Members):
            return "[" + ",".join(gap() + write(part) + gap() for part in item) + "]"
        pairs = item if isinstance(item, Members) else item.items()
        return "{" + ",".join(f"{gap()}{write(key)}{gap()}:{gap()}{write(part)}{gap()}" for key, part in pairs) + "}"

    return gap() + write(value) + gap()


def escape_some(text, random):
    """The same JSON text with some characters of its strings written as escapes."""
    out, inside, skip = [], False, 0
    for char in text:
        if skip:
            skip -= 1
            out.append(char)
            continue
        if char == '"':
            inside = not inside
        elif char == "\\":
            skip = 1
        elif inside and (ord(char) > 126 or char.isalnum()) and random.random() < 0.2:
            units = char.encode("utf-16-be")
            out += [f"\\u{units[at]:02x}{units[at + 1]:02X}" for at in range(0, len(units), 2)]
            continue
        out.append(char)
    return "".join(out)

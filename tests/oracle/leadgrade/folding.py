"""How text is trimmed, folded and cut into words (DESIGN 3.1)."""

import functools
import unicodedata

from .unicode17 import ALPHANUMERIC, NEWER_LOWER

WHITE_SPACE = frozenset(
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ĳ": "ij",
    "ĸ": "k", "ł": "l", "ŀ": "l", "ŋ": "n", "ŉ": "n", "ſ": "s", "ŧ": "t",
}  # fmt: skip


def trim(text):
    start, end = 0, len(text)
    while start < end and text[start] in WHITE_SPACE:
        start += 1
    while end > start and text[end - 1] in WHITE_SPACE:
        end -= 1
    return text[start:end]


def lower(text):
    """Each character lower-cased by itself, so without the rule for a final sigma."""
    return "".join(NEWER_LOWER.get(char) or char.lower() for char in text)


def _base(char):
    if char in LETTERS:
        return LETTERS[char]
    if "\u00c0" <= char <= "\u017f" and char not in "×÷":
        return unicodedata.normalize("NFD", char)[0]
    return char


@functools.lru_cache(maxsize=1 << 18)
def fold(text):
    based = "".join(_base(char) for char in lower(text))
    unmarked = [char for char in based if not "\u0300" <= char <= "\u036f"]
    spaced = "".join(" " if char in WHITE_SPACE else char for char in unmarked)
    return " ".join(part for part in spaced.split(" ") if part)


def is_alphanumeric(char):
    return ord(char) in ALPHANUMERIC


def words(text):
    """The words of a text: maximal runs of alphanumeric characters after folding."""
    spaced = "".join(char if is_alphanumeric(char) else " " for char in fold(text))
    return [word for word in spaced.split(" ") if word]

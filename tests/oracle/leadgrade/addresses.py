"""E-mail addresses, their domains and kinds (DESIGN 3.1)."""

import re

from .conditions import is_under
from .folding import is_alphanumeric, lower, trim, WHITE_SPACE

KINDS = ["disposable", "free", "education", "work"]
EDUCATION = re.compile(r".*\.(edu|ac\.[a-z]{2}|edu\.[a-z]{2})", re.DOTALL)
MAX_LABEL = 63
MAX_DOMAIN = 253


def read_email(text):
    """The address in its normal form, or None."""
    local, at, domain = trim(text).partition("@")
    if not at or not local or "@" in domain or any(char in WHITE_SPACE for char in local):
        return None
    domain = domain.removesuffix(".")
    labels = domain.split(".")
    if len(labels) < 2 or len(domain) > MAX_DOMAIN or not all(map(_is_label, labels)):
        return None
    return f"{local}@{lower(domain)}"


def _is_label(label):
    return (
        1 <= len(label) <= MAX_LABEL
        and all(is_alphanumeric(char) or char == "-" for char in label)
        and not label.startswith("-")
        and not label.endswith("-")
    )


def domain_of(address):
    return address.partition("@")[2]


def kind_of(domain, lists, built_in):
    if is_under(domain, built_in["disposable"]) or is_under(domain, lists.get("disposableEmail", [])):
        return "disposable"
    if is_under(domain, built_in["free"]) or is_under(domain, lists.get("freeEmail", [])):
        return "free"
    return "education" if EDUCATION.fullmatch(domain) else "work"

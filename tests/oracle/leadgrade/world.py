"""What every condition may lean on beside the facts: the instant and the lists."""

import os

BUILT_IN = {
    "free": [
        "aol.com", "gmail.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com", "icloud.com", "live.com",
        "mail.ru", "msn.com", "outlook.com", "proton.me", "protonmail.com", "web.de", "yahoo.co.uk", "yahoo.com",
        "yandex.ru", "ymail.com", "zoho.com", "163.com", "qq.com",
    ],
    "disposable": ["10minutemail.com", "guerrillamail.com", "mailinator.com", "temp-mail.org", "yopmail.com"],
}  # fmt: skip


class World:
    def __init__(self, now, lists, built_in):
        self.now = now
        self.lists = lists
        self.built_in = built_in


def read_built_in(folder):
    """The lists of free and disposable domains of the project, one domain a line, or a small stand-in."""
    lists = dict(BUILT_IN)
    for kind in lists:
        path = os.path.join(folder, f"{kind}_domains.txt")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                lines = (line.strip() for line in file)
                lists[kind] = frozenset(line for line in lines if line and not line.startswith("#"))
    return lists

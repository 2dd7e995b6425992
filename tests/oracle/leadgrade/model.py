"""A model document, assumed valid, and its hash (DESIGN 4)."""

import hashlib

from .json_text import parse, stringify


class Model:
    def __init__(self, document):
        self.document = document
        self.hash = "sha256:" + hashlib.sha256(stringify(document).encode("utf-8")).hexdigest()

    @classmethod
    def from_text(cls, text):
        return cls(parse(text))

    def __getitem__(self, section):
        return self.document.get(section)

    @property
    def identity(self):
        return {"name": self["name"], "version": self["version"], "hash": self.hash}

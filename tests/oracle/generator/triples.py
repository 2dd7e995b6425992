"""Triples of a model, a lead and an instant, as lines of JSON."""

import random

from leadgrade.instants import parse_instant

from . import vocabulary as v
from .lead import ContextMaker, LeadMaker
from .model import ModelMaker
from .text import Token, dump


def triple(seed, index, sections):
    """The triple number `index` of a seed, whatever was made before it."""
    source = random.Random(f"{seed}/{index}")
    now = source.choice(v.NOWS[:2]) if source.random() < 0.7 else source.choice(v.NOWS)
    maker = ModelMaker(source, sections, now)
    model = maker.make()
    lead = LeadMaker(source, maker, parse_instant(now)).make()
    line = {"model": Token(dump(model)), "lead": lead, "now": now}
    if "routing" in sections and source.random() < 0.8:
        line["context"] = Token(ContextMaker(source).make())
    return dump(line)

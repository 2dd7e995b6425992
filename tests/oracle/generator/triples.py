"""Triples of a model, a lead and an instant, as lines of JSON."""

import random

from leadgrade.instants import parse_instant
from leadgrade.json_text import stringify

from . import vocabulary as v
from .given import GivenModel
from .lead import ContextMaker, LeadMaker
from .model import ModelMaker
from .text import Token, dump


def triple(seed, index, sections, given=None):
    """The triple number `index` of a seed, whatever was made before it. `given` is a model to use as it is."""
    source = random.Random(f"{seed}/{index}")
    now = source.choice(v.NOWS[:2]) if source.random() < 0.7 else source.choice(v.NOWS)
    if given is None:
        maker = ModelMaker(source, sections, now)
        model = dump(maker.make())
    else:
        maker, model = GivenModel(given), stringify(given)
    lead = LeadMaker(source, maker, parse_instant(now)).make()
    line = {"model": Token(model), "lead": lead, "now": now}
    if "routing" in maker.sections and source.random() < 0.8:
        line["context"] = Token(ContextMaker(source).make())
    return dump(line)

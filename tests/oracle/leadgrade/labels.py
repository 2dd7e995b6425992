"""Labels: conditions worth a name (DESIGN 3.6)."""

from .conditions import evaluate
from .facts import boolean


class Labels:
    def __init__(self, section, facts, world):
        self.answers = []
        for label in section or []:
            truth = evaluate(label["when"], facts.__getitem__, world)
            # A label may ask about those above it, so its fact is there as soon as it is known.
            facts[f"label.{label['id']}"] = boolean(truth)
            if truth is True:
                self.answers.append(
                    {
                        "id": label["id"],
                        "severity": label.get("severity") or "info",
                        "because": label.get("because") or label["id"],
                    }
                )

"""What the rules found in a sentence, weighed against what the learned model makes of it."""

from dataclasses import replace

from monitor.extract import learned
from monitor.extract.document import Document, Mention, Sentence
from monitor.extract.learned import NO_EVENT, Opinion
from monitor.extract.matching import Trigger

# Chosen on annotated texts (docs/extraction.md): above the first the model proposes what no rule saw, below the
# second a rule alone does not carry a proposal.
SURE, DOUBTED = 0.7, 0.05
# Every article quotes somebody: a statement is news only where the headline tells it.
TOLD_IN_TITLES = frozenset({"statement"})
RUNNERS_UP = 2


def weighed(document: Document, sentence: Sentence, triggers: list[Trigger]) -> list[Trigger]:
    """Returns the triggers of a sentence without those the model doubts, and with the one it is sure of."""
    opinion = learned.opinion(document, sentence)
    if opinion is None:
        return triggers
    kept = [
        _with_runners_up(trigger, opinion) for trigger in triggers if opinion.chances[trigger.event_type] >= DOUBTED
    ]
    if _is_sure(opinion, sentence) and all(trigger.event_type != opinion.best for trigger in triggers):
        kept.append(_trigger(document, opinion))
    return kept


def _is_sure(opinion: Opinion, sentence: Sentence) -> bool:
    if opinion.best == NO_EVENT or sentence.is_background or not (sentence.actors or sentence.places):
        return False
    return opinion.chances[opinion.best] >= SURE and (sentence.is_title or opinion.best not in TOLD_IN_TITLES)


def _trigger(document: Document, opinion: Opinion) -> Trigger:
    word = document.words[opinion.token]
    deed = Mention(opinion.token, opinion.token, word.start, word.end, ())
    return _with_runners_up(Trigger(opinion.best, deed, None, 1.0, True), opinion)


def _with_runners_up(trigger: Trigger, opinion: Opinion) -> Trigger:
    """Names the next likely types where the rules named none."""
    if trigger.runners_up:
        return trigger
    others = sorted(
        set(opinion.chances) - {trigger.event_type, NO_EVENT}, key=opinion.chances.__getitem__, reverse=True
    )
    return replace(trigger, runners_up=tuple(others[:RUNNERS_UP]))

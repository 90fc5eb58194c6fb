"""What the rules found in a sentence, weighed against what the learned model makes of it."""

from dataclasses import replace

from monitor.extract import learned
from monitor.extract.document import Document, Mention, Sentence
from monitor.extract.learned import NO_EVENT, Opinion
from monitor.extract.matching import CLOSE_FIT, Trigger, without_explained

# Chosen on annotated texts with a model that had not seen them (docs/extraction.md). The model proposes what no rule
# saw when it is sure, or likely enough twice within the beginning; a rule it doubts does not carry a proposal alone.
SURE, TWICE, DOUBTED = 0.85, 0.65, 0.35
# A rule whose words fit closely is doubted less.
DOUBTED_CLOSE = 0.1
# A fact is not proposed if no sentence of the text makes its type this likely.
LIKELY = 0.35
BEGINNING = 3
# Headline and first sentence tell the news: there it need not be as sure.
SURE_EARLY, NEWS = 0.7, 2
# Where neither an actor nor a place is named, as in "In all, 52 people were turned back".
SURE_OF_NOBODY = 0.95
# Every article quotes somebody: a statement is news only where the headline tells it.
TOLD_IN_TITLES = frozenset({"statement"})
# So much of the chances may go to a statement without making the deed beside it doubtful.
MOST_WORDS = 0.7
RUNNERS_UP = 2
# One deed easily told as another type: of those in one sentence the likelier stays.
RIVALS = (
    frozenset({"sabotage", "espionage", "cyber_attack", "detention"}),
    frozenset({"drone_incursion", "aircraft_incursion", "missile_incursion", "balloon_incursion"}),
    frozenset({"border_violation", "migration_pressure"}),
    frozenset({"nuclear_signal", "weapons_test"}),
    frozenset({"border_closure", "border_reopening"}),
    frozenset({"troop_deployment", "air_defence_deployment"}),
    frozenset({"talks", "agreement"}),
    frozenset({"armed_attack", "exercise_activity", "missile_incursion"}),
)

Opinions = list[Opinion | None]


def opinions(document: Document, rules: list[list[Trigger]]) -> Opinions:
    """Returns the model's opinion of every sentence, in order, given the triggers of each."""
    return [learned.opinion(document, sentence, held) for sentence, held in zip(document.sentences, rules, strict=True)]


def weighed(document: Document, sentence: Sentence, triggers: list[Trigger], found: Opinions) -> list[Trigger]:
    """Returns the triggers of a sentence without those the model doubts, and with the one it is sure of."""
    opinion = found[sentence.number]
    if opinion is None:
        return triggers
    kept = [_heard(trigger, opinion) for trigger in triggers if not _is_doubted(trigger, triggers, opinion)]
    if _is_sure(document, sentence, found) and all(trigger.event_type != opinion.best for trigger in triggers):
        told = _trigger(document, opinion)
        kept += [told] if told in without_explained([*kept, told]) else []
    types = {trigger.event_type for trigger in kept}
    return [trigger for trigger in kept if not _has_likelier_rival(trigger.event_type, types, opinion)]


def _is_doubted(trigger: Trigger, triggers: list[Trigger], opinion: Opinion) -> bool:
    """Tells whether the model gives a type next to no chance; of two deeds in one sentence it may see only one."""
    fits = trigger.fit >= CLOSE_FIT
    if fits and any(other.event_type == opinion.best for other in triggers):
        return False
    least = DOUBTED_CLOSE if fits else DOUBTED
    return _deed_chance(opinion, trigger.event_type) < least * _left(trigger, triggers, opinion)


def is_likely(sentence: Sentence, trigger: Trigger, beside: list[Trigger], found: Opinions) -> bool:
    """Tells whether some sentence of the text makes a type likely, or it fits closely beside a deed the model sees."""
    opinion = found[sentence.number]
    if opinion is None:
        return True
    if trigger.fit >= CLOSE_FIT and any(other.event_type == opinion.best for other in beside):
        return True
    somewhere = max(_deed_chance(other, trigger.event_type) for other in found if other)
    return somewhere >= LIKELY * _left(trigger, beside, opinion)


def _left(trigger: Trigger, triggers: list[Trigger], opinion: Opinion) -> float:
    """Returns what the other deeds of a sentence leave of the chances."""
    return 1 - sum(opinion.chances[kind] for kind in {other.event_type for other in triggers} - {trigger.event_type})


def _deed_chance(opinion: Opinion, event_type: str) -> float:
    """Returns the chance of a type: that words are told takes nothing from the deed ("Balloons fell, he said")."""
    words = sum(opinion.chances.get(kind, 0.0) for kind in TOLD_IN_TITLES - {event_type})
    return opinion.chances[event_type] / (1 - min(words, MOST_WORDS))


def _is_sure(document: Document, sentence: Sentence, found: Opinions) -> bool:
    opinion = found[sentence.number]
    if opinion.best == NO_EVENT or sentence.is_background:
        return False
    if not (sentence.actors or sentence.places) and (opinion.chance < SURE_OF_NOBODY or not any(document.tally)):
        return False
    if opinion.best in TOLD_IN_TITLES and not sentence.is_title:
        return False
    least = SURE_EARLY if sentence.number < NEWS else SURE
    return opinion.chance >= least or (opinion.chance >= TWICE and _told_twice(sentence, found))


def _told_twice(sentence: Sentence, found: Opinions) -> bool:
    """Tells whether headline and first sentences agree on a type, so that each needs to be less sure."""
    best = found[sentence.number].best
    likely = [n for n, other in enumerate(found[:BEGINNING]) if other and other.chance >= TWICE]
    agreeing = [n for n in likely if found[n].best == best]
    return sentence.number in agreeing and len(agreeing) > 1


def _has_likelier_rival(event_type: str, types: set[str], opinion: Opinion) -> bool:
    rivals = set().union(*(group for group in RIVALS if event_type in group)) & types - {event_type}
    return any(opinion.chances[rival] > opinion.chances[event_type] for rival in rivals)


def _trigger(document: Document, opinion: Opinion) -> Trigger:
    word = document.words[opinion.token]
    deed = Mention(opinion.token, opinion.token, word.start, word.end, ())
    return _heard(Trigger(opinion.best, deed, None, 1.0, False, told_by=frozenset()), opinion)


def _heard(trigger: Trigger, opinion: Opinion) -> Trigger:
    """Notes whether the model agrees, and names the next likely types where the rules named none."""
    told_by = trigger.told_by | ({learned.MODEL} if opinion.best == trigger.event_type else set())
    if trigger.runners_up:
        return replace(trigger, told_by=told_by)
    others = set(opinion.chances) - {trigger.event_type, NO_EVENT}
    likely = sorted(others, key=opinion.chances.__getitem__, reverse=True)
    return replace(trigger, told_by=told_by, runners_up=tuple(likely[:RUNNERS_UP]))

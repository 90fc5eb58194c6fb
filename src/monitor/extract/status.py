"""How an event is told: asserted, announced, denied, conditional, planned or background."""

from datetime import date

from monitor.extract.document import Mention, Sentence
from monitor.extract.event_kinds import INCURSIONS, MEASURES, POSTURE, WORDS
from monitor.extract.when import When

STATUSES = ("asserted", "announced", "denied", "conditional", "planned", "background")
CANDIDATES = ("asserted", "announced")
# Older than this, an event told with a date is history of the article, not its news.
OLD_DAYS = 45
# An old date beside words of recollection.
RECALLED_DAYS = 10
NEAR = 5
NEG_REACH = 4
# A modal among the first words of a sentence governs its whole list.
OPENING = 4
# "Rehearses" and "simulates" are deeds in exercises, not conditions.
REHEARSED = frozenset({"CARRYOUT", "DRILLVERB", "NUKEACT"})
# "denied that the state had anything to do with balloons which drift" reaches over two clauses.
DENIAL_CLAUSES = 2


def of(
    sentence: Sentence, deed: Mention, thing: Mention | None, event_type: str, when: When | None, published: date | None
) -> tuple[str, Mention | None]:
    """Returns the status of a deed and the word that shows it."""
    number = sentence.clause_of(deed.first)
    clause = sentence.clauses[number]
    low = min(deed.first, thing.first if thing else deed.first)
    high = max(deed.last, thing.last if thing else deed.last)

    def cue(name: str, first: int, stop: int) -> Mention | None:
        own = {id(deed), id(thing)}
        return next(
            (m for m in sentence.concepts if name in m.what and id(m) not in own and first <= m.first < stop), None
        )

    before = max(sentence.first, clause.first)
    if sentence.is_question and sentence.is_title:
        return "conditional", None
    if event_type == "threat":
        return ("background" if sentence.is_background else "asserted"), None
    # The learned model read "no car passes" as a closure: its word has no meaning of its own to turn round.
    found = cue("NEG", max(before, deed.first - NEG_REACH), deed.first) if deed.what else None
    if found:
        return "denied", found
    if thing and (found := cue("NEG", max(clause.first, thing.first - 2), thing.first)):
        return "denied", found
    if event_type not in WORDS | MEASURES and (found := _denial(sentence, deed, number)):
        return "denied", found
    if sentence.is_background:
        return "background", None
    if (
        published
        and event_type in MEASURES
        and any(w.role == "since" and (published - w.first).days > OLD_DAYS for w in sentence.dates)
    ):
        return "background", None
    if event_type == "border_closure" and cue("STILLSHUT", clause.first, clause.stop):
        return "background", None
    if when and published and when.role != "until":
        age = (published - when.first).days
        recalled = cue("HISTORY", sentence.first, sentence.stop)
        if age > OLD_DAYS or (age > RECALLED_DAYS and recalled):
            return "background", recalled
    elif found := cue("HISTORY", clause.first, clause.stop):
        return "background", found
    found = cue("COND", max(clause.first, low - NEAR), high + 1)
    if found and event_type == "border_reopening" and "PERMIT" in found.what:
        # "Motorists may use the crossing again" is the reopening itself.
        return "asserted", None
    if found and not (event_type in POSTURE and REHEARSED & set(found.what)):
        return "conditional", found
    if sentence.clauses and (found := cue("COND", clause.first, min(clause.first + 3, low))):
        return "conditional", found
    opening = cue("COND", sentence.first, min(sentence.first + OPENING, low))
    if opening and event_type not in WORDS:
        return "conditional", opening
    future = cue("FUTURE", max(clause.first, low - 6), high + 1)
    plan = cue("PLAN", max(clause.first, deed.first - 6), high + 1)
    if plan and event_type in WORDS and set(plan.what) & set(deed.what):
        # To ask for consultations or to demand an explanation is the deed itself.
        plan = None
    announced = cue("ANNOUNCE", sentence.first, sentence.stop)
    if plan and not future and plan.first < deed.first and event_type not in INCURSIONS:
        if event_type in MEASURES and when and when.role in ("from", "until") and announced:
            return "announced", announced
        if "FUTURE" not in plan.what:
            return "planned", plan
    if future or (plan and "FUTURE" in plan.what):
        cue_word = future or plan
        if event_type in INCURSIONS:
            return "conditional", cue_word
        return ("announced" if event_type in MEASURES | POSTURE or announced else "planned"), cue_word
    if announced and event_type in MEASURES | POSTURE:
        return "announced", announced
    return "asserted", None


def _denial(sentence: Sentence, deed: Mention, clause: int) -> Mention | None:
    """Finds a denial that governs the deed: before it in the sentence, in its clause or the two before."""
    for mention in sentence.concepts:
        if "DENY" in mention.what and (deed.first - mention.first) in range(-12, 18):
            gap = clause - sentence.clause_of(mention.first)
            if gap == 0 or (0 < gap <= DENIAL_CLAUSES and mention.first < deed.first):
                return mention
    return None

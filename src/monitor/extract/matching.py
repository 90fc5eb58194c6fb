"""Frames found in a sentence: deed and thing close together, each deed used by the frame that fits best."""

from dataclasses import dataclass, replace

from monitor.extract import gazetteer, vocabulary
from monitor.extract.actors import BLOCS, EAST, FLANK
from monitor.extract.document import Document, Mention, Sentence
from monitor.extract.event_kinds import INCURSIONS
from monitor.extract.frames import FRAMES, Frame

# Cost of reaching over into another clause of the sentence, in units of a frame's weight.
ACROSS_CLAUSES = 0.35
PER_WORD = 0.012
# From here on a frame fits closely: its words stand side by side and mean nothing else.
CLOSE_FIT = 1.2
# Before these "crossing" is a thing, not a deed.
BEFORE_CROSSING = vocabulary.small_words("BEFORE_CROSSING")
# Words that undo a closure or a ban right behind them: "lifted the ban", "zniesiono zakaz".
LIFTS = frozenset({"REOPEN"})
LIFT_REACH = 4
SPEAKER_REACH = 5
# Types for which what a frame shuns may stand nowhere in the sentence.
WHOLE_SENTENCE = INCURSIONS | {"border_violation"}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A frame that holds in a sentence."""

    event_type: str
    deed: Mention
    thing: Mention | None
    fit: float
    same_clause: bool
    runners_up: tuple[str, ...] = ()
    # "rule" and "model": who of them sees this type here.
    told_by: frozenset[str] = frozenset({"rule"})


def codes(mention: Mention) -> set[str]:
    """Returns the actors a mention may stand for."""
    return {value.split(":")[0] for value in mention.what}


def kinds(mention: Mention) -> set[str]:
    """Returns how an actor is named: name, people, capital, leader or body."""
    return {value.split(":")[1] for value in mention.what}


def company(document: Document, sentence: Sentence) -> set[str]:
    """Returns the concepts of a sentence and what its actors and places add: EAST, FLANK, BLOC, PLACE and others."""
    present = {name for mention in sentence.concepts for name in mention.what}
    named = [codes(mention) for mention in sentence.actors]
    everyone = set().union(*named) if named else set()
    places = [gazetteer.spots()[m.what[0]] for m in sentence.places]
    if everyone & EAST or any(place.country in EAST for place in places):
        present.add("EAST")
    if everyone & FLANK or any(place.country in FLANK for place in places):
        present.add("FLANK")
    if everyone & BLOCS:
        present.add("BLOC")
    if places:
        present.add("PLACE")
    if any(place.kind in gazetteer.SHARP | {"border", "county", "river"} for place in places):
        present.add("BORDERLAND")
    if any(place.kind == "range" for place in places):
        present.add("RANGE")
    if any(
        "name" in kinds(m) and codes(m) & FLANK and _previous(document, sentence, m) == "into" for m in sentence.actors
    ):
        present.add("INTO")
    if everyone & EAST and everyone - EAST:
        present |= {"BOTHSIDES"}
    if len(everyone & (FLANK | {"US", "UA", "GB"})) and everyone & EAST:
        present.add("FOREIGN")
    if everyone & EAST and (
        any(p.country == "UA" and p.kind in ("base", "region") for p in places) or "INVASION" in present
    ):
        present.add("ATTACKED")
    if {"AIRCRAFT", "OWNJET"} & present and not everyone & EAST and _speaks_of_them(document, sentence):
        present.add("EASTBEFORE")
    first = next((m for m in sentence.actors), None)
    if (first and codes(first) & EAST and first.first - sentence.first <= 8) or _east_says(sentence):
        present.add("EASTSPEAKS")
    return present


def _speaks_of_them(document: Document, sentence: Sentence) -> bool:
    """Tells whether a sentence takes up an aircraft of Russia or Belarus told right before it: "Two jets met it"."""
    before = document.sentences[sentence.number - 1] if sentence.number else None
    if before is None or before.paragraph != sentence.paragraph or not before.has("AIRCRAFT", "DRONE"):
        return False
    return any(codes(mention) & EAST for mention in before.actors)


def _previous(document: Document, sentence: Sentence, mention: Mention) -> str:
    return document.words[mention.first - 1].word if mention.first > sentence.first else ""


def _east_says(sentence: Sentence) -> bool:
    """Tells whether the one who says it speaks for Russia or Belarus: "..., Lukashenko said"."""
    for said in (m for m in sentence.concepts if {"SAY", "DECLAREPOS"} & set(m.what)):
        near = [a for a in sentence.actors if 0 < said.first - a.last <= SPEAKER_REACH]
        if near and codes(near[-1]) & EAST and kinds(near[-1]) & {"leader", "capital", "name", "body"}:
            return True
    return False


def triggers(document: Document, sentence: Sentence) -> list[Trigger]:
    """Returns the frames that hold in a sentence, at most one type per deed."""
    present = company(document, sentence)
    named = [*_passages(document, sentence), *_leaders(sentence), *_victims(sentence)]
    present.update(name for mention in named for name in mention.what)
    mentions = [*sentence.concepts, *named]
    if not mentions:
        return []
    by_concept: dict[str, list[Mention]] = {}
    for mention in mentions:
        for name in mention.what:
            by_concept.setdefault(name, []).append(mention)
    fits = [
        t
        for frame in FRAMES
        if _applies(frame, present) and (t := _best(document, frame, by_concept, sentence, present))
    ]
    return _settled(fits, sentence)


def _passages(document: Document, sentence: Sentence) -> list[Mention]:
    """Crossings named alone ("closed Kuźnica"), and "crossing" behind an article or a name, can be closed."""
    spots, words = gazetteer.spots(), document.words
    named = [
        replace(m, what=("PASSAGE",))
        for m in sentence.places
        if any(spots[p].kind == "crossing" or spots[p].name in ("Kuźnica", "Silene", "Šumskas") for p in m.what)
    ]
    ends = {m.last for m in sentence.places}
    nouns = [
        replace(m, what=("CROSSING",))
        for m in sentence.concepts
        if words[m.first].word == "crossing"
        and (m.first - 1 in ends or (m.first > sentence.first and words[m.first - 1].word in BEFORE_CROSSING))
    ]
    return named + nouns


def _leaders(sentence: Sentence) -> list[Mention]:
    """Leaders of Russia and Belarus, whom somebody may meet or call."""
    return [
        replace(m, what=("EASTLEADER",))
        for m in sentence.actors
        if codes(m) & EAST and kinds(m) & {"leader", "capital"}
    ]


def _victims(sentence: Sentence) -> list[Mention]:
    """Ukraine by name, which troops may invade."""
    return [replace(m, what=("VICTIM",)) for m in sentence.actors if "UA:name" in m.what]


def _applies(frame: Frame, present: set[str]) -> bool:
    if frame.deed not in present or (frame.thing and frame.thing not in present):
        return False
    return not any(not present & set(need.split("|")) for need in frame.needs)


def _attributive(document: Document, deed: Mention, thing: Mention | None) -> bool:
    """Tells whether a participle only describes the thing: "near the closed crossing"."""
    before = document.words[deed.first - 1].word if deed.first else ""
    ends = document.words[deed.last].word.endswith("ed")
    return (
        ends and thing is not None and 0 < thing.first - deed.last <= 2 and before in ("the", "a", "an", "now", "long")
    )


def _lifted(sentence: Sentence, deed: Mention) -> bool:
    """Tells whether a ban or closure is the thing somebody lifts: "lifted the ban on lorries"."""
    return any(
        LIFTS & set(m.what) and "CLOSE" not in m.what and 0 < deed.first - m.last <= LIFT_REACH
        for m in sentence.concepts
    )


def _best(
    document: Document, frame: Frame, mentions: dict[str, list[Mention]], sentence: Sentence, present: set[str]
) -> Trigger | None:
    best: Trigger | None = None
    for deed in mentions[frame.deed]:
        number = sentence.clause_of(deed.first)
        clause = sentence.clauses[number]
        for thing in mentions[frame.thing] if frame.thing else [None]:
            if thing is deed or (thing and thing.first == deed.first):
                continue
            gap = 0 if thing is None else max(thing.first - deed.last, deed.first - thing.last)
            same = thing is None or clause.first <= thing.first < clause.stop
            if (
                gap > frame.window
                or (frame.deed == "CLOSE" and _lifted(sentence, deed))
                or _attributive(document, deed, thing)
                or (frame.deed == "OVER" and thing.first > deed.first)
            ):
                continue
            whole = not same or frame.event_type in WHOLE_SENTENCE
            reach = range(sentence.first, sentence.stop) if whole else range(clause.first, clause.stop)
            if any(
                m.first in reach and m is not deed and m is not thing for s in frame.shuns for m in mentions.get(s, ())
            ):
                continue
            fit = frame.weight - PER_WORD * gap - (0 if same else ACROSS_CLAUSES)
            if best is None or fit > best.fit:
                best = Trigger(frame.event_type, deed, thing, fit, same)
    return best


# A frame that only reaches over a clause border must fit at least this well.
POOREST = 0.6
FIRM = 0.8
# Types that explain another one told in the same sentence.
EXPLAINS = {
    "nuclear_signal": {"exercise_activity", "weapons_test", "troop_deployment"},
    "espionage": {"sabotage"},
    "missile_incursion": {"aircraft_incursion", "weapons_test", "armed_attack"},
    "exercise_activity": {"troop_deployment"},
    "drone_incursion": {"aircraft_incursion", "armed_attack"},
    "agreement": {"talks"},
    "protest": {"talks", "agreement"},
    "consultation": {"talks"},
    "threat": {"agreement"},
    "air_policing": {"troop_deployment", "armed_attack"},
    "expulsion": {"sanction"},
}


def _settled(fits: list[Trigger], sentence: Sentence) -> list[Trigger]:
    """Gives each deed to the best frame; a second frame on the same deed stays as a runner-up."""
    kept: list[Trigger] = []
    for trigger in sorted(fits, key=lambda t: -t.fit):
        if trigger.fit < POOREST:
            continue
        rival = next(
            (
                k
                for k in kept
                if k.deed.first == trigger.deed.first
                or k.event_type == trigger.event_type
                or (k.thing and k.thing.first == trigger.deed.first and k.fit > trigger.fit + 0.2)
            ),
            None,
        )
        if rival is None:
            kept.append(trigger)
        elif rival.event_type != trigger.event_type and trigger.event_type not in rival.runners_up:
            kept[kept.index(rival)] = replace(rival, runners_up=(*rival.runners_up, trigger.event_type))
    if any("WASHED" in k.deed.what for k in kept):
        kept = [k for k in kept if k.event_type != "drone_incursion"]
    # An exercise only named beside another deed or in an opinion is no news of the exercise.
    opinion = sentence.has("DECLAREPOS") and not sentence.is_title
    kept = [
        k
        for k in kept
        if k.event_type != "exercise_activity" or k.fit >= FIRM or (not opinion and (k.thing or len(kept) == 1))
    ]
    return without_explained(kept)


def without_explained(kept: list[Trigger]) -> list[Trigger]:
    """Leaves out what only explains another type told in the same sentence."""
    explained = set().union(*(EXPLAINS.get(k.event_type, set()) for k in kept))
    return [k for k in kept if k.event_type not in explained]

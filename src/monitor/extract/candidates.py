"""Candidates of a text: every frame that holds, with date, place, actors, numbers, status and their evidence."""

from monitor.extract import learned, matching, places, slots, status, timing, weighing
from monitor.extract.actors import EAST, FLANK
from monitor.extract.candidate import COUNTED, NOTHING, Candidate
from monitor.extract.counts import count, counted_thing
from monitor.extract.customs import acting_country, at_sea, customary, main_country
from monitor.extract.document import Document, Sentence
from monitor.extract.doubts import arrested_by_the_east, belongs, only_a_reason, only_quoted, refers_back
from monitor.extract.event_kinds import ON_THE_GROUND, RUSSIAN_MAKES, WORDS
from monitor.extract.matching import Trigger
from monitor.extract.status import CANDIDATES

TAGS = {
    "DRONE": "drones",
    "BALLOON": "balloons",
    "MISSILE": "missiles",
    "NUCLEAR": "nuclear",
    "GNSS": "gnss",
    "JAM": "electronic_warfare",
    "MIGRANT": "migration",
    "CROSSING": "crossing",
    "AIRPORT": "airport",
    "AIRSPACE": "airspace",
    "CABLE": "cables",
    "RAIL": "rail",
    "EXERCISE": "exercise",
    "NAMEDEXERCISE": "exercise",
    "CYBER": "cyber",
    "AIRDEF": "airdefence",
    "FENCE": "fortification",
    "SMUGGLED": "smuggling",
    "TROOPS": "deployment",
}
# Named beside a deed these still say what it is about.
NAMED_BESIDE = frozenset({"DRONE", "BALLOON", "AIRPORT", "NUCLEAR"})


def candidates(document: Document) -> list[Candidate]:
    """Returns the candidates of a text in order of appearance, not merged."""
    main = main_country(document)
    rules = [matching.triggers(document, sentence) for sentence in document.sentences]
    opinions = weighing.opinions(document, rules)
    found = []
    for sentence, held in zip(document.sentences, rules, strict=True):
        for trigger in weighing.weighed(document, sentence, held, opinions):
            candidate = _candidate(document, sentence, trigger, main)
            if candidate is None or not belongs(document, candidate):
                continue
            if candidate.status in CANDIDATES and not weighing.is_likely(sentence, trigger, held, opinions):
                continue
            if not refers_back(document, trigger, candidate, found):
                found.append(candidate)
    return found


def _candidate(document: Document, sentence: Sentence, trigger: Trigger, main: str | None) -> Candidate | None:
    kind, deed, thing = trigger.event_type, trigger.deed, trigger.thing
    when = timing.timing(document, sentence, deed, kind)
    how_told, cue = status.of(sentence, deed, thing, kind, when.when if when.own else None, document.published)
    country, holder = places.country_of(document, sentence, kind, deed) if kind in ON_THE_GROUND else (None, None)
    if country is None and kind in ON_THE_GROUND:
        country = main
    government = main
    initiator, target, who = slots.roles(document, sentence, trigger, country, government)
    initiator, target = customary(document, sentence, trigger, initiator, target, main)
    country = {"BALTIC": "XB"}.get(country, country)
    if (
        kind == "drone_incursion"
        and initiator == ["UNKNOWN"]
        and any(w.word.startswith(RUSSIAN_MAKES) for w in document.words[sentence.first : sentence.stop])
    ):
        initiator = ["RU"]
    if kind == "armed_attack":
        country = "UA"
    if kind == "maritime_incident" and at_sea(sentence, trigger):
        country = "XB"
    if kind not in ON_THE_GROUND:
        country = acting_country(document, sentence, trigger, initiator, main)
    place = places.find(document, sentence, kind, deed, country)
    if place and kind in ON_THE_GROUND and country is None:
        country = place.country
    if (
        place
        and place.country
        and kind not in WORDS
        and place.rank >= 2
        and (country not in FLANK or kind in ON_THE_GROUND)
    ):
        country = place.country if place.country != "XB" or kind in ON_THE_GROUND else country
    if kind in ("detention", "espionage"):
        east = arrested_by_the_east(document, sentence, deed, place)
        if kind == "detention" and not east:
            return None
        of_theirs = sentence.has("OWNCITIZEN") or any(matching.codes(m) & FLANK for m in sentence.actors)
        if kind == "espionage" and east and of_theirs:
            kind, country = "detention", next((c for c in initiator if c in EAST), "BY")
            place = places.find(document, sentence, kind, deed, country)
            place = place if place and place.country == country else None
    if kind == "detention" and not set(initiator) & EAST and place and place.country in EAST:
        initiator, target = [place.country], [c for c in (*initiator, *target) if c != "UNKNOWN"]
        country = place.country
    candidate = Candidate(
        kind,
        sentence.number,
        sentence.is_title,
        trigger.fit,
        when.first,
        when.last,
        when.precision,
        when.own,
        place,
        country,
        initiator,
        target,
        status=how_told,
        runners_up=trigger.runners_up,
        same_clause=trigger.same_clause,
        told_by=trigger.told_by,
        deed=deed.what,
        told_in=[sentence.number],
    )
    if only_a_reason(document, sentence, trigger, candidate) or only_quoted(document, sentence, trigger, candidate):
        candidate.status = "background"
    candidate.evidence = evidence_of(document, trigger, when, place, holder, cue, who)
    count(
        document,
        sentence,
        candidate,
        thing
        if thing and kind != "air_policing" and COUNTED.get(kind, NOTHING).intersection(thing.what)
        else counted_thing(document, sentence, kind, deed),
    )
    candidate.tags = _tags(sentence, trigger)
    return candidate


def _tags(sentence: Sentence, trigger: Trigger) -> list[str]:
    """Returns what the deed and its thing are about, and what its own clause names beside them."""
    clause = sentence.clauses[sentence.clause_of(trigger.deed.first)]
    beside = [m for m in sentence.concepts if clause.first <= m.first < clause.stop]
    # The model knows no thing: everything its clause names says what it is about.
    wanted = NAMED_BESIDE if trigger.thing or trigger.deed.what else TAGS.keys()
    told = {c for m in (trigger.deed, trigger.thing) if m for c in m.what if c in TAGS}
    return sorted({TAGS[c] for c in told} | {TAGS[c] for m in beside for c in m.what if c in wanted})


def evidence_of(document: Document, trigger: Trigger, when, place, holder, cue, who) -> list[tuple[str, int, int, str]]:
    deed, thing = trigger.deed, trigger.thing
    seen = "deed" if learned.RULE in trigger.told_by else "learned"
    spans = [("event_type", deed.start, deed.end, f"{seen}: {trigger.event_type}")]
    if thing:
        spans.append(("event_type", thing.start, thing.end, f"thing: {trigger.event_type}"))
    if when.start is not None:
        spans.append(("start", when.start, when.end, f"{when.first} from {when.how}"))
    if place and place.start is not None:
        spans.append(("location", place.start, place.end, place.how))
    if holder:
        spans.append(("country", holder.start, holder.end, "owner of the airspace or land, or country of the place"))
    if cue:
        spans.append(("status", cue.start, cue.end, "word that shows how it is told"))
    return spans + list(who)

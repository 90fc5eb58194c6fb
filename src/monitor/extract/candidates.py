"""Candidates of a text: every frame that holds, with date, place, actors, numbers, status and their evidence."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from monitor.extract import exercises, matching, numbers, places, slots, status, timing
from monitor.extract.actors import BALTIC, BLOCS, EAST, FLANK, NEIGHBOURS
from monitor.extract.document import Document, Mention, Sentence
from monitor.extract.frames import INCURSIONS, MEASURES, ON_THE_GROUND, WORDS
from monitor.extract.matching import Trigger

# Countries in which an incident of the theatre can lie.
# A deed told as a noun ("violations", "keep crossing") in a reason only refers to events told elsewhere.
NOUN_ENDINGS = {
    "en": ("ion", "ions", "ure", "ures", "ing", "ings", "breach", "breaches", "drills", "exercise", "exercises",
        "flights", "zapad", "sabotage", "arson",
           "blast", "blasts", "explosions", "attack", "attacks", "incident", "incidents"),
    "pl": ("nia", "nie", "niu", "niem", "niami", "en", "manewrow", "manewrami"), "lt": ("imas", "imo", "imu", "imai",
        "imus", "pratybu"),
    "lv": ("ums", "uma", "umu", "umiem", "umi", "sana", "sanu", "sanas"), "de": ("ung", "ungen", "manover", "manovers"),
}  # fmt: skip
# Drones that only Russia is known to fly in the theatre.
RUSSIAN_MAKES = ("shahed", "szahed", "gerber", "geran")
# Whose government a text means when it names none.
HOME = {"pl": "PL", "lt": "LT", "lv": "LV"}
THEATRE = FLANK | {"BY", "XB", "INT"}
COUNTED = {
    "drone_incursion": "DRONE", "balloon_incursion": "BALLOON", "aircraft_incursion": "AIRCRAFT",
    "missile_incursion": "MISSILE", "maritime_incident": "SHIP", "border_violation": "INTRUDER",
    "air_policing": "AIRCRAFT",
}  # fmt: skip
TAGS = {
    "DRONE": "drones", "BALLOON": "balloons", "MISSILE": "missiles", "NUCLEAR": "nuclear", "GNSS": "gnss",
        "JAM": "electronic_warfare",
    "MIGRANT": "migration", "CROSSING": "crossing", "AIRPORT": "airport", "AIRSPACE": "airspace", "CABLE": "cables",
    "RAIL": "rail", "EXERCISE": "exercise", "NAMEDEXERCISE": "exercise", "CYBER": "cyber", "AIRDEF": "airdefence",
        "FENCE": "fortification",
    "SMUGGLED": "smuggling", "TROOPS": "deployment",
}  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """A possible event with all its fields; `evidence` are (field, start, end, how) spans of the text."""

    event_type: str
    sentence: int
    is_title: bool
    fit: float
    start: date | None
    end: date | None
    date_precision: str
    own_date: bool
    place: places.Found | None
    country: str | None
    initiator: list[str]
    target: list[str]
    counts: dict[str, int | None] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    status: str = "asserted"
    evidence: list[tuple[str, int, int, str]] = field(default_factory=list)
    runners_up: tuple[str, ...] = ()
    same_clause: bool = True


def candidates(document: Document) -> list[Candidate]:
    """Returns the candidates of a text in order of appearance, not merged."""
    main = main_country(document)
    found = []
    for sentence in document.sentences:
        for trigger in matching.triggers(document, sentence):
            candidate = _candidate(document, sentence, trigger, main)
            if candidate and _belongs(candidate):
                found.append(candidate)
    return found


def main_country(document: Document) -> str | None:
    """Returns the state of the flank the text speaks of most, the title and the first sentences counting double."""
    tally: Counter[str] = Counter()
    for sentence in document.sentences:
        weight = 3 if sentence.is_title else 2 if sentence.number < 4 else 1
        for mention in sentence.actors:
            if (code := slots.code(mention)) in FLANK - {"BALTIC"}:
                tally[code] += weight
        for mention in sentence.places:
            spot = places.choose(document, sentence, mention, None)
            if spot.country in FLANK:
                tally[spot.country] += weight
    if not tally:
        return HOME.get(document.language)
    return tally.most_common(1)[0][0]


def _customary(document: Document, sentence: Sentence, kind: str, initiator: list[str], target: list[str],
    main: str | None
               ) -> tuple[list[str], list[str]]:  # fmt: skip
    """Adds the parties a type always has: holders of a known exercise, a neighbour, Minsk for balloons."""
    east = Counter({code: document.tally[code] for code in EAST if document.tally[code]})
    if kind == "exercise_activity":
        drill = exercises.named(document.folded[sentence.start : sentence.end]) or (
            exercises.named(document.folded[:600])
        )
        if drill and (set(drill.organisers) & set(initiator) or not initiator):
            initiator = [
                *(c for c in initiator if c in drill.organisers),
                *(c for c in drill.organisers if c not in initiator),
            ]
    if (
        kind in ("border_closure", "border_reopening", "fortification")
        and not target
        and initiator
        and initiator[0] in NEIGHBOURS
    ):
        near = NEIGHBOURS[initiator[0]]
        told = [c for c, _ in east.most_common() if c in near]
        target = told[:1] or ([near[0]] if len(near) == 1 else [])
    if kind == "balloon_incursion" and initiator == ["UNKNOWN"] and east.get("BY"):
        initiator = ["BY"]
    if kind == "air_policing" and "NATO" not in initiator and set(initiator) - FLANK:
        initiator = [*initiator, "NATO"]

    def spread(codes: list[str]) -> list[str]:
        return list(dict.fromkeys(c for code in codes for c in (BALTIC if code == "BALTIC" else (code,))))

    initiator = spread(initiator)
    return initiator, [c for c in spread(target) if c not in initiator]


def _candidate(document: Document, sentence: Sentence, trigger: Trigger, main: str | None) -> Candidate | None:
    kind, deed, thing = trigger.event_type, trigger.deed, trigger.thing
    when = timing.timing(document, sentence, deed, kind)
    how_told, cue = status.of(sentence, deed, thing, kind, when.when if when.own else None, document.published)
    country, holder = places.country_of(document, sentence, kind, deed) if kind in ON_THE_GROUND else (None, None)
    if country is None and kind in ON_THE_GROUND:
        country = main
    government = main
    initiator, target, who = slots.roles(document, sentence, trigger, country, government)
    initiator, target = _customary(document, sentence, kind, initiator, target, main)
    country = {"BALTIC": "XB"}.get(country, country)
    if (
        kind == "drone_incursion"
        and initiator == ["UNKNOWN"]
        and any(w.word.startswith(RUSSIAN_MAKES) for w in document.words[sentence.first : sentence.stop])
    ):
        initiator = ["RU"]
    if kind not in ON_THE_GROUND:
        country = _acting_country(document, sentence, trigger, initiator, main)
    place = places.find(document, sentence, kind, deed, country)
    if place and kind in ON_THE_GROUND and country is None:
        country = place.country
    if (
        place
        and place.country
        and kind not in WORDS
        and place.rank == 2
        and (country not in FLANK or kind in ON_THE_GROUND)
    ):
        country = place.country if place.country != "XB" or kind in ON_THE_GROUND else country
    candidate = Candidate(
        kind, sentence.number, sentence.is_title, trigger.fit, when.first, when.last, when.precision, when.own, place,
        country, initiator, target, status=how_told, runners_up=trigger.runners_up, same_clause=trigger.same_clause,
    )  # fmt: skip
    if _only_a_reason(document, sentence, trigger, candidate):
        candidate.status = "background"
    candidate.evidence = _evidence(document, trigger, when, place, holder, cue, who)
    _count(
        document,
        sentence,
        candidate,
        thing
        if thing and kind != "air_policing" and COUNTED.get(kind, "-") in thing.what
        else _counted(document, sentence, kind, deed),
    )
    candidate.tags = sorted({TAGS[c] for m in (deed, thing) if m for c in m.what if c in TAGS}
                            | {TAGS[c] for m in sentence.concepts for c in m.what if c in ("DRONE", "BALLOON",
                                "AIRPORT", "NUCLEAR") and c in TAGS})  # fmt: skip
    return candidate


def _only_a_reason(document: Document, sentence: Sentence, trigger: Trigger, candidate: Candidate) -> bool:
    """Tells whether an event only gives the reason of another ("because of the balloons"), without day or number."""
    if candidate.status not in ("asserted", "announced"):
        return False
    if not document.words[trigger.deed.last].word.endswith(NOUN_ENDINGS.get(document.language, NOUN_ENDINGS["en"])):
        return False
    start = min(trigger.deed.first, trigger.thing.first if trigger.thing else trigger.deed.first)
    clause = sentence.clauses[sentence.clause_of(start)]
    first, stop = document.words[clause.first].start, document.words[clause.stop - 1].end
    if candidate.own_date and any(first <= w.start < stop and w.role in ("on", "night") for w in sentence.dates):
        return False
    reason = any("BECAUSE" in m.what and max(clause.first, start - 7) <= m.first < start for m in sentence.concepts)
    place = (
        candidate.place is not None
        and candidate.place.rank == 2
        and (candidate.place.start or 0) > document.words[start].start
    )
    counted = bool(numbers.figures(document, document.words[clause.first].start, document.words[clause.stop - 1].end))
    others = any(not {"SAY", "BECAUSE"} & set(m.what) and m.first < start for m in sentence.concepts)
    return reason and others and not place and not counted


def _most_telling(
    document: Document, sentence: Sentence, kind: str, thing: Mention
) -> tuple[int | None, tuple[int, int] | None]:
    """Reads the number beside the thing of the deed, or another word for it ("three jets of the type MiG-31")."""
    others = (
        [m for m in sentence.concepts if COUNTED[kind] in m.what and m is not thing] if kind != "air_policing" else []
    )
    found = [numbers.objects(document, sentence, m, sentence.dates) for m in (thing, *others)]
    told = [pair for pair in found if pair[0] is not None]
    return next((pair for pair in told if pair[0] > 1), told[0] if told else (None, None))


def _counted(document: Document, sentence: Sentence, kind: str, deed: Mention) -> Mention | None:
    wanted = COUNTED.get(kind)
    options = [m for m in sentence.concepts if wanted and wanted in m.what]
    if kind == "air_policing":
        # The aircraft met, not the jets that met them.
        options = [m for m in options if slots.code(slots.owner(document, sentence, m)) in EAST]
    return min(options, key=lambda m: abs(m.first - deed.first)) if options else None


def _acting_country(
    document: Document, sentence: Sentence, trigger: Trigger, initiator: list[str], main: str | None
) -> str | None:
    """Returns where posture, measures and words stand: the host for deployments, else the state that acts."""
    first = initiator[0] if initiator else None
    if trigger.event_type in (
        "troop_deployment",
        "air_defence_deployment",
        "exercise_activity",
        "air_policing",
        "weapons_test",
        "nuclear_signal",
    ):
        spots = [places.choose(document, sentence, m, None) for m in sentence.places]
        own = [s for s in spots if s.kind not in ("capital", "meeting")]
        if own:
            return own[0].country
        hosts = [slots.code(m) for m in sentence.actors
                 if document.words[m.first - 1].word in ("in", "to", "w", "do", "nach", "na", "uz",
                     "into")]  # fmt: skip
        hosts = [c for c in hosts if c in FLANK | EAST]
        if hosts:
            return hosts[0]
    if trigger.event_type == "air_policing" and first in (None, "NATO"):
        return main
    if first in ("EU", "NATO", "UN") or first is None:
        return "INT" if first else None
    return None if first == "UNKNOWN" else first


def _count(document: Document, sentence: Sentence, candidate: Candidate, thing: Mention | None) -> None:
    counts: dict[str, int | None] = {}
    if thing is not None:
        value, span = _most_telling(document, sentence, candidate.event_type, thing)
        if value is not None and value <= 5_000:
            counts["object_count"] = value
            candidate.evidence.append(("object_count", *span, "number beside the object"))
    if candidate.event_type in INCURSIONS:
        value, span = numbers.shot_down(document, sentence)
        if value is not None:
            counts["shot_down"] = value
            candidate.evidence.append(("shot_down", *span, "number beside the words for shooting down"))
    if candidate.event_type in ON_THE_GROUND:
        for name, (value, span) in numbers.casualties(document, sentence).items():
            counts[name] = value
            candidate.evidence.append((name, *span, "number beside the words for casualties"))
    candidate.counts = counts


def _evidence(document: Document, trigger: Trigger, when, place, holder, cue, who) -> list[tuple[str, int, int, str]]:
    deed, thing = trigger.deed, trigger.thing
    spans = [("event_type", deed.start, deed.end, f"deed: {trigger.event_type}")]
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


def _belongs(candidate: Candidate) -> bool:
    """Leaves out what lies outside the theatre."""
    kind, country = candidate.event_type, candidate.country
    parties = set(candidate.initiator) | set(candidate.target)
    if kind == "gnss_interference" and country == "RU":
        candidate.country = country = "XB"
    if kind in ON_THE_GROUND and kind != "armed_attack":
        return country in THEATRE and not (
            country == "INT" and kind not in ("maritime_incident", "aircraft_incursion", "gnss_interference")
        )
    if kind in ("weapons_test", "nuclear_signal", "threat"):
        return bool(parties & (EAST | {"NATO"}))
    if kind in ("talks", "agreement", "protest", "expulsion", "sanction"):
        return bool(parties & EAST) and bool(parties & (FLANK | BLOCS | {"US"} | EAST))
    if kind == "treaty_withdrawal":
        return bool(parties & (EAST | FLANK))
    if kind in MEASURES:
        return bool(parties & (FLANK | EAST | {"EU"}))
    return bool(parties & (FLANK | EAST | BLOCS)) or country in THEATRE

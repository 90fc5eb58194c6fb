"""Where it happened: the place governed by a preposition nearest to the deed, never a capital that only speaks."""

from dataclasses import dataclass

from monitor.extract import gazetteer, vocabulary
from monitor.extract.actors import CAPITALS, CENTRES, EAST, FLANK, NEIGHBOURS
from monitor.extract.document import Document, Mention, Sentence
from monitor.extract.event_kinds import MEETINGS, ON_THE_GROUND, WORDS
from monitor.extract.gazetteer import Spot
from monitor.extract.owners import airspace_owner, code, diverted

PREPOSITIONS = vocabulary.small_words("PREPOSITIONS")
# Where somebody or something comes from is not where it happens.
ORIGINS = frozenset({"from", "aus", "vom"})
# Words right after a name that show it speaks or acts instead of being a place.
SPEAKS = vocabulary.small_words("SPEAKS")
SMALL_KM = 30
# A place named right behind a word of saying is where it was said.
SPOKEN_REACH, SPOKEN_THERE = 3, 1.5
SEA_TYPES = frozenset(
    {
        "maritime_incident",
        "air_policing",
        "gnss_interference",
        "exercise_activity",
        "weapons_test",
        "aircraft_incursion",
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """Where an event lies: a place or only a country, and the words it rests on."""

    country: str | None
    name: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    start: int | None
    end: int | None
    how: str
    rank: int


def choose(document: Document, sentence: Sentence, mention: Mention, country: str | None) -> Spot:
    """Returns the place a name stands for: in the country already known, else in the flank, else the sharpest."""
    options = [gazetteer.spots()[place] for place in mention.what]
    order = ["airport", "crossing", "site", "base", "range", "airfield", "capital", "town", "village", "port"]
    return min(
        options,
        key=lambda s: (
            s.country != country,
            s.country not in FLANK | {"BY", "XB"},
            order.index(s.kind) if s.kind in order else len(order),
        ),
    )


def is_metonym(document: Document, sentence: Sentence, mention: Mention, spot: Spot, event_type: str) -> bool:
    """Tells whether a capital or meeting place only stands for a government or an alliance."""
    if spot.kind not in ("capital", "meeting"):
        return False
    previous = document.words[mention.first - 1].word if mention.first > sentence.first else ""
    following = document.words[mention.last + 1].word if mention.last + 1 < sentence.stop else ""
    if following in SPEAKS:
        return True
    if document.language in ("lt", "lv"):
        # The locative: "Vilniuje", "Rīgā" is a place, "Vilnius", "Rīga" a government.
        ending = document.words[mention.last].word
        return (
            not (ending.endswith(("uje", "oje", "eje", "yje", "iuje")) or document.text[mention.end - 1] in "āēī")
            and previous not in PREPOSITIONS
        )
    return previous not in (
        "in",
        "near",
        "outside",
        "over",
        "around",
        "w",
        "we",
        "pod",
        "nad",
        "at",
        "bei",
        "uber",
        "central",
        "southern",
        "northern",
        "eastern",
        "western",
        "downtown",
        "nahe",
        "of" if event_type == "sabotage" else "near",
    )


def find(document: Document, sentence: Sentence, event_type: str, deed: Mention, country: str | None) -> Found | None:
    """Returns the best place named in a sentence for an event of a type, or None."""
    best: tuple[float, Mention, Spot] | None = None
    clause = sentence.clauses[sentence.clause_of(deed.first)]
    for mention in sentence.places:
        spot = choose(document, sentence, mention, country)
        if spot.kind == "capital" and event_type in WORDS - MEETINGS:
            continue
        if is_metonym(document, sentence, mention, spot, event_type) or (
            spot.kind == "meeting" and event_type in ON_THE_GROUND
        ):
            continue
        previous = [document.words[n].word for n in range(max(sentence.first, mention.first - 2), mention.first)]
        score = 0.0
        score += (
            2.0
            if spot.kind in gazetteer.SHARP
            else 1.2
            if spot.kind == "capital"
            else 1.1
            if spot.kind == "county"
            else 0.6
        )
        score += 1.0 if any(w in PREPOSITIONS for w in previous) or document.language in ("lt", "lv") else 0.0
        score += 0.8 if clause.first <= mention.first < clause.stop else 0.0
        score -= 0.03 * abs(mention.first - deed.first)
        if country and spot.country != country and spot.country != "XB":
            score -= 2.5
        if diverted(document, sentence, mention):
            score -= 2.5
        if _spoken_there(sentence, mention):
            score -= SPOKEN_THERE
        if set(previous) & ORIGINS or ("to" in previous[-1:] and event_type in ON_THE_GROUND):
            score -= 0.8
        if event_type == "air_policing" and spot.kind == "sea_area":
            score += 1.2
        if spot.country == "XB" and event_type not in SEA_TYPES and spot.kind != "cable":
            score -= 1.5
        if spot.kind == "cable" and event_type != "maritime_incident":
            score -= 1.0
        if event_type in ("border_closure", "border_reopening") and spot.kind == "crossing":
            score += 1.0
        if event_type in ("balloon_incursion", "airspace_restriction", "drone_incursion") and spot.kind == "airport":
            score += 0.8
        if spot.kind == "region" and spot.name == "Baltic states":
            score -= 0.7
        if best is None or score > best[0]:
            best = (score, mention, spot)
    if best is None or best[0] < 0.2:
        return None
    score, mention, spot = best
    how = f"gazetteer: {spot.name}, matched '{document.snippet(mention.start, mention.end)}'"
    return Found(
        spot.country,
        spot.name,
        spot.latitude,
        spot.longitude,
        spot.precision,
        mention.start,
        mention.end,
        how,
        _rank(spot),
    )


def _spoken_there(sentence: Sentence, mention: Mention) -> bool:
    """Tells whether somebody only spoke at a place: "told reporters in Białystok", "said in Riga"."""
    return any("SAY" in m.what and 0 < mention.first - m.last <= SPOKEN_REACH for m in sentence.concepts)


def _rank(spot: Spot) -> int:
    """Returns how well a place locates: 3 a point, 2 a district or a small stretch of sea, 1 a region."""
    if spot.kind in gazetteer.SHARP:
        return 3
    return 2 if spot.kind in ("county", "capital") or spot.radius_km <= SMALL_KM else 1


def country_of(
    document: Document, sentence: Sentence, event_type: str, deed: Mention
) -> tuple[str | None, Mention | None]:
    """Returns the country of an event on the ground: owner of airspace or land, else the country of a place named."""
    holder = airspace_owner(document, sentence, deed)
    if holder and not (code(holder) in EAST and event_type in ON_THE_GROUND and _other_flank(document, sentence)):
        return code(holder), holder
    spots = [(m, choose(document, sentence, m, None)) for m in sentence.places]
    spots = [
        (m, s)
        for m, s in spots
        if s.kind != "meeting"
        and not is_metonym(document, sentence, m, s, event_type)
        and not diverted(document, sentence, m)
    ]
    flank = [(m, s) for m, s in spots if s.country in FLANK] or [(m, s) for m, s in spots if s.country == "XB"] or spots
    sharp = [(m, s) for m, s in flank if s.kind in gazetteer.SHARP] or flank
    if sharp:
        mention, spot = min(sharp, key=lambda pair: abs(pair[0].first - deed.first))
        return spot.country, mention
    states = [m for m in sentence.actors if code(m) in FLANK]
    if states:
        return code(states[0]), states[0]
    return None, None


def _other_flank(document: Document, sentence: Sentence) -> bool:
    return any(code(m) in FLANK for m in sentence.actors) or any(
        choose(document, sentence, m, None).country in FLANK for m in sentence.places
    )


def centre(country: str, event_type: str) -> Found | None:
    """Returns the symbolic point of a country; diplomacy and decisions stand at its capital."""
    if event_type not in ON_THE_GROUND and country in CAPITALS:
        name, latitude, longitude = CAPITALS[country]
        where = "INT" if country in ("EU", "NATO", "UN") else country
        return Found(where, name, latitude, longitude, "country", None, None, "capital of the acting state or body", 0)
    if country in CENTRES:
        name, latitude, longitude = CENTRES[country]
        return Found(country, name, latitude, longitude, "country", None, None, "symbolic point of the country", 0)
    return None


def border_of(country: str | None, other: list[str]) -> Found | None:
    """Returns the border line of two neighbours as a place, for events of which only the border is known."""
    names = {
        ("PL", "BY"): "pl-polish-belarusian-border",
        ("PL", "RU"): "pl-polish-kaliningrad-border",
        ("LT", "BY"): "lt-lithuanian-belarusian-border",
        ("LV", "BY"): "lv-latvian-belarusian-border",
        ("LV", "RU"): "lv-latvian-russian-border",
        ("EE", "RU"): "ee-estonian-russian-border",
        ("FI", "RU"): "fi-finnish-russian-border",
    }
    for neighbour in other:
        if neighbour in NEIGHBOURS.get(country or "", ()) and (country, neighbour) in names:
            spot = gazetteer.spots().get(names[(country, neighbour)])
            if spot:
                return Found(
                    country,
                    spot.name,
                    spot.latitude,
                    spot.longitude,
                    "region",
                    None,
                    None,
                    "border of the two states",
                    1,
                )
    return None

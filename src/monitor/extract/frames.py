"""What makes an event: for every type, a deed and a thing in one clause, what else is needed and what forbids it."""

from dataclasses import dataclass

WINDOW = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """One rule: concept of the deed, concept of the thing, and the company they need or shun in the sentence.

    `needs` is a tuple of alternatives, all of which must hold: "AIRSPACE|BORDER". `EAST`, `FLANK` and `PLACE` stand
    for a named actor of Russia and Belarus, of the alliance's flank, and for a place of the gazetteer.
    """

    event_type: str
    deed: str
    thing: str = ""
    needs: tuple[str, ...] = ()
    shuns: tuple[str, ...] = ()
    weight: float = 1.0
    window: int = WINDOW


def _frames(event_type: str, *rules: tuple, shuns: tuple[str, ...] = ()) -> list[Frame]:
    frames = []
    for deed, thing, *rest in rules:
        needs = tuple(rest[0]) if rest else ()
        weight = rest[1] if len(rest) > 1 else 1.0
        window = rest[2] if len(rest) > 2 else WINDOW
        frames.append(Frame(event_type, deed, thing, needs, shuns, weight, window))
    return frames


FRAMES: tuple[Frame, ...] = (
    *_frames(
        "drone_incursion",
        ("ENTER", "DRONE", (), 1.3),
        ("SHOOTDOWN", "DRONE", (), 1.3),
        ("FALL", "DRONE", (), 1.2),
        ("FIND", "DRONE", (), 1.0),
        ("DEBRIS", "DRONE", (), 0.9, 6),
        ("DETECT", "DRONE", ("AIRSPACE|PLACE|BORDER|AIRPORT|FLANK",), 0.8),
        ("CLOSE", "DRONE", ("AIRPORT|FLIGHT|AIRSPACE",), 1.25),
        ("CLOSE", "AIRPORT", ("DRONE",), 1.25),
        ("AIRSPACE", "DRONE", ("ENTER|DETECT",), 0.8),
        ("OVER", "DRONE", ("PLACE",), 0.8, 2),
        ("JAM", "DRONE", ("PLACE",), 0.7, 5),
        shuns=("PEACEUSE", "SPORT"),
    ),
    *_frames(
        "aircraft_incursion",
        ("ENTER", "AIRCRAFT", ("AIRSPACE|BORDER|GROUND|INTO",), 1.25),
        ("ENTER", "AIRSPACE", ("AIRCRAFT",), 1.25),
        ("UNSAFE", "AIRCRAFT", (), 1.1),
        ("UNSAFE", "SAFEZONE", ("AIRCRAFT",), 1.1),
        ("ENTER", "SAFEZONE", ("AIRCRAFT",), 1.1),
        ("ENTER", "AIRSPACE", ("EAST",), 0.7),
        ("STAY", "AIRSPACE", ("AIRCRAFT", "EAST"), 1.0),
        shuns=("DRONE", "BALLOON", "MISSILE"),
    ),
    *_frames(
        "missile_incursion",
        ("ENTER", "MISSILE", ("AIRSPACE|BORDER|FLANK|PLACE",), 1.3),
        ("FALL", "MISSILE", ("FLANK|PLACE",), 1.15),
        ("FIND", "MISSILE", ("PLACE|FLANK",), 1.0),
        ("DEBRIS", "MISSILE", ("PLACE|FLANK",), 0.9, 6),
        shuns=("DRONE", "EXERCISE", "NUCLEAR"),
    ),
    *_frames(
        "armed_attack",
        ("STRIKE", "MISSILE", ("ATTACKED",), 1.1),
        ("STRIKE", "TROOPS", ("ATTACKED",), 1.0),
        ("STRIKE", "", ("ATTACKED", "INVASION"), 1.0),
        ("INVASION", "", ("ATTACKED",), 1.0),
        ("ENTER", "VICTIM", ("TROOPS", "EAST"), 1.1, 8),
        ("INVASION", "VICTIM", ("EAST",), 1.1, 4),
    ),
    *_frames(
        "balloon_incursion",
        ("ENTER", "BALLOON", (), 1.35),
        ("FALL", "BALLOON", (), 1.2),
        ("FIND", "BALLOON", (), 1.1),
        ("DETECT", "BALLOON", (), 1.1),
        ("SHOOTDOWN", "BALLOON", (), 1.2),
        ("CLOSE", "BALLOON", (), 1.35),
        ("CLOSE", "AIRPORT", ("BALLOON",), 1.35),
        ("CLOSE", "AIRSPACE", ("BALLOON",), 1.15),
        ("OVER", "BALLOON", ("PLACE|FLANK",), 0.85, 4),
        ("BALLOON", "AIRSPACE", (), 0.9),
        ("BALLOON", "SMUGGLED", ("PLACE|FLANK",), 0.9),
        ("BALLOON", "AIRPORT", (), 0.9),
        shuns=("PEACEUSE", "SPORT"),
    ),
    *_frames(
        "gnss_interference",
        ("JAM", "GNSS", (), 1.4, 20),
        ("JAM", "FLIGHT", ("EAST|FLANK|PLACE",), 0.8),
        ("JAM", "AIRCRAFT", ("GNSS",), 1.2),
    ),
    *_frames(
        "border_violation",
        ("STEPOVER", "INTRUDER", ("BORDER|BORDERLAND|FOREIGN|GROUND", "EAST|ARMED"), 1.1),
        ("SHOOT", "INTRUDER", ("BORDER|BORDERLAND|BORDERFOLK|BOTHSIDES",), 1.2),
        ("SHOOT", "BORDER", (), 1.0),
        ("DETECT", "INTRUDER", ("ARMED",), 1.0),
        ("ASSAULT", "INTRUDER", ("BORDER|BORDERLAND|BORDERFOLK",), 1.1),
        ("REMOVE", "BUOY", (), 1.3),
        ("PRESENCE", "ARMED", ("BORDER|BORDERLAND|BORDERFOLK|GROUND",), 1.05),
        ("ASSAULT", "BORDERINFRA", ("BORDER|INTRUDER|BORDERLAND|BORDERFOLK",), 1.0),
        shuns=("DRONE", "AIRCRAFT", "BALLOON", "SHIP", "EXERCISE", "AIRSPACE"),
    ),
    *_frames(
        "migration_pressure",
        ("PUSH", "MIGRANT", ("BORDER|BORDERLAND|BORDERFOLK|EAST",), 1.15),
        ("MIGRANT", "BORDER", ("PUSH",), 1.0, 8),
        ("PUSHSTRONG", "MIGRANT", ("BORDER|BORDERLAND|BORDERFOLK|EAST",), 1.15),
        ("PUSHSTRONG", "PEOPLE", ("BORDER|BORDERLAND|BORDERFOLK|EAST",), 1.3),
        ("PUSHSTRONG", "BORDER", ("PEOPLE|MIGRANT",), 1.0),
        ("TUNNEL", "BORDERINFRA", (), 1.1),
        ("TUNNEL", "FENCE", (), 1.1),
        ("TUNNEL", "BORDER", (), 1.0),
        ("TUNNEL", "MIGRANT", (), 1.1),
        shuns=("DRONE", "BALLOON", "EMERGENCY"),
    ),
    *_frames(
        "sabotage",
        ("ARSON", "FACILITY", (), 1.25),
        ("ARSON", "", ("PLACE|FLANK",), 1.0),
        ("SABOTAGE", "RAIL", (), 1.3),
        ("SABOTAGE", "FACILITY", (), 1.2),
        ("SABOTAGE", "CABLE", (), 1.05),
        ("DAMAGE", "RAIL", (), 1.1, 8),
        ("DIVERSION", "", ("PLACE|FLANK",), 0.8),
        ("SABOTAGE", "", ("PLACE", "EAST|BLAME"), 0.8),
        shuns=("DRONE", "EXERCISE", "MISSILE"),
    ),
    *_frames(
        "maritime_incident",
        ("DAMAGE", "CABLE", (), 1.3),
        ("BOARD", "SHIP", (), 1.2),
        ("ANCHOR", "CABLE", (), 1.2),
        ("ENTER", "SHIP", ("WATERS",), 1.2),
        ("SHOOT", "SHIP", (), 1.0),
        ("WASHED", "DRONE", (), 1.5),
        ("WASHED", "DEBRIS", (), 1.2),
        ("DETECT", "SHIP", ("CABLE",), 1.0),
        shuns=("EXERCISE",),
    ),
    *_frames(
        "cyber_attack",
        ("CYBERVERB", "", (), 1.2),
        ("CYBER", "SITE", (), 1.2),
        ("CYBER", "FACILITY", (), 1.0),
        shuns=("DRONE",),
    ),
    *_frames(
        "espionage",
        ("ARREST", "SPY", (), 1.35, 25),
        ("ARREST", "SERVICE", (), 1.25, 25),
        ("ARREST", "SABOTAGE", (), 1.3, 14),
        ("ARREST", "ARSON", ("SERVICE|EAST",), 1.3, 14),
        shuns=("SHIP", "CABLE"),
    ),
    *_frames(
        "detention",
        ("TOLAND", "FLIGHT", ("PUSH", "EAST"), 1.3),
        ("TOLAND", "AIRCRAFT", ("PUSH", "EAST"), 1.3),
        ("FORCELAND", "FLIGHT", (), 1.3),
        ("FORCELAND", "AIRCRAFT", (), 1.3),
        ("DETAIN", "OWNCITIZEN", ("EAST", "FOREIGN"), 1.0, 8),
        shuns=("MIGRANT", "SABOTAGE", "ARSON", "DRONE"),
    ),
    *_frames(
        "exercise_activity",
        ("CARRYOUT", "EXERCISE", (), 1.1),
        ("CARRYOUT", "NAMEDEXERCISE", (), 1.2),
        ("EXERCISE", "TROOPS", (), 0.8, 8),
        ("NAMEDEXERCISE", "TROOPS", (), 0.8, 8),
        ("EXERCISE", "SHIP", (), 0.8, 8),
        ("EXERCISE", "", ("PLACE",), 0.65),
        ("NAMEDEXERCISE", "", ("PLACE|FLANK|EAST",), 0.7),
        ("CARRYOUT", "TROOPS", ("RANGE",), 0.9),
        ("DRILLVERB", "", ("EAST|BLOC|TROOPS", "PLACE"), 0.85),
    ),
    *_frames(
        "troop_deployment",
        ("DEPLOY", "TROOPS", ("PLACE|EAST|FLANK|BORDER|BLOC",), 1.0),
        ("DEPLOY", "SHIP", ("PLACE|EAST|BLOC",), 0.9, 6),
        ("DEPLOY", "OWNJET", ("PLACE|FLANK",), 0.9, 6),
        shuns=("EXERCISE", "MIGRANT", "PRISONER", "DIPLOMAT", "AIRDEF", "CYBER", "EMERGENCY", "NUCLEAR"),
    ),
    *_frames("air_defence_deployment", ("PROVIDE", "AIRDEF", (), 1.1), shuns=("EXERCISE",)),
    *_frames(
        "air_policing",
        ("SCRAMBLE", "OWNJET", (), 1.3),
        ("SCRAMBLE", "AIRCRAFT", (), 1.25),
        ("IDENTIFY", "AIRCRAFT", ("OWNJET|BLOC", "EAST"), 1.1),
        ("IDENTIFY", "OWNJET", ("DRONE|MISSILE|EAST|STRIKE|EASTBEFORE",), 1.0, 5),
        shuns=("EXERCISE",),
    ),
    *_frames(
        "weapons_test",
        ("LAUNCHED", "WEAPON", ("EAST|FLANK|PLACE",), 1.2),
        shuns=("STRIKE", "NUCLEAR", "SHOOTDOWN", "AIRSPACE"),
    ),
    *_frames(
        "nuclear_signal",
        ("NUKEACT", "NUCLEAR", (), 1.3),
        shuns=("TREATY",),
    ),
    *_frames(
        "border_closure",
        ("CLOSE", "CROSSING", (), 1.35),
        ("CLOSE", "BORDER", (), 1.25, 8),
        ("CLOSE", "CROSSBORDER", ("BORDER|CROSSING|PASSAGE|BORDERLAND|EAST",), 1.1),
        ("CLOSE", "PASSAGE", (), 1.3, 6),
        shuns=("AIRSPACE", "FLIGHT"),
    ),
    *_frames(
        "border_reopening",
        ("REOPEN", "CROSSING", (), 1.4),
        ("REOPENSTRONG", "BORDER", (), 1.4, 8),
        ("REOPEN", "CROSSBORDER", ("BORDER|CROSSING|PASSAGE",), 1.2),
        ("REOPENSTRONG", "PASSAGE", (), 1.35, 6),
        shuns=("AIRSPACE", "FLIGHT"),
    ),
    *_frames(
        "airspace_restriction",
        ("CLOSE", "AIRSPACE", (), 1.3),
        ("CLOSE", "FLIGHT", ("AIRSPACE|BORDER|PLACE|FLANK|EAST",), 1.1, 8),
        ("NOFLY", "", (), 1.3),
        ("DECLARE", "NOFLY", (), 1.35),
        shuns=("GNSS",),
    ),
    *_frames("airspace_restriction", ("CLOSE", "AIRPORT", (), 1.0), shuns=("GNSS", "BALLOON")),
    *_frames(
        "emergency_measure",
        ("DECLARE", "EMERGENCY", (), 1.35),
        ("DECLARE", "ZONE", (), 1.25),
        ("DECLARE", "SHELTER", (), 1.1),
        ("SHELTER", "", (), 0.8),
        shuns=("EXERCISE", "AIRDEF"),
    ),
    *_frames("fortification", ("BUILD", "FENCE", (), 1.15, 9), shuns=("EXERCISE",)),
    *_frames(
        "sanction",
        ("IMPOSE", "SANCTIONS", (), 1.3),
        ("SANCTIONS", "", ("BLOC", "EAST"), 0.7),
        shuns=("RELIEF",),
    ),
    *_frames(
        "expulsion",
        ("EXPEL", "DIPLOMAT", (), 1.4),
        ("CLOSEMISSION", "CONSULATE", (), 1.35, 8),
        ("EXPEL", "CONSULATE", (), 1.35),
        ("NONGRATA", "", (), 1.3),
    ),
    *_frames("treaty_withdrawal", ("WITHDRAW", "TREATY", (), 1.35, 10)),
    *_frames(
        "protest",
        ("SUMMON", "ENVOY", (), 1.4),
        ("CALLED", "ENVOY", ("BOTHSIDES",), 1.1, 3),
        ("SUMMON", "NOTE", (), 1.25),
        ("PROTESTVERB", "", ("EAST", "FLANK|BOTHSIDES"), 1.2),
        ("SUMMON", "ACCOUNTABLE", ("EAST",), 1.0, 6),
        shuns=("PEACEUSE", "STREETPROTEST"),
    ),
    *_frames("consultation", ("MEET", "ARTICLE", ("FLANK|EAST|BLOC",), 1.2, 10)),
    *_frames(
        "threat", ("THREATSTRONG", "", ("EASTSPEAKS",), 1.0), ("THREATEN", "", ("EASTSPEAKS", "FLANK|BLOC|PLACE"), 0.9)
    ),
    *_frames("talks", ("TALK", "", ("BOTHSIDES",), 1.0), ("MEETVERB", "EASTLEADER", ("BOTHSIDES",), 1.0, 3)),
    *_frames("agreement", ("RELEASE", "PRISONER", ("EAST",), 1.4), ("AGREE", "", ("BOTHSIDES",), 0.8)),
)

EVENT_TYPES = frozenset(frame.event_type for frame in FRAMES) | {"statement"}

"""Official positions, when an article tells no deed of its own: one statement at most."""

from monitor.extract import owners, status, timing
from monitor.extract.actors import BLOCS, EAST, FLANK
from monitor.extract.candidate import Candidate
from monitor.extract.document import Document, Mention
from monitor.extract.matching import codes
from monitor.extract.status import CANDIDATES

SPEAKERS = FLANK | EAST | BLOCS | {"UA", "US", "GB"}
SENTENCES = 3
# What the statement must speak of to belong to the theatre.
MATTERS = frozenset(
    [
        "DRONE",
        "BALLOON",
        "AIRCRAFT",
        "MISSILE",
        "AIRSPACE",
        "BORDER",
        "CROSSING",
        "EXERCISE",
        "NAMEDEXERCISE",
        "TROOPS",
        "NUCLEAR",
        "AIRDEF",
        "GNSS",
        "CABLE",
        "SABOTAGE",
        "MIGRANT",
        "STRIKE",
        "CYBER",
        "SPY",
        "FENCE",
        "THREATEN",
        "WAR",
        "FLIGHT",
    ]
)


def statements(document: Document, found: list[Candidate]) -> list[Candidate]:
    """Returns a statement when no other candidate was found, or when the title itself only reports words."""
    if any(event.status in CANDIDATES for event in found):
        return []
    for sentence in document.sentences[:SENTENCES]:
        said = next((m for m in sentence.concepts if "DECLAREPOS" in m.what), None)
        if said is None or not any(MATTERS & set(m.what) for m in sentence.concepts):
            continue
        speaker = owners.subject(document, sentence, said) or _nearby(sentence.actors, said)
        if speaker is None or not codes(speaker) & SPEAKERS:
            continue
        who = owners.code(speaker)
        others = [c for c in owners.named(sentence) if c != who]
        targets = [c for c in others if (c in EAST) != (who in EAST)][:3]
        if not targets and not (who in EAST or set(others) & EAST):
            continue
        when = timing.timing(document, sentence, said, "statement")
        country = "INT" if who in BLOCS else who
        evidence = [
            ("event_type", said.start, said.end, "verb of saying"),
            ("initiator", speaker.start, speaker.end, "speaker"),
        ]
        if when.start is not None:
            evidence.append(("start", when.start, when.end, f"{when.first} from {when.how}"))
        told = "background" if sentence.is_background else status.CANDIDATES[0]
        return [
            Candidate(
                "statement",
                sentence.number,
                sentence.is_title,
                1.0,
                when.first,
                when.last,
                when.precision,
                when.own,
                None,
                country,
                [who],
                targets,
                status=told,
                evidence=evidence,
            )
        ]
    return []


def _nearby(actors: list[Mention], said: Mention) -> Mention | None:
    return min(actors, key=lambda a: abs(a.first - said.first), default=None)

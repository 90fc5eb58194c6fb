"""How many objects, shot down, killed and injured an event has, with the words that tell it."""

from monitor.extract import numbers
from monitor.extract.actors import EAST
from monitor.extract.candidate import COUNTED, NOTHING, Candidate
from monitor.extract.document import Document, Mention, Sentence
from monitor.extract.event_kinds import INCURSIONS, ON_THE_GROUND
from monitor.extract.owners import code, owner


def _most_telling(
    document: Document, sentence: Sentence, kind: str, thing: Mention
) -> tuple[int | None, tuple[int, int] | None]:
    """Reads the number beside the thing of the deed, or another word for it ("three jets of the type MiG-31")."""
    others = (
        [m for m in sentence.concepts if COUNTED[kind].intersection(m.what) and m is not thing]
        if kind != "air_policing"
        else []
    )
    found = [numbers.objects(document, sentence, m, sentence.dates) for m in (thing, *others)]
    told = [pair for pair in found if pair[0] is not None]
    return next((pair for pair in told if pair[0] > 1), told[0] if told else (None, None))


def counted_thing(document: Document, sentence: Sentence, kind: str, deed: Mention) -> Mention | None:
    wanted = COUNTED.get(kind, NOTHING)
    options = [m for m in sentence.concepts if wanted.intersection(m.what)]
    if kind == "air_policing":
        # The aircraft met, not the jets that met them.
        met = [m for m in options if code(owner(document, sentence, m)) in EAST]
        options = met or [m for m in sentence.concepts if "OWNJET" in m.what]
    return min(options, key=lambda m: abs(m.first - deed.first)) if options else None


def count(document: Document, sentence: Sentence, candidate: Candidate, thing: Mention | None) -> None:
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

"""Who acted and who was acted upon, by the conventions of each type."""

import itertools

from monitor.extract.actors import ALLIES, BLOCS, EAST, FLANK
from monitor.extract.document import Document, Mention, Sentence
from monitor.extract.event_kinds import INCURSIONS
from monitor.extract.matching import Trigger, kinds
from monitor.extract.owners import code, governed, named, owner, sender, subject

# So many words behind a thing its owner may stand: "of the Russian Federation".
OF_REACH = 3
# Whose these are is the one sent home or called in: "two employees of the Russian embassy".
MISSIONS = frozenset({"DIPLOMAT", "CONSULATE", "ENVOY"})
# Words between the owner and the thing that do not break the tie.
Evidence = tuple[str, int, int, str]


def roles(
    document: Document, sentence: Sentence, trigger: Trigger, country: str | None, government: str | None
) -> tuple[list[str], list[str], list[Evidence]]:
    """Returns initiators, targets and their evidence for an event of a type that happened in a country."""
    kind, deed = trigger.event_type, trigger.deed
    evidence: list[Evidence] = []

    def note(field: str, mention: Mention | None, how: str) -> str | None:
        if mention is None:
            return None
        evidence.append((field, mention.start, mention.end, how))
        return code(mention)

    everyone = named(sentence)
    east = [c for c in everyone if c in EAST]
    if kind in INCURSIONS | {"maritime_incident"}:
        return (*_incursion(document, sentence, trigger, country, note, east), evidence)
    if kind == "gnss_interference":
        return (["RU"] if "RU" in east else ["UNKNOWN"]), _targets(country, everyone), evidence
    if kind in ("border_violation", "migration_pressure"):
        who = [c for c in east if c != country]
        who = who or (
            ["BY"]
            if kind == "migration_pressure" and country in ("PL", "LT", "LV")
            else ["RU"]
            if country in ("FI", "EE")
            else ["UNKNOWN"]
        )
        return who[:1], _targets(country, everyone), evidence
    if kind in ("sabotage", "cyber_attack", "espionage"):
        who = [c for c in east if c != country] or ["UNKNOWN"]
        return who[:2] if kind == "espionage" else who[:1], _targets(country, everyone), evidence
    if kind == "detention":
        doer = note("initiator", subject(document, sentence, deed), "who detained")
        doer = doer if doer in EAST else (east[0] if east else doer or "UNKNOWN")
        return [doer], [c for c in everyone if c != doer and c not in BLOCS][:2], evidence
    if kind == "armed_attack":
        doers = [code(a) for a in sentence.actors if code(a) in EAST and not governed(document, sentence, a)]
        return (
            list(dict.fromkeys(doers)) or east or ["RU"],
            ["UA"],
            evidence,
        )
    if kind == "exercise_activity":
        doers = [c for c in everyone if c != "UA"]
        subj = note("initiator", subject(document, sentence, deed), "who exercises")
        if subj in EAST:
            doers = (
                [c for c in doers if c in EAST]
                if not any("joint" in w.word for w in document.words[sentence.first : sentence.stop])
                or set(east) == {subj}
                else east
            )
        return (doers[:3] or [government] if government else doers[:3]), [], evidence
    if kind == "air_policing":
        jets = [m for m in sentence.concepts if "OWNJET" in m.what]
        doer = next((code(o) for j in jets if (o := owner(document, sentence, j))), None)
        subj = note("initiator", subject(document, sentence, deed), "who flew")
        doers = [c for c in (doer, subj) if c and c not in EAST]
        doers += [c for c in ("NATO",) if c in everyone]
        doers = list(dict.fromkeys(doers)) or [c for c in everyone if c not in EAST][:1] or [government or "UNKNOWN"]
        return doers, (["RU"] if "RU" in east else east[:1]), evidence
    if kind in ("talks", "agreement"):
        return [c for c in everyone if c != "UA" or len(everyone) < 3][:3] or ["UNKNOWN"], [], evidence
    return (*_government(document, sentence, trigger, country, government, note, everyone), evidence)


def _targets(country: str | None, everyone: list[str]) -> list[str]:
    if country and country not in ("INT", "XB"):
        return [country]
    return [c for c in everyone if c in FLANK][:2]


def _incursion(
    document: Document, sentence: Sentence, trigger: Trigger, country: str | None, note, east: list[str]
) -> tuple[list[str], list[str]]:
    wanted = {
        "drone_incursion": "DRONE",
        "balloon_incursion": "BALLOON",
        "aircraft_incursion": "AIRCRAFT",
        "missile_incursion": "MISSILE",
        "maritime_incident": "SHIP",
    }[trigger.event_type]
    things = [m for m in sentence.concepts if wanted in m.what]
    who = None
    for thing in things:
        whose = owner(document, sentence, thing) or sender(document, sentence, thing)
        who = note("initiator", whose, f"owner named beside the {wanted.lower()}")
        if who:
            break
    if (who in FLANK and trigger.event_type != "aircraft_incursion") or (who == country and who not in EAST):
        who = None
    if who is None and trigger.event_type == "balloon_incursion" and "BY" in east:
        who = "BY"
    if who is None and trigger.event_type == "aircraft_incursion":
        who = next((c for c in east if c != country), None)
    if trigger.event_type == "maritime_incident":
        doer = code(subject(document, sentence, trigger.deed))
        if "BOARD" in trigger.deed.what and doer and doer not in EAST:
            return [doer], (["RU"] if who == "RU" or "RU" in east or document.tally["RU"] else [])
        return [who or "UNKNOWN"], [
            c for c in ([country] if country not in (None, "XB", "INT") else named(sentence)) if c in FLANK
        ][:2]
    return [who or "UNKNOWN"], _targets(country, named(sentence))


def _government(
    document: Document,
    sentence: Sentence,
    trigger: Trigger,
    country: str | None,
    government: str | None,
    note,
    everyone: list[str],
) -> tuple[list[str], list[str]]:
    """Measures, posture and words: the government that acts, and the neighbour or partner named with it."""
    doer = note("initiator", subject(document, sentence, trigger.deed), "who acted")
    thing = trigger.thing
    possessor = owner(document, sentence, thing) if thing else None
    if trigger.event_type in ("expulsion", "protest"):
        missions = [m for m in sentence.concepts if MISSIONS & set(m.what)]
        beside = (o for m in missions if (o := owner(document, sentence, m)))
        target = code(possessor or (_of(document, sentence, thing) if thing else None) or next(beside, None))
        if doer is None or doer == target:
            doer = next((c for c in everyone if c != target and c not in BLOCS), None) or government
        targets = (
            [target]
            if target and target != doer
            else [c for c in everyone if c != doer and c not in BLOCS | {"UA"}][:1]
        )
        if doer in EAST and not targets and government:
            doer, targets = government, [doer]
        return [doer or "UNKNOWN"], targets
    if trigger.event_type in (
        "border_closure",
        "border_reopening",
        "fortification",
        "emergency_measure",
        "airspace_restriction",
    ):
        if doer is None or (doer in EAST and possessor and code(possessor) in FLANK):
            doer = code(possessor) if possessor and code(possessor) in FLANK else (country or government)
        together = [c for c in everyone if c in FLANK and c != doer] if _together(document, sentence, doer) else []
        targets = (
            [c for c in everyone if c in EAST and c != doer]
            if doer not in EAST
            else [c for c in everyone if c in FLANK]
        )
        return [c for c in [doer, *together] if c] or ["UNKNOWN"], targets
    if trigger.event_type in ("troop_deployment", "air_defence_deployment"):
        # "German tanks arrived in Lithuania": whose they are, not where they came.
        sent = [m for m in sentence.concepts if {"TROOPS", "AIRDEF"} & set(m.what)]
        whose = next((o for m in ([thing] if thing else []) + sent if (o := owner(document, sentence, m))), None)
        if whose and (doer is None or code(whose) not in EAST):
            doer = code(whose)
    if doer is None and trigger.event_type in ("troop_deployment", "air_defence_deployment"):
        # "British paratroopers land at Amari": an ally named beside is who comes, not the host.
        beside = everyone + [c for s in document.sentences if s.is_title for c in named(s)]
        doer = next((c for c in beside if c in FLANK | ALLIES and c != government), None)
    if doer is None:
        east = max(EAST, key=lambda c: (document.tally[c], c))
        doer = _at_home_in_the_east(sentence) or government or next((c for c in everyone), None)
        doer = doer or (east if document.tally[east] else None)
    others = [c for c in everyone if c != doer]
    if doer in EAST:
        targets = [c for c in others if c not in EAST]
    elif trigger.event_type in ("troop_deployment", "air_defence_deployment"):
        targets = [c for c in others if c in EAST]
    else:
        targets = [c for c in others if c in EAST]
    doers = [doer] if doer else []
    if trigger.event_type == "nuclear_signal" and doer in EAST:
        doers += [c for c in others if c in EAST]
    if trigger.event_type == "threat" and not targets and government:
        targets = [government]
    if _together(document, sentence, doer):
        side = EAST if doer in EAST else FLANK | BLOCS
        doers += [c for c in others if c in side and c not in doers]
        targets = [c for c in targets if c not in doers]
    return doers or ["UNKNOWN"], targets[:3]


def _of(document: Document, sentence: Sentence, thing: Mention) -> Mention | None:
    """Returns whose a thing is by the words right behind it: "the chargé d'affaires of the Russian Federation"."""
    after = document.words[thing.last + 1 : thing.last + 3]
    if not after or after[0].word != "of":
        return None
    return next((a for a in sentence.actors if 0 < a.first - thing.last <= OF_REACH), None)


def _at_home_in_the_east(sentence: Sentence) -> str | None:
    """Returns Russia or Belarus if a sentence that names no actor lies there: "Kaliningrad battery fires missile"."""
    lands = sentence.lands
    return next(iter(lands)) if len(lands) == 1 and lands <= EAST and not sentence.actors else None


def _together(document: Document, sentence: Sentence, doer: str | None) -> bool:
    """Tells whether the acting state stands in a list: "Estonia, Latvia and Lithuania"."""
    if doer is None:
        return False
    joints = ("and", "i", "oraz", "ir", "un", "und", ",")
    marks = [m for m in sentence.actors if not {"people"} & kinds(m)]
    for a, b in itertools.pairwise(marks):
        between = document.folded[a.end : b.start].strip()
        if code(a) == doer and between in joints:
            return True
    return False

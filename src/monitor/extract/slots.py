"""Who acted and who was acted upon, by the words around the deed and the conventions of each type."""

import itertools

from monitor.extract.actors import BLOCS, EAST, FLANK
from monitor.extract.document import Document, Mention, Sentence
from monitor.extract.frames import INCURSIONS
from monitor.extract.matching import Trigger, codes, kinds

OWNER_REACH = 4
NEAR_DEED = 14
FROM_WORDS = frozenset(["from", "out", "z", "ze", "is", "no", "aus", "von", "over"])
WITH_WORDS = frozenset(
    [
        "with",
        "to",
        "of",
        "against",
        "z",
        "ze",
        "su",
        "ar",
        "mit",
        "zu",
        "gegen",
        "at",
        "into",
        "near",
        "along",
        "toward",
        "towards",
        "na",
        "do",
        "i",
        "in",
        "w",
        "by",
        "przy",
        "pie",
        "prie",
    ]
)
BY_WORDS = frozenset(["by", "przez", "von", "durch"])
# Words between the owner and the thing that do not break the tie.
Evidence = tuple[str, int, int, str]


def owner(document: Document, sentence: Sentence, thing: Mention) -> Mention | None:
    """Returns the actor whose adjective stands right before a thing ("Russian attack drones"), or right after it."""
    before = [
        a for a in sentence.actors if 0 <= thing.first - a.last - 1 <= OWNER_REACH - 1 and "leader" not in kinds(a)
    ]
    for actor in reversed(before):
        between = document.text[actor.end : thing.start]
        previous = document.words[actor.first - 1].word if actor.first > sentence.first else ""
        if previous in FROM_WORDS | {"in", "over", "into"} and "people" not in kinds(actor):
            continue
        if (
            {"people", "name"} & kinds(actor)
            and not any(c in between for c in ",;:")
            and not _has_verb(sentence, actor.last, thing.first)
        ):
            if (
                document.language in ("en", "de", "pl")
                and "people" not in kinds(actor)
                and "'s" not in between
                and "’s" not in between
            ):
                continue
            return actor
    if document.language in ("pl",):
        after = [a for a in sentence.actors if 0 < a.first - thing.last <= 2 and "people" in kinds(a)]
        return after[0] if after else None
    return None


def _has_verb(sentence: Sentence, first: int, last: int) -> bool:
    return any(first < m.first < last and {"SAY", "ENTER", "CLOSE", "SUMMON"} & set(m.what) for m in sentence.concepts)


def subject(document: Document, sentence: Sentence, deed: Mention) -> Mention | None:
    """Returns who did it: the agent after "by", or the first actor before the deed that no preposition governs."""
    words = document.words
    for actor in sentence.actors:
        if actor.first > deed.last and words[actor.first - 1].word in BY_WORDS and actor.first - deed.last <= 8:
            return actor
    clause = sentence.clauses[sentence.clause_of(deed.first)]
    groups = ([a for a in sentence.actors if clause.first <= a.first < deed.first],
              [a for a in sentence.actors if a.first < deed.first])  # fmt: skip
    for group in groups:
        free = [a for a in group if not _governed(document, sentence, a)]
        if free:
            return free[0]
    return None


def _governed(document: Document, sentence: Sentence, actor: Mention) -> bool:
    previous = document.words[actor.first - 1].word if actor.first > sentence.first else ""
    if previous in ("the", "its", "neighbouring", "neighboring"):
        previous = document.words[actor.first - 2].word if actor.first - 1 > sentence.first else ""
    return previous in WITH_WORDS | FROM_WORDS | {"over", "for", "between", "and's", "across"}


def airspace_owner(document: Document, sentence: Sentence, deed: Mention) -> Mention | None:
    """Returns whose airspace, waters or land it was: "Polish airspace", "airspace of Lithuania", "into Latvia"."""
    words = document.words
    lands = [m for m in sentence.concepts if {"AIRSPACE", "WATERS", "BORDER", "GROUND"} & set(m.what)]
    lands.sort(key=lambda m: ("AIRSPACE" not in m.what, abs(m.first - deed.first)))
    for land in lands:
        near = [a for a in sentence.actors if 0 <= land.first - a.last - 1 <= 1 or 0 < a.first - land.last <= 3]
        good = [a for a in near if codes(a) & FLANK] or ([a for a in near if "AIRSPACE" in land.what])
        if good:
            return good[0]
    into = ("into", "in", "over", "on", "entered", "reached", "enters", "enter", "across", "inside", "above",
        "territory", "do", "nad", "w", "na",
            "uber", "nach", "i", "virs", "vir", "of", "terytorium", "polskiego", "teritorija",
                "teritorijoje")  # fmt: skip
    for actor in sentence.actors:
        previous = words[actor.first - 1].word if actor.first > sentence.first else ""
        if abs(actor.first - deed.first) > NEAR_DEED:
            continue
        if (
            previous in into
            and codes(actor) & (FLANK | EAST | {"UA"})
            and "people" not in kinds(actor)
            and "leader" not in kinds(actor)
        ):
            if previous == "of" and words[actor.first - 2].word not in (
                "territory",
                "airspace",
                "skies",
                "east",
                "north",
                "south",
                "soil",
            ):
                continue
            return actor
    return None


def code(mention: Mention | None) -> str | None:
    """Returns the one code of a mention; of several the state of the theatre."""
    if mention is None:
        return None
    found = [value.split(":")[0] for value in mention.what]
    return next((c for c in found if c in FLANK | EAST), found[0])


def named(sentence: Sentence) -> list[str]:
    """Returns the codes named in a sentence, in order, each once."""
    return list(dict.fromkeys(c for m in sentence.actors if (c := code(m))))


def roles(document: Document, sentence: Sentence, trigger: Trigger, country: str | None, government: str | None
          ) -> tuple[list[str], list[str], list[Evidence]]:  # fmt: skip
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
        return list(east) or ["RU"], [c for c in everyone if c not in EAST | BLOCS][:1] or ["UA"], evidence
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


def _incursion(document: Document, sentence: Sentence, trigger: Trigger, country: str | None, note, east: list[str]
               ) -> tuple[list[str], list[str]]:  # fmt: skip
    wanted = {"drone_incursion": "DRONE", "balloon_incursion": "BALLOON", "aircraft_incursion": "AIRCRAFT",
              "missile_incursion": "MISSILE", "maritime_incident": "SHIP"}[trigger.event_type]  # fmt: skip
    things = [m for m in sentence.concepts if wanted in m.what]
    who = None
    for thing in things:
        who = note("initiator", owner(document, sentence, thing), f"owner named beside the {wanted.lower()}")
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
            return [doer], (["RU"] if who == "RU" or "RU" in east else [])
        return [who or "UNKNOWN"], [
            c for c in ([country] if country not in (None, "XB", "INT") else named(sentence)) if c in FLANK
        ][:2]
    return [who or "UNKNOWN"], _targets(country, named(sentence))


def _government(document: Document, sentence: Sentence, trigger: Trigger, country: str | None, government: str | None,
                note, everyone: list[str]) -> tuple[list[str], list[str]]:  # fmt: skip
    """Measures, posture and words: the government that acts, and the neighbour or partner named with it."""
    doer = note("initiator", subject(document, sentence, trigger.deed), "who acted")
    thing = trigger.thing
    possessor = owner(document, sentence, thing) if thing else None
    if trigger.event_type in ("expulsion", "protest"):
        target = code(possessor) if possessor else None
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
    if doer is None:
        doer = government or next((c for c in everyone), None)
    others = [c for c in everyone if c != doer]
    if doer in EAST:
        targets = [c for c in others if c not in EAST]
    elif trigger.event_type in ("troop_deployment", "air_defence_deployment"):
        targets = [c for c in others if c in EAST]
        if not targets:
            targets = [c for c in others if c in FLANK and c != doer][:1]
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

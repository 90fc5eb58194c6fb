"""One event told several times in a text becomes one: fields united, all evidence kept."""

from datetime import timedelta

from monitor.extract import gazetteer
from monitor.extract.candidate import Candidate
from monitor.extract.event_kinds import MEETINGS, WORDS
from monitor.extract.status import CANDIDATES

NEAR_DAYS = 1
NEAR_KM = 60
PURSUIT_DAYS = 14
# A village names a district told before more sharply when it lies so near.
DETAIL_KM = 90
# An event told over and over keeps its first spans.
MOST_SPANS = 80
# Told of several countries, these are still one event on one day.
ANYWHERE = frozenset(
    {
        "exercise_activity",
        "nuclear_signal",
        "treaty_withdrawal",
        "consultation",
        "expulsion",
        "sanction",
        "agreement",
        "talks",
        "maritime_incident",
    }
)


def merged(found: list[Candidate]) -> list[Candidate]:
    """Returns the candidates with repetitions united; undated ones join the likeliest of their type."""
    events: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (c.is_title, not c.own_date, c.sentence)):
        partner = next((event for event in events if _same(event, candidate)), None)
        if partner:
            _unite(partner, candidate)
        else:
            events.append(candidate)
    return sorted(events, key=lambda event: min(event.told_in, default=event.sentence))


def _same(event: Candidate, other: Candidate) -> bool:
    if event.event_type != other.event_type:
        return False
    both = event.own_date and other.own_date
    told = {event.status, other.status}
    # A repetition without a date of its own takes the status of the event it repeats.
    if len(told) > 1 and not told <= set(CANDIDATES):  # noqa: SIM102
        if both or "denied" in told or ("background" in told and not _overlap(event, other)):
            return False
    if event.event_type == "maritime_incident" and both and event.start and other.start:
        # The search of the ship follows the damage to the cable.
        return abs((event.start - other.start).days) <= PURSUIT_DAYS
    if event.event_type in ANYWHERE:
        return not (both and not _overlap(event, other))
    if event.country and other.country and event.country != other.country:  # noqa: SIM102
        if event.event_type in WORDS or {event.country, other.country} & {"XB", "INT"} == set():
            return False
    if both and not _overlap(event, other):
        return False
    return not (not both and not _overlap(event, other) and event.place and other.place and _apart(event, other))


def _overlap(a: Candidate, b: Candidate) -> bool:
    if not (a.start and b.start):
        return True
    slack = timedelta(days=NEAR_DAYS if "month" not in (a.date_precision, b.date_precision) else 31)
    if a.own_date and b.own_date and slack.days == NEAR_DAYS:
        slack = timedelta(0)
    return a.start - slack <= (b.end or b.start) and b.start - slack <= (a.end or a.start)


def _apart(a: Candidate, b: Candidate, limit: float = NEAR_KM) -> bool:
    if a.place is None or b.place is None:
        return False
    return gazetteer.kilometres((a.place.latitude, a.place.longitude), (b.place.latitude, b.place.longitude)) > limit


def _unite(event: Candidate, other: Candidate) -> None:
    if other.own_date and not event.own_date:
        event.start, event.end, event.date_precision, event.own_date = (
            other.start,
            other.end,
            other.date_precision,
            True,
        )
    elif event.event_type == "maritime_incident" and other.own_date and "DAMAGE" in other.deed:
        event.start, event.end = other.start, other.end
    event.end = event.end or (other.end if other.end and event.start and other.end > event.start else None)
    sharper = other.place and (event.place is None or other.place.rank > event.place.rank)
    near = event.place is None or event.place.rank < 2 or not _apart(event, other, DETAIL_KM)
    if sharper and near and (event.place is None or event.country in (None, other.country)):
        event.place = other.place
    if sharper and event.place is None and event.event_type in MEETINGS:
        event.place, event.country = other.place, other.country
    event.country = event.country or other.country
    if event.event_type == "maritime_incident" and other.country == "XB":
        event.country = "XB"
    event.initiator = _united(event.initiator, other.initiator)
    event.target = [code for code in _united(event.target, other.target) if code not in event.initiator]
    for name, value in other.counts.items():
        mine = event.counts.get(name)
        if value is not None and (mine is None or (name != "killed" and mine == 1 and value > 1)):
            event.counts[name] = value
    event.tags = sorted(set(event.tags) | set(other.tags))
    if len(event.evidence) < MOST_SPANS:
        # The same words are told once, as they were read first.
        told = {span[:3] for span in event.evidence}
        event.evidence += [span for span in other.evidence if span[:3] not in told]
    event.told_in = sorted({*event.told_in, *other.told_in})
    event.fit = max(event.fit, other.fit) + 0.1
    event.is_title = event.is_title or other.is_title
    event.same_clause = event.same_clause or other.same_clause
    event.told_by |= other.told_by
    if (event.status == "announced" and other.status == "asserted") or (
        event.status not in CANDIDATES and other.status in CANDIDATES
    ):
        event.status = other.status


def _united(a: list[str], b: list[str]) -> list[str]:
    known = [code for code in a if code != "UNKNOWN"]
    extra = [code for code in b if code != "UNKNOWN"]
    if not known:
        return extra or a or b
    # A repetition rarely adds a party; it more often names a bystander.
    return known

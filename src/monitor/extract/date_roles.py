"""What a date is for (on, from, until, since, said), and dates that belong together: nights, spans, named days."""

import re
from dataclasses import replace
from datetime import date, timedelta

from monitor.extract.date_patterns import NIGHT
from monitor.extract.when import When

UNTIL = re.compile(
    r"(?<!\w)(?:until|till|til|to|through|by|do|do dnia|iki|lidz|bis|bis zum|bis mindestens|until"
    r" at least|before|prior to|po)\W+(?:at least |midnight on |midnight |the |dnia )?$"
)
FROM = re.compile(
    r"(?<!\w)(?:from|starting|beginning|as of|effective|since midnight|from midnight|od|od polnocy"
    r"|takes? effect|(?:comes?|enters?) into force|into effect|w zycie|isigalioja|isigalios|stajas speka|stasies speka"
    r"|nuo|no|ab|ab dem|vom)\W+(?:at )?(?:midnight on |midnight |the |early on |on |dnia |early )?$"
)
SINCE = re.compile(r"(?<!\w)(?:since|seit|seit dem|kops)\W+$")
_SAYING = (
    r"said|says|told(?: [\w'-]+){0,6}|announced|reported|stated|wrote|published|posted|added|confirmed"
    r"|showed|shows|aired|broadcast|disclosed|revealed|noted|informed|declared|acknowledged|warned|explained|recalled"
)
_SAYING_ELSEWHERE = (
    r"poinformow\w*|powiedzial\w*|przekaza\w*|podal\w*|podano|oswiadczyl\w*|zapowiedzial\w*|potwierdzil\w*|napisal\w*"
    r"|stwierdzil\w*|dodal\w*|mowil\w*|przyznal\w*|zaznaczyl\w*|wyjasnil\w*|sake|pranese|pranesta|pranesama|teige|teigia"
    r"|patvirtino|informavo|nurode|parase|kalbejo|pareiske|pazinoj\w*|teica|zinoja|sacij\w*|informej\w*|apstiprinaja"
    r"|noradij\w*|pavestij\w*|vesta|sagte|sagten|teilte|teilten|erklarte|berichte\w*|meldete\w*|bestatigte\w*|schrieb\w*"
    r"|gab|gaben|hiess"
)
# "said on Monday", "said in a statement on Monday"; elsewhere the speaker stands between: "teilte die Polizei am ...".
SAID = re.compile(
    r"(?<!\w)(?:(?:"
    + _SAYING
    + r")\W+(?:\w+\W+)?(?:(?:in|at|during|via|to|before|on (?:his|her|its|their|the|state|public|social))"
    r"\s+(?:[\w'-]+\s+){1,4})?"
    r"(?:on|late on|early on|late|early|this)?"
    r"|(?:" + _SAYING_ELSEWHERE + r")\s+(?:[^\s,.;:]+\s+){0,4}?(?:w|we|am)?)\W*$"
)
# "on Monday said", "w środę poinformował": the verb follows at once, without a comma.
SAID_AFTER = re.compile(r"\s+(?:\w+\s+)?(?:" + _SAYING_ELSEWHERE + r")(?!\w)|\s+(?:" + _SAYING + r")(?!\w)")
# What was said in the sentence before says nothing about a day; an abbreviation or a number ends none.
SENTENCE_END = re.compile(r"(?<=[^\W\d_]{4})[.!?…][\"'”’»)\]]*\s+|\n")
# "from Saturday to Sunday" names a night in these pairs of small words.
NIGHT_PAIRS = {"is": ("i",), "no": ("uz",), "z": ("na",), "ze": ("na",), "von": ("auf",), "vom": ("auf", "auf den")}
JOINED = re.compile(
    r"\W*(?:(?:late|early|the|night|morning|evening|at least|de[nrms]|midnight"
    r"|on)\W+)*(?P<join>to|into|and|until|till|through|na|do|i|iki|ir|un|uz|lidz|auf|bis|bis zum"
    r"|zum|oraz|-|und|)\W*(?:(?:the|den|dem|early|late|at least|nakti|on|midnight|hours"
    r" of)\W+)*"
)


def named_days(dates: list[When]) -> list[When]:
    """Joins a weekday to the day it names right behind it: "on Tuesday 4 June" is one date."""
    kept: list[When] = []
    for when in dates:
        last = kept[-1] if kept else None
        if (
            last
            and last.is_weekday
            and when.is_explicit
            and when.precision == "day"
            and 0 <= when.start - last.end <= 7
        ):
            kept[-1] = replace(when, start=last.start)
        else:
            kept.append(when)
    return kept


def counted_from_report(dates: list[When], published: date | None) -> list[When]:
    """Counts "overnight" or "yesterday" in a sentence that was said earlier from the day it was said."""
    said = next((w for w in dates if w.role == "said" and w.precision == "day"), None)
    if said is None or published is None or not 0 < (published - said.first).days <= 6:
        return dates
    late = published - said.first
    return [
        replace(w, first=w.first - late, how=f"{w.how}, counted from {said.first}")
        if w.is_relative and w.first <= published
        else w
        for w in dates
    ]


def tidied(folded: str, dates: list[When]) -> list[When]:
    """Drops a bare "overnight" beside a date, and a weekday beside the day it names."""
    kept = []
    for at, when in enumerate(dates):
        beside = [d for d in dates[max(0, at - 1) : at + 2] if d is not when]
        near = [d for d in beside if -1 <= d.start - when.end <= 30 or -1 <= when.start - d.end <= 12]
        if when.role == "night" and any(d.role != "said" for d in near):
            continue
        if when.role == "vague" and any(0 <= when.start - d.end <= 2 for d in beside):
            # "Forty years ago this week" is forty years ago.
            continue
        if when.is_weekday and any(
            d.is_explicit and d.precision == "day" and (d.start - when.end) in range(8) for d in near
        ):
            continue
        kept.append(when)
    return kept


def with_role(folded: str, when: When, published: date | None) -> When:
    before = SENTENCE_END.split(folded[max(0, when.start - 90) : when.start])[-1]
    if when.role != "on" or "a night belongs" in when.how:
        return when
    if UNTIL.search(before) and not re.search(r"(?:due|close|up|into|back|led|prior|leading|na|od \d+) to\W+$", before):
        first = when.first
        if published and first < published and "nearest to publication" in when.how:
            first = first.replace(year=first.year + 1, day=min(first.day, 28) if first.month == 2 else first.day)
        if published and when.is_weekday and first < published:
            first = when.upcoming
        return replace(when, role="until", first=first)
    if SINCE.search(before):
        return replace(when, role="since")
    if FROM.search(before):
        return replace(when, role="from")
    if SAID.search(before) or SAID_AFTER.match(folded, when.end):
        return replace(when, role="said")
    return when


def _morning(evening: When, morning: When) -> When:
    """Returns a night as the day it ends on; "to Thursday" names the day after Wednesday, not the coming Thursday."""
    first = morning.first
    if morning.is_weekday and evening.is_weekday:
        first = evening.first + timedelta(days=(first - evening.first).days % 7)
    how = f"{morning.how}: a night belongs to its morning"
    return replace(morning, start=evening.start, first=first, role="on", how=how)


def joined(folded: str, dates: list[When]) -> list[When]:
    """Joins two dates that name one night (it belongs to the second) or one span of days."""
    result: list[When] = []
    for when in dates:
        last = result[-1] if result else None
        if last and last.end <= when.start and when.start - last.end <= 30 and last.last is None:
            between = JOINED.fullmatch(folded, last.end, when.start)
            night = (
                NIGHT.search(folded, max(0, last.start - 30), last.start)
                or re.search(r"(?:late|night|overnight|evening|nacht|nakti|nocy)", folded[last.end : when.start])
                or last.role == "night"
            )
            if between and between["join"]:
                join = between["join"]
                before = folded[max(0, last.start - 6) : last.start].split()[-1:] or [""]
                if (
                    last.role == "night"
                    or join in NIGHT_PAIRS.get(before[0], ())
                    or (night and join not in ("until", "till", "through", "do", "iki", "lidz", "bis"))
                    or join == "into"
                ):
                    result[-1] = _morning(last, when)
                    continue
                if (
                    join in ("and", "i", "ir", "un", "und")
                    and last.is_weekday
                    and when.is_weekday
                    and last.first < when.first
                ):
                    result[-1] = replace(last, end=when.end, last=when.first)
                    continue
                if join in (
                    "to",
                    "until",
                    "till",
                    "through",
                    "do",
                    "iki",
                    "lidz",
                    "bis",
                    "bis zum",
                    "-",
                ) and last.first < (when.upcoming or when.first):
                    final = when.first if when.first > last.first else when.upcoming
                    if when.is_weekday and final - timedelta(days=7) > last.first:
                        final -= timedelta(days=7)
                    role = "from" if last.role == "from" else "on"
                    result[-1] = replace(last, end=when.end, last=final, role=role)
                    continue
            elif last.role == "night" and not folded[last.end : when.start].strip(" ,"):
                result[-1] = replace(when, start=last.start)
                continue
        result.append(when)
    return result

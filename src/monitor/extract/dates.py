"""Dates in a text: explicit, weekdays and relative words, resolved against the day of publication, each with a role."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from monitor.extract.calendar_words import CHAINED, DAYS, MONTHS, NIGHT_ONLY, NUMBERS, UNITS, WEEKDAYS

# A day and month without a year lies in this window around publication.
DAYS_BACK, DAYS_AHEAD = 300, 60

_MONTH = "(?P<month%s>" + "|".join(f"(?:{m})" for m in MONTHS) + r")(?!\w)\.?"
_TH = r"(?:st|nd|rd|th|[.]|-?(?:go|ego|ojo|osios|aja))?"
_JOIN = (r"\s*(?P<join%s>-|/|to|and|into|through|until|till|na|do|i|oraz|ir|iki|un|uz|lidz|bis|bis zum|auf den"
         r"|auf|und|zum|to the)\s*")  # fmt: skip
_DAY = r"(?P<day%s>\d{1,2})"
_LAST = r"(?P<last%s>\d{1,2})"
_YEAR = r"(?P<year%s>(?:19|20)\d\d)"


def _numbered(pattern: str, number: int) -> str:
    return pattern.replace("%s", str(number))


_PATTERNS = [
    r"(?P<year%s>\d{4})-(?P<numeric%s>\d\d)-" + _DAY,
    r"(?<![\d.])" + _DAY + r"[./](?P<numeric%s>\d{1,2})[./]" + _YEAR,
    _DAY + r"[. -]" + _MONTH + r"[. -]?" + _YEAR,
    _YEAR + r"\s*(?:m|g|metu"
            r"|metais)?\.?\s*" + _MONTH + r"\s+" + _DAY + r"(?:" + _JOIN + _LAST + r")?\s*(?:d\b\.?|diena)?",
    _YEAR + r"\.?\s*gada\s+" + _DAY + r"\.?(?:" + _JOIN + _LAST + r"\.?)?\s*" + _MONTH,
    _DAY + _TH + r"(?:" + _JOIN + _LAST + _TH + r")?\s*(?:of\s+)?" + _MONTH + r"(?:,?\s*" + _YEAR + r"(?!\d))?",
    _MONTH + r"\s+(?:the\s+)?" + _DAY + r"(?!\d|[:.]\d)" + _TH + r"(?:" + _JOIN + _LAST + r"(?!\d|:)" + _TH
    + r")?(?:\s*d\b\.?)?(?:,?\s+" + _YEAR + r"(?!\d))?",
    _MONTH + r",?\s+(?:of\s+)?" + _YEAR,
    _YEAR + r"\s*(?:m\.?|metu|g\.?|gada)\s*" + _MONTH,
]  # fmt: skip
EXPLICIT = [re.compile(r"(?<!\w)(?:" + _numbered(p, n) + r")(?!\w)") for n, p in enumerate(_PATTERNS)]
BARE_MONTH = re.compile(r"(?<!\w)(?:in|in early|in late|in mid|early|late|since|w|od|im|seit|kops|nuo|last|this)[ -]+"
                        + _numbered(_MONTH, 0) + r"(?!\s*\d)")  # fmt: skip
WEEKDAY = re.compile(
    r"(?<!\w)(?:(?P<which>last|previous|past|next|coming|this|miniony|minionego|ubiegly|zeszly|ubieglego|praejusi\w*|"
    r"pagajus\w*|vergangenen?|letzten?|kommenden?|nachsten?|przyszly|najblizszy|kita|nakam\w*)\s+)?(?:"
    + "|".join(f"(?P<weekday{n}>{w})" for n, w in enumerate(WEEKDAYS)) + r")(?!\w)"
)  # fmt: skip
RELATIVE = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, [*DAYS, *CHAINED]), key=len, reverse=True)) + r")(?!\w)"
)
_COUNT = r"(?P<count>\d{1,3}|an?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r"|few|kilka|several|couple of)"
_UNIT = "(?:" + "|".join(f"(?P<unit{n}>{u})" for n, (_, u) in enumerate(UNITS)) + ")"
AGO = re.compile(
    r"(?<!\w)(?:(?:just|only|about|some|almost|nearly)\s+)?(?:(?P<before>vor|pries|pirms"
    r"|przed)\s+" + _COUNT.replace("count", "count2")
    + r"\s+" + _UNIT.replace("unit", "unitb") + r"|" + _COUNT + r"\s+" + _UNIT
    + r"\s+(?P<side>ago|earlier|before|after|later|temu|wczesniej|pozniej|po|atgal|anksciau|zuvor|spater|nach))(?!\w)"
)  # fmt: skip
PERIOD = re.compile(r"(?<!\w)(?P<period>last week|earlier this week|this week|w ubieglym tygodniu|w zeszlym tygodniu|"
                    r"praejusia savaite|pagajusaja nedela|vergangene woche|letzte woche|in der vergangenen woche"
                    r"|last month|earlier this month|"
                    r"w ubieglym miesiacu|praejusi menesi|pagajusaja menesi|vergangenen monat|last year|w"
                    r" ubieglym roku|"
                    r"pernai|pern|im vergangenen jahr|earlier this year|w zeszlym roku|praejusiais metais"
                    r"|pagajusaja gada)(?!\w)")  # fmt: skip
PERIOD_DAYS = {"week": 7, "tygodni": 7, "savait": 7, "nedel": 7, "woche": 7, "month": 30, "miesiac": 30, "menes": 30,
               "monat": 30}  # fmt: skip
NIGHT = re.compile(r"(?:overnight|night|nights|nocy|noc|nakti\w*|nacht)\W+(?:(?:of|from|between|on|z|ze|is|no|vom"
                   r"|von|zum|zu|auf|into|i|uz|na|the|late|early|\d{4}|m|metu)\W+)*$")  # fmt: skip
AFTER_NIGHT = re.compile(r"\s*(?:-\s*)?(?:night|nakti\w*|nacht|noca|w nocy)\b")
HOLIDAY = re.compile(
    r"(?<!\w)(?:christmas eve|wigili\w+|kuciu|kucias|ziemassvetku vakar\w+|heiligabend|(?P<second>christmas day"
    r"|boze narodzenie))(?!\w)"
)
UNTIL = re.compile(r"(?<!\w)(?:until|till|til|to|through|by|do|do dnia|iki|lidz|bis|bis zum|bis mindestens|until"
                   r" at least|before|prior to|po)\W+(?:at least |midnight on |midnight |the |dnia )?$")  # fmt: skip
FROM = re.compile(r"(?<!\w)(?:from|starting|beginning|as of|effective|since midnight|from midnight|od|od polnocy"
                  r"|nuo|no|ab|ab dem|vom)\W+(?:midnight on |midnight |the |early on |on |dnia |early )?$")  # fmt: skip
SINCE = re.compile(r"(?<!\w)(?:since|seit|seit dem|kops)\W+$")
SAID = re.compile(r"(?<!\w)(?:said|told \w+|announced|reported|stated|wrote|poinformowal\w*|powiedzial\w*"
                  r"|przekazal\w*|podal\w*|oswiadczyl\w*|sake|pranese|teige|pazinoja|teica|zinoja|sagte|teilte"
                  r"|erklarte|informavo|published|posted|added|confirmed)\W+(?:\w+\W+)?(?:on|am|late on|early on"
                  r"|late|early|w|we|ten|this)?\W*$")  # fmt: skip
JOINED = re.compile(r"\W*(?:(?:late|early|the|night|morning|evening|at least|de[nrms]|midnight"
                    r"|on)\W+)*(?P<join>to|into|and|until|till|through|na|do|i|iki|ir|un|uz|lidz|auf|bis|bis zum"
                    r"|zum|oraz|-|und|)\W*(?:(?:the|den|dem|early|late|at least|nakti|on|midnight|hours"
                    r" of)\W+)*")  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """A date found: first and last day, its text, precision, role (on, from, until, said ...) and how it was read."""

    start: int
    end: int
    first: date
    last: date | None
    precision: str
    role: str
    how: str
    is_explicit: bool = False
    is_weekday: bool = False
    upcoming: date | None = None


def found(folded: str, published: date | None) -> list[When]:
    """Returns the dates of a folded text in order; relative ones only if the day of publication is known."""
    taken: list[When] = []
    for number, pattern in enumerate(EXPLICIT):
        for match in pattern.finditer(folded):
            if _free(taken, match) and (when := _explicit(folded, match, number, published)):
                taken.append(when)
    if published:
        for pattern, read in (
            (HOLIDAY, _holiday),
            (AGO, _ago),
            (RELATIVE, _relative),
            (WEEKDAY, _weekday),
            (PERIOD, _period),
        ):
            for match in pattern.finditer(folded):
                if _free(taken, match) and (when := read(match, published, taken)):
                    taken.append(when)
        for match in BARE_MONTH.finditer(folded):
            if _free(taken, match):
                taken.append(_bare_month(match, published))
    taken.sort(key=lambda when: when.start)
    return _tidied(folded, _joined(folded, [_with_role(folded, when, published) for when in taken]))


def _free(taken: list[When], match: re.Match) -> bool:
    return all(match.end() <= when.start or match.start() >= when.end for when in taken)


def month_of(word: str) -> int:
    """Returns the number of a month by its name in any of the languages."""
    for number, names in enumerate(MONTHS, 1):
        if re.fullmatch(names, word.rstrip(".")):
            return number
    raise ValueError(f"{word!r} is not a month")


def _explicit(folded: str, match: re.Match, number: int, published: date | None) -> When | None:
    part = {k.rstrip("0123456789"): v for k, v in match.groupdict().items() if v}
    month = int(part["numeric"]) if "numeric" in part else month_of(part["month"])
    year = int(part["year"]) if "year" in part else None
    if "day" not in part:
        return _whole_month(match, year or 0, month)
    if year is None and published is None:
        return None
    day, last = int(part["day"]), int(part["last"]) if "last" in part else None
    first = _day(year, month, day, published)
    final = _day(first.year if first else year, month, last, published) if last else None
    if first is None or (last and final is None):
        return None
    if final and final < first:
        previous = first.month - 1 or 12
        first = _day(first.year if first.month > 1 else first.year - 1, previous, day, published) or first
    how = f"'{match.group().strip()}'" + ("" if year else f", in the year nearest to publication {published}")
    if final and (part.get("join") in ("na", "auf den", "auf", "uz", "into") or _is_night(folded, match)):
        return When(
            match.start(), match.end(), final, None, "day", "on", f"{how}: a night belongs to its morning", True
        )
    between = (
        folded[max(0, match.start() - 12) : match.start()].rstrip().endswith(("between", "zwischen", "miedzy", "tarp"))
    )
    if (
        final
        and not between
        and part.get("join") in ("and", "i", "ir", "un", "und", "oraz")
        and (final - first).days > 3
    ):
        final = None
    return When(match.start(), match.end(), first, final, "day", "on", how, True)


def _is_night(folded: str, match: re.Match) -> bool:
    return bool(
        NIGHT.search(folded, max(0, match.start() - 40), match.start()) or AFTER_NIGHT.match(folded, match.end())
    )


def _day(year: int | None, month: int, day: int, published: date | None) -> date | None:
    try:
        if year:
            return date(year, month, day)
        around = [date(published.year + step, month, day) for step in (-1, 0, 1)]
    except ValueError:
        return None
    fitting = [d for d in around if -DAYS_BACK <= (d - published).days <= DAYS_AHEAD]
    return min(fitting or around, key=lambda d: abs((d - published).days))


def _whole_month(match: re.Match, year: int, month: int) -> When | None:
    if not 1900 <= year <= 2100:
        return None
    return When(
        match.start(), match.end(), date(year, month, 1), None, "month", "on", f"'{match.group().strip()}'", True
    )


def _bare_month(match: re.Match, published: date) -> When:
    month = month_of(match.group("month0"))
    year = published.year if month <= published.month else published.year - 1
    return When(
        match.start("month0"), match.end("month0"), date(year, month, 1), None, "month", "on", f"'{match.group()}'"
    )


def _weekday(match: re.Match, published: date, _: list[When]) -> When | None:
    number = next(n for n in range(7) if match.group(f"weekday{n}"))
    if match.group() in ("mon", "sat", "sun", "wed", "tue", "thu", "fri", "tues", "thurs"):
        return None
    which = match.group("which") or ""
    back = (published.weekday() - number) % 7
    ahead = published + timedelta(days=(number - published.weekday()) % 7 or 7)
    if which.startswith(("next", "coming", "kommend", "nachst", "przyszl", "najbliz", "kita", "nakam")):
        first = ahead
    elif which and which != "this":
        first = published - timedelta(days=back or 7)
    else:
        first = published - timedelta(days=back)
    how = f"'{match.group()}', relative to publication {published}"
    return When(match.start(), match.end(), first, None, "day", "on", how, is_weekday=True, upcoming=ahead)


def _relative(match: re.Match, published: date, taken: list[When]) -> When | None:
    phrase = match.group()
    if phrase in CHAINED:
        before = [w for w in taken if w.end <= match.start() and w.precision == "day" and w.role == "on"]
        base = max(before, key=lambda w: w.start).first if before else published
        return When(match.start(), match.end(), base + timedelta(days=CHAINED[phrase]), None, "day", "on",
                    f"'{phrase}', counted from {base}")  # fmt: skip
    first = published + timedelta(days=DAYS[phrase])
    role = "night" if phrase in NIGHT_ONLY else "on"
    return When(
        match.start(), match.end(), first, None, "day", role, f"'{phrase}', relative to publication {published}"
    )


def _holiday(match: re.Match, published: date, _: list[When]) -> When:
    day = 25 if match.group("second") else 24
    year = published.year if published >= date(published.year, 12, day) else published.year - 1
    return When(match.start(), match.end(), date(year, 12, day), None, "day", "on", f"'{match.group()}'", True)


def _ago(match: re.Match, published: date, taken: list[When]) -> When | None:
    word = match.group("count") or match.group("count2")
    few = word in ("few", "kilka", "several", "couple of")
    count = int(word) if word.isdigit() else 1 if word in ("a", "an") else 3 if few else NUMBERS[word]
    unit = next((days for n, (days, _) in enumerate(UNITS) if match.group(f"unit{n}") or match.group(f"unitb{n}")), 1)
    side = match.group("side") or "ago"
    if side in ("after", "later", "po", "pozniej", "spater", "nach", "before"):
        # "two days after X" counts from X; `anchored` in extraction resolves it where X is known.
        return None
    chained = side in ("earlier", "wczesniej", "anksciau", "zuvor")
    before = [w for w in taken if w.end <= match.start() and w.precision == "day" and w.is_explicit]
    base = before[-1].first if chained and before else published
    first = base - timedelta(days=count * unit)
    precision = "day" if unit == 1 and not few else "month"
    if unit == 7:
        precision = "day"
    return When(match.start(), match.end(), first, None, precision, "on", f"'{match.group()}', counted from {base}")


def _period(match: re.Match, published: date, _: list[When]) -> When:
    phrase = match.group("period")
    days = next((n for word, n in PERIOD_DAYS.items() if word in phrase), 365)
    if phrase.startswith(("earlier this week", "this week")):
        days = 2
    first = published - timedelta(days=days)
    return When(match.start(), match.end(), first, None, "month", "vague", f"'{phrase}', relative to {published}")


def _tidied(folded: str, dates: list[When]) -> list[When]:
    """Drops a bare "overnight" beside a date, and a weekday beside the day it names."""
    kept = []
    for at, when in enumerate(dates):
        beside = [d for d in dates[max(0, at - 1) : at + 2] if d is not when]
        near = [d for d in beside if -1 <= d.start - when.end <= 30 or -1 <= when.start - d.end <= 12]
        if when.role == "night" and near:
            continue
        if when.is_weekday and any(
            d.is_explicit and d.precision == "day" and (d.start - when.end) in range(8) for d in near
        ):
            continue
        kept.append(when)
    return kept


def _with_role(folded: str, when: When, published: date | None) -> When:
    before = folded[max(0, when.start - 45) : when.start]
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
    if SAID.search(before):
        return replace(when, role="said")
    return when


def _joined(folded: str, dates: list[When]) -> list[When]:
    """Joins two dates that name one night (it belongs to the second) or one span of days."""
    result: list[When] = []
    for when in dates:
        last = result[-1] if result else None
        if last and last.end <= when.start and when.start - last.end <= 30 and last.last is None:
            between = JOINED.fullmatch(folded, last.end, when.start)
            night = NIGHT.search(folded, max(0, last.start - 30), last.start) or re.search(
                r"(?:late|night|overnight|evening|nacht|nakti|nocy)",
                    folded[last.end : when.start]) or last.role == "night"  # fmt: skip
            if between and between["join"]:
                join = between["join"]
                if (
                    last.role == "night"
                    or (night and join not in ("until", "till", "through", "do", "iki", "lidz", "bis"))
                    or join == "into"
                ):
                    result[-1] = replace(
                        when, start=last.start, role="on", how=f"{when.how}: a night belongs to its morning"
                    )
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

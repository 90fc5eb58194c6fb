"""Dates in a text: explicit, weekdays and relative words, resolved against the day of publication, each with a role."""

import re
from datetime import date, timedelta

from monitor.extract.calendar_words import CHAINED, DAYS, MONTHS, NIGHT_ONLY, NUMBERS, UNITS
from monitor.extract.date_patterns import (
    AFTER_NIGHT,
    AGO,
    BARE_MONTH,
    CASE_MONTH,
    EXPLICIT,
    HOLIDAY,
    NIGHT,
    OF_LAST_WEEK,
    PAST_YEAR,
    PERIOD,
    PERIOD_DAYS,
    RELATIVE,
    WEEKDAY,
    WEEKEND,
)
from monitor.extract.date_roles import joined, named_days, tidied, with_role
from monitor.extract.when import When

# A day and month without a year lies in this window around publication.
DAYS_BACK, DAYS_AHEAD = 300, 60
# "The next day" is counted from a day of the story, at most so long before publication.
STORY_DAYS = 45
# First months of spring, summer, autumn and of the winter that ends a year's beginning.
SEASON_MONTHS = (3, 6, 9, 1)


def found(folded: str, published: date | None) -> list[When]:
    """Returns the dates of a folded text in order; relative ones only if the day of publication is known."""
    taken: list[When] = []
    # One byte a letter: whether a date covers it already.
    covered = bytearray(len(folded))

    def take(when: When | None) -> None:
        if when:
            taken.append(when)
            covered[when.start : when.end] = b"\1" * (when.end - when.start)

    for number, pattern in enumerate(EXPLICIT):
        for match in pattern.finditer(folded):
            if _free(covered, match):
                take(_explicit(folded, match, number, published))
    if published:
        for pattern, read in (
            (HOLIDAY, _holiday),
            (AGO, _ago),
            (WEEKDAY, _weekday),
            # After the weekdays, from which "the day before" may count.
            (RELATIVE, _relative),
            (WEEKEND, _weekend),
            (PERIOD, _period),
            (PAST_YEAR, _past_year),
        ):
            for match in pattern.finditer(folded):
                if _free(covered, match):
                    take(read(match, published, taken))
        for pattern in (BARE_MONTH, CASE_MONTH):
            for match in pattern.finditer(folded):
                if _free(covered, match):
                    take(_bare_month(match, published))
    taken = named_days(sorted(taken, key=lambda when: when.start))
    return tidied(folded, joined(folded, [with_role(folded, when, published) for when in taken]))


def _free(covered: bytearray, match: re.Match) -> bool:
    return covered.find(1, match.start(), match.end()) < 0


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


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(year: int | None, month: int, day: int, published: date | None) -> date | None:
    if year is not None:
        return _valid(year, month, day)
    around = [d for step in (-1, 0, 1) if (d := _valid(published.year + step, month, day))]
    if not around:
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
    name = match.lastgroup or "month0"
    month = month_of(match.group(name))
    first = _day(None, month, 1, published) or date(published.year, month, 1)
    return When(match.start(name), match.end(name), first, None, "month", "on", f"'{match.group()}'")


def _weekday(match: re.Match, published: date, _: list[When]) -> When | None:
    number = next(n for n in range(7) if match.group(f"weekday{n}"))
    if match.group() in ("mon", "sat", "sun", "wed", "tue", "thu", "fri", "tues", "thurs"):
        return None
    which = match.group("which") or ""
    if OF_LAST_WEEK.match(match.string, match.end()):
        first = published - timedelta(days=published.weekday() + 7 - number)
        how = f"'{match.group()}' of the week before publication {published}"
        return When(match.start(), match.end(), first, None, "day", "on", how, is_weekday=True)
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
        before = [w for w in taken if w.end <= match.start() and _is_of_the_story(w, published)]
        base = max(before, key=lambda w: w.start).first if before else published
        return When(
            match.start(),
            match.end(),
            base + timedelta(days=CHAINED[phrase]),
            None,
            "day",
            "on",
            f"'{phrase}', counted from {base}",
        )
    first = published + timedelta(days=DAYS[phrase])
    role = "night" if phrase in NIGHT_ONLY else "on"
    how = f"'{phrase}', relative to publication {published}"
    return When(match.start(), match.end(), first, None, "day", role, how, is_relative=True)


def _is_of_the_story(when: When, published: date) -> bool:
    """Tells whether "the next day" may count from a date: one recent day, no span ahead and no anniversary."""
    return (
        when.precision == "day"
        and when.role == "on"
        and when.last is None
        and 0 <= (published - when.first).days <= STORY_DAYS
    )


def _holiday(match: re.Match, published: date, _: list[When]) -> When:
    month, day = 12, 25 if match.group("second") else 24
    if match.group("last"):
        day = 31
    if match.group("first"):
        month, day = 1, 1
    year = published.year if published >= date(published.year, month, day) else published.year - 1
    return When(match.start(), match.end(), date(year, month, day), None, "day", "on", f"'{match.group()}'", True)


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
    before = [w for w in taken if chained and w.end <= match.start() and w.precision == "day" and w.is_explicit]
    base = before[-1].first if before else published
    first = base - timedelta(days=count * unit)
    precision = "day" if unit in (0, 7, 14) or (unit == 1 and not few) else "month"
    return When(match.start(), match.end(), first, None, precision, "on", f"'{match.group()}', counted from {base}")


def _period(match: re.Match, published: date, _: list[When]) -> When:
    phrase = match.group("period")
    days = next((n for word, n in PERIOD_DAYS.items() if word in phrase), 365)
    if phrase.startswith(("earlier this week", "this week")):
        days = 2
    first = published - timedelta(days=days)
    return When(match.start(), match.end(), first, None, "month", "vague", f"'{phrase}', relative to {published}")


def _past_year(match: re.Match, published: date, _: list[When]) -> When | None:
    told = {name: value for name, value in match.groupdict().items() if value}
    year = next(int(value) for name, value in told.items() if name.startswith("year"))
    season = next((int(name[-1]) for name in told if name.startswith("season")), None)
    # Of the year of publication a text speaks as of the present.
    if year >= published.year:
        return None
    first = date(year, 1 if season is None else SEASON_MONTHS[season], 1)
    return When(match.start(), match.end(), first, None, "month", "past", f"'{match.group()}'")


def _weekend(match: re.Match, published: date, _: list[When]) -> When:
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    how = f"'{match.group()}', relative to publication {published}"
    sunday = min(saturday + timedelta(days=1), published)
    return When(match.start(), match.end(), saturday, sunday, "day", "on", how)

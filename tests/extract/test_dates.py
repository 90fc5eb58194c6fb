"""Dates in five languages, each trap once: plain weekdays, nights, years left out, ranges, words for days."""

from datetime import date

import pytest

from monitor.extract.date_roles import counted_from_report
from monitor.extract.dates import found
from monitor.extract.lexicon import fold

FRIDAY = date(2025, 9, 12)
SINGLE = [
    ("on Friday", "2025-09-12"), ("on the night of March 9-10", "2025-03-10"), ("overnight Tuesday into Wednesday",
        "2025-09-10"),
    ("last Monday", "2025-09-08"), ("last Friday", "2025-09-05"), ("September 10, 2025", "2025-09-10"), ("Sept. 10",
        "2025-09-10"),
    ("10th of September", "2025-09-10"), ("10.09.2025", "2025-09-10"), ("2025-09-10", "2025-09-10"), ("09.Jan.2026",
        "2026-01-09"),
    ("two days ago", "2025-09-10"), ("a week ago", "2025-09-05"), ("yesterday", "2025-09-11"),
        ("the day before yesterday", "2025-09-10"),
    ("in the early hours of Wednesday", "2025-09-10"), ("the night of September 9 to 10", "2025-09-10"),
        ("20 December", "2024-12-20"),
    ("w nocy z 9 na 10 września", "2025-09-10"), ("w nocy z wtorku na środę", "2025-09-10"), ("dwa dni temu",
        "2025-09-10"),
    ("przedwczoraj", "2025-09-10"), ("10 września 2025 r.", "2025-09-10"), ("w poniedziałek", "2025-09-08"),
    ("rugsėjo 10 d.", "2025-09-10"), ("2025 m. rugsėjo 10 d.", "2025-09-10"), ("naktį iš antradienio į trečiadienį",
        "2025-09-10"),
    ("naktį į trečiadienį", "2025-09-10"), ("vakar", "2025-09-11"), ("prieš dvi dienas", "2025-09-10"),
        ("rugsėjo 9-10 d. naktį", "2025-09-10"),
    ("10. septembrī", "2025-09-10"), ("2025. gada 10. septembrī", "2025-09-10"), ("naktī uz trešdienu", "2025-09-10"),
    ("naktī no otrdienas uz trešdienu", "2025-09-10"), ("pirms divām dienām", "2025-09-10"), ("svētdien", "2025-09-07"),
    ("in der Nacht zum Mittwoch", "2025-09-10"), ("in der Nacht vom 9. auf den 10. September", "2025-09-10"),
    ("am Mittwoch, dem 10. September", "2025-09-10"), ("vor zwei Tagen", "2025-09-10"), ("gestern", "2025-09-11"),
    ("on Wednesday 10 September", "2025-09-10"), ("Christmas Eve", "2024-12-24"), ("New Year's Eve", "2024-12-31"),
    ("Wednesday of last week", "2025-09-03"), ("am Mittwoch der vergangenen Woche", "2025-09-03"),
    ("a fortnight ago", "2025-08-29"), ("three hours ago", "2025-09-12"), ("od wtorku 9 września", "2025-09-09"),
    ("in the night of Wednesday to Thursday", "2025-09-11"), ("overnight from Monday to Tuesday", "2025-09-09"),
    ("iš antradienio į trečiadienį", "2025-09-10"), ("no otrdienas uz trešdienu", "2025-09-10"),
]  # fmt: skip
RANGES = [
    ("12-16 September", "2025-09-12", "2025-09-16"), ("from 12 to 16 September", "2025-09-12", "2025-09-16"),
    ("od 12 do 16 września", "2025-09-12", "2025-09-16"), ("from Monday to Wednesday", "2025-09-08", "2025-09-10"),
    ("over the weekend", "2025-09-06", "2025-09-07"), ("am Wochenende", "2025-09-06", "2025-09-07"),
    ("from 30 September to 2 October", "2025-09-30", "2025-10-02"), ("vom 12. bis 16. September", "2025-09-12",
        "2025-09-16"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), SINGLE)
def test_a_day(text: str, day: str):
    (when,) = [w for w in found(fold(text), FRIDAY) if w.role != "from"][:1] or found(fold(text), FRIDAY)[:1]
    assert (when.first.isoformat(), when.precision) == (day, "day")


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_a_range(text: str, first: str, last: str):
    (when,) = found(fold(text), FRIDAY)
    assert (when.first.isoformat(), when.last.isoformat()) == (first, last)


def test_an_end_is_no_day_of_the_deed():
    (until,) = found(fold("closed until 31 December"), FRIDAY)
    assert (until.role, until.first) == ("until", date(2025, 12, 31))
    (both,) = found(fold("from 12 September until 31 December"), FRIDAY)
    assert (both.role, both.first, both.last) == ("from", FRIDAY, date(2025, 12, 31))


REPORTS = [
    "the army said on Monday that on Sunday a drone fell",
    "the army said in a short bulletin on Monday that on Sunday a drone fell",
    "w poniedziałek poinformowało wojsko, że w niedzielę spadł dron",
    "pirmadienį pranešė kariuomenė, kad sekmadienį nukrito dronas",
    "teilte die Armee am Montag mit, dass am Sonntag eine Drohne abstürzte",
]


@pytest.mark.parametrize("text", REPORTS)
def test_the_day_of_a_report_is_told_apart(text: str):
    said, on = found(fold(text), FRIDAY)
    assert (said.role, on.role) == ("said", "on")


def test_what_was_said_in_the_sentence_before_says_nothing_about_a_day():
    (when,) = found(fold("A drone fell, the ministry said. On Monday another one came."), FRIDAY)
    assert when.role == "on"


def test_the_day_before_counts_from_a_weekday_told_before():
    said, before = found(fold("the fleet said on Wednesday. The missile was fired the day before."), FRIDAY)
    assert (said.first, before.first) == (date(2025, 9, 10), date(2025, 9, 9))


@pytest.mark.parametrize("text", ["Jūlijā traucējumi reģistrēti katru dienu", "liepos mėnesį trikdžiai kartojosi"])
def test_a_month_in_its_case_needs_no_word_before_it(text: str):
    (when,) = found(fold(text), FRIDAY)
    assert (when.first, when.precision) == (date(2025, 7, 1), "month")


def test_years_ago_this_week_is_years_ago():
    (when,) = found(fold("Forty years ago this week"), FRIDAY)
    assert when.first.year == 1985


def test_overnight_is_counted_from_the_day_it_was_told():
    dates = found(fold("Drones circled overnight, police said on Thursday"), FRIDAY)
    night = next(w for w in counted_from_report(dates, FRIDAY) if w.is_relative)
    assert night.first == date(2025, 9, 11)


@pytest.mark.parametrize("text", ["12 minutes", "MiG-31", "chapter 4.2", "at 10:30", "32 September", "1,022 reports"])
def test_what_is_no_date(text: str):
    assert [w for w in found(fold(text), FRIDAY) if w.precision == "day"] == []


def test_without_publication_only_full_dates_are_read():
    assert [w.first for w in found(fold("on Friday, 10 September and 10 September 2025"), None)] == [date(2025, 9, 10)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("in the autumn of 2023", "2023-09-01"), ("in 2022", "2022-01-01"), ("jesienią 2023 roku", "2023-09-01"),
        ("2023 m. rudenį", "2023-09-01"), ("2023. gada rudenī", "2023-09-01"), ("im Herbst 2023", "2023-09-01"),
    ],
)  # fmt: skip
def test_a_past_year_is_a_date_of_its_own_kind(text: str, first: str):
    (when,) = found(fold(text), FRIDAY)
    assert (when.first.isoformat(), when.precision, when.role) == (first, "month", "past")


def test_the_year_of_publication_says_nothing():
    assert found("in 2025", FRIDAY) == []
    assert found("by the end of 2027", FRIDAY) == []


def test_the_next_day_is_counted_from_the_story_and_not_from_an_anniversary_or_a_term():
    told = "The fire of 12 May 2024 was arson. On Tuesday a ban was set until 8 December. The next day it rained."
    assert found(fold(told), FRIDAY)[-1].first == date(2025, 9, 10)

"""Lanes, slots, bands, phases and weeks of the timeline."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.analysis import timeline
from monitor.dataset import Dataset
from monitor.selection import PERIODS, Selection, touching
from tests.analysis.frames import day, events, exercises


@pytest.fixture(scope="module")
def sides(shipped: Dataset) -> pd.Series:
    return shipped.actors.set_index("code")["side"]


def column_of(at: pd.Series, since: pd.Timestamp, until: pd.Timestamp, columns: int = 150) -> list[int]:
    width = max((until - since) / columns, pd.Timedelta(hours=12))
    return [int((value - since) / width) for value in at]


@pytest.mark.parametrize("lens", timeline.LENSES)
def test_every_event_stands_in_one_lane(shipped: Dataset, sides: pd.Series, lens: str):
    rows = timeline.in_lanes(shipped.events, lens, sides)
    assert list(rows["event_id"]) == list(shipped.events["event_id"])
    assert rows["lane"].notna().all()
    assert set(rows["lane"].cat.categories) == set(rows["lane"])
    assert rows["lane"].cat.ordered


@pytest.mark.parametrize("lens", timeline.LENSES)
def test_lanes_of_no_events(sides: pd.Series, lens: str):
    rows = timeline.in_lanes(events(), lens, sides)
    placed = timeline.placed(rows, day("2025-01-01"), day("2025-12-31"))
    assert len(placed) == 0
    assert {"lane", "at", "slot"} <= set(placed.columns)


LANES = [
    ("incident", "air", "Air incidents"),
    ("incident", "land", "Border incidents"),
    ("incident", "sea", "Sea incidents"),
    ("incident", "cyber", "Hybrid incidents"),
    ("incident", "information", "Hybrid incidents"),
    ("incident", "nuclear", "Nuclear signals"),
    ("posture", "nuclear", "Nuclear signals"),
    ("posture", "air", "Military posture"),
    ("measure", "land", "Measures"),
    ("diplomacy", "political", "Diplomacy and threats"),
]


@pytest.mark.parametrize(("group", "domain", "lane"), LANES)
def test_the_lane_of_a_category(sides: pd.Series, group: str, domain: str, lane: str):
    rows = events({"event_date": "2025-09-01", "group": group, "domain": domain})
    assert list(timeline.in_lanes(rows, "Category", sides)["lane"]) == [lane]


def test_lanes_of_countries(sides: pd.Series):
    rows = events(*({"event_date": "2025-09-01", "country": code} for code in ("RU", "PL", "XB", "DE", "INT")))
    found = timeline.in_lanes(rows, "Country", sides)["lane"]
    assert list(found) == ["Russia", "Poland", "Baltic Sea", "Elsewhere", "Elsewhere"]
    assert list(found.cat.categories) == ["Poland", "Baltic Sea", "Russia", "Elsewhere"]


INITIATORS = [
    (("RU",), "Russia"),
    (("BY", "RU"), "Russia and Belarus"),
    (("BY",), "Belarus"),
    (("PL", "LT"), "Poland"),
    (("LT", "LV"), "Baltic states"),
    (("UA",), "Ukraine"),
    (("RU", "UA"), "Russia"),
    (("DE",), "Other allies, NATO, EU"),
    (("NATO",), "Other allies, NATO, EU"),
    (("ZZ",), "Unknown or other"),
    ((), "Unknown or other"),
]


@pytest.mark.parametrize(("codes", "lane"), INITIATORS)
def test_the_lane_of_an_initiator(sides: pd.Series, codes: tuple[str, ...], lane: str):
    assert timeline.initiator_lane(codes, sides) == lane


@pytest.mark.parametrize("lens", timeline.LENSES)
@pytest.mark.parametrize("period", ["30 days", "12 months", "All"])
def test_no_two_marks_share_a_place(shipped: Dataset, sides: pd.Series, lens: str, period: str):
    since, until = Selection(period=period).window(shipped)
    rows = touching(shipped.events, since, until, "event_date", "end_date")
    placed = timeline.placed(timeline.in_lanes(rows, lens, sides), since, until)
    assert sorted(placed["event_id"]) == sorted(rows["event_id"])
    places = list(zip(placed["lane"], column_of(placed["at"], since, until), placed["slot"], strict=True))
    assert len(set(places)) == len(places)
    assert placed["at"].between(since, until).all()


def test_slots_are_stacked_without_holes_most_severe_lowest(shipped: Dataset, sides: pd.Series):
    since, until = Selection(period="All").window(shipped)
    placed = timeline.placed(timeline.in_lanes(shipped.events, "Category", sides), since, until)
    stacks = placed.assign(column=column_of(placed["at"], since, until)).groupby(["lane", "column"], observed=True)
    for _, stack in stacks:
        ordered = stack.sort_values("slot")
        assert list(ordered["slot"]) == list(range(len(stack)))
        assert ordered["severity"].is_monotonic_decreasing


@settings(max_examples=12)
@given(
    starts=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20), st.sampled_from("ab")), max_size=25),
    columns=st.integers(1, 60),
)
def test_slots_never_collide_whatever_the_days(starts: list[tuple[int, int, str]], columns: int):
    since = day("2025-01-01")
    rows = events(*(
        {"event_date": since + pd.Timedelta(days=first), "end_date": since + pd.Timedelta(days=first + length)}
        for first, length, _ in starts
    ))  # fmt: skip
    rows = rows.assign(lane=[lane for _, _, lane in starts])
    until = since + pd.Timedelta(days=61)
    placed = timeline.placed(rows, since, until, columns)
    places = list(zip(placed["lane"], column_of(placed["at"], since, until, columns), placed["slot"], strict=True))
    assert len(set(places)) == len(places) == len(starts)


def laid(*rows: dict, since: str = "2025-09-01", until: str = "2025-09-30") -> pd.DataFrame:
    return timeline.placed(events(*rows).assign(lane="x"), day(since), day(until)).set_index("event_id")


def test_an_event_of_a_day_is_a_mark_without_a_bar():
    row = laid({"event_date": "2025-09-09"}).loc["e0"]
    assert row["at"] == day("2025-09-09")
    assert pd.isna(row["bar_from"])
    assert pd.isna(row["bar_to"])


def test_an_event_that_ends_on_its_first_day_has_no_bar():
    assert pd.isna(laid({"event_date": "2025-09-09", "end_date": "2025-09-09"}).loc["e0", "bar_to"])


def test_a_longer_event_has_a_bar_from_its_first_to_its_last_day():
    row = laid({"event_date": "2025-09-09", "end_date": "2025-09-12"}).loc["e0"]
    assert (row["at"], row["bar_from"], row["bar_to"]) == (day("2025-09-09"), day("2025-09-09"), day("2025-09-12"))


def test_bars_are_cut_at_the_window():
    row = laid({"event_date": "2025-08-01", "end_date": "2025-11-12"}).loc["e0"]
    assert (row["at"], row["bar_from"], row["bar_to"]) == (day("2025-09-01"), day("2025-09-01"), day("2025-09-30"))


def test_a_month_is_a_bar_with_its_mark_in_the_middle():
    row = laid({"event_date": "2025-09-01", "date_precision": "month"}).loc["e0"]
    assert (row["bar_from"], row["bar_to"]) == (day("2025-09-01"), day("2025-09-30"))
    assert row["at"] == day("2025-09-15 12:00")


@pytest.mark.parametrize("nominal", ["2025-09-12", "2025-09-30"])
def test_a_month_is_drawn_whole_whatever_its_nominal_day(nominal: str):
    row = laid({"event_date": nominal, "date_precision": "month"}).loc["e0"]
    assert (row["bar_from"], row["bar_to"]) == (day("2025-09-01"), day("2025-09-30"))
    assert row["at"] == day("2025-09-15 12:00")


def test_two_marks_of_one_day_are_stacked_in_their_lane_only():
    rows = events("2025-09-09", {"event_date": "2025-09-09", "severity": 9.0}, "2025-09-09").assign(
        lane=["x", "x", "y"]
    )
    placed = timeline.placed(rows, day("2025-09-01"), day("2025-09-30")).set_index("event_id")
    assert placed["slot"].to_dict() == {"e1": 0, "e0": 1, "e2": 0}


def test_a_window_of_one_day():
    assert list(
        laid({"event_date": "2025-09-09"}, {"event_date": "2025-09-09"}, since="2025-09-09", until="2025-09-09")["slot"]
    ) == [0, 1]


@pytest.mark.parametrize("period", PERIODS)
def test_every_headline_of_the_window_is_one_dot(shipped: Dataset, period: str):
    since, until = Selection(period=period).window(shipped)
    strip = timeline.headline_strip(timeline.titled(shipped.articles), since, until)
    wanted = [
        row["article_id"] for row in shipped.articles.to_dict("records")
        if row["title"] and not pd.isna(row["placed_date"]) and since <= row["placed_date"] <= until
    ]  # fmt: skip
    assert sorted(strip["article_id"]) == sorted(wanted)
    assert wanted
    assert not strip.duplicated(["at", "slot"]).any()


def test_a_dot_stands_near_its_day(shipped: Dataset):
    since, until = Selection(period="12 months").window(shipped)
    strip = timeline.headline_strip(timeline.titled(shipped.articles), since, until)
    width = (until - since) / 150
    assert (strip["at"] - strip["placed_date"]).abs().max() <= width / 2 + pd.Timedelta(seconds=1)


def test_inferred_days_stand_on_top_of_their_stack(shipped: Dataset):
    strip = timeline.headline_strip(timeline.titled(shipped.articles), *Selection(period="All").window(shipped))
    for _, stack in strip.sort_values("slot").groupby("at"):
        assert list(stack["slot"]) == list(range(len(stack)))
        assert stack["is_date_inferred"].is_monotonic_increasing


def test_an_empty_strip(shipped: Dataset):
    nothing = timeline.titled(shipped.articles.head(0))
    assert len(timeline.headline_strip(nothing, day("2025-01-01"), day("2025-02-01"))) == 0


def test_labels_go_to_the_most_severe_then_the_latest_never_to_parts():
    rows = events(
        {"event_date": "2025-09-01", "severity": 5.0},
        {"event_date": "2025-09-05", "severity": 5.0},
        {"event_date": "2025-09-03", "severity": 9.0},
        {"event_date": "2025-09-04", "severity": 10.0, "is_part": True},
    )
    assert list(timeline.labelled(rows, most=2)["event_id"]) == ["e2", "e1"]
    assert list(timeline.labelled(rows)["event_id"]) == ["e0", "e2", "e1"]
    assert list(timeline.labelled(rows, apart_days=3)["event_id"]) == ["e2"]
    assert list(timeline.labelled(rows, apart_days=2)["event_id"]) == ["e0", "e2", "e1"]


def test_at_most_five_labels_and_none_without_events(shipped: Dataset):
    assert len(timeline.labelled(shipped.events)) == 5
    assert len(timeline.labelled(events())) == 0


def test_every_dated_exercise_of_the_whole_period_has_a_band(shipped: Dataset):
    since, until = Selection(period="All").window(shipped)
    bands = timeline.exercise_bands(shipped.exercises, since, until)
    dated = shipped.exercises[shipped.exercises["start_date"].le(until)]
    assert sorted(bands["exercise_id"]) == sorted(dated["exercise_id"])


def test_all_dated_exercises_have_a_band_in_a_window_that_holds_them(shipped: Dataset):
    last = shipped.exercises[["start_date", "end_date"]].max().max()
    bands = timeline.exercise_bands(shipped.exercises, day("2009-01-01"), last)
    assert sorted(bands["exercise_id"]) == sorted(shipped.exercises.dropna(subset="start_date")["exercise_id"])


@pytest.mark.parametrize("period", PERIODS)
def test_bands_of_a_row_never_overlap(shipped: Dataset, period: str):
    bands = timeline.exercise_bands(shipped.exercises, *Selection(period=period).window(shipped))
    for _, row in bands.sort_values("band_from").groupby(["camp", "row"]):
        assert (row["band_from"].iloc[1:].to_numpy() >= row["band_to"].iloc[:-1].to_numpy()).all()


@settings(max_examples=12)
@given(spans=st.lists(st.tuples(st.integers(0, 80), st.none() | st.integers(0, 40), st.booleans()), max_size=20))
def test_bands_never_overlap_whatever_the_days(spans: list[tuple[int, int | None, bool]]):
    first = day("2025-01-01")

    def later(days: int) -> pd.Timestamp:
        return first + pd.Timedelta(days=days)

    rows = exercises(*(
        (f"x{n}", later(start), None if length is None else later(start + length), "RU-BY" if eastern else "NATO")
        for n, (start, length, eastern) in enumerate(spans)
    ))  # fmt: skip
    bands = timeline.exercise_bands(rows, first, day("2025-06-01"))
    assert len(bands) == len(spans)
    for _, row in bands.sort_values("band_from").groupby(["camp", "row"]):
        assert (row["band_from"].iloc[1:].to_numpy() >= row["band_to"].iloc[:-1].to_numpy()).all()


def test_bands_by_hand():
    rows = exercises(
        ("a", "2025-09-01", "2025-09-10", "RU-BY"),
        ("b", "2025-09-05", None, "RU-BY"),
        ("c", "2025-09-12", "2025-09-16", "RU-BY"),
        ("d", "2025-09-05", "2025-09-06", "national"),
        ("before", "2025-08-01", "2025-08-30", "NATO"),
        ("after", "2025-10-01", "2025-10-02", "NATO"),
        ("open", "2025-08-30", None, "NATO"),
    )
    bands = timeline.exercise_bands(rows, day("2025-09-01"), day("2025-09-30")).set_index("exercise_id")
    assert bands["row"].to_dict() == {"a": 0, "b": 1, "c": 0, "d": 0}
    assert bands["camp"].to_dict() == {"a": "RU-BY", "b": "RU-BY", "c": "RU-BY", "d": "NATO"}
    assert bands.loc["a", "band_to"] == day("2025-09-11")
    assert (bands.loc["b", "band_from"], bands.loc["b", "band_to"]) == (day("2025-09-05"), day("2025-09-06"))
    assert bands["is_end_known"].to_dict() == {"a": True, "b": False, "c": True, "d": True}


def test_an_exercise_without_a_first_day_has_no_band():
    assert len(timeline.exercise_bands(exercises(("x", None, None, "NATO")), day("2000-01-01"), day("2030-01-01"))) == 0


def test_phases_by_hand(shipped: Dataset):
    found = timeline.phases(shipped.exercises)
    zapad = found[found["exercise_id"].eq("zapad-2025")]
    assert [tuple(row) for row in zapad.itertuples(index=False)] == [
        ("zapad-2025", day("2025-09-12"), day("2025-09-14"), "stage 1: air and ground defence, repelling aggression"),
        (
            "zapad-2025",
            day("2025-09-15"),
            day("2025-09-16"),
            "stage 2: restoring territorial integrity, coalition grouping",
        ),
    ]
    assert len(found[found["exercise_id"].eq("by-check-2026-01")]) == 4


def test_every_written_phase_is_parsed(shipped: Dataset):
    written = [part for text in shipped.exercises["phases"] for part in text.split(";") if part.strip()]
    found = timeline.phases(shipped.exercises)
    assert len(found) == len(written)
    assert found["phase_from"].le(found["phase_to"]).all()
    assert found["phase"].ne("").all()


def test_phases_that_are_not_days_are_left_out():
    rows = exercises(("x", "2025-09-01", None, "NATO")).assign(
        phases="2025-09-01 one day;soon..later never;2025-13-01..2025-13-02 no;; 2025-09-03..2025-09-04 two, three ;"
    )
    assert [tuple(row) for row in timeline.phases(rows).itertuples(index=False)] == [
        ("x", day("2025-09-01"), day("2025-09-01"), "one day"),
        ("x", day("2025-09-03"), day("2025-09-04"), "two, three"),
    ]


def test_weeks_by_hand():
    rows = events(
        "2025-09-01",  # Monday
        "2025-09-07",  # Sunday of the same week
        {"event_date": "2025-09-03", "is_part": True},
        {"event_date": "2025-09-03", "group": "measure"},
        "2025-09-15",
        "2025-09-24",  # in the last week, which is not whole
        "2025-08-31",  # Sunday before
    )
    weeks = timeline.weekly(rows, day("2025-08-29"), day("2025-09-24"))
    assert list(weeks["week"]) == [day("2025-09-01"), day("2025-09-08"), day("2025-09-15")]
    assert list(weeks["incidents"]) == [2, 0, 1]


def test_whole_weeks_of_a_period_that_begins_on_monday_and_ends_on_sunday():
    weeks = timeline.weekly(events("2025-09-08"), day("2025-09-01"), day("2025-09-14"))
    assert list(weeks["incidents"]) == [0, 1]


def test_weeks_of_nothing_and_of_less_than_a_week():
    assert list(timeline.weekly(events(), day("2025-09-01"), day("2025-09-14"))["incidents"]) == [0, 0]
    assert len(timeline.weekly(events("2025-09-02"), day("2025-09-02"), day("2025-09-06"))) == 0


def test_weeks_of_the_shipped_data_add_up(shipped: Dataset):
    weeks = timeline.weekly(shipped.events, day("2025-01-06"), day("2025-12-28"))  # a Monday, a Sunday
    rows = shipped.events[shipped.events["group"].eq("incident") & ~shipped.events["is_part"]]
    assert weeks["incidents"].sum() == rows["event_date"].between(day("2025-01-06"), day("2025-12-28")).sum() > 0
    assert len(weeks) == 51


def test_nothing_is_changed_in_place(shipped: Dataset, sides: pd.Series):
    before = {name: frame.copy() for name, frame in replace(shipped).frames().items()}
    since, until = Selection(period="All").window(shipped)
    timeline.placed(timeline.in_lanes(shipped.events, "Country", sides), since, until)
    timeline.exercise_bands(shipped.exercises, since, until)
    timeline.headline_strip(timeline.titled(shipped.articles), since, until)
    for name in ("events", "exercises", "articles"):
        pd.testing.assert_frame_equal(getattr(shipped, name), before[name])

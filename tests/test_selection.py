"""The reader's choices: to the URL and back, as a cut of the data, as a window of days and in words."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor import words
from monitor.dataset import Dataset
from monitor.selection import (
    CREDIBILITY_CHOICES,
    DEFAULTS,
    PARAMETERS,
    PERIODS,
    Selection,
    contains,
    from_query,
    touching,
)

DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 12, 31))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(str.strip)
HALVES = st.integers(0, 20).map(lambda n: n / 2)


def some(values) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(sorted(values)), unique=True, max_size=4).map(tuple)


@st.composite
def selections(draw: st.DrawFn, data: Dataset) -> Selection:
    return Selection(
        period=draw(st.sampled_from(PERIODS)),
        since=draw(DAYS),
        until=draw(DAYS),
        country=draw(some(data.actors["name"])),
        actor=draw(some(data.actors["name"])),
        type=draw(some(data.event_types["label"])),
        severity=draw(HALVES),
        credibility=draw(st.sampled_from(sorted(CREDIBILITY_CHOICES))),
        language=draw(some({words.language(code) for code in data.articles["language"] if code})),
        text=draw(TEXTS),
        known_at=draw(DAYS),
    )


def lists(query: dict) -> dict[str, list[str]]:
    """Parameters as a browser hands them over: always lists."""
    return {name: value if isinstance(value, list) else [value] for name, value in query.items()}


@given(data=st.data())
def test_a_selection_survives_the_url(shipped: Dataset, data: st.DataObject):
    selection = data.draw(selections(shipped))
    assert from_query(lists(selection.to_query()), shipped) == (selection, [])


def test_the_default_selection_needs_no_parameters(small: Dataset):
    assert Selection().to_query() == {}
    assert from_query({}, small) == (Selection(), [])


def test_every_field_has_a_parameter():
    assert tuple(Selection.__dataclass_fields__) == PARAMETERS
    assert {name: getattr(Selection(), name) for name in PARAMETERS} == DEFAULTS


def test_a_query_reads_like_the_screen():
    selection = Selection(
        period="Custom", since=date(2025, 9, 1), country=("Poland",), severity=4.5, known_at=date(2025, 10, 1)
    )
    assert selection.to_query() == {
        "period": "Custom", "since": "2025-09-01", "country": ["Poland"], "severity": "4.5", "known_at": "2025-10-01",
    }  # fmt: skip


def test_codes_and_names_are_both_understood(small: Dataset):
    query = {"country": ["PL", "Lithuania"], "actor": ["RU", "Belarus"], "type": ["drone_incursion", "Protest"]}
    selection, notes = from_query(query, small)
    assert notes == []
    assert selection.country == ("Poland", "Lithuania")
    assert selection.actor == ("Russia", "Belarus")
    assert selection.type == ("Drone incursion", "Protest")


def test_what_lasts_whatever_the_period():
    whole = Selection(period="Custom", since=date(2025, 1, 1), until=date(2025, 2, 1), country=("Poland",))
    assert whole.timeless == Selection(country=("Poland",)) == replace(whole, period="All").timeless


def test_old_links_name_languages_by_code(shipped: Dataset):
    selection, notes = from_query({"language": ["pl", "Lithuanian", "pl"]}, shipped)
    assert (selection.language, notes) == (("Polish", "Lithuanian"), [])
    assert selection.to_query()["language"] == ["Polish", "Lithuanian"]


def test_every_language_of_the_data_has_a_name(shipped: Dataset):
    assert {code for code in shipped.articles["language"] if code and words.language(code) == code} == set()


def test_a_code_beside_its_own_name_counts_once(small: Dataset):
    assert from_query({"country": ["PL", "Poland", "PL"]}, small)[0].country == ("Poland",)


INVALID = [
    ("period", "next week"),
    ("since", "2025-13-40"),
    ("since", "20250901"),
    ("until", "1066-10-14"),
    ("until", "2025-W37-1"),
    ("known_at", "yesterday"),
    ("country", "Atlantis"),
    ("country", "pl"),
    ("actor", "<script>"),
    ("type", "Picnic"),
    ("severity", "11"),
    ("severity", "-0.5"),
    ("severity", "nan"),
    ("severity", "inf"),
    ("severity", "high"),
    ("credibility", "7"),
    ("language", "xx"),
]


@pytest.mark.parametrize(("name", "value"), INVALID)
def test_a_value_that_is_not_understood_is_noted_and_ignored(small: Dataset, name: str, value: str):
    selection, notes = from_query({name: [value]}, small)
    assert selection == Selection()
    assert len(notes) == 1
    assert f"“{value}”" in notes[0]
    assert "ignored" in notes[0]


def test_good_values_beside_bad_ones_are_kept(small: Dataset):
    selection, notes = from_query({"country": ["Atlantis", "PL", "Mu"], "severity": ["5"]}, small)
    assert selection == Selection(country=("Poland",), severity=5.0)
    assert len(notes) == 2


def test_the_last_of_several_single_values_counts(small: Dataset):
    assert from_query({"severity": ["2", "5"]}, small)[0].severity == 5


def test_other_parameters_are_left_to_others(small: Dataset):
    assert from_query({"lanes": ["Country"], "utm_source": ["x"]}, small) == (Selection(), [])


def test_a_note_quotes_at_most_sixty_characters(small: Dataset):
    (note,) = from_query({"period": ["x" * 5000]}, small)[1]
    assert "x" * 60 in note
    assert "x" * 61 not in note


ANYTHING = st.dictionaries(
    st.sampled_from([*PARAMETERS, "other"]), st.lists(st.text(max_size=30), max_size=3), max_size=len(PARAMETERS)
)


@settings(max_examples=40)
@given(query=ANYTHING)
@example(query={"since": ["٢٠٢٥-٠٩-٠١"], "severity": ["٥"], "text": ["\0"]})
@example(query={"country": [], "severity": []})
@example(query={"severity": ["1e309", "1_0"]})
def test_any_text_as_parameters_never_raises(small: Dataset, query: dict[str, list[str]]):
    selection, notes = from_query(query, small)
    assert from_query(lists(selection.to_query()), small) == (selection, [])
    assert len(notes) <= sum(len(values) for values in query.values())
    selection.window(small)
    assert selection.describe(small)


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
@example(text=".*")
@example(text="[")
@example(text="\0")
def test_any_text_may_be_searched(small: Dataset, text: str):
    Selection(text=text).scope(small)


def test_half_a_character_may_be_searched(small: Dataset):
    assert len(Selection(text="\ud800").scope(small).events) == 0


def test_a_long_text_survives_its_own_link(small: Dataset):
    selection, _ = from_query({"text": ["x" * 199 + " tail"]}, small)
    assert from_query(lists(selection.to_query()), small)[0] == selection


def test_a_selection_of_nobody_shows_nothing(small: Dataset):
    assert len(Selection(country=("Atlantis",)).scope(small).events) == 0


# Brute force: each filter against a plain loop over the rows.


def kept(data: Dataset, selection: Selection) -> list[str]:
    return list(selection.scope(data).events["event_id"])


def loop(data: Dataset, wanted) -> list[str]:
    return [row["event_id"] for row in data.events.to_dict("records") if wanted(row)]


@pytest.mark.parametrize("countries", [("Poland",), ("Lithuania", "Latvia"), ("Baltic Sea",)])
def test_where(shipped: Dataset, names: dict[str, str], countries: tuple[str, ...]):
    found = kept(shipped, Selection(country=countries))
    assert found == loop(shipped, lambda row: names[row["country"]] in countries)
    assert found


@pytest.mark.parametrize("actors", [("Russia",), ("Ukraine", "NATO"), ("Finland",)])
def test_who(shipped: Dataset, names: dict[str, str], actors: tuple[str, ...]):
    found = kept(shipped, Selection(actor=actors))
    assert found == loop(shipped, lambda row: any(names[c] in actors for c in row["initiator"] + row["target"]))
    assert found


@pytest.mark.parametrize("types", [("Drone incursion",), ("Protest", "GNSS interference")])
def test_what(shipped: Dataset, types: tuple[str, ...]):
    found = kept(shipped, Selection(type=types))
    assert found == loop(shipped, lambda row: row["type_label"] in types)
    assert found


@pytest.mark.parametrize("severity", [0.5, 4.5, 5.0, 9.0, 10.0])
def test_how_severe(shipped: Dataset, severity: float):
    found = kept(shipped, Selection(severity=severity))
    assert found == loop(shipped, lambda row: row["severity"] >= severity)
    assert found


@pytest.mark.parametrize(
    ("choice", "grades"), [("1", {1}), ("1-2", {1, 2}), ("1-3", {1, 2, 3}), ("Any", set(range(1, 7)))]
)
def test_how_credible(shipped: Dataset, choice: str, grades: set[int]):
    assert kept(shipped, Selection(credibility=choice)) == loop(shipped, lambda row: row["credibility"] in grades)


@pytest.mark.parametrize(("names", "languages"), [(("Lithuanian",), ("lt",)), (("Polish", "Russian"), ("pl", "ru"))])
def test_in_which_language(shipped: Dataset, names: tuple[str, ...], languages: tuple[str, ...]):
    spoken = dict(zip(shipped.articles["article_id"], shipped.articles["language"], strict=True))
    then = Selection(language=names).scope(shipped)
    found = loop(shipped, lambda row: any(spoken[i] in languages for i in row["sources"]))
    assert list(then.events["event_id"]) == found
    assert found
    assert set(then.articles["language"]) <= set(languages)


@pytest.mark.parametrize("text", ["BALLOON", "šalčininkai", "ŁÓDŹ", "(", "20250910", ".*"])
def test_matching_text(shipped: Dataset, text: str):
    columns = ("title", "summary", "location", "note", "event_id")
    found = kept(shipped, Selection(text=text))
    assert found == loop(shipped, lambda row: any(text.lower() in row[c].lower() for c in columns))


def test_contains_is_false_for_a_text_nobody_wrote(shipped: Dataset):
    assert not contains(shipped.events, ("title", "note"), "no such words anywhere").any()


def test_filters_add_up(shipped: Dataset):
    selection = Selection(country=("Poland",), actor=("Russia",), severity=4.0, credibility="1-2", text="drone")
    alone = [
        set(kept(shipped, Selection(**{name: getattr(selection, name)})))
        for name in ("country", "actor", "severity", "credibility", "text")
    ]
    assert set(kept(shipped, selection)) == set.intersection(*alone) != set()


def test_articles_follow_the_events(shipped: Dataset):
    then = Selection(country=("Latvia",)).scope(shipped)
    cited = {i for ids in then.events["sources"] for i in ids}
    assert set(then.articles["article_id"]) == cited
    assert len(Selection().scope(shipped).articles) == len(shipped.articles)


def test_crossings_follow_the_countries(shipped: Dataset):
    found = Selection(country=("Poland",)).scope(shipped).crossings
    assert list(found["crossing_id"]) == [
        row["crossing_id"]
        for row in shipped.crossings.to_dict("records")
        if "PL" in (row["country_a"], row["country_b"])
    ]
    assert len(found)


def test_exercises_by_actor(shipped: Dataset, names: dict[str, str]):
    then = Selection(actor=("Belarus",)).scope(shipped)
    wanted = [
        r["exercise_id"] for r in shipped.exercises.to_dict("records") if "BY" in r["organisers"] + r["participants"]
    ]
    assert list(then.exercises["exercise_id"]) == wanted
    assert wanted
    assert set(then.exercise_areas["exercise_id"]) <= set(wanted)


def test_exercises_by_country_are_those_held_by_it_or_on_its_ground(shipped: Dataset):
    then = Selection(country=("Lithuania",)).scope(shipped)
    ground = {r["exercise_id"] for r in shipped.exercise_areas.to_dict("records") if r["country"] == "LT"}
    held = {r["exercise_id"] for r in shipped.exercises.to_dict("records") if "LT" in r["organisers"]}
    assert set(then.exercises["exercise_id"]) == ground | held
    assert set(then.exercise_areas["country"]) == {"LT"}


def test_exercises_by_text_are_named_so_or_have_such_an_area(shipped: Dataset):
    then = Selection(text="kaliningrad").scope(shipped)
    named = {r["exercise_id"] for r in shipped.exercises.to_dict("records")
             if any("kaliningrad" in r[c].lower() for c in ("name", "scenario", "note", "exercise_id"))}  # fmt: skip
    there = {r["exercise_id"] for r in shipped.exercise_areas.to_dict("records")
             if any("kaliningrad" in r[c].lower() for c in ("name", "activity", "note"))}  # fmt: skip
    assert set(then.exercises["exercise_id"]) == named | there != set()


def test_known_at_comes_before_the_other_filters(small: Dataset):
    then = Selection(known_at=date(2025, 9, 10), country=("Poland",)).scope(small)
    assert list(then.events["event_id"]) == ["swarm", "wreck", "protest"]
    assert then.as_of == date(2025, 9, 10)


def test_the_period_does_not_cut_the_scope(shipped: Dataset):
    assert len(Selection(period="30 days").scope(shipped).events) == len(shipped.events)


@settings(max_examples=8)
@given(data=st.data())
def test_a_scope_only_ever_takes_away(shipped: Dataset, data: st.DataObject):
    then = data.draw(selections(shipped)).scope(shipped)
    for table, frame in then.frames().items():
        assert set(frame.index) <= set(getattr(shipped, table).index)


# The tiny data set's own day is 12 September 2025, its first event 9 September.
WINDOWS = [
    (Selection(period="30 days"), "2025-08-14", "2025-09-12"),  # 18 days of August and 12 of September
    (Selection(period="6 months"), "2025-03-15", "2025-09-12"),  # 182 days
    (Selection(period="12 months"), "2024-09-13", "2025-09-12"),  # 365 days
    (Selection(period="Zapad-2025"), "2025-09-01", "2025-10-15"),
    (Selection(period="2025"), "2025-01-01", "2025-12-31"),
    (Selection(period="All"), "2025-09-09", "2025-09-12"),
    (Selection(period="Custom"), "2025-09-09", "2025-09-12"),
    (Selection(period="Custom", since=date(2025, 9, 10)), "2025-09-10", "2025-09-12"),
    (Selection(period="Custom", until=date(2025, 9, 10)), "2025-09-09", "2025-09-10"),
    (Selection(period="Custom", since=date(2025, 2, 1), until=date(2025, 2, 28)), "2025-02-01", "2025-02-28"),
    (Selection(period="Custom", since=date(2025, 2, 28), until=date(2025, 2, 1)), "2025-02-01", "2025-02-28"),
    (Selection(period="30 days", since=date(2020, 1, 1)), "2025-08-14", "2025-09-12"),
]


def test_every_period_is_tested():
    assert {selection.period for selection, _, _ in WINDOWS} == set(PERIODS)


@pytest.mark.parametrize(("selection", "first", "last"), WINDOWS)
def test_windows_by_hand(small: Dataset, selection: Selection, first: str, last: str):
    assert selection.window(small) == (pd.Timestamp(first), pd.Timestamp(last))


@pytest.mark.parametrize("selection", [selection for selection, _, _ in WINDOWS])
def test_a_pinned_selection_shows_the_same_window_and_survives_the_url(small: Dataset, selection: Selection):
    pinned = selection.pinned(small)
    assert pinned.period == "Custom"
    assert pinned.window(small) == selection.window(small)
    assert from_query(lists(pinned.to_query()), small) == (pinned, [])
    later = replace(small, as_of=date(2026, 9, 12))
    assert pinned.window(later) == selection.window(small)


def test_the_window_counts_from_the_known_at_day(small: Dataset):
    selection = Selection(period="30 days", known_at=date(2025, 9, 10))
    assert selection.window(selection.scope(small)) == (pd.Timestamp("2025-08-12"), pd.Timestamp("2025-09-10"))


def test_the_window_of_no_events_is_a_day(small: Dataset):
    empty = replace(small, events=small.events.head(0))
    assert Selection(period="All").window(empty) == (pd.Timestamp("2025-09-12"),) * 2


def test_touching_keeps_spans_that_reach_into_the_period():
    rows = pd.DataFrame({
        "a": pd.to_datetime(["2025-01-01", "2025-01-05", "2025-01-05", "2025-01-11", None]),
        "b": pd.to_datetime(["2025-01-04", "2025-01-06", None, "2025-02-01", "2025-01-07"]),
    })  # fmt: skip
    period = pd.Timestamp("2025-01-05"), pd.Timestamp("2025-01-10")
    assert list(touching(rows, *period, "a", "b").index) == [1, 2]
    assert list(touching(rows, pd.Timestamp("2025-01-04"), period[1], "a", "b").index) == [0, 1, 2]
    assert list(touching(rows, *period, "a").index) == [1, 2]


def test_cut_is_the_window_s(small: Dataset):
    selection = Selection(period="Custom", since=date(2025, 9, 10), until=date(2025, 9, 11))
    assert list(selection.cut(small.events, small, "event_date", "end_date")["event_id"]) == [
        "swarm",
        "wreck",
        "protest",
    ]
    assert list(selection.cut(small.events, small, "event_date")["event_id"]) == ["wreck", "protest"]


ACTIVE = [
    (Selection(country=("Poland", "Latvia")), "Poland, Latvia"),
    (Selection(type=("Protest",)), "Protest"),
    (Selection(actor=("Russia",)), "involving Russia"),
    (Selection(severity=4.5), "severity 4.5 or more"),
    (Selection(severity=5.0), "severity 5 or more"),
    (Selection(credibility="1-2"), "credibility 1-2"),
    (Selection(language=("Lithuanian", "Polish")), "sources in Lithuanian, Polish"),
    (Selection(text="rail"), "matching “rail”"),
    (Selection(known_at=date(2025, 10, 1)), "as known on 1 Oct 2025"),
]


@pytest.mark.parametrize(("selection", "part"), ACTIVE)
def test_the_description_names_every_active_filter(small: Dataset, selection: Selection, part: str):
    assert selection.describe(small) == f"13 Sep 2024 – 12 Sep 2025 · {part}"


def test_the_description_names_all_of_them_at_once(small: Dataset):
    merged = Selection(
        **{name: getattr(s, name) for s, _ in ACTIVE for name in PARAMETERS if getattr(s, name) != DEFAULTS[name]}
    )
    description = merged.describe(small)
    for selection, part in ACTIVE:
        assert part in description or selection.severity == 4.5
    assert {name for name in PARAMETERS if getattr(merged, name) != DEFAULTS[name]} == set(PARAMETERS) - {
        "period", "since", "until"}  # fmt: skip


def test_the_default_description_is_the_period_alone(small: Dataset):
    assert Selection().describe(small) == "13 Sep 2024 – 12 Sep 2025"

"""The shipped data set and what is computed once from it, checked by hand and against a second, plainer reading."""

import shutil
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor import dataset, derive
from monitor.dataset import Dataset
from monitor.model import TABLES
from tests.tiny import Folder, read


def raw(table: str) -> list[dict[str, str]]:
    """The rows as they stand in the file, read without any of the project's own code."""
    header, *rows = read(dataset.DATA / f"{table}.csv")
    return [dict(zip(header, row, strict=True)) for row in rows]


def event(data: Dataset, event_id: str) -> pd.Series:
    return data.events.set_index("event_id").loc[event_id]


def test_the_shipped_data_has_no_faults(shipped: Dataset):
    assert [str(fault) for fault in shipped.faults] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_line_of_every_file_becomes_a_row_and_keeps_its_id(shipped: Dataset, table: str):
    frame = getattr(shipped, table)
    lines = (dataset.DATA / f"{table}.csv").read_bytes().strip(b"\n").split(b"\n")
    assert len(frame) == len(lines) - 1
    first = TABLES[table].columns()[0]
    assert list(frame[first]) == [row[first] for row in raw(table)]


@pytest.mark.parametrize("table", TABLES)
def test_every_declared_column_is_there(shipped: Dataset, table: str):
    assert list(getattr(shipped, table).columns)[: len(TABLES[table].columns())] == TABLES[table].columns()


def test_no_list_is_lost_or_reordered(shipped: Dataset):
    assert [";".join(ids) for ids in shipped.events["sources"]] == [row["sources"] for row in raw("events")]
    assert [";".join(ids) for ids in shipped.events["initiator"]] == [row["initiator"] for row in raw("events")]


def test_as_of_is_the_latest_event(shipped: Dataset):
    assert shipped.as_of.isoformat() == max(row["event_date"] for row in raw("events"))


def test_the_data_set_cannot_be_reassigned(small: Dataset):
    with pytest.raises(AttributeError):
        small.events = small.events.head(0)


# base severity of the type + additions of data/README.md
SEVERITIES = [
    ("20250910-pl-drone-swarm", 9.0),  # 4.5 + 2.0 (21 objects) + 1.5 (260 km) + 1.0 (shot down)
    ("20220313-ua-yavoriv-strike", 10.0),  # 9.0 + 2.0 (killed), cap; 30 objects count only for incursions
    ("20221115-pl-przewodow-missile", 9.0),  # 7.0 + 2.0 (2 killed, 0 injured)
    ("20221216-pl-bydgoszcz-kh55", 8.5),  # 7.0 + 1.5 (450 km), one object
    ("20221229-by-s300-ivanava", 8.5),  # 7.0 + 0.5 (15 km) + 1.0 (shot down)
    ("20251004-lt-balloons-vilnius", 3.5),  # 2.5 + half of 2.0 (25 balloons)
    ("20251224-pl-balloons-christmas", 3.5),  # 2.5 + half of 2.0 (59 balloons)
    ("20240312-lt-volkov-attack", 7.0),  # 6.0 + 1.0 (injured)
    ("20240528-pl-dubicze-soldier-stabbed", 7.0),  # 5.0 + 2.0 (killed)
    ("20211116-pl-kuznica-clash", 6.0),  # 5.0 + 1.0 (9 injured, 0 killed)
    ("20211102-pl-armed-intrusion", 5.0),  # 5.0; 3 persons do not count as objects
    ("20250919-ee-mig31-vaindloo", 6.0),  # 5.0 + 0.5 (3 objects) + 0.5 (10 km)
    ("20220302-se-gotland-four-jets", 5.5),  # 5.0 + 0.5 (4 objects)
    ("20240907-lv-shahed-gaigalava", 5.5),  # 4.5 + 1.0 (90 km), 0 shot down
    ("20260529-ro-galati-apartment-drone", 6.0),  # 4.5 + 0.5 (15 km) + 1.0 (2 injured)
    ("20240905-by-drones-downed", 6.0),  # 4.5 + 0.5 (2 objects) + 1.0 (2 shot down)
    ("20220504-fi-mi17-kitee", 5.0),  # 5.0, 0.7 km is under the first step
]


@pytest.mark.parametrize(("event_id", "expected"), SEVERITIES)
def test_severity_by_hand(shipped: Dataset, event_id: str, expected: float):
    assert event(shipped, event_id)["severity"] == expected


def figures(kind: str, **given: float) -> pd.DataFrame:
    columns = ("object_count", "penetration_km", "shot_down", "injured", "killed")
    frame = pd.DataFrame({"event_type": [kind], **{name: [given.get(name)] for name in columns}})
    return frame.astype({name: "float64" if name == "penetration_km" else "Int64" for name in columns})


OBJECTS = [
    (None, 0),
    (0, 0),
    (1, 0),
    (2, 0.5),
    (4, 0.5),
    (5, 1.0),
    (9, 1.0),
    (10, 1.5),
    (19, 1.5),
    (20, 2.0),
    (900, 2.0),
]
DEPTHS = [(None, 0), (0, 0), (9.9, 0), (10, 0.5), (49.9, 0.5), (50, 1.0), (99.9, 1.0), (100, 1.5), (700, 1.5)]


@pytest.mark.parametrize("kind", ["drone_incursion", "aircraft_incursion", "missile_incursion"])
def test_steps_of_incursions(kind: str):
    assert [derive.increments(figures(kind, object_count=n))[0] for n, _ in OBJECTS] == [add for _, add in OBJECTS]
    assert [derive.increments(figures(kind, penetration_km=km))[0] for km, _ in DEPTHS] == [add for _, add in DEPTHS]


def test_balloons_count_half_and_have_no_depth():
    found = [derive.increments(figures("balloon_incursion", object_count=n, penetration_km=700))[0] for n, _ in OBJECTS]
    assert found == [add / 2 for _, add in OBJECTS]


def test_other_types_count_neither_objects_nor_depth():
    assert derive.increments(figures("border_violation", object_count=50, penetration_km=200))[0] == 0


def test_people_and_shots_count_for_every_type():
    assert derive.increments(figures("protest", shot_down=4))[0] == 1
    assert derive.increments(figures("protest", injured=3))[0] == 1
    assert derive.increments(figures("protest", killed=1))[0] == 2
    assert derive.increments(figures("protest", killed=1, injured=9))[0] == 2
    assert derive.increments(figures("protest", killed=0, injured=0, shot_down=0))[0] == 0


def test_severity_stays_between_zero_and_ten(shipped: Dataset):
    assert shipped.events["severity"].between(0, 10).all()
    everything = figures("missile_incursion", object_count=50, penetration_km=500, shot_down=1, killed=1)
    assert derive.severity(everything, pd.Series([7.0]))[0] == 10


KNOWN = [
    ("20250910-pl-drone-swarm", "2025-09-10"),  # night of 9 September, first published on the 10th
    ("20170916-lt-il-76-zapad", "2017-09-21"),
    ("20210604-pl-dworczyk-email-hack", "2021-06-24"),  # four sources, two dated: 24 June and 17 November
    ("20231008-xb-sweden-estonia-cable", "2023-10-17"),
    ("20190913-ru-union-shield-2019", "2019-09-13"),  # no dated source: its own day
]


@pytest.mark.parametrize(("event_id", "day"), KNOWN)
def test_an_event_is_known_from_its_first_publication(shipped: Dataset, event_id: str, day: str):
    assert event(shipped, event_id)["known_date"] == pd.Timestamp(day)


def test_known_dates_of_all_events_by_the_rule(shipped: Dataset):
    published = {row["article_id"]: row["published"] for row in raw("articles")}
    for row, found in zip(raw("events"), shipped.events["known_date"], strict=True):
        days = [published[i] for i in row["sources"].split(";") if published[i]]
        assert found == pd.Timestamp(max(min(days, default=""), row["event_date"])), row["event_id"]


def test_an_announcement_does_not_make_an_event_known_before_its_day(tiny: Folder):
    tiny.set("events", 3, "event_date", "2025-12-24")
    assert event(tiny.load(), "wreck")["known_date"] == pd.Timestamp("2025-12-24")


def test_an_exercise_is_known_from_its_announcement(small: Dataset):
    assert small.exercises["known_date"][0] == pd.Timestamp("2025-09-11")
    assert small.exercises["start_date"][0] == pd.Timestamp("2025-09-12")


def test_placed_dates_by_hand(shipped: Dataset):
    articles = shipped.articles.set_index("article_id")
    assert list(articles.loc["a0384", ["placed_date", "is_date_inferred"]]) == [pd.Timestamp("2025-09-10"), False]
    assert list(articles.loc["a0783", ["placed_date", "is_date_inferred"]]) == [pd.Timestamp("2026-05-14"), True]
    # cited by events of 28 July and 5 August 2025
    assert list(articles.loc["a0789", ["placed_date", "is_date_inferred"]]) == [pd.Timestamp("2025-07-28"), True]
    # cited only by the crossing status of 15 March 2020 and later ones
    assert list(articles.loc["a0969", ["placed_date", "is_date_inferred"]]) == [pd.Timestamp("2020-03-15"), True]


def test_placed_dates_of_all_articles_by_the_rule(shipped: Dataset):
    citing = {"events": "event_date", "exercises": "start_date", "exercise_areas": "date_from", "claims": "date",
              "crossing_status": "date"}  # fmt: skip
    days: dict[str, list[str]] = {}
    for table, column in citing.items():
        for row in raw(table):
            for article_id in filter(None, row["sources"].split(";")):
                days.setdefault(article_id, []).append(row[column])
    frame = shipped.articles
    for row, placed, inferred, cited in zip(
        raw("articles"), frame["placed_date"], frame["is_date_inferred"], frame["cited_count"], strict=True
    ):
        known = [day for day in days.get(row["article_id"], []) if day]
        expected = row["published"] or min(known, default="")
        assert pd.isna(placed) if not expected else placed == pd.Timestamp(expected), row["article_id"]
        assert inferred == (not row["published"])
        assert cited >= len(known)


def test_cited_count_by_hand(small: Dataset):
    # a1: swarm, wreck, protest; a2: swarm, exercise, area, status; a3: protest, claim; a4: closure, status
    assert dict(zip(small.articles["article_id"], small.articles["cited_count"], strict=True)) == {
        "a1": 3, "a2": 4, "a3": 2, "a4": 2}  # fmt: skip


def test_symbolic_points_have_no_distance(shipped: Dataset):
    events = shipped.events
    symbolic = events["geo_precision"].eq("country")
    assert symbolic.sum() == sum(row["geo_precision"] == "country" for row in raw("events")) > 0
    assert events.loc[symbolic | events["latitude"].isna(), "border_km"].isna().all()
    assert not events.loc[symbolic, "is_located"].any()


def test_every_other_point_has_a_distance_with_an_error(shipped: Dataset):
    located = shipped.events[shipped.events["is_located"]]
    assert located["border_km"].ge(0).all()
    assert located["border_error_km"].gt(0).all()
    assert located["border_country"].ne("").all()


def test_parts_are_marked(shipped: Dataset):
    assert list(shipped.events["is_part"]) == [bool(row["part_of"]) for row in raw("events")]


def test_types_bring_their_columns(shipped: Dataset):
    types = {row["event_type"]: row for row in raw("event_types")}
    for row in shipped.events.to_dict("records"):
        kind = types[row["event_type"]]
        assert (row["type_label"], row["group"], row["domain"]) == (kind["label"], kind["group"], kind["domain"])
        assert row["direction"] == int(kind["direction"])


def test_the_version_is_stable(shipped: Dataset, tmp_path):
    assert shipped.version == dataset.fingerprint() == dataset.fingerprint(dataset.DATA)
    copy = tmp_path / "elsewhere"
    shutil.copytree(dataset.DATA, copy)
    (copy / "README.md").write_text("not a table")
    assert dataset.fingerprint(copy) == shipped.version
    assert len(shipped.version) == 8
    int(shipped.version, 16)


@given(data=st.data(), table=st.sampled_from(sorted(TABLES)))
def test_the_version_changes_with_any_byte(tiny: Folder, data: st.DataObject, table: str):
    file, before = tiny.file(table), dataset.fingerprint(tiny.path)
    whole = file.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    other = bytes([whole[place] ^ data.draw(st.integers(1, 255))])
    file.write_bytes(whole[:place] + other + whole[place + 1 :])
    after = dataset.fingerprint(tiny.path)
    file.write_bytes(whole)
    assert after != before == dataset.fingerprint(tiny.path)


def test_the_version_changes_when_a_file_goes(tiny: Folder):
    before = dataset.fingerprint(tiny.path)
    tiny.file("claims").unlink()
    assert dataset.fingerprint(tiny.path) != before


DATED = {"events": "event_date", "crossing_status": "date", "claims": "date"}
KNOWN_TABLES = ("events", "exercises", "exercise_areas", "crossing_status", "claims")
days = st.dates(date(2009, 1, 1), date(2026, 12, 31))


@settings(max_examples=12)
@given(day=days)
@example(day=date(2025, 9, 9))
@example(day=date(2025, 9, 10))
@example(day=date(1990, 1, 1))
def test_known_at_never_shows_the_future(shipped: Dataset, day: date):
    then, limit = shipped.known_at(day), pd.Timestamp(day)
    for table, column in DATED.items():
        assert not getattr(then, table)[column].gt(limit).any()
    for table in KNOWN_TABLES:
        assert not getattr(then, table)["known_date"].gt(limit).any()
    assert not then.articles["placed_date"].gt(limit).any()
    articles = set(then.articles["article_id"])
    for table in KNOWN_TABLES:
        assert set(getattr(then, table)["sources"].explode().dropna()) <= articles
    assert then.as_of == min(day, shipped.as_of)


def test_known_at_shows_no_later_evidence_of_indicators(shipped: Dataset):
    then = shipped.known_at(date(2024, 1, 1))
    assert set(then.indicators["observed_event_ids"].explode().dropna()) <= set(then.events["event_id"])
    assert set(then.indicators["sources"].explode().dropna()) <= set(then.articles["article_id"])


def test_known_at_counts_only_citations_known_then(shipped: Dataset):
    then = shipped.known_at(date(2025, 9, 11))
    cited = pd.concat([getattr(then, table)["sources"].explode() for table in KNOWN_TABLES]).value_counts()
    found = then.articles.set_index("article_id")["cited_count"]
    assert found.to_dict() == cited.reindex(found.index, fill_value=0).to_dict()


def test_a_part_counts_for_itself_while_its_whole_is_not_known(tiny: Folder):
    tiny.set("events", 2, "sources", "a2")  # published on the 11th; the wreck is known on the 10th
    then = tiny.load().known_at(date(2025, 9, 10))
    assert "swarm" not in set(then.events["event_id"])
    assert not event(then, "wreck")["is_part"]


@settings(max_examples=10)
@given(day=days, later=st.integers(0, 400))
def test_knowledge_only_grows(shipped: Dataset, day: date, later: int):
    before, after = shipped.known_at(day), shipped.known_at(day + timedelta(days=later))
    for table in TABLES:
        assert set(getattr(before, table).index) <= set(getattr(after, table).index)
    sources = after.events["sources"]
    assert all(set(ids) <= set(sources[index]) for index, ids in before.events["sources"].items())


def test_known_at_the_data_s_own_day_is_the_whole(shipped: Dataset):
    assert shipped.known_at(shipped.as_of) is shipped
    assert shipped.known_at(shipped.as_of + timedelta(days=400)) is shipped


@settings(max_examples=4)
@given(day=days, later=days)
def test_stepping_back_twice_is_stepping_back_once(shipped: Dataset, day: date, later: date):
    twice, once = shipped.known_at(max(day, later)).known_at(min(day, later)), shipped.known_at(min(day, later))
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(twice, table), getattr(once, table))


def test_known_at_by_hand(small: Dataset):
    then = small.known_at(date(2025, 9, 10))
    assert list(then.events["event_id"]) == ["swarm", "wreck", "protest"]
    assert list(then.articles["article_id"]) == ["a1", "a3"]
    assert list(then.events["sources"]) == [("a1",), ("a1",), ("a1", "a3")]
    assert len(then.exercises) == len(then.exercise_areas) == len(then.crossing_status) == 0
    assert list(then.claims["claim_id"]) == ["c1"]
    assert then.as_of == date(2025, 9, 10)
    # the closure of the 12th was first published on the 20th, after the data's own day
    assert list(small.events["event_id"]) == ["swarm", "wreck", "protest", "closure"]
    assert small.as_of == date(2025, 9, 12)


def test_known_at_as_of_shows_nothing_published_later(small: Dataset):
    assert not small.known_at(small.as_of).events["known_date"].gt(pd.Timestamp(small.as_of)).any()


def test_known_at_before_everything_is_empty_but_usable(shipped: Dataset):
    then = shipped.known_at(date(1990, 1, 1))
    assert len(then.events) == len(then.crossing_status) == 0
    assert len(then.actors) == len(shipped.actors)
    assert then.articles["placed_date"].isna().all()


def test_rows_of_unknown_day_are_not_shown_before_everything(shipped: Dataset):
    then = shipped.known_at(date(1990, 1, 1))
    assert list(then.exercises["exercise_id"]) == []
    assert list(then.claims["claim_id"]) == []

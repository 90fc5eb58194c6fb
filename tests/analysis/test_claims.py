"""Claims: every shipped one has a verdict and a reason; each test with answers known by hand."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from monitor.analysis import claims, disputes
from monitor.analysis.claim_troops import bounds
from monitor.dataset import Dataset

OPENING = "Open because "
TROOP_COLUMNS = ["exercise_id", "scope", "kind", "by", "actor", "date", "claim_id", "low", "high"]


@pytest.fixture(scope="module")
def ledger(shipped: Dataset) -> pd.DataFrame:
    return claims.ledger(shipped)


def test_every_claim_has_a_verdict_with_a_reason(shipped: Dataset, ledger: pd.DataFrame):
    assert sorted(ledger["claim_id"]) == sorted(shipped.claims["claim_id"])
    bare = ledger[~ledger["verdict"].isin(claims.VERDICTS) | ledger["reason"].str.len().lt(20)]
    assert bare["claim_id"].tolist() == []
    untested = ledger[ledger["metric"].isin(("open", "")) & ~ledger["reason"].str.startswith(OPENING)]
    assert untested["claim_id"].tolist() == []
    assert ledger["metric"].ne("").all()


def test_at_least_a_third_is_computed_and_none_fails_to_find_its_data(ledger: pd.DataFrame):
    computed = ledger["metric"].isin(list(claims.TESTS))
    assert computed.sum() >= len(ledger) / 3
    broken = ledger[computed & ledger["reason"].str.contains("names something that is not recorded")]
    assert broken["claim_id"].tolist() == []


def test_computed_verdicts_carry_margin_and_error(ledger: pd.DataFrame):
    decided = ledger[ledger["metric"].isin(list(claims.TESTS)) & ledger["verdict"].ne(claims.OPEN)]
    assert decided[decided["margin"].eq("") | decided["error"].eq("")]["claim_id"].tolist() == []


def test_evidence_leads_to_rows(shipped: Dataset, ledger: pd.DataFrame):
    known = {
        "event": set(shipped.events["event_id"]),
        "exercise": set(shipped.exercises["exercise_id"]),
        "area": set(shipped.exercise_areas["area_id"]),
        "crossing": set(shipped.crossings["crossing_id"]),
        "claim": set(shipped.claims["claim_id"]),
    }
    lost = [r for r in ledger["opens"].explode().dropna() if r.partition(":")[2] not in known[r.partition(":")[0]]]
    assert lost == []


def test_subjects_and_references_exist(shipped: Dataset):
    known = set().union(shipped.events["event_id"], shipped.exercises["exercise_id"], shipped.exercise_areas["area_id"])
    rows = shipped.claims
    named = set(rows["subject"].explode().dropna()) | set(rows["reference"].explode().dropna())
    lost = {name for name in named - known if not name[:4].isdigit() or len(name) != 10}
    assert lost == set()


def test_the_seed_claims_come_first(ledger: pd.DataFrame):
    assert tuple(ledger["claim_id"].head(len(claims.SEED))) == claims.SEED
    seed = ledger.set_index("claim_id")
    assert seed.loc["s001", "verdict"] == "contradicted"
    assert "above 9 km" in seed.loc["s001", "reason"]
    assert (seed.loc["s002", "verdict"], seed.loc["s002", "margin"]) == ("supported", "152 days")
    assert seed.loc["s003", "verdict"] == "open"
    assert seed.loc["s004", "verdict"] == "supported"


def test_verdicts_of_the_past_know_nothing_of_the_future(shipped: Dataset):
    then = claims.ledger(shipped.known_at(date(2025, 9, 11))).set_index("claim_id")
    assert "c059" not in then.index  # said on 15 September
    assert "c053" not in then.index
    assert then.loc["c019", "verdict"] == "open"  # the figures of the exercise itself were not yet out
    assert "100,000 (President Putin)" not in then.loc["c034", "reason"]


def claim(**given: object) -> dict:
    base = dict(
        claim_id="c",
        actor=("RU",),
        metric="",
        subject=(),
        reference=(),
        operator="",
        value=float("nan"),
        value_high=float("nan"),
        unit="",
        scope="",
        verdict="",
        reason="",
        about_event="",
        about_exercise="",
    )
    return base | given


def facts(**frames: pd.DataFrame) -> SimpleNamespace:
    empty = dict(
        events=pd.DataFrame(columns=["event_id", "event_date", "exercise_id", "initiator", "is_part", "title"]),
        exercises=pd.DataFrame(
            columns=["exercise_id", "start_date", "end_date", "name", "organisers", "sources", "side"]
        ),
        exercise_areas=pd.DataFrame(columns=["area_id", "exercise_id", "country"]),
        crossings=pd.DataFrame(columns=["crossing_id"]),
        claims=pd.DataFrame(columns=["claim_id", "about_exercise", "date", "actor"]),
        articles=pd.DataFrame(columns=["article_id", "published"]),
        actors=pd.DataFrame({"code": ["BY"], "name": ["Belarus"]}),
    )
    return SimpleNamespace(**(empty | frames))


def held(start: str = "2025-09-12", end: str = "2025-09-16") -> pd.DataFrame:
    row = dict(
        exercise_id="x",
        name="Drill",
        start_date=pd.Timestamp(start),
        end_date=pd.Timestamp(end),
        side="RU-BY",
        organisers=("RU",),
        sources=("a1",),
    )
    return pd.DataFrame([row])


def told(*rows: tuple) -> pd.DataFrame:
    """Figures as (actor, day, low, high)."""
    full = [("x", "total", "estimate", f"by {a}", (a,), pd.Timestamp(d), "", low, high) for a, d, low, high in rows]
    frame = pd.DataFrame(full, columns=TROOP_COLUMNS)
    return frame.astype({"low": "Int64", "high": "Int64"})


def strength(*rows: tuple, value: float = 10_000, operator: str = "about", **more: object) -> claims.Finding:
    one = claim(metric="troops", subject=("x",), scope="total", unit="persons", value=value, operator=operator, **more)
    return claims.tested(one, facts(exercises=held(), troop_estimates=told(*rows)))


def test_a_strength_is_supported_within_a_factor_of_one_and_a_half():
    assert strength(("LT", "2025-09-13", 15_000, 15_000)).verdict == "supported"
    assert (
        strength(("LT", "2025-09-13", 15_001, 15_001), ("DE", "2025-09-13", 16_000, 16_000)).verdict == "contradicted"
    )


def test_one_party_alone_contradicts_nobody():
    assert strength(("LT", "2025-09-13", 50_000, 50_000)).verdict == "open"
    assert strength(("LT", "2025-09-13", 50_000, 50_000), ("LT", "2025-09-14", 60_000, 60_000)).verdict == "open"
    found = strength(("LT", "2025-09-13", 50_000, 50_000), ("DE", "2025-09-14", 30_000, 30_000))
    assert (found.verdict, found.margin) == ("contradicted", "factor 3.0")


def test_own_figures_never_support_but_may_contradict():
    assert strength(("RU", "2025-09-13", 10_000, 10_000)).verdict == "open"
    assert (
        strength(("RU", "2025-09-13", 50_000, 50_000), ("DE", "2025-09-14", 30_000, 30_000)).verdict == "contradicted"
    )


def test_figures_from_the_first_day_on_outrank_forecasts():
    forecast = ("DE", "2025-08-01", 90_000, 90_000)
    assert strength(forecast, ("LT", "2025-09-12", 11_000, 11_000)).verdict == "supported"
    assert strength(forecast, ("LT", "2025-08-02", 11_000, 11_000)).verdict == "open"


def test_open_ends():
    assert bounds(claim(operator="at most", value=5.0)) == (0.0, 5.0)
    assert strength(("LT", "2025-09-13", 8_000, None)).verdict == "supported"  # over 8,000 holds 10,000
    low = (("LT", "2025-09-13", None, 2_000), ("DE", "2025-09-13", None, 3_000))  # up to: near 2,000 and 3,000
    assert strength(*low).verdict == "contradicted"


def place(name: str, km: float, error: float, radius: float = 5.0) -> dict:
    return dict(
        area_id=name,
        exercise_id="x",
        country="BY",
        name=name,
        border_km=km,
        border_error_km=error,
        geo_precision="place",
        kind="training_range",
        latitude=54.0,
        longitude=28.0,
        radius_km=radius,
    )


def beyond(*rows: dict, value: float = 100.0) -> claims.Finding:
    one = claim(
        metric="area_distance", subject=("x",), operator="all beyond", value=value, unit="km", scope="country=BY"
    )
    return claims.tested(one, facts(exercise_areas=pd.DataFrame(rows)))


def test_all_areas_beyond_a_threshold_take_their_error_into_account():
    assert beyond(place("a", 120, 5), place("b", 150, 20)).verdict == "supported"
    near = beyond(place("a", 120, 5), place("b", 40, 20), place("c", 95, 2))
    assert (near.verdict, near.margin) == ("contradicted", "40 km")  # 100 - (40 + 20)
    assert "above 60 km, or above 97 km without that area" in near.reason
    assert beyond(place("a", 120, 5), place("b", 90, 20)).verdict == "open"


def test_without_a_number_the_named_threshold_is_used():
    assert "nearer than 100 km" in beyond(place("a", 120, 5), value=float("nan")).reason


def test_median_distance_needs_both_counts_to_agree():
    one = claim(metric="area_distance", subject=("x",), reference=("y",), operator="farther than", unit="km")
    before = [place("y1", 50, 5) | dict(exercise_id="y"), place("y2", 60, 5) | dict(exercise_id="y")]
    sites = [place("x1", 100, 5), place("x2", 120, 5)]
    assert claims.tested(one, facts(exercise_areas=pd.DataFrame([*before, *sites]))).verdict == "supported"
    regions = [place(f"r{n}", 0, 60) | dict(geo_precision="region") for n in range(3)]
    found = claims.tested(one, facts(exercise_areas=pd.DataFrame([*before, *sites, *regions])))
    assert found.verdict == "open" and "The two counts disagree" in found.reason


def happened(*rows: tuple[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["event_id", "event_date"])
    return frame.assign(
        event_date=pd.to_datetime(frame["event_date"]),
        exercise_id="x",
        initiator=[("RU",)] * len(frame),
        is_part=False,
        title=frame["event_id"],
        country="BY",
        event_type="exercise_activity",
        latitude=54.0,
        longitude=28.0,
    )


@pytest.mark.parametrize(
    ("operator", "verdict"),
    [("before", "supported"), ("after", "contradicted"), ("not before", "contradicted")],
)
def test_order_of_two_days(operator: str, verdict: str):
    data = facts(events=happened(("one", "2025-04-01"), ("two", "2025-04-11")))
    found = claims.tested(claim(metric="order_in_time", subject=("one",), reference=("two",), operator=operator), data)
    assert (found.verdict, found.margin) == (verdict, "10 days")


def test_a_necessary_order_decides_nothing_when_it_holds():
    data = facts(events=happened(("one", "2025-04-01"), ("two", "2025-04-11")))
    one = claim(metric="order_in_time", subject=("one",), reference=("two",), operator="before", scope="necessary")
    assert claims.tested(one, data).verdict == "open"
    assert claims.tested(one | dict(operator="after"), data).verdict == "contradicted"


def test_an_exercise_is_announced_by_its_first_organiser_or_report():
    articles = pd.DataFrame({"article_id": ["a1"], "published": [pd.Timestamp(2025, 5, 28)]})
    outsider = happened(("warning", "2025-02-14")).assign(initiator=[("UA",)])
    data = facts(exercises=held(), articles=articles, events=pd.concat([happened(("said", "2025-04-10")), outsider]))
    one = claim(metric="order_in_time", subject=("x",), reference=("2025-09-10",), operator="before")
    assert claims.tested(one, data).margin == "153 days"


def test_counts_and_shares():
    data = facts(events=happened(("a", "2025-09-12"), ("b", "2025-09-13"), ("c", "2025-10-01")))
    scope = "exercise=x type=exercise_activity from=2025-09-12 to=2025-09-30"
    one = claim(metric="count", operator="at most", value=1.0, unit="events", scope=scope)
    found = claims.tested(one, data)
    assert (found.verdict, found.margin, found.opens) == ("contradicted", "1 event", ("event:a", "event:b"))
    assert claims.tested(one | dict(operator="at least", value=2.0), data).verdict == "supported"
    half = claim(
        metric="count", value=0.5, unit="share", operator="at least", scope=f"{scope} share=country country=BY"
    )
    assert "2 of 2 recorded episodes took place in Belarus" in claims.tested(half, data).reason


def test_crossings_without_a_record_are_not_counted():
    crossings = pd.DataFrame({"crossing_id": ["p", "q", "r"], "country_a": "PL", "country_b": "BY"})
    status = pd.DataFrame(
        {
            "crossing_id": ["p", "q"],
            "date": pd.to_datetime(["2025-09-12"] * 2),
            "status": ["closed", "open"],
            "detail": "",
            "date_precision": "day",
            "sources": [("a1",)] * 2,
        }
    )
    one = claim(
        metric="crossing_status",
        reference=("2025-09-13",),
        operator="at least",
        value=1.0,
        scope="country=PL neighbour=BY status=closed",
    )
    found = claims.tested(one, facts(crossings=crossings, crossing_status=status))
    assert found.verdict == "supported" and found.reason.startswith("1 of 2 crossings")
    earlier = claims.tested(one | dict(reference=("2025-01-01",)), facts(crossings=crossings, crossing_status=status))
    assert earlier.verdict == "open"


def test_a_test_that_lacks_its_data_is_open_and_says_so():
    for metric in claims.TESTS:
        one = claim(
            metric=metric,
            subject=("gone",),
            reference=("gone",),
            operator="before",
            value=1.0,
            unit="km",
            scope="from=RU to=PL country=PL neighbour=BY status=closed share=near near=gone km=5",
        )
        found = claims.tested(one, facts(troop_estimates=told(), crossing_status=pd.DataFrame()))
        if metric != "count":
            assert found.verdict == "open", metric
        assert found.reason, metric
    assert claims.tested(claim(metric=""), facts()).reason == "Open because no test is written for it."


def test_manual_verdicts_stand_as_written():
    found = claims.tested(claim(metric="manual", verdict="supported", reason="Because."), facts())
    assert (found.verdict, found.reason) == ("supported", "Because.")


def test_shipped_disputes_differ(shipped: Dataset):
    found = disputes.disputes(shipped.disputes, shipped.troop_estimates, shipped.exercises)
    assert len(found) >= 15
    for one in found:
        assert len(one.rows) >= 2, one.question
        assert one.rows["statement"].nunique() > 1, one.question
        assert one.rows["sources"].map(len).gt(0).all() and one.rows["definition"].ne("").all()
    strengths = [one for one in found if one.question.startswith("How many troops")]
    assert strengths and all(one.factor > 1.5 for one in strengths)
    assert any("Who decided" in one.question for one in found)

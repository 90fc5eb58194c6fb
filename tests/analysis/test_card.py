"""The event card: facts in words, sources with grades, links both ways."""

import pytest

from monitor.analysis import card
from monitor.dataset import Dataset


def of(data: Dataset, event_id: str) -> card.Card:
    names = dict(zip(data.actors["code"], data.actors["name"], strict=True))
    found = card.card(event_id, data.events, data.articles, data.sources, data.exercises, names)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def swarm(shipped: Dataset) -> card.Card:
    return of(shipped, "20250910-pl-drone-swarm")


def test_the_facts_of_the_drone_night(swarm: card.Card, shipped: Dataset):
    facts = dict(swarm.facts)
    assert facts["What"] == "Drone incursion, severity 9 of 10"
    assert facts["Initiator"] == "Russia (as alleged)"
    assert facts["Target"] == "Poland and North Atlantic Treaty Organization"
    assert facts["Denied by"].startswith("Russia")
    assert facts["Figures"] == "21 objects, 260 km inside the border, 3 shot down, 0 injured, 0 killed"
    assert facts["Credibility"] == "1, confirmed by independent sources"
    assert facts["Known from"] == "10 Sep 2025"
    assert "9" in facts["When"]
    assert facts["When"].endswith("Sep 2025")
    assert "Read with care" not in facts
    assert "Claimed by" not in facts


def test_the_sources_of_the_drone_night(swarm: card.Card):
    assert sorted(swarm.sources["article_id"]) == [
        "a0384", "a0388", "a0393", "a0400", "a0411", "a0431", "a0439", "a0493", "a0522", "a0547", "a0908"]  # fmt: skip
    assert swarm.sources["reliability"].is_monotonic_increasing
    assert swarm.sources["kind"].notna().all()


def links(found: card.Card, relation: str) -> list[str]:
    return [link.event_id for link in found.links if link.relation == relation]


def test_the_parts_and_answers_of_the_drone_night(swarm: card.Card, shipped: Dataset):
    assert sorted(links(swarm, "Has the part")) == [
        "20250910-pl-czesniki-shootdown", "20250910-pl-czosnowka-debris", "20250910-pl-mniszkow-debris",
        "20250910-pl-olesno-debris", "20250910-pl-sobotka-czyzow-smykow-debris", "20250910-pl-wyhalew-shootdown",
        "20250910-pl-wyryki-house", "20250920-pl-korsze-drone-found",
    ]  # fmt: skip
    answers = links(swarm, "Answered by")
    assert {"20250910-int-article-4", "20250911-pl-ep-r129", "20250910-ru-mod-no-targets-poland"} <= set(answers)
    assert len(answers) == shipped.events["response_to"].eq("20250910-pl-drone-swarm").sum()
    days = dict(zip(shipped.events["event_id"], shipped.events["event_date"], strict=True))
    assert [days[i] for i in answers] == sorted(days[i] for i in answers)
    assert links(swarm, "Part of") == links(swarm, "Reported as a response to") == []


def test_links_lead_back(shipped: Dataset):
    part = of(shipped, "20250910-pl-wyryki-house")
    assert links(part, "Part of") == ["20250910-pl-drone-swarm"]
    answer = of(shipped, "20250910-int-article-4")
    assert links(answer, "Reported as a response to") == ["20250910-pl-drone-swarm"]
    titles = dict(zip(shipped.events["event_id"], shipped.events["title"], strict=True))
    assert all(link.title == titles[link.event_id] for link in (*part.links, *answer.links))


def test_a_symbolic_point_is_called_so_and_has_no_distance(small: Dataset):
    facts = dict(of(small, "protest").facts)
    assert facts["Where"] == "Warsaw, Poland (symbolic point of a national decision; 52.230, 21.010)"
    assert "To the border" not in facts


def test_an_event_without_a_point(small: Dataset):
    facts = dict(of(small, "closure").facts)
    assert facts["Where"] == "Terespol, Poland (no point recorded)"
    assert facts["Exercise"] == "Zapad-2025"
    assert of(small, "closure").exercise_id == "zapad-2025"


def test_a_stray_ukrainian_object_is_read_with_care(shipped: Dataset):
    strays = shipped.events["initiator"].map(lambda codes: "UA" in codes) & shipped.events["event_type"].isin(
        card.STRAY_TYPES
    )
    assert strays.any()
    for event_id in shipped.events.loc[strays, "event_id"]:
        assert dict(of(shipped, event_id).facts)["Read with care"] == card.STRAY_OBJECT


def test_an_unknown_event_has_no_card(small: Dataset):
    assert card.card("nothing", small.events, small.articles, small.sources, small.exercises, {}) is None


def test_every_event_has_a_readable_card(shipped: Dataset):
    for event_id in shipped.events["event_id"][::45]:
        found = of(shipped, event_id)
        assert all(value and "nan" not in value.split() and "<NA>" not in value for _, value in found.facts)
        assert not dict(found.facts).get("Figures", "").startswith(("1 objects", "1 persons"))
        assert len(found.sources) == len(set(found.sources["article_id"])) >= 1
        assert [label for label, _ in found.facts][:3] == ["What", "When", "Where"]


def test_sources_of_unknown_publishers_are_kept(small: Dataset):
    assert len(card.cited(("a1", "a2"), small.articles, small.sources.head(0))) == 2
    assert len(card.cited((), small.articles, small.sources)) == 0

"""From a value of the index to the published source in two clicks, in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

import pandas as pd

from monitor.analysis import escalation
from tests.e2e.conftest import Visitor

DAY = "2025-09-12"


def test_from_the_index_to_the_source_in_two_clicks(visitor: Visitor, shipped) -> None:
    data = shipped
    found = escalation.reading(
        data.events, data.articles, data.sources, pd.Timestamp(data.as_of), data.version, replicates=10
    )
    first = escalation.contributions(found.found, pd.Timestamp(DAY)).iloc[0]
    cited = data.articles[data.articles["article_id"].isin(first["sources"])]
    page = visitor.page
    visitor.open("/escalation?period=Zapad-2025")

    visitor.click_mark(0, f"day:{DAY}")  # the first click
    drawer = page.get_by_role("dialog")
    drawer.get_by_text(re.compile("on 12 Sep 2025")).first.wait_for(timeout=20_000)
    visitor.rest()
    assert parse_qs(urlsplit(page.url).query)["open"] == [f"day:{DAY}"]
    ways = drawer.get_by_role("button").filter(has_text=re.compile(r"^[+-]\d+\.\d\d \("))
    assert ways.count() >= 5
    assert first["title"] in ways.first.inner_text()

    ways.first.click()  # the second
    drawer.get_by_role("link").first.wait_for(timeout=20_000)
    visitor.rest()
    assert parse_qs(urlsplit(page.url).query)["open"] == [f"event:{first['event_id']}"]
    links = {link.get_attribute("href") for link in drawer.get_by_role("link").all()}
    assert {url for url in cited["url"] if url} <= links
    assert all(re.match("https?://", link) for link in links)
    assert visitor.exceptions() == 0
    assert visitor.errors == []
    assert visitor.outside == []

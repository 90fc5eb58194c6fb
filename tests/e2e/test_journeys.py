"""Journeys of a reader through the running dashboard, with the internet cut off."""

import re
from urllib.parse import parse_qs, urlsplit

from monitor.ui.frame import PAGES
from tests.e2e.conftest import Visitor, visiting

NAMES = [name for pages in PAGES.values() for name in pages]


def test_no_page_asks_anything_of_the_outside(visitor: Visitor) -> None:
    """Through every page by the navigation: no request leaves, nothing complains, nothing is wider than the window."""
    visitor.open("/")
    wide = "document.documentElement.scrollWidth > window.innerWidth + 1"
    links = visitor.page.locator("[data-testid=stSidebarNavLink]")
    assert links.count() == len(NAMES)
    found = {}
    for number, name in enumerate(NAMES):
        links.nth(number).click()
        visitor.page.wait_for_function("n => location.pathname.endsWith(n)", arg="" if number == 0 else f"/{name}")
        visitor.ready()
        visitor.rest()
        found[name] = (visitor.outside, visitor.errors, visitor.exceptions(), visitor.page.evaluate(wide))
    assert found == dict.fromkeys(NAMES, ([], [], 0, False))


def test_deep_link_to_a_fresh_server_has_the_frame(tab: object, fresh: str) -> None:
    with visiting(tab, fresh) as guest:
        guest.open("/timeline?period=Zapad-2025&country=PL")
        page = guest.page
        # A code is as good as a name, and the address keeps it for a reload.
        assert parse_qs(urlsplit(page.url).query)["country"] == ["Poland"]
        assert page.locator("[data-testid=stSidebarNavLink]").count() == len(NAMES)
        assert page.get_by_text("Clear all filters").count() == 1
        guest.says("Poland")
        assert guest.exceptions() == 0
        guest.open("/situation?country=PL&country=LT")
        page.wait_for_url(f"{fresh}/?*")
        assert parse_qs(urlsplit(page.url).query)["country"] == ["Poland", "Lithuania"]


def test_open_filter_click_source_share_reload(visitor: Visitor, shipped) -> None:
    page = visitor.page
    visitor.open("/timeline?period=Zapad-2025")
    page.locator("[data-testid=stSidebar] [data-testid=stMultiSelect]").first.click()
    page.keyboard.type("Poland")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.wait_for_url("**country=Poland**")
    visitor.rest()
    assert parse_qs(urlsplit(page.url).query)["country"] == ["Poland"]

    event = shipped.events[shipped.events["title"].str.contains("About 20 Russian drones")].iloc[0]
    visitor.click_mark(0, f"event:{event['event_id']}")
    drawer = page.get_by_role("dialog")
    drawer.get_by_text(event["title"]).first.wait_for(timeout=20_000)
    visitor.rest()
    assert parse_qs(urlsplit(page.url).query)["open"] == [f"event:{event['event_id']}"]
    cited = shipped.articles[shipped.articles["article_id"].isin(event["sources"])]
    links = {link.get_attribute("href") for link in drawer.get_by_role("link").all()}
    assert {url for url in cited["url"] if url} <= links
    assert all(re.match("https?://", link) for link in links)

    drawer.get_by_label("Close").click()
    page.wait_for_url(lambda url: "open" not in parse_qs(urlsplit(url).query))
    visitor.rest()
    title = page.locator("[data-testid=stMain] h3").first.inner_text()
    page.get_by_text("Share", exact=True).click()
    shared = page.locator("[data-testid=stPopoverBody] code").inner_text().replace("\n", "")
    query = parse_qs(urlsplit(shared).query)
    footer = page.get_by_text("Escalation Monitor · data version").first.inner_text()
    assert f"data version {query['v'][0]} ·" in footer
    assert query["v"] == [shipped.version]
    assert query["since"] == ["2025-09-01"]
    assert query["until"] == ["2025-10-15"]
    assert query["country"] == ["Poland"]

    visitor.open(shared.removeprefix(visitor.base))
    assert page.locator("[data-testid=stMain] h3").first.inner_text() == title
    page.reload()
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    visitor.rest()
    assert page.locator("[data-testid=stMain] h3").first.inner_text() == title
    assert visitor.outside == []


def test_brush_filters_the_tables_and_zooms(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/timeline?period=2025&brush=true")
    box = page.locator(".js-plotly-plot .nsewdrag").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 80, steps=8)
    page.mouse.up()
    page.get_by_text("The tables show").wait_for(timeout=20_000)
    visitor.rest()
    page.get_by_text("Zoom to it").click()
    page.wait_for_url(lambda url: {"period", "since", "until"} <= parse_qs(urlsplit(url).query).keys())
    visitor.rest()
    query = parse_qs(urlsplit(page.url).query)
    assert "2025-07-15" <= query["since"][0] <= "2025-08-31"
    assert "2025-09-25" <= query["until"][0] <= "2025-11-10"


def test_a_link_opens_a_card_and_its_filters_survive_to_a_mark_of_the_map(visitor: Visitor, shipped) -> None:
    page = visitor.page
    exercise = shipped.exercises[shipped.exercises["exercise_id"].eq("zapad-2025")].iloc[0]
    visitor.open("/timeline?open=exercise:zapad-2025&period=Zapad-2025&severity=4")
    drawer = page.get_by_role("dialog")
    drawer.get_by_text(exercise["name"]).first.wait_for(timeout=20_000)
    drawer.get_by_label("Close").click()
    drawer.wait_for(state="detached")

    page.locator("[data-testid=stSidebarNavLink]", has_text="Map").click()
    page.wait_for_url("**/map**")
    visitor.says("Where, and how far from the border?")  # what follows stands on the page before, too
    visitor.says("1 Sep – 15 Oct 2025")
    visitor.says("severity 4 or more")
    visitor.ready()

    visitor.click_mark(0, "crossing:pl-ru-goldap")
    drawer.get_by_text("Gołdap").first.wait_for(timeout=20_000)
    assert drawer.get_by_role("link").count() >= 1


def test_a_link_with_nonsense_says_what_it_ignored(visitor: Visitor) -> None:
    visitor.open("/map?country=Narnia&extent=Mars&v=00000000")
    for text in ("“Narnia” is no country", "“Mars” is not a choice", "data version 00000000"):
        visitor.says(text)
    assert visitor.exceptions() == 0

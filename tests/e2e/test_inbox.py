"""The inbox in a real browser: from a pasted article to every view and back, by mouse and by keyboard."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from monitor import desk
from monitor.extract.extraction import extract
from tests.e2e.conftest import Visitor, serve, visiting

# Written for this test; none of it happened. The day lies in the last month of the shipped data.
DAY = "2026-06-05"
ARTICLE = """Drones over Podlasie

Six Russian drones entered Polish airspace near Kuznica on Friday, the Polish army said. No one was hurt.

On 3 June a balloon carrying cigarettes drifted from Belarus and closed Vilnius airport for three hours."""
TITLE = "Drone incursion reported at Sokółka, Poland"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("inbox")
    _wait_for_review(home)
    process, base = serve({"MONITOR_HOME": str(home), "MONITOR_REVIEWER": "", "MONITOR_DATABASE_URL": ""})
    yield base
    process.terminate()
    process.wait(10)


def _wait_for_review(home: Path) -> None:
    """Puts another article on the desk, so that every test finds something to review, whichever runs first.

    Two people have decided before, so nobody's name goes without saying.
    """
    text = ARTICLE.replace("Podlasie", "the lake").replace("Six", "Nine")
    result = extract(text, published=date.fromisoformat(DAY))
    article = {**result["article"], "url": "", "relevant": True, "reasons": result["reasons"],
               "found": result["found"], "unproposed": []}  # fmt: skip
    own = desk.open(f"sqlite:///{home / 'desk.sqlite'}")
    at = datetime(2026, 6, 8, tzinfo=UTC)
    own.add(desk.Raw(text.encode()), article, result["events"], "Bob", at)
    for step, name in enumerate(("Bob", "Cara")):
        own.undo(own.reject(own.queue()[0].id, "Denied", name, at, seen=2 * step).revision, name, at)
    own.close()


@pytest.fixture
def guest(tab: object, base: str) -> Iterator[Visitor]:
    with visiting(tab, base) as found:
        yield found


def button(guest: Visitor, key: str):
    return guest.page.locator(f".st-key-{key} button").first


def named(guest: Visitor, name: str = "Anna") -> None:
    field = guest.page.locator(".st-key-reviewer-picked input").first
    if field.is_visible():
        field.fill(name)
        guest.page.keyboard.press("Enter")
        guest.page.get_by_text(f"Reviewer: {name}").wait_for()
        guest.rest()


def pasted(guest: Visitor, text: str = ARTICLE) -> None:
    page = guest.page
    guest.open("/inbox")
    named(guest)
    page.locator("textarea").first.fill(text)
    page.locator("[data-testid=stMain] [data-testid=stDateInput] [role=spinbutton]").first.click()
    page.keyboard.type("20260608")
    page.keyboard.press("Escape")
    guest.rest()
    page.get_by_role("button", name="Read it").click()
    page.locator(".article").wait_for()
    guest.rest()


def told(guest: Visitor) -> str:
    return guest.page.locator("[data-testid=stMain]").inner_text().replace("\u2060", "")


def marks(guest: Visitor, title: str) -> int:
    """How many marks of the charts say a title when the pointer rests on them."""
    return guest.page.evaluate(
        """title => [...document.querySelectorAll('.js-plotly-plot')].reduce((sum, plot) => sum + plot._fullData.reduce(
            (count, trace) => count + [].concat(trace.hovertext || []).filter(t => String(t).includes(title)).length, 0
        ), 0)""",
        title,
    )


def turned(guest: Visitor, page: str) -> None:
    """Turns to a page by the navigation, within the session."""
    guest.page.locator("[data-testid=stSidebarNavLink]", has_text=page).first.click()
    guest.page.wait_for_url(f"**/{page.lower()}**")
    guest.ready()
    guest.rest()


def seen(guest: Visitor, title: str) -> dict[str, bool]:
    """Whether an event is, as accepted, on the timeline and the map, and after a reload in the index of its day."""
    found = {}
    for page in ("Timeline", "Map"):
        turned(guest, page)
        found[page] = marks(guest, title) == marks(guest, "ccepted by Anna on") == 1
    guest.open(f"/escalation?open=day:{DAY}")
    drawer = guest.page.get_by_role("dialog")
    drawer.get_by_text("80 % interval").first.wait_for(timeout=30_000)
    guest.rest()
    return {**found, "Index": title in drawer.inner_text()}


def test_from_a_pasted_article_to_every_view_and_back(guest: Visitor) -> None:
    page = guest.page
    pasted(guest)
    assert parse_qs(urlsplit(page.url).query)["tab"] == ["Review"]
    assert "2 events proposed" in told(guest)
    assert "Drone incursion reported at Kuźnica, Poland" in told(guest)

    # The words behind a field stand out when its name is chosen, without a word of JavaScript of ours.
    outline = "e => getComputedStyle(e).outlineStyle"
    assert page.locator(".of-location").first.evaluate(outline) == "none"
    page.locator(".fields a[href='#ev-location']").click()
    assert page.locator(".of-location").first.evaluate(outline) == "solid"

    # What is typed into a field is no decision.
    page.keyboard.press("e")
    guest.rest()
    note = page.get_by_label("Note", exact=True)
    note.click()
    page.keyboard.type("a juxe a")
    page.keyboard.press("Enter")
    guest.rest()
    assert "0 accepted" in told(guest) and "0 rejected" in told(guest)
    assert note.input_value() == "a juxe a"

    search = page.get_by_label("Search the gazetteer")
    search.click()
    page.keyboard.type("Sokółka")
    page.get_by_role("option", name="Sokółka (").first.click()
    page.get_by_text(TITLE).first.wait_for()
    guest.rest()
    page.locator("[data-testid=stMain] .st-key-edit button").click()
    guest.says("changed by you")
    page.locator(".article").click()
    page.keyboard.press("a")
    page.get_by_text(f"Accepted: {TITLE}").wait_for()
    guest.says("1 accepted")

    assert seen(guest, TITLE) == {"Timeline": True, "Map": True, "Index": True}
    guest.open("/inbox?tab=Decided")
    guest.says(TITLE)
    text = told(guest)
    assert TITLE in text and "Place: Kuźnica → Sokółka" in text and "Note: nothing → a juxe a" in text
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_text("Undone; it is in the queue again").wait_for()
    assert seen(guest, TITLE) == {"Timeline": False, "Map": False, "Index": False}
    assert guest.outside == []
    assert guest.errors == []
    assert guest.exceptions() == 0


def test_a_morning_by_keyboard(guest: Visitor) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=20_000)
    page = guest.page
    pasted(guest, ARTICLE.replace("Podlasie", "the border"))
    named(guest)
    page.locator(".article").click()
    queue, card = page.locator(".st-key-inbox-queue button"), page.locator(".st-key-inbox-card")
    waiting, first = queue.count(), card.inner_text().splitlines()[0]
    page.keyboard.press("j")
    expect(card).not_to_contain_text(first, use_inner_text=True)
    guest.rest()
    page.keyboard.press("k")
    expect(card).to_contain_text(first, use_inner_text=True)
    guest.rest()
    page.keyboard.press("x")
    guest.rest()
    page.keyboard.press("3")
    page.get_by_text("Rejected: Duplicate").wait_for()
    expect(queue).to_have_count(waiting - 1)
    guest.rest()
    page.keyboard.press("u")
    page.get_by_text("Undone; it is in the queue again").wait_for()
    expect(queue).to_have_count(waiting)
    guest.rest()
    box = page.locator(".st-key-accept button").bounding_box()
    assert box["y"] + box["height"] < 900
    page.reload()
    guest.ready()
    assert page.get_by_role("tab", name="Review").get_attribute("aria-selected") == "true"
    assert page.locator(".st-key-inbox-queue button").count() == waiting > 0
    # The browser remembers who reviews, and no link that is shared says it.
    page.get_by_text("Reviewer: Anna").wait_for()
    page.get_by_role("button", name="Share").click()
    link = page.locator("[data-testid=stCode]").first
    link.wait_for()
    assert "/inbox?tab=Review" in link.inner_text()
    assert "anna" not in (link.inner_text() + page.url).lower()


def test_a_click_on_the_map_moves_the_pin(guest: Visitor) -> None:
    page = guest.page
    guest.open("/inbox?tab=Review")
    named(guest)
    page.wait_for_selector(".st-key-inbox-text .js-plotly-plot .main-svg", timeout=30_000)
    guest.rest()
    caption = page.locator(".st-key-inbox-text [data-testid=stCaptionContainer]", has_text="Click the map")
    before = caption.inner_text()
    box = page.locator(".st-key-inbox-text .nsewdrag").first.bounding_box()
    assert box["y"] + box["height"] < 900  # the map is reached without scrolling
    spot = (box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.3)
    page.mouse.move(*spot)
    page.wait_for_timeout(200)
    page.mouse.click(*spot)
    page.get_by_text("changed by you").first.wait_for()
    guest.rest()
    assert caption.inner_text() != before
    assert "km" in caption.inner_text()
    assert guest.exceptions() == 0


def test_the_phone_keeps_the_decisions_in_view(guest: Visitor) -> None:
    page = guest.page
    page.set_viewport_size({"width": 390, "height": 844})
    guest.open("/inbox?tab=Review")
    page.locator(".article").wait_for()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    page.locator(".fields").scroll_into_view_if_needed()
    box = page.locator(".st-key-accept button").bounding_box()
    assert 0 <= box["y"] < 844
    cut = "e => e.scrollHeight > e.clientHeight + 1"
    for pane in ("text", "card"):  # nothing below the map and below the fields is cut off
        assert not page.locator(f".st-key-inbox-{pane}").evaluate(cut)


def test_hostile_text_stays_text(guest: Visitor) -> None:
    page = guest.page
    told = ARTICLE.replace("Podlasie", "Suwalki")
    pasted(guest, told.replace("No one", "<img src=x onerror=alert(1)> <a href=javascript:alert(2)>**No** one</a>"))
    shown = page.locator(".article")
    assert "<img src=x onerror=alert(1)> <a href=javascript:alert(2)>" in shown.inner_text()
    assert shown.locator("img, script, a[href]").count() == 0
    assert guest.dialogs == []
    assert guest.outside == []

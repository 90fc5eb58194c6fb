"""The inbox in a real browser: from a pasted article to every view and back, by mouse and by keyboard."""

from urllib.parse import parse_qs, urlsplit

from tests.e2e.conftest import Visitor
from tests.e2e.waiting import ARTICLE, DAY

TITLE = "Drone incursion reported at Sokółka, Poland"


def named(visitor: Visitor, name: str = "Anna") -> None:
    field = visitor.page.locator(".st-key-reviewer-picked input").first
    if field.is_visible():
        field.fill(name)
        visitor.page.keyboard.press("Enter")
        visitor.page.get_by_text(f"Reviewer: {name}").wait_for()
        visitor.rest()


def pasted(visitor: Visitor, text: str = ARTICLE) -> None:
    page = visitor.page
    visitor.open("/inbox")
    named(visitor)
    page.locator("textarea").first.fill(text)
    page.locator("[data-testid=stMain] [data-testid=stDateInput] [role=spinbutton]").first.click()
    page.keyboard.type("20260608")
    page.keyboard.press("Escape")
    visitor.rest()
    page.get_by_role("button", name="Read it").click()
    page.locator(".article").wait_for()
    visitor.rest()


def told(visitor: Visitor) -> str:
    return visitor.page.locator("[data-testid=stMain]").inner_text().replace("\u2060", "")


def marks(visitor: Visitor, title: str) -> int:
    """How many marks of the charts say a title when the pointer rests on them."""
    return visitor.page.evaluate(
        """title => [...document.querySelectorAll('.js-plotly-plot')].reduce((sum, plot) => sum + plot._fullData.reduce(
            (count, trace) => count + [].concat(trace.hovertext || []).filter(t => String(t).includes(title)).length, 0
        ), 0)""",
        title,
    )


def turned(visitor: Visitor, page: str) -> None:
    """Turns to a page by the navigation, within the session."""
    visitor.page.locator("[data-testid=stSidebarNavLink]", has_text=page).first.click()
    visitor.page.wait_for_url(f"**/{page.lower()}**")
    visitor.ready()
    visitor.rest()


def seen(visitor: Visitor, title: str) -> dict[str, bool]:
    """Whether an event is, as accepted, on the timeline and the map, and after a reload in the index of its day.

    The reload leads to the decisions, with the card of that day open and then closed.
    """
    found = {}
    for page in ("Timeline", "Map"):
        turned(visitor, page)
        found[page] = marks(visitor, title) == marks(visitor, "ccepted by Anna on") == 1
    visitor.open(f"/inbox?tab=Decided&open=day:{DAY}")
    drawer = visitor.page.get_by_role("dialog")
    drawer.get_by_text("80 % interval").first.wait_for(timeout=30_000)
    visitor.rest()
    found["Index"] = title in drawer.inner_text()
    drawer.get_by_label("Close").click()
    drawer.wait_for(state="detached")
    visitor.rest()
    return found


def test_from_a_pasted_article_to_every_view_and_back(visitor: Visitor) -> None:
    page = visitor.page
    pasted(visitor)
    assert parse_qs(urlsplit(page.url).query)["tab"] == ["Review"]
    assert "2 events proposed" in told(visitor)
    assert "Drone incursion reported at Kuźnica, Poland" in told(visitor)

    # The words behind a field stand out when its name is chosen, without a word of JavaScript of ours.
    outline = "e => getComputedStyle(e).outlineStyle"
    assert page.locator(".of-location").first.evaluate(outline) == "none"
    page.locator(".fields a[href='#ev-location']").click()
    assert page.locator(".of-location").first.evaluate(outline) == "solid"

    # What is typed into a field is no decision.
    page.keyboard.press("e")
    visitor.rest()
    note = page.get_by_label("Note", exact=True)
    note.click()
    page.keyboard.type("a juxe a")
    page.keyboard.press("Enter")
    visitor.rest()
    assert "0 accepted" in told(visitor) and "0 rejected" in told(visitor)
    assert note.input_value() == "a juxe a"

    search = page.get_by_label("Search the gazetteer")
    search.click()
    page.keyboard.type("Sokółka")
    page.get_by_role("option", name="Sokółka (").first.click()
    page.get_by_text(TITLE).first.wait_for()
    visitor.rest()
    page.locator("[data-testid=stMain] .st-key-edit button").click()
    visitor.says("changed by you")
    page.locator(".article").click()
    page.keyboard.press("a")
    page.get_by_text(f"Accepted: {TITLE}").wait_for()
    visitor.says("1 accepted")

    assert seen(visitor, TITLE) == {"Timeline": True, "Map": True, "Index": True}
    visitor.says(TITLE)
    text = told(visitor)
    assert TITLE in text and "Place: Kuźnica → Sokółka" in text and "Note: nothing → a juxe a" in text
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_text("Undone; it is in the queue again").wait_for()
    assert seen(visitor, TITLE) == {"Timeline": False, "Map": False, "Index": False}
    assert visitor.outside == []
    assert visitor.errors == []
    assert visitor.exceptions() == 0


def test_a_morning_by_keyboard(visitor: Visitor) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=20_000)
    page = visitor.page
    pasted(visitor, ARTICLE.replace("Podlasie", "the border"))
    named(visitor)
    page.locator(".article").click()
    queue, card = page.locator(".st-key-inbox-queue button"), page.locator(".st-key-inbox-card")
    waiting, first = queue.count(), card.inner_text().splitlines()[0]
    page.keyboard.press("j")
    expect(card).not_to_contain_text(first, use_inner_text=True)
    visitor.rest()
    page.keyboard.press("k")
    expect(card).to_contain_text(first, use_inner_text=True)
    visitor.rest()
    page.keyboard.press("x")
    visitor.rest()
    page.keyboard.press("3")
    page.get_by_text("Rejected: Duplicate").wait_for()
    expect(queue).to_have_count(waiting - 1)
    visitor.rest()
    page.keyboard.press("u")
    page.get_by_text("Undone; it is in the queue again").wait_for()
    expect(queue).to_have_count(waiting)
    visitor.rest()
    box = page.locator(".st-key-accept button").bounding_box()
    assert box["y"] + box["height"] < 900
    page.reload()
    visitor.ready()
    assert page.get_by_role("tab", name="Review").get_attribute("aria-selected") == "true"
    assert page.locator(".st-key-inbox-queue button").count() == waiting > 0
    # The browser remembers who reviews, and no link that is shared says it.
    page.get_by_text("Reviewer: Anna").wait_for()
    page.get_by_role("button", name="Share").click()
    link = page.locator("[data-testid=stCode]").first
    link.wait_for()
    assert "/inbox?tab=Review" in link.inner_text()
    assert "anna" not in (link.inner_text() + page.url).lower()


def test_a_click_on_the_map_moves_the_pin(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/inbox?tab=Review")
    named(visitor)
    page.wait_for_selector(".st-key-inbox-text .js-plotly-plot .main-svg", timeout=30_000)
    visitor.rest()
    caption = page.locator(".st-key-inbox-text [data-testid=stCaptionContainer]", has_text="Click the map")
    before = caption.inner_text()
    box = page.locator(".st-key-inbox-text .nsewdrag").first.bounding_box()
    assert box["y"] + box["height"] < 900  # the map is reached without scrolling
    spot = (box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.3)
    page.mouse.move(*spot)
    page.wait_for_timeout(200)
    page.mouse.click(*spot)
    page.get_by_text("changed by you").first.wait_for()
    visitor.rest()
    assert caption.inner_text() != before
    assert "km" in caption.inner_text()
    assert visitor.exceptions() == 0


def test_the_phone_keeps_the_decisions_in_view(visitor: Visitor) -> None:
    page = visitor.page
    page.set_viewport_size({"width": 390, "height": 844})
    visitor.open("/inbox?tab=Review")
    page.locator(".article").wait_for()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    page.locator(".fields").scroll_into_view_if_needed()
    box = page.locator(".st-key-accept button").bounding_box()
    assert 0 <= box["y"] < 844
    cut = "e => e.scrollHeight > e.clientHeight + 1"
    for pane in ("text", "card"):  # nothing below the map and below the fields is cut off
        assert not page.locator(f".st-key-inbox-{pane}").evaluate(cut)


def test_hostile_text_stays_text(visitor: Visitor) -> None:
    page = visitor.page
    told = ARTICLE.replace("Podlasie", "Suwalki")
    pasted(visitor, told.replace("No one", "<img src=x onerror=alert(1)> <a href=javascript:alert(2)>**No** one</a>"))
    shown = page.locator(".article")
    assert "<img src=x onerror=alert(1)> <a href=javascript:alert(2)>" in shown.inner_text()
    assert shown.locator("img, script, a[href]").count() == 0
    assert visitor.dialogs == []
    assert visitor.outside == []

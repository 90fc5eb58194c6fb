"""Adding: what an article, an address or a file gives, what is asked for, and what is on the desk already."""

from streamlit.testing.v1 import AppTest

from monitor import dataset
from monitor.ui.verdict import READ
from tests.pages.inbox.steps import ARTICLE, PUBLISHED, added, html, opened, pressed, said


def test_an_empty_inbox_explains_the_three_steps() -> None:
    app = opened(tab="Review")
    assert not app.exception
    assert all(step in said(app) for step in ("**Add**", "**Review**", "**Accept**"))


def test_an_article_is_read_and_its_evidence_stands_beside_the_fields(own) -> None:
    app = added()
    assert not app.exception
    assert app.session_state["tab"] == "Review"
    assert "2 events proposed, 1 found but not proposed" in said(app)
    assert "Drone incursion reported at Kuźnica, Poland" in said(app)
    page = html(app)
    assert "<span class='ev-tag'>date</span>Friday</mark>" in page
    assert "date: 7 Mar 2025, counted from publication on 9 Mar 2025'>" in page
    assert "<td>“Friday” counted from publication on 9 Mar 2025</td>" in page
    assert "<a href='#ev-location'>Place</a></th><td>Kuźnica</td>" in page
    assert "<b>please check</b>: no words of its own" in page
    assert own.revision() == 0
    assert own.counts()["undecided"] == 2


def test_the_day_of_publication_is_asked_and_never_guessed(own) -> None:
    app = added(published=None)
    assert "does not say when it was published" in said(app)
    assert own.counts()["articles"] == 0
    app.date_input(key="add-day").set_value(PUBLISHED).run()
    assert app.session_state["tab"] == "Review"
    assert {c.fields["start"] for c in own.queue()} == {"2025-03-07", "2025-03-05"}
    assert own.queue()[0].item.article["published_from"] == "given"


def test_an_article_of_something_else_is_only_read_on_request(own) -> None:
    app = added(
        "Cup final\n\nThe home team won the football final 3-1 in Madrid on Sunday. Fans celebrated.", PUBLISHED
    )
    assert "Not about the theatre, because" in said(app)
    assert own.counts()["articles"] == 0
    app = pressed(app, "Extract anyway")
    assert not app.exception
    assert own.counts()["articles"] == 0
    app = pressed(app, "Open an empty card")
    assert [c.fields["confidence"] for c in own.queue()] == ["low"]
    app = pressed(opened(tab="Add"), "Read it")
    assert "There is no text yet" in said(app)


def test_the_same_article_again_is_opened_and_not_doubled(own, read: None) -> None:
    app = added()
    assert "This article is on the desk already: Anna added it on" in said(app)
    assert app.session_state["tab"] == "Review"
    assert own.counts()["articles"] == 1


def test_another_version_of_an_article_is_probably_read_already(own, read: None) -> None:
    app = added(ARTICLE + " Officials said more.")
    assert "Probably read already" in said(app)
    assert own.counts()["articles"] == 1
    app.button(key="before-1").click().run()
    assert app.session_state["tab"] == "Review"
    assert app.session_state[READ] is None
    app = pressed(added(ARTICLE + " Officials said more."), "Keep it as well")
    assert own.counts()["articles"] == 2


def test_an_article_whose_events_are_decided_opens_the_decisions(own, app: AppTest) -> None:
    for _ in range(2):
        app.button(key="accept").click().run()
    app = added()
    assert app.session_state["tab"] == "Decided"
    assert "All its events are decided; nothing was added" in said(app)


def test_an_article_recorded_as_a_source_is_probably_read_already(own, shipped: dataset.Dataset) -> None:
    event = shipped.events[shipped.events["event_id"].eq("20250910-pl-drone-swarm")].iloc[0]
    url = shipped.articles.set_index("article_id").loc[list(event["sources"]), "url"].iloc[0]
    app = opened()
    app.text_area(key="add-text-0").input(ARTICLE)
    app.text_input(key="add-url-0").input(url.replace("https://", "http://") + "/")
    app.date_input(key="add-published-0").set_value(PUBLISHED)
    app = pressed(app, "Read it")
    assert "Probably read already" in said(app)
    assert any(button.key == f"before-{event['event_id']}" for button in app.button)
    assert own.counts()["articles"] == 0


HOSTILE = ARTICLE.replace(
    "Drone crashes", "<b onclick=alert(1)> **Drone** \u202ecrashes [x](javascript:alert(2))"
).replace("a balloon", "<img src=x onerror=alert(3)> a balloon")


def test_hostile_text_is_text(own) -> None:
    app = added(HOSTILE)
    assert not app.exception
    page = html(app)
    assert "<img" not in page and "<b onclick" not in page
    assert "&lt;img src=x onerror=alert(3)&gt;" in page
    printed = "".join(element.value for kind in ("caption", "markdown", "success") for element in app.get(kind))
    assert "[x](" not in printed and "**Drone**" not in printed
    assert "\u202e" not in page + printed


def test_what_was_left_out_is_said_beside_the_article(own) -> None:
    feed = "".join(f"<item><title>Headline {number}</title></item>" for number in range(150))
    first = "<item>" + "".join(f"<{name}><![CDATA[{text}]]></{name}>" for name, text in zip(
        ("title", "description"), ARTICLE.split("\n\n", 1), strict=True)) + "</item>"  # fmt: skip
    app = added(f"<rss version='2.0'><channel><title>Wire</title>{first}{feed}</channel></rss>")
    left_out = "of the 151 entries of the feed the first is read, 100 are kept as headlines and 50 are left out"
    assert f"Note: {left_out}." in said(app)
    assert "Note:" in said(opened(tab="Review"))
    assert left_out in own.queue()[0].item.article["reasons"]

"""What a reviewer does at the inbox and what it says, in steps that tests share."""

from datetime import UTC, date, datetime

from streamlit.testing.v1 import AppTest

from monitor import dataset, desk
from monitor.ui.frame import ROOT

# Written for these tests; none of it happened.
ARTICLE = """Drone crashes near Sokolka

Two Russian drones entered Polish airspace near Kuznica on Friday and one crashed close to Sokolka, the army said.
No one was hurt.

On 5 March a balloon carrying cigarettes drifted from Belarus and closed Vilnius airport for three hours.

If such flights continue, Lithuania could close the Medininkai crossing."""
PUBLISHED = date(2025, 3, 9)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
EVENT_ROWS = [("events", {"event_id": "20250307-pl-test", "event_date": "2025-03-07", "event_type": "drone_incursion",
                          "date_precision": "day", "title": "Drone", "country": "PL", "location": "Kuźnica",
                          "initiator": "RU", "credibility": "3", "sources": "a0837"})]  # fmt: skip
# An event on record, as another paper tells it.
TWIN = """Drones over Poland

About 15 Russian drones entered Polish airspace near Lublin on the night of 9-10 September 2025, the army
said."""


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page("pages/inbox.py")
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def added(text: str = ARTICLE, published: date | None = PUBLISHED) -> AppTest:
    app = opened()
    app.text_area(key="add-text-0").input(text)
    if published:
        app.date_input(key="add-published-0").set_value(published)
    return pressed(app, "Read it")


def pressed(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label.startswith(label)).click()
    return app.run()


def said(app: AppTest) -> str:
    kinds = ("caption", "markdown", "error", "warning", "info", "success")
    return "\n".join(element.value for kind in kinds for element in app.get(kind)).translate(
        dict.fromkeys(map(ord, "\\\u2060"))
    )


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def whole() -> dataset.Dataset:
    own = desk.open(desk.location())
    try:
        return dataset.load(additions=own.additions())
    finally:
        own.close()

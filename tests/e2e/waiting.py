"""What waits on the desk of the dashboard under test, so that every test finds something to review."""

from datetime import UTC, date, datetime
from pathlib import Path

# Written for these tests; none of it happened. The day lies in the last month of the shipped data.
DAY = "2026-06-05"
ARTICLE = """Drones over Podlasie

Six Russian drones entered Polish airspace near Kuznica on Friday, the Polish army said. No one was hurt.

On 3 June a balloon carrying cigarettes drifted from Belarus and closed Vilnius airport for three hours."""


def prepare(home: Path) -> None:
    """Puts another article than those that tests add on the desk of a home.

    Two people have decided before, so nobody's name goes without saying.
    """
    from monitor import desk
    from monitor.extract.extraction import extract

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

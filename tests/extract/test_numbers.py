"""How many, in the many ways the press tells it."""

from datetime import date

import pytest

from monitor.extract.extraction import extract

TOLD = [
    ("A pair of Russian drones entered Polish airspace on Monday.", "object_count", 2),
    ("Some 20 Russian drones violated Polish airspace overnight.", "object_count", 20),
    ("At least three Russian drones crashed in eastern Poland on Monday.", "object_count", 3),
    ("Ninety-six balloons drifted into Lithuania from Belarus on Monday.", "object_count", 96),
    ("Two dozen balloons from Belarus entered Lithuania on Monday.", "object_count", 24),
    ("Dozens of balloons from Belarus entered Lithuania on Monday.", "object_count", None),
    ("The Russian Su-24 violated Swedish airspace near Gotland on Monday.", "object_count", 1),
    ("Three MiG-31 jets of the Russian air force violated Estonian airspace on Monday.", "object_count", 3),
    ("Three tankers of Russia's shadow fleet were boarded by Estonia in the Gulf of Finland.", "object_count", 3),
    ("Of the 19 Russian drones that entered Polish airspace on Monday, four were shot down.", "shot_down", 4),
    ("Polish jets shot down three of the 21 drones that entered Polish airspace on Monday.", "shot_down", 3),
    ("Russian drones entered Polish airspace on Monday; shot down: three.", "shot_down", 3),
    ("A drone from Belarus entered Latvia on Monday and was shot down.", "shot_down", 1),
    ("A Russian missile fell in Przewodów in Poland on Tuesday, killing two men.", "killed", 2),
    ("A missile from Russia fell in Poland near the border on Tuesday and a farmer was killed.", "killed", 1),
    ("A Russian drone crashed near Osiny in Poland on Tuesday; nobody was hurt.", "injured", 0),
    ("W poniedziałek do Polski wleciało dwadzieścia pięć rosyjskich dronów.", "object_count", 25),
    ("Pirmadienį į Lietuvą iš Baltarusijos įskrido du dronai, žmonės nenukentėjo.", "injured", 0),
    ("Pirmdien Latvijā ielidoja divi krievu droni. Cietušo nav.", "injured", 0),
    ("On Monday a Russian drone fell near Rēzekne in Latvia. A firefighter suffered burns to his hands.", "injured", 1),
    ("Russian drones hit Izmail near Plauru in Romania, killing two men; five were taken to hospital.", "injured", 5),
    ("W poniedziałek rosyjski dron spadł pod Hrubieszowem. Nikomu nic się nie stało.", "injured", 0),
    ("W poniedziałek 22. Baza wykryła trzy rosyjskie drony nad Polską.", "object_count", 3),
    ("Am Montag drangen drei russische Drohnen in den polnischen Luftraum ein.", "object_count", 3),
]


@pytest.mark.parametrize(("text", "field", "value"), TOLD, ids=lambda part: str(part)[:40])
def test_a_number(text: str, field: str, value: int | None):
    events = extract(text, published=date(2025, 11, 19), anyway=True)["events"]
    assert [event[field] for event in events] == [value]


def test_ages_and_models_are_no_counts():
    (event,) = [
        e
        for e in extract(
            "A 21-year-old Polish soldier was wounded on Monday when Belarusian men threw stones at the border fence.",
            published=date(2025, 11, 19),
        )["events"]
        if e["event_type"] == "border_violation"
    ]
    assert event["injured"] in (1, None) and event["object_count"] != 21

"""Pages, feeds and pasted text: title, day of publication and how it was found, sidebars, the seed, hostile input."""

from datetime import date
from pathlib import Path

import pytest

from monitor.extract import page
from monitor.extract.extraction import extract

SEED = (Path(__file__).parent / "seed.txt").read_text("utf-8")
BODY = (
    "<p>"
    + "Soldiers closed the road near the border with Belarus on Tuesday, the army said in a statement. " * 3
    + "</p>"
)
SIDE = """<aside class="latest"><ul><li><a href="/a">Drones close Copenhagen airport for hours</a>
<time datetime="2025-09-22T08:00">22 Sep</time></li>
<li><a href="/b">Poland reopens two crossings with Belarus</a> <span>2 h ago</span></li></ul></aside>"""


def html(head: str = "", before: str = "", inside: str = "") -> str:
    article = f"<article><h1>Road closed near the border</h1>{inside}{BODY}</article>"
    return f"<html><head><title>T</title>{head}</head><body>{SIDE}{before}{article}</body></html>"


VARIANTS = [
    (
        html('<script type="application/ld+json">{"@graph":[{"datePublished":"2025-11-17T09:00:00Z"}]}</script>'),
        "JSON-LD",
    ),
    (html('<meta property="article:published_time" content="2025-11-17T09:00">'), "meta article:published_time"),
    (html(inside='<time datetime="2025-11-17">Monday</time>'), "time element of the article"),
    (html(inside="<div>17 November 2025, 10:04</div>"), "date line near the title"),
    (html(inside="<div>2025 m. lapkričio 17 d.</div>"), "date line near the title"),
    (html(inside="<div>2025. gada 17. novembris</div>"), "date line near the title"),
    (html(inside="<div>17 listopada 2025</div>"), "date line near the title"),
    (html(inside="<div>Stand: 17. November 2025</div>"), "date line near the title"),
]


@pytest.mark.parametrize(("source", "origin"), VARIANTS)
def test_the_day_of_a_page_is_not_that_of_its_sidebar(source: str, origin: str):
    read = page.read(source)
    assert (read.published, read.published_from) == (date(2025, 11, 17), origin)
    assert read.title == "Road closed near the border"
    assert "Copenhagen" not in read.text


def test_headlines_of_the_sidebar_come_with_their_days():
    read = page.read(VARIANTS[0][0], url="https://example.org/x")
    assert [(h["title"], h["date"], h["url"]) for h in read.headlines] == [
        ("Drones close Copenhagen airport for hours", "2025-09-22", "https://example.org/a"),
        ("Poland reopens two crossings with Belarus", "2025-11-17", "https://example.org/b"),
    ]


def test_without_any_date_the_address_speaks_and_then_nothing():
    assert page.read(html(), url="https://example.org/2025/11/17/road").published == date(2025, 11, 17)
    read = page.read(html())
    assert (read.published, read.published_from) == (None, "unknown")


def test_a_given_day_wins():
    assert page.read(VARIANTS[0][0], published=date(2025, 1, 1)).published_from == "given"


def test_a_feed_entry():
    feed = (
        "<rss version='2.0'><channel><title>News</title><item><title>Road closed</title>"
        "<pubDate>Mon, 17 Nov 2025 08:00:00 GMT</pubDate>"
        "<description>&lt;p&gt;Poland closed it.&lt;/p&gt;</description></item></channel></rss>"
    )
    read = page.read(feed)
    assert (read.title, read.published, read.published_from, read.publisher) == (
        "Road closed",
        date(2025, 11, 17),
        "RSS",
        "News",
    )
    assert "Poland closed it." in read.text and "<p>" not in read.text


def test_the_seed_page():
    found = extract(SEED)
    article = found["article"]
    assert article["title"].startswith("Russia and Belarus Launch Large-Scale Joint Military Exercise")
    assert (article["published"], article["published_from"]) == ("2026-01-14", "date line at the end of the text")
    assert [(h["title"][:22], h["date"]) for h in article["headlines"]] == [
        ("The Use of the “Oreshn", "2026-01-09"), ("Solidarity Deferred: C", "2026-01-08"), ("Azerbaijan’s Eurasian ",
            "2026-01-07"),
        ("The Great Rotation: Pe", "2026-01-06"), ("The United States Did ", "2026-01-05"), ("The Trans-Caspian Fibe",
            "2026-01-04"),
        ("Georgia Hopes for a Re", "2026-01-04"), ("Ukraine’s Allies Discu", "2026-01-03"), ("Iran Amid a Growing Do",
            "2026-01-03"),
        ("The South Caucasus in ", "2026-01-02"),
    ]  # fmt: skip
    told = {(e["event_type"], e["start"]): e for e in found["events"] if e["status"] in ("asserted", "announced")}
    # Fetched four months later; the exercise it is about began on 12 September, two days after the drones.
    assert set(told[("exercise_activity", "2025-09-12")]["initiator"]) == {"RU", "BY"}
    assert told[("drone_incursion", "2025-09-10")]["country"] == "PL"
    assert ("border_closure", "2025-09-12") in told


@pytest.mark.parametrize(
    "source", [b"\0\1\2" * 50, b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20, "", "   \n ", "\x01\x02" * 500]
)
def test_what_is_no_text_is_refused(source):
    with pytest.raises(ValueError, match=r"text"):
        extract(source)


def test_huge_text_is_cut_with_a_note():
    found = extract("Russian drones entered Polish airspace on Wednesday. " * 400_000, published=date(2025, 9, 10))
    assert any("characters were read" in reason for reason in found["reasons"])


@pytest.mark.parametrize(
    "piece",
    [
        "a" * 50_000,
        "(" * 20_000,
        "1 " * 20_000,
        "Mon Mon " * 8_000,
        "- " * 20_000,
        "of the night " * 5_000,
        "10 11 12 na " * 5_000,
    ],
)
def test_hostile_text_neither_hangs_nor_falls(piece: str):
    extract("Title\n\n" + piece + " x", published=date(2025, 9, 10))


def test_a_page_nested_without_end_is_refused():
    with pytest.raises(ValueError, match="nested"):
        extract("<html><body>" + "<div>" * 20_000 + "x")


def test_direction_marks_and_scripts_are_only_text():
    found = extract(
        "A drone \u202e<script>alert(1)</script> crashed near Druskininkai in Lithuania on Monday.",
        published=date(2025, 9, 10),
    )
    assert "\u202e" not in found["article"]["text"]
    assert "alert" not in found["article"]["text"] and "crashed near Druskininkai" in found["article"]["text"]

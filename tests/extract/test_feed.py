"""Feeds: the first entry is the article, the rest are headlines, and a feed made to harm costs next to nothing."""

import time
from datetime import date

import pytest

from monitor.extract import page
from monitor.extract.attributes import MOST_ATTRIBUTES, pruned
from monitor.extract.feed import MOST_ENTRIES, feed_item

# Measured: 0.02 to 0.5 s of processor time each, and 1 to 12 s before there was a limit.
MOST_SECONDS = 2.0
BODY = "<p>Two drones crossed near Alytus.</p>"


def item(number: int = 0, body: str = BODY, tag: str = "description") -> str:
    return (f"<item><title>Drone {number}</title><link>https://a.lt/{number}</link>"
            f"<pubDate>Mon, 08 Jun 2026 08:00:00 GMT</pubDate><{tag}><![CDATA[{body}]]></{tag}></item>")  # fmt: skip


def rss(entries: str) -> str:
    spaces = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    return f"<?xml version='1.0'?><rss version='2.0' {spaces}><channel><title>Wire</title>{entries}</channel></rss>"


def test_a_whole_feed_has_no_note():
    read = feed_item(rss("".join(item(n) for n in range(MOST_ENTRIES))), None)
    assert (read.title, read.publisher, read.published) == ("Drone 0", "Wire", date(2026, 6, 8))
    assert "Two drones crossed near Alytus." in read.text
    assert [entry["title"] for entry in read.headlines] == [f"Drone {n}" for n in range(1, MOST_ENTRIES)]
    assert read.headlines[0] == {"title": "Drone 1", "url": "https://a.lt/1", "date": "2026-06-08"}
    assert read.notes == []


def test_entries_left_out_are_counted():
    read = feed_item(rss("".join(item(n) for n in range(MOST_ENTRIES + 149))), None)
    assert len(read.headlines) == MOST_ENTRIES - 1
    assert read.notes == ["of the 250 entries of the feed the first is read, 100 are kept as headlines and "
                          "149 are left out"]  # fmt: skip


def test_the_last_entry_is_kept_whole_or_left_out():
    # The limit of characters falls into the fourth entry; what is kept are three whole ones.
    read = feed_item(rss("".join(item(n, f"<p>{n} {'word ' * 60_000}</p>") for n in range(5))), None)
    assert [entry["title"] for entry in read.headlines] == ["Drone 1", "Drone 2"]
    assert "2 are kept as headlines and 2 are left out" in read.notes[0]


@pytest.mark.parametrize("tag", ["description", "content:encoded"])
def test_one_entry_too_long_is_read_from_its_beginning(tag: str):
    read = feed_item(rss(item(0, f"<p>Alytus {'word ' * 400_000}</p>", tag) + item(1)), None)
    assert read.text.startswith("Drone 0\n\nAlytus word word")
    assert "the first 1,000,000 characters" in read.notes[0] and "1 are left out" in read.notes[1]


def test_an_atom_feed_too_long_is_read_from_its_beginning():
    entry = (
        f"<entry><title type='html'>D &lt;b&gt;x&lt;/b&gt;</title><content>{'&lt;p&gt;a&lt;/p&gt;' * 70_000}</content>"
    )
    read = feed_item(f"<feed xmlns='http://www.w3.org/2005/Atom'><title>A &amp; B</title>{entry}</entry></feed>", None)
    assert (read.title, read.publisher) == ("D x", "A & B")
    assert len(read.text) > 10_000 and read.notes


HOSTILE = {
    "many entries": "".join(item(n) for n in range(10_000)),
    "many and none closed": "".join(item(n) for n in range(10_000)).replace("</item>", ""),
    "many and broken": item() + "<item><&</item>" + "".join(item(n) for n in range(10_000)),
    "an entry of tags": item(0, "<p>x</p>" * 240_000),
    "an entry of nests": item(0, "<b>" * 600_000 + "x"),
    "an entry of attributes": item(0, "<a " + " ".join(f"a{n}='x'" for n in range(100_000)) + ">x</a>"),
    "hidden attributes": item(0, "&lt;a " + " ".join(f"a{n}=x" for n in range(100_000)) + "&gt;x").replace("CDATA", ""),
    "elements beside the entry": item(0) + "<x/>" * 400_000,
    "entities of entities": item(0, "&amp;lt;" * 240_000),
}


@pytest.mark.parametrize("entries", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_feed_is_read_soon(entries: str):
    feed_item(rss(item()), None)  # loading the parser is no part of it
    begin = time.process_time()
    read = page.read(rss(entries)[:1_990_000])
    assert time.process_time() - begin < MOST_SECONDS
    assert read.title == "Drone 0"


def test_entities_of_a_feed_are_not_unfolded():
    nested = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    begin = time.process_time()
    read = feed_item(f'<!DOCTYPE r [<!ENTITY a "lol">{nested}]>' + rss("<item><title>T &j;</title></item>"), None)
    assert time.process_time() - begin < MOST_SECONDS
    assert "lol" not in read.text


@pytest.mark.parametrize(
    "feed", ["<rss><channel/></rss>", "<rss>" + "<x/>" * 20_000 + item() + "</rss>", "<rss" * 400_000]
)
def test_a_feed_without_an_entry_in_reach_is_refused(feed: str):
    with pytest.raises(ValueError, match="the feed holds no entry"):
        feed_item(feed, None)


def attributes(count: int, between: str = " ") -> str:
    return between.join(f"a{n}='>'" for n in range(count))


@pytest.mark.parametrize(
    "start", ["<p ", "<p x\"='\"' z='>' ", "<p/", "</p><p\n"], ids=["plain", "quotes", "slash", "second"]
)
def test_an_element_with_hundreds_of_attributes_loses_them(start: str):
    page_of = f"<html><body>{start}{attributes(2 * MOST_ATTRIBUTES)}>Two drones</p><p class='b'>c</p></body></html>"
    kept, count = pruned(page_of)
    assert count == 1
    assert kept.endswith(">Two drones</p><p class='b'>c</p></body></html>")
    assert len(kept) < 100


def test_other_elements_keep_theirs():
    page_of = f"<div {attributes(60)} data-x='a < b > c'><img src='data:{'A' * 90_000}'>a <b and c>d{'<p>' * 900}"
    assert pruned(page_of) == (page_of, 0)


@pytest.mark.parametrize("end", ["", " b='", ' b="', " b"])
def test_a_tag_that_never_ends_is_cut(end: str):
    assert pruned(f"<p>text</p><p {attributes(2 * MOST_ATTRIBUTES)}{end}") == ("<p>text</p><p", 1)

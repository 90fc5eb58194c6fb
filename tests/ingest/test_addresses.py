"""Which addresses may be fetched: every way to write a private one, and none of the public ones."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.ingest.addresses import Refused, allowed, check, target

PRIVATE = [
    "127.0.0.1", "127.255.1.2", "10.0.0.5", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0.0.0.0",
    "100.64.0.1", "100.100.100.200", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "100::1",
    "3fff::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.5", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.5",
    "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a00:5::1", "2001:0:53aa:64c::7f00:1", "4000::1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "193.219.12.13", "100.128.0.1", "172.32.0.1", "11.0.0.1", "2a00:1450:4001::1", "2600::1",
          "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_refused(address: str):
    with pytest.raises(Refused, match=r"only public pages can be fetched\. Save the page and upload it instead\."):
        check(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_passes(address: str):
    check(address)


@given(st.ip_addresses())
def test_nothing_private_by_the_registry_passes(address):
    inside = getattr(address, "ipv4_mapped", None) or address
    if not inside.is_global or inside.is_multicast:
        with pytest.raises(Refused):
            check(str(address))


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_judged_by_itself(address: ipaddress.IPv4Address):
    def passes(text: str) -> bool:
        try:
            check(text)
        except Refused:
            return False
        return True

    assert passes(str(address)) == passes(f"::ffff:{address}") == passes(f"64:ff9b::{address}")


def test_the_sentence_says_what_and_what_to_do():
    with pytest.raises(Refused) as refusal:
        check("10.0.0.5")
    assert str(refusal.value) == (
        "This address leads to a machine inside a private network (10.0.0.5); only public pages can be fetched. "
        "Save the page and upload it instead."
    )


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "begins with “file:”"),
        ("gopher://example.org/", "begins with “gopher:”"),
        ("javascript:alert(1)", "begins with “javascript:”"),
        ("data:text/html,x", "begins with “data:”"),
        ("ftp://example.org/", "begins with “ftp:”"),
        ("//example.org/", "this one does not"),
        ("example.org", "this one does not"),
        ("", "this one does not"),
        ("http://user:word@example.org/", "user name or a password"),
        ("http://user@example.org/", "user name or a password"),
        ("http://example.org@127.0.0.1/", "user name or a password"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:0/", "port 0"),
        ("http://example.org:99999/", "not a web address"),
        ("http://example.org:8o/", "not a web address"),
        ("http://example.org\\@127.0.0.1/", "backslash"),
        ("http://exam\nple.org/", "line break"),
        ("http://example.org/a b", "space"),
        ("http://example.org/\0", "line break"),
        ("http://[fe80::1%25eth0]/", "“%”"),
        ("http://example.org%00.evil/", "“%”"),
        ("http://[::1/", "not a web address"),
        ("http://[v1.x]/", "not a"),
        ("http:///path", "not the name of a site"),
        ("http://./", "not the name of a site"),
        ("http://a..b/", "not the name of a site"),
        ("http://-a.org/", "not the name of a site"),
        ("http://2130706433/", "number in disguise"),
        ("http://0177.0.0.1/", "number in disguise"),
        ("http://0x7f000001/", "number in disguise"),
        ("http://0x7f.0.0.1/", "number in disguise"),
        ("http://127.1/", "number in disguise"),
        ("http://127.0.0.1.5/", "number in disguise"),
        ("http://256.1.1.1/", "number in disguise"),
        ("http://１２７.1/", "number in disguise"),
        ("http://" + "a" * 5_000 + ".org/", "longer than"),
    ],
)
def test_addresses_that_are_not_asked(url: str, reason: str):
    with pytest.raises(Refused) as refusal:
        target(url)
    assert reason in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("url", "host", "port", "asked"),
    [
        ("http://example.org", "example.org", 80, "http://example.org/"),
        ("  HTTPS://Example.ORG./A?b=c&d#e ", "example.org", 443, "https://example.org/A?b=c&d"),
        ("http://example.org:443/", "example.org", 443, "http://example.org:443/"),
        ("https://żółw.pl/łoś?q=ą&r=%C4%85", "xn--w-uga1v8h.pl", 443, "https://xn--w-uga1v8h.pl/%C5%82o%C5%9B?q=%C4%85&r=%C4%85"),
        ("http://127。0。0。1/", "127.0.0.1", 80, "http://127.0.0.1/"),
        ("http://①②⑦.0.0.1/", "127.0.0.1", 80, "http://127.0.0.1/"),
        ("http://loc\u00adalhost/", "localhost", 80, "http://localhost/"),
        ("http://[::FFFF:7f00:1]/", "::ffff:7f00:1", 80, "http://[::ffff:7f00:1]/"),
        ("http://my_site.example/", "my_site.example", 80, "http://my_site.example/"),
        ("http://xn--w-uga1v8h.pl/", "xn--w-uga1v8h.pl", 80, "http://xn--w-uga1v8h.pl/"),
    ],
)  # fmt: skip
def test_an_address_is_read_once_and_for_all(url: str, host: str, port: int, asked: str):
    found = target(url)
    assert (found.host, found.port, found.url) == (host, port, asked)


def test_an_odd_port_is_asked_only_where_it_is_allowed():
    allow = allowed(" Example.org:8080 , [::1]:99,")
    assert allow == {"example.org:8080", "[::1]:99"}
    assert target("http://EXAMPLE.org:8080/x", allow).origin == "http://example.org:8080"
    assert target("http://[::1]:99/", allow).authority == "[::1]:99"
    with pytest.raises(Refused, match="port 8081"):
        target("http://example.org:8081/", allow)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused(text: str):
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        try:
            found = target(url)
        except Refused:
            continue
        assert found.url.isascii() and " " not in found.url and found.scheme in ("http", "https")

"""Which addresses may be fetched: the rules for a URL as it is written and for the machine it leads to."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from monitor.ingest.characters import shown

INSTEAD = "Save the page and upload it instead."
PORTS = {"http": 80, "https": 443}
LONGEST_URL = 4_000
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
HOST = re.compile(rf"(?=.{{1,253}}$){LABEL}(?:\.{LABEL})*")
# A host that ends in a number is an IPv4 address to some readers of URLs (WHATWG URL standard, "ends in a number").
NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")
UNRESERVED = "/%:@!$&'()*+,;=~-._"

# The rest of the IANA registries that ipaddress of Python 3.11 takes for public.
NOT_PUBLIC = [
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # relays of 6to4
        "168.63.129.16/32",  # the management service inside Azure's machines, for all its public number
        "2001::/23",  # protocol assignments, Teredo (which carries an IPv4 address)
        "2002::/16",  # 6to4 (which carries an IPv4 address)
        "3fff::/20",  # documentation
    )
]
PUBLIC_V6 = ipaddress.ip_network("2000::/3")
# Networks without IPv4 of their own see every IPv4 site under this prefix (RFC 6052): the address inside decides.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):
    """A fetch that is not done or did not succeed; the text says why and what to do. `status` is HTTP's, if any."""

    def __init__(self, sentence: str, status: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: `host` is lower-case ASCII without brackets or a final dot, `path` holds the query too."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header writes them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.origin + self.path


def allowed(setting: str) -> frozenset[str]:
    """Reads `MONITOR_FETCH_ALLOW`: "host:port,host:port", places to be fetched although they are not public."""
    return frozenset(part.strip().lower() for part in setting.split(",") if part.strip())


def target(url: str, allow: frozenset[str] = frozenset()) -> Target:
    """Reads a URL once and for all, so that what is checked is what is asked; raises Refused."""
    url = url.strip()
    if len(url) > LONGEST_URL:
        raise Refused(f"The address is longer than {LONGEST_URL:,} characters. Copy it again from the browser.")
    if "\\" in url or any(ord(letter) <= 32 or ord(letter) == 127 for letter in url):
        raise Refused("The address holds a space, a line break or a backslash. Copy it again from the browser.")
    try:
        parts = urlsplit(url)
        written, port = parts.hostname or "", parts.port
        if "[" in parts.netloc and ":" not in written:
            raise ValueError
    except ValueError:
        raise Refused(f"“{shown(url)}” is not a web address. Copy it again from the browser.") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        begins = f"this one begins with “{shown(scheme)}:”" if scheme else "this one does not"
        raise Refused(f"Only addresses that begin with http:// or https:// can be fetched, and {begins}. {INSTEAD}")
    if "@" in parts.netloc:
        raise Refused("The address holds a user name or a password before “@”. Leave them out and try again.")
    host, port = _host(written), PORTS[scheme] if port is None else port
    path = quote(parts.path or "/", safe=UNRESERVED)
    found = Target(scheme, host, port, path + ("?" + quote(parts.query, safe=UNRESERVED + "?") if parts.query else ""))
    if port not in PORTS.values() and not is_allowed(host, port, allow):
        raise Refused(f"Only the usual ports 80 and 443 are fetched, and the address asks for port {port}. {INSTEAD}")
    return found


def is_allowed(host: str, port: int, allow: frozenset[str]) -> bool:
    """Tells whether the setting names this host and port."""
    return f"{host}:{port}" in allow or f"[{host}]:{port}" in allow


def _host(written: str) -> str:
    if "%" in written:
        raise Refused("The host of the address holds “%”, which no public page needs. Copy it again from the browser.")
    if ":" in written:
        try:
            return ipaddress.IPv6Address(written).compressed
        except ValueError:
            raise Refused("The number of the host is not an IPv6 address. Copy it again from the browser.") from None
    host = _ascii(written).removesuffix(".")
    if NUMBER.fullmatch(host):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError:
            raise Refused(f"The host “{shown(host)}” is a number in disguise. Use the name of the site.") from None
    if not HOST.fullmatch(host):
        raise Refused(f"“{shown(written)}” is not the name of a site. Copy the address again from the browser.")
    return host


def _ascii(host: str) -> str:
    """The name as DNS knows it; full-width digits and dots become plain ones here, before any check."""
    if host.isascii():
        return host.lower()
    import idna

    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise Refused(f"“{shown(host)}” is not the name of a site. Copy the address again from the browser.") from None


def check(address: str) -> None:
    """Raises Refused for an IP address that no public page has."""
    where = _where(ipaddress.ip_address(address))
    if where:
        raise Refused(f"This address leads to {where} ({address}); only public pages can be fetched. {INSTEAD}")


def _where(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    """What a reader should know of an address that is not public; empty for a public one."""
    inside = getattr(ip, "ipv4_mapped", None) or (ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF) if ip in NAT64 else None)
    if inside:
        return _where(inside)
    if ip.is_loopback:
        return "the computer that runs this dashboard"
    if ip.is_multicast or ip.is_unspecified:
        return "no single machine"
    public = ip.is_global and not any(ip in network for network in NOT_PUBLIC if network.version == ip.version)
    if ip.version == 6:
        public = public and ip in PUBLIC_V6
    return "" if public else "a machine inside a private network" if ip.is_private else "a reserved number"

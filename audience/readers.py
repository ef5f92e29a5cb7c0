"""Who a request comes from, as far as counting needs to know: a bot, or one of several readers.

Nothing here is stored; see ``audience.counting.view``.
"""

import ipaddress
import re
from functools import lru_cache

from crawleruseragents import is_crawler

BEHIND_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address at its end
LONGEST_AGENT = 512  # characters that are looked at
# Every browser that runs a page's script begins so; monitors and libraries that no list of
# crawlers knows do not.
BROWSERS = ("Mozilla/", "Opera/")

# In this order: most browsers also claim to be Chrome, and all of them to be Safari.
FAMILIES = {
    "Edge": re.compile(r"\bEdg(?:e|A|iOS)?/"),
    "Opera": re.compile(r"\bOPR/|\bOpera\b"),
    "Samsung": re.compile(r"\bSamsungBrowser/"),
    "Yandex": re.compile(r"\bYaBrowser/"),
    "Firefox": re.compile(r"\bFirefox/|\bFxiOS/"),
    "Chrome": re.compile(r"\bChrome/|\bCriOS/|\bChromium/"),
    "Safari": re.compile(r"\bSafari/"),
}
PLATFORMS = {
    "Android": re.compile(r"\bAndroid\b"),
    "iOS": re.compile(r"\biP(?:hone|ad|od)\b"),
    "Windows": re.compile(r"\bWindows\b"),
    "macOS": re.compile(r"\bMacintosh\b"),
    "ChromeOS": re.compile(r"\bCrOS\b"),
    "Linux": re.compile(r"\bLinux\b"),
}
OTHER = "other"
# One address is at most as many readers of an edition as there are classes, whatever its agents
# say: that is what bounds a flood, without a counter that readers would share. A pair that is
# not here is the family alone; a family that is not, whatever else there is.
AGENT_CLASSES = (
    ("Chrome", "Windows"),
    ("Chrome", "macOS"),
    ("Chrome", "Linux"),
    ("Chrome", "ChromeOS"),
    ("Chrome", "Android"),
    ("Chrome", "iOS"),
    ("Safari", "macOS"),
    ("Safari", "iOS"),
    ("Firefox", "Windows"),
    ("Firefox", "macOS"),
    ("Firefox", "Linux"),
    ("Firefox", "Android"),
    ("Edge", "Windows"),
    ("Edge", OTHER),
    ("Opera", OTHER),
    ("Samsung", OTHER),
    ("Yandex", OTHER),
    ("Firefox", OTHER),
    ("Safari", OTHER),
    (OTHER, OTHER),
)


@lru_cache(maxsize=1024)
def is_bot(agent):
    """Whether a user agent belongs to a known crawler, monitor or link preview, or says nothing."""
    agent = agent.strip()[:LONGEST_AGENT]
    return not agent.startswith(BROWSERS) or is_crawler(agent)


@lru_cache(maxsize=1024)
def agent_class(agent):
    """One of the ``AGENT_CLASSES``: the family of the browser and its platform, no version."""
    agent = agent[:LONGEST_AGENT]
    family, platform = _first(FAMILIES, agent), _first(PLATFORMS, agent)
    candidates = [(family, platform), (family, OTHER), (OTHER, OTHER)]
    return next(candidate for candidate in candidates if candidate in AGENT_CLASSES)


def network(address):
    """What one reader is known by: an IPv4 address, or the /64 that an IPv6 address is from."""
    try:
        address = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    if address in BEHIND_NAT64:
        return str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return str(ipaddress.ip_network((int(address), 64), strict=False))


def _first(patterns, agent):
    return next((name for name, pattern in patterns.items() if pattern.search(agent)), OTHER)

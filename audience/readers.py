"""Who a request comes from, as far as counting needs to know: a bot, or one of several readers.

Nothing here is stored; see ``audience.counting.digest``.
"""

import ipaddress
import re
from functools import lru_cache

from crawleruseragents import is_crawler

LONGEST_AGENT = 512  # characters that are looked at
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


@lru_cache(maxsize=1024)
def is_bot(agent):
    """Whether a user agent belongs to a known crawler, or says nothing at all."""
    agent = agent.strip()[:LONGEST_AGENT]
    return not agent or is_crawler(agent)


def agent_class(agent):
    """The family of the browser and its platform: ``Firefox, Windows``.

    One of few dozens, without versions: whoever makes user agents up gains little by it.
    """
    agent = agent[:LONGEST_AGENT]
    return f"{_first(FAMILIES, agent)}, {_first(PLATFORMS, agent)}"


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
    return str(ipaddress.ip_network((int(address), 64), strict=False))


def _first(patterns, agent):
    return next((name for name, pattern in patterns.items() if pattern.search(agent)), "other")

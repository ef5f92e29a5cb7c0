"""Where a request comes from."""

import ipaddress
import re

from django.conf import settings
from django.http.request import split_domain_port

# As RFC 7239 writes a node with a port: an IPv6 address in brackets.
WITH_PORT = re.compile(r"\[(?P<six>[^\]]*)\](?::\d+)?|(?P<four>[\d.]+):\d+")
# Any of these tells that a proxy stands between, whose peer we do not see.
FORWARDED = [
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_REAL_IP",
]


def client_address(request):
    return address_in(request.META)


def address_in(meta):
    """The client's address, from ``X-Forwarded-For`` only as far as our own proxies wrote it.

    With ``TRUSTED_PROXIES`` of n, the n-th address from the end; whatever a client put before
    that is ignored. Else the peer's address, or nothing where that is none (a Unix socket).
    """
    forwarded = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part]
    candidate = ""
    if 0 < settings.TRUSTED_PROXIES <= len(forwarded):
        candidate = _address(forwarded[-settings.TRUSTED_PROXIES])
    return candidate or _address(meta.get("REMOTE_ADDR", ""))


def _address(written):
    """An IP address without the port that some gateways write and without its zone, or nothing."""
    if with_port := WITH_PORT.fullmatch(written):
        written = with_port["six"] or with_port["four"] or ""
    try:
        return str(ipaddress.ip_address(written.partition("%")[0]))
    except ValueError:
        return ""


def is_local(request):
    """Whether the request was made on this machine, to this machine's own name, by no proxy.

    Believes no header in favour: a proxy on this machine makes everybody's peer a local one, so
    the trace of any proxy refuses.
    """
    if settings.TRUSTED_PROXIES or any(header in request.META for header in FORWARDED):
        return False
    try:
        from_here = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    host, _port = split_domain_port(request.get_host())
    return from_here and host in {"localhost", "127.0.0.1", "[::1]"}

"""Where a request comes from."""

import ipaddress

from django.conf import settings
from django.http.request import split_domain_port

# Any of these tells that a proxy stands between, whose peer we do not see.
FORWARDED = [
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_REAL_IP",
]


def client_address(request):
    """The client's address, from ``X-Forwarded-For`` only as far as our own proxies wrote it.

    With ``TRUSTED_PROXIES`` of n, the n-th address from the end; whatever a client put before
    that is ignored. Falls back to the peer's address, which is empty on a Unix socket.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if not settings.TRUSTED_PROXIES:
        return peer
    forwarded = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part
    ]
    if len(forwarded) < settings.TRUSTED_PROXIES:
        return peer
    candidate = forwarded[-settings.TRUSTED_PROXIES]
    try:
        ipaddress.ip_address(candidate)
    except ValueError:
        return peer
    return candidate


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

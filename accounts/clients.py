"""Where a request comes from."""

import ipaddress

from django.conf import settings


def client_address(request):
    """The client's address, from ``X-Forwarded-For`` only as far as our own proxies wrote it.

    With ``TRUSTED_PROXIES`` of n, the n-th address from the end; whatever a client put before
    that is ignored. Falls back to the peer's address.
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
    """Whether the request was made on this machine, to this machine's own name."""
    try:
        from_here = ipaddress.ip_address(client_address(request)).is_loopback
    except ValueError:
        return False
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    return from_here and host in {"localhost", "127.0.0.1", "::1"}

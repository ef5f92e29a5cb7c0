import pytest
from django.test import RequestFactory

from accounts.clients import client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "192.0.2.1"),
        (0, "203.0.113.1", "192.0.2.1"),
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "127.0.0.1, 203.0.113.1", "203.0.113.1"),
        (2, "127.0.0.1, 203.0.113.1, 198.51.100.1", "203.0.113.1"),
        (2, "203.0.113.1", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "nonsense", "192.0.2.1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "203.0.113.1:41234", "203.0.113.1"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
        (1, "[]:443", "192.0.2.1"),
    ],
)
def test_address_is_believed_as_far_as_our_proxies_wrote_it(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="192.0.2.1")

    assert client_address(request) == address


@pytest.mark.parametrize(
    ("peer", "address"), [("", ""), ("unix:", ""), ("fe80::1%eth0", "fe80::1"), ("::1", "::1")]
)
def test_peer_without_an_address_has_none(peer, address):
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=peer)) == address

"""What a public page lets a browser do: run and fetch what is ours, and nothing else."""

import pytest

from tests.factories import make_publication, make_section
from tests.website.reading import article_path

pytestmark = pytest.mark.django_db

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@pytest.fixture
def paths(client):
    publication = make_publication(section=make_section(slug_fr="monde"))
    story = article_path(client, "fr", publication.article_id)
    return ["/fr/", "/fr/monde/", story, "/fr/nothing/", f"/en/any/{publication.article_id}/"]


def test_public_pages_have_the_usual_security_headers(client, paths):
    for path in paths:
        headers = client.get(path).headers

        assert {name: headers.get(name) for name in EXPECTED} == EXPECTED


def test_content_of_public_pages_comes_from_their_own_host_and_no_code_stands_in_them(
    client, paths
):
    for path in paths:
        policy = client.get(path).headers["Content-Security-Policy"]
        directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        sources = {source for value in directives.values() for source in value.split()}

        assert directives["default-src"] == "'none'"
        assert directives["script-src"] == directives["style-src"] == "'self'"
        assert not [source for source in sources if "unsafe" in source or "*" in source]

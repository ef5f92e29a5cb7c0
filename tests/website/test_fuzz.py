"""Whatever is asked for, readers get an answer in their language."""

import random
from urllib.parse import quote_from_bytes

import pytest
from django.test import Client

from tests.factories import make_author, make_publication, make_section, make_topic
from tests.website.reading import parse
from website.models import StaticPage

pytestmark = [pytest.mark.thorough, pytest.mark.django_db]

TRIES = 250
NASTY = [
    b"",
    b".",
    b"..",
    b"%",
    b"%zz",
    b"\x00",
    b"a\x00b",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xc0\xaf",
    b"'; DROP TABLE articles_article; --",
    b"<script>",
    b"a" * 3000,
    "é".encode() * 500,
    "\u202e\u200f".encode(),
    "\U0001f5de".encode(),
    b"0",
    b"-1",
    b"00001",
    b"1e9",
    b"9223372036854775807",
    b"9223372036854775808",
    b"9" * 40,
    b"x-9223372036854775808",
    "١٢٣".encode(),
    b"\r\nSet-Cookie: a=b",
    b"//evil.example",
    b"{{7*7}}",
    b"before",
    b"authors",
    b"topics",
    b"pages",
    b"en",
    b"xx",
    b"zh-hans",
    b"fr-fr",
]


@pytest.fixture
def known():
    """Words of addresses that exist."""
    section, topic = make_section(slug_fr="monde"), make_topic(slug_fr="ports")
    author = make_author(slug="nadia")
    story = make_publication(section=section, topics=[topic], authors=[author])
    StaticPage.objects.create(slug="about", title_fr="À propos")
    words = ["fr", "en", "monde", "authors", "nadia", "topics", "ports", "pages", "about"]
    return [word.encode() for word in [*words, f"titre-{story.article_id}"]]


def addresses(known):
    dice = random.Random(20260201)
    for _ in range(TRIES):
        parts = [
            dice.choice(known if dice.random() < 0.6 else NASTY) for _ in range(dice.randint(1, 4))
        ]
        if dice.random() < 0.5:
            parts[0] = b"fr"
        path = "/" + "/".join(quote_from_bytes(part, safe=b"%") for part in parts)
        path += "/" if dice.random() < 0.8 else ""
        if dice.random() < 0.4:
            name = dice.choice(["before", "after", "q", "language"])
            path += f"?{name}={quote_from_bytes(dice.choice(NASTY))}"
        yield path


def test_no_address_breaks_the_site(known):
    client = Client(raise_request_exception=False)
    odd = {}

    for path in addresses(known):
        response = client.generic("GET", path, headers={"accept-language": "ar"})
        if response.status_code not in {200, 301, 302, 400, 404}:
            odd[path] = response.status_code
        elif response.status_code in {400, 404}:
            spoken = parse(response).get("lang")
            if spoken != response.headers["Content-Language"]:
                odd[path] = spoken

    assert odd == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": "\x00"},
        {"accept-language": "fr;q=9," * 4000},
        {"accept-language": "é;q=x"},
        {"cookie": "language=\x00; sessionid=" + "x" * 5000},
        {"cookie": "language=" + "a" * 4000},
        {"cookie": ";;;=;language"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/fr/", "/nothing/"])
def test_no_header_breaks_the_site(path, headers):
    client = Client(raise_request_exception=False)

    assert client.get(path, headers=headers).status_code in {200, 302, 400, 404}

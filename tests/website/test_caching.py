"""What everybody may keep, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import timezone

from articles import publishing
from tests.factories import (
    make_alert,
    make_author,
    make_edition,
    make_publication,
    make_section,
    make_topic,
    make_user,
)
from tests.website.reading import article_path, parse
from website.models import StaticPage

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 2, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def pages(clock):
    """The address of each kind of page, with its status and how long it is kept."""
    by = make_user()
    section = make_section(slug_fr="monde")
    topic, author = make_topic(slug_fr="ports"), make_author(slug="nadia")
    fields = {"by": by, "section": section, "topics": [topic], "authors": [author]}
    live = make_publication(**fields)
    gone = make_publication(**fields)
    english = make_publication(language="en", **fields)
    clock.shift(1)
    publishing.take_down(gone.edition, by=by)
    StaticPage.objects.create(slug="about", title_fr="À propos", body_fr="<p>Nous.</p>")
    address = article_path(Client(), "fr", live.article_id)
    return {
        "/fr/": (200, 60),
        "/fr/monde/": (200, 60),
        "/fr/topics/ports/": (200, 60),
        "/fr/authors/nadia/": (200, 60),
        "/fr/pages/about/": (200, 60),
        address: (200, 60),
        f"/fr/other/{live.article_id}/": (301, 300),
        f"/fr/monde/{gone.article_id}/": (410, 1),
        f"/fr/monde/{english.article_id}/": (404, 1),
        "/fr/monde/999999/": (404, 1),
        "/fr/nothing/": (404, 1),
        "/nothing/": (404, 1),
    }


def test_every_public_page_is_anybodys(pages):
    """Also for somebody signed in, and without a look at the session."""
    client = Client()
    client.force_login(make_user())

    for path, (status, seconds) in pages.items():
        response = client.get(path)

        assert (path, response.status_code) == (path, status)
        assert (path, response.headers["Cache-Control"]) == (path, f"public, max-age={seconds}")
        assert not response.cookies
        assert not response.wsgi_request.session.accessed
        assert "Cookie" not in response.headers.get("Vary", "")
        assert b"csrf" not in response.content.lower()


def test_page_of_a_path_does_not_vary_by_header(client, pages):
    for path, (status, _seconds) in pages.items():
        first = client.get(path, headers={"accept-language": "en"})
        second = client.get(path, headers={"accept-language": "ru"})

        if path.startswith("/fr/"):
            assert first.content == second.content
            assert "Accept-Language" not in first.headers.get("Vary", "")
        else:
            assert status == 404
            assert "Accept-Language" in first.headers["Vary"]


def test_page_says_its_language_to_caches_and_readers(client, pages):
    for path in pages:
        if path.startswith("/fr/"):
            assert client.get(path).headers["Content-Language"] == "fr"


def test_pages_ask_nothing_of_another_host_and_hold_no_inline_code(client, pages):
    for path, (status, _seconds) in pages.items():
        if status == 301:
            continue
        page = parse(client.get(path))
        fetched = page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src")
        assert fetched
        assert all(address.startswith("/") for address in fetched)
        assert page.xpath("//style | //@style | //script[not(@src)] | //@onclick") == []


# --- Until its answer changes ------------------------------------------------------------


def kept(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return int(response.headers["Cache-Control"].removeprefix("public, max-age="))


@override_settings(TIME_ZONE="Asia/Kathmandu")
def test_page_ends_at_the_newsrooms_midnight(client, clock):
    clock.move_to(datetime(2026, 2, 1, 18, 14, 30, tzinfo=UTC))  # 23:59:30 there

    assert timezone.localtime().hour == 23
    assert kept(client, "/fr/") == 30


def test_story_is_kept_no_longer_than_it_is_live(client):
    publication = make_publication(until=NOW + timedelta(seconds=20))
    path = article_path(client, "fr", publication.article_id)

    assert kept(client, path) == 20


def test_story_is_kept_no_longer_than_its_text_stands(client, clock):
    by = make_user()
    publication = make_publication(by=by)
    clock.shift(1)
    publishing.publish(publication.edition, by=by, at=NOW + timedelta(seconds=31))

    assert kept(client, article_path(client, "fr", publication.article_id)) == 30


def test_story_is_kept_until_another_language_of_it_comes_or_goes(client):
    french = make_publication(language="fr")
    by = make_user()
    russian = make_edition(language="ru", article=french.article, by=by)
    publishing.publish(
        russian, by=by, at=NOW + timedelta(seconds=10), until=NOW + timedelta(seconds=40)
    )
    path = article_path(client, "fr", french.article_id)

    assert kept(client, path) == 10


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({"starts_at": NOW + timedelta(seconds=15)}, 15),
        ({"starts_at": NOW, "ends_at": NOW + timedelta(seconds=25)}, 25),
        ({"starts_at": NOW + timedelta(minutes=5)}, 60),
        ({"starts_at": NOW - timedelta(minutes=5), "ends_at": NOW}, 60),
    ],
)
def test_every_page_is_kept_until_the_banner_changes(client, fields, seconds):
    make_alert(text_fr="Alerte", **fields)
    publication = make_publication()

    assert kept(client, "/fr/") == seconds
    assert kept(client, article_path(client, "fr", publication.article_id)) == seconds


def test_a_draft_alert_changes_nothing(client):
    make_alert(text_fr="Brouillon", starts_at=NOW + timedelta(seconds=15), released_at=None)

    assert kept(client, "/fr/") == 60


def test_alert_of_another_language_changes_nothing(client):
    make_alert(text_en="Alert", starts_at=NOW + timedelta(seconds=15))

    assert kept(client, "/fr/") == 60


def test_lists_are_kept_until_a_story_comes_or_goes(client):
    by, section = make_user(), make_section(slug_fr="monde")
    make_publication(by=by, section=section, until=NOW + timedelta(seconds=50))

    assert kept(client, "/fr/") == kept(client, "/fr/monde/") == 50

    make_publication(by=by, section=section, at=NOW + timedelta(seconds=40))

    assert kept(client, "/fr/") == kept(client, "/fr/monde/") == 40


def test_page_of_a_fraction_of_a_second_is_not_rounded_up(client):
    publication = make_publication(until=NOW + timedelta(seconds=20, milliseconds=900))

    assert kept(client, article_path(client, "fr", publication.article_id)) == 20

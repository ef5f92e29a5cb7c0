"""A language that is prepared behind the site is to readers no language at all."""

import pytest

from articles import publishing
from tests.factories import make_edition, make_publication, make_user
from tests.website.reading import article_path, parse, read
from website.models import SiteSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """Live in French and Russian."""
    publication = make_publication(language="fr", headline="Le port")
    publishing.publish(make_edition(language="ru", article=publication.article), by=make_user())
    return publication


@pytest.fixture
def closed(story):
    SiteSettings.objects.update(open_languages="en,fr,ar")


def test_its_addresses_are_those_of_an_unknown_language(client, closed, story):
    story_path = f"monde/le-port-{story.article_id}/"
    for rest in ("", "alerts/", "monde/", story_path, "authors/x/", "topics/x/"):
        pages = [client.get(f"/{code}/{rest}") for code in ("ru", "xx")]

        assert [page.status_code for page in pages] == [404, 404]
        assert pages[0].content == pages[1].content
        assert sorted(pages[0].headers.items()) == sorted(pages[1].headers.items())


def test_its_404_speaks_the_readers_language(client, closed):
    response = client.get("/ru/", headers={"accept-language": "ru, ar;q=0.5"})

    assert response.headers["Content-Language"] == "ar"
    assert "Accept-Language" in response.headers["Vary"]
    assert parse(response).get("lang") == "ar"


def test_no_page_mentions_it(client, closed, story):
    path = article_path(client, "fr", story.article_id)
    absent = f"/en/any/le-port-{story.article_id}/"

    for page in (read(client, "/fr/"), read(client, path), read(client, absent, status=404)):
        languages = {element.get("hreflang") for element in page.xpath("//*[@hreflang]")}
        assert languages <= {"en", "fr", "ar"}
        assert page.xpath("//*[contains(@href, '/ru/')]") == []


def test_opening_it_is_enough(client, closed, story):
    SiteSettings.objects.update(open_languages="en,fr,ar,ru")

    read(client, "/ru/")
    read(client, article_path(client, "ru", story.article_id))

"""How often a story was read, by itself, as open pages ask for it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from audience import tickets
from audience.models import ViewTotal
from tests.factories import make_edition, make_publication, make_user
from tests.website.reading import article_path, one, parse, read, words
from website.models import SiteSettings

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 2, 1, 10, 2, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story():
    """A story that is live and was read so often."""
    by = make_user()

    def story(views=0, **fields):
        publication = make_publication(by=by, **fields)
        if views:
            ViewTotal.objects.create(edition_id=publication.edition_id, views=views)
        return publication

    return story


def path(publication):
    return f"/{publication.language}/reads/{publication.article_id}/"


def fragment(client, publication):
    return one(parse(client.get(path(publication))), ".article__reads")


def test_is_what_the_page_of_the_story_says(client, story):
    publication = story(1234, language="en")
    page = read(client, article_path(client, "en", publication.article_id))

    in_page, alone = one(page, ".article__reads"), fragment(client, publication)

    assert words(alone) == words(in_page) == "1,234 reads"
    assert alone.get("data-reads") == in_page.get("data-reads") == "1234"
    assert alone.get("data-from") == in_page.get("data-from") == path(publication)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "23,456 reads"),
        ("fr", "23 456 lectures"),
        ("ar", "23,456 قراءة"),
        ("ru", "23 456 прочтений"),
        ("es", "23.456 lecturas"),
        ("zh-hans", "2.3万次阅读"),
    ],
)
def test_is_said_as_its_language_does(client, story, language, said):
    publication = story(23_456, language=language)

    response = client.get(path(publication))

    assert words(one(parse(response), ".article__reads")) == said
    assert response.headers["Content-Language"].lower() == language


def test_says_nothing_of_a_story_that_nobody_read(client, story):
    place = fragment(client, story())

    assert (words(place), place.get("data-reads")) == ("", "0")


def test_each_language_has_its_own(client, story):
    french = story(5, language="fr")
    english = publishing.publish(
        make_edition(article=french.article, language="en"), by=make_user()
    )
    ViewTotal.objects.create(edition_id=english.edition_id, views=7)

    assert fragment(client, french).get("data-reads") == "5"
    assert fragment(client, english).get("data-reads") == "7"


def test_brings_a_ticket_that_is_good_for_nearly_an_hour(client, story):
    publication = story(language="fr")

    ticket = fragment(client, publication).get("data-ticket")

    edition_id = publication.edition_id
    assert tickets.read(ticket, NOW + timedelta(minutes=55)) == (edition_id, True)
    assert tickets.read(ticket, NOW + timedelta(minutes=60)) == (edition_id, False)


def test_its_ticket_ends_with_the_story(client, story):
    publication = story(until=NOW + timedelta(minutes=10))

    ticket = fragment(client, publication).get("data-ticket")

    assert tickets.read(ticket, NOW + timedelta(minutes=9))[1]
    assert not tickets.read(ticket, NOW + timedelta(minutes=10))[1]


def test_whoever_has_it_is_told_so_and_no_more(client, clock, story):
    publication = story(3)
    first = client.get(path(publication))
    tag = first.headers["ETag"]
    clock.shift(60)

    for known in (tag, f"W/{tag}"):
        again = client.get(path(publication), headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_another_tag_for_another_number_and_for_a_fresh_ticket(client, clock, story):
    publication = story(3)
    tags = [client.get(path(publication)).headers["ETag"]]

    ViewTotal.objects.update(views=4)
    tags.append(client.get(path(publication), headers={"if-none-match": tags[0]}).headers["ETag"])
    clock.shift(300)
    tags.append(client.get(path(publication), headers={"if-none-match": tags[1]}).headers["ETag"])

    assert len(set(tags)) == 3


@pytest.mark.parametrize(
    ("until", "seconds"),
    [(None, 10), (timedelta(minutes=1), 10), (timedelta(seconds=4, milliseconds=700), 4)],
)
def test_everybody_may_keep_it_for_seconds_and_never_beyond_its_end(client, story, until, seconds):
    publication = story(until=until and NOW + until)

    kept = client.get(path(publication)).headers["Cache-Control"]

    assert kept == f"public, max-age={seconds}"


def test_is_anybodys(client, story):
    publication = story(3, language="fr")
    stranger = client.get(path(publication), headers={"accept-language": "ru"})
    client.force_login(make_user())

    response = client.get(path(publication))

    assert response.content == stranger.content
    assert not response.cookies
    assert not response.wsgi_request.session.accessed
    assert not {"Cookie", "Accept-Language"} & set(response.headers.get("Vary", "").split(", "))
    assert response.headers["X-Robots-Tag"] == "noindex"  # it is no page


def test_tells_draft_scheduled_ended_and_absent_alike(client, clock, story):
    draft = make_edition(language="fr")
    scheduled = story(at=NOW + timedelta(seconds=30))
    ended = story(9, until=NOW + timedelta(seconds=1))
    elsewhere = story(9, language="en")
    ViewTotal.objects.create(edition=draft, views=9)
    clock.shift(1)
    ids = [draft.article_id, scheduled.article_id, ended.article_id, elsewhere.article_id]
    ids += [999_999_999, 2**63 - 1, 2**63, "9" * 19]

    answers = [client.get(f"/fr/reads/{pk}/") for pk in ids]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["Cache-Control"] for answer in answers}) == 1


@pytest.mark.parametrize("name", ["0", "01", "-1", "port-12", "x", "12/13"])
def test_has_one_address(client, name):
    assert client.get(f"/fr/reads/{name}/").status_code == 404


def test_a_closed_language_has_none(client, story):
    publication = story(3, language="ru")
    SiteSettings.objects.update(open_languages="fr")

    assert client.get(path(publication)).status_code == 404
    assert client.post(path(publication)).status_code == 405


def test_costs_two_queries_however_many_stories_there_are(client, story):
    costs = []
    for more in (1, 2):
        publications = [story(3) for _ in range(more)]
        with CaptureQueriesContext(connection) as captured:
            client.get(path(publications[0]))
        costs.append(len(captured))

    assert costs == [2, 2]

"""The archive by day, in the newsroom's time zone."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import override_settings

from languages.slugs import ROUTE_WORDS
from tests.factories import make_author, make_publication, make_section, make_user
from tests.website.reading import all_of, headlines, links, one, read, said, words
from website import views
from website.days import bounds, day_of

pytestmark = [pytest.mark.thorough, pytest.mark.django_db]

NOW = datetime(2026, 2, 1, 10, tzinfo=UTC)
PARIS = override_settings(TIME_ZONE="Europe/Paris")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def publish(clock):
    """Publish a story at a moment (``2026-01-31 23:30``, UTC)."""
    shared = {"by": make_user(), "section": make_section(), "authors": [make_author()]}

    def publish(name, moment, **fields):
        clock.move_to(datetime.fromisoformat(moment).replace(tzinfo=UTC))
        publication = make_publication(headline=name, **shared | fields)
        clock.move_to(NOW)
        return publication

    return publish


# --- How long a day is --------------------------------------------------------------------


@PARIS
@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 2, 1), 24), (date(2026, 3, 29), 23), (date(2026, 10, 25), 25)],
)
def test_day_is_as_long_as_the_clocks_make_it(day, hours):
    start, end = bounds(day)

    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)
    assert day_of(start) == day == day_of(end - timedelta(microseconds=1))
    assert day_of(end) == day + timedelta(days=1)


@override_settings(TIME_ZONE="America/Santiago")
def test_day_without_a_midnight_begins_when_the_clock_does():
    start, end = bounds(date(2025, 9, 7))  # at 24:00 the clocks went on to 01:00

    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=23)
    assert day_of(start) == date(2025, 9, 7)


# --- What stands on a page ----------------------------------------------------------------


@PARIS
def test_day_has_its_stories_newest_first_and_no_others(client, publish):
    publish("La veille", "2026-01-30 22:59")
    publish("Minuit", "2026-01-30 23:00")
    publish("Soir", "2026-01-31 22:59")
    publish("Le lendemain", "2026-01-31 23:00")
    publish("English", "2026-01-31 12:00", language="en")
    publish("Fini", "2026-01-31 12:00", until=NOW - timedelta(hours=1))

    page = read(client, "/fr/2026/01/31/")

    assert headlines(page) == ["Soir", "Minuit"]
    assert said(page, "h1") == "Samedi 31 janvier 2026"
    assert said(page, "title").startswith("Samedi 31 janvier 2026 – ")
    assert [words(t) for t in page.xpath("//*[@class='story__age']/time")] == ["23:59", "00:00"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["http://testserver/fr/2026/01/31/"]


@pytest.mark.parametrize(
    "path",
    [
        "/fr/2026/02/30/",
        "/fr/2026/13/01/",
        "/fr/2026/00/00/",
        "/fr/2026/2/1/",
        "/fr/0001/01/01/",
        "/fr/9999/12/31/",
        "/fr/٢٠٢٦/٠٢/٠١/",
        "/fr/2026/02/02/",
        "/fr/2026/01/30/",
        "/ru/2026/02/01/",
        "/fr/2026/02/01/?before=x",
        "/fr/2026/02/01/?before=1-1",
        "/fr/2026/02/01/2/",
    ],
)
def test_what_is_no_day_with_stories_is_not_found(client, publish, path):
    publish("Aujourd’hui", "2026-02-01 09:00")
    publish("Demain", "2026-02-01 08:00", at=NOW + timedelta(days=1))
    publish("Fini", "2026-01-30 08:00", until=NOW - timedelta(hours=1))

    assert client.get("/fr/2026/02/01/").status_code == 200
    assert client.get(path).status_code == 404


def test_missing_slash_is_added(client):
    assert client.get("/fr/2026/02/01").headers["Location"] == "/fr/2026/02/01/"


def test_neighbours_are_the_nearest_days_with_stories(client, publish):
    publish("Un", "2026-01-10 09:00")
    publish("Deux", "2026-01-20 09:00")
    publish("Fini", "2026-01-25 09:00", until=NOW - timedelta(hours=1))
    publish("Trois", "2026-02-01 09:00")
    publish("English", "2026-01-22 09:00", language="en")

    assert links(read(client, "/fr/2026/01/20/"), ".day__others") == [
        ("1 février 2026", "/fr/2026/02/01/"),
        ("10 janvier 2026", "/fr/2026/01/10/"),
    ]
    assert links(read(client, "/en/2026/01/22/"), ".day__others") == []


def test_alternates_are_the_languages_with_stories_of_the_day(client, publish):
    publish("Un", "2026-01-20 09:00")
    publish("Один", "2026-01-20 23:00", language="ru")
    publish("One", "2026-01-21 00:00", language="en")

    page = read(client, "/fr/2026/01/20/")

    assert page.xpath("//link[@rel='alternate']/@hreflang") == ["fr", "ru"]


def test_older_and_newer_pages_stay_within_the_day(client, publish, monkeypatch):
    monkeypatch.setattr(views, "STORIES_PER_PAGE", 2)
    publish("La veille", "2026-01-19 23:00")
    for hour in range(5):
        publish(f"Article {hour}", f"2026-01-20 0{hour}:00")
    path = "/fr/2026/01/20/"

    def older(page):
        [nav] = all_of(page, ".pager")
        return path + nav.xpath("a[@rel='next']/@href")[0]

    first = read(client, path)
    second = read(client, older(first))
    third = read(client, older(second))

    assert headlines(first) + headlines(second) + headlines(third) == [
        f"Article {hour}" for hour in (4, 3, 2, 1, 0)
    ]
    assert one(third, ".pager").xpath("a/@rel") == ["prev"]
    assert [len(page.xpath("//link[@rel='alternate']")) for page in (first, second)] == [1, 0]


def test_dates_over_days_lead_to_their_pages(client, publish):
    story = publish("Un", "2026-01-20 09:00")
    author = story.authors.get()

    page = read(client, f"/fr/authors/{author.slug}/")

    assert links(page, ".day__date") == [("20 janvier 2026", "/fr/2026/01/20/")]


def test_todays_page_is_kept_until_the_next_story_comes(client, publish):
    publish("Un", "2026-02-01 09:00")
    publish("Bientôt", "2026-02-01 09:30", at=NOW + timedelta(seconds=25))

    assert client.get("/fr/2026/02/01/").headers["Cache-Control"] == "public, max-age=25"


# --- A month ------------------------------------------------------------------------------


@PARIS
def test_month_leads_to_its_newest_day_with_stories(client, publish):
    publish("Le mois d’avant", "2025-12-31 22:59")
    publish("Un", "2026-01-02 09:00")
    publish("Deux", "2026-01-20 22:59")
    publish("Fini", "2026-01-25 09:00", until=NOW - timedelta(hours=1))
    publish("English", "2026-01-31 09:00", language="en")
    publish("Le mois d’après", "2026-01-31 23:00")

    response = client.get("/fr/2026/01/")

    assert (response.status_code, response.headers["Location"]) == (302, "/fr/2026/01/20/")
    assert client.get("/fr/2026/02/").headers["Location"] == "/fr/2026/02/01/"
    assert client.get("/fr/2025/12/").headers["Location"] == "/fr/2025/12/31/"
    assert client.get("/fr/2026/01").headers["Location"] == "/fr/2026/01/"


def test_months_day_is_kept_until_a_story_comes_or_goes(client, publish):
    publish("Un", "2026-02-01 09:00", until=NOW + timedelta(seconds=40))
    assert client.get("/fr/2026/02/").headers["Cache-Control"] == "public, max-age=40"

    publish("Bientôt", "2026-02-01 09:30", at=NOW + timedelta(seconds=25))
    assert client.get("/fr/2026/02/").headers["Cache-Control"] == "public, max-age=25"


def test_part_of_a_day_or_a_word_of_the_site_is_no_section(client, publish):
    """Nearly every address here ends in the id of a story, and but the last none leads to it."""
    story = publish("Aujourd’hui", "2026-02-01 09:00").article_id

    for section in ("2026", "1987", *ROUTE_WORDS - {"reads"}):
        assert client.get(f"/fr/{section}/{story}/").status_code == 404, section
    for word in ROUTE_WORDS:
        assert client.get(f"/fr/{word}/mots-{story}/").status_code == 404, word
    assert client.get("/fr/2026/").status_code == 404
    assert client.get(f"/fr/12/{story}/").status_code == 301  # by the number of its section

"""The views of one article: by language, by hour and by day, against the median."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from rules import always_deny
from rules.permissions import permissions

from accounts.roles import LABELS
from audience.models import DailyViews, HourlyViews, ViewTotal
from tests.browsing import page, words
from tests.desk.figures import file, lead, rows
from tests.factories import make_article, make_edition, make_medians, make_publication, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, 3, tzinfo=UTC)
THIS_HOUR = NOON.replace(minute=0)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def chief(client):
    chief = make_user(interface_language="en")
    client.force_login(chief)
    return chief


@pytest.fixture
def story(clock, chief):
    """Publish an edition so many hours ago, in which it is read; its publication."""

    def story(hours=3, total=0, views=(), **fields):
        clock.move_to(NOON - hours * HOUR)
        publication = make_publication(by=chief, **fields)
        clock.move_to(NOON)
        ViewTotal.objects.create(edition=publication.edition, views=total)
        for back, number in views:
            hour = THIS_HOUR - back * HOUR
            HourlyViews.objects.create(edition=publication.edition, hour=hour, views=number)
        return publication

    return story


def address(article_id, **parameters):
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    return f"/admin/articles/article/{article_id}/views/?{query}"


def test_whoever_works_here_sees_them_and_nobody_else(client, story):
    path = address(story().article_id)

    for role in LABELS:
        client.force_login(make_user(role, interface_language="en"))
        assert client.get(path).status_code == 200, role
    client.force_login(make_user(role=None))
    assert client.get(path).status_code == 403
    assert client.get(f"{path}csv=languages").status_code == 403
    client.logout()
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("permission", ["audience.view_readership", "articles.view_article"])
def test_both_the_views_and_the_article_must_be_open_to_somebody(
    client, story, monkeypatch, permission
):
    path = address(story().article_id)
    monkeypatch.setitem(permissions, permission, always_deny)

    assert client.get(path).status_code == 403


@pytest.mark.parametrize("number", [999_999, 10**30])
def test_an_article_that_is_not_there_is_not_found(client, chief, number):
    assert client.get(address(number)).status_code == 404


def test_the_form_and_the_revisions_lead_there_and_it_leads_back(client, story):
    number = story().article_id
    path = address(number, language="fr")

    for place in ("change", "history"):
        response = client.get(f"/admin/articles/article/{number}/{place}/?language=fr")
        assert path in page(response).xpath("//main//a/@href"), place
    back = page(client.get(path)).xpath("//main//a[@class='button']/@href")
    assert back == [f"/admin/articles/article/{number}/change/?language=fr"]


def test_the_form_of_a_story_that_is_over_leads_there_too(client, story):
    number = story(until=NOON - HOUR).article_id

    response = client.get(f"/admin/articles/article/{number}/change/?language=fr")

    assert page(response).xpath("//main//a/@href").count(address(number, language="fr")) == 1


def test_each_language_with_its_views_and_the_median_of_its_age(client, story):
    for code, views in (("fr", 50), ("ar", 8)):
        make_medians(views, language=code)
    french = story(total=1200)
    story(total=2, article=french.article, language="ar", hours=0.5)
    story(total=1, article=french.article, language="es")
    make_edition(article=french.article, language="ru")  # not published

    response = client.get(address(french.article_id))

    assert rows(response, "languages") == [
        ["Français", "23 November 2026, 09:03", "1,200", "50", "24.00"],
        ["العربية", "23 November 2026, 11:33", "2", "4", "0.50"],
        ["Español", "23 November 2026, 09:03", "1", "–", "–"],
    ]


@pytest.mark.parametrize(
    ("median", "views", "told", "in_the_file"),
    [
        (0.4, 5, ["0", "–"], ["0", ""]),
        (0, 5, ["0", "–"], ["0", ""]),
        (1, 5, ["1", "5.00"], ["1", "5"]),
        (50, 50, ["50", "1.00"], ["50", "1"]),
        (50, 36, ["50", "0.72"], ["50", "0.72"]),
    ],
)
def test_a_ratio_is_told_of_a_median_of_one_view_at_least(
    client, story, median, views, told, in_the_file
):
    make_medians(median)
    path = address(story(total=views).article_id)

    assert rows(client.get(path), "languages")[0][-2:] == told
    assert file(client.get(f"{path}csv=languages"))[1][-2:] == in_the_file


def test_a_story_that_is_over_is_not_compared(client, story):
    make_medians(50)
    over = story(total=5, until=NOON - HOUR)

    response = client.get(address(over.article_id))

    assert rows(response, "languages")[0][2:] == ["5", "–", "–"]


def test_the_hours_of_a_new_story(client, story):
    french = story(views=[(0, 5), (47, 2), (48, 99)])
    story(article=french.article, language="ar", views=[(1, 3)])

    response = client.get(address(french.article_id))

    assert lead(response) == ["10 views in the last 48 hours."]
    hours = rows(response, "hours")
    assert len(hours) == 48
    assert hours[0] == ["23 November 2026, 12:00", "5", "0", "5"]
    assert hours[1] == ["23 November 2026, 11:00", "0", "3", "3"]
    assert hours[-1] == ["21 November 2026, 13:00", "2", "0", "2"]
    assert words(response, "//*[@id='chart-words']")[0].endswith(
        "The highest bar is 5 views: 23 November 2026, 12:00."
    )
    assert words(response, "//*[@id='chart-so-far']") == ["The last bar is this hour until 12:03."]


def test_the_days_of_an_older_story_from_hours_and_from_days(client, story):
    old = story(hours=24 * 100, views=[(0, 5), (13, 2)])
    for day, views in (("2026-10-25", 7), ("2026-10-24", 99), ("2026-11-23", 1)):
        DailyViews.objects.create(edition=old.edition, day=day, views=views)

    response = client.get(address(old.article_id))

    assert lead(response) == ["15 views from 25 October 2026 to 23 November 2026."]
    days = rows(response, "days")
    assert (len(days), days[0], days[1], days[-1]) == (
        30,
        ["23 November 2026", "6"],
        ["22 November 2026", "2"],
        ["25 October 2026", "7"],
    )
    year = client.get(address(old.article_id, span="365"))
    assert lead(year)[0].startswith("114 views from")
    assert words(year, "//nav//*[@aria-current]")[-1] == "365 days"


def test_an_hour_that_the_clock_shows_twice_is_told_twice(client, chief, clock, settings):
    settings.TIME_ZONE = "Europe/Paris"
    clock.move_to(datetime(2026, 10, 25, 3, 30, tzinfo=UTC))
    publication = make_publication(by=chief)
    for hour, views in ((0, 3), (1, 4)):
        HourlyViews.objects.create(
            edition=publication.edition,
            hour=datetime(2026, 10, 25, hour, tzinfo=UTC),
            views=views,
        )

    asked = address(publication.article_id, span="hours")
    response = client.get(asked)

    assert rows(response, "hours")[2:5] == [
        ["25 October 2026, 02:00 (UTC+01:00)", "4"],
        ["25 October 2026, 02:00 (UTC+02:00)", "3"],
        ["25 October 2026, 01:00", "0"],
    ]
    table = file(client.get(f"{asked}&csv=hours"))
    assert table[3:5] == [["2026-10-25T02:00+01:00", "4"], ["2026-10-25T02:00+02:00", "3"]]
    day = client.get(address(publication.article_id, span="7"))
    assert rows(day, "days")[0] == ["25 October 2026", "7"]


def test_an_hour_that_the_clock_leaves_out_is_not_told(client, clock, chief, settings):
    settings.TIME_ZONE = "Europe/Paris"
    clock.move_to(datetime(2026, 3, 29, 4, 30, tzinfo=UTC))
    publication = make_publication(by=chief)
    night = datetime(2026, 3, 29, 1, tzinfo=UTC)
    HourlyViews.objects.create(edition=publication.edition, hour=night, views=1)

    response = client.get(address(publication.article_id, span="hours"))

    assert [row[0].partition(", ")[2] for row in rows(response, "hours")][2:6] == [
        "04:00", "03:00", "01:00", "00:00",
    ]  # fmt: skip


def test_what_a_clock_that_was_set_back_left_in_the_future_is_no_bar_and_no_age(
    client, story, clock
):
    make_medians(50)
    number = story(total=9, views=[(-1, 8), (0, 1)]).article_id
    path = address(number, span="hours")

    response = client.get(path)

    assert lead(response) == ["1 view in the last 48 hours."]
    assert rows(response, "hours")[0] == ["23 November 2026, 12:00", "1"]
    for days in ("7", "30"):
        assert rows(client.get(address(number, span=days)), "days")[0] == ["23 November 2026", "1"]
    clock.move_to(NOON - 4 * HOUR)  # before it was published
    assert words(client.get(path), "//main//section/p") == [
        "Readers have not seen this article in any language yet."
    ]


def test_no_view_in_the_period_has_words_and_no_chart(client, story):
    response = client.get(address(story().article_id))

    assert lead(response) == ["0 views in the last 48 hours."]
    assert not page(response).xpath("//*[@role='img']")


def test_an_article_that_nobody_could_read_yet_says_so(client, chief):
    response = client.get(address(make_article(by=chief).pk))

    assert words(response, "//main//section/p") == [
        "Readers have not seen this article in any language yet."
    ]


@pytest.mark.parametrize("span", ["8", "-1", "weeks"])
def test_a_period_that_is_not_offered_is_refused_in_words(client, story, span):
    response = client.get(address(story().article_id, span=span))

    assert len(words(response, "//main//*[@class='errorlist']/li")) == 1
    assert lead(response) == ["0 views in the last 48 hours."]


def test_an_unknown_language_leads_back_to_the_source(client, story):
    number = story(language="ar").article_id

    response = client.get(address(number, language="tlh"))

    back = page(response).xpath("//main//a[@class='button']/@href")
    assert back == [f"/admin/articles/article/{number}/change/?language=ar"]


def test_files_are_named_after_the_article(client, story):
    number = story(headline="=1+1", total=3).article_id

    response = client.get(address(number, csv="languages"))

    assert response["Content-Disposition"] == (
        f'attachment; filename="article-{number}-languages.csv"'
    )
    assert file(response)[1][:3] == ["fr", "2026-11-23T09:03+00:00", "3"]


@pytest.mark.parametrize("asked", [{}, {"language": "fr"}, {"span": "weeks"}])
def test_files_of_hours_stay_when_a_story_is_not_new_any_more(client, story, clock, asked):
    path = address(story(hours=48 - 1 / 12, views=[(0, 5)]).article_id, **asked)
    links = page(client.get(path)).xpath("//a[@download]/@href")
    clock.move_to(NOON + timedelta(minutes=10))

    written = {name: client.get(path.partition("?")[0] + href) for name, href in by_name(links)}

    assert {name: found.status_code for name, found in written.items()} == {
        "languages": 200,
        "hours": 200,
    }
    hours = file(written["hours"])
    assert len(hours) == 1 + 48
    assert hours[1] == ["2026-11-23T12:00+00:00", "5"]
    assert lead(client.get(path)) == ["5 views from 25 October 2026 to 23 November 2026."]


def by_name(links):
    """Each address of a file with the name of its table."""
    return [(href.rpartition("csv=")[2], href) for href in links]


@pytest.mark.parametrize("span", ["hours", "30"])
def test_the_page_costs_as_many_queries_however_many_languages(
    client, story, django_assert_num_queries, span
):
    first = story(total=1, views=[(0, 1)])
    for code in ("", "ar", "ru"):
        if code:
            story(article=first.article, language=code, total=1, views=[(0, 1)])
        cache.clear()
        if code != "ar":
            # Session, account, roles; article, publications, medians, totals, hours or days;
            # alerts
            with django_assert_num_queries(9):
                client.get(address(first.article_id, span=span))

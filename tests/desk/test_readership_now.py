"""The page of what is read now, in all languages or in one."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from tests.browsing import errors, page, words
from tests.desk.conftest import NOON
from tests.desk.figures import file, lead, links, rows
from tests.factories import make_medians

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

NOW = "/admin/readership/"


def test_what_is_read_now_in_all_languages(client, story):
    most = story(1200, before=1100, headline="Grève", hours=3)
    story(7, before=90, headline="إضراب", language="ar")

    response = client.get(NOW)

    assert lead(response) == ["1,207 views from 11:30 to 12:00."]
    assert rows(response, "read") == [
        ["Grève", "Français", "3 hours ago", "1,200", "1,100", str(most.article_id)],
        ["إضراب", "العربية", "1 hour ago", "7", "90", str(most.article_id + 1)],
    ]
    assert rows(response, "languages")[1:3] == [
        ["Français", "1,200", "1,100"],
        ["العربية", "7", "90"],
    ]
    assert links(response, "read")[0] == (
        f"/admin/articles/article/{most.article_id}/views/?language=fr"
    )
    [headline] = page(response).xpath("//tbody//bdi[text()='إضراب']")
    assert (headline.get("lang"), headline.get("dir")) == ("ar", "rtl")


def test_one_language_can_be_asked_for(client, story):
    story(5, headline="Grève")
    story(7, headline="Забастовка", language="ru")

    response = client.get(NOW, {"language": "ru"})

    assert lead(response) == ["7 views from 11:30 to 12:00."]
    assert [row[0] for row in rows(response, "read")] == ["Забастовка"]
    assert file(client.get(NOW, {"language": "ru", "csv": "read"}))[1:] == [
        ["Забастовка", "ru", "2026-11-23T11:03+00:00", "7", "0", rows(response, "read")[0][-1]]
    ]


def test_what_rises_and_what_is_not_found(client, story):
    make_medians(1000)
    story(90, before=20, headline="Rises", total=800)
    story(headline="Lost", hours=5, total=12)
    story(headline="Found", hours=5, total=700)

    response = client.get(NOW)

    assert [row[0] for row in rows(response, "rising")] == ["Rises"]
    [lost] = rows(response, "unfound")
    assert lost[:-1] == ["Lost", "Français", "5 hours ago", "12", "1,000", "0.01"]


def test_what_readers_do_not_see_any_more_is_not_told(client, story):
    story(5, headline="Over", hours=3, until=NOON - timedelta(hours=1))

    response = client.get(NOW)

    assert rows(response, "read") == []
    assert "Nobody has read a live story in this half hour." in words(response, "//section/p")


def test_an_hour_without_views_says_so_in_words(client, chief):
    response = client.get(NOW)

    assert lead(response) == ["0 views from 11:30 to 12:00."]
    assert "Nothing rises more than chance explains." in words(response, "//section/p")


def test_an_unknown_language_is_refused_beside_the_field(client, chief):
    response = client.get(NOW, {"language": "tlh"})

    assert len(errors(response, "language")) == 1
    assert lead(response) == []


def test_a_headline_is_escaped_and_disarmed(client, story):
    story(5, headline="=<script>alert(1)</script>")

    response, table = client.get(NOW), client.get(NOW, {"csv": "read"})

    assert "<script>alert" not in response.content.decode()
    assert rows(response, "read")[0][0] == "=<script>alert(1)</script>"
    assert file(table)[1][0] == "'=<script>alert(1)</script>"


def test_now_costs_as_many_queries_however_many_stories(client, story, django_assert_num_queries):
    make_medians(900)
    for number, code in enumerate(("fr", "ar", "ru")):
        story(50, headline=code, language=code)
        story(0, headline=code, language="fr", hours=5)
        cache.clear()
        # session, account, roles; languages, most read 2, rising 2, not found 3; alerts
        if number != 1:
            with django_assert_num_queries(13):
                client.get(NOW)


def test_the_home_tells_what_is_read_now(client, story):
    story(5, headline="Grève")

    response = client.get("/admin/")

    group = "//section[@aria-labelledby='group-read_now']"
    assert words(response, f"{group}//a[@class='headline']") == ["Grève"]
    assert words(response, f"{group}//ul[@class='facts']/li") == [
        "French", "5 views in 30 minutes",
    ]  # fmt: skip

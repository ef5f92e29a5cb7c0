"""Readership over time: the stories that were published in the period."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from audience.models import ViewTotal
from tests.browsing import words
from tests.desk.conftest import NOON
from tests.desk.figures import file, rows
from tests.factories import make_author, make_medians, make_section, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

OVER_TIME = "/admin/readership/periods/"


def test_the_stories_published_in_the_period_the_most_read_first(client, story):
    make_medians(40)
    most = story(headline="Most", hours=30, total=100)
    less = story(headline="Less", hours=29, language="ar", total=9)
    never = story(headline="Never", hours=28)
    ViewTotal.objects.get(edition=never.edition).delete()
    story(headline="Of today", hours=2, total=999)
    story(headline="Of the day before", hours=37, total=999)
    story(headline="Over", hours=30, total=999, until=NOON - timedelta(hours=1))
    asked = {"period": "dates", "since": "2026-11-22", "until": "2026-11-22"}

    response = client.get(OVER_TIME, asked)

    assert rows(response, "stories-published") == [
        ["Most", "Français", "1 day ago", "100", "40", "2.50", str(most.article_id)],
        ["Less", "العربية", "1 day ago", "9", "–", "–", str(less.article_id)],
        ["Never", "Français", "1 day ago", "0", "40", "0.00", str(never.article_id)],
    ]
    french = client.get(OVER_TIME, asked | {"language": "fr"})
    assert [row[0] for row in rows(french, "stories-published")] == ["Most", "Never"]
    table = file(client.get(OVER_TIME, asked | {"language": "ar", "csv": "stories-published"}))
    assert table[1:] == [
        ["Less", "ar", "2026-11-22T07:03+00:00", "9", "", "", str(less.article_id)]
    ]


@pytest.mark.parametrize("kind", ["section", "author", "topic"])
def test_those_published_of_a_section_an_author_or_a_topic(client, story, kind):
    own = {"section": make_section(), "authors": [make_author()], "topics": [make_topic()]}
    story(headline="Its own", total=5, **own)
    story(headline="Older", total=9, hours=24 * 8, **own)
    story(headline="Another's", total=9)
    asked = {
        "section": {"section": own["section"].pk},
        "author": {"author_name": f"#{own['authors'][0].pk}"},
        "topic": {"topic_name": f"#{own['topics'][0].pk}"},
    }[kind]

    week = client.get(OVER_TIME, asked | {"period": "7"})
    month = client.get(OVER_TIME, asked)

    assert [row[0] for row in rows(week, "stories-published")] == ["Its own"]
    assert [row[0] for row in rows(month, "stories-published")] == ["Older", "Its own"]


def test_ten_of_those_published_are_shown(client, story):
    for views in range(12):
        story(headline=f"Read {views}", total=views)

    shown = rows(client.get(OVER_TIME), "stories-published")

    assert [row[0] for row in shown] == [f"Read {views}" for views in range(11, 1, -1)]


def test_which_stories_were_published_is_kept_and_how_they_are_read_is_not(client, story):
    edition = story(headline="First", total=5).edition
    story(headline="Second", total=4)
    client.get(OVER_TIME)
    story(headline="Just now", total=9)
    ViewTotal.objects.filter(edition=edition).update(views=3)

    def shown():
        return [(row[0], row[3]) for row in rows(client.get(OVER_TIME), "stories-published")]

    assert shown() == [("Second", "4"), ("First", "3")]
    cache.clear()
    assert shown() == [("Just now", "9"), ("Second", "4"), ("First", "3")]


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("90", "No story published in this period is live now."),
        ("365", "Shown for periods of at most 92 days."),
    ],
)
def test_no_story_of_the_period_has_words(client, story, period, said):
    story(headline="Old", hours=24 * 100, total=9)

    response = client.get(OVER_TIME, {"period": period})

    assert words(response, "//section[@aria-labelledby='figures-stories-published']/p") == [said]

"""What is read most."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache

from articles import publishing
from audience import reading
from audience.models import HourlyViews
from audience.reading import most_read
from tests.factories import make_edition, make_publication, make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 2, 1, 10, 20, tzinfo=UTC)
THIS_HOUR = NOW.replace(minute=0)


@pytest.fixture(autouse=True)
def clock():
    cache.clear()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
    cache.clear()


@pytest.fixture
def story():
    """Publish a story with views by hours before now; its edition."""
    by = make_user()

    def story(*, language="fr", **views):
        edition = make_publication(by=by, language=language).edition
        for hours, number in views.items():
            hour = THIS_HOUR - timedelta(hours=int(hours.removeprefix("ago_")))
            HourlyViews.objects.create(edition=edition, hour=hour, views=number)
        return edition.pk

    return story


def test_views_of_the_last_day_are_added_up(story):
    short, long = story(ago_0=5), story(ago_3=3, ago_20=3)

    assert most_read("fr", NOW) == [long, short]


def test_views_of_before_do_not_count(story):
    old = story(ago_24=99, ago_30=99)
    mixed = story(ago_23=1, ago_24=99)

    assert old not in most_read("fr", NOW)
    assert most_read("fr", NOW) == [mixed]


def test_each_language_has_its_own(story):
    french, english = story(ago_1=1), story(ago_1=9, language="en")

    assert most_read("fr", NOW) == [french]
    assert most_read("en", NOW) == [english]


def test_what_is_not_live_is_not_ranked(story):
    ended = make_publication(until=NOW + timedelta(minutes=5)).edition
    draft = make_edition()
    for edition in (ended, draft):
        HourlyViews.objects.create(edition=edition, hour=THIS_HOUR, views=9)

    assert most_read("fr", NOW + timedelta(minutes=6)) == []


def test_a_changed_story_is_ranked_once(story, clock):
    pk = story(ago_1=2)
    clock.shift(1)
    publishing.publish(HourlyViews.objects.get().edition, by=make_user())

    assert most_read("fr", NOW + timedelta(seconds=1)) == [pk]


def test_no_more_are_told_than_were_asked_for(story):
    first, second, _third = story(ago_1=3), story(ago_1=2), story(ago_1=1)

    assert most_read("fr", NOW, 2) == [first, second]


def test_only_the_first_request_in_minutes_pays(story, clock, django_assert_num_queries):
    first = story(ago_1=1)
    with django_assert_num_queries(1):
        assert most_read("fr", NOW) == [first]
    second = story(ago_1=2)

    with django_assert_num_queries(0):
        assert most_read("fr", NOW) == [first]

    clock.shift(reading.KEPT + 1)
    with django_assert_num_queries(1):
        assert most_read("fr", NOW) == [second, first]


def test_that_nothing_is_read_is_kept_too(django_assert_num_queries):
    most_read("fr", NOW)

    with django_assert_num_queries(0):
        assert most_read("fr", NOW) == []

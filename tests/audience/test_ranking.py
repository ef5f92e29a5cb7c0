"""What is read most, made of the hours in which it was read."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from articles import publishing
from audience import chores
from audience.models import Chore, HourlyViews, Ranked
from audience.ranking import rank
from audience.reading import most_read
from tests.audience.verbs import assert_reads_before_it_writes
from tests.factories import make_edition, make_publication, make_section, make_user

pytestmark = pytest.mark.django_db

PATIENCE = 60  # seconds
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
    """Publish a story with views by hours before now; its edition's id."""
    by = make_user()

    def story(*, ended=False, **fields):
        views = {name: fields.pop(name) for name in [*fields] if name.startswith("ago_")}
        until = NOW + timedelta(minutes=1) if ended else None
        edition = make_publication(by=by, until=until, **fields).edition
        for name, number in views.items():
            hour = THIS_HOUR - timedelta(hours=int(name.removeprefix("ago_")))
            HourlyViews.objects.create(edition=edition, hour=hour, views=number)
        return edition.pk

    return story


def test_views_of_the_hours_are_added_up(story):
    short, long = story(ago_3=5), story(ago_3=3, ago_4=3)

    rank(NOW)

    assert most_read("fr") == [long, short]


def test_what_takes_long_is_read_before_anybody_has_to_wait(story):
    story(ago_3=5)

    assert_reads_before_it_writes(lambda: rank(NOW))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_may_rank_at_once(transactional_db, story):
    story(ago_3=5)

    def rank_too():
        try:
            rank(NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            rank(NOW)
            other = pool.submit(rank_too)
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            while not (other.done() or cursor.execute(waiting).fetchone()[0]):
                cursor.execute("SELECT pg_stat_clear_snapshot()")
        other.result(PATIENCE)

    assert Ranked.objects.count() == 4  # in its language and section, of a day and a week


@pytest.mark.parametrize(("span", "hours"), [("day", 24), ("week", 7 * 24)])
def test_views_of_before_the_span_do_not_count(story, span, hours):
    within, before = f"ago_{hours - 1}", f"ago_{hours}"
    old, mixed = story(**{before: 9_999}), story(**{within: 1, before: 9_999})
    young = story(**{within: 2})

    rank(NOW)

    assert most_read("fr", span=span) == [young, mixed]
    assert old not in most_read("fr", span=span)


@pytest.mark.parametrize(("span", "half_life"), [("day", 8), ("week", 48)])
def test_recent_views_weigh_more_and_half_as_much_after_a_while(story, span, half_life):
    then = f"ago_{half_life}"
    less, more, now = story(**{then: 190}), story(**{then: 210}), story(ago_0=100)

    rank(NOW)

    assert most_read("fr", span=span) == [more, now, less]


def test_what_rises_today_stands_higher_today_than_in_the_week(story):
    risen, steady = story(ago_1=50), story(ago_1=20, ago_30=60, ago_60=60)

    rank(NOW)

    assert most_read("fr") == [risen, steady]
    assert most_read("fr", span="week") == [steady, risen]


def test_views_to_come_by_a_clock_that_was_set_back_do_not_count(story):
    HourlyViews.objects.filter(edition=story(ago_0=1)).update(hour=NOW + timedelta(hours=1))

    rank(NOW)

    assert most_read("fr") == []


def test_each_language_has_its_own(story):
    french, english = story(ago_1=1), story(ago_1=9, language="en")

    rank(NOW)

    assert most_read("fr") == [french]
    assert most_read("en") == [english]


def test_a_small_language_has_its_own_beside_large_ones(story):
    arabic = story(ago_1=1, language="ar")
    HourlyViews.objects.bulk_create(
        HourlyViews(edition_id=10**6 + n, hour=THIS_HOUR, views=100) for n in range(3_000)
    )

    rank(NOW)

    assert most_read("ar") == [arabic]


def test_each_section_has_its_own(story):
    world, sport = make_section(), make_section()
    first, second = story(ago_1=9, section=world), story(ago_1=5, section=sport)
    third = story(ago_1=3, section=world)

    rank(NOW)

    assert most_read("fr") == [first, second, third]
    assert most_read("fr", world.pk) == [first, third]
    assert most_read("fr", sport.pk, "week") == [second]
    assert most_read("en", world.pk) == []


def test_what_is_not_live_is_not_ranked(story):
    story(ago_1=9, ended=True)
    HourlyViews.objects.create(edition=make_edition(), hour=THIS_HOUR, views=9)

    rank(NOW + timedelta(minutes=1))

    assert not Ranked.objects.exists()


def test_a_changed_story_is_ranked_once_and_where_it_is_now(story, clock):
    pk = story(ago_1=2)
    edition = HourlyViews.objects.get().edition
    clock.shift(1)
    edition.article.section = other = make_section()
    edition.article.save()
    publishing.publish(edition, by=make_user())

    rank(NOW + timedelta(seconds=1))

    assert most_read("fr") == [pk]
    assert most_read("fr", other.pk) == [pk]
    assert Ranked.objects.filter(span="day").count() == 2


def test_ranking_again_replaces_what_was_ranked(story):
    first = story(ago_1=2)
    rank(NOW)
    HourlyViews.objects.update(views=1)
    second = story(ago_1=5)
    cache.clear()

    rank(NOW)
    rank(NOW)

    assert most_read("fr") == [second, first]


def test_is_done_every_five_minutes_beside_the_requests(story):
    first = story(ago_1=2)
    chores.work(NOW)
    second = story(ago_1=5)

    chores.work(NOW + timedelta(minutes=4))
    cache.clear()
    assert most_read("fr") == [first]
    chores.work(NOW + timedelta(minutes=5))
    cache.clear()
    assert most_read("fr") == [second, first]
    assert Chore.objects.get(name="rank").done_at == NOW + timedelta(minutes=5)


def test_costs_the_same_for_one_story_and_for_three(story):
    costs = []
    for more in (1, 2):
        for _ in range(more):
            story(ago_1=1)
        with CaptureQueriesContext(connection) as captured:
            rank(NOW)
        costs.append(len(captured))

    assert costs[0] == costs[1]

"""What is read now, what rises, and what was published and is not found."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

import languages
from articles import publishing
from articles.models import Edition
from audience import now
from audience.models import RecentViews, ViewTotal
from audience.now import Reading
from tests.factories import make_medians, make_publication, make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 2, 1, 10, 23, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LAST_SLOT = datetime(2026, 2, 1, 10, 15, tzinfo=UTC)  # the last that is over


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story():
    """Publish a story with views by minutes before the last slot; its edition's id."""
    by = make_user()

    def story(*views, language="fr"):
        edition = make_publication(by=by, language=language).edition
        for minutes, number in views:
            slot = LAST_SLOT - minutes * MINUTE
            RecentViews.objects.create(edition=edition, slot=slot, views=number)
        return edition.pk

    return story


def test_now_is_the_half_hour_that_ended_with_the_last_whole_slot():
    assert now.half_hour(NOW) == (NOW.replace(hour=9, minute=50), NOW.replace(minute=20))


def test_views_of_the_two_halves_of_an_hour_are_told_apart(story):
    edition = story((0, 1), (25, 2), (30, 4), (55, 8), (60, 16))

    assert now.most_read(NOW) == [Reading(edition, 3, 12)]


def test_the_slot_that_is_not_over_and_those_of_a_clock_that_was_set_back_are_left_out(story):
    edition = story((0, 1), (-5, 50), (-60, 99))

    assert now.most_read(NOW) == [Reading(edition, 1, 0)]
    assert now.by_language(NOW)[1] == Reading("fr", 1, 0)


def test_every_language_is_told_in_its_order_with_all_its_views(story):
    story((0, 1), (40, 2)), story((5, 4)), story((5, 7), language="ar")

    found = {reading.of: (reading.views, reading.before) for reading in now.by_language(NOW)}

    assert list(found) == languages.codes()
    assert found["fr"] == (5, 2)
    assert found["ar"] == (7, 0)
    assert found["zh-hans"] == (0, 0)


def test_the_most_read_come_first_and_of_one_language_where_one_is_asked_for(story):
    few, many = story((0, 2)), story((0, 9))
    arabic = story((0, 5), language="ar")
    story((40, 99))  # no more

    assert [reading.of for reading in now.most_read(NOW)] == [many, arabic, few]
    assert [reading.of for reading in now.most_read(NOW, "ar")] == [arabic]
    assert [reading.of for reading in now.most_read(NOW, most=1)] == [many]


@pytest.mark.parametrize(
    ("views", "before", "is_rising"),
    [
        (9, 0, True),
        (8, 0, False),  # eight of none may be chance
        (34, 13, True),
        (33, 13, False),
        (1250, 1000, True),
        (1249, 1000, False),  # sure, but less than a quarter
        (50, 50, False),
        (10, 90, False),
    ],
)
def test_what_rises_is_more_than_chance_and_a_quarter_at_least(story, views, before, is_rising):
    edition = story((0, views), *([(30, before)] if before else []))

    expected = [Reading(edition, views, before)] if is_rising else []
    assert now.rising(NOW) == expected


def test_what_gains_most_comes_first_of_what_rises(story):
    small, large = story((0, 40)), story((0, 300), (30, 200))
    arabic = story((0, 60), language="ar")

    assert [reading.of for reading in now.rising(NOW)] == [large, arabic, small]
    assert [reading.of for reading in now.rising(NOW, "ar")] == [arabic]


def test_an_empty_hour_is_told_as_such():
    assert now.most_read(NOW) == now.rising(NOW) == []
    assert sum(reading.views for reading in now.by_language(NOW)) == 0


def test_each_costs_one_query_in_half_a_minute(story, clock, django_assert_num_queries):
    reads = [now.by_language, now.most_read, now.rising]
    for number in (1, 3):
        for code in ("fr", "ar", "ru")[:number]:
            story((0, 10), language=code)
        clock.shift(now.KEPT + 1)
        with django_assert_num_queries(3):
            [read(NOW) for read in reads]
        with django_assert_num_queries(0):
            [read(NOW) for read in reads]


# --- Published and not found -------------------------------------------------------------


@pytest.fixture
def published(clock):
    """Publish a story so many hours ago, with views; its edition's id."""
    by = make_user()

    def published(hours, views, *, language="fr", until=None, **fields):
        clock.move_to(NOW - timedelta(hours=hours))
        edition = make_publication(by=by, language=language, until=until, **fields).edition
        if views is not None:
            ViewTotal.objects.create(edition=edition, views=views)
        clock.move_to(NOW)
        return edition.pk

    return published


@pytest.fixture
def medians():
    for code, views in (("fr", 400), ("ar", 100)):
        make_medians(views, language=code)


def unfound(language=""):
    return [story.of for story in now.not_found(NOW, language)]


def test_a_story_far_under_its_median_is_not_found(published, medians):
    far = published(5, 99)
    published(5, 100)  # a quarter

    [story] = now.not_found(NOW)

    assert (story.of, story.views, story.usual) == (far, 99, 400)


def test_a_story_that_nobody_has_read_yet_is_not_found(published, medians):
    assert published(5, None) in unfound()


def test_only_stories_of_between_2_and_48_hours_are_told(published, medians):
    just, last = published(2, 1), published(47.9, 1)
    published(1.9, 1), published(48, 1)

    assert set(unfound()) == {just, last}


def test_those_that_miss_most_views_come_first(published, medians):
    arabic = published(5, 1, language="ar")
    some, most = published(5, 90), published(5, 0)

    assert unfound() == [most, some, arabic]
    assert unfound("ar") == [arabic]


def test_nothing_is_said_without_a_median_or_under_one_of_a_few_views(published, medians):
    make_medians(19, language="ru")
    make_medians(400, language="en", until=3)
    published(5, 0, language="ru")
    published(5, 0, language="en")
    published(5, 0, language="es")
    published(5, 0, kind="opinion")

    assert unfound() == []


def test_what_is_not_live_any_more_is_not_missed(published, medians):
    published(5, 0, until=NOW - timedelta(hours=1))

    assert unfound() == []


def test_a_story_that_was_away_for_a_while_is_not_missed_and_a_corrected_one_is(
    published, medians, clock
):
    by = make_user()
    away, corrected = [Edition.objects.get(pk=published(40, 0)) for _number in range(2)]
    clock.move_to(NOW - timedelta(hours=39))
    publishing.take_down(away, by=by, reason="Wrong")
    publishing.publish(corrected, by=by)
    clock.move_to(NOW - timedelta(minutes=5))
    publishing.publish(away, by=by)
    clock.move_to(NOW)

    assert unfound() == [corrected.pk]


def test_a_story_of_the_future_by_a_clock_that_was_set_back_is_left_out(published, medians):
    published(-3, 0)

    assert unfound() == []


def test_three_queries_however_many_are_not_found(published, medians, django_assert_num_queries):
    for number in (1, 3):
        for code in ("fr", "ar", "en")[:number]:
            published(5, 0, language=code)
        with django_assert_num_queries(3):
            now.not_found(NOW)

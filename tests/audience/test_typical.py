"""What is usual for a story of a kind and language at an age."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from articles import publishing
from audience import buckets, typical
from audience.models import TypicalViews
from audience.typical import FEWEST, Medians, learn
from tests.audience.verbs import assert_reads_before_it_writes
from tests.factories import make_publication, make_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
NOW = datetime(2026, 2, 1, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def story():
    by = make_user()

    def story(*, age, pace, language="fr", kind="news", lasts=None):
        """A story that is read as often in each of its hours, until it expires."""
        since, until = NOW - age, lasts and NOW - age + lasts
        with time_machine.travel(since, tick=False):
            publication = make_publication(by=by, language=language, kind=kind, until=until)
        hours = range(int((lasts or age) / HOUR))
        slots = {(publication.edition_id, hour_of(since) + n * HOUR): pace for n in hours}
        buckets.add({key: pace for key in slots})
        return publication

    return story


def hour_of(moment):
    return moment.replace(minute=0)


def test_median_of_the_stories_that_have_reached_an_age(story):
    for pace in (1, 2, 3, 10, 100):
        story(age=2 * DAY, pace=pace)
    story(age=3 * HOUR, pace=1000)

    learn(NOW)

    medians = Medians()
    assert medians.at_age("fr", "news", 24 * HOUR) == 3 * 24
    assert medians.at_age("fr", "news", HOUR) == (3 + 10) / 2
    assert TypicalViews.objects.get(hours=1).stories == 6


def test_between_two_ages_it_is_on_the_line_from_one_to_the_other(story):
    for _ in range(FEWEST):
        story(age=2 * DAY, pace=4)
    learn(NOW)

    medians = Medians()

    assert medians.at_age("fr", "news", HOUR / 2) == 2
    assert medians.at_age("fr", "news", 18 * HOUR) == 72
    assert medians.at_age("fr", "news", 2 * DAY) == 192


def test_beyond_the_ages_that_are_known_nothing_is_usual(story):
    for _ in range(FEWEST):
        story(age=2 * DAY, pace=4)
    learn(NOW)

    assert Medians().at_age("fr", "news", 2 * DAY + HOUR) is None
    assert Medians().at_age("fr", "news", 99 * DAY) is None


def test_after_the_last_age_it_is_what_it_is_then(story):
    for _ in range(FEWEST):
        story(age=32 * DAY, pace=1)
    learn(NOW)

    medians = Medians()

    assert medians.at_age("fr", "news", 30 * DAY) == 720
    assert medians.at_age("fr", "news", 99 * DAY) == 720


def test_only_stories_of_the_same_kind_and_language_are_measured(story):
    for _ in range(FEWEST):
        story(age=DAY, pace=4)
        story(age=DAY, pace=8, language="en")
        story(age=DAY, pace=2, kind="opinion")
    learn(NOW)

    medians = Medians()

    assert medians.at_age("fr", "news", DAY) == 96
    assert medians.at_age("en", "news", DAY) == 192
    assert medians.at_age("fr", "opinion", DAY) == 48
    assert medians.at_age("en", "opinion", DAY) is None


def test_nothing_is_usual_of_a_few_or_before_the_beginning(story):
    for _ in range(FEWEST - 1):
        story(age=DAY, pace=4)
    learn(NOW)
    assert Medians().at_age("fr", "news", DAY) is None

    story(age=DAY, pace=4)
    learn(NOW)
    assert Medians().at_age("fr", "news", -HOUR) is None


def test_a_story_of_half_past_has_half_of_an_hour_that_it_shares(story):
    for _ in range(FEWEST):
        story(age=DAY + HOUR / 2, pace=10)
    learn(NOW)

    # From 9:30 to 10:30: the hour of 9, which began with it, and half of the hour of 10.
    assert Medians().at_age("fr", "news", HOUR) == 15


def test_only_the_newest_are_measured(story, monkeypatch):
    monkeypatch.setattr(typical, "STORIES", FEWEST)
    for _ in range(FEWEST):
        story(age=3 * DAY, pace=100)
    for _ in range(FEWEST):
        story(age=DAY, pace=1)

    learn(NOW)

    assert Medians().at_age("fr", "news", DAY) == 24


def test_at_each_age_the_newest_that_have_reached_it_are_measured(story, monkeypatch):
    monkeypatch.setattr(typical, "STORIES", FEWEST)
    for pace in (100, 200, 300, 400, 500):
        story(age=3 * DAY, pace=pace)
    for pace in (10, 20, 30):
        story(age=DAY, pace=pace)
    for _ in range(FEWEST):
        story(age=2 * HOUR, pace=1)

    learn(NOW)

    medians = Medians()
    assert medians.at_age("fr", "news", 2 * HOUR) == 2
    assert medians.at_age("fr", "news", DAY) == 24 * 30  # of 10, 20, 30, and the last two before
    assert medians.at_age("fr", "news", 3 * DAY) == 72 * 300
    assert set(TypicalViews.objects.values_list("stories", flat=True)) == {FEWEST}


def test_a_story_that_nobody_can_read_any_more_grows_no_older(story):
    for _ in range(FEWEST):
        story(age=DAY, pace=10)
        story(age=DAY, pace=10, lasts=2 * HOUR)
        story(age=DAY, pace=10, lasts=HOUR / 2)
    learn(NOW)

    stories = dict(TypicalViews.objects.values_list("hours", "stories"))
    assert [stories[hours] for hours in (1, 2, 3, 24)] == [2 * FEWEST] * 2 + [FEWEST] * 2
    assert Medians().at_age("fr", "news", DAY) == 240


def test_a_story_that_was_corrected_is_as_old_as_its_first_text(story):
    for _ in range(FEWEST):
        publication = story(age=DAY, pace=10)
        with time_machine.travel(NOW - HOUR / 2, tick=False):
            publishing.publish(publication.edition, by=make_user())
    learn(NOW)

    assert Medians().at_age("fr", "news", DAY) == 240


def test_what_takes_long_is_read_before_anybody_has_to_wait(story):
    for _ in range(FEWEST):
        story(age=DAY, pace=4)

    assert_reads_before_it_writes(lambda: learn(NOW))


def test_learning_costs_as_many_queries_however_many_stories(story, django_assert_num_queries):
    for number in (FEWEST, 1):
        for code in ("fr", "ar"):
            for _ in range(number):
                story(age=2 * HOUR, pace=1, language=code)
                story(age=DAY, pace=1, language=code)
        # The stories, the hours of those of two ages; what goes, what comes; a savepoint.
        locks = connection.vendor == "postgresql"
        with django_assert_num_queries(3 + 2 + 2 + locks):
            learn(NOW)


def test_asking_is_one_query_whatever_is_known(story, django_assert_num_queries):
    for language in ("fr", "en", "ar"):
        for _ in range(FEWEST):
            story(age=DAY, pace=1, language=language)
    learn(NOW)

    with django_assert_num_queries(1):
        medians = Medians()
        for language in ("fr", "en", "ar"):
            assert medians.at_age(language, "news", DAY) == 24

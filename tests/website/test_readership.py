"""Views of made-up stories: whichever buckets they are told in, all of them are there."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median

import pytest

from audience.buckets import SLOTS_KEPT, hour_of
from audience.now import SIGMAS
from website.demo.readership import (
    LEAST_PACE,
    beginnings,
    every_hour,
    pace_of,
    some_days,
    some_hours,
    views,
    views_by,
)

NOW = datetime(2026, 3, 4, 15, 40, tzinfo=UTC)
THIS_HOUR = NOW.replace(minute=0)


def told_by(starts, hours, pace=300):
    return [*views_by(starts, pace, NOW - timedelta(hours=hours), NOW)]


@pytest.mark.parametrize("hours", [0, 0.2, 1, 1.4, 7.5, 30, 48, 2000])
def test_hours_hold_all_views_of_a_story(hours):
    published_at = NOW - timedelta(hours=hours)
    total = views(300, published_at, NOW)

    for starts in (every_hour(published_at, NOW), some_hours(published_at)):
        assert sum(number for _, number in told_by(starts, hours)) == total


@pytest.mark.parametrize("hours", [200, 2400, 80_000])
def test_days_hold_all_views_of_an_old_story(hours):
    published_at = NOW - timedelta(hours=hours)

    by_day = told_by(some_days(published_at), hours)

    assert sum(number for _, number in by_day) == views(300, published_at, NOW)
    assert [(start.hour, start.minute) for start, _ in by_day] == [(0, 0)] * 2
    assert by_day[0][0].date() == published_at.date()


def test_every_hour_is_there_and_five_minutes_of_the_last():
    starts = every_hour(NOW - timedelta(hours=3, minutes=5), NOW)

    hours, slots = starts[:2], starts[2:]
    assert hours == [THIS_HOUR - timedelta(hours=3), THIS_HOUR - timedelta(hours=2)]
    assert slots == [THIS_HOUR + timedelta(minutes=5 * n) for n in range(-12, 9)]
    assert slots[0] >= NOW - SLOTS_KEPT


def test_new_story_is_told_by_five_minutes_alone():
    starts = every_hour(NOW - timedelta(minutes=30), NOW)

    assert starts[0] == THIS_HOUR
    assert starts[-1] == NOW
    assert len(starts) == 9


def test_buckets_begin_once_each_and_hold_views():
    starts = every_hour(NOW - timedelta(days=3), NOW)

    told = told_by(starts, 72, pace=0.5)

    assert 0 < len(told) < 72
    assert len({start for start, _ in told}) == len(told)
    assert all(number > 0 for _, number in told)
    assert all(start == hour_of(start) for start, _ in told[:-5])


def test_story_is_read_less_as_it_ages():
    starts = every_hour(NOW.replace(hour=3, minute=0), NOW)
    numbers = [number for _, number in views_by(starts[:11], 300, starts[0], starts[11])]

    assert numbers == sorted(numbers, reverse=True)


def test_nothing_is_read_before_it_is_published():
    tomorrow = NOW + timedelta(days=1)

    assert views(300, tomorrow, NOW) == 0
    assert [*views_by(every_hour(tomorrow, NOW), 300, tomorrow, NOW)] == []


@pytest.mark.parametrize("minute", range(5))
def test_a_story_that_is_found_again_rises_by_more_than_chance(minute):
    at = NOW + timedelta(minutes=minute)
    published_at = at - timedelta(hours=3.2)
    half_hours = Counter()

    for found_at in beginnings({"is_found_again": True}, published_at, at):
        for start, number in views_by(every_hour(published_at, at), LEAST_PACE, found_at, at):
            half_hours[(start - NOW) // timedelta(minutes=30)] += number

    gain = half_hours[-1] - half_hours[-2]
    assert gain**2 > SIGMAS**2 * (half_hours[-1] + half_hours[-2])


def test_a_story_that_is_hardly_read_is_far_below_the_others():
    paces = [pace_of({}, Random(number)) for number in range(999)]

    hardly = pace_of({"is_hardly_read": True}, Random(1))

    assert hardly == pytest.approx(median(paces) / 10, rel=0.1)

"""Views of made-up stories: hours and totals that agree."""

from datetime import UTC, datetime, timedelta

import pytest

from website.demo.readership import LATELY, views, views_by_hour

NOW = datetime(2026, 3, 4, 15, 40, tzinfo=UTC)


@pytest.mark.parametrize("hours", [0, 0.2, 1, 7.5, 30, 48])
def test_hours_of_a_new_story_make_its_total(hours):
    read = (300, NOW - timedelta(hours=hours), NOW)

    assert sum(number for _, number in views_by_hour(*read)) == views(*read)


def test_hours_of_an_old_story_are_those_of_two_days():
    published_at = NOW - timedelta(days=9)
    by_hour = [*views_by_hour(300, published_at, NOW)]

    first = by_hour[0][0]
    assert first == (NOW - LATELY).replace(minute=0)
    assert by_hour[-1][0] == NOW.replace(minute=0)
    earlier = views(300, published_at, first)
    assert sum(number for _, number in by_hour) == views(300, published_at, NOW) - earlier


def test_hours_begin_on_the_hour_once_each_and_hold_views():
    by_hour = [*views_by_hour(0.5, NOW - timedelta(days=3), NOW)]

    assert 0 < len(by_hour) < 48
    assert len({hour for hour, _ in by_hour}) == len(by_hour)
    assert all(hour == hour.replace(minute=0, second=0) for hour, _ in by_hour)
    assert all(number > 0 for _, number in by_hour)


def test_story_is_read_less_as_it_ages():
    numbers = [number for _, number in views_by_hour(300, NOW.replace(minute=0, hour=3), NOW)]

    assert numbers[:-1] == sorted(numbers[:-1], reverse=True)


def test_nothing_is_read_before_it_is_published():
    assert views(300, NOW + timedelta(hours=1), NOW) == 0
    assert [*views_by_hour(300, NOW + timedelta(hours=1), NOW)] == []

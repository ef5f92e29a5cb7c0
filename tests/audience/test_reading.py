"""What is read most, as pages ask for it: the rankings as they were made, from the cache."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache

from audience import reading
from audience.models import Ranked
from audience.reading import most_read, rankings
from tests.factories import make_edition, make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 2, 1, 10, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    cache.clear()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
    cache.clear()


@pytest.fixture
def ranked():
    """Put a new edition in a place; its id."""
    by = make_user()

    def ranked(place, *, language="fr", section_id=0, span="day"):
        edition = make_edition(by=by)
        Ranked.objects.create(
            language=language, section_id=section_id, span=span, place=place, edition=edition
        )
        return edition.pk

    return ranked


def test_the_most_read_come_first(ranked):
    second, first, third = ranked(2), ranked(1), ranked(3)

    assert most_read("fr") == [first, second, third]


def test_each_language_section_and_span_has_its_own(ranked):
    everywhere, english = ranked(1), ranked(1, language="en")
    in_section, of_week = ranked(1, section_id=7), ranked(1, span="week")

    assert most_read("fr") == [everywhere]
    assert most_read("en") == [english]
    assert most_read("fr", 7) == [in_section]
    assert most_read("fr", span="week") == [of_week]
    assert rankings("fr") == {"day": [everywhere], "week": [of_week]}
    assert rankings("fr", 7) == {"day": [in_section], "week": []}


def test_only_the_first_request_in_a_minute_pays_and_for_every_span(
    ranked, clock, django_assert_num_queries
):
    first, of_week = ranked(1), ranked(1, span="week")
    with django_assert_num_queries(1):
        assert most_read("fr") == [first]
    second = ranked(2)

    with django_assert_num_queries(0):
        assert most_read("fr") == [first]
        assert most_read("fr", span="week") == [of_week]

    clock.shift(timedelta(seconds=reading.KEPT + 1))
    with django_assert_num_queries(1):
        assert most_read("fr") == [first, second]


def test_that_nothing_is_read_is_kept_too(django_assert_num_queries):
    assert most_read("fr") == []

    with django_assert_num_queries(0):
        assert most_read("fr") == []

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition, Publication
from audience import counting
from audience.counting import FORGET_AT_ONCE, FORGET_ONE_IN, WINDOW, count_view, forget_marks
from audience.models import HourlyViews, ViewMark, ViewTotal
from tests.factories import make_edition, make_publication, make_user

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36"
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def never_by_chance(monkeypatch):
    monkeypatch.setattr(counting, "FORGET_ONE_IN", 10**12)


@pytest.fixture
def edition(db):
    return make_publication().edition


def read(edition, *, at=None, address="203.0.113.9", agent=FIREFOX):
    return count_view(edition.pk, address=address, agent=agent, at=at)


def views(edition):
    total = ViewTotal.objects.filter(edition=edition).values_list("views", flat=True).first()
    by_hour = sum(HourlyViews.objects.filter(edition=edition).values_list("views", flat=True))
    assert by_hour == (total or 0)
    return by_hour


def noon_tomorrow():
    return (timezone.now() + timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)


def midnight_tomorrow():
    return noon_tomorrow() + timedelta(hours=12)


# --- What is one view --------------------------------------------------------------------


def test_three_readers_are_three_views(edition):
    read(edition)
    read(edition, address="203.0.113.10")
    read(edition, agent=CHROME)

    assert views(edition) == 3
    assert edition.view_total.views == 3


def test_ipv6_neighbours_of_one_line_are_one_reader(edition):
    assert read(edition, address="2001:db8::1")
    assert not read(edition, address="2001:db8::2")
    assert read(edition, address="2001:db8:0:1::1")

    assert views(edition) == 2


def test_one_reader_of_two_editions_is_a_view_of_each(edition):
    other = make_publication().edition

    read(edition)
    read(other)

    assert (views(edition), views(other)) == (1, 1)


def test_reader_counts_again_when_the_window_has_gone_by(edition):
    at = noon_tomorrow()

    assert read(edition, at=at)
    assert not read(edition, at=at + WINDOW - SECOND)
    assert read(edition, at=at + WINDOW)

    assert views(edition) == 2


def test_window_runs_from_the_last_view_that_counted(edition):
    at = noon_tomorrow()

    counted = [read(edition, at=at + minutes * timedelta(minutes=10)) for minutes in range(7)]

    assert counted == [True, False, False, True, False, False, True]


def test_window_does_not_end_at_midnight(edition):
    before = midnight_tomorrow() - timedelta(minutes=10)

    counted = [read(edition, at=before + minutes * timedelta(minutes=10)) for minutes in range(7)]

    assert counted == [True, False, False, True, False, False, True]


def test_views_are_kept_by_the_hour(edition):
    noon = noon_tomorrow().astimezone(UTC)

    read(edition, at=noon + timedelta(minutes=59))
    read(edition, at=noon + timedelta(minutes=59), agent=CHROME)
    read(edition, at=noon + timedelta(hours=2))

    assert list(HourlyViews.objects.order_by("hour").values_list("hour", "views")) == [
        (noon, 2),
        (noon + timedelta(hours=2), 1),
    ]


# --- What is none ------------------------------------------------------------------------


def test_only_live_editions_are_counted(db):
    scheduled = make_publication(at=noon_tomorrow()).edition
    draft = make_edition()
    withdrawn = make_publication().edition
    publishing.take_down(withdrawn, by=make_user())

    assert not read(scheduled)
    assert not read(draft)
    assert not read(withdrawn)
    assert not count_view(10**17, address="203.0.113.9", agent=FIREFOX)
    assert not ViewMark.objects.exists()
    assert not ViewTotal.objects.exists()
    assert read(scheduled, at=noon_tomorrow())


def test_counting_leaves_the_story_alone(edition):
    before = [list(model.objects.values()) for model in (Article, Edition, Publication)]

    assert read(edition)

    assert [list(model.objects.values()) for model in (Article, Edition, Publication)] == before


# --- Marks -------------------------------------------------------------------------------


def test_mark_tells_nothing_and_differs_from_day_to_day(edition):
    noon = noon_tomorrow()

    read(edition, at=noon)
    read(edition, at=noon + timedelta(days=1))

    marks = list(ViewMark.objects.values_list("digest", flat=True))
    assert len(set(marks)) == 2
    assert all(len(mark) == 64 and int(mark, 16) for mark in marks)


def test_mark_depends_on_the_secret_of_the_site(settings):
    at = datetime(2026, 2, 1, 12, tzinfo=UTC)
    before = counting.digests("reader", 1, at)

    settings.SECRET_KEY = "another"

    assert counting.digests("reader", 1, at) != before


def test_forgets_the_oldest_of_the_expired_marks_and_no_other(edition):
    now = noon_tomorrow()
    for minutes in (90, 60, 31, 30, 0):
        counted_at = now - timedelta(minutes=minutes)
        ViewMark.objects.create(digest=f"{minutes}", counted_at=counted_at)

    assert forget_marks(now - WINDOW, limit=2) == 2
    assert set(ViewMark.objects.values_list("digest", flat=True)) == {"31", "30", "0"}
    assert forget_marks(now - WINDOW) == 1
    assert forget_marks(now - WINDOW) == 0
    assert ViewTotal.objects.count() == 0


def test_counting_forgets_now_and_then(edition, monkeypatch):
    monkeypatch.setattr(counting, "FORGET_ONE_IN", 1)
    now = noon_tomorrow()
    read(edition, at=now, address="203.0.113.1")

    read(edition, at=now + 2 * WINDOW, address="203.0.113.2")

    assert ViewMark.objects.get().counted_at == now + 2 * WINDOW


def test_more_marks_are_forgotten_than_made():
    made_per_view = 2  # at most: one per day that the window touches

    assert made_per_view * FORGET_ONE_IN < FORGET_AT_ONCE


# --- Cost and concurrency ----------------------------------------------------------------


def test_queries_do_not_grow_with_views(edition, django_assert_num_queries):
    noon = noon_tomorrow()
    frame = 2  # beginning and end of the transaction

    with django_assert_num_queries(8 + frame):
        read(edition, at=noon)
    for number in (1, 20):
        for reader in range(number):
            read(edition, at=noon, address=f"203.0.113.{100 + number + reader}")
        with django_assert_num_queries(4 + frame):
            read(edition, at=noon, address=f"203.0.113.{number}")
        with django_assert_num_queries(2 + frame):
            read(edition, at=noon, address=f"203.0.113.{number}")


def at_once(*calls):
    """The results of calls that are made at the same moment, each over its own connection."""
    barrier = Barrier(len(calls))

    def on_a_connection(call):
        connection.ensure_connection()
        barrier.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(on_a_connection, calls))


@pytest.mark.django_db(transaction=True)
def test_one_view_over_two_connections_at_once_counts_once(transactional_db):
    edition, noon = make_publication().edition, noon_tomorrow()

    for number in range(10):
        moment = noon + number * WINDOW
        counted = at_once(*[lambda moment=moment: read(edition, at=moment)] * 2)
        assert sorted(counted) == [False, True]

    assert views(edition) == 10


@pytest.mark.django_db(transaction=True)
def test_views_before_and_after_midnight_at_once_count_once(transactional_db):
    edition, midnight = make_publication().edition, midnight_tomorrow()

    for number in range(10):
        reader = {"address": f"203.0.113.{number}"}
        counted = at_once(
            lambda reader=reader: read(edition, at=midnight - SECOND, **reader),
            lambda reader=reader: read(edition, at=midnight + SECOND, **reader),
        )
        assert sorted(counted) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_readers_at_once_are_all_counted(transactional_db, monkeypatch):
    monkeypatch.setattr(counting, "FORGET_ONE_IN", 1)
    edition, noon = make_publication().edition, noon_tomorrow()

    def ten_views(number):
        return [
            read(edition, at=noon + hours * timedelta(hours=1), address=f"203.0.113.{number}")
            for hours in range(10)
        ]

    at_once(*[lambda number=number: ten_views(number) for number in range(4)])

    assert views(edition) == 40

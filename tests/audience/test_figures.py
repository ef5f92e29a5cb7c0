"""How often stories were read, by hours and by days of the newsroom."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from articles.models import PublicationAuthor, PublicationTopic
from audience import buckets, figures, ranking
from audience.figures import Period
from audience.models import DailyViews, HourlyViews, Ranked, Tally, ViewTotal
from tests.factories import (
    make_author,
    make_edition,
    make_publication,
    make_section,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 2, 1, 10, 23, tzinfo=UTC)
HOUR = timedelta(hours=1)
TODAY = date(2026, 2, 1)
LATER = datetime(2027, 1, 25, tzinfo=UTC)


@pytest.fixture
def edition():
    return make_edition()


def read(edition, hour, views):
    HourlyViews.objects.create(edition=edition, hour=hour, views=views)


# --- Periods ------------------------------------------------------------------------------


def test_the_last_days_end_with_the_newsrooms_today(settings):
    settings.TIME_ZONE = "Asia/Tokyo"

    period = Period.of_last(2, datetime(2026, 2, 1, 15, 30, tzinfo=UTC))

    assert period == Period(date(2026, 2, 1), date(2026, 2, 2))
    assert period.days == [date(2026, 2, 1), date(2026, 2, 2)]


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)],
)
def test_days_are_as_long_as_the_clock_makes_them(settings, day, hours):
    settings.TIME_ZONE = "Europe/Paris"

    start, end = Period(day, day).moments

    assert end.astimezone(UTC) - start.astimezone(UTC) == hours * HOUR


def test_hours_end_with_the_one_that_a_moment_is_in():
    hours = figures.hours_until(NOW, 48)

    assert hours[-1] == datetime(2026, 2, 1, 10, tzinfo=UTC)
    assert hours[0] == datetime(2026, 1, 30, 11, tzinfo=UTC)
    assert len(hours) == 48


# --- One article --------------------------------------------------------------------------


def test_hours_of_before_and_of_a_clock_that_was_set_back_are_left_out(edition):
    hours = figures.hours_until(NOW, 2)
    for hour, views in [(hours[0] - HOUR, 99), (hours[0], 1), (hours[1], 2), (hours[1] + HOUR, 99)]:
        read(edition, hour, views)

    assert figures.by_hour([edition.pk], hours) == {edition.pk: {hours[0]: 1, hours[1]: 2}}


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Asia/Kathmandu", "UTC"])
def test_hours_that_were_cut_by_the_clock_of_another_zone_are_told(settings, edition, zone):
    written = figures.hours_until(NOW, 48)
    for hour in written:
        read(edition, hour, 1)
    settings.TIME_ZONE = zone

    hours = figures.hours_until(NOW, 48)
    found = figures.by_hour([edition.pk], hours)[edition.pk]

    assert sum(found[hour] for hour in hours) in (47, 48)  # the first may have begun before


def test_hours_are_told_where_a_clock_is_set_by_half_an_hour(settings, edition):
    settings.TIME_ZONE = "Australia/Lord_Howe"
    at = datetime(2026, 4, 5, 6, tzinfo=UTC)  # the clock was set back at 15:00 UTC the day before
    for number in range(24):
        buckets.add({(edition.pk, at - number * HOUR): 1})

    hours = figures.hours_until(at, 48)
    found = figures.by_hour([edition.pk], hours)[edition.pk]

    assert sum(found[hour] for hour in hours) == 24


@pytest.mark.parametrize(
    ("day", "first", "hours"),
    [
        (date(2026, 3, 29), datetime(2026, 3, 28, 23, tzinfo=UTC), 23),
        (date(2026, 10, 25), datetime(2026, 10, 24, 22, tzinfo=UTC), 25),
    ],
)
def test_a_day_has_the_views_of_its_23_or_25_hours(settings, edition, day, first, hours):
    settings.TIME_ZONE = "Europe/Paris"
    for number in range(-1, hours + 1):
        read(edition, first + number * HOUR, 1000 if number in (-1, hours) else 1)
    period = Period(day - timedelta(days=1), day + timedelta(days=1))

    found = figures.by_day([edition.pk], period, LATER)[edition.pk]

    before, after = period.since, period.until
    assert found == {before: 1000, day: hours, after: 1000}
    assert figures.by_day([edition.pk], Period(day, day), LATER)[edition.pk] == {day: hours}


@pytest.mark.parametrize("zone", ["Europe/Paris", "Asia/Kolkata", "Africa/Cairo", "UTC"])
def test_days_are_the_same_before_and_after_hours_are_folded(settings, edition, zone):
    settings.TIME_ZONE = zone
    start = datetime(2026, 10, 20, tzinfo=UTC)
    for number in range(24 * 14):
        read(edition, start + number * HOUR, number + 1)
    period = Period(date(2026, 10, 19), date(2026, 11, 4))

    before = figures.by_day([edition.pk], period, LATER)
    buckets.fold(LATER)

    assert DailyViews.objects.exists() and HourlyViews.objects.exists()
    assert figures.by_day([edition.pk], period, LATER) == before
    assert sum(before[edition.pk].values()) == sum(range(24 * 14 + 1))


def test_today_ends_with_this_hour_whatever_a_clock_that_was_set_back_left_of_it(edition):
    this_hour = NOW.replace(minute=0)
    for hour, views in [(this_hour - HOUR, 1), (this_hour, 2), (this_hour + HOUR, 99)]:
        read(edition, hour, views)

    for days in (1, 7):
        found = figures.by_day([edition.pk], Period.of_last(days, NOW), NOW)
        assert found == {edition.pk: {TODAY: 3}}


def test_a_period_without_views_is_empty(edition):
    period = Period.of_last(7, NOW)

    assert figures.by_day([edition.pk], period, NOW) == {}
    assert figures.totals([edition.pk]) == {}
    assert figures.totals([edition.pk])[edition.pk] == 0


def test_editions_cost_as_many_queries_however_many(django_assert_num_queries):
    by = make_user()
    hours, period = figures.hours_until(NOW, 48), Period.of_last(30, NOW)
    for number in (1, 3):
        editions = [make_edition(by=by) for _number in range(number)]
        for edition in editions:
            read(edition, hours[-1], 1)
            ViewTotal.objects.create(edition=edition, views=1)
        ids = [edition.pk for edition in editions]
        with django_assert_num_queries(1):
            figures.by_hour(ids, hours)
        with django_assert_num_queries(1):
            figures.by_day(ids, period, NOW)
        with django_assert_num_queries(1):
            figures.totals(ids)


# --- Tallies ------------------------------------------------------------------------------


def tally(of, object_id, views, *, language="fr", day=TODAY):
    Tally.objects.create(of=of, object_id=object_id, language=language, day=day, views=views)


def test_views_are_tallied_by_language_and_day():
    week = Period.of_last(7, NOW)
    tally("everything", 0, 5)
    tally("everything", 0, 3, day=week.since)
    tally("everything", 0, 2, language="ar")
    tally("everything", 0, 99, day=week.since - timedelta(days=1))
    tally("everything", 0, 99, day=TODAY + timedelta(days=1))  # the clock was set back
    tally("section", 4, 1)

    assert figures.tallied("everything", 0, week, ["fr", "ar", "ru"]) == {
        "fr": {TODAY: 5, week.since: 3},
        "ar": {TODAY: 2},
    }
    assert figures.tallied("everything", 0, week, ["ar"]) == {"ar": {TODAY: 2}}
    assert figures.tallied("section", 4, week, ["fr"]) == {"fr": {TODAY: 1}}


def test_sections_are_told_with_all_their_views_the_most_read_first(django_assert_num_queries):
    week = Period.of_last(7, NOW)
    tally("section", 4, 5), tally("section", 4, 5, language="ar")
    tally("section", 7, 8), tally("topic", 9, 99)

    assert figures.shared_out("section", week, ["fr", "ar"], 20) == [(4, 10), (7, 8)]
    assert figures.shared_out("section", week, ["fr"], 20) == [(7, 8), (4, 5)]
    assert figures.shared_out("section", week, ["fr"], 1) == [(7, 8)]
    with django_assert_num_queries(0):
        figures.shared_out("section", week, ["fr", "ar"], 20)


# --- Stories ------------------------------------------------------------------------------


def test_ranked_stories_are_told_with_their_views_of_the_span():
    with time_machine.travel(NOW - timedelta(days=10), tick=False):
        by, section = make_user(), make_section()
        some, most, elsewhere, arabic = (
            make_publication(by=by, section=section).edition,
            make_publication(by=by, section=section).edition,
            make_publication(by=by).edition,
            make_publication(by=by, language="ar").edition,
        )
    hour = NOW.replace(minute=0)
    for edition, views in [(some, 3), (most, 9), (elsewhere, 5), (arabic, 4)]:
        read(edition, hour, views)
        read(edition, hour - timedelta(days=2), 100)
    ranking.rank(NOW)

    def ranked(span, section_id, codes):
        return figures.most_ranked(span, section_id, codes, NOW)

    day, week = Ranked.Span.DAY, Ranked.Span.WEEK
    everywhere = [(most.pk, 9), (elsewhere.pk, 5), (arabic.pk, 4), (some.pk, 3)]
    assert ranked(day, 0, ["fr", "ar"]) == everywhere
    assert ranked(week, 0, ["ar"]) == [(arabic.pk, 104)]
    assert ranked(day, section.pk, ["fr", "ar"]) == [(most.pk, 9), (some.pk, 3)]


@pytest.mark.parametrize("kind", ["author", "topic"])
def test_the_newest_live_stories_of_an_author_or_topic(kind, django_assert_num_queries):
    by, author, topic = make_user(), make_author(), make_topic()
    lists = {"author": PublicationAuthor, "topic": PublicationTopic}[kind]
    owner = {"author": author, "topic": topic}[kind].pk

    def publish(hours, language, **fields):
        with time_machine.travel(NOW - hours * HOUR, tick=False):
            fields = {"authors": [author], "topics": [topic], "by": by} | fields
            return make_publication(language=language, **fields).pk

    old, new, between = publish(9, "fr"), publish(1, "fr"), publish(5, "ar")
    publish(2, "fr", until=NOW - HOUR)  # over
    publish(2, "fr", authors=[make_author()], topics=[])

    for codes, expected in [
        (["fr"], [new, old]),
        (["fr", "ar", "ru"], [new, between, old]),
        (["ru"], []),
    ]:
        with django_assert_num_queries(1):
            assert figures.newest_of(lists, owner, codes, NOW) == expected


def test_no_more_stories_are_told_than_so_many(monkeypatch):
    monkeypatch.setattr(figures, "NEWEST", 2)
    by, author = make_user(), make_author()
    with time_machine.travel(NOW - HOUR, tick=False):
        for code in ("fr", "ar", "ru"):
            make_publication(by=by, authors=[author], language=code)

    assert len(figures.newest_of(PublicationAuthor, author.pk, ["fr", "ar", "ru"], NOW)) == 2

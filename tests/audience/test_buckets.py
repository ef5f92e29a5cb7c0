"""Buckets: what is added up, folded, forgotten and proved."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import Edition
from audience import buckets, figures
from audience.figures import Period
from audience.models import DailyViews, HourlyViews, RecentViews, Tally, ViewTotal
from tests.factories import (
    make_author,
    make_edition,
    make_publication,
    make_section,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
MINUTES = timedelta(minutes=1)
PATIENCE = 60  # seconds: a deadlock fails instead of hanging


def rows(model, *names):
    return sorted(model.objects.values_list(*names))


def tallies(of, *names):
    return sorted(Tally.objects.filter(of=of).values_list(*names))


def test_numbers_are_added_to_what_there_is():
    edition, other = make_edition(), make_edition()

    buckets.add({(edition.pk, NOON): 2, (edition.pk, NOON + 5 * MINUTES): 1, (other.pk, NOON): 7})
    buckets.add({(edition.pk, NOON): 10, (edition.pk, NOON + 60 * MINUTES): 1})

    hour = NOON + timedelta(hours=1)
    assert rows(ViewTotal, "edition", "views") == [(edition.pk, 14), (other.pk, 7)]
    assert rows(HourlyViews, "edition", "hour", "views") == [
        (edition.pk, NOON, 13),
        (edition.pk, hour, 1),
        (other.pk, NOON, 7),
    ]
    assert rows(RecentViews, "edition", "slot", "views") == [
        (edition.pk, NOON, 12),
        (edition.pk, NOON + 5 * MINUTES, 1),
        (edition.pk, hour, 1),
        (other.pk, NOON, 7),
    ]


def test_views_are_tallied_under_what_the_story_is_of():
    section, topic = make_section(), make_topic()
    first, second = make_author(), make_author()
    story = make_publication(section=section, authors=[first, second], topics=[topic])
    english = make_publication(article=story.article, language="en")

    buckets.add({(story.edition_id, NOON): 2, (english.edition_id, NOON): 3})

    day = NOON.date()
    both = [("en", day, 3), ("fr", day, 2)]
    assert tallies("everything", "language", "day", "views") == both
    assert tallies("section", "object_id", "language", "views") == [
        (section.pk, "en", 3),
        (section.pk, "fr", 2),
    ]
    assert tallies("topic", "object_id", "language", "views") == [
        (topic.pk, "en", 3),
        (topic.pk, "fr", 2),
    ]
    assert len(tallies("author", "object_id", "language", "views")) == 4


def test_views_are_tallied_under_what_readers_saw_then():
    section, later = make_section(), make_section()
    with time_machine.travel(NOON, tick=False):
        edition = make_publication(section=section).edition
        edition.article.section = later
        edition.article.save()
        publishing.publish(edition, by=make_user(), at=NOON + timedelta(days=2))

    buckets.add({(edition.pk, NOON - 60 * MINUTES): 1, (edition.pk, NOON + 10 * MINUTES): 2})
    buckets.add({(edition.pk, NOON + timedelta(days=2)): 4})

    assert tallies("section", "object_id", "views") == [(section.pk, 3), (later.pk, 4)]


def test_what_was_never_published_is_tallied_nowhere():
    buckets.add({(make_edition().pk, NOON): 2, (10**12, NOON): 1})

    assert not Tally.objects.exists()
    assert sum(ViewTotal.objects.values_list("views", flat=True)) == 3


def test_days_of_the_newsroom_begin_at_its_own_midnight(settings):
    settings.TIME_ZONE = "Europe/Paris"
    story, day = make_publication(), date(2026, 3, 29)  # of 23 hours: from 23:00 to 22:00 UTC
    midnight = datetime(2026, 3, 28, 23, tzinfo=UTC)
    hours = [midnight - timedelta(hours=1), midnight, midnight + timedelta(hours=22)]
    hours.append(midnight + timedelta(hours=23))

    buckets.add({(story.edition_id, hour): 1 for hour in hours})

    assert tallies("everything", "day", "views") == [
        (day - timedelta(days=1), 1),
        (day, 2),
        (day + timedelta(days=1), 1),
    ]


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Asia/Kathmandu", "Australia/Adelaide"])
def test_hours_are_those_of_the_newsrooms_clock(settings, zone):
    settings.TIME_ZONE = zone
    story, day = make_publication(), date(2026, 2, 2)
    midnight = datetime(2026, 2, 2, tzinfo=ZoneInfo(zone))
    slots = [midnight + n * MINUTES for n in (-5, 0, 55, 60)]

    buckets.add({(story.edition_id, slot.astimezone(UTC)): 1 for slot in slots})

    by_day = figures.by_day([story.edition_id], Period.of_last(2, slots[-1]), slots[-1])
    assert by_day[story.edition_id] == {day - timedelta(days=1): 1, day: 3}
    assert by_day[story.edition_id] == dict(tallies("everything", "day", "views"))
    by_hour = figures.by_hour([story.edition_id], figures.hours_until(slots[-1], 2))
    assert list(by_hour[story.edition_id].values()) == [2, 1]


@pytest.mark.parametrize("year_month_day", [(2026, 3, 29), (2026, 10, 25)])
def test_hours_fold_into_days_of_23_and_25_hours(settings, year_month_day):
    settings.TIME_ZONE = "Europe/Paris"
    story, day = make_publication(), date(*year_month_day)
    start = datetime(*year_month_day, tzinfo=UTC) - timedelta(days=2)
    hours = {(story.edition_id, start + timedelta(hours=n)): 1 for n in range(96)}
    buckets.add(hours)
    length = 23 if day.month == 3 else 25

    folded = buckets.fold(start + timedelta(days=200))

    assert folded == 96
    by_day = dict(DailyViews.objects.values_list("day", "views"))
    assert by_day[day] == length
    assert by_day[day - timedelta(days=1)] == by_day[day + timedelta(days=1)] == 24
    assert by_day == dict(tallies("everything", "day", "views"))


def test_hours_of_the_last_90_days_stay_and_days_are_folded_whole():
    edition = make_edition()
    at = datetime(2026, 6, 1, 15, 30, tzinfo=UTC)
    first_kept = datetime(2026, 3, 3, tzinfo=UTC)
    before = first_kept - timedelta(hours=1)
    buckets.add({(edition.pk, before): 4, (edition.pk, first_kept): 5})

    assert buckets.fold(at) == 1
    assert buckets.fold(at) == 0

    assert rows(HourlyViews, "hour", "views") == [(first_kept, 5)]
    assert rows(DailyViews, "day", "views") == [(before.date(), 4)]
    assert buckets.rebuild_totals() == []


def test_many_hours_fold_in_several_transactions(monkeypatch):
    monkeypatch.setattr(buckets, "FOLDED_AT_ONCE", 10)
    edition = make_edition()
    buckets.add({(edition.pk, NOON + n * timedelta(hours=1)): 1 for n in range(25)})

    assert buckets.fold(NOON + timedelta(days=100)) == 25

    assert sum(DailyViews.objects.values_list("views", flat=True)) == 25
    assert not HourlyViews.objects.exists()


def test_five_minutes_are_forgotten_after_two_hours():
    edition = make_edition()
    old, new = NOON - timedelta(hours=2, minutes=5), NOON - timedelta(hours=2)
    buckets.add({(edition.pk, old): 1, (edition.pk, new): 1})

    buckets.forget(NOON)

    assert rows(RecentViews, "slot") == [(new,)]
    assert HourlyViews.objects.count() == 2


# --- Proof -------------------------------------------------------------------------------


def test_totals_are_rebuilt_from_hours_and_days(capsys):
    right, high, none, gone = (make_edition() for _ in range(4))
    buckets.add({(right.pk, NOON): 1, (high.pk, NOON): 2, (none.pk, NOON): 3})
    DailyViews.objects.create(edition=none, day=date(2025, 1, 1), views=100)
    ViewTotal.objects.filter(edition=high).update(views=9)
    ViewTotal.objects.filter(edition=none).delete()
    ViewTotal.objects.create(edition=gone, views=5)

    call_command("rebuildviews")

    assert dict(ViewTotal.objects.values_list("edition", "views")) == {
        right.pk: 1,
        high.pk: 2,
        none.pk: 103,
        gone.pk: 0,
    }
    assert capsys.readouterr().out.splitlines() == [
        f"Edition {high.pk}: 9 made 2",
        f"Edition {none.pk}: 0 made 103",
        f"Edition {gone.pk}: 5 made 0",
        "Totals that were not the sum of their buckets: 3",
        "Now every total is the sum of its buckets.",
    ]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_hours_that_fold_while_totals_are_rebuilt_are_counted_once():
    """After each statement of the one, another connection folds another day and commits."""
    edition, day = make_edition(), timedelta(days=1)
    buckets.add({(edition.pk, NOON + n * day): 1 for n in range(20)})
    folded = []

    def fold_a_day():
        try:
            folded.append(buckets.fold(NOON + len(folded) * day + day + buckets.HOURS_KEPT))
        finally:
            connections.close_all()

    def and_fold(execute, *statement):
        found = execute(*statement)
        pool.submit(fold_a_day).result(PATIENCE)
        return found

    with ThreadPoolExecutor(1) as pool, connection.execute_wrapper(and_fold):
        wrong = buckets.rebuild_totals()

    assert wrong == []
    assert folded == [1] * len(folded) and len(folded) >= 3
    assert rows(ViewTotal, "edition", "views") == [(edition.pk, 20)]


# --- Cost --------------------------------------------------------------------------------


def test_queries_do_not_grow_with_editions_or_languages():
    def queries(counts):
        with CaptureQueriesContext(connection) as asked:
            buckets.add(counts)
        return len(asked)

    stories = [make_publication(language=code) for code in ("fr", "en", "ar")]
    pks = [story.edition_id for story in stories]
    one = queries({(pks[0], NOON): 1})
    three = queries({(pk, NOON + 5 * n * MINUTES): 1 for pk in pks for n in range(3)})

    assert one == three


def test_adding_locks_no_edition():
    """What an editor saves is not waited for: no statement touches an edition's row."""
    edition = make_publication().edition

    with CaptureQueriesContext(connection) as asked:
        buckets.add({(edition.pk, NOON): 1})

    table = Edition._meta.db_table
    assert not [query["sql"] for query in asked if f'"{table}"' in query["sql"]]
    with connection.cursor() as cursor:
        for model in (ViewTotal, HourlyViews, RecentViews, DailyViews):
            keys = connection.introspection.get_relations(cursor, model._meta.db_table)
            assert keys == {}

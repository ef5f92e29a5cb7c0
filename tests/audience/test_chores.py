"""What is done now and then, by whoever is there."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from redis import Redis

from audience import chores, counting
from audience.counting import counter
from audience.models import (
    Chore,
    PendingView,
    Ranked,
    RecentViews,
    Seed,
    ViewMark,
    ViewTotal,
)
from tests.factories import make_publication

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
HOUR = timedelta(hours=1)


@pytest.fixture
def edition():
    return make_publication().edition


def read(edition, at=None, address="203.0.113.9"):
    at = at or timezone.now()
    view = counting.view(edition.pk, key=uuid4(), address=address, agent=FIREFOX, at=at)
    assert counter().count(view)


def test_command_adds_up_and_ranks(edition, kept_in, capsys):
    read(edition)

    call_command("rollupviews")
    call_command("rollupviews")

    assert capsys.readouterr().out == "Views added up: 1\nViews added up: 0\n"
    assert ViewTotal.objects.get().views == 1
    assert set(Ranked.objects.values_list("edition", flat=True)) == {edition.pk}


def test_what_was_counted_before_valkey_came_is_added_up_and_forgotten(
    edition, settings, one_valkey
):
    now = timezone.now()
    read(edition, now)
    settings.REDIS_URL = one_valkey
    Redis.from_url(one_valkey).flushdb()
    counting.salts.cache_clear()
    read(edition, now, address="203.0.113.10")

    assert chores.work(now) == 2
    chores.work(now + 25 * HOUR)

    assert ViewTotal.objects.get().views == 2
    assert not any(model.objects.exists() for model in (PendingView, ViewMark, Seed))


def test_command_says_what_is_away(settings):
    settings.REDIS_URL = "unix:///nowhere/valkey.sock"

    with pytest.raises(CommandError, match="Views wait to be added up"):
        call_command("rollupviews")


def test_a_chore_is_done_when_its_interval_has_gone_by(edition):
    now, interval = timezone.now(), chores.INTERVALS["rank"]
    chores.work(now)
    read(edition, now)

    chores.work(now + interval - timedelta(seconds=1))
    assert not Ranked.objects.exists()

    chores.work(now + interval)
    assert Ranked.objects.exists()


def test_a_chore_that_another_has_begun_meanwhile_is_not_done_again(edition):
    """It looked at the clock a little later, and was faster."""
    now = timezone.now()
    chores.work(now + timedelta(seconds=5))
    read(edition, now)

    chores.work(now)

    assert not Ranked.objects.exists()


def test_a_clock_that_was_set_back_keeps_no_chore_waiting(edition):
    now = timezone.now()
    chores.work(now + 5 * HOUR)
    read(edition, now)

    chores.work(now)

    assert Ranked.objects.exists()
    assert set(Chore.objects.values_list("done_at", flat=True)) == {now}


def test_what_valkey_is_not_needed_for_is_done_while_it_is_away(edition, settings):
    now = timezone.now()
    read(edition, now)
    settings.REDIS_URL = "unix:///nowhere/valkey.sock"

    for at in (now, now + 3 * HOUR):
        with pytest.raises(counting.Away):
            chores.work(at)

    assert ViewTotal.objects.get().views == 1
    assert Ranked.objects.exists()
    kept = [model.objects.count() for model in (PendingView, ViewMark, RecentViews)]
    assert kept == [0, 0, 0]


def test_a_chore_that_failed_is_tried_again_after_a_minute(edition, settings, one_valkey):
    now = timezone.now()
    Redis.from_url(one_valkey).flushdb()
    settings.REDIS_URL = "unix:///nowhere/valkey.sock"
    with pytest.raises(counting.Away):
        chores.do_if_due("warn", HOUR, now)
    settings.REDIS_URL = one_valkey

    chores.do_if_due("warn", HOUR, now + timedelta(seconds=59))
    assert Chore.objects.get().done_at < now
    chores.do_if_due("warn", HOUR, now + timedelta(seconds=60))
    assert Chore.objects.get().done_at == now + timedelta(seconds=60)


def test_marks_and_five_minutes_go_after_a_while(edition):
    now = timezone.now().replace(hour=12)  # after midnight a reader has two marks
    read(edition, now)
    chores.work(now)
    assert (ViewMark.objects.count(), RecentViews.objects.count()) == (2, 1)

    chores.work(now + 3 * HOUR)

    assert (ViewMark.objects.count(), RecentViews.objects.count()) == (0, 0)


# --- Without a worker --------------------------------------------------------------------


@pytest.fixture
def alone(settings, monkeypatch):
    settings.WORKER = False
    monkeypatch.setattr(chores, "_next", 0.0)


@pytest.mark.usefixtures("alone")
def test_answers_to_readers_are_followed_by_the_work(edition, client):
    read(edition)

    client.get("/healthz")

    assert ViewTotal.objects.get().views == 1


@pytest.mark.usefixtures("alone")
def test_work_follows_an_answer_now_and_then_not_each(edition, client):
    client.get("/healthz")
    read(edition)

    client.get("/healthz")

    assert not ViewTotal.objects.exists()


@pytest.mark.usefixtures("alone")
def test_no_answer_fails_because_the_work_does(edition, client, settings, caplog):
    settings.REDIS_URL = "unix:///nowhere/valkey.sock"

    assert client.get("/healthz").status_code == 200

    assert "Views wait to be added up" in caplog.text


def test_where_a_worker_runs_no_answer_is_followed_by_work(edition, client, monkeypatch):
    monkeypatch.setattr(chores, "_next", 0.0)
    read(edition)

    client.get("/healthz")

    assert not ViewTotal.objects.exists()

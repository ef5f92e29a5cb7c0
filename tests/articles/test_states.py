from datetime import UTC, datetime

import pytest
import time_machine

import languages
from articles import editing, publishing
from articles.editing import TextsChange
from articles.models import Edition
from articles.states import Standing, standings
from tests.factories import make_article, make_edition, make_publication, make_user

pytestmark = pytest.mark.django_db

NINE, TEN, ELEVEN, TWELVE = (datetime(2026, 3, 5, hour, tzinfo=UTC) for hour in (9, 10, 11, 12))


@pytest.fixture
def chief():
    return make_user()


@pytest.fixture
def clock():
    """A clock that stands at nine until it is moved."""
    with time_machine.travel(NINE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def edition(clock, chief):
    """An edition in Arabic of a story that was written in French."""
    article = make_article(by=chief, language="fr")
    return make_edition(article=article, language="ar", by=chief)


def standing(edition, at=None):
    [strip] = standings([edition.article_id], at).values()
    return next(entry for entry in strip if entry.language == edition.language).standing


def rewrite(edition, by, language):
    edition = edition.article.editions.get(language=language)
    change = TextsChange(language, {"headline": "Autre"}, edition.version)
    editing.save(edition.article_id, by=by, texts=change)


def test_a_draft(edition):
    assert standing(edition) == Standing.DRAFT


def test_in_review(edition, chief):
    publishing.submit(edition, by=chief)

    assert standing(edition) == Standing.IN_REVIEW


def test_approved(edition, chief):
    publishing.approve(edition, by=chief)

    assert standing(edition) == Standing.APPROVED


def test_missing_where_there_is_no_edition_or_no_text(edition):
    Edition.objects.create(article=edition.article, language="ru")

    [strip] = standings([edition.article_id]).values()

    found = {entry.language: entry.standing for entry in strip}
    assert (found["ru"], found["es"]) == (Standing.MISSING, Standing.MISSING)


def test_a_stale_draft(edition, chief):
    rewrite(edition, chief, "fr")

    assert standing(edition) == Standing.STALE_DRAFT


def test_scheduled_becomes_live_and_then_expired_by_the_clock_alone(edition, chief):
    publishing.publish(edition, by=chief, at=TEN, until=TWELVE)

    found = [standing(edition, at) for at in (NINE, TEN, ELEVEN, TWELVE)]

    assert found == [Standing.SCHEDULED, Standing.LIVE, Standing.LIVE, Standing.EXPIRED]


def test_a_change_waits_behind_a_live_text(edition, chief):
    publishing.publish(edition, by=chief)

    rewrite(edition, chief, "ar")

    assert standing(edition) == Standing.PENDING


def test_a_scheduled_change_waits_behind_a_live_text(edition, chief):
    publishing.publish(edition, by=chief)
    publishing.publish(edition, by=chief, at=TEN)

    assert [standing(edition, at) for at in (NINE, TEN)] == [Standing.PENDING, Standing.LIVE]


def test_a_live_text_whose_source_has_moved_on_is_stale(edition, chief):
    publishing.publish(edition, by=chief)

    rewrite(edition, chief, "fr")

    assert standing(edition) == Standing.STALE_LIVE


def test_withdrawn(edition, chief, clock):
    publishing.publish(edition, by=chief)
    clock.move_to(TEN)
    publishing.take_down(edition, by=chief)

    assert standing(edition) == Standing.WITHDRAWN


def test_withdrawn_only_from_the_moment_that_was_decided_on(edition, chief):
    publishing.publish(edition, by=chief)
    publishing.take_down(edition, by=chief, at=TEN)

    assert [standing(edition, at) for at in (NINE, TEN)] == [Standing.LIVE, Standing.WITHDRAWN]


def test_live_again_after_a_withdrawal(edition, chief, clock):
    publishing.publish(edition, by=chief)
    clock.move_to(TEN)
    publishing.take_down(edition, by=chief)
    clock.move_to(ELEVEN)
    publishing.publish(edition, by=chief, until=TWELVE)

    assert [standing(edition, at) for at in (ELEVEN, TWELVE)] == [Standing.LIVE, Standing.EXPIRED]


def test_a_withdrawal_is_over_once_another_text_has_been_live_and_ended(edition, chief, clock):
    publishing.publish(edition, by=chief)
    clock.move_to(TEN)
    publishing.take_down(edition, by=chief)
    publishing.publish(edition, by=chief, at=ELEVEN, until=TWELVE)

    assert [standing(edition, at) for at in (ELEVEN, TWELVE)] == [Standing.LIVE, Standing.EXPIRED]


def test_an_expired_text_that_is_worked_on_is_a_draft(edition, chief, clock):
    publishing.publish(edition, by=chief, until=TEN)
    clock.move_to(ELEVEN)

    rewrite(edition, chief, "ar")

    assert standing(edition) == Standing.DRAFT


def test_the_strip_has_every_language_in_order_with_what_stands_behind_it(edition, chief):
    live = publishing.publish(edition, by=chief)
    planned = publishing.publish(edition, by=chief, at=TEN)

    strip = standings([edition.article_id])[edition.article_id]

    assert [entry.language for entry in strip] == languages.codes()
    [arabic] = [entry for entry in strip if entry.language == "ar"]
    assert (arabic.edition, arabic.live, arabic.planned) == (edition, live, planned)


def test_standings_take_two_queries_however_many_articles(chief, django_assert_num_queries):
    for number in (1, 3):
        ids = [make_publication(by=chief).article_id for _ in range(number)]

        with django_assert_num_queries(2):
            assert len(standings(ids)) == number


def test_every_standing_has_a_letter_of_its_own_and_a_capital_where_readers_see_it():
    live = [Standing.LIVE, Standing.PENDING, Standing.STALE_LIVE]

    assert len({member.value for member in Standing}) == len(Standing)
    assert [member for member in Standing if member.value.isupper()] == live

"""What readers see in the banner: released by an editor, run by the clock."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.roles import CHIEF_EDITOR, EDITOR, REPORTER, TRANSLATOR
from articles import alerting
from articles.models import Alert
from tests.factories import make_alert, make_article, make_edition, make_publication, make_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DRAFT, PLANNED, RUNNING, ENDED = Alert.Standing


def make_draft(**fields):
    return make_alert(**{"text_fr": "Alerte", "released_at": None} | fields)


def running():
    now = timezone.now()
    return set(Alert.objects.running(now)), set(Alert.objects.due(now, now))


def standing(alert, at=None):
    alert.refresh_from_db()
    return alert.standing(at or timezone.now())


@pytest.fixture
def editor(db):
    return make_user(EDITOR)


def test_only_a_release_makes_a_draft_run(editor):
    draft = make_draft(starts_at=timezone.now() - HOUR)
    assert running() == (set(), set())

    alerting.release(draft, by=editor)

    assert running() == ({draft}, {draft})
    draft.refresh_from_db()
    assert draft.released_by == editor
    assert draft.starts_at == draft.released_at  # readers see it since then, not since it was typed


def test_a_release_before_the_start_waits_for_it(editor):
    start = timezone.now() + HOUR
    alert = alerting.release(make_draft(starts_at=start), by=editor)

    assert alert.starts_at == start
    assert standing(alert) == PLANNED
    assert running() == (set(), set())
    assert standing(alert, at=start) == RUNNING


@pytest.mark.parametrize("role", [REPORTER, TRANSLATOR, None])
def test_those_who_do_not_lead_release_hold_back_and_end_nothing(role):
    user = make_user(role)
    draft, planned = make_draft(), make_alert(text_fr="A", starts_at=timezone.now() + HOUR)
    alert = make_alert(text_fr="Alerte")

    for act, about in (
        (alerting.release, draft),
        (alerting.hold_back, planned),
        (alerting.end, alert),
    ):
        with pytest.raises(PermissionDenied):
            act(about, by=user)

    assert [standing(item) for item in (draft, planned, alert)] == [DRAFT, PLANNED, RUNNING]
    assert not LogEntry.objects.exists()


def test_what_has_no_text_or_a_passed_end_is_not_released(editor):
    now = timezone.now()
    for draft, reasons in (
        (make_draft(text_fr=""), ["Write the text in at least one language."]),
        (
            make_draft(starts_at=now - 2 * HOUR, ends_at=now - HOUR),
            ["The end has passed. Choose a later one, or none."],
        ),
    ):
        with pytest.raises(ValidationError) as error:
            alerting.release(draft, by=editor)
        assert error.value.messages == reasons
        assert standing(draft) == DRAFT


def test_a_second_release_changes_nothing(editor):
    alert = alerting.release(make_draft(), by=editor)

    again = alerting.release(alert, by=make_user(CHIEF_EDITOR))

    assert (again.released_at, again.released_by) == (alert.released_at, editor)
    assert LogEntry.objects.count() == 1


def test_an_ended_alert_is_gone_and_stays_told(editor):
    alert = make_alert(text_fr="Alerte", starts_at=timezone.now() - HOUR)

    alerting.end(alert, by=editor)

    assert running() == (set(), set())
    assert standing(alert) == ENDED
    with pytest.raises(ValidationError):
        alerting.end(alert, by=editor)


def test_what_starts_and_ends_in_one_moment_can_end(editor, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    alert = alerting.release(make_draft(starts_at=timezone.now()), by=editor)

    alerting.end(alert, by=editor)

    assert standing(alert, at=timezone.now() + timedelta(seconds=1)) == ENDED


def test_what_has_yet_to_begin_is_held_back_and_not_ended(editor):
    alert = make_alert(text_fr="Alerte", starts_at=timezone.now() + HOUR)
    with pytest.raises(ValidationError):
        alerting.end(alert, by=editor)

    alerting.hold_back(alert, by=editor)

    assert standing(alert) == DRAFT
    with pytest.raises(ValidationError):
        alerting.hold_back(alert, by=editor)


def test_each_act_is_noted_with_who_did_it(editor):
    alert = make_draft(starts_at=timezone.now() + HOUR)

    alerting.release(alert, by=editor)
    alerting.hold_back(alert, by=editor)
    Alert.objects.update(starts_at=timezone.now())
    alert.refresh_from_db()
    alerting.release(alert, by=editor)
    alerting.end(alert, by=editor)

    noted = LogEntry.objects.order_by("id").values_list("change_message", "user", "object_id")
    number = str(alert.pk)
    assert list(noted) == [
        (act, editor.pk, number) for act in ("release", "hold_back", "release", "end")
    ]


def test_alerts_stand_in_one_group_each():
    now = timezone.now()
    make_draft()
    make_draft(starts_at=now - 2 * HOUR, ends_at=now - HOUR)
    make_alert(text_fr="A")
    make_alert(text_fr="A", starts_at=now - HOUR, ends_at=now + HOUR)
    make_alert(text_fr="A", starts_at=now + HOUR)
    make_alert(text_fr="A", starts_at=now - 2 * HOUR, ends_at=now - HOUR)

    at = timezone.now()
    alerts = Alert.objects
    groups = {
        RUNNING: alerts.running(at),
        PLANNED: alerts.planned(at),
        DRAFT: alerts.drafts(),
        ENDED: alerts.ended(at),
    }

    for name, group in groups.items():
        assert set(group) == {alert for alert in alerts.all() if alert.standing(at) == name}
    assert sum(group.count() for group in groups.values()) == alerts.count()


# --- What a new alert begins with ------------------------------------------------------------


def nobody(language):
    return False


def anybody(language):
    return True


def test_suggests_what_readers_see_and_else_what_the_person_writes():
    article = make_publication(language="fr", headline="Le pont ferme").article
    make_edition(article=article, language="ar", headline="يغلق الجسر")
    article.headline_fr = "Le pont fermera"
    article.save()

    assert alerting.suggested_texts(article.pk, anybody) == {
        "fr": "Le pont ferme",
        "ar": "يغلق الجسر",
    }
    assert alerting.suggested_texts(article.pk, nobody) == {"fr": "Le pont ferme"}


def test_suggested_texts_are_as_short_as_an_alert_has_to_be():
    article = make_article(headline="mot " * 50)

    text = alerting.suggested_texts(article.pk, anybody)["fr"]

    assert len(text) <= alerting.LONGEST_TEXT
    assert text.endswith("mot…")


def test_suggestions_cost_two_queries_whatever_there_is(django_assert_num_queries):
    one = make_article(language="fr")
    three = make_publication(language="fr").article
    for code in ("ar", "en"):
        make_publication(article=three, language=code)
    for article in (one, three):
        with django_assert_num_queries(2):
            alerting.suggested_texts(article.pk, anybody)
    assert alerting.suggested_texts(999_999, anybody) == {}

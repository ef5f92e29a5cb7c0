"""What readers see in the banner, and from when until when: refuse first, change, record.

The functions take the alert and the person; they raise PermissionDenied for a person who may
not, and ValidationError for what cannot be. An alert runs by the clock, so a start to come needs
no worker. Nothing but ``release`` makes one run.
"""

from datetime import timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

import languages
from articles.models import Alert, Article, Publication
from articles.models.publications import live_condition
from languages.columns import columns
from languages.text import shorten

# How long an alert runs unless its editor says otherwise: news of the morning is none at night.
USUAL_LENGTH = timedelta(hours=6)
MOST_RUNNING = 9  # alerts that pages have at once, and that the desk counts
MOST_OPEN = 5  # alerts about one article that its page shows
LONGEST_TEXT = Alert._meta.get_field("text").max_length
Standing = Alert.Standing


class Action(models.TextChoices):
    """What was decided about an alert, as the admin's log keeps it."""

    RELEASE = "release", pgettext_lazy("alert", "released")
    HOLD_BACK = "hold_back", pgettext_lazy("alert", "held back")
    END = "end", pgettext_lazy("alert", "ended")


def release(alert, *, by):
    """Let readers see the alert from its start on, in each language in which it has a text.

    A start that has passed becomes now. Of an alert that is released and not over, nothing
    changes. Raises ValidationError where no text is there or the end has passed.
    """
    _require(by, alert)
    with transaction.atomic():
        alert, now = _lock(alert), timezone.now()
        reasons = obstacles(alert, now)
        if reasons:
            raise ValidationError(reasons)
        if alert.released_at is None:
            alert.starts_at = max(alert.starts_at, now)
            alert.released_at, alert.released_by = now, by
            alert.save()
            _record(alert, Action.RELEASE, by)
    return alert


def hold_back(alert, *, by):
    """Make a draft again of an alert that was released and has yet to begin.

    Raises ValidationError where it has begun, or was not released.
    """
    _require(by, alert)
    with transaction.atomic():
        alert, now = _lock(alert), timezone.now()
        if alert.standing(now) != Standing.PLANNED:
            raise ValidationError(_("There is nothing to hold back: it has begun, or is a draft."))
        alert.released_at = alert.released_by = None
        alert.save()
        _record(alert, Action.HOLD_BACK, by)
    return alert


def end(alert, *, by):
    """Take a running alert from the banner now.

    Raises ValidationError where readers do not see it.
    """
    _require(by, alert)
    with transaction.atomic():
        alert, now = _lock(alert), timezone.now()
        if alert.standing(now) != Standing.RUNNING:
            raise ValidationError(_("There is nothing to end: readers do not see it."))
        alert.ends_at = max(now, alert.starts_at + timedelta(microseconds=1))
        alert.save()
        _record(alert, Action.END, by)
    return alert


def obstacles(alert, at):
    """Everything that keeps an alert from being released, a sentence each."""
    reasons = []
    if not alert.languages():
        reasons.append(_("Write the text in at least one language."))
    if alert.ends_at and alert.ends_at <= at:
        reasons.append(end_has_passed())
    return reasons


def end_has_passed():
    return _("The end has passed. Choose a later one, or none.")


def keep_from_beginning(alert):
    """Before changed moments are saved: what they would make run becomes a draft again.

    Whether it did; the row is to be locked. One query.
    """
    now = timezone.now()
    if alert.standing(now) != Standing.RUNNING:
        return False
    moments = Alert.objects.rewrite(False).only("released_at", "starts_at", "ends_at")
    if moments.get(pk=alert.pk).standing(now) == Standing.RUNNING:
        return False
    alert.released_at = alert.released_by = None
    return True


def suggested_texts(article_id, may_write):
    """The headline of an article by language, as short as an alert has to be. Two queries.

    What readers see now; else the working text, in languages that the person writes.
    ``may_write`` says so of a language.
    """
    working = Article.objects.rewrite(False).filter(pk=article_id)
    row = working.values_list(*columns("headline")).first() or ()
    texts = {
        code: text for code, text in zip(languages.codes(), row, strict=False) if may_write(code)
    }
    live = Publication.objects.filter(live_condition(timezone.now()), article_id=article_id)
    texts |= dict(live.values_list("language", "headline"))
    return {code: shorten(text, LONGEST_TEXT - 1) for code, text in texts.items() if text}


def open_alerts(article_id):
    """The alerts about an article that are not over: drafts, planned, running. One query."""
    over = Q(released_at__isnull=False, ends_at__isnull=False, ends_at__lte=timezone.now())
    names = ["article_id", "released_at", "starts_at", "ends_at", "priority", *columns("text")]
    alerts = Alert.objects.rewrite(False).filter(~over, article_id=article_id).only(*names)
    return list(alerts.by_urgency()[:MOST_OPEN])


def _require(user, alert):
    if not user.has_perm("articles.release_alert", alert):
        raise PermissionDenied


def _lock(alert):
    return Alert.objects.select_for_update().get(pk=alert.pk)


def _record(alert, action, by):
    LogEntry.objects.log_actions(by.pk, [alert], CHANGE, action.value, single_object=True)

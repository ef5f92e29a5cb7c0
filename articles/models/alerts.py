"""Breaking news in the banner."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import languages
from articles.models.articles import Article
from languages.columns import column
from languages.saving import ChangedColumnsModel


class AlertQuerySet(models.QuerySet):
    def due(self, at, soon):
        """What runs at a moment, and what begins until the other; most urgent first.

        Released alerts alone: a draft reaches nobody, whatever its moments say.
        """
        return self._released_and_not_over(at).filter(starts_at__lte=soon).by_urgency()

    def running(self, at):
        """What readers see at a moment, most urgent first."""
        return self.due(at, at)

    def planned(self, at):
        """What was released and has yet to begin, the next one first."""
        return self._released_and_not_over(at).filter(starts_at__gt=at).order_by("starts_at", "id")

    def drafts(self):
        """What nobody has released, the latest start first."""
        return self.filter(released_at__isnull=True).order_by("-starts_at", "-id")

    def ended(self, at):
        """What readers saw once, the last that ended first."""
        ended = self.filter(released_at__isnull=False, ends_at__lte=at)
        return ended.order_by("-ends_at", "-id")

    def by_urgency(self):
        return self.order_by("priority", "-starts_at", "-id")

    def _released_and_not_over(self, at):
        not_over = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
        return self.filter(not_over, released_at__isnull=False)

    def in_language(self, language):
        """Only what has a text in the language; no column of another is read."""
        name = column("text", language)
        return (
            self.rewrite(False)
            .exclude(**{name: ""})
            .filter(**{f"{name}__isnull": False})
            .only(name, "article_id", "starts_at", "ends_at", "priority")
        )


class Alert(ChangedColumnsModel):
    """A breaking-news item in the banner, with or without an article."""

    class Priority(models.IntegerChoices):
        FLASH = 1, _("Flash")
        URGENT = 2, _("Urgent")
        IMPORTANT = 3, _("Important")

    class Standing(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("alert", "Draft")
        PLANNED = "planned", pgettext_lazy("alert", "Planned")
        RUNNING = "running", pgettext_lazy("alert", "Live")
        ENDED = "ended", pgettext_lazy("alert", "Ended")

    text = models.CharField(_("text"), max_length=160, blank=True)
    article = models.ForeignKey(
        Article,
        models.SET_NULL,
        verbose_name=_("article"),
        null=True,
        blank=True,
        related_name="alerts",
    )
    starts_at = models.DateTimeField(_("start"), default=timezone.now)
    ends_at = models.DateTimeField(_("end"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority, default=Priority.URGENT
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # A draft until an editor lets it go (``articles.alerting``): only then, and after its start,
    # readers see it.
    released_at = models.DateTimeField(null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="alert_ends_after_its_start",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end must come after the start."),
            )
        ]
        indexes = [
            # AlertQuerySet.due: what runs now or soon
            models.Index(fields=["ends_at", "starts_at"], name="alert_running"),
        ]

    def __str__(self):
        return self.text or f"#{self.pk}"

    def clean(self):
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must come after the start.")})

    def standing(self, at):
        """Where the alert stands at a moment: decided by the clock once it is released."""
        if self.released_at is None:
            return self.Standing.DRAFT
        if self.starts_at > at:
            return self.Standing.PLANNED
        if self.ends_at is None or self.ends_at > at:
            return self.Standing.RUNNING
        return self.Standing.ENDED

    def languages(self):
        """The codes of the languages in which it has a text, in the order they are shown."""
        return [code for code in languages.codes() if getattr(self, column("text", code))]

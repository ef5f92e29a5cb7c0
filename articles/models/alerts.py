"""Breaking news in the banner."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from languages.columns import column
from languages.saving import ChangedColumnsModel


class AlertQuerySet(models.QuerySet):
    def due(self, at, soon):
        """What runs at a moment, and what begins until the other; most urgent first."""
        return self.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=soon
        ).order_by("priority", "-starts_at", "-id")

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
    # A draft until an editor lets it go: only then, and after its start, readers see it.
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

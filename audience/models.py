from django.db import models

from articles.models import Edition


class ViewTotal(models.Model):
    """All views of an edition so far."""

    edition = models.OneToOneField(
        Edition, models.CASCADE, primary_key=True, related_name="view_total"
    )
    views = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return f"{self.edition_id}: {self.views}"


class HourlyViews(models.Model):
    """The views of an edition in one hour (UTC)."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="hourly_views")
    hour = models.DateTimeField(help_text="the start of the hour")
    views = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            # audience.counting.count_view: one bucket per edition and hour
            models.UniqueConstraint(name="one_bucket_per_hour", fields=["edition", "hour"])
        ]
        indexes = [
            # audience.reading.most_read: the buckets of the last day, from the index alone
            models.Index(fields=["hour", "edition", "views"], name="views_by_hour"),
        ]

    def __str__(self):
        return f"{self.edition_id} {self.hour:%Y-%m-%dT%H}: {self.views}"


class ViewMark(models.Model):
    """That somebody was counted lately, as a keyed hash that tells nothing about them."""

    digest = models.CharField(max_length=64, primary_key=True)
    counted_at = models.DateTimeField()

    class Meta:
        indexes = [
            # audience.counting.forget_marks: those older than the window
            models.Index(fields=["counted_at"], name="view_mark_age"),
        ]

    def __str__(self):
        return self.digest

"""What is known of views: how many, of which edition, when. Never whose.

No foreign key here is a constraint of the database: to check one, a roll-up would lock the
edition's row against the editor who saves it.
"""

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Edition


def _of_edition():
    """Without an index of its own: what is looked up by edition has one that begins with it."""
    return models.ForeignKey(
        Edition, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )


def let_nobody_else_write(model):
    """Until the transaction ends. Who reads does not wait; in SQLite it is so anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


# --- Counted, and not yet added up -------------------------------------------------------


class Seed(models.Model):
    """What the salt of a UTC day is made from, together with the site's secret.

    Gone a window after its day: from then on nothing tells whose a mark was.
    """

    day = models.DateField(primary_key=True)
    seed = models.BinaryField(max_length=32)

    def __str__(self):
        return str(self.day)


class ViewMark(models.Model):
    """That a reader was counted lately, or a beacon taken: a keyed hash, or a number by chance."""

    digest = models.UUIDField(primary_key=True)
    until = models.DateTimeField(help_text="when it holds no longer, and may be removed")

    class Meta:
        indexes = [
            # audience.counting.database.forget: those that have ended
            models.Index(fields=["until"], name="view_mark_end"),
        ]

    def __str__(self):
        return str(self.digest)


class PendingView(models.Model):
    """A view that was counted and is not yet in the buckets."""

    edition_id = models.BigIntegerField()
    slot = models.DateTimeField(help_text="the start of its five minutes")

    def __str__(self):
        return f"{self.edition_id} {self.slot}"


class RolledBatch(models.Model):
    """A batch of counts out of Valkey that is in the buckets, and is not to be added again."""

    id = models.UUIDField(primary_key=True)
    rolled_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return str(self.id)


# --- Added up ----------------------------------------------------------------------------


class ViewTotal(models.Model):
    """All views of an edition so far."""

    edition = models.OneToOneField(
        Edition, models.CASCADE, primary_key=True, db_constraint=False, related_name="view_total"
    )
    views = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return f"{self.edition_id}: {self.views}"


class RecentViews(models.Model):
    """The views of an edition in five minutes, for the last hours alone."""

    edition = _of_edition()
    slot = models.DateTimeField(help_text="the start of the five minutes")
    views = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_bucket_per_slot", fields=["edition", "slot"])
        ]
        indexes = [
            # audience.now: those of the last hour, from the index alone
            models.Index(fields=["slot", "edition", "views"], name="views_by_slot"),
        ]

    def __str__(self):
        return f"{self.edition_id} {self.slot:%Y-%m-%dT%H:%M}: {self.views}"


class HourlyViews(models.Model):
    """The views of an edition in one hour of the newsroom, for 90 days."""

    edition = _of_edition()
    hour = models.DateTimeField(help_text="the start of the hour")
    views = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            # audience.buckets.add: one bucket per edition and hour
            models.UniqueConstraint(name="one_bucket_per_hour", fields=["edition", "hour"])
        ]
        indexes = [
            # audience.ranking: the buckets of the last days, from the index alone
            models.Index(fields=["hour", "edition", "views"], name="views_by_hour"),
        ]

    def __str__(self):
        return f"{self.edition_id} {self.hour:%Y-%m-%dT%H}: {self.views}"


class DailyViews(models.Model):
    """The views of an edition on a day of the newsroom, once its hours are forgotten."""

    edition = _of_edition()
    day = models.DateField()
    views = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            # audience.buckets.fold: one bucket per edition and day
            models.UniqueConstraint(name="one_bucket_per_day", fields=["edition", "day"])
        ]

    def __str__(self):
        return f"{self.edition_id} {self.day}: {self.views}"


class Tally(models.Model):
    """The views of a day of the newsroom in one language: all of them, or those of the stories
    of one section, author or topic, as they had it when they were read.
    """

    class Of(models.TextChoices):
        EVERYTHING = "everything", _("everything")
        SECTION = "section", _("section")
        AUTHOR = "author", _("author")
        TOPIC = "topic", _("topic")

    of = models.CharField(max_length=10, choices=Of)
    object_id = models.BigIntegerField(help_text="0 where it is of everything")
    language = models.CharField(max_length=12)
    day = models.DateField()
    views = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            # audience.figures: the days of one section, author or topic
            models.UniqueConstraint(
                name="one_tally_per_day", fields=["of", "object_id", "language", "day"]
            )
        ]
        indexes = [
            # audience.figures: all sections, authors or topics of some days
            models.Index(fields=["of", "day"], name="tally_by_day"),
        ]

    def __str__(self):
        return f"{self.of} {self.object_id} {self.language} {self.day}: {self.views}"


# --- Told from it, now and then ----------------------------------------------------------


class MadeAnew(models.Manager):
    @transaction.atomic
    def replace_all(self, rows):
        """Put these in the place of all that there are. Safe side by side: the last one stays."""
        let_nobody_else_write(self.model)
        self.all().delete()
        self.bulk_create(rows, batch_size=150)


class Ranked(models.Model):
    """An edition's place among the most read of its language, everywhere or in a section."""

    class Span(models.TextChoices):
        DAY = "day", _("24 hours")
        WEEK = "week", _("7 days")

    language = models.CharField(max_length=12)
    section_id = models.BigIntegerField(help_text="0 where it is of every section")
    span = models.CharField(max_length=4, choices=Span)
    place = models.PositiveSmallIntegerField()
    edition = _of_edition()

    objects = MadeAnew()

    class Meta:
        constraints = [
            # audience.reading.most_read: a ranking in its order
            models.UniqueConstraint(
                name="one_edition_per_place", fields=["language", "section_id", "span", "place"]
            )
        ]

    def __str__(self):
        return f"{self.language} {self.section_id} {self.span} {self.place}: {self.edition_id}"


class TypicalViews(models.Model):
    """The median of the views that stories of a kind and language had at an age."""

    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=Article.Kind)
    hours = models.PositiveIntegerField(help_text="the age in hours")
    views = models.FloatField()
    stories = models.PositiveIntegerField(help_text="of how many stories it is the median")

    objects = MadeAnew()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_median_per_age", fields=["language", "kind", "hours"])
        ]

    def __str__(self):
        return f"{self.language} {self.kind} {self.hours} h: {self.views}"


class Chore(models.Model):
    """When something that is done now and then was done last, by whichever process."""

    name = models.CharField(max_length=20, primary_key=True)
    done_at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} {self.done_at}"

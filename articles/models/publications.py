"""The story as readers see it, and what was decided about it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article, Edition, Revision
from articles.models.sections import Section, Topic
from languages.saving import ChangedColumnsModel
from languages.slugs import SLUG_LENGTH

CARD_FIELDS = [
    "article_id",
    "edition_id",
    "language",
    "kind",
    "section_id",
    "slug",
    "kicker",
    "headline",
    "summary",
    "lead_image_id",
    "image_alt",
    "published_at",
    "live_until",
]


def live_condition(at, prefix=""):
    """What is readable at a moment: decided by the clock, never by a worker."""
    return Q(**{f"{prefix}live_from__lte": at}) & (
        Q(**{f"{prefix}live_until__isnull": True}) | Q(**{f"{prefix}live_until__gt": at})
    )


class PublicationQuerySet(models.QuerySet):
    def live(self, language, at=None):
        """What readers of this language may see at the given moment (now by default)."""
        return self.filter(live_condition(at or timezone.now()), language=language)

    def in_section(self, section_id):
        return self.filter(section_id=section_id)

    def newest_first(self):
        return self.order_by("-published_at", "-id")

    def for_cards(self):
        """Read just what a headline card shows, and until when: no body, no join."""
        return self.only(*CARD_FIELDS)


class Publication(models.Model):
    """An immutable copy of one revision of an edition, live from one moment until another."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="publications")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="publications")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=Article.Kind)
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    topics = models.ManyToManyField(Topic, through="PublicationTopic", related_name="+")
    authors = models.ManyToManyField(
        "authors.Author", through="PublicationAuthor", related_name="+"
    )
    slug = models.CharField(max_length=SLUG_LENGTH, blank=True)
    kicker = models.CharField(max_length=80, blank=True)
    headline = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    dateline = models.CharField(max_length=120, blank=True)
    seo_title = models.CharField(max_length=120, blank=True)
    seo_description = models.CharField(max_length=300, blank=True)
    lead_image = models.ForeignKey(
        "images.Image", models.PROTECT, null=True, related_name="publications"
    )
    figures = models.ManyToManyField("images.Image", related_name="figured_publications")
    image_alt = models.CharField(max_length=300, blank=True)
    image_caption = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(help_text="first time; what lists sort by")
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True)
    decided_until = models.DateTimeField(
        null=True, help_text="the end that was decided for it; a successor may end it earlier"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    body = models.TextField(help_text="HTML, sanitised and rendered for readers")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                name="one_open_publication_per_edition",
                fields=["edition"],
                condition=Q(live_until__isnull=True),
            ),
            models.CheckConstraint(
                name="publication_ends_after_its_start",
                condition=Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")),
            ),
        ]
        indexes = [
            # website.views.article: an article in a language, its siblings, and what it was
            models.Index(fields=["article", "language"], name="publication_of_article"),
            # website.views.section: newest of a section in a language, by keyset
            models.Index(
                fields=["language", "section", "-published_at", "-id"],
                name="publication_section_list",
            ),
            # website.views.home: newest of a language
            models.Index(
                fields=["language", "-published_at", "-id"], name="publication_latest_list"
            ),
            # website.front: newest opinion and interviews of a language
            models.Index(
                fields=["language", "-published_at", "-id"],
                name="publication_voices_list",
                condition=Q(kind__in=["interview", "opinion"]),
            ),
            # website.lists.next_arrival: what a list kept now would miss
            models.Index(fields=["language", "live_from"], name="publication_arrivals"),
            # audience.typical: the stories whose first hours are kept;
            # desk.home.reading: what went live lately, in any language, what will come and go today
            models.Index(fields=["-live_from"], name="publication_newest"),
            models.Index(
                fields=["live_until"],
                name="publication_ends",
                condition=Q(live_until__isnull=False),
            ),
        ]

    def __str__(self):
        return self.headline

    def is_live(self, at):
        return self.live_from <= at and (self.live_until is None or at < self.live_until)


class PublicationTopic(models.Model):
    """A publication in the list of a topic, by language and date."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="topic_rows")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    language = models.CharField(max_length=12)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="topic_of_publication_once", fields=["publication", "topic"]
            )
        ]
        indexes = [
            # website.views.topic: newest of a topic in a language, by keyset
            models.Index(
                fields=["topic", "language", "-published_at", "-publication"],
                name="publication_topic_list",
            )
        ]

    def __str__(self):
        return f"{self.topic_id}: {self.publication_id}"


class PublicationAuthor(models.Model):
    """A publication in the list of an author, by language and date; its place in the byline."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="author_rows")
    author = models.ForeignKey("authors.Author", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="author_of_publication_once", fields=["publication", "author"]
            )
        ]
        indexes = [
            # website.views.author: newest of an author in a language, by keyset
            models.Index(
                fields=["author", "language", "-published_at", "-publication"],
                name="publication_author_list",
            )
        ]

    def __str__(self):
        return f"{self.author_id}: {self.publication_id}"


class Correction(ChangedColumnsModel):
    """A dated, public note that says what was wrong."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections")
    text = models.CharField(_("text"), max_length=600, blank=True)
    published_at = models.DateTimeField(_("moment"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["published_at", "id"]

    def __str__(self):
        return self.text or f"#{self.pk}"


class EditorialEvent(models.Model):
    """Who did what to which edition, and why."""

    class Action(models.TextChoices):
        SUBMIT = "submit", _("sent to review")
        SEND_BACK = "send_back", _("sent back")
        APPROVE = "approve", _("approved")
        PUBLISH = "publish", _("published")
        SCHEDULE = "schedule", _("scheduled")
        UNSCHEDULE = "unschedule", _("taken off the schedule")
        TAKE_DOWN = "take_down", _("taken down")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="events")
    action = models.CharField(max_length=12, choices=Action)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)
    effective_at = models.DateTimeField(help_text="the moment that was decided on")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("editorial event")
        verbose_name_plural = _("editorial events")
        ordering = ["id"]

    def __str__(self):
        return f"{self.edition}: {self.action}"

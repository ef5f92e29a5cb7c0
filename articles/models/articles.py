"""The story as the newsroom works on it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

import languages
from articles.fields import BodyField
from articles.models.sections import Section, Topic
from languages.columns import column, columns
from languages.finding import WordsField, words
from languages.saving import ChangedColumnsModel
from languages.slugs import AddressField

# The parts of an edition, in the order in which they are written.
TEXT_FIELDS = [
    "kicker",
    "headline",
    "slug",
    "summary",
    "dateline",
    "body",
    "seo_title",
    "seo_description",
]
# What all editions of an article share; ``articles.editing`` guards them by the version.
FACT_FIELDS = ["kind", "section", "lead_image", "source_language"]


class ArticleQuerySet(models.QuerySet):
    def without_texts(self):
        """Shared facts only: no column of any language is read."""
        return self.rewrite(False).only(*self._fact_columns())

    def with_texts(self, language):
        """Shared facts and the texts of one language; no column of another is read."""
        texts = (column(name, language) for name in TEXT_FIELDS)
        return self.rewrite(False).only(*self._fact_columns(), *texts)

    def found_by_columns(self):
        """What ``words_to_find`` reads; no body."""
        return self.rewrite(False).only(*columns("headline"), *columns("slug"))

    def _fact_columns(self):
        # ``defer`` will not do: modeltranslation takes a text that is deferred in one language
        # for deferred in all.
        texts = {column(name, code) for name in TEXT_FIELDS for code in languages.codes()}
        concrete = (field.name for field in self.model._meta.concrete_fields)
        unread = texts | {*TEXT_FIELDS, "found_by"}
        return [name for name in concrete if name not in unread]


class Article(ChangedColumnsModel):
    """One story in every language it exists in: shared facts, and the working text of each."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        ANALYSIS = "analysis", _("Analysis")
        OPINION = "opinion", _("Opinion")
        INTERVIEW = "interview", _("Interview")
        EXPLAINER = "explainer", _("Explainer")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    section = models.ForeignKey(
        Section, models.PROTECT, verbose_name=_("section"), related_name="+"
    )
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="articles"
    )
    authors = models.ManyToManyField(
        "authors.Author", verbose_name=_("byline"), through="Byline", related_name="articles"
    )
    lead_image = models.ForeignKey(
        "images.Image",
        models.PROTECT,
        verbose_name=_("lead image"),
        null=True,
        blank=True,
        related_name="led_articles",
    )
    source_language = models.CharField(_("source language"), max_length=12)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    found_by = WordsField()

    kicker = models.CharField(_("kicker"), max_length=80, blank=True)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    slug = AddressField(_("address"), null=True, blank=True)
    summary = models.TextField(_("summary"), max_length=600, blank=True)
    dateline = models.CharField(_("dateline"), max_length=120, blank=True)
    seo_title = models.CharField(_("title for search engines"), max_length=120, blank=True)
    seo_description = models.CharField(
        _("description for search engines"), max_length=300, blank=True
    )
    # Last: on SQLite a small column declared after the bodies costs twice as much to read.
    body = BodyField(_("body"), blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-id"]
        indexes = [
            # articles.lists: the last changed of all, of a section, of a kind, by keyset
            models.Index(fields=["-modified_at", "-id"], name="article_list"),
            models.Index(fields=["section", "-modified_at", "-id"], name="article_section_list"),
            models.Index(fields=["kind", "-modified_at", "-id"], name="article_kind_list"),
        ]

    def __str__(self):
        return f"#{self.pk}"

    def words_to_find(self):
        """What people find the article by: the headlines and addresses of all languages."""
        names = [*columns("headline"), *columns("slug")]
        return words(*(getattr(self, name) for name in names))

    def text(self, field, language):
        """The working text of a field in a language, never None."""
        return getattr(self, column(field, language)) or ""


class Byline(models.Model):
    """An author's place in the byline of an article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    author = models.ForeignKey("authors.Author", models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(name="author_signs_once", fields=["article", "author"])
        ]

    def __str__(self):
        return f"{self.article_id}: {self.author_id}"


class Edition(models.Model):
    """What is about an article in one language and is not text."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        APPROVED = "approved", _("Approved")

    class Origin(models.TextChoices):
        HUMAN = "human", _("written by a person")
        MACHINE = "machine", _("machine translation")
        IMPORT = "import", _("imported")

    article = models.ForeignKey(Article, models.CASCADE, related_name="editions")
    language = models.CharField(_("language"), max_length=12)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0, editable=False)
    published_version = models.PositiveIntegerField(
        default=0, editable=False, help_text="that was last published or scheduled; 0 for none"
    )
    edited_at = models.DateTimeField(null=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    figures = models.ManyToManyField(
        "images.Image", related_name="figured_editions", editable=False
    )
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.HUMAN)
    stale_since = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(_("reason for readers"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_edition_per_language", fields=["article", "language"]
            ),
            models.CheckConstraint(
                name="withdrawal_reason_needs_withdrawal",
                condition=Q(withdrawal_reason="") | Q(withdrawn_at__isnull=False),
            ),
        ]
        indexes = [
            # desk.home.reading, articles.lists: what has text that was never published. Few,
            # however many there are in all.
            models.Index(
                fields=["state", "language", "-edited_at"],
                name="edition_unpublished_work",
                condition=~Q(version=F("published_version")),
            ),
            models.Index(
                fields=["edited_by", "-edited_at"],
                name="edition_own_work",
                condition=~Q(version=F("published_version")),
            ),
            models.Index(
                fields=["language", "-stale_since"],
                name="edition_stale",
                condition=Q(stale_since__isnull=False),
            ),
            models.Index(
                fields=["language", "-withdrawn_at"],
                name="edition_withdrawn",
                condition=Q(withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"#{self.article_id} {self.language}"

    @property
    def is_source(self):
        return self.language == self.article.source_language


class Revision(models.Model):
    """One save of an edition's texts, or (without edition) of the article's shared facts."""

    class Kind(models.TextChoices):
        EDIT = "edit", _("edit")
        IMPORT = "import", _("import")

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, related_name="revisions")
    number = models.PositiveIntegerField(help_text="the version that this save made")
    base = models.PositiveIntegerField(help_text="the version that the person started from")
    values = models.JSONField(help_text="each changed field with its new value")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.EDIT)
    is_minor = models.BooleanField(_("minor edit"), default=False)
    source_revision = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", help_text="what the translator saw"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["number"]
        constraints = [
            # also serves articles.editing.texts_at: the revisions of an edition in order
            models.UniqueConstraint(name="revision_of_edition", fields=["edition", "number"]),
            # also serves articles.editing.facts_at
            models.UniqueConstraint(
                name="revision_of_facts",
                fields=["article", "number"],
                condition=Q(edition__isnull=True),
            ),
        ]

    def __str__(self):
        return f"#{self.article_id} {self.edition.language if self.edition else ''} {self.number}"

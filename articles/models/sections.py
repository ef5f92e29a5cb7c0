"""What stories are sorted by: sections and topics, and the addresses they had."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import languages
from languages.columns import column
from languages.finding import FoundByName
from languages.slugs import SLUG_LENGTH, AddressField, validate_not_a_route


def unique_in_each_language(field, name):
    """One constraint per language: the base column is not what readers are sent to."""
    return [
        models.UniqueConstraint(
            fields=[column(field, code)], name=f"{name}_{code.replace('-', '_')}"
        )
        for code in languages.codes()
    ]


class Section(FoundByName):
    """World, Politics, …: each article is in exactly one."""

    class Colour(models.TextChoices):
        WORLD = "world", _("blue")
        POLITICS = "politics", _("purple")
        ECONOMY = "economy", _("green")
        TECHNOLOGY = "technology", _("teal")
        SCIENCE = "science", _("violet")
        CULTURE = "culture", _("brown")
        SPORT = "sport", _("olive")

    name = models.CharField(_("name"), max_length=60, blank=True)
    slug = AddressField(_("address"), null=True, blank=True, validators=[validate_not_a_route])
    description = models.CharField(_("description"), max_length=300, blank=True)
    colour = models.CharField(_("colour"), max_length=12, choices=Colour, default=Colour.WORLD)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Lower numbers come first in the menu.")
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editors"),
        blank=True,
        related_name="sections",
        help_text=_("Whoever has sections here works in those alone; all others in every one."),
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "id"]
        constraints = unique_in_each_language("slug", "section_slug_is_unique")

    def __str__(self):
        return self.name or f"#{self.pk}"


class Topic(FoundByName):
    """Cybersecurity, Japan, …: an article has any number."""

    name = models.CharField(_("name"), max_length=60, blank=True)
    slug = AddressField(_("address"), null=True, blank=True)
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["id"]
        constraints = unique_in_each_language("slug", "topic_slug_is_unique")

    def __str__(self):
        return self.name or f"#{self.pk}"


class SlugHistoryQuerySet(models.QuerySet):
    def of(self, target):
        """The addresses of a section, topic or author."""
        return self.filter(**{SlugHistory.field_for(target): target})


class SlugHistory(models.Model):
    """An address that a section, topic or author has or had; the latest used is the current one.

    ``slug`` is empty from when it had none any more; ``language`` is empty for authors, whose
    address is the same in all languages.
    """

    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(
        "authors.Author", on_delete=models.CASCADE, null=True, related_name="+"
    )
    language = models.CharField(max_length=12, blank=True)
    slug = models.CharField(max_length=SLUG_LENGTH)
    used_from = models.DateTimeField(default=timezone.now)

    objects = SlugHistoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="slug_history_has_one_owner",
                condition=Q(section__isnull=False, topic__isnull=True, author__isnull=True)
                | Q(section__isnull=True, topic__isnull=False, author__isnull=True)
                | Q(section__isnull=True, topic__isnull=True, author__isnull=False),
            ),
            models.UniqueConstraint(
                name="section_slug_is_remembered_once",
                fields=["section", "language", "slug"],
                condition=Q(section__isnull=False),
            ),
            models.UniqueConstraint(
                name="topic_slug_is_remembered_once",
                fields=["topic", "language", "slug"],
                condition=Q(topic__isnull=False),
            ),
            models.UniqueConstraint(
                name="author_slug_is_remembered_once",
                fields=["author", "language", "slug"],
                condition=Q(author__isnull=False),
            ),
        ]
        indexes = [
            # articles.addresses.former_owner: whose address was this
            models.Index(fields=["slug", "language"], name="slug_history_lookup"),
        ]

    def __str__(self):
        return f"{self.language}/{self.slug}"

    @staticmethod
    def field_for(target):
        return type(target)._meta.model_name

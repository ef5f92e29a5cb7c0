from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from languages.finding import FoundByName
from languages.slugs import AddressField, validate_not_a_route


class Author(FoundByName):
    """A person or a desk that is named in a byline."""

    slug = AddressField(
        _("address"),
        unique=True,
        validators=[validate_not_a_route],
        help_text=_("Same in all languages."),
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    biography = models.TextField(_("biography"), max_length=2000, blank=True)
    portrait = models.ForeignKey(
        "images.Image",
        verbose_name=_("portrait"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="portrayed_authors",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
    )
    is_desk = models.BooleanField(
        _("is a desk"), default=False, help_text=_("A desk signs as a group, not as a person.")
    )
    email = models.EmailField(_("public e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["slug"]

    def __str__(self):
        return self.name or self.slug or ""

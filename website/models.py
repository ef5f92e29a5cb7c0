from django.core.exceptions import ValidationError
from django.core.validators import validate_comma_separated_integer_list
from django.db import models
from django.utils.translation import gettext_lazy as _

import languages
from articles.fields import BodyField
from languages.saving import ChangedColumnsModel
from languages.slugs import AddressField, validate_not_a_route


def all_languages():
    return ",".join(languages.codes())


def known_codes(value):
    if not set(filter(None, value.split(","))) <= set(languages.codes()):
        raise ValidationError(_("Choose among the languages of the newsroom."))


class SiteSettings(ChangedColumnsModel):
    """What the newsroom is called, and the languages in which it is open to readers."""

    brand = models.CharField(_("brand"), max_length=60, blank=True)
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    navigation = models.CharField(
        _("navigation"),
        max_length=300,
        blank=True,
        validators=[validate_comma_separated_integer_list],
        help_text=_("The sections of the menu, in order. Without any: all of them, by position."),
    )
    open_languages = models.CharField(
        _("open languages"),
        max_length=300,
        default=all_languages,
        blank=True,
        validators=[known_codes],
        help_text=_("Readers see the site in these languages; the others are prepared behind it."),
    )

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("site")
        constraints = [
            models.CheckConstraint(name="site_settings_is_one_row", condition=models.Q(pk=1))
        ]

    def __str__(self):
        return self.brand or str(self._meta.verbose_name)


class StaticPage(ChangedColumnsModel):
    """Imprint, about, contact: a page that is not news."""

    slug = AddressField(_("address"), unique=True, validators=[validate_not_a_route])
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=120, blank=True)
    body = BodyField(_("body"), blank=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "id"]

    def __str__(self):
        return self.title or self.slug or ""

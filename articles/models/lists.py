"""Lists of articles that people keep."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedList(models.Model):
    """A search and its filters, kept by one person under a name."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_lists", editable=False
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, help_text="of the address, in a canonical order")

    class Meta:
        verbose_name = _("saved list")
        verbose_name_plural = _("saved lists")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(name="saved_list_has_one_name", fields=["owner", "name"])
        ]

    def __str__(self):
        return self.name

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class DeskSite(admin.AdminSite):
    """The desk: where the newsroom works."""

    site_title = _("Newsroom")
    site_header = _("Newsroom")
    index_title = _("Desk")

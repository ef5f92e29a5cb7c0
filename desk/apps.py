from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("desk")


class AdminConfig(admin.AdminConfig):
    """Django's admin under our own site."""

    default_site = "desk.site.DeskSite"

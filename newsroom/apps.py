from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin under our own site."""

    default_site = "newsroom.desk.DeskSite"

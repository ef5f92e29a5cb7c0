from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

# What the bar names, in this order; the rest stands under "More".
PLACES = ["articles.Article", "images.Image", "articles.Alert"]


class DeskSite(admin.AdminSite):
    """The desk: where the newsroom works."""

    site_title = _("Newsroom")
    site_header = _("Newsroom")
    index_title = _("Desk")
    enable_nav_sidebar = False
    empty_value_display = "–"

    def login(self, request, extra_context=None):
        """The door is the sign-in page, with its limits; this form would have none."""
        return secure_admin_login(lambda request: redirect("admin:index"))(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def each_context(self, request):
        context = super().each_context(request)
        places = [
            model | {"is_current": request.path.startswith(model["admin_url"])}
            for app in context["available_apps"]
            for model in app["models"]
            if model["admin_url"]
        ]
        by_label = {place["model"]._meta.label: place for place in places}
        first = [by_label[label] for label in PLACES if label in by_label]
        return context | {
            "places": first,
            "more_places": [place for place in places if place not in first],
        }

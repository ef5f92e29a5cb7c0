from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

import languages
from articles.alerting import MOST_RUNNING
from articles.models import Alert
from desk import acts
from languages import formats

# What the bar names, in this order; the rest stands under "More".
PLACES = ["articles.Article", "images.Image", "articles.Alert"]
VIEWS_OF_ARTICLE = "articles/article/<int:number>/views/"


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

    def password_change_done(self, request, extra_context=None):
        return redirect("account")

    def get_urls(self):
        # These know the admins that are registered at this site.
        from desk import finding
        from desk.readership import article, now, periods

        pages = [
            ("find/", finding.find, "find"),
            ("readership/", now.now_page, "readership"),
            ("readership/periods/", periods.periods_page, "readership_periods"),
            (
                "articles/article/<int:number>/views/",
                article.article_page,
                "articles_article_views",
            ),
        ]
        own = [path(route, self.admin_view(view), name=name) for route, view, name in pages]
        return [*own, *super().get_urls()]

    def index(self, request, extra_context=None):
        from desk import home

        page = {"title": _("Home"), **home.context(request.user)}
        return super().index(request, page | (extra_context or {}))

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
        more = [place for place in places if place not in first]
        now, language = timezone.now(), get_language()
        return context | {
            "places": first,
            "more_places": [*own_places(request), *more],
            "acts_everywhere": acts.everywhere(request.user) if context["has_permission"] else [],
            "running_alerts": lambda: running_alerts(request.user, now),
            "newsroom_clock": {
                "time": formats.clock_time(now, language),
                "zone": formats.zone_name(now, language),
                "place": formats.zone_place(language),
                "now": now,
                "key": timezone.get_default_timezone_name(),
                "locale": languages.locale_tag(language),
            },
        }


def own_places(request):
    """The places that are about no model."""
    if not request.user.has_perm("audience.view_readership"):
        return []
    address = reverse("admin:readership")
    is_current = request.path.startswith(address)
    return [{"name": _("Readership"), "admin_url": address, "is_current": is_current}]


def running_alerts(user, at):
    """How many alerts readers see, with the words and the address for it; None for none."""
    if not user.has_perm("articles.view_alert"):
        return None
    ids = list(Alert.objects.running(at).values_list("pk", flat=True)[:MOST_RUNNING])
    if not ids:
        return None
    return {
        "number": len(ids),
        "words": ngettext("%(count)s alert live", "%(count)s alerts live", len(ids))
        % {"count": len(ids)},
        "url": reverse("admin:articles_alert_change", args=ids)
        if len(ids) == 1
        else reverse("admin:articles_alert_changelist"),
    }

"""What readers would see, for those who decide whether they shall."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone, translation

import languages
from articles import addresses
from articles.alerting import LONGEST_TEXT, suggested_texts
from articles.models import Alert, Publication
from articles.models.publications import live_condition
from languages.columns import column, columns
from languages.ids import id_in
from website import shared


@dataclass(frozen=True)
class BannerPreview:
    """The banner of one language, or "" where the alert has no text in it."""

    language: str
    markup: str
    is_open: bool

    @property
    def name(self):
        return languages.own_name(self.language)


def alert(request, alert_id=None):
    """The banner of an alert in each language, with the component and the styles of readers.

    Of what is posted (a form as it stands, saved or not), else of the alert as it is saved.
    """
    if not request.user.has_perm("articles.view_alert"):
        raise PermissionDenied
    article_id, texts = saved(alert_id) if alert_id else suggested(request)
    if request.method == "POST":
        article_id = id_in(request.POST["article"]) if "article" in request.POST else article_id
        texts = {code: posted_text(request, code, text) for code, text in texts.items()}
    context = {"alert_id": alert_id, "banners": banners(texts, article_id)}
    return render(request, "website/alert_preview.html", context)


def saved(alert_id):
    wanted = Alert.objects.rewrite(False).only("article_id", *columns("text"))
    found = get_object_or_404(wanted, pk=alert_id)
    texts = {code: getattr(found, column("text", code)) or "" for code in languages.codes()}
    return found.article_id, texts


def suggested(request):
    """What a new alert about an article says in the languages that the person does not write."""
    article_id = id_in(request.GET.get("article"))
    texts = suggested_texts(article_id, lambda code: False) if article_id else {}
    return article_id, {code: texts.get(code, "") for code in languages.codes()}


def posted_text(request, language, otherwise):
    """A text as the form holds it; the form sends none that the person may not change."""
    return request.POST.get(column("text", language), otherwise).strip()[:LONGEST_TEXT]


def banners(texts, article_id):
    """A BannerPreview per language. Two queries, one more where there is an article."""
    open_languages, stories = shared.open_languages(), live_stories(article_id)
    found = []
    for code, text in texts.items():
        with translation.override(code):
            alerts = [shared.banner_alert(text, *stories.get(code, ("", "")))]
            context = {"alerts": alerts, "label_id": f"banner-{code}"}
            markup = render_to_string("components/banner.html", context) if text else ""
        found.append(BannerPreview(code, markup, code in open_languages))
    return found


def live_stories(article_id):
    """Summary and address of an article, by the languages in which readers have it. One query."""
    if article_id is None:
        return {}
    live = Publication.objects.filter(live_condition(timezone.now()), article_id=article_id)
    rows = addresses.with_section_slug(live).values_list(
        "language", "section_slug", "slug", "summary"
    )
    return {
        language: (
            summary,
            addresses.article_path(language, section_slug, slug, article_id),
        )
        for language, section_slug, slug, summary in rows
    }

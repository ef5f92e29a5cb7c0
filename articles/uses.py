"""Where stories and those who sign them show images. Authors' portraits are told here too:
authors and images lie side by side and do not know each other."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Edition, Publication
from articles.models.publications import live_condition
from authors.models import Author
from images.uses import Places, Use
from languages.admin import in_some_language
from languages.columns import columns

# Of a publication that readers see, will see, or saw.
LEADING = {
    "now": _("Lead image, live"),
    "to come": _("Lead image, scheduled"),
    "before": _("Lead image, once live"),
}
IN_THE_TEXT = {
    "now": _("In the text, live"),
    "to come": _("In the text, scheduled"),
    "before": _("In the text, once live"),
}


class Stories(Places):
    def of(self, image_id, most):
        """Seven queries."""
        now = timezone.now()
        published = [
            *_published(Publication.objects.filter(lead_image=image_id), now, most, LEADING),
            *_published(Publication.objects.filter(figures=image_id), now, most, IN_THE_TEXT),
        ]
        working = [*_leads(image_id, most), *_figures(image_id, most), *_portraits(image_id, most)]
        found = sorted([*published, *working], key=lambda use: not use.is_live)
        return found[:most]


def _published(publications, now, most, labels):
    """The live ones, then others, but no edition twice. Two queries."""
    fields = ["article_id", "language", "headline", "live_from", "live_until"]
    rows = publications.only(*fields).order_by("-id")
    live = list(rows.filter(live_condition(now))[:most])
    others = list(rows.exclude(live_condition(now))[:most])
    editions = {}
    for row in [*live, *others]:
        editions.setdefault((row.article_id, row.language), row)
    return [
        Use(
            labels[_when(row, now)],
            row.headline,
            row.language,
            edition_url(row.article_id, row.language),
            row.is_live(now),
        )
        for row in editions.values()
    ]


def _when(publication, now):
    if publication.is_live(now):
        return "now"
    return "to come" if publication.live_from > now else "before"


def _leads(image_id, most):
    articles = Article.objects.rewrite(False).only("source_language", *columns("headline"))
    for article in articles.filter(lead_image=image_id).order_by("-id")[:most]:
        text, code = in_some_language(article, "headline", article.source_language)
        url = reverse("admin:articles_article_change", args=[article.pk])
        yield Use(_("Lead image"), text or f"#{article.pk}", code, url)


def _figures(image_id, most):
    names = [f"article__{name}" for name in columns("headline")]
    editions = Edition.objects.filter(figures=image_id).select_related("article")
    for edition in editions.only("article_id", "language", *names).order_by("-id")[:most]:
        headline = edition.article.text("headline", edition.language)
        name, code = (headline, edition.language) if headline else (f"#{edition.article_id}", None)
        yield Use(_("In the text"), name, code, edition_url(edition.article_id, edition.language))


def _portraits(image_id, most):
    authors = Author.objects.rewrite(False).only("slug", *columns("name"))
    for author in authors.filter(portrait=image_id).order_by("id")[:most]:
        name, code = in_some_language(author, "name")
        url = reverse("admin:authors_author_change", args=[author.pk])
        yield Use(_("Portrait"), name or author.slug, code, url, is_live=bool(name))


def edition_url(article_id, language):
    return f"{reverse('admin:articles_article_change', args=[article_id])}?language={language}"

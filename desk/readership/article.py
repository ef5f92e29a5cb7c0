"""The views of one article: in each language, by hour or by day, and against the median."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

import languages
from articles.models import Article, Publication
from audience import figures
from audience.figures import Period
from audience.typical import Medians
from desk.readership import tables
from desk.readership.pages import answer, for_those_who_work_here
from desk.readership.series import Series
from desk.readership.stories import compared, compared_columns, usual_of
from desk.readership.tables import FOLDING, Column, Table
from languages.admin import in_some_language
from languages.columns import columns
from languages.forms import language_attributes
from languages.ids import id_in

HOURS = 48
HOURLY = "hours"
SPANS = [
    (HOURLY, gettext_lazy("48 hours")),
    ("7", gettext_lazy("7 days")),
    ("30", gettext_lazy("30 days")),
    ("90", gettext_lazy("90 days")),
    ("365", gettext_lazy("365 days")),
]


class SpanForm(forms.Form):
    span = forms.ChoiceField(required=False, label=gettext_lazy("Period"), choices=SPANS)


@for_those_who_work_here
def article_page(request, number):
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    article = article_or_404(number)
    language = request.GET.get("language")
    language = language if language in languages.codes() else article.source_language
    form = SpanForm(request.GET)
    page = ArticleViews(
        article, timezone.now(), form.cleaned_data["span"] if form.is_valid() else ""
    )
    headline, code = in_some_language(article, "headline", language)
    context = {
        "title": headline or str(article),
        "title_attributes": language_attributes(code or get_language()),
        "opts": Article._meta,
        "article": article,
        "language": language,
        "page": page,
        "series": page.series,
        "form": form,
    }
    template = "admin/articles/article/views.html"
    name, in_force = f"article-{article.pk}", {"span": page.span}
    return answer(request, template, context, page.tables, name, in_force)


def article_or_404(number):
    rows = Article.objects.rewrite(False).only("source_language", *columns("headline"))
    return get_object_or_404(rows, pk=id_in(number))


@dataclass(frozen=True)
class ArticleViews:
    """What is known of the views of an article at a moment. Four queries."""

    article: Article
    at: datetime
    asked: str

    @cached_property
    def publications(self):
        """What readers see of each edition, or saw last, in the order of languages. One query."""
        rows = Publication.objects.filter(article=self.article, live_from__lte=self.at)
        fields = ["edition_id", "language", "kind", "published_at", "live_from", "live_until"]
        last = {row.language: row for row in rows.order_by("live_from", "pk").only(*fields)}
        return [last[code] for code in languages.codes() if code in last]

    @cached_property
    def span(self):
        """As asked; else the hours of a story that is new, and the last 30 days of another."""
        if self.asked:
            return self.asked
        first = min((row.published_at for row in self.publications), default=self.at)
        return HOURLY if self.at - first <= timedelta(hours=HOURS) else "30"

    @property
    def spans(self):
        return [
            {"value": value, "name": name, "is_current": value == self.span}
            for value, name in SPANS
        ]

    @cached_property
    def series(self):
        ids = [row.edition_id for row in self.publications]
        if self.span == HOURLY:
            buckets = figures.hours_until(self.at, HOURS)
            found = figures.by_hour(ids, buckets)
        else:
            period = Period.of_last(int(self.span), self.at)
            buckets = period.days
            found = figures.by_day(ids, period, self.at)
        views = {row.language: found[row.edition_id] for row in self.publications}
        return Series(views, list(views), buckets, self.at, is_hourly=self.span == HOURLY)

    @cached_property
    def tables(self):
        return [self._languages, self.series.table]

    @property
    def _languages(self):
        medians = Medians()
        totals = figures.totals([row.edition_id for row in self.publications])
        rows = []
        for row in self.publications:
            usual = usual_of(row, self.at, medians) if row.is_live(self.at) else None
            views = totals[row.edition_id]
            rows.append(
                [
                    tables.language_name(row.language),
                    tables.moment(row.published_at),
                    tables.number(views, share=views / (max(totals.values(), default=0) or 1)),
                    *compared(views, usual),
                ]
            )
        return Table(
            "languages",
            _("Languages"),
            [
                Column(_("Language")),
                Column(_("Published")),
                Column(_("Views so far"), is_number=True),
                *compared_columns(),
            ],
            rows,
            note=_(
                "The median is that of the newest stories of the same language and kind at the"
                " age that this one has now."
            ),
            layout=FOLDING,
            empty=_("Readers have not seen this article in any language yet."),
        )

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

import languages
from articles import editing
from articles.admin.editions import EditionPage
from articles.admin.strips import strip
from articles.forms import FactsForm, TextsForm
from articles.models import Article, Byline
from articles.states import standings
from languages import formats
from languages.admin import in_its_language, in_some_language, name_of
from languages.columns import columns
from languages.forms import language_attributes


class CappedPaginator(Paginator):
    """Counts no further than ``most`` rows: an exact count of a big table takes seconds."""

    most = 5000

    @cached_property
    def count(self):
        return self.object_list.order_by().values("pk")[: self.most].count()


class ArticleList(ChangeList):
    """A page of articles with what its columns show. Four queries more, however many rows."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        numbers = [article.pk for article in self.result_list]
        standing, bylines = standings(numbers), bylines_of(numbers)
        for article in self.result_list:
            article.standings = standing[article.pk]
            article.byline = bylines.get(article.pk, [])


def bylines_of(article_ids):
    """The authors of articles, in order, by article id; their names alone. One query."""
    found = {}
    rows = (
        Byline.objects.filter(article_id__in=article_ids)
        .select_related("author")
        .only("article_id", "author__slug", *(f"author__{name}" for name in columns("name")))
    )
    for row in rows:
        found.setdefault(row.article_id, []).append(row.author)
    return found


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    """The list of articles; each is edited one edition at a time, never by Django's own form."""

    list_display = ["headline_to_show", "marks", "section_name", "byline", "changed", "number"]
    list_display_links = ["headline_to_show"]
    list_filter = ["section", "kind"]
    search_fields = columns("headline")
    search_help_text = gettext_lazy("Headline in any language, or number")
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    ordering = ["-id"]
    sortable_by = ()
    actions = None
    preserve_filters = False

    def get_queryset(self, request):
        return (
            Article.objects.rewrite(False)
            .select_related("section")
            .only(
                "source_language",
                "modified_at",
                *columns("headline"),
                *(f"section__{name}" for name in columns("name")),
            )
        )

    def get_changelist(self, request, **kwargs):
        return ArticleList

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        number = search_term.strip().removeprefix("#")
        if number.isdecimal() and len(number) < 18:
            found |= queryset.filter(pk=int(number))
        return found, may_repeat

    @admin.display(description=gettext_lazy("headline"))
    def headline_to_show(self, article):
        text, code = in_some_language(article, "headline", article.source_language)
        return in_its_language(text, code) if text else f"#{article.pk}"

    @admin.display(description=gettext_lazy("editions"))
    def marks(self, article):
        address = reverse("admin:articles_article_change", args=[article.pk])
        cells = strip(article.standings, article, current=None)
        return render_to_string("admin/articles/marks.html", {"cells": cells, "address": address})

    @admin.display(description=gettext_lazy("section"))
    def section_name(self, article):
        return name_of(article.section)

    @admin.display(description=gettext_lazy("byline"))
    def byline(self, article):
        return formats.listing([name_of(author) for author in article.byline], get_language())

    @admin.display(description=gettext_lazy("changed"))
    def changed(self, article):
        """The time of today's changes, the date of earlier ones."""
        at = article.modified_at
        is_today = timezone.localdate(at) == timezone.localdate()
        shown = formats.clock_time if is_today else formats.long_date
        return shown(at, get_language())

    @admin.display(description=gettext_lazy("number"))
    def number(self, article):
        return article.pk

    # What was published stays: an article is taken down, never deleted.

    def has_delete_permission(self, request, obj=None):
        return False

    def history_view(self, request, object_id, extra_context=None):
        raise Http404

    # The form

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        language = source_language_of(request)
        is_sent = request.method == "POST"
        facts_form = new_facts_form(request.POST if is_sent else None, request.user, language)
        texts_form = TextsForm(
            request.POST if is_sent else None, initial={"texts_version": 0}, language=language
        )
        texts_form.fields["headline"].required = True
        if is_sent and all([facts_form.is_valid(), texts_form.is_valid()]):
            facts = facts_form.values | {"source_language": language}
            texts = editing.TextsChange(language, texts_form.values, base=0)
            article = editing.create(by=request.user, facts=facts, texts=texts)
            self.message_user(request, _("Saved."))
            return redirect(edition_address(article.pk, language))
        context = {
            "facts_form": facts_form,
            "texts_form": texts_form,
            "choices": language_choices(request.user, language),
            "title": _("New article"),
            "errors": len(facts_form.errors) + len(texts_form.errors) if is_sent else 0,
            "media": facts_form.media + texts_form.media,
            **{f"text_{name}": value for name, value in language_attributes(language).items()},
        }
        return self._page(request, "admin/articles/article/add_form.html", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        article, language = find(object_id, request.GET.get("language"))
        page = EditionPage(request, article, language)
        if request.method == "POST" and page.post():
            return redirect(edition_address(article.pk, language))
        headline, code = in_some_language(article, "headline", language)
        context = page.context() | {
            "title": headline or str(article),
            "title_language": code and languages.tag(code),
        }
        return self._page(request, "admin/articles/article/change_form.html", context)

    def _page(self, request, template, context):
        request.current_app = self.admin_site.name
        common = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, common | context)


def find(number, language):
    """The article with the texts of the language (its source's where none is named), or 404."""
    if not str(number).isdecimal() or len(str(number)) > 18:
        raise Http404
    facts = Article.objects.filter(pk=number).values_list("source_language", flat=True).first()
    language = language or facts
    if facts is None or language not in languages.codes():
        raise Http404
    return Article.objects.with_texts(language).get(pk=number), language


def edition_address(article_id, language):
    address = reverse("admin:articles_article_change", args=[article_id])
    return f"{address}?language={language}"


def writable_languages(user):
    return [code for code in languages.codes() if user.has_perm("accounts.write_language", code)]


def source_language_of(request):
    """The language of a new article: the one asked for, else the interface's, else the first."""
    own = writable_languages(request.user)
    if not own:
        raise PermissionDenied
    wanted = request.GET.get("language")
    if wanted:
        if wanted not in own:
            raise Http404
        return wanted
    return get_language() if get_language() in own else own[0]


def language_choices(user, current):
    return [
        {
            "name": languages.own_name(code),
            "tag": languages.tag(code),
            "dir": languages.direction(code),
            "url": f"?language={code}",
            "is_current": code == current,
        }
        for code in writable_languages(user)
    ]


def new_facts_form(data, user, language):
    form = FactsForm(data, initial={"facts_version": 0}, user=user)
    form.fields["source_language"].required = False
    return form

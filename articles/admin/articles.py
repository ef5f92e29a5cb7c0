from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import languages
from articles import editing
from articles.admin import lists, naming
from articles.admin.address_lines import address_line
from articles.admin.editions import EditionPage
from articles.admin.history import HistoryPage
from articles.admin.list_acts import writable_languages
from articles.forms import FactsForm, TextsForm
from articles.models import Article
from languages.admin import in_some_language
from languages.forms import language_attributes
from languages.ids import id_in


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    """The list of articles; each is edited one edition at a time, never by Django's own form."""

    def changelist_view(self, request, extra_context=None):
        return lists.view(self, request)

    # What was published stays: an article is taken down, never deleted.

    def has_delete_permission(self, request, obj=None):
        return False

    def history_view(self, request, object_id, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        article, language = find(object_id, request.GET.get("language"))
        context = HistoryPage(article, language, request.GET).context()
        return self._page(request, "admin/articles/article/history.html", context)

    # The form

    def get_urls(self):
        add_named = path(
            "add/named/<slug:kind>/",
            self.admin_site.admin_view(self.add_named_view),
            name="articles_article_add_named",
        )
        return [add_named, *super().get_urls()]

    def add_named_view(self, request, kind):
        return naming.add_named(request, kind, self.admin_site)

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
            "language": language,
            "language_name": languages.own_name(language),
            "address": address_line(texts_form, facts_form["section"].value()),
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
    number = id_in(number)
    facts = Article.objects.filter(pk=number).values_list("source_language", flat=True).first()
    language = language or facts
    if facts is None or language not in languages.codes():
        raise Http404
    return Article.objects.with_texts(language).get(pk=number), language


def edition_address(article_id, language):
    address = reverse("admin:articles_article_change", args=[article_id])
    return f"{address}?language={language}"


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
    form = FactsForm(data, initial={"facts_version": 0}, user=user, language=language)
    form.fields["source_language"].required = False
    return form

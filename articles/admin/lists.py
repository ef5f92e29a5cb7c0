"""The list of articles: filters, a page of rows, kept lists, and what is done with several."""

import json
from functools import cached_property
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

import languages
from articles.admin.list_acts import (
    SelectedArticles,
    called,
    labels,
    language_of_acts,
    open_acts,
    writable_languages,
)
from articles.admin.list_filters import AskedFilters
from articles.admin.strips import strip
from articles.keyset import key_in
from articles.lists import ArticleList
from articles.models import Article, Byline, SavedList
from articles.states import standings
from languages import formats, plurals
from languages.admin import in_some_language
from languages.columns import columns
from languages.forms import language_attributes
from languages.ids import id_in

SIZE = 50
KEPT_AT_MOST = 20


def view(model_admin, request):
    """The list of articles; the acts on what was ticked there; keeping it and letting it go."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    page = ListPage(model_admin, request)
    if request.method == "POST":
        return page.post()
    if not page.asked.form.errors and not page.has_canonical_address:
        return redirect(page.address())
    return page.response()


class ListPage:
    """One page of the list as one person asked for it in one request."""

    def __init__(self, model_admin, request):
        self.model_admin, self.request, self.user = model_admin, request, request.user
        self.asked = AskedFilters(request.GET, request.user)
        self.before, self.after = (key_in(request.GET, name) for name in ("before", "after"))
        if self.before and self.after:
            raise Http404
        self.list = ArticleList(self.asked.filters, timezone.now())

    # Addresses

    @property
    def has_canonical_address(self):
        """Each list has one address, so that it is known again. A form's has empty parameters."""
        own = {"before", "after"}
        return self.asked.parameters == {k: v for k, v in self.request.GET.items() if k not in own}

    @property
    def place(self):
        """The parameters that say where in the list this page is."""
        keys = {"before": self.before, "after": self.after}
        return {name: str(key) for name, key in keys.items() if key}

    def address(self, **place):
        """This list at a place, by default the place of this page."""
        return address_of(self.asked.query, **(place or self.place))

    # Acts

    def post(self):
        act = self.request.POST.get("act")
        if act == "keep":
            self._keep()
        elif act == "forget":
            self._forget()
        else:
            selected = SelectedArticles(self.request, SIZE)
            if act == "take_down" and selected.ids and "reason" not in self.request.POST:
                return self._ask_for_the_reason(selected)
            selected.tell(self.request)
        return redirect(self.address())

    def _keep(self):
        name = " ".join(self.request.POST.get("name", "").split())
        longest = SavedList._meta.get_field("name").max_length
        if not name or len(name) > longest:
            refusal = _("The list was not kept: its name needs 1 to %(most)s characters.")
            messages.error(self.request, refusal % {"most": longest})
        elif len(self.asked.query) > SavedList._meta.get_field("query").max_length:
            messages.error(self.request, _("The list was not kept: its search is too long."))
        elif self.own_lists.exclude(name=name).count() >= KEPT_AT_MOST:
            refusal = _("The list was not kept: %(most)s are the most. Delete another one first.")
            messages.error(self.request, refusal % {"most": KEPT_AT_MOST})
        else:
            values = {"query": self.asked.query}
            SavedList.objects.update_or_create(owner=self.user, name=name, defaults=values)
            messages.success(self.request, _("The list is kept as “%(name)s”.") % {"name": name})

    def _forget(self):
        kept = self.own_lists.filter(pk=id_in(self.request.POST.get("list"))).first()
        if kept is None:
            raise Http404
        kept.delete()
        told = _("The list “%(name)s” is deleted. Its articles stay as they are.")
        messages.success(self.request, told % {"name": kept.name})

    def _ask_for_the_reason(self, selected):
        articles = [called(article) | {"pk": article.pk} for article in selected.articles]
        context = {
            "articles": articles,
            "address": self.address(),
            "language": selected.language,
            "language_name": languages.own_name(selected.language),
            "title": ngettext(
                "Take down %(number)s article in %(language)s?",
                "Take down %(number)s articles in %(language)s?",
                len(articles),
            )
            % {"number": len(articles), "language": languages.own_name(selected.language)},
            "text": language_attributes(selected.language),
        }
        return self._render("admin/articles/article/take_down.html", context)

    # What the page shows

    def response(self):
        keys = self.list.page(SIZE, before=self.before, after=self.after)
        is_first = not self.place
        context = {
            "title": _("Articles"),
            "asked": self.asked,
            "form": self.asked.form,
            "chips": self.chips(),
            "tabs": self.tabs(),
            "may_be_kept": bool(self.asked.query) and self.kept is None,
            "kept": self.kept,
            "count": in_words(self.list.count()),
            "rows": rows_of(keys.rows, self.asked.filters.language),
            "emptied_by": [] if keys.rows or not is_first else self.what_empties(),
            "is_first": is_first,
            "newest": address_of(self.asked.query),
            "older": keys.older and self.address(before=str(keys.older)),
            "newer": keys.newer and self.address(after=str(keys.newer)),
            "looked_until": keys.looked_until
            and formats.date_and_time(keys.looked_until, get_language()),
            "address": self.address(),
            "may_add": self.model_admin.has_add_permission(self.request),
            "selected_words": json.dumps(selected_words(), ensure_ascii=False),
            **self.acts(),
        }
        return self._render("admin/articles/article/change_list.html", context)

    def _render(self, template, context):
        self.request.current_app = self.model_admin.admin_site.name
        common = self.model_admin.admin_site.each_context(self.request)
        return TemplateResponse(
            self.request, template, {**common, "opts": self.model_admin.opts, **context}
        )

    def acts(self):
        names = labels()
        chosen = language_of_acts(self.user, self.asked.filters.language)
        return {
            "acts": [(act, names[act]) for act in open_acts(self.user)],
            "act_languages": [
                {
                    "code": code,
                    "name": languages.own_name(code),
                    "is_chosen": code == chosen,
                    **language_attributes(code),
                }
                for code in writable_languages(self.user)
            ],
        }

    def chips(self):
        return [(chip, address_of(chip.query)) for chip in self.asked.chips]

    def what_empties(self):
        emptied_by = self.asked.what_empties(self.list.at)
        return [(chip, address_of(chip.query)) for chip in emptied_by]

    # Kept lists

    @property
    def own_lists(self):
        return SavedList.objects.filter(owner=self.user)

    @cached_property
    def kept_lists(self):
        return list(self.own_lists)

    @property
    def kept(self):
        """The list of one's own that this one is, or None."""
        return next((kept for kept in self.kept_lists if kept.query == self.asked.query), None)

    def tabs(self):
        """No numbers: each would cost a query as dear as the list itself."""
        built_in = [(_("All"), ""), (_("In review"), "state=in-review"), (_("Mine"), "mine=1")]
        own = [(kept.name, kept.query) for kept in self.kept_lists]
        return [
            {
                "name": name,
                "url": address_of(query),
                "is_current": query == self.asked.query,
            }
            for name, query in built_in + own
        ]


def address_of(query, **place):
    parts = [part for part in (query, urlencode(place)) if part]
    return f"{reverse('admin:articles_article_changelist')}{'?' if parts else ''}{'&'.join(parts)}"


def rows_of(keys, language):
    """The articles of a page with all that their rows show. Four queries however many."""
    found = (
        Article.objects.rewrite(False)
        .select_related("section")
        .only(
            "source_language",
            "modified_at",
            *columns("headline"),
            *(f"section__{name}" for name in columns("name")),
        )
        .in_bulk([key.id for key in keys])
    )
    articles = [found[key.id] for key in keys if key.id in found]
    standing, bylines = standings(list(found)), bylines_of(list(found))
    return [
        row_of(article, standing[article.pk], bylines.get(article.pk, []), language)
        for article in articles
    ]


def row_of(article, standings, byline, language):
    row = called(article)
    link = f"{row['address']}?language={language}" if language else row["address"]
    section, section_code = in_some_language(article.section, "name")
    return row | {
        "article": article,
        "link": link,
        "cells": strip(standings, article, current=None),
        "section": section,
        "section_text": section_code and language_attributes(section_code),
        "byline": formats.listing([author_name(author) for author in byline], get_language()),
        "changed": changed(article.modified_at),
    }


def author_name(author):
    return in_some_language(author, "name")[0] or str(author)


def changed(at):
    """The time of today's changes, the date of earlier ones."""
    is_today = timezone.localdate(at) == timezone.localdate()
    shown = formats.clock_time if is_today else formats.long_date
    return shown(at, get_language())


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


def in_words(count):
    shown = formats.number(count.number, get_language())
    if count.is_exact:
        sentence = ngettext("%(number)s article", "%(number)s articles", count.number)
    elif count.is_estimate:
        sentence = _("about %(number)s")
        shown = formats.number(rounded(count.number), get_language())
    else:
        sentence = _("more than %(number)s")
    return sentence % {"number": shown}


def rounded(number):
    """To three figures: an estimate is no better."""
    step = 10 ** max(len(str(number)) - 3, 0)
    return round(number / step) * step


def selected_words():
    """How many rows are ticked, for the script that counts them."""
    return {
        "none": _("None selected"),
        "some": plurals.forms(
            lambda number: ngettext("%(number)s selected", "%(number)s selected", number)
        ),
    }

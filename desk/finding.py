"""Finding from anywhere at the desk: articles, people, pictures, and what one can do.

One kind after another is asked in a fixed number of queries; a kind that the person may not see
is left out. ``find`` answers the palette and the fields that choose by name.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

import languages
from articles.admin.articles import edition_address
from articles.admin.strips import mark_name
from articles.models import Article, Section, Topic
from articles.states import Standing, standings
from authors.models import Author
from desk import acts
from images.models import Image
from images.renditions import pictures
from languages.columns import column, columns
from languages.finding import WORD, newest_found, terms, words
from languages.forms import language_attributes
from languages.ids import id_typed

MOST_OF_ALL_KINDS = 6
MOST_OF_ONE_KIND = 20
LONGEST_QUERY = 200


@dataclass(frozen=True)
class Search:
    """What somebody looks for, and the language in which the names shown are wanted."""

    query: str
    language: str
    most: int
    user: object

    def rows(self, found):
        """The newest of what is found by the words, or of all where nothing is typed."""
        if self.query:
            return newest_found(found, self.query, self.most)
        return list(found.order_by("-pk")[: self.most])

    def with_number(self, found, rows):
        """The row whose number was typed comes first. One query where one was typed."""
        number, is_address = id_typed(self.query)
        if number is None:
            return rows
        numbered = list(found.filter(pk=number))
        others = [] if is_address and numbered else rows
        return [*numbered, *(row for row in others if row.pk != number)][: self.most]

    def name_of(self, row, field, *preferred):
        """A text of the row and its language: one with the words, as near as can be to the reader.

        ("", None) where there is none at all.
        """
        texts = {
            code: text
            for code in dict.fromkeys([self.language, *preferred, *languages.codes()])
            if (text := getattr(row, column(field, code)))
        }
        hits = [code for code, text in texts.items() if has_words(text, self.query)]
        code = next(iter(hits or texts), None)
        return texts.get(code, ""), code


def has_words(text, query):
    """Whether the words of the query all begin words of the text, as in ``__finds``."""
    own = words(text).split(" ")
    wanted = terms(query)
    return bool(wanted) and all(any(word.startswith(term) for word in own) for term in wanted)


def find(request):
    """The groups of what is found, as JSON; ``said`` tells how much that is, in words."""
    asked = request.GET.get("kinds", "").split(",")
    kinds = [kind for kind in FINDERS if kind in asked] or [*FINDERS]
    language = request.GET.get("language")
    search = Search(
        query=request.GET.get("q", "").strip().replace("\x00", "")[:LONGEST_QUERY],
        language=language if language in languages.codes() else get_language(),
        most=MOST_OF_ONE_KIND if len(kinds) == 1 else MOST_OF_ALL_KINDS,
        user=request.user,
    )
    groups = [
        {"kind": kind, "title": TITLES[kind](), "results": results}
        for kind in kinds
        if (results := FINDERS[kind](search))
    ]
    number = sum(len(group["results"]) for group in groups) + also(request)
    return JsonResponse({"groups": groups, "said": in_words(number, search.query)})


def also(request):
    """How many more the page itself has found: the acts that only it knows."""
    number = request.GET.get("also", "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else 0


def in_words(number, query):
    if number:
        return ngettext("%(count)s found.", "%(count)s found.", number) % {"count": number}
    if query:
        return _("Nothing found for “%(query)s”.") % {"query": query}
    return _("There is nothing yet.")


# --- The kinds ---------------------------------------------------------------------------


def articles(search):
    if not search.user.has_perm("articles.view_article"):
        return []
    found = Article.objects.rewrite(False).only(
        "source_language", "section_id", *columns("headline")
    )
    rows = search.with_number(found, search.rows(found))
    sections = names_of_sections(rows)
    states = standings([article.pk for article in rows])
    return [
        article_result(search, article, sections.get(article.section_id), states[article.pk])
        for article in rows
    ]


def article_result(search, article, section, standings):
    headline, code = search.name_of(article, "headline", article.source_language)
    return result(
        "article",
        article.pk,
        text=(headline or _("No headline"), code),
        detail=f"#{article.pk} · {section}" if section else f"#{article.pk}",
        url=edition_address(article.pk, code or article.source_language),
        marks=marks(standings),
    )


def names_of_sections(articles):
    """The names of the articles' sections in the interface's language. One query."""
    name = column("name", get_language())
    ids = {article.section_id for article in articles}
    return dict(Section.objects.rewrite(False).filter(pk__in=ids).values_list("pk", name))


def marks(standings):
    """Where each edition stands, as the row of marks in the list says it."""
    return [
        {
            "code": languages.tag(standing.language)[:2],
            "mark": mark_name(standing.standing),
            "label": _("%(language)s: %(state)s")
            % {
                "language": languages.own_name(standing.language),
                "state": Standing(standing.standing).label,
            },
        }
        for standing in standings
    ]


def authors(search):
    return named(search, Author, "slug")


def sections(search):
    return named(search, Section)


def topics(search):
    return named(search, Topic)


def named(search, model, *other_names):
    """The rows of a model with a ``name`` in every language; by another name where it has none."""
    app, kind = model._meta.app_label, model._meta.model_name
    if not search.user.has_perm(f"{app}.view_{kind}"):
        return []
    results = []
    for row in search.rows(model.objects.rewrite(False).only(*columns("name"), *other_names)):
        name, code = search.name_of(row, "name")
        other = next((getattr(row, field) for field in other_names), f"#{row.pk}")
        results.append(
            result(
                kind,
                row.pk,
                text=(name or other, code),
                url=address(f"{app}_{kind}", row.pk),
            )
        )
    return results


def images(search):
    if not search.user.has_perm("images.view_image"):
        return []
    found = Image.objects.rewrite(False).only("credit", *columns("caption"), *columns("alt_text"))
    rows = search.with_number(found, search.rows(found))
    shown = pictures([image.pk for image in rows])
    return [image_result(search, image, shown.get(image.pk)) for image in rows]


def image_result(search, image, picture):
    text, code = search.name_of(image, "caption")
    if not text:
        text, code = search.name_of(image, "alt_text")
    return result(
        "image",
        image.pk,
        text=(text or f"#{image.pk}", code),
        detail=f"#{image.pk} · {image.credit}" if image.credit else f"#{image.pk}",
        url=address("images_image", image.pk),
        image=picture.smallest if picture else None,
    )


def acts_found(search):
    """What can be done whose name has the words; last the whole list of what the query finds."""
    results = [
        result("act", act.name, text=(act.label, None), url=act.url, icon=act.icon)
        for act in acts.everywhere(search.user)
        if not search.query or has_words(act.label, search.query)
    ]
    if WORD.search(search.query) and search.user.has_perm("articles.view_article"):
        label = _("All articles with “%(query)s”") % {"query": search.query}
        url = f"{reverse('admin:articles_article_changelist')}?{urlencode({'q': search.query})}"
        results.append(result("act", "list", text=(label, None), url=url, icon="article"))
    return results


FINDERS = {
    "article": articles,
    "author": authors,
    "section": sections,
    "topic": topics,
    "image": images,
    "act": acts_found,
}
TITLES = {
    "article": lambda: _("Articles"),
    "author": lambda: _("Authors"),
    "section": lambda: _("Sections"),
    "topic": lambda: _("Topics"),
    "image": lambda: _("Images"),
    "act": lambda: _("Do"),
}


def result(kind, pk, *, text, url, detail="", image=None, icon=None, marks=None):
    """One result; a text without a language is in that of the interface."""
    words, code = text
    return {
        "kind": kind,
        "id": pk,
        "text": words,
        **language_attributes(code or get_language()),
        "detail": detail,
        "url": url,
        "image": image,
        "icon": icon or kind,
        "marks": marks or [],
    }


def address(view, pk):
    return reverse(f"admin:{view}_change", args=[pk])

"""The revisions of an edition, or of what all languages share, and the text as each left it."""

from dataclasses import dataclass
from functools import cached_property

import lxml.html
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

import languages
from articles import body, editing, embeds
from articles.admin.strips import moment_in_words, strip
from articles.forms import label_of
from articles.models import Article, Edition, Publication, Revision, Section, Topic
from articles.models.articles import TEXT_FIELDS
from articles.states import standings
from authors.models import Author
from images.renditions import pictures
from languages import formats
from languages.admin import name_of
from languages.columns import columns
from languages.forms import language_attributes

ON_A_PAGE = 50
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class RevisionLine:
    """A revision as a row shows it: what changed, who, when, and what became of it."""

    revision: Revision
    what: str
    when: str
    notes: list
    is_live: bool
    address: str
    is_chosen: bool


class HistoryPage:
    """The revisions of one edition (or of the shared facts), newest first, one of them shown.

    ``params``: ``revision`` (the newest where none is named), ``before`` (continue the list below
    that number) and ``of=facts``. Http404 for a revision that is not there.
    """

    def __init__(self, article, language, params):
        self.article, self.language = article, language
        self.is_of_facts = params.get("of") == "facts"
        self.before = number_in(params, "before")
        self.wanted = number_in(params, "revision")
        self.edition = Edition.objects.filter(article=article, language=language).first()

    def context(self):
        return {
            "page": self,
            "title": self.article.text("headline", self.language) or str(self.article),
            "article": self.article,
            "language": self.language,
            "language_name": languages.own_name(self.language),
            **{f"text_{name}": value for name, value in language_attributes(self.language).items()},
            "strip": strip(self._standings, self.article, self.language),
            "lines": self.lines,
            "chosen": self.chosen,
            "older": self.older,
            "shown": self.shown,
            "is_only_one": len(self._revisions) == 1 and self.before is None,
        }

    @cached_property
    def _standings(self):
        return standings([self.article.pk])[self.article.pk]

    # The list

    @cached_property
    def _revisions(self):
        """What rows show, and one more than a page holds; the values stay in the database."""
        if not self.is_of_facts and self.edition is None:
            return []
        revisions = Revision.objects.filter(article=self.article, edition=self._edition_or_facts)
        if self.before is not None:
            revisions = revisions.filter(number__lt=self.before)
        return list(with_changed(revisions, self._fields).order_by("-number")[: ON_A_PAGE + 1])

    def _changed(self, revision):
        return [name for name in self._fields if getattr(revision, f"holds_{name}")]

    @property
    def _edition_or_facts(self):
        return None if self.is_of_facts else self.edition

    @property
    def _fields(self):
        return editing.ALL_FACTS if self.is_of_facts else TEXT_FIELDS

    @cached_property
    def older(self):
        """The address of the page of earlier revisions, or None."""
        if len(self._revisions) <= ON_A_PAGE:
            return None
        return self._address(before=self._revisions[ON_A_PAGE - 1].number)

    @cached_property
    def chosen(self):
        """The revision whose texts are shown; None where there is none at all."""
        if self.wanted is None:
            return self._revisions[0] if self._revisions else None
        found = next((r for r in self._revisions if r.number == self.wanted), None)
        if found is None:
            revisions = Revision.objects.filter(
                article=self.article, edition=self._edition_or_facts, number=self.wanted
            )
            is_there = self.is_of_facts or self.edition
            found = with_changed(revisions, self._fields).first() if is_there else None
        if found is None:
            raise Http404
        return found

    @cached_property
    def lines(self):
        return [self.line(revision) for revision in self._revisions[:ON_A_PAGE]]

    @cached_property
    def chosen_line(self):
        return self.line(self.chosen)

    def line(self, revision):
        publications = self._publications.get(revision.pk, [])
        now = timezone.now()
        names = [label_of(name) for name in self._changed(revision)]
        return RevisionLine(
            revision,
            what=formats.listing(names, get_language()),
            when=moment_in_words(revision.created_at),
            notes=[*notes(revision), *(fate(publication, now) for publication in publications)],
            is_live=any(publication.is_live(now) for publication in publications),
            address=self._address(revision=revision.number, before=self.before),
            is_chosen=self.chosen is not None and revision.pk == self.chosen.pk,
        )

    @cached_property
    def _publications(self):
        """What was made public of the revisions in the list and of the chosen one. One query."""
        if self.is_of_facts:
            return {}
        wanted = {revision.pk for revision in self._revisions[:ON_A_PAGE]}
        wanted |= {self.chosen.pk} if self.chosen else set()
        rows = Publication.objects.filter(edition=self.edition, revision_id__in=wanted)
        found = {}
        for row in rows.only("revision_id", "live_from", "live_until").order_by("live_from", "id"):
            found.setdefault(row.revision_id, []).append(row)
        return found

    def _address(self, **params):
        named = {"language": self.language} | ({"of": "facts"} if self.is_of_facts else {})
        named |= {name: value for name, value in params.items() if value is not None}
        return "?" + "&".join(f"{name}={value}" for name, value in named.items())

    @property
    def texts_address(self):
        return f"?language={self.language}"

    @property
    def facts_address(self):
        return f"?language={self.language}&of=facts"

    # What the revision left

    @cached_property
    def shown(self):
        """Label and value of each field as the chosen revision left it, in order."""
        if self.chosen is None:
            return []
        if self.is_of_facts:
            return facts_in_words(editing.facts_at(self.article, self.chosen.number))
        texts = editing.texts_at(self.edition, self.chosen.number)
        is_first = self.chosen.number == 1  # of which all is new
        changed = [] if is_first else self._changed(self.chosen)
        return [
            {
                "name": name,
                "label": label_of(name),
                "is_changed": name in changed,
                "text": with_pictures(text) if name == "body" else text,
            }
            for name, text in texts.items()
            if text or name in changed
        ]


def number_in(params, name):
    """The number that a parameter holds, or None; Http404 for what is none."""
    if name not in params:
        return None
    text = params[name]
    if not (text.isascii() and text.isdecimal()) or len(text) > 10:
        raise Http404
    return min(int(text), LARGEST_NUMBER)


def with_changed(revisions, fields):
    """Revisions with who saved them and which fields they changed, without any value."""
    holds = {
        f"holds_{name}": ExpressionWrapper(Q(values__has_key=name), BooleanField())
        for name in fields
    }
    who = ("author__username", "author__first_name", "author__last_name")
    read = ("article_id", "edition_id", "number", "kind", "is_minor", "created_at", "author_id")
    return revisions.annotate(**holds).select_related("author").only(*read, *who)


def notes(revision):
    """What sets a revision apart, a word each."""
    found = []
    if revision.is_minor:
        found.append(pgettext("revision", "Minor edit"))
    if revision.kind == Revision.Kind.IMPORT:
        found.append(pgettext("revision", "Import"))
    return found


def fate(publication, now):
    """What readers see, saw or will see of a revision."""
    start = moment_in_words(publication.live_from)
    if publication.live_from > now:
        return _("Goes live %(moment)s.") % {"moment": start}
    if publication.is_live(now):
        return _("Readers see it since %(moment)s.") % {"moment": start}
    end = moment_in_words(publication.live_until)
    return _("Readers saw it from %(start)s until %(end)s.") % {"start": start, "end": end}


def with_pictures(html):
    """A body as the desk shows it: figures as small pictures with their number, and of videos and
    posts of other sites the title and a link. One query.
    """
    root = body.parse(body.clean(html))
    shown = pictures(body.image_ids(html))
    for figure in root.iter("figure"):
        number = figure.get("data-image")
        picture = shown.get(int(number or 0))
        if picture and picture.smallest:
            words = _("Image %(number)s") % {"number": number}
            figure.append(lxml.html.Element("img", src=picture.smallest, alt=words))
        if embed := embeds.find(figure.get("data-embed")):
            link = lxml.html.Element("a", href=embed.address, **language_attributes(get_language()))
            link.text = embed.provider.label
            figure.text = f"{figure.text or ''} "
            figure.append(link)
    for link in root.iter("a"):
        number = link.get("data-article")
        if number:
            link.set("href", reverse("admin:articles_article_change", args=[number]))
    return body.serialize(root)


def facts_in_words(facts):
    """Label and values in words of each shared fact. Three queries."""
    section = named(Section, [facts["section"]])
    topics, authors = named(Topic, facts["topics"]), named(Author, facts["authors"])
    language = facts["source_language"]
    values = {
        "kind": [dict(Article.Kind.choices).get(facts["kind"], facts["kind"])],
        "section": section,
        "lead_image": [f"#{facts['lead_image']}"] if facts["lead_image"] else [],
        "source_language": [languages.own_name(language)] if language else [],
        "topics": topics,
        "authors": authors,
    }
    return [
        {"label": label_of(name), "values": [value for value in values[name] if value]}
        for name in editing.ALL_FACTS
    ]


def named(model, numbers):
    """The names of objects in the order of their numbers; the number of one that is gone."""
    names = [*columns("name"), *(["slug"] if model is Author else [])]
    found = model.objects.rewrite(False).only(*names).in_bulk([pk for pk in numbers if pk])
    return [name_of(found[pk]) if pk in found else f"#{pk}" for pk in numbers if pk]

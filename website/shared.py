"""What every page of a language has around its own text: brand, menu, footer, banner."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2s
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import CharField, F, FilteredRelation, IntegerField, Q, Value
from django.http import Http404
from django.utils import timezone
from django.utils.translation import pgettext

import languages
from articles import addresses
from articles.alerting import MOST_RUNNING
from articles.models import Alert, Section
from articles.models.publications import live_condition
from languages.columns import column
from languages.text import shorten
from website.caching import LONGEST
from website.models import SiteSettings, StaticPage

# Characters of a banner: of text and summary together two lines from 64rem on.
ALERT, ALERT_SUMMARY, LEAST_SUMMARY = 163, 100, 40


@dataclass(frozen=True)
class SectionEntry:
    """A section as one language has it. Without a name or an address it is in no menu."""

    id: int
    name: str
    slug: str
    colour: str
    path: str


@dataclass(frozen=True)
class PageEntry:
    """A static page that has a title in the language."""

    title: str
    path: str


@dataclass(frozen=True)
class BannerAlert:
    """Breaking news, with the story behind it where that is live in the language.

    ``key`` names the alert and the version of what it says, so that whoever dismisses one has not
    dismissed the next; ``until`` is when it ends, if that is known.
    """

    text: str
    summary: str
    path: str
    key: str = ""
    until: datetime | None = None


@dataclass
class Site:
    """What the pages of one language share, as of a moment.

    ``changes_at`` are the moments at which it becomes something else.
    """

    language: str
    at: datetime
    brand: str = ""
    tagline: str = ""
    navigation: list = field(default_factory=list)  # ids of sections
    open_languages: list = field(default_factory=languages.codes)
    sections: dict = field(default_factory=dict)
    pages: list = field(default_factory=list)
    alerts: list = field(default_factory=list)
    changes_at: list = field(default_factory=list)

    @property
    def path(self):
        return home_path(self.language)

    @property
    def is_open(self):
        return self.language in self.open_languages

    @property
    def named_sections(self):
        """All that have a page in the language, by position."""
        return [section for section in self.sections.values() if section.name and section.path]

    @property
    def menu(self):
        """Those that the site's settings name, in their order; all where they name none."""
        named = {section.id: section for section in self.named_sections}
        chosen = [named[pk] for pk in self.navigation if pk in named]
        return chosen or [*named.values()]

    def section_at(self, slug):
        return next((section for section in self.named_sections if section.slug == slug), None)

    def story_path(self, article_id, section_id, slug):
        """The address of a story that is live in this language. No query."""
        section = self.sections.get(section_id)
        # A section may lose its address in a language; its stories still need one.
        section_slug = section.slug if section and section.slug else str(section_id)
        return addresses.article_path(self.language, section_slug, slug, article_id)


def home_path(language):
    return f"/{language}/"


def static_page_path(language, slug):
    return f"/{language}/pages/{slug}/"


def open_site(language):
    """The site of a language as of now; Http404 where it is not open. Two queries."""
    site = read(language, timezone.now())
    if not site.is_open:
        raise Http404
    return site


def read(language, at):
    """The site of a language as of a moment, open or not. Two queries; no other language's text."""
    site = Site(language, at, brand=urlsplit(settings.SITE_URL).hostname)
    for kind, pk, *values in _rows(language):
        _READ[kind](site, pk, *values)
    if site.is_open:
        _add_alerts(site)
    return site


def written_page(site, slug):
    """The body of a static page, and its addresses in those open languages that have it. One query.

    Of the other languages it asks only whether there is a title.
    """
    codes = site.open_languages
    titled = [Q(**{f"{column('title', code)}__gt": ""}) for code in codes]
    written = StaticPage.objects.rewrite(False).filter(slug=slug)
    body, *found = written.values_list(column("body", site.language), *titled).get()
    paths = {
        code: static_page_path(code, slug) for code, has in zip(codes, found, strict=True) if has
    }
    return body or "", paths


def open_languages():
    """The languages in which readers see the site, in order. One query."""
    stored = SiteSettings.objects.rewrite(False).values_list("open_languages", flat=True).first()
    return languages.codes() if stored is None else _known(stored)


def _known(stored):
    chosen = stored.split(",")
    return [code for code in languages.codes() if code in chosen]


def _rows(language):
    """Kind, id and five values of whatever all pages share, in one query."""

    def part(model, kind, *values):
        return model.objects.rewrite(False).order_by().values_list(Value(kind), "pk", *values)

    nothing, nowhere = Value("", CharField()), Value(0, IntegerField())
    parts = [
        part(
            SiteSettings,
            "site",
            column("brand", language),
            column("tagline", language),
            "open_languages",
            nowhere,
            column("navigation", language),
        ),
        part(
            Section,
            "section",
            column("name", language),
            column("slug", language),
            "colour",
            "position",
            nothing,
        ),
        part(StaticPage, "page", column("title", language), "slug", nothing, "position", nothing),
    ]
    rows = parts[0].union(*parts[1:], all=True)
    return sorted(rows, key=lambda row: (row[5], row[1]))


def _read_settings(site, pk, brand, tagline, stored_languages, position, navigation):
    site.brand = brand or site.brand
    site.tagline = tagline or ""
    site.open_languages = _known(stored_languages)
    site.navigation = [int(pk) for pk in (navigation or "").split(",") if pk]


def _read_section(site, pk, name, slug, colour, position, nothing):
    path = addresses.section_path(site.language, slug) if slug else ""
    site.sections[pk] = SectionEntry(pk, name or "", slug or "", colour, path)


def _read_page(site, pk, title, slug, nothing, position, nothing_more):
    if title:
        site.pages.append(PageEntry(title, static_page_path(site.language, slug)))


_READ = {"site": _read_settings, "section": _read_section, "page": _read_page}


def _add_alerts(site):
    """What runs now, most urgent first, and when that changes. One query.

    More than the banner shows at once: another takes the place of one that a reader dismissed.
    """
    soon = site.at + timedelta(seconds=LONGEST)
    stories = "article__publications"
    live_here = Q(**{f"{stories}__language": site.language})
    live_here &= live_condition(site.at, f"{stories}__")
    rows = (
        Alert.objects.in_language(site.language)
        .due(site.at, soon)
        .alias(story=FilteredRelation(stories, condition=live_here))
        .values_list(
            "pk",
            column("text", site.language),
            "released_at",
            "starts_at",
            "ends_at",
            "article_id",
            F("story__section_id"),
            F("story__slug"),
            F("story__summary"),
            F("story__live_until"),
        )
    )
    for pk, text, released_at, starts_at, ends_at, article_id, *story in rows:
        section_id, slug, summary, live_until = story
        site.changes_at += [starts_at, ends_at, live_until]
        if starts_at > site.at or len(site.alerts) == MOST_RUNNING:
            continue
        path = site.story_path(article_id, section_id, slug) if section_id else ""
        key = f"{pk}-{version(text, released_at)}"
        site.alerts.append(banner_alert(text, summary, path, key=key, until=ends_at))


def banner_alert(text, summary, path, **moment):
    """Breaking news as the banner shows it, in the active language.

    With the beginning of a summary, as far as the text leaves room for it.
    """
    ellipsis = pgettext("mark at the end of a shortened text", "…")
    room = min(ALERT_SUMMARY, ALERT - len(text))
    shown = shorten(summary or "", room, ellipsis=ellipsis) if room >= LEAST_SUMMARY else ""
    return BannerAlert(text, shown, path, **moment)


def version(text, released_at):
    """Another for another text, and for what is released again. The story behind may change."""
    said = f"{released_at.isoformat()} {text}"
    return blake2s(said.encode(), digest_size=4).hexdigest()

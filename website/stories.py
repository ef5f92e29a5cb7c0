"""Stories as pages show them: as cards in lists, and whole. No column of another language."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from articles import addresses
from articles.models import (
    Correction,
    Publication,
    PublicationAuthor,
    PublicationTopic,
    Section,
    SlugHistory,
)
from articles.models.publications import CARD_FIELDS, live_condition
from authors.models import Author
from images.renditions import Picture, pictures
from languages.columns import column
from website.caching import LONGEST
from website.shared import SectionEntry

ARTICLE_FIELDS = [
    *CARD_FIELDS,
    "edition_id",
    "dateline",
    "seo_title",
    "seo_description",
    "image_caption",
    "live_from",
    "body",
]


@dataclass(frozen=True)
class Story:
    """A publication with what its card needs, as of the moment of the page."""

    publication: Publication
    path: str
    section: SectionEntry | None
    picture: Picture | None
    at: datetime


@dataclass(frozen=True)
class Signature:
    """An author in a byline; without a name in the language there is no page to lead to."""

    name: str
    role: str
    path: str
    picture: Picture | None


@dataclass(frozen=True)
class TopicEntry:
    name: str
    path: str


@dataclass(frozen=True)
class Elsewhere:
    """The same story where it is live in another language."""

    language: str
    headline: str
    path: str


@dataclass(frozen=True)
class Ending:
    """How an edition went; a reason only where it was taken down, not where it expired."""

    at: datetime
    reason: str


# --- Lists -------------------------------------------------------------------------------


def as_stories(site, publications, found):
    """Publications as cards, with what ``pictures_of`` found. No query."""
    return [
        Story(
            publication,
            site.story_path(publication.article_id, publication.section_id, publication.slug),
            site.sections.get(publication.section_id),
            found.get(publication.lead_image_id),
            site.at,
        )
        for publication in publications
    ]


def pictures_of(publications, *image_ids):
    """The lead images of publications, and those images, by id. One query at most."""
    return pictures([*(publication.lead_image_id for publication in publications), *image_ids])


def listed(site):
    """What readers of the site see now, with the columns of a card and the end of each."""
    return Publication.objects.live(site.language, site.at).for_cards()


def listed_through(rows, site, **owner):
    """The rows of a topic or author whose publications are live now, each with its card.

    The list is walked by the rows' own language and date, for which they have an index.
    """
    fields = [f"publication__{name}" for name in CARD_FIELDS]
    return (
        rows.filter(live_condition(site.at, "publication__"), language=site.language, **owner)
        .select_related("publication")
        .only("published_at", "publication_id", *fields)
    )


def newest_of_sections(site, section_ids, number, *, without=()):
    """The ids of the newest publications of each section. One query, index probes for each."""
    newest = (
        Publication.objects.live(site.language, site.at)
        .in_section(OuterRef("pk"))
        .exclude(pk__in=without)
        .newest_first()
        .values("pk")
    )
    rows = Section.objects.rewrite(False).filter(pk__in=section_ids).order_by()
    rows = rows.values_list("pk", *(Subquery(newest[i : i + 1]) for i in range(number)))
    return {pk: [found for found in ids if found] for pk, *ids in rows}


def ends(cards):
    """When what is shown goes, as far as that is set."""
    return [story.publication.live_until for story in cards]


def next_arrival(site):
    """When the next story goes live, if a page kept now would miss it. One query."""
    soon = site.at + timedelta(seconds=LONGEST)
    planned = Publication.objects.filter(
        language=site.language, live_from__gt=site.at, live_from__lte=soon
    )
    return planned.order_by("live_from").values_list("live_from", flat=True).first()


def current_paths(field, pk, path):
    """The addresses of a section or topic (``field``) by language. One query."""
    rows = SlugHistory.objects.filter(**{field: pk}).order_by("used_from", "id")
    return {
        language: path(language, slug) for language, slug in rows.values_list("language", "slug")
    }


def author_paths(site, pk, slug):
    """The addresses of an author in the languages where a story of theirs is live. One query."""
    live = PublicationAuthor.objects.filter(live_condition(site.at, "publication__"), author=pk)
    # The order makes the index of the list serve; to EXISTS, PostgreSQL may prefer a worse one.
    newest = live.order_by("-published_at", "-publication_id").values("pk")
    found = (
        Author.objects.rewrite(False)
        .filter(pk=pk)
        .values_list(*(Subquery(newest.filter(language=code)[:1]) for code in site.open_languages))
    )
    return {
        code: addresses.author_path(code, slug)
        for code, row in zip(site.open_languages, found.get(), strict=True)
        if row
    }


# --- One story ---------------------------------------------------------------------------


def live_publication(site, article_id):
    """The publication that readers of the site see now, with its ``views``, or None. One query."""
    return (
        Publication.objects.live(site.language, site.at)
        .filter(article_id=article_id)
        .only(*ARTICLE_FIELDS)
        .annotate(views=F("edition__view_total__views"))
        .first()
    )


def elsewhere(site, article_id):
    """Where else a story is live, in the order of the languages, and when that changes. One query.

    The moments are those of any of them within the time that a page may be kept.
    """
    soon = site.at + timedelta(seconds=LONGEST)
    rows = Publication.objects.filter(
        Q(live_until__isnull=True) | Q(live_until__gt=site.at),
        article_id=article_id,
        live_from__lte=soon,
        language__in=[code for code in site.open_languages if code != site.language],
    )
    rows = addresses.with_section_slug(rows).values_list(
        "language", "headline", "section_slug", "slug", "live_from", "live_until"
    )
    found, changes_at = {}, []
    for language, headline, section_slug, slug, live_from, live_until in rows:
        changes_at += [live_from, live_until]
        if live_from <= site.at:
            path = addresses.article_path(language, section_slug, slug, article_id)
            found[language] = Elsewhere(language, headline, path)
    return [found[code] for code in site.open_languages if code in found], changes_at


def signatures(site, publication):
    """Who signs, in order: rows of name, role, slug and portrait's id. One query."""
    name, role = column("author__name", site.language), column("author__role", site.language)
    rows = PublicationAuthor.objects.filter(publication=publication).order_by("position", "id")
    return list(rows.values_list(name, role, "author__slug", "author__portrait_id"))


def with_portraits(site, rows, found):
    return [
        Signature(
            name or slug,
            role or "",
            addresses.author_path(site.language, slug) if name else "",
            found.get(portrait_id),
        )
        for name, role, slug, portrait_id in rows
    ]


def topics(site, publication):
    """The topics that have a page in the language. One query."""
    name, slug = column("topic__name", site.language), column("topic__slug", site.language)
    rows = PublicationTopic.objects.filter(publication=publication).order_by("topic_id")
    return [
        TopicEntry(name, addresses.topic_path(site.language, slug))
        for name, slug in rows.values_list(name, slug)
        if name and slug
    ]


def corrections(site, article_id):
    """Moment and text of each correction that has a text in the language. One query."""
    text = column("text", site.language)
    return list(
        Correction.objects.rewrite(False)
        .filter(article_id=article_id, published_at__lte=site.at, **{f"{text}__gt": ""})
        .order_by("published_at", "id")
        .values_list("published_at", text)
    )


def ending(site, article_id):
    """How the edition in this language ended, if it was live once. One query."""
    row = (
        Publication.objects.filter(
            article_id=article_id, language=site.language, live_until__lte=site.at
        )
        .order_by("-live_until")
        .values_list("live_until", "edition__withdrawn_at", "edition__withdrawal_reason")
        .first()
    )
    if row is None:
        return None
    ended_at, withdrawn_at, reason = row
    return Ending(ended_at, reason if withdrawn_at == ended_at else "")


def with_dateline(body, dateline):
    """The rendered body with the dateline run into its first paragraph."""
    line = format_html('<span class="dateline">{}</span> ', dateline) if dateline else ""
    if line and body.startswith("<p>"):
        return mark_safe(f"<p>{line}{body[3:]}")
    return mark_safe(f"<p>{line}</p>{body}" if line else body)

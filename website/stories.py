"""One story as its page shows it. No column of another language."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from django.db.models import F, JSONField, OuterRef, Q, Subquery
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from articles import addresses
from articles.models import Correction, Publication, PublicationAuthor, PublicationTopic
from articles.models.publications import CARD_FIELDS, live_condition
from images.renditions import Picture
from languages.columns import column
from website.caching import LONGEST
from website.lists import TopicEntry, listed, more_from_section

ARTICLE_FIELDS = [
    *CARD_FIELDS,
    "dateline",
    "seo_title",
    "seo_description",
    "image_caption",
    "live_from",
    "body",
]
NEWEST_OF_TOPIC = 6  # of each topic, among which related stories are looked for
RELATED = 3


@dataclass(frozen=True)
class Signature:
    """An author in a byline; without a name in the language there is no page to lead to."""

    name: str
    role: str
    path: str
    picture: Picture | None


@dataclass(frozen=True)
class Elsewhere:
    """The same story where it is live in another language."""

    language: str
    headline: str
    path: str
    section_id: int


@dataclass(frozen=True)
class Ending:
    """How an edition went: it was taken down, for a reason if one was given, or it expired."""

    at: datetime
    is_withdrawn: bool
    reason: str
    section_id: int

    @property
    def title(self):
        """In the active language."""
        if self.is_withdrawn:
            return _("This story has been taken down")
        return _("This story is no longer available")


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
        "language", "headline", "section_slug", "slug", "section_id", "live_from", "live_until"
    )
    found, changes_at = {}, []
    for language, headline, section_slug, slug, section_id, live_from, live_until in rows:
        changes_at += [live_from, live_until]
        if live_from <= site.at:
            path = addresses.article_path(language, section_slug, slug, article_id)
            found[language] = Elsewhere(language, headline, path, section_id)
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
    """The topics that have a page in the language, and the ids of the newest publications of each
    topic, with a page or not, this one left out. One query.
    """
    name, slug = column("topic__name", site.language), column("topic__slug", site.language)
    newest = (
        PublicationTopic.objects.filter(
            live_condition(site.at, "publication__"),
            topic=OuterRef("topic"),
            language=site.language,
        )
        .exclude(publication=publication.pk)
        .order_by("-published_at", "-publication_id")
        .values("publication_id")
    )
    rows = PublicationTopic.objects.filter(publication=publication).order_by("topic_id")
    rows = list(rows.values_list(name, slug, Listed(newest[:NEWEST_OF_TOPIC])))
    entries = [
        TopicEntry(name, addresses.topic_path(site.language, slug))
        for name, slug, _ids in rows
        if name and slug
    ]
    return entries, [ids or [] for *_, ids in rows]


class Listed(Subquery):
    """The numbers that a subquery finds, in its order, or None: one walk of its index for all."""

    output_field = JSONField()
    template = "(SELECT jsonb_agg(found.number) FROM (%(subquery)s) found(number))"

    def as_sqlite(self, compiler, connection):
        # There the columns of a subquery cannot be named from outside.
        template = "(SELECT json_group_array(publication_id) FROM (%(subquery)s))"
        return self.as_sql(compiler, connection, template=template)


def related(site, ids_by_topic):
    """The publications that share most of the topics, and of these the newest. One query.

    Looked for among the newest of each topic (see ``topics``).
    """
    shared = Counter(pk for ids in ids_by_topic for pk in ids)
    if not shared:
        return []

    def rank(publication):
        return shared[publication.pk], publication.published_at, publication.pk

    found = listed(site).filter(pk__in=shared)
    return sorted(found, key=rank, reverse=True)[:RELATED]


def beside(site, publication, ids_by_topic):
    """Publications to read next: related ones, and others from the section. Two queries."""
    close = related(site, ids_by_topic)
    known = [publication.pk, *(other.pk for other in close)]
    return close, more_from_section(site, publication.section_id, without=known)


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
        .values_list(
            "live_until", "edition__withdrawn_at", "edition__withdrawal_reason", "section_id"
        )
        .first()
    )
    if row is None:
        return None
    ended_at, withdrawn_at, reason, section_id = row
    is_withdrawn = withdrawn_at == ended_at  # else the reason is that of an earlier end
    return Ending(ended_at, is_withdrawn, reason if is_withdrawn else "", section_id)


def letter(headline, address):
    """A ``mailto:`` address that opens a letter about a story."""
    return f"mailto:?subject={quote(headline)}&body={quote(iri_to_uri(address), safe='')}"

"""Stories as lists show them: cards, in the language of the page. No column of another."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Case, F, OuterRef, Q, Subquery, When

from articles import addresses
from articles.models import Publication, PublicationAuthor, PublicationTopic, Section
from articles.models.publications import CARD_FIELDS, live_condition
from authors.models import Author
from images.renditions import Picture, pictures
from languages import formats
from languages.columns import column
from website.caching import LONGEST
from website.shared import SectionEntry

MORE_FROM_SECTION = 3


@dataclass(frozen=True)
class Story:
    """A publication with what its card needs, as of the moment of the page."""

    publication: Publication
    path: str
    section: SectionEntry | None
    picture: Picture | None
    at: datetime
    names: str = ""  # who signs, where the card tells it


@dataclass(frozen=True)
class TopicEntry:
    name: str
    path: str


def as_stories(site, publications, found, signed=None):
    """Publications as cards, with what ``pictures_of`` and ``signatures_of`` found. No query."""
    signed = signed or {}
    return [
        Story(
            publication,
            site.story_path(publication.article_id, publication.section_id, publication.slug),
            site.sections.get(publication.section_id),
            found.get(publication.lead_image_id),
            site.at,
            formats.listing([name for name, _ in signed.get(publication.pk, [])], site.language),
        )
        for publication in publications
    ]


def each_picture_once(cards, found, drawn=None):
    """The cards in the order of their page, each with a picture that none before it has.

    ``drawn`` are the images that a card may show, best first, by publication, and a card that it
    does not name shows none; without ``drawn`` each may show the one that leads its story.
    """
    taken, once = set(), []
    for card in cards:
        publication = card.publication
        images = [publication.lead_image_id] if drawn is None else drawn.get(publication.pk, [])
        image_id = next((pk for pk in images if pk in found and pk not in taken), None)
        taken.add(image_id)
        once.append(replace(card, picture=found.get(image_id)))
    return once


def pictures_of(publications, *image_ids):
    """The lead images of publications, and those images, by id. One query at most."""
    return pictures([*(publication.lead_image_id for publication in publications), *image_ids])


def listed(site):
    """What readers of the site see now, with the columns of a card and the end of each."""
    return Publication.objects.live(site.language, site.at).for_cards()


def listed_by_ids(site, ids, edition_ids):
    """Those of some publications, and of some editions, that readers see now."""
    return listed(site).filter(Q(pk__in=list(ids)) | Q(edition__in=edition_ids))


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


def more_from_section(site, section_id, without=()):
    """The newest publications of a section, but for those of some ids. One query.

    Nothing where there are too few: a row with gaps looks like a page that broke off.
    """
    rows = listed(site).in_section(section_id).exclude(pk__in=without)
    found = list(rows.newest_first()[:MORE_FROM_SECTION])
    return found if len(found) == MORE_FROM_SECTION else []


def around_day(site, start, end):
    """Of a day between two moments: when the next story before it and after it was published, and
    the languages that have stories of that day; None where this language has none. One query.
    """
    every = Publication.objects.filter(live_condition(site.at))
    here = every.filter(language=site.language)
    of_the_day = every.filter(published_at__gte=start, published_at__lt=end).newest_first()
    before = here.filter(published_at__lt=start).newest_first().values("published_at")
    after = here.filter(published_at__gte=end).order_by("published_at", "id")
    others = [code for code in site.open_languages if code != site.language]
    row = of_the_day.filter(language=site.language).values_list(
        Subquery(before[:1]),
        Subquery(after.values("published_at")[:1]),
        *(Subquery(of_the_day.filter(language=code).values("pk")[:1]) for code in others),
    )
    if not (row := row.first()):
        return None
    earlier, later, *found = row
    codes = [code for code, pk in zip(others, found, strict=True) if pk]
    return earlier, later, [site.language, *codes]


def newest_between(site, start, end):
    """The newest story that was published between two moments, if any: only when. One query."""
    rows = Publication.objects.live(site.language, site.at).only("published_at", "live_until")
    return rows.filter(published_at__gte=start, published_at__lt=end).newest_first().first()


def signatures_of(site, publications):
    """Who signs publications, in order: name and portrait's id, by publication. One query."""
    name = column("author__name", site.language)
    rows = PublicationAuthor.objects.filter(publication__in=[p.pk for p in publications])
    rows = rows.order_by("publication_id", "position", "id")
    signed = {}
    for pk, *names, portrait_id in rows.values_list(
        "publication_id", name, "author__slug", "author__portrait_id"
    ):
        signed.setdefault(pk, []).append((next(filter(None, names)), portrait_id))
    return signed


def portraits(signed, publication):
    """The ids of the portraits of who signs a publication."""
    return [portrait_id for _, portrait_id in signed.get(publication.pk, []) if portrait_id]


def topics_of(site, publications):
    """The topics that have a page in the language, by publication. One query."""
    rows = PublicationTopic.objects.filter(publication__in=[p.pk for p in publications])
    rows = rows.order_by("topic_id").values_list(
        "publication_id",
        column("topic__name", site.language),
        column("topic__slug", site.language),
    )
    found = {}
    for pk, name, slug in rows:
        if name and slug:
            entry = TopicEntry(name, addresses.topic_path(site.language, slug))
            found.setdefault(pk, []).append(entry)
    return found


def most_frequent(topics, publications, number, *, without=""):
    """The topics that most of some publications have (see ``topics_of``), but for one address."""
    counted = Counter(entry for p in publications for entry in topics.get(p.pk, []))
    counted = Counter({entry: n for entry, n in counted.items() if entry.path != without})
    return [entry for entry, _ in counted.most_common(number)]


def ends(publications):
    """When what is shown goes, as far as that is set."""
    return [publication.live_until for publication in publications]


def next_arrival(site):
    """When the next story goes live, if a page kept now would miss it. One query."""
    soon = site.at + timedelta(seconds=LONGEST)
    planned = Publication.objects.filter(
        language=site.language, live_from__gt=site.at, live_from__lte=soon
    )
    return planned.order_by("live_from").values_list("live_from", flat=True).first()


def named_paths(site, model, pk, path):
    """The addresses of a section or topic in the open languages in which it has a page. One query.

    It has one where it has both a name and an address now, as its own view decides.
    """
    codes = site.open_languages
    slugs = [when_named(code, F(column("slug", code))) for code in codes]
    found = model.objects.rewrite(False).filter(pk=pk).values_list(*slugs).get()
    return {code: path(code, slug) for code, slug in zip(codes, found, strict=True) if slug}


def author_paths(site, pk, slug):
    """The addresses of an author in those open languages in which they have a name and a story
    of theirs is live. One query.
    """
    live = PublicationAuthor.objects.filter(live_condition(site.at, "publication__"), author=pk)
    # The order makes the index of the list serve; to EXISTS, PostgreSQL may prefer a worse one.
    newest = live.order_by("-published_at", "-publication_id").values("pk")
    codes = site.open_languages
    rows = [when_named(code, Subquery(newest.filter(language=code)[:1])) for code in codes]
    found = Author.objects.rewrite(False).filter(pk=pk).values_list(*rows).get()
    return {
        code: addresses.author_path(code, slug)
        for code, row in zip(codes, found, strict=True)
        if row
    }


def when_named(language, value):
    """A value where what is asked for has a name in the language: else its page is a 404."""
    return Case(When(**{f"{column('name', language)}__gt": ""}, then=value))

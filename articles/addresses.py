"""Where stories, sections, topics and authors are found, now and formerly."""

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils import timezone

import languages
from articles.models import Publication, Section, SlugHistory, Topic
from authors.models import Author
from languages.columns import column


def article_path(language, section_slug, slug, article_id):
    """``/fr/monde/titre-12/``, or ``/fr/monde/12/`` where the slug is empty."""
    name = f"{slug}-{article_id}" if slug else str(article_id)
    return f"/{language}/{section_slug}/{name}/"


def section_path(language, slug):
    return f"/{language}/{slug}/"


def topic_path(language, slug):
    return f"/{language}/topics/{slug}/"


def author_path(language, slug):
    return f"/{language}/authors/{slug}/"


def embed_path(language, embed):
    """Our own page that holds nothing but the frame of a video or post of another site."""
    return f"/{language}/embeds/{embed.provider.key}/{embed.reference}/"


def with_section_slug(publications):
    """Publications with ``section_slug``, their section's address in their own language, or its
    number where it has none there: its stories still need one.

    Reads no column that is named after a language, so that editions in several languages are
    found with their addresses in one query.
    """
    history = SlugHistory.objects.filter(section=OuterRef("section"), language=OuterRef("language"))
    current = Subquery(history.order_by("-used_from", "-id").values("slug")[:1])
    number = Cast("section", CharField())
    return publications.annotate(section_slug=Coalesce(NullIf(current, Value("")), number))


def live_paths(article_ids, language, at):
    """The addresses of those articles that are live in a language, by article id. One query."""
    live = Publication.objects.live(language, at).filter(article_id__in=article_ids)
    rows = with_section_slug(live).values_list("article_id", "section_slug", "slug")
    return {pk: article_path(language, section, slug, pk) for pk, section, slug in rows}


def current_slugs(target):
    """The addresses of a section, topic or author, by language (``""`` for authors).

    Empty where it has none.
    """
    if isinstance(target, Author):
        return {"": target.slug}
    return {code: getattr(target, column("slug", code)) or "" for code in languages.codes()}


def remember_slugs(target):
    """Note the addresses in use, so that they lead to the target after it is renamed; and where
    there is none any more, so that none is taken for one in use.

    One query where nothing changed, one more for what is new, one for each that is taken up again.
    """
    rows = SlugHistory.objects.of(target).order_by("used_from", "id")
    current, known = {}, {}
    for pk, language, slug in rows.values_list("pk", "language", "slug"):
        current[language] = slug
        known[language, slug] = pk
    owner = {SlugHistory.field_for(target): target}
    new = []
    for language, slug in current_slugs(target).items():
        if slug == current.get(language, ""):
            continue
        if (language, slug) in known:
            SlugHistory.objects.filter(pk=known[language, slug]).update(used_from=timezone.now())
        else:
            new.append(SlugHistory(language=language, slug=slug, **owner))
    SlugHistory.objects.bulk_create(new, ignore_conflicts=True)


def former_owner(model, language, slug):
    """The id of the section, topic or author that had this address last, or None. One query.

    Ask only after the current addresses: an address that was given away belongs to its new owner.
    """
    field = model._meta.model_name
    return (
        SlugHistory.objects.filter(slug=slug, language=language, **{f"{field}__isnull": False})
        .order_by("-used_from", "-id")
        .values_list(f"{field}_id", flat=True)
        .first()
    )


REMEMBERED = (Section, Topic, Author)

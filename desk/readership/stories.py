"""Rows of stories: their headlines, their numbers, and what is usual at their age."""

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Publication
from articles.models.publications import live_condition
from desk.readership import tables
from desk.readership.tables import Column

SHOWN = 10  # stories in a list
STORY_FIELDS = ["article_id", "edition_id", "language", "kind", "headline", "published_at"]


def story_columns():
    return [Column(_("Headline")), Column(_("Language")), Column(_("Published"))]


def story_rows(at, items, numbers, most=SHOWN):
    """A row for each item that is ``of`` an edition that readers see now, in their order.

    One query.
    """
    publications = live_stories([item.of for item in items], at)
    rows = []
    for item in items:
        publication = publications.get(item.of)
        if publication:
            rows.append(
                [
                    *story_cells(publication, at),
                    *numbers(item),
                    tables.identity(publication.article_id),
                ]
            )
    return rows[:most]


def live_stories(edition_ids, at):
    """The live publications of editions by the edition's id. One query."""
    rows = Publication.objects.filter(live_condition(at), edition__in=edition_ids)
    return {row.edition_id: row for row in rows.only(*STORY_FIELDS)}


def story_cells(publication, at):
    """Headline, language and age, as ``story_columns`` names them."""
    language = publication.language
    return [
        tables.text(
            publication.headline, language, url=views_address(publication.article_id, language)
        ),
        tables.language_name(language),
        tables.age(publication.published_at, at),
    ]


def views_address(article_id, language):
    address = reverse("admin:articles_article_views", args=[article_id])
    return f"{address}?language={language}"


def compared_columns():
    return [
        Column(_("Median at its age"), is_number=True),
        Column(_("Ratio to the median"), is_number=True),
    ]


def compared(views, usual):
    """The median and how many times as much the views are; empty where there is none.

    Of a median of less than one view no ratio is told: it would measure chance alone.
    """
    if usual is None:
        return [tables.number(None), tables.ratio(None)]
    return [tables.number(round(usual)), tables.ratio(views / usual if usual >= 1 else None)]


def usual_of(publication, at, medians):
    age = at - publication.published_at
    return medians.at_age(publication.language, publication.kind, age)


def compared_with_median(publications, totals, medians, at):
    """Cells for each edition: all its views so far, and what is usual at its age."""
    return {
        row.edition_id: [
            tables.number(totals[row.edition_id]),
            *compared(totals[row.edition_id], usual_of(row, at, medians)),
        ]
        for row in publications
    }

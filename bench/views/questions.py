"""What pages ask of the views: readers' pages, and the dashboards of the desk."""

import languages
from articles.models import Publication
from articles.models.publications import PublicationAuthor
from audience import figures, now, reading
from audience.models import Ranked, Tally
from audience.typical import Medians


def questions(at):
    """Name and function of each. Asked of the newest stories, and of the busiest of a kind."""
    codes = languages.codes()
    code = codes[0]
    month, week = figures.Period.of_last(30, at), figures.Period.of_last(7, at)
    article = Publication.objects.filter(published_at__lt=at).order_by("-published_at")[60]
    editions = list(
        Publication.objects.filter(article=article.article_id).values_list("edition_id", flat=True)
    )
    author = PublicationAuthor.objects.get(publication=article, position=0).author_id
    section = article.section_id
    return [
        ("reading.most_read, 24 hours", lambda: reading.most_read(code)),
        (
            "reading.most_read of a section, 7 days",
            lambda: reading.most_read(code, section, Ranked.Span.WEEK),
        ),
        ("Medians (typical)", Medians),
        ("now.by_language", lambda: now.by_language(at)),
        ("now.most_read", lambda: now.most_read(at)),
        ("now.most_read of a language", lambda: now.most_read(at, code)),
        ("now.rising", lambda: now.rising(at)),
        ("now.not_found", lambda: now.not_found(at)),
        ("figures.totals of a story", lambda: figures.totals(editions)),
        (
            "figures.by_hour of a story, 48 hours",
            lambda: figures.by_hour(editions, figures.hours_until(at, 48)),
        ),
        ("figures.by_day of a story, 30 days", lambda: figures.by_day(editions, month, at)),
        (
            "figures.tallied of a section, 30 days",
            lambda: figures.tallied(Tally.Of.SECTION, section, month, codes),
        ),
        (
            "figures.shared_out of all authors, 30 days",
            lambda: figures.shared_out(Tally.Of.AUTHOR, month, codes, 20),
        ),
        (
            "figures.shared_out of all topics, 7 days",
            lambda: figures.shared_out(Tally.Of.TOPIC, week, codes, 20),
        ),
        (
            "figures.most_ranked, 24 hours",
            lambda: figures.most_ranked(Ranked.Span.DAY, None, codes, at),
        ),
        (
            "figures.most_ranked of a section, 7 days",
            lambda: figures.most_ranked(Ranked.Span.WEEK, section, codes, at),
        ),
        (
            "figures.newest_of an author",
            lambda: figures.newest_of(PublicationAuthor, author, codes, at),
        ),
        (
            "figures.published_in of everything, 30 days",
            lambda: figures.published_in(month, None, 0, codes, at, 10),
        ),
        (
            "figures.published_in of an author, 30 days",
            lambda: figures.published_in(month, "author", author, codes, at, 10),
        ),
    ]

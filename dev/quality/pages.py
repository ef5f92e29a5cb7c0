"""One page of every kind that readers get, by language, of the newsroom that is loaded."""

from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils import timezone, translation

from articles import addresses
from articles.models import Article, Publication, PublicationAuthor, PublicationTopic, Section
from authors.models import Author
from languages.columns import column
from website.models import StaticPage
from website.shared import home_path, static_page_path

STATUS = {"not available": 404, "not found": 404, "gone": 410}  # of the others: 200
BARE = ("400.html", "403.html", "404_bare.html", "500.html", "503.html")


def paths(language):
    """Kind and path; a kind that the newsroom has no page of is left out."""
    live = Publication.objects.live(language).newest_first()
    newest = live.first()
    found = {
        "home": home_path(language),
        "section": section_path(language, newest),
        "topic": topic_path(language),
        "author": author_path(language),
        "day": f"/{language}/{timezone.localdate(newest.published_at):%Y/%m/%d}/",
        "page": static_page_path(language, StaticPage.objects.first().slug),
        "not available": not_available_path(language),
        "gone": gone_path(language),
        "not found": f"{home_path(language)}nothing/",
    }
    for kind in Article.Kind.values:
        story = live.filter(kind=kind).first()
        if story:
            found[kind] = story_path(story)
    return {kind: quote(path) for kind, path in found.items() if path}


def bare(language):
    """File name and HTML of the error pages that need nothing of the site."""
    with translation.override(language):
        return {name: render_to_string(name, {"language": language}) for name in BARE}


def story_path(publication):
    row = addresses.with_section_slug(Publication.objects.filter(pk=publication.pk)).get()
    return addresses.article_path(row.language, row.section_slug, row.slug, row.article_id)


def section_path(language, publication):
    section = Section.objects.get(pk=publication.section_id)
    return addresses.section_path(language, getattr(section, column("slug", language)))


def topic_path(language):
    row = PublicationTopic.objects.filter(language=language).order_by("-published_at").first()
    return addresses.topic_path(language, getattr(row.topic, column("slug", language)))


def author_path(language):
    """Of somebody with a portrait, who has the fullest page."""
    signed = PublicationAuthor.objects.filter(language=language, author__portrait__isnull=False)
    author = Author.objects.get(pk=signed.order_by("-published_at").first().author_id)
    return addresses.author_path(language, author.slug)


def not_available_path(language):
    """Of a story that is live in some language, and never was in this one."""
    here = Publication.objects.filter(language=language).values("article")
    story = Publication.objects.filter(live_until=None).exclude(article__in=here).first()
    return story and addresses.article_path(language, "any", "", story.article_id)


def gone_path(language):
    ended = Publication.objects.filter(language=language, live_until__lte=timezone.now())
    live = Publication.objects.live(language).values("article")
    story = ended.exclude(article__in=live).first()
    return story and addresses.article_path(language, "any", "", story.article_id)

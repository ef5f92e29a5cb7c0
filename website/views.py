from functools import wraps

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import Http404, HttpResponseRedirect
from django.urls import resolve
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from articles import addresses
from articles.models import Article, PublicationAuthor, PublicationTopic, Section, Topic
from articles.rendering import figure_ids, render_body, with_pictures
from audience import tickets
from authors.models import Author
from images.renditions import pictures
from languages import formats
from languages.columns import column
from languages.text import plain, shorten
from website import bodies, caching, days, lists, most_read, shared, stories
from website.errors import page_not_found
from website.front import Block, front
from website.middleware import said_by_browser
from website.pages import absolute, moved, render_page
from website.paging import read_page

STORIES_PER_PAGE = 21
# What a text embeds is loaded into a page of our own, and that into a frame.
FRAMES = {"frame-src": [SELF]}
TOPICS = 6  # beside a list
OPINION = Article.Kind.OPINION


def public(view):
    """A page for readers: it can be read and nothing else, and where it is not, its 404 is ours.

    Also while DEBUG is on, when Django would show its own. Compressed: it holds no secret.
    """

    @csrf_exempt
    @gzip_page
    @require_safe
    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404 as reason:
            return page_not_found(request, reason)

    return answer


@public
def start(request):
    """To the language that the reader chose earlier, else to the one the browser asks for."""
    choices = shared.open_languages()
    if not choices:
        raise Http404
    chosen = request.COOKIES.get("language")
    language = chosen if chosen in choices else said_by_browser(request, choices)
    response = HttpResponseRedirect(shared.home_path(language))
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@public
def home(request, language):
    site = shared.open_site(language)
    shown = front(site)
    publications = [
        story.publication for story in shown.stories + most_read.listed(shown.most_read)
    ]
    return render_page(
        request,
        site,
        "website/home.html",
        {
            "front": shown,
            "most_read": shown.most_read,
            "newest": publications and days.newest(language, publications),
            "is_front": True,
            "description": site.tagline,
        },
        path=site.path,
        paths={code: shared.home_path(code) for code in site.open_languages},
        changes_at=[lists.next_arrival(site), *lists.ends(publications)],
    )


@public
def section(request, language, slug):
    site = shared.open_site(language)
    section = site.section_at(slug)
    if section is None:
        former = addresses.former_owner(Section, language, slug)
        return moved_or_absent(next((s.path for s in site.named_sections if s.id == former), None))
    if request.path_info != section.path:
        return moved(section.path)
    described = Section.objects.rewrite(False).filter(pk=section.id)
    description = described.values_list(column("description", language), flat=True).get()
    return render_list(
        request,
        site,
        "website/section.html",
        {"section": section, "title": section.name, "description": description},
        lists.listed(site).in_section(section.id),
        ranked_in=section.id,
        path=section.path,
        paths=lists.named_paths(site, Section, section.id, addresses.section_path),
    )


@public
def topic(request, language, slug):
    site = shared.open_site(language)
    slug_column, name = column("slug", language), column("name", language)
    named = Topic.objects.rewrite(False).filter(**{f"{name}__gt": ""})
    row = (
        named.filter(**{slug_column: slug})
        .values_list("pk", name, column("description", language))
        .first()
    )
    if row is None:
        former = addresses.former_owner(Topic, language, slug)
        slug = named.filter(pk=former).values_list(slug_column, flat=True).first()
        return moved_or_absent(slug and addresses.topic_path(language, slug))
    pk, name, description = row
    path = addresses.topic_path(language, slug)
    if request.path_info != path:
        return moved(path)
    return render_list(
        request,
        site,
        "website/topic.html",
        {"title": name, "description": description, "labelled": True},
        lists.listed_through(PublicationTopic.objects, site, topic=pk),
        id_name="publication_id",
        path=path,
        paths=lists.named_paths(site, Topic, pk, addresses.topic_path),
    )


@public
def author(request, language, slug):
    site = shared.open_site(language)
    name = column("name", language)
    named = Author.objects.rewrite(False).filter(**{f"{name}__gt": ""})
    row = (
        named.filter(slug=slug)
        .values("pk", "portrait_id", "email", "website", name, *_about(language))
        .first()
    )
    if row is None:
        former = addresses.former_owner(Author, "", slug)
        slug = named.filter(pk=former).values_list("slug", flat=True).first()
        return moved_or_absent(slug and addresses.author_path(language, slug))
    path = addresses.author_path(language, slug)
    if request.path_info != path:
        return moved(path)
    role, biography = (row[name] or "" for name in _about(language))
    return render_list(
        request,
        site,
        "website/author.html",
        {
            "title": row[name],
            "description": shorten(biography, 200),
            "role": role,
            "biography": biography,
            "email": row["email"],
            "website": row["website"],
            "labelled": True,
        },
        lists.listed_through(PublicationAuthor.objects, site, author=row["pk"]),
        id_name="publication_id",
        leading=0,
        image_id=row["portrait_id"],
        path=path,
        paths={language: path, **lists.author_paths(site, row["pk"], slug)},
    )


@public
def day(request, language, day):
    """The stories of one day of the newsroom; a day without any has no page."""
    site = shared.open_site(language)
    start, end = days.bounds(day)
    around = lists.around_day(site, start, end)
    if around is None:
        raise Http404
    earlier, later, with_stories = around
    rows = lists.listed(site).filter(published_at__gte=start, published_at__lt=end)
    return render_list(
        request,
        site,
        "website/day.html",
        {
            "title": formats.beginning(formats.full_date(start, language)),
            "labelled": True,
            "earlier": earlier and days.Day(language, earlier),
            "later": later and days.Day(language, later),
        },
        rows,
        leading=0,
        path=days.day_path(language, day),
        paths={code: days.day_path(code, day) for code in with_stories},
    )


@public
def month(request, language, month):
    """A month has no page of its own: to its newest day with stories."""
    site = shared.open_site(language)
    newest = lists.newest_between(site, *days.bounds_of_month(month))
    if newest is None:
        raise Http404
    response = HttpResponseRedirect(days.newest(language, [newest]).path)
    changes_at = [lists.next_arrival(site), *lists.ends([newest])]
    return caching.keep(response, site.at, changes_at=changes_at)


def _about(language):
    return column("role", language), column("biography", language)


@public
@csp_update(FRAMES)
def article(request, language, section, article_id):
    site = shared.open_site(language)
    publication = stories.live_publication(site, article_id)
    if publication is None:
        return not_live(request, site, article_id)
    path = site.story_path(article_id, publication.section_id, publication.slug)
    if request.path_info != path:
        return moved(path)
    siblings, changes_at = stories.elsewhere(site, article_id)
    signed = stories.signatures(site, publication)
    topics, ids_by_topic = stories.topics(site, publication)
    related, more = stories.beside(site, publication, ids_by_topic)
    portraits = [portrait for *_, portrait in signed]
    drawn = [publication, *related[:1], *more]
    shown = lists.pictures_of(drawn, *portraits, *figure_ids(publication.body))
    own, *cards = lists.each_picture_once(
        lists.as_stories(site, [publication, *related, *more], shown),
        shown,
        {story.pk: [story.lead_image_id] for story in drawn},
    )
    body = bodies.of_story(publication.body, kind=publication.kind, dateline=publication.dateline)
    was_changed = publication.live_from > publication.published_at
    return render_page(
        request,
        site,
        "website/article.html",
        {
            "publication": publication,
            "ticket": tickets.make(publication.edition_id, site.at, publication.live_until),
            "section": site.sections.get(publication.section_id),
            "title": publication.seo_title or publication.headline,
            "description": publication.seo_description or publication.summary,
            "signatures": stories.with_portraits(site, signed, shown),
            "updated_at": publication.live_from if was_changed else None,
            "minutes": bodies.minutes(publication.body, language),
            "picture": own.picture,
            "body": with_pictures(body, shown),
            "corrections": stories.corrections(site, article_id),
            "topics": topics,
            "elsewhere": siblings,
            "letter": stories.letter(publication.headline, absolute(path)),
            "related": cards[: len(related)],
            "more": section_block(site, publication.section_id, cards[len(related) :]),
        },
        path=path,
        paths={language: path, **{other.language: other.path for other in siblings}},
        changes_at=[publication.live_until, *changes_at, *lists.ends(related + more)],
    )


def not_live(request, site, article_id):
    """410 for what was live and ended; 404, alike for draft, scheduled and absent, for the rest."""
    ending = stories.ending(site, article_id)
    siblings, _changes_at = stories.elsewhere(site, article_id)
    if not (ending or siblings):
        raise Http404
    section_id = (ending or siblings[0]).section_id
    more = lists.more_from_section(site, section_id)
    more = lists.as_stories(site, more, lists.pictures_of(more))
    # Translators: name your language: not available in German.
    title = ending.title if ending else _("This story is not available in this language")
    return render_page(
        request,
        site,
        "website/gone.html" if ending else "website/not_available.html",
        {
            "title": title,
            "ending": ending,
            "elsewhere": siblings,
            "is_story": True,
            "section": site.sections.get(section_id),
            "more": section_block(site, section_id, more),
        },
        paths={other.language: other.path for other in siblings},
        status=410 if ending else 404,
        longest=caching.ABSENT,
    )


def section_block(site, section_id, cards):
    """Stories of a section under its name; None where there are none, or it has no page."""
    section = site.sections.get(section_id)
    has_page = section and section.name and section.path
    return Block(section, cards) if has_page and cards else None


@public
@csp_update(FRAMES)
def static_page(request, language, slug):
    site = shared.open_site(language)
    path = shared.static_page_path(language, slug)
    entry = next((page for page in site.pages if page.path == path), None)
    if entry is None:
        raise Http404
    if request.path_info != path:
        return moved(path)
    stored, paths = shared.written_page(site, slug)
    body = bodies.of_page(render_body(stored, language, site.at))
    return render_page(
        request,
        site,
        "website/static_page.html",
        {
            "title": entry.title,
            "description": shorten(plain(body), 200),
            "body": with_pictures(body, pictures(figure_ids(body))),
        },
        path=path,
        paths=paths,
    )


@public
def nothing(request):
    """Any address that is nobody's: perhaps only its last slash is missing."""
    if not request.path_info.endswith("/") and resolve(f"{request.path_info}/").func != nothing:
        return moved(request.get_full_path(force_append_slash=True))
    raise Http404


def render_list(
    request,
    site,
    template,
    context,
    rows,
    *,
    path,
    paths,
    id_name="id",
    leading=3,
    image_id=None,
    ranked_in=None,
):
    """A page of stories by date, the first with some of them on top. Five queries, or six.

    Below the first of a section stands what is read most there, for two queries more: the same
    stories in another order, so that one may stand in both.
    """
    page = read_page(rows, request.GET, STORIES_PER_PAGE, id_name=id_name)
    publications = page.rows if id_name == "id" else [row.publication for row in page.rows]
    leading = leading if page.is_first else 0
    found = lists.pictures_of(publications, image_id)
    signed = lists.signatures_of(site, [p for p in publications if p.kind == OPINION])
    topics = lists.topics_of(site, publications) if leading else {}
    read = most_read.most_read(site, ranked_in) if ranked_in and page.is_first else []
    ranked = [story.publication for story in most_read.listed(read)]
    cards = lists.as_stories(site, publications, found, signed)
    cards = lists.each_picture_once(cards, found)
    context |= {
        "page": page,
        "picture": found.get(image_id),
        "leading": cards[:leading],
        "topics": lists.most_frequent(topics, publications, TOPICS, without=path),
        "days": days.by_day(site.language, cards[leading:]),
        "most_read": read,
    }
    arrival = lists.next_arrival(site) if page.is_first else None
    return render_page(
        request,
        site,
        template,
        context,
        path=path,
        query=page.query,
        paths=paths,
        changes_at=[arrival, *lists.ends(publications + ranked)],
    )


def moved_or_absent(path):
    if not path:
        raise Http404
    return moved(path)

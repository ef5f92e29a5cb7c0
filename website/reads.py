"""How often a story was read, by itself: what open pages ask for now and then.

Views are added up within some seconds (``audience.chores``), a cache answers with what it got
FRESH seconds ago, and a page asks every minute (static/js/site/views.js).
"""

from django.db.models import F
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone

from articles.models import Publication
from audience import tickets
from audience.counting import slot_of
from website import caching, shared
from website.pages import fragment
from website.views import public

FRESH = 10  # seconds


@public
def reads(request, language, article_id):
    """The number in words and a fresh ticket, as a fragment; 404 alike for all that is not live.

    Two queries. The ticket is that of the last five minutes: until the next, and while nobody
    else reads the story, whoever has the fragment is told so and no more.
    """
    at = timezone.now()
    if language not in shared.open_languages():
        raise Http404
    live = Publication.objects.live(language, at).filter(article_id=article_id)
    found = live.values_list("edition_id", "live_until", F("edition__view_total__views")).first()
    if not found:
        raise Http404
    edition_id, live_until, views = found
    ticket = tickets.make(edition_id, slot_of(at), live_until)
    context = {"views": views, "ticket": ticket, "language": language, "article_id": article_id}
    markup = render_to_string("components/reads.html", context)
    seconds = caching.seconds_until(at, [live_until], FRESH)
    return fragment(request, markup, f"public, max-age={seconds}")

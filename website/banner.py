"""The breaking news of a language by itself: what open pages ask for again and again.

How far behind a page can be, at most: a cache on the way answers with what it got FRESH seconds
ago; the page asks again 9 seconds after an answer came (``POLL`` in static/js/site/banner.js); and
a request may take 2 seconds, of which one and a half count (the way back of the last answer, there
and back of the next). 3 + 9 + 1.5 × 2 = 15 seconds. A page from a cache asks once it is shown.
"""

from django.template.loader import render_to_string

from website import caching, shared
from website.pages import fragment
from website.views import public

FRESH = 3  # seconds


@public
def alerts(request, language):
    """The banner as a fragment, empty while nothing runs; 304 to whoever has it already.

    Two queries, as many as a page makes for the same.
    """
    site = shared.open_site(language)
    context = {"alerts": site.alerts}
    markup = render_to_string("components/banner.html", context) if site.alerts else ""
    seconds = caching.seconds_until(site.at, site.changes_at, FRESH)
    # Browsers ask each time; what stands between answers them all for some seconds.
    return fragment(request, markup, f"public, max-age=0, s-maxage={seconds}")

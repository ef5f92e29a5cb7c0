import re

from django.http import HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from accounts.clients import client_address
from audience import counting
from audience.readers import is_bot

BODY = re.compile(rb"edition=([1-9][0-9]{0,17})")
LENGTH = re.compile(r"[0-9]{1,2}")  # of a body that is worth reading


@csrf_exempt
def count(request):
    """The beacon of a page that is being read: ``edition=<id>``, posted by the page itself.

    The answer is the same whatever came of it, and tells nothing. Reads no cookie and sets none.
    """
    edition_id = posted_edition(request)
    agent = request.headers.get("User-Agent", "")
    if edition_id and is_from_our_page(request) and not is_prefetch(request) and not is_bot(agent):
        counting.count_view(edition_id, address=client_address(request), agent=agent)
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


def posted_edition(request):
    """The edition that a request is about, or None where it says anything else."""
    if request.method != "POST" or not LENGTH.fullmatch(request.META.get("CONTENT_LENGTH", "")):
        return None
    try:
        posted = BODY.fullmatch(request.body)
    except UnreadablePostError:
        return None
    return int(posted[1]) if posted else None


def is_from_our_page(request):
    """False where the browser says that a page of another site sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    host = request.get_host()
    return not origin or origin in {f"http://{host}", f"https://{host}"}


def is_prefetch(request):
    """Whether the page is fetched or rendered ahead, unseen by anybody."""
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return any("prefetch" in purpose or "prerender" in purpose for purpose in purposes)

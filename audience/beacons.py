"""The beacon that a page posts to ``/views/`` once somebody has a story before them.

    ticket=<edition>.<until>.<signature>&key=<32 hexadecimal digits>

Answered with 204, whatever came of it; with 400 what no page of ours sends; with 503 what could
not be kept, for the page to send it again. All are empty.
"""

import re
import time
from datetime import timedelta
from functools import lru_cache
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.clients import address_in
from articles.models import Publication
from articles.models.publications import live_condition
from audience import chores, counting, tickets
from audience.counting import Away, within_reach
from audience.readers import is_bot

PATH = "/views/"
BODY = re.compile(
    rb"ticket=([1-9][0-9]{0,17}\.[1-9][0-9]{9}\.[A-Za-z0-9_-]{43})&key=([0-9a-f]{32})"
)
LENGTH = re.compile(r"[0-9]{1,3}")  # of a body that is worth reading
DONE, REFUSED, LATER = 204, 400, 503
HEADERS = {"Cache-Control": "no-store", "Content-Length": "0"}
SLOW = 1.5  # seconds of waiting in vain, after which others need not wait as well
LIVE_KEPT = 5  # seconds that a process remembers what has ended
CONFIRMED = 60 * 60  # seconds that it remembers of an edition that it was live


def answer(meta, read, *, is_staff=lambda: False):
    """The status for a request: its WSGI environment, and what reads so many bytes of its body.

    Who sent it is asked last, and only of a beacon that would count.
    """
    sent = _sent(meta, read)
    if sent is None:
        return REFUSED
    ticket, key = sent
    at = timezone.now()
    try:
        edition_id, is_good = tickets.read(ticket.decode(), at)
    except tickets.BadSignature:
        return REFUSED
    agent = meta.get("HTTP_USER_AGENT", "")
    if not is_good or is_ahead(meta) or is_bot(agent):
        return DONE
    if not keeper.may_be_asked():
        return LATER
    began = time.monotonic()
    try:
        with within_reach():
            if not is_live(edition_id, at) or is_staff():
                keeper.note_unasked()
                return DONE
            view = counting.view(
                edition_id,
                key=UUID(key.decode()),
                address=address_in(meta),
                agent=agent,
                at=at,
            )
            counting.counter().count(view)
            keeper.note_back()
    except Away:
        if time.monotonic() - began > SLOW:
            keeper.note_away()
        else:  # who refuses at once takes no thread from the pages
            keeper.note_back()
        return LATER
    return DONE


def _sent(meta, read):
    """Ticket and key of a beacon, or None where a request is not one of our pages' beacons."""
    length = meta.get("CONTENT_LENGTH", "")
    if meta.get("REQUEST_METHOD") != "POST" or not LENGTH.fullmatch(length):
        return None
    if not is_from_our_page(meta):
        return None
    try:
        found = BODY.fullmatch(read(int(length)))
    except OSError:  # the reader left while sending
        return None
    return found.groups() if found else None


def is_from_our_page(meta):
    """False where the browser says that a page of another site sent the request."""
    site = meta.get("HTTP_SEC_FETCH_SITE")
    if site:
        return site == "same-origin"
    origin, host = meta.get("HTTP_ORIGIN"), meta.get("HTTP_HOST") or meta.get("SERVER_NAME")
    return not origin or origin in {f"http://{host}", f"https://{host}"}


def is_ahead(meta):
    """Whether the page is fetched or rendered ahead, unseen by anybody."""
    purposes = (meta.get(name, "") for name in ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ"))
    return any("prefetch" in purpose or "prerender" in purpose for purpose in purposes)


def is_live(edition_id, at):
    """Whether readers see an edition, as of a few seconds ago at most.

    Where views are kept in Valkey, they are taken while the database is away: then on the word
    of the ticket, for nothing can be taken down meanwhile.
    """
    if not settings.REDIS_URL:
        return _is_live(edition_id, at)
    if not database.may_be_asked():
        return True
    try:
        is_live = _is_live(edition_id, at)
    except Away:
        database.note_away()
        return True
    database.note_back()
    return is_live


def _is_live(edition_id, at):
    moment = int(at.timestamp())
    try:
        with within_reach():
            if edition_id in ended_lately(moment // LIVE_KEPT):
                return False
            confirm_live(edition_id, moment // CONFIRMED)
    except NotLive:
        return False
    return True


class Outage:
    """What a process knows of a server's absence.

    It may take seconds to learn that a server does not answer: while it is away, one thread
    learns it every ``LIVE_KEPT`` and all others take its word.
    """

    def __init__(self):
        self.ask_again = None  # seconds of a clock that is never set; None while it is there

    def may_be_asked(self):
        if self.ask_again is None:
            return True
        if time.monotonic() < self.ask_again:
            return False
        self.note_away()  # for the others, until this one knows
        return True

    def note_away(self):
        self.ask_again = time.monotonic() + LIVE_KEPT

    def note_back(self):
        self.ask_again = None

    def note_unasked(self):
        """Who was to learn it had nothing to ask: the next one may."""
        if self.ask_again is not None:
            self.ask_again = time.monotonic()


database = Outage()
keeper = Outage()  # of what keeps views until they are added up


class NotLive(Exception):
    pass


@lru_cache(maxsize=2)
def ended_lately(_moment):
    """The editions that readers saw within ``CONFIRMED`` and see no more. One query, for all."""
    now = timezone.now()
    ended = Publication.objects.filter(
        live_until__gt=now - timedelta(seconds=CONFIRMED + LIVE_KEPT), live_until__lte=now
    )
    live = Publication.objects.filter(live_condition(now), edition=OuterRef("edition"))
    return frozenset(ended.exclude(Exists(live)).values_list("edition_id", flat=True))


@lru_cache(maxsize=50_000)
def confirm_live(edition_id, _moment):
    """Raises NotLive where readers do not see an edition now: only a yes is remembered."""
    live = Publication.objects.filter(live_condition(timezone.now()), edition_id=edition_id)
    if not live.exists():
        raise NotLive


class BeaconsFirst:
    """A WSGI application that answers beacons before another is asked, which knows them too.

    Most requests of a busy site are beacons, and what the other does for a page, this needs not.
    Whoever brings a session is left to it.
    """

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        has_session = f"{settings.SESSION_COOKIE_NAME}=" in environ.get("HTTP_COOKIE", "")
        if environ.get("PATH_INFO") != PATH or has_session:
            return self.application(environ, start_response)
        # What is done at the beginning and the end of Django's requests and is needed here too;
        # all that listens there would take as long as counting does.
        close_old_connections()
        status = answer(environ, environ["wsgi.input"].read)
        start_response(f"{status} {HTTPStatus(status).phrase}", [*HEADERS.items()])
        return Empty()


class Empty:
    """No body, after which the server tells us that the answer is sent."""

    def __iter__(self):
        return iter(())

    def close(self):
        chores.after_answer()

"""What a story's page carries so that its beacon is believed: that we made it, and when."""

from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.core.signing import BadSignature, Signer

# A page that is first seen with less than 40 minutes of it left asks for another
# (static/js/site/views.js): a beacon that has to be sent again is in time then.
LIFE = timedelta(hours=1)


def make(edition_id, at, live_until=None):
    """A ticket for an edition that readers see at a moment, good until it ends at the latest."""
    until = min(filter(None, [at + LIFE, live_until]))
    return _signer().sign(f"{edition_id}.{int(until.timestamp())}")


def read(ticket, at):
    """The edition that a ticket is for and whether it is good still; BadSignature if not ours."""
    edition_id, until = _read(ticket, settings.SECRET_KEY)
    return edition_id, at.timestamp() < until


@lru_cache(maxsize=4096)  # the readers of a page that is kept share its ticket
def _read(ticket, _secret):
    edition_id, until = _signer().unsign(ticket).split(".")
    return int(edition_id), int(until)


def _signer():
    return Signer(salt="audience.tickets", sep=".")


__all__ = ["LIFE", "BadSignature", "make", "read"]

"""What a story's page carries so that its beacon is believed: that we made it, and when."""

from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer

# A page that is first seen when less than half of that is left asks for another
# (static/js/site/views.js): a beacon that has to be sent again is in time then.
LIFE = timedelta(hours=1)


def make(edition_id, at, live_until=None):
    """A ticket for an edition that readers see at a moment, good until it ends at the latest."""
    until = min(filter(None, [at + LIFE, live_until]))
    return _signer().sign(f"{edition_id}.{int(until.timestamp())}")


def read(ticket, at):
    """The edition that a ticket is for and whether it is good still; BadSignature if not ours."""
    edition_id, until = _signer().unsign(ticket).split(".")
    return int(edition_id), at < datetime.fromtimestamp(int(until), UTC)


def _signer():
    return Signer(salt="audience.tickets", sep=".")


__all__ = ["LIFE", "BadSignature", "make", "read"]

"""Where each edition of a story stands, as one word and one mark."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

import languages
from articles.models import Edition, Publication
from articles.models.publications import live_condition


class Standing(models.TextChoices):
    """One per edition. The letter is for lists, logs and tests; a capital means readers see it."""

    MISSING = "-", pgettext_lazy("edition", "No text")
    DRAFT = "d", pgettext_lazy("edition", "Draft")
    IN_REVIEW = "r", pgettext_lazy("edition", "In review")
    APPROVED = "a", pgettext_lazy("edition", "Approved")
    SCHEDULED = "s", pgettext_lazy("edition", "Scheduled")
    LIVE = "L", pgettext_lazy("edition", "Live")
    PENDING = "P", pgettext_lazy("edition", "Live, change waiting")
    STALE_LIVE = "T", pgettext_lazy("edition", "Live, stale")
    STALE_DRAFT = "t", pgettext_lazy("edition", "Stale draft")
    WITHDRAWN = "w", pgettext_lazy("edition", "Withdrawn")
    EXPIRED = "x", pgettext_lazy("edition", "Expired")


WORKING = {
    Edition.State.DRAFT: Standing.DRAFT,
    Edition.State.IN_REVIEW: Standing.IN_REVIEW,
    Edition.State.APPROVED: Standing.APPROVED,
}
# What has text that readers have not been given, nor will be by the clock.
UNPUBLISHED = ~Q(version=F("published_version"))


@dataclass(frozen=True)
class EditionStanding:
    """What the strip of languages says about one edition."""

    language: str
    standing: Standing
    edition: Edition | None = None
    live: Publication | None = None
    planned: Publication | None = None


def standings(article_ids, at=None):
    """For each article an EditionStanding per language, in order. Two queries however many."""
    at = at or timezone.now()
    editions = {}
    for edition in Edition.objects.filter(article_id__in=article_ids):
        editions[edition.article_id, edition.language] = edition
    publications = {}
    rows = Publication.objects.filter(article_id__in=article_ids)
    rows = rows.only("article_id", "edition_id", "live_from", "live_until", "decided_until")
    for publication in rows.order_by("live_from"):
        publications.setdefault(publication.edition_id, []).append(publication)
    return {
        pk: [
            _standing(code, editions.get((pk, code)), publications, at)
            for code in languages.codes()
        ]
        for pk in article_ids
    }


def _standing(language, edition, publications, at):
    if edition is None:
        return EditionStanding(language, Standing.MISSING)
    own = publications.get(edition.pk, [])
    live = next((p for p in own if p.is_live(at)), None)
    planned = next((p for p in own if p.live_from > at), None)
    return EditionStanding(language, _word(edition, own, live, planned, at), edition, live, planned)


def _word(edition, own, live, planned, at):
    if live:
        if edition.stale_since:
            return Standing.STALE_LIVE
        changed = planned is not None or edition.version > edition.published_version
        return Standing.PENDING if changed else Standing.LIVE
    ended = [p for p in own if p.live_until and p.live_until <= at]
    if ended and edition.withdrawn_at and edition.withdrawn_at == ended[-1].live_until:
        return Standing.WITHDRAWN
    if planned:
        return Standing.SCHEDULED
    if ended and edition.version == edition.published_version:
        return Standing.EXPIRED
    if edition.version == 0:
        return Standing.MISSING
    return Standing.STALE_DRAFT if edition.stale_since else WORKING[edition.state]


def editions_standing(standing, at):
    """The editions that stand so at a moment: what ``standings`` says, asked of the database.

    Not for MISSING, which most often is no edition at all.
    """
    own = Publication.objects.filter(edition=OuterRef("pk"))
    live = Exists(own.filter(live_condition(at)))
    planned = Exists(own.filter(live_from__gt=at))
    ended = own.filter(live_until__lte=at)
    withdrawn = Exists(ended.filter(live_until=OuterRef("withdrawn_at"))) & ~Exists(
        ended.filter(live_until__gt=OuterRef("withdrawn_at"))
    )
    idle = ~live & ~withdrawn & ~planned
    stale = Q(stale_since__isnull=False)
    conditions = {
        Standing.SCHEDULED: ~live & ~withdrawn & planned,
        Standing.LIVE: live & ~stale & ~planned & ~UNPUBLISHED,
        Standing.PENDING: live & ~stale & (planned | UNPUBLISHED),
        Standing.STALE_LIVE: live & stale,
        Standing.STALE_DRAFT: idle & stale & UNPUBLISHED,
        Standing.WITHDRAWN: ~live & withdrawn,
        Standing.EXPIRED: idle & ~UNPUBLISHED & Q(version__gt=0),
    }
    for state, word in WORKING.items():
        conditions[word] = idle & ~stale & UNPUBLISHED & Q(state=state)
    return Edition.objects.filter(conditions[standing]).order_by()

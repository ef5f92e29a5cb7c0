"""What the desk's home reads of editions and stories."""

from collections import Counter
from datetime import datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q, Sum
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.roles import is_chief_editor, is_editor
from articles.models import Article, Edition, Publication
from audience.models import ViewTotal
from languages.admin import in_some_language
from languages.columns import columns
from languages.forms import language_attributes

EDITION_FIELDS = [
    "article_id",
    "language",
    "published_version",
    "edited_at",
    "edited_by__username",
    "edited_by__first_name",
    "edited_by__last_name",
]
PUBLICATION_FIELDS = [
    "article_id",
    "edition_id",
    "language",
    "headline",
    "published_at",
    "live_from",
    "live_until",
]


def publishable_by(user):
    """The condition for editions that the person may publish, or None for one who may none.

    Says of many rows what the rule ``articles.publish_edition`` says of one.
    """
    if (user.is_active and user.is_superuser) or is_chief_editor(user):
        return Q()
    if not is_editor(user):
        return None
    own = Q(language__in=user.languages)
    sections = [section.pk for section in user.sections.all()]
    return own & Q(article__section__in=sections) if sections else own


def unpublished(state):
    """Editions in a state whose text was never published; last edited first."""
    rows = Edition.objects.filter(state=state).exclude(version=F("published_version"))
    rows = rows.order_by("-edited_at", "-pk").select_related("edited_by")
    return rows.only(*EDITION_FIELDS)


def gone_out(at):
    """Publications that went live by then, the last first, whether they still are or not."""
    rows = Publication.objects.filter(live_from__lte=at).order_by("-live_from", "-pk")
    rows = rows.select_related("article")
    return rows.only(*PUBLICATION_FIELDS, "article__source_language")


def coming(start, end):
    """Publications that go live between two moments, the first first."""
    rows = Publication.objects.filter(live_from__gt=start, live_from__lt=end)
    return rows.order_by("live_from", "pk").only(*PUBLICATION_FIELDS)


def going(start, end):
    """Those that end between two moments by decision, and not for a new text of their edition."""
    successor = Publication.objects.filter(
        edition=OuterRef("edition"), live_from=OuterRef("live_until")
    )
    rows = Publication.objects.filter(
        ~Exists(successor),
        live_until=F("decided_until"),
        live_until__gt=start,
        live_until__lt=end,
    )
    return rows.order_by("live_until", "pk").only(*PUBLICATION_FIELDS)


def headlines(editions):
    """The articles of editions by id, with their headlines in all languages. One query."""
    rows = Article.objects.rewrite(False).only("source_language", *columns("headline"))
    return rows.in_bulk({edition.article_id for edition in editions})


def headline_of(article, language):
    """The headline in the edition's language, else in one that there is."""
    text = article.text("headline", language)
    if text:
        return {"text": text, **language_attributes(language)}
    text, code = in_some_language(article, "headline", article.source_language)
    if text:
        return {"text": text, **language_attributes(code)}
    return {"text": _("No headline"), **language_attributes(get_language())}


def views_of(article_ids):
    """The views of each article in all languages together. One query."""
    rows = ViewTotal.objects.filter(edition__article_id__in=article_ids).order_by()
    totals = rows.values_list("edition__article_id").annotate(Sum("views"))
    return Counter(dict(totals))


def start_of_day(moment, days=0):
    """When the newsroom's day of a moment begins, or another so many days later."""
    day = timezone.localdate(moment) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time.min))

"""What readers see of an edition, and from when until when: refuse first, change, record.

The functions take the edition and the person; they raise PermissionDenied for a person who may
not, and ValidationError or NotReady with reasons for what cannot be. A publication is live by the
clock, so a moment to come needs no worker.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import body, editing, rendering
from articles.models import (
    Article,
    Edition,
    EditorialEvent,
    Publication,
    PublicationAuthor,
    PublicationTopic,
    Revision,
    Section,
)
from articles.models.publications import live_condition
from authors.models import Author
from images.models import Image
from languages import own_name
from languages.columns import column
from languages.text import is_blank

KEEP = object()
Action = EditorialEvent.Action


class NotReady(Exception):
    """Why an edition cannot be published: ``reasons``, a sentence each, in the active language."""

    def __init__(self, reasons):
        super().__init__(*reasons)
        self.reasons = reasons


def submit(edition, *, by):
    """Send a draft to review. Raises NotReady where there is no text to read."""
    _require(by, "articles.write_edition", edition)
    with transaction.atomic():
        edition = _lock(edition)
        if edition.version == 0:
            raise NotReady([_("There is no text yet.")])
        _move(edition, Edition.State.IN_REVIEW, Action.SUBMIT, by)
    return edition


def send_back(edition, *, by, note=""):
    """Return an edition in review to its writer."""
    _require(by, "articles.publish_edition", edition)
    with transaction.atomic():
        edition = _lock(edition)
        _move(edition, Edition.State.DRAFT, Action.SEND_BACK, by, note)
    return edition


def approve(edition, *, by):
    """Declare the working text reviewed. Raises NotReady as ``publish`` does."""
    _require(by, "articles.publish_edition", edition)
    with transaction.atomic():
        edition = _lock(edition)
        reasons = [reason for reason in obstacles(edition) if reason != unreviewed()]
        if reasons:
            raise NotReady(reasons)
        edition.reviewer = by
        _move(edition, Edition.State.APPROVED, Action.APPROVE, by)
    return edition


def publish(edition, *, by, at=None, until=KEEP):
    """Make the working text of an edition public from ``at`` (now by default) until ``until``.

    Whatever was public or planned from that moment on is replaced at that moment; without
    ``until`` the end of what it replaces stays. Raises NotReady with every reason why it cannot
    be, ValidationError for moments that contradict each other. Returns the publication.
    """
    _require(by, "articles.publish_edition", edition)
    with transaction.atomic():
        edition = _lock(edition)
        now = timezone.now()
        at = at or now
        reasons = obstacles(edition)
        if reasons:
            raise NotReady(reasons)
        end = _end_of_what_stands_at(edition, at) if until is KEEP else until
        if end is not None and end <= at:
            raise ValidationError({"until": _("The end must come after the start.")})
        _clear_from(edition, at, now)
        publication = _write(edition, at, end, by, now)
        edition.state = Edition.State.APPROVED
        edition.published_version = edition.version
        edition.reviewer = edition.reviewer or by
        if at <= now and edition.withdrawn_at != end:  # a planned end keeps its reason
            edition.withdrawn_at, edition.withdrawal_reason = None, ""
        edition.save()
        _record(edition, Action.SCHEDULE if at > now else Action.PUBLISH, by, at)
    return publication


def take_down(edition, *, by, at=None, reason=""):
    """End what is public at a moment (now by default); readers are then told the reason.

    What was only planned is taken off the schedule instead. Raises ValidationError where there
    is neither.
    """
    _require(by, "articles.publish_edition", edition)
    with transaction.atomic():
        edition = _lock(edition)
        now = timezone.now()
        at = max(at or now, now)
        ended = edition.publications.filter(live_condition(at), live_from__lt=at).exists()
        removed = _clear_from(edition, at, now)
        if not ended and not removed:
            raise ValidationError(_("There is nothing to take down: readers see no text."))
        if ended:
            edition.publications.filter(live_until=at).update(decided_until=at)
            edition.withdrawn_at, edition.withdrawal_reason = at, reason
        _note_published_version(edition)
        _record(edition, Action.TAKE_DOWN if ended else Action.UNSCHEDULE, by, at, reason)
    return edition


def unschedule(edition, *, by):
    """Drop the change that is planned; what is public now stays so.

    Raises ValidationError where nothing is planned.
    """
    _require(by, "articles.publish_edition", edition)
    with transaction.atomic():
        edition = _lock(edition)
        now = timezone.now()
        planned = list(edition.publications.filter(live_from__gt=now).order_by("live_from"))
        if not planned:
            raise ValidationError(_("Nothing is scheduled."))
        first = planned[0]
        edition.publications.filter(live_from__gt=now).delete()
        edition.publications.filter(live_until=first.live_from).update(
            live_until=F("decided_until")
        )
        _note_published_version(edition)
        _record(edition, Action.UNSCHEDULE, by, first.live_from)
    return edition


def obstacles(edition):
    """Everything that keeps the working text from being published, by name. Six queries at most."""
    language = edition.language
    article = Article.objects.with_texts(language).get(pk=edition.article_id)
    reasons = []
    if not article.text("headline", language).strip():
        reasons.append(_("The headline is missing."))
    if not article.text("summary", language).strip():
        reasons.append(_("The summary is missing."))
    if is_blank(article.text("body", language)):
        reasons.append(_("The body is empty."))
    if edition.origin == Edition.Origin.MACHINE and edition.state != Edition.State.APPROVED:
        reasons.append(unreviewed())
    wanted = column("name", language), column("slug", language)
    section = Section.objects.rewrite(False).filter(pk=article.section_id)
    if not all(section.values_list(*wanted).get()):
        reasons.append(
            _("The section has no name or address in %(language)s.")
            % {"language": own_name(language)}
        )
    reasons += _byline_obstacles(article, language)
    reasons += _image_obstacles(article, language)
    reasons += _embed_obstacles(article, language)
    return reasons


def unreviewed():
    return _("The machine translation has not been reviewed.")


def _byline_obstacles(article, language):
    name = column("name", language)
    authors = list(
        Author.objects.rewrite(False)
        .filter(bylines__article=article)
        .only("slug", name)
        .order_by("bylines__position")
    )
    if not authors:
        return [_("The byline is missing: who signs?")]
    return [
        _("The author “%(author)s” has no name in %(language)s.")
        % {"author": author.slug, "language": own_name(language)}
        for author in authors
        if not getattr(author, name)
    ]


def _image_obstacles(article, language):
    figure_ids = body.image_ids(article.text("body", language))
    ids = {*figure_ids, article.lead_image_id} - {None}
    alt = column("alt_text", language)
    images = (
        Image.objects.rewrite(False).only(alt, "is_decorative", "rights_end").in_bulk(ids)
        if ids
        else {}
    )
    reasons = [
        _("The image %(number)s in the body does not exist.") % {"number": pk}
        for pk in figure_ids
        if pk not in images
    ]
    for pk, image in images.items():
        if not image.is_decorative and not getattr(image, alt):
            reasons.append(
                _("The lead image has no alternative text in %(language)s.")
                % {"language": own_name(language)}
                if pk == article.lead_image_id
                else _("The image %(number)s has no alternative text in %(language)s.")
                % {"number": pk, "language": own_name(language)}
            )
        if image.rights_end and image.rights_end < timezone.localdate():
            reasons.append(_("The rights of image %(number)s have ended.") % {"number": pk})
    return reasons


def _embed_obstacles(article, language):
    """Who hears the page, or reads it without scripts, has nothing but the title."""
    return [
        _("The video or post %(address)s has no title.") % {"address": address}
        for address, title in body.embed_titles(article.text("body", language))
        if not title
    ]


def _require(user, permission, edition):
    if not user.has_perm(permission, edition):
        raise PermissionDenied


def _lock(edition):
    article = editing.lock(edition.article_id)
    return editing.lock_edition(article, edition.language)


def _move(edition, state, action, by, note=""):
    if edition.state == state:
        return
    edition.state = state
    edition.save()
    _record(edition, action, by, timezone.now(), note)


def _record(edition, action, by, at, note=""):
    EditorialEvent.objects.create(
        edition=edition, action=action, actor=by, effective_at=at, note=note
    )


def _note_published_version(edition):
    """After publications were dropped: which version is the last that stays decided."""
    last = edition.publications.order_by("-live_from").values_list("revision__number").first()
    edition.published_version = last[0] if last else 0
    edition.save()


def _end_of_what_stands_at(edition, at):
    """The last end that was set for what is public or planned at the moment or later."""
    standing = edition.publications.filter(Q(live_until__isnull=True) | Q(live_until__gt=at))
    last = standing.order_by("-live_from").first()
    return last.decided_until if last else None


def _clear_from(edition, at, now):
    """Close what stands at the moment, drop what was planned from then on; how many it dropped."""
    later = edition.publications.filter(live_from__gte=at)
    if later.filter(live_from__lte=now).exists():
        raise ValidationError({"at": _("Readers have seen a later text than this moment's.")})
    dropped, _by_model = later.delete()
    edition.publications.filter(Q(live_until__isnull=True) | Q(live_until__gt=at)).update(
        live_until=at
    )
    return dropped


def _write(edition, at, until, by, now):
    language, article = edition.language, edition.article
    texts = editing.texts_now(Article.objects.with_texts(language).get(pk=article.pk), language)
    lead = _lead_image(article, language)
    first = edition.publications.order_by("published_at").first()
    publication = Publication.objects.create(
        article=article,
        edition=edition,
        language=language,
        revision=Revision.objects.filter(edition=edition).order_by("-number").first(),
        kind=article.kind,
        section_id=article.section_id,
        **{**texts, "body": rendering.render_body(texts["body"], language, max(at, now))},
        lead_image_id=article.lead_image_id,
        image_alt=lead.get("alt_text", ""),
        image_caption=lead.get("caption", ""),
        published_at=first.published_at if first else at,
        live_from=at,
        live_until=until,
        decided_until=until,
        published_by=by,
    )
    publication.figures.set(body.image_ids(texts["body"]))
    listed = {
        "publication": publication,
        "language": language,
        "published_at": publication.published_at,
    }
    PublicationTopic.objects.bulk_create(
        PublicationTopic(topic_id=pk, **listed)
        for pk in article.topics.values_list("pk", flat=True)
    )
    PublicationAuthor.objects.bulk_create(
        PublicationAuthor(author_id=pk, position=position, **listed)
        for pk, position in article.bylines.values_list("author_id", "position")
    )
    return publication


def _lead_image(article, language):
    if not article.lead_image_id:
        return {}
    alt, caption = column("alt_text", language), column("caption", language)
    row = Image.objects.rewrite(False).filter(pk=article.lead_image_id)
    alt, caption, is_decorative = row.values_list(alt, caption, "is_decorative").get()
    return {"alt_text": "" if is_decorative else alt or "", "caption": caption or ""}

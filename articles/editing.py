"""Saving an article without losing what somebody else saved.

Shared facts are guarded by the article's version, the texts of a language by their edition's.
A person's form says which version it was filled in from; what changed since then is told apart
from what the person changed by the revisions. Inside one transaction: the article's row is
locked first, then its edition (the other order deadlocks on PostgreSQL); what does not clash is
merged, what does is refused, and only changed columns are written.
"""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles import body
from articles.models import Article, Byline, Edition, Revision
from articles.models.articles import FACT_FIELDS, TEXT_FIELDS
from images.models import Image
from languages.columns import column
from languages.slugs import slugify

ORDERED = "authors"
UNORDERED = "topics"
ALL_FACTS = [*FACT_FIELDS, UNORDERED, ORDERED]


@dataclass(frozen=True)
class Clash:
    """One field as both began, as somebody else saved it, and as the person wants it."""

    field: str
    base: object
    theirs: object
    mine: object


@dataclass(eq=False)
class Conflict(Exception):
    """Nothing was saved: somebody else has saved since the person began.

    ``latest`` is the revision that got there first.
    """

    clashes: list[Clash]
    latest: Revision | None = None
    language: str = ""

    def __str__(self):
        return ", ".join(clash.field for clash in self.clashes)


@dataclass(frozen=True)
class FactsChange:
    """Values for shared facts (ids for relations), and the version they were chosen on top of.

    ``over`` is a later version that the person has seen since, and ``decided`` names the clashing
    facts that may be written over it.
    """

    values: dict
    base: int
    over: int | None = None
    decided: frozenset = frozenset()


@dataclass(frozen=True)
class TextsChange:
    """Texts of one language, and the version of the edition they were written on top of.

    ``over`` is a later version that the person has seen since, and ``decided`` names the clashing
    texts that may be written over it; what only one of the two changed is then kept from both.
    ``source_revision`` is the revision of the source that a translator had in view.
    """

    language: str
    values: dict
    base: int
    is_minor: bool = False
    over: int | None = None
    decided: frozenset = frozenset()
    source_revision: int | None = None
    origin: str = Edition.Origin.HUMAN
    kind: str = field(default=Revision.Kind.EDIT)


@transaction.atomic
def create(*, by, facts, texts=None):
    """A new article with its shared facts and, where given, the texts of one language.

    ``facts`` must name a section and a source language. Raises PermissionDenied.
    """
    if not by.has_perm("articles.add_article"):
        raise PermissionDenied
    article = Article(
        section_id=facts["section"], source_language=facts["source_language"], created_by=by
    )
    article.save(force_insert=True)
    return save(article.pk, by=by, facts=FactsChange(facts, base=0), texts=texts)


@transaction.atomic
def save(article_id, *, by, facts=None, texts=None):
    """Save what a person changed in the shared facts and in the texts of one language.

    Values equal to those at the base version count as untouched. Raises Conflict where the same
    fact was changed by somebody else meanwhile, or where the edition was saved by anyone since
    its base; PermissionDenied where the account may not change what it changed. In both cases
    nothing at all is saved. Returns the article, freshly read, with the texts of that language.
    """
    article = lock(article_id)
    if facts is not None:
        _save_facts(article, facts, by)
    if texts is not None:
        _save_texts(article, texts, by)
    language = texts.language if texts else article.source_language
    return Article.objects.with_texts(language).get(pk=article_id)


def lock(article_id):
    """The article's row, locked until the transaction ends; no texts. One query."""
    return Article.objects.without_texts().select_for_update().get(pk=article_id)


def lock_edition(article, language):
    """The edition of a locked article, made where missing and locked. One query, two if new."""
    edition = Edition.objects.select_for_update().filter(article=article, language=language).first()
    if edition is None:
        edition = Edition.objects.create(article=article, language=language)
    edition.article = article
    return edition


def facts_now(article):
    """The shared facts of an article as revisions store them. Two queries."""
    return {
        "kind": article.kind,
        "section": article.section_id,
        "lead_image": article.lead_image_id,
        "source_language": article.source_language,
        "topics": sorted(article.topics.values_list("pk", flat=True)),
        "authors": list(
            article.bylines.order_by("position", "id").values_list("author_id", flat=True)
        ),
    }


def facts_at(article, version):
    """The shared facts as they were at a version of the article. One query."""
    revisions = article.revisions.filter(edition__isnull=True, number__lte=version)
    nothing = dict.fromkeys(FACT_FIELDS) | {"topics": [], "authors": []}
    return _folded(revisions, nothing)


def texts_at(edition, version):
    """The texts of an edition as they were at a version of it. One query."""
    return _folded(edition.revisions.filter(number__lte=version), dict.fromkeys(TEXT_FIELDS, ""))


def texts_now(article, language):
    """The working texts of an article in a language, by field. No query once they are loaded."""
    return {name: article.text(name, language) for name in TEXT_FIELDS}


def _folded(revisions, values):
    # As values: of a revision with deferred columns Django would read each one's edition anew.
    for changed in revisions.order_by("number").values_list("values", flat=True):
        values.update(changed)
    return values


def _save_facts(article, change, by):
    base = facts_at(article, change.base)
    mine = {**base, **change.values, "topics": sorted(change.values.get("topics", base["topics"]))}
    if mine == base:
        return
    if not by.has_perm("articles.write_facts", article):
        raise PermissionDenied
    now = facts_now(article) if article.version else base
    merged, clashes = _merged(base, theirs=now, mine=mine)
    if clashes and not _are_decided(clashes, change, article.version):
        raise Conflict(clashes, _latest(article, None))
    changed = {name: value for name, value in merged.items() if value != now[name]}
    if not changed:
        return
    for name in FACT_FIELDS:
        if name in changed:
            setattr(article, article._meta.get_field(name).attname, changed[name])
    if not by.has_perm("articles.write_facts", article):  # nor move it where one may not work
        raise PermissionDenied
    if "topics" in changed:
        article.topics.remove(*set(now["topics"]) - set(changed["topics"]))
        article.topics.add(*set(changed["topics"]) - set(now["topics"]))
    if "authors" in changed:
        _save_bylines(article, changed["authors"])
    article.version += 1
    article.save()
    Revision.objects.create(
        article=article, number=article.version, base=change.base, values=changed, author=by
    )


def _are_decided(clashes, change, version):
    """Whether the person has seen this version and decided about all that clashes with it."""
    return change.over == version and {clash.field for clash in clashes} <= change.decided


def _merged(base, *, theirs, mine):
    """Both people's changes; where they clash mine prevails and the clash is told."""
    merged, clashes = {}, []
    for name in ALL_FACTS:
        if mine[name] == base[name] or mine[name] == theirs[name]:
            merged[name] = theirs[name]
        elif theirs[name] == base[name]:
            merged[name] = mine[name]
        elif name == UNORDERED or (name == ORDERED and not _reordered(base[name], mine[name])):
            merged[name] = _merged_list(base[name], theirs[name], mine[name])
        else:
            merged[name] = mine[name]
            clashes.append(Clash(name, base[name], theirs[name], mine[name]))
    merged["topics"] = sorted(merged["topics"])
    return merged, clashes


def _merged_list(base, theirs, mine):
    removed = set(base) - set(mine)
    kept = [item for item in theirs if item not in removed]
    return kept + [item for item in mine if item not in base and item not in kept]


def _reordered(base, mine):
    """Whether the places in a list were changed, or only some removed and some added at its end."""
    kept = [item for item in base if item in mine]
    return mine[: len(kept)] != kept


def _save_bylines(article, author_ids):
    Byline.objects.filter(article=article).exclude(author_id__in=author_ids).delete()
    Byline.objects.bulk_create(
        [Byline(article=article, author_id=pk, position=i) for i, pk in enumerate(author_ids)],
        update_conflicts=True,
        unique_fields=["article", "author"],
        update_fields=["position"],
    )


def _save_texts(article, change, by):
    language = change.language
    edition = lock_edition(article, language)
    base = texts_at(edition, change.base)
    mine = _as_stored(change.values)
    if mine.get("headline") and not mine.get("slug", base["slug"]):
        mine["slug"] = slugify(mine["headline"])
    touched = {name: value for name, value in mine.items() if value != base[name]}
    if not touched:
        return
    if not by.has_perm("articles.write_edition", edition):
        raise PermissionDenied
    if edition.version != change.base:
        theirs = texts_at(edition, edition.version)
        if all(theirs[name] == value for name, value in touched.items()):
            return
        differing = [
            Clash(name, base[name], theirs[name], mine[name])
            for name in TEXT_FIELDS
            if name in mine and mine[name] != theirs[name]
        ]
        clashes = [c for c in differing if c.field in touched and c.theirs != c.base]
        if not _are_decided(clashes, change, edition.version):
            raise Conflict(differing, _latest(article, edition), language)
    Article.objects.rewrite(False).filter(pk=article.pk).update(
        modified_at=timezone.now(), **{column(name, language): touched[name] for name in touched}
    )
    if touched.keys() & {"headline", "slug"}:
        note_words(article.pk)
    if "body" in touched:
        _note_figures(edition, body.image_ids(touched["body"]))
    _record_texts(edition, change, touched, by)


def _note_figures(edition, image_ids):
    """Locked, so that none is deleted between being found and being referred to."""
    images = Image.objects.rewrite(False).select_for_update(no_key=True).only("pk")
    edition.figures.set(images.filter(pk__in=image_ids).order_by("pk"))


def note_words(article_id):
    """Let the article be found by the headlines and addresses that it has now. Two queries."""
    article = Article.objects.found_by_columns().get(pk=article_id)
    Article.objects.filter(pk=article_id).update(found_by=article.words_to_find())


def _as_stored(texts):
    """The texts as the database will hold them: one kind of line end, a clean body."""
    stored = {name: (value or "").replace("\r\n", "\n") for name, value in texts.items()}
    if stored.get("body"):
        stored["body"] = body.clean(stored["body"])
    return stored


def _record_texts(edition, change, touched, by):
    source = None
    if not edition.is_source:
        source = change.source_revision or _latest_source_revision_id(edition.article)
    edition.version += 1
    Revision.objects.create(
        article=edition.article,
        edition=edition,
        number=edition.version,
        base=change.base,
        values=touched,
        kind=change.kind,
        is_minor=change.is_minor,
        source_revision_id=source,
        author=by,
    )
    edition.edited_at, edition.edited_by = timezone.now(), by
    edition.origin = change.origin
    if edition.state == Edition.State.APPROVED:
        edition.state = Edition.State.DRAFT
    if edition.is_source:
        if not change.is_minor:
            others = edition.article.editions.exclude(pk=edition.pk).filter(version__gt=0)
            others.filter(stale_since__isnull=True).update(stale_since=timezone.now())
    else:
        edition.translator = edition.translator or by
        if source == _latest_source_revision_id(edition.article):
            edition.stale_since = None
    edition.save()


def _latest(article, edition):
    revisions = Revision.objects.filter(article=article, edition=edition)
    return revisions.select_related("author").order_by("-number").first()


def _latest_source_revision_id(article):
    return (
        Revision.objects.filter(edition__article=article, edition__language=article.source_language)
        .order_by("-number")
        .values_list("pk", flat=True)
        .first()
    )

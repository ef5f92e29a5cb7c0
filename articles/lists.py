"""Which articles a list holds: filters that combine, read by pages that cost the same at any size.

The planner cannot know how many articles fulfil several filters at once, and takes either way to
be cheap; so we choose. Where the articles that fulfil one of the filters are few, an index names
all of them, and the others are asked about those alone. Else the list is walked from where the
page begins, at most ``WINDOW`` articles far; a page that found too little in there says so, and
the next one goes on from there.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.lookups import IsNull

import languages
from articles.keyset import Key, newer_than, older_than
from articles.models import Article, Byline, Edition, Publication
from articles.states import UNPUBLISHED, WORKING, Standing, editions_standing
from languages.finding import first_ids
from languages.ids import id_typed

FEW = 1000  # articles, that one query may name
WINDOW = 2000  # articles, that a page looks through
COUNTED = 500  # articles; beyond that a number is estimated
OLD_TO_NEW = "modified_at", "id"
NEW_TO_OLD = "-modified_at", "-id"


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; each that is set leaves fewer. ``None`` and "" leave all.

    ``authors`` and ``topics`` are ids of which an article needs one; ``standing`` is that in the
    language, or in any where none is named; a language alone asks for a text in it. ``mine`` is
    the id of whoever edited a text last that is not published as it is.
    """

    query: str = ""
    standing: Standing | None = None
    language: str = ""
    section: int | None = None
    kind: str = ""
    authors: tuple | None = None
    topics: tuple | None = None
    since: datetime | None = None
    until: datetime | None = None
    mine: int | None = None

    def without(self, *names):
        """The same but for some of the filters."""
        return replace(self, **{name: getattr(Filters, name) for name in names})


@dataclass(frozen=True)
class Condition:
    """One filter: whether an article fulfils it, and how the articles that do are named.

    ``holds`` is asked of one article after another, in a form that the planner neither turns
    into a join nor takes for rare. ``estimated`` says the same so that it can estimate. ``few``
    are querysets of article ids which together name all that may fulfil it; each is ordered as an
    index is, or not at all. Empty where none could be quick.
    """

    holds: object
    estimated: object
    few: list[QuerySet] = field(default_factory=list)


@dataclass(frozen=True)
class Keys:
    """The keys of a page, newest first, and the keys after which its neighbours begin.

    ``looked_until`` is the moment until which the list was looked through, where that is why the
    page is short.
    """

    rows: list
    older: Key | None = None
    newer: Key | None = None
    looked_until: datetime | None = None


@dataclass(frozen=True)
class Count:
    """How many there are: exactly, or about so many, or more than that."""

    number: int
    is_exact: bool = True
    is_estimate: bool = False


class ArticleList:
    """The articles that filters leave at a moment, the last changed first."""

    def __init__(self, filters, at):
        self.filters, self.at = filters, at

    # What is asked

    @cached_property
    def spine(self):
        """What an index has in the order of the list."""
        filters = self.filters
        found = Article.objects.rewrite(False).order_by()
        if filters.section is not None:
            found = found.filter(section=filters.section)
        elif filters.kind:
            found = found.filter(kind=filters.kind)
        if filters.since:
            found = found.filter(modified_at__gte=filters.since)
        if filters.until:
            found = found.filter(modified_at__lt=filters.until)
        return found

    @cached_property
    def conditions(self):
        """What remains to be asked of each article."""
        filters = self.filters
        found = []
        if filters.query.strip():
            found.append(finds(filters.query))
        if filters.standing == Standing.MISSING:
            found.append(has_no_text(filters.language))
        elif filters.standing:
            found.append(stands(filters.standing, filters.language, self.at))
        elif filters.language:
            found.append(has_text(filters.language))
        if filters.kind and filters.section is not None:
            found.append(Condition(Q(kind=filters.kind), Q(kind=filters.kind)))
        if filters.authors is not None:
            found.append(has_one(Byline, "author", filters.authors))
        if filters.topics is not None:
            found.append(has_one(Article.topics.through, "topic", filters.topics))
        if filters.mine:
            found.append(is_work_of(filters.mine))
        return found

    @cached_property
    def few(self):
        """The ids of all that may be in the list, or None where they are many."""
        named = [ids for condition in self.conditions if (ids := all_ids(condition)) is not None]
        return set.intersection(*named) if named else None

    @cached_property
    def all_keys(self):
        """The keys of a list of few, newest first. One query."""
        found = self._holding(self.spine.filter(pk__in=self.few))
        return sorted((Key(*key) for key in found.values_list(*OLD_TO_NEW)), reverse=True)

    def _holding(self, rows):
        return rows.filter(*(condition.holds for condition in self.conditions))

    # What is answered

    def page(self, size, *, before=None, after=None):
        """The keys of the page older than one key, or newer than the other, else of the newest."""
        if after:
            found, rest, looked_until = self._newer(after, size)
            if not rest:  # it reached the beginning, and may be short
                return self.page(size)
            return Keys(found, found[-1] if found else None, rest, looked_until)
        found, rest, looked_until = self._older(before, size)
        return Keys(found, rest, found[0] if before and found else None, looked_until)

    def _older(self, key, size):
        if self.few is not None:
            found = [one for one in self.all_keys if key is None or one < key]
            return part(found, size)
        rows = older_than(self.spine, key, *OLD_TO_NEW) if key else self.spine
        last, beyond = self._window(rows, NEW_TO_OLD)
        if beyond:
            rows = newer_than(rows, beyond, *OLD_TO_NEW)
        return part(self._keys(rows, NEW_TO_OLD, size), size, last)

    def _newer(self, key, size):
        if self.few is not None:
            found = [one for one in reversed(self.all_keys) if one > key]
            found, rest, looked_until = part(found, size)
        else:
            rows = newer_than(self.spine, key, *OLD_TO_NEW)
            last, beyond = self._window(rows, OLD_TO_NEW)
            if beyond:
                rows = older_than(rows, beyond, *OLD_TO_NEW)
            found, rest, looked_until = part(self._keys(rows, OLD_TO_NEW, size), size, last)
        return found[::-1], rest, looked_until

    def _keys(self, rows, order, size):
        found = self._holding(rows).order_by(*order).values_list(*OLD_TO_NEW)
        return [Key(*key) for key in found[: size + 1]]

    def _window(self, rows, order):
        """The last key to be looked at and the first beyond it; (None, None) where all are."""
        if not self.conditions:
            return None, None
        ends = rows.order_by(*order).values_list(*OLD_TO_NEW)[WINDOW - 1 : WINDOW + 1]
        keys = [Key(*key) for key in ends]
        return keys if len(keys) == 2 else (None, None)

    def count(self):
        """How many are in the list, as nearly as can be told at once."""
        if self.few is not None:
            return Count(len(self.all_keys))
        rows = self.spine
        _last, beyond = self._window(rows, NEW_TO_OLD)
        if beyond:
            rows = newer_than(rows, beyond, *OLD_TO_NEW)
        newest = self._holding(rows).order_by(*NEW_TO_OLD).values("pk")[: COUNTED + 1]
        number = newest.count()
        if number <= COUNTED and not beyond:
            return Count(number)
        estimate = self._estimate()
        if estimate is None:
            return Count(min(number, COUNTED), is_exact=False)
        return Count(max(estimate, number), is_exact=False, is_estimate=True)

    def _estimate(self):
        """How many the planner takes there to be; None where it tells nothing (SQLite)."""
        if connection.vendor != "postgresql":
            return None
        rows = self.spine.filter(*(condition.estimated for condition in self.conditions))
        [explained] = json.loads(rows.values("pk").explain(format="json"))
        return explained["Plan"]["Plan Rows"]


def part(keys, size, last=None):
    """The first keys, the key after which the rest begins, and the moment of ``last``.

    ``last`` is where looking ended, and counts where there were not keys enough before.
    """
    if len(keys) > size:
        return keys[:size], keys[size - 1], None
    return keys, last, last and last.moment


# The filters


def finds(query):
    """A number, an address, or words of the headline and address in any language."""
    query = query.strip()
    number, is_address = id_typed(query)
    by_number = Article.objects.filter(pk=number).order_by("pk").values_list("pk", flat=True)
    if number and (is_address or query.startswith("#")):
        return Condition(Q(pk=number), Q(pk=number), [by_number])
    found = Q(found_by__finds=query)
    by_words = Article.objects.filter(found).order_by().values_list("pk", flat=True)
    either = found | Q(pk=number) if number else found
    # In a CASE no index answers: the newest that have a frequent word are soon found by walking.
    walked = Case(When(either, then=Value(True)), default=Value(False))
    return Condition(walked, either, [by_words, by_number] if number else [by_words])


def has(rows, few):
    """Rows of another table, of which an article needs one."""
    one = Subquery(rows.order_by().values("pk")[:1])
    return Condition(IsNull(one, False), Exists(rows), few)


def has_one(through, name, ids):
    """A row that names one of the ids, in a table between articles and something else."""
    rows = through.objects.filter(**{f"{name}__in": ids}).order_by()
    return has(rows.filter(article=OuterRef("pk")), [rows.values_list("article_id", flat=True)])


def has_text(language):
    editions = Edition.objects.filter(language=language)
    few = [
        of_articles(unpublished(language), "state", "language", "-edited_at"),
        published(language),
    ]
    return has(editions.filter(article=OuterRef("pk"), version__gt=0), few)


def has_no_text(language):
    """No text in the language; where none is named, in one of all."""
    wanted = [language] if language else languages.codes()
    texts = Edition.objects.filter(
        article=OuterRef("pk"), language__in=wanted, version__gt=0
    ).order_by("id")
    lacks = IsNull(Subquery(texts.values("pk")[len(wanted) - 1 : len(wanted)]), True)
    return Condition(lacks, ~Exists(texts) if language else lacks)


def stands(standing, language, at):
    editions = editions_standing(standing, at)
    if language:
        editions = editions.filter(language=language)
    few = may_stand(standing, language, at)
    return has(editions.filter(article=OuterRef("pk")), few)


def is_work_of(user_id):
    rows = Edition.objects.filter(UNPUBLISHED, edited_by=user_id)
    return has(rows.filter(article=OuterRef("pk")), [of_articles(rows, "-edited_at")])


# Which articles it may be, by an index each (see ``Condition.few``)


def may_stand(standing, language, at):
    """Ids of all articles that may have an edition that stands so, and of some others."""
    if standing in WORKING.values():
        state = next(state for state, word in WORKING.items() if word == standing)
        work = unpublished(language).filter(state=state)
        return [of_articles(work, "language", "-edited_at")]
    if standing in {Standing.STALE_LIVE, Standing.STALE_DRAFT}:
        stale = in_language(Edition, language).filter(stale_since__isnull=False)
        return [of_articles(stale, "language", "-stale_since")]
    if standing == Standing.WITHDRAWN:
        taken_down = in_language(Edition, language).filter(withdrawn_at__isnull=False)
        return [of_articles(taken_down, "language", "-withdrawn_at")]
    if standing == Standing.EXPIRED:
        return [of_articles(Publication.objects.filter(live_until__lte=at), "live_until")]
    if standing == Standing.LIVE:
        return [published(language)]
    planned = in_language(Publication, language).filter(live_from__gt=at)
    planned = of_articles(planned, "live_from" if language else "-live_from")
    if standing == Standing.SCHEDULED:
        return [planned]
    work = of_articles(unpublished(language), "state", "language", "-edited_at")
    return [work, planned]


def in_language(model, language):
    return model.objects.filter(language=language) if language else model.objects.all()


def unpublished(language):
    return in_language(Edition, language).filter(UNPUBLISHED)


def published(language):
    rows = in_language(Publication, language)
    return of_articles(rows, *(["-published_at", "-id"] if language else ["-live_from"]))


def of_articles(rows, *order):
    return rows.order_by(*order).values_list("article_id", flat=True)


def all_ids(condition):
    """The ids of all articles that may fulfil a condition; None where they are more than few.

    As many queries as the condition has, whatever they find.
    """
    named = [first_ids(rows, FEW + 1) for rows in condition.few]
    if not named or any(len(ids) > FEW for ids in named):
        return None
    return set().union(*named)

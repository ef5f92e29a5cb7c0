"""The buckets that views are added up in: five minutes, hours, days, totals, tallies.

A view is in each of them or in none, and they are only ever added to: in the same transaction
that takes it from where it was kept.
"""

from collections import Counter, defaultdict
from datetime import UTC, datetime, time, timedelta

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from articles.models import Publication, PublicationAuthor, PublicationTopic
from audience.counting import SLOT
from audience.models import (
    DailyViews,
    HourlyViews,
    RecentViews,
    Tally,
    ViewTotal,
    let_nobody_else_write,
)

HOURS_KEPT = timedelta(days=90)
SLOTS_KEPT = timedelta(hours=2)
FOLDED_AT_ONCE = 5_000  # hours, in one transaction
ADDED_AT_ONCE = 10_000  # rows, in one statement
LOOKED_UP_AT_ONCE = 500  # editions: SQLite takes no more than 999 values

Counts = Counter  # views by (edition's id, start of the five minutes)


@transaction.atomic
def add(counts):
    """Add views to all the buckets.

    Rows are visited in one order everywhere, so that two who add at once wait and do not block
    each other. Queries: three for the stories of each 500 editions, one for each few hundred or
    thousand rows.
    """
    if not counts:
        return
    totals, hours, slots = Counter(), Counter(), Counter()
    starts = {slot: hour_of(slot) for _edition_id, slot in counts}
    for (edition_id, slot), number in counts.items():
        totals[edition_id,] += number
        hours[edition_id, starts[slot]] += number
        slots[edition_id, slot] += number
    _add(ViewTotal, ["edition"], totals)
    _add(HourlyViews, ["edition", "hour"], hours)
    _add(RecentViews, ["edition", "slot"], slots)
    add_tallies(_tallies(slots))


def _add(model, key, counts):
    """Add numbers to rows, which are made where they are not there yet."""
    fields = [model._meta.get_field(name) for name in key]
    columns = ", ".join(field.column for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    rows = [[*values, number] for values, number in sorted(counts.items())]
    source = _as_columns if connection.vendor == "postgresql" else _as_rows
    with connection.cursor() as cursor:
        for written, values in source(fields, rows):
            cursor.execute(
                f"INSERT INTO {table} ({columns}, views) {written}"
                f" ON CONFLICT ({columns}) DO UPDATE SET views = {table}.views + excluded.views",
                values,
            )


def _as_columns(fields, rows):
    """Rows to insert as one array for each column: one by one their values take far longer."""
    types = [*(field.db_type(connection) for field in fields), "bigint"]
    arrays = ", ".join(f"%s::{name}[]" for name in types)
    for start in range(0, len(rows), ADDED_AT_ONCE):
        some = rows[start : start + ADDED_AT_ONCE]
        yield (
            f"SELECT * FROM unnest({arrays})",
            [list(column) for column in zip(*some, strict=True)],
        )


def _as_rows(fields, rows):
    """Rows to insert value by value, as many at once as SQLite takes."""
    most = connection.features.max_query_params // (len(fields) + 1)
    row = f"({', '.join(['%s'] * (len(fields) + 1))})"
    for start in range(0, len(rows), most):
        values = []
        for *key, number in rows[start : start + most]:
            pairs = zip(fields, key, strict=True)
            values += [field.get_db_prep_value(value, connection) for field, value in pairs]
            values.append(number)
        yield f"VALUES {', '.join([row] * len(rows[start : start + most]))}", values


def add_tallies(counts):
    """Add views by (of, id, language, day) to the tallies, where their rows are added otherwise."""
    _add(Tally, ["of", "object_id", "language", "day"], counts)


def hour_of(moment):
    """The start of the newsroom's hour that a moment is in: in some zones at half past of UTC."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    past = local - local.replace(minute=0, second=0, microsecond=0)
    return moment.astimezone(UTC) - past


def newsroom_day(moment):
    """The day of the newsroom that a moment is in."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def _tallies(slots):
    """The same views by what their stories are of, by language and day."""
    by_edition = defaultdict(list)
    for edition_id, slot in slots:
        by_edition[edition_id].append(slot)
    ids = sorted(by_edition)
    tallies = Counter()
    for start in range(0, len(ids), LOOKED_UP_AT_ONCE):
        some = {pk: by_edition[pk] for pk in ids[start : start + LOOKED_UP_AT_ONCE]}
        for (edition_id, slot), (language, owners) in _stories(some).items():
            day = newsroom_day(slot)
            for of, object_id in owners:
                tallies[str(of), object_id, language, day] += slots[edition_id, slot]
    return tallies


def _stories(slots):
    """Language, and what a view is tallied under, by edition and slot.

    Of slots by edition, those of editions that were published. Three queries.
    """
    read = {
        (edition_id, slot): _published_at(publications, slot)
        for edition_id, publications in _publications(list(slots)).items()
        for slot in slots[edition_id]
    }
    by_publication = defaultdict(list)
    ids = list({pk for pk, *_ in read.values()})
    for of, model, owner in [
        (Tally.Of.AUTHOR, PublicationAuthor, "author_id"),
        (Tally.Of.TOPIC, PublicationTopic, "topic_id"),
    ]:
        rows = model.objects.filter(publication__in=ids).order_by()
        for pk, owner_id in rows.values_list("publication_id", owner):
            by_publication[pk].append((of, owner_id))
    return {
        key: (
            language,
            [(Tally.Of.EVERYTHING, 0), (Tally.Of.SECTION, section_id), *by_publication[pk]],
        )
        for key, (pk, language, section_id) in read.items()
    }


def _publications(edition_ids):
    """What was ever published of editions, or is to be: moment, id, language, section."""
    rows = Publication.objects.filter(edition__in=edition_ids).order_by("live_from", "id")
    found = defaultdict(list)
    for edition_id, live_from, *story in rows.values_list(
        "edition_id", "live_from", "pk", "language", "section_id"
    ):
        found[edition_id].append((live_from, story))
    return found


def _published_at(publications, slot):
    """The one that readers saw last in a slot; of none, which clocks may bring about, the first."""
    seen = [story for live_from, story in publications if live_from < slot + SLOT]
    return seen[-1] if seen else publications[0][1]


# --- What is kept no longer --------------------------------------------------------------


def forget(at):
    """Remove the five minutes that nothing is told from any more."""
    RecentViews.objects.filter(slot__lt=at - SLOTS_KEPT).delete()


def fold(at):
    """Turn hours that are older than 90 days into days of the newsroom; how many there were.

    Whole days alone, some hours in a transaction, so that it may be stopped, or run twice.
    """
    zone = timezone.get_default_timezone()
    oldest = datetime.combine(newsroom_day(at - HOURS_KEPT), time(), zone)
    folded = 0
    while hours := _fold_some(oldest):
        folded += hours
    return folded


@transaction.atomic
def _fold_some(before):
    rows = HourlyViews.objects.filter(hour__lt=before).order_by("hour", "edition_id")
    rows = list(rows.select_for_update(skip_locked=True)[:FOLDED_AT_ONCE])
    days = Counter()
    for row in rows:
        days[row.edition_id, newsroom_day(row.hour)] += row.views
    _add(DailyViews, ["edition", "day"], days)
    for start in range(0, len(rows), LOOKED_UP_AT_ONCE):
        some = [row.pk for row in rows[start : start + LOOKED_UP_AT_ONCE]]
        HourlyViews.objects.filter(pk__in=some).delete()
    return len(rows)


# --- Proof -------------------------------------------------------------------------------


@transaction.atomic
def rebuild_totals():
    """Make every total the sum of its edition's hours and days; the editions whose was not.

    A list of (edition's id, total before, sum). Roll-ups wait meanwhile, counting and folding do
    not; in SQLite all who write wait. Three queries, and some for each total that is wrong.
    """
    let_nobody_else_write(ViewTotal)
    hours, days = (
        model.objects.order_by().values_list("edition_id").annotate(sum=Sum("views"))
        for model in (HourlyViews, DailyViews)
    )
    sums = Counter()
    # In one statement: what is folded between two would be in both.
    for pk, views in hours.union(days, all=True).iterator():
        sums[pk] += views
    totals = dict(ViewTotal.objects.values_list("edition_id", "views").iterator())
    wrong = [
        (pk, totals.get(pk, 0), sums[pk])
        for pk in sorted({*totals, *sums})
        if totals.get(pk, 0) != sums[pk]
    ]
    for pk, _before, views in wrong:
        ViewTotal.objects.update_or_create(edition_id=pk, defaults={"views": views})
    return wrong

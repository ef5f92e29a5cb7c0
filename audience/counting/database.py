"""Views kept in the database until they are added up: rows that are appended, and marks.

No two readers touch the same row. On PostgreSQL a view is one statement; SQLite, which has one
writer at a time anyway, is told the same in three.
"""

import os
from datetime import UTC, timedelta

from django.db import connection, transaction

from audience import buckets
from audience.counting import KEY_KEPT, WINDOW, within_reach
from audience.models import PendingView, Seed, ViewMark

# Views that are moved in one transaction. Those of a story in five minutes are one row of each
# bucket: the more at once, the fewer rows.
TAKEN_AT_ONCE = 100_000
FORGOTTEN_AT_ONCE = 5_000
MOMENT = timedelta(microseconds=1)  # the shortest that there is

CLAIM_KEY = """
    INSERT INTO audience_viewmark (digest, until) VALUES (%(key)s, %(key_until)s)
    ON CONFLICT (digest) DO NOTHING
"""
# A mark of less than a window ago holds; so does one of the next window, left by a clock that was
# set back, and none of later.
RENEW = """
    ON CONFLICT (digest) DO UPDATE SET until = excluded.until
    WHERE audience_viewmark.until NOT BETWEEN %(after)s AND %(before)s
"""
CLAIM_MARK = f"""
    INSERT INTO audience_viewmark (digest, until) VALUES (%(mark)s, %(mark_until)s) {RENEW}
"""
APPEND = """
    INSERT INTO audience_pendingview (edition_id, slot) VALUES (%(edition)s, %(slot)s)
"""
# All in one statement, and one journey to the server. The key is looked for first and kept last:
# a beacon that is no view, sent as often as it may be, leaves nothing.
COUNT = f"""
    WITH claimed AS (
        INSERT INTO audience_viewmark (digest, until)
        SELECT %(mark)s, %(mark_until)s
        WHERE NOT EXISTS (SELECT FROM audience_viewmark WHERE digest = %(key)s)
        {RENEW} RETURNING 1
    ),
    unseen AS (
        INSERT INTO audience_viewmark (digest, until)
        SELECT %(key)s, %(key_until)s FROM claimed ON CONFLICT (digest) DO NOTHING RETURNING 1
    )
    INSERT INTO audience_pendingview (edition_id, slot)
    SELECT %(edition)s, %(slot)s FROM unseen
"""
TAKE = """
    WITH taken AS (
        DELETE FROM audience_pendingview WHERE id IN (
            SELECT id FROM audience_pendingview ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
        )
        RETURNING edition_id, slot
    )
    SELECT edition_id, slot, count(*) FROM taken GROUP BY edition_id, slot
"""


class DatabaseCounter:
    def seed(self, day):
        with within_reach():
            fresh = Seed(day=day, seed=os.urandom(32))
            Seed.objects.bulk_create([fresh], ignore_conflicts=True)  # of two, the first holds
            return bytes(Seed.objects.values_list("seed", flat=True).get(day=day))

    def count(self, view):
        """One query; in the first half hour of a day, and on SQLite, up to four in one
        transaction."""
        with within_reach():
            if connection.vendor == "postgresql" and len(view.marks) == 1:
                return _changes(COUNT, view, view.marks[0])
            with transaction.atomic():
                counts = (
                    all(_changes(CLAIM_MARK, view, mark) for mark in view.marks)
                    and _changes(CLAIM_KEY, view)
                    and _changes(APPEND, view)
                )
                if not counts:
                    transaction.set_rollback(True)  # nor is a mark renewed
                return counts

    def roll_up(self):
        with within_reach():
            rolled, taken = 0, TAKEN_AT_ONCE
            # What comes while this goes on is left to the next time: it may never end.
            while taken >= TAKEN_AT_ONCE:
                taken = self._roll_up_some()
                rolled += taken
            return rolled

    @transaction.atomic
    def _roll_up_some(self):
        counts = _take_all() if connection.vendor == "sqlite" else _take_some()
        buckets.add(counts)
        return sum(counts.values())

    def forget(self, at):
        with within_reach():
            Seed.objects.filter(day__lt=(at - WINDOW).astimezone(UTC).date()).delete()
            while _forget_marks(at):
                pass

    def risks(self):
        return []


def _changes(sql, view, mark=None):
    """Whether a statement about a view changed a row."""
    moments = {
        "slot": view.slot,
        "key_until": view.at + KEY_KEPT,
        "mark_until": view.at + WINDOW,
        "after": view.at + MOMENT,
        "before": view.at + 2 * WINDOW - MOMENT,
    }
    adapt = connection.ops.adapt_datetimefield_value
    values = {name: adapt(moment) for name, moment in moments.items()}
    values |= {"edition": view.edition_id, "key": _uuid(view.key), "mark": _uuid(mark)}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount == 1


def _uuid(value):
    return ViewMark._meta.pk.get_db_prep_value(value, connection)


def _take_some():
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [TAKEN_AT_ONCE])
        return {(edition_id, slot): number for edition_id, slot, number in cursor.fetchall()}


def _take_all():
    """On SQLite, where nobody else writes until the transaction ends."""
    counts = buckets.Counts()
    for edition_id, slot in PendingView.objects.values_list("edition_id", "slot"):
        counts[edition_id, slot] += 1
    PendingView.objects.all().delete()
    return counts


@transaction.atomic
def _forget_marks(at):
    """Remove the oldest marks that have ended; how many. Those that are being renewed are left."""
    expired = ViewMark.objects.filter(until__lte=at).order_by("until")
    expired = expired.select_for_update(skip_locked=True)
    digests = list(expired.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    ViewMark.objects.filter(pk__in=digests).delete()
    return len(digests)

"""Where a list that is sorted by a moment continues: nothing is counted, nothing skipped.

A key is the moment and the id of the row that a page ends with.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db.models import BigIntegerField, DateTimeField, Field, Func, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.http import Http404

from languages.ids import id_in

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TOKEN = re.compile(r"(-?[0-9]{1,17})-([1-9][0-9]{0,18})\Z", re.ASCII)


class Key(NamedTuple):
    moment: datetime
    id: int

    def __str__(self):
        """As it stands in an address: microseconds since 1970, and the id."""
        return f"{(self.moment - EPOCH) // timedelta(microseconds=1)}-{self.id}"


class Row(Func):
    """Several values that are compared as one: the index on them then serves as a whole.

    With ``a <= x AND (a < x OR b < y)`` PostgreSQL takes the OR to leave few rows, and sorts all.
    """

    template = "(%(expressions)s)"
    output_field = Field()


def older_than(rows, key, *columns):
    """The rows whose columns (moment and id) come before a key."""
    return rows.filter(LessThan(Row(*columns), _row(key)))


def newer_than(rows, key, *columns):
    return rows.filter(GreaterThan(Row(*columns), _row(key)))


def _row(key):
    return Row(Value(key.moment, DateTimeField()), Value(key.id, BigIntegerField()))


def key_in(parameters, name):
    """The key that a parameter of an address holds, or None; Http404 for one that is malformed."""
    if name not in parameters:
        return None
    match = TOKEN.match(parameters[name])
    number = id_in(match[2]) if match else None
    if number is None:
        raise Http404
    try:
        return Key(EPOCH + timedelta(microseconds=int(match[1])), number)
    except OverflowError as error:
        raise Http404 from error

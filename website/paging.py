"""Pages of a list by date that cost the same at any depth: no count, no offset."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db.models import BigIntegerField, DateTimeField, Field, Func, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.http import Http404

from website.converters import LARGEST_ID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TOKEN = re.compile(r"(-?[0-9]{1,17})-([1-9][0-9]{0,18})\Z", re.ASCII)


class Key(NamedTuple):
    """Where a list by date continues: the date and the id of its last item."""

    published_at: datetime
    id: int


@dataclass
class Page:
    """Some rows of a list, newest first, and the query strings that lead to its neighbours."""

    rows: list
    query: str = ""
    older: str = ""
    newer: str = ""

    @property
    def is_first(self):
        return not self.query


def read_page(rows, parameters, size, *, id_name="id"):
    """The page of a list that ``?before=`` or ``?after=`` asks for, else the first.

    ``rows`` have ``published_at`` and the id that goes with it. Http404 for a key that is
    malformed, or that has nothing older. One query; two where ``after`` reaches the beginning.
    """
    before, after = key_in(parameters, "before"), key_in(parameters, "after")
    if before and after:
        raise Http404
    if after:
        ordered = newer_than(rows, after, id_name).order_by("published_at", id_name)
    else:
        ordered = older_than(rows, before, id_name) if before else rows
        ordered = ordered.order_by("-published_at", f"-{id_name}")
    found = list(ordered[: size + 1])
    is_more, found = len(found) > size, found[:size]
    if after and not is_more:
        return read_page(rows, {}, size, id_name=id_name)
    if before and not found:
        raise Http404
    if after:
        found.reverse()
    name = "before" if before else "after"
    return Page(
        found,
        query=f"{name}={parameters[name]}" if before or after else "",
        older=f"before={token(found[-1], id_name)}" if is_more or after else "",
        newer=f"after={token(found[0], id_name)}" if before or after else "",
    )


class Row(Func):
    """Several values that are compared as one: the index on them then serves as a whole.

    With ``a <= x AND (a < x OR b < y)`` PostgreSQL takes the OR to leave few rows, and sorts all.
    """

    template = "(%(expressions)s)"
    output_field = Field()


def older_than(rows, key, id_name):
    return rows.filter(LessThan(Row("published_at", id_name), _row(key)))


def newer_than(rows, key, id_name):
    return rows.filter(GreaterThan(Row("published_at", id_name), _row(key)))


def _row(key):
    return Row(Value(key.published_at, DateTimeField()), Value(key.id, BigIntegerField()))


def token(row, id_name):
    """The key of a row as it stands in an address: microseconds since 1970, and the id."""
    microseconds = (row.published_at - EPOCH) // timedelta(microseconds=1)
    return f"{microseconds}-{getattr(row, id_name)}"


def key_in(parameters, name):
    if name not in parameters:
        return None
    match = TOKEN.match(parameters[name])
    if not match or int(match[2]) > LARGEST_ID:
        raise Http404
    try:
        return Key(EPOCH + timedelta(microseconds=int(match[1])), int(match[2]))
    except OverflowError as error:
        raise Http404 from error

"""Pages of a list by date that cost the same at any depth: no count, no offset."""

from dataclasses import dataclass

from django.http import Http404

from articles.keyset import Key, key_in, newer_than, older_than


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
    columns = "published_at", id_name
    if before and after:
        raise Http404
    if after:
        ordered = newer_than(rows, after, *columns).order_by(*columns)
    else:
        ordered = older_than(rows, before, *columns) if before else rows
        ordered = ordered.order_by(*(f"-{name}" for name in columns))
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
        older=f"before={key_of(found[-1], id_name)}" if is_more or after else "",
        newer=f"after={key_of(found[0], id_name)}" if before or after else "",
    )


def key_of(row, id_name):
    return Key(row.published_at, getattr(row, id_name))

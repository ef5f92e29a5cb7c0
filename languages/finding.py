"""Finding rows by the words of their texts, in any script, alike on PostgreSQL and SQLite.

A model that people look things up in keeps the words of its texts in a ``WordsField``. That is
for finding at the desk, by the beginnings of words: no stems, no ranking, no typing errors.
"""

import unicodedata
from heapq import nlargest

import regex
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Case, Lookup, Value, When
from django.db.models.functions import Coalesce

from languages.columns import columns
from languages.saving import ChangedColumnsModel
from languages.text import UNSPACED

WORD = regex.compile(r"[\p{L}\p{N}]+")
# What a person types of a text without spaces is any part of the run.
RUN = regex.compile(f"[{UNSPACED}]+")
ARTICLE = "ال"  # Arabic writes its article together with the word
MOST_TERMS = 12
FEW = 1000  # rows, whose ids an index may name
WINDOW = 2000  # rows, that are looked at one by one


def words(*texts):
    """What texts are found by, each once, in one string; "" for no text.

    Letters without case and marks (NFKD); pairs of characters where a script has no spaces; an
    Arabic word also without its article.
    """
    found = {}
    for word in _split(*texts):
        for form in _forms(word):
            found[form] = None
    return " ".join(found)


def terms(query):
    """The beginnings of words that all must be there for a query; [] for one without a letter."""
    found = {}
    for word in _split(query):
        for part in _pairs(word) if RUN.fullmatch(word) else [word]:
            found[part] = None
    return [*found][:MOST_TERMS]


def _split(*texts):
    for text in texts:
        bare = unicodedata.normalize("NFKD", text or "").casefold()
        bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
        for word in WORD.findall(unicodedata.normalize("NFC", bare)):
            start = 0
            for run in RUN.finditer(word):
                yield from filter(None, [word[start : run.start()], run[0]])
                start = run.end()
            if start < len(word):
                yield word[start:]


def _forms(word):
    if RUN.fullmatch(word):
        return [*_pairs(word), word[-1]]
    if word.startswith(ARTICLE) and len(word) > len(ARTICLE) + 2:
        return [word, word.removeprefix(ARTICLE)]
    return [word]


def _pairs(run):
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


class WordsField(models.TextField):
    """Holds ``words`` of what a row is found by. ``field__finds=query`` finds by all of its terms.

    A query without a letter or digit finds nothing. ``words_index`` makes the index.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": "", "editable": False, "blank": True} | kwargs)


@WordsField.register_lookup
class Finds(Lookup):
    lookup_name = "finds"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, _params = self.process_lhs(compiler, connection)
        found = terms(str(self.rhs))
        if not found:
            return "1 = 0", []
        condition = f"(' ' || {column}) LIKE %s"
        return " AND ".join([condition] * len(found)), [f"% {term}%" for term in found]

    def as_postgresql(self, compiler, connection):
        column, _params = self.process_lhs(compiler, connection)
        found = terms(str(self.rhs))
        if not found:
            return "1 = 0", []
        query = " & ".join(f"'{term}':*" for term in found)
        return f"{vector(column)} @@ %s::tsquery", [query]


def first_ids(rows, most):
    """The first values of rows that have one, such as an id; read as the index has them.

    Where rows have no order, they are read as the planner reads all of them: for a limit alone it
    would read the table, hoping to meet them soon. One query.
    """
    if rows.query.order_by:
        return list(rows[:most])
    try:
        sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:  # of none that could fulfil the condition
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found AS MATERIALIZED ({sql}) SELECT * FROM found LIMIT {most}", parameters
        )
        return [pk for (pk,) in cursor.fetchall()]


def newest_found(rows, query, most):
    """Those with all terms of a query in their ``found_by`` that have the highest ids.

    Three queries at most. Where the words are frequent, the last ``WINDOW`` rows are looked at;
    if too few of these have them, others follow that need not be the newest.
    """
    if not terms(query):
        return []
    ids = first_ids(rows.filter(found_by__finds=query).order_by().values_list("pk"), FEW + 1)
    newest = []
    if len(ids) > FEW:
        # In a CASE no index answers, which the planner would like to sort as a whole.
        holds = Case(When(found_by__finds=query, then=Value(True)), default=Value(False))
        window = rows.order_by("-pk").values("pk")[WINDOW - 1 : WINDOW]
        newest = rows.filter(holds, pk__gte=Coalesce(window, 0)).order_by("-pk")
        newest = list(newest[:most])
    others = nlargest(most - len(newest), {*ids} - {row.pk for row in newest})
    return [*newest, *rows.filter(pk__in=others).order_by("-pk")] if others else newest


class FoundByName(ChangedColumnsModel):
    """A model that people find by its ``name`` in any language."""

    found_by = WordsField()

    class Meta:
        abstract = True

    def save(self, **kwargs):
        names, is_new = columns("name"), self._state.adding
        if is_new:
            self.found_by = words(*(getattr(self, name) for name in names))
        is_renamed = not is_new and not set(names).isdisjoint(self.changed_columns())
        super().save(**kwargs)
        if is_renamed:
            self._note_words(names)

    def _note_words(self, names):
        """From the row as it now is: another copy may have been saved in another language."""
        row = type(self).objects.rewrite(False).filter(pk=self.pk)
        row.update(found_by=words(*row.values_list(*names).get()))


def vector(column):
    """The SQL of a column's words as PostgreSQL indexes them, past its own parser."""
    return f"array_to_tsvector(string_to_array({column}, ' '))"


def words_index(table, column):
    """The functions for a ``RunPython`` that makes and drops the index, which SQLite has not."""
    name = f"{table}_{column}"

    def create(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin ({vector(column)})")

    def drop(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX {name}")

    return create, drop


def fill_names(app, model):
    """The function for a ``RunPython`` that notes what the rows of a model are found by."""

    def fill(apps, schema_editor):
        rows = apps.get_model(app, model).objects
        known = {field.name for field in rows.model._meta.concrete_fields}
        names = [name for name in columns("name") if name in known]  # none of a later language
        for pk, *texts in rows.values_list("pk", *names):
            rows.filter(pk=pk).update(found_by=words(*texts))

    return fill

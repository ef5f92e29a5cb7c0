"""Finding rows by the words of their texts, in any script, alike on PostgreSQL and SQLite.

A model that people look things up in keeps the words of its texts in a ``WordsField``. That is
for finding at the desk, by the beginnings of words: no stems, no ranking, no typing errors.
"""

import unicodedata

import regex
from django.db import models
from django.db.models import Lookup

WORD = regex.compile(r"[\p{L}\p{N}]+")
# Written without spaces, so that what a person types is any part of the run.
UNSPACED = regex.compile(
    r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}"
    r"\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+"
)
ARTICLE = "ال"  # Arabic writes its article together with the word
MOST_TERMS = 12


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
        for part in _pairs(word) if UNSPACED.fullmatch(word) else [word]:
            found[part] = None
    return [*found][:MOST_TERMS]


def _split(*texts):
    for text in texts:
        bare = unicodedata.normalize("NFKD", text or "").casefold()
        bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
        for word in WORD.findall(unicodedata.normalize("NFC", bare)):
            start = 0
            for run in UNSPACED.finditer(word):
                yield from filter(None, [word[start : run.start()], run[0]])
                start = run.end()
            if start < len(word):
                yield word[start:]


def _forms(word):
    if UNSPACED.fullmatch(word):
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

"""The parts of a public address. What cannot be one is not found, before any query."""

import unicodedata
from datetime import date

import languages
from languages.ids import id_in
from languages.slugs import ROUTE_WORDS, SLUG, SLUG_LENGTH, YEAR


class LanguageConverter:
    """A language of the newsroom, open to readers or not."""

    regex = r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*"

    def to_python(self, value):
        if value not in languages.codes():
            raise ValueError
        return value

    def to_url(self, value):
        return value


class AddressConverter:
    """What a section, topic, author or page is called in its address, composed (NFKC)."""

    regex = r"[^/]+"

    def to_python(self, value):
        slug = unicodedata.normalize("NFKC", value[: SLUG_LENGTH * 4])
        if len(slug) > SLUG_LENGTH or not SLUG.match(slug):
            raise ValueError
        return slug

    def to_url(self, value):
        return value


class StoryConverter:
    """``<slug>-<id>`` or ``<id>``, of which the id alone counts."""

    regex = r"(?:[^/]*-)?[1-9][0-9]{0,18}"

    def to_python(self, value):
        article_id = id_in(value.rpartition("-")[2])
        if article_id is None:
            raise ValueError
        return article_id

    def to_url(self, value):
        return str(value)


class SectionConverter:
    """Where a story stands, in its address: whatever it says, the story's id decides.

    But no word of the site's own addresses, nor a year: ``2026/11`` is no story's address.
    """

    regex = rf"(?!{YEAR}/[0-9]+/)[^/]+"

    def to_python(self, value):
        if value in ROUTE_WORDS:
            raise ValueError
        return value

    def to_url(self, value):
        return value


class NumberConverter(StoryConverter):
    """The id of a story and nothing else."""

    regex = r"[1-9][0-9]{0,18}"


class MonthConverter:
    """``2026/02``, as the first day of it."""

    regex = rf"{YEAR}/[0-9]{{2}}"

    def to_python(self, value):
        return date(*map(int, value.split("/")), 1)

    def to_url(self, value):
        return f"{value:%Y/%m}"


class DayConverter:
    """``2026/02/01``: a day of the newsroom."""

    regex = rf"{YEAR}/[0-9]{{2}}/[0-9]{{2}}"

    def to_python(self, value):
        return date(*map(int, value.split("/")))

    def to_url(self, value):
        return f"{value:%Y/%m/%d}"

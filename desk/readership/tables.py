"""A table as a page shows it and as a CSV file holds it: the same rows in the same order."""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

import languages
from languages import formats
from languages.forms import language_attributes

# What a spreadsheet takes for the beginning of a formula, also as Chinese keyboards write it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # by which a spreadsheet knows UTF-8


@dataclass(frozen=True)
class Cell:
    """A value for the file, and the words for the page.

    ``share`` of one is drawn as a bar beside the number.
    """

    value: object
    shown: str
    lang: str = ""
    dir: str = ""
    url: str = ""
    is_number: bool = False
    share: float | None = None

    @property
    def is_plain(self):
        """Whether the words are all there is to it."""
        return not self.lang and self.share is None

    @property
    def width(self):
        """Of the bar, in hundredths."""
        return f"{self.share * 100:.1f}"


def text(words, code=None, url=""):
    """Words in a language, by default the interface's."""
    return Cell(words, words, **language_attributes(code or get_language()), url=url)


def language_name(code, url=""):
    """A language by its own name; in the file by its tag."""
    return Cell(languages.tag(code), languages.own_name(code), **language_attributes(code), url=url)


def number(value, share=None):
    """A number; None where none is known."""
    shown = "–" if value is None else formats.number(value, get_language())
    return Cell(value, shown, is_number=True, share=share)


def ratio(value):
    """How many times as much, in hundredths; None where that cannot be said."""
    if value is None:
        return number(None)
    value = round(value, 2)
    return Cell(value, formats.ratio(value, get_language()), is_number=True)


def moment(value):
    return Cell(value, formats.date_and_time(value, get_language()))


def age(value, now):
    """A moment by its distance from now; in the file the moment."""
    return Cell(value, formats.age(value, now, get_language()))


def identity(pk):
    """The number of an article, as its address has it."""
    return Cell(pk, str(pk), is_number=True)


@dataclass(frozen=True)
class Column:
    label: str
    is_number: bool = False


FOLDING = "folding"  # where the window is narrow each row is a block, its heading first
STORIES = "folding of-stories"


@dataclass(frozen=True)
class Table:
    """``name`` is what the address of its file says. Of a row, the first cell is its heading."""

    name: str
    title: str
    columns: list
    rows: list
    note: str = ""
    empty: str = ""
    layout: str = ""

    @property
    def lines(self):
        """The rows, each cell with its column."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    def url(self, parameters):
        """The address of its file on a page that was asked for with some parameters."""
        asked = {name: value for name, value in parameters.items() if name != "csv"}
        return "?" + urlencode(asked | {"csv": self.name})


def csv_asked_for(request, tables, name):
    """The file that the address asks for, of one of the tables; None where it asks for a page."""
    wanted = request.GET.get("csv")
    if wanted is None:
        return None
    table = next((table for table in tables if table.name == wanted), None)
    if table is None:
        raise Http404
    return as_csv(table, f"{name}-{table.name}.csv")


def as_csv(table, filename):
    """The table by RFC 4180: UTF-8, dates by ISO 8601 on the newsroom's clock, plain numbers."""
    response = HttpResponse(
        BYTE_ORDER_MARK,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
    writer = csv.writer(response)
    writer.writerow([plain(column.label) for column in table.columns])
    writer.writerows([plain(cell.value) for cell in row] for row in table.rows)
    return response


def plain(value):
    """What a cell of a file holds; words that a spreadsheet would run begin with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (int, float)):
        return str(value)
    return f"'{value}" if str(value).startswith(FORMULA) else str(value)

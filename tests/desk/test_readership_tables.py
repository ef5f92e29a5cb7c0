"""Tables as files: the same rows, and nothing that a spreadsheet would run."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.utils import translation

from desk.readership import tables
from desk.readership.tables import Cell, Column, Table
from tests.desk.figures import file


def table(*cells):
    return Table("days", "Days", [Column("Day"), Column("=Views")], [list(cells)])


def written(*cells):
    """The file as it is, and the cells of its only row."""
    response = tables.as_csv(table(*cells), "days.csv")
    text = response.content.decode()
    return text, list(csv.reader(io.StringIO(text, newline="")))[1]


def test_a_file_is_utf_8_with_its_mark_and_lines_as_rfc_4180_has_them():
    response = tables.as_csv(table(tables.text('He said: "no", twice\nor more'), Cell(1, "1")), "a")

    assert response.content == (
        b'\xef\xbb\xbfDay,\'=Views\r\n"He said: ""no"", twice\nor more",1\r\n'
    )
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="a"'


def test_numbers_and_dates_are_plain_whatever_the_language(settings):
    settings.TIME_ZONE = "Europe/Paris"
    night = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    with translation.override("fr"):
        cells = [tables.number(12480), tables.number(None)]
        assert written(*cells)[1] == ["12480", ""]
        assert written(Cell(date(2026, 2, 1), "x"), tables.number(2.5))[1] == ["2026-02-01", "2.5"]
        both = [tables.moment(night), tables.moment(night.replace(hour=1))]
        assert written(*both)[1] == ["2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"]
        assert cells[0].shown == "12\u202f480"


def test_ratios_are_told_in_hundredths_and_are_plain_numbers_in_a_file():
    with translation.override("fr"):
        cells = [*map(tables.ratio, (1.0, 0.721, 24, 1234.5, None))]

    assert [cell.shown for cell in cells] == ["1,00", "0,72", "24,00", "1\u202f234,50", "–"]
    columns = [Column("Ratio")] * len(cells)
    [_headings, line] = file(tables.as_csv(Table("days", "Days", columns, [cells]), "a"))
    assert line == ["1", "0.72", "24", "1234.5", ""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_words_that_a_spreadsheet_would_run_are_disarmed(start):
    headline = f"{start}HYPERLINK(1)"

    assert written(tables.text(headline), tables.number(0))[1] == [f"'{headline}", "0"]


@pytest.mark.parametrize("words", ["5 - 3 = 2", "'quoted'", "a@b", "", "–"])
def test_other_words_stay_as_they_are(words):
    assert written(tables.text(words), tables.number(0))[1][0] == words


def test_the_address_of_a_file_asks_for_the_same_as_the_page():
    assert table().url({"language": "fr", "csv": "x"}) == "?language=fr&csv=days"


def test_a_table_that_is_not_there_is_not_found():
    request = RequestFactory().get("/?csv=nights")

    with pytest.raises(Http404):
        tables.csv_asked_for(request, [table()], "now")
    assert tables.csv_asked_for(RequestFactory().get("/"), [table()], "now") is None

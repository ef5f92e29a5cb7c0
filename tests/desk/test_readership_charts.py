"""Bars over time as SVG."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from desk.readership import charts
from desk.readership.charts import BarChart, Row
from desk.readership.tables import Column, Table


def chart(*rows, ticks=(), so_far=""):
    return BarChart("Views", "Words", [Row("fr", row) for row in rows], list(ticks), so_far)


def bars(chart, number=0):
    """Left edge and height of each bar of a row."""
    path = list(chart.bands)[number].path
    return [
        (float(x), float(height))
        for x, height in re.findall(r"M([\d.]+) \d+v-([\d.]+)h[\d.]+v[\d.]+z", path)
    ]


@pytest.mark.parametrize(
    ("number", "rounded"),
    [
        (0, 1), (1, 1), (7, 7), (10, 10), (11, 12), (13, 15), (99, 100), (100, 100), (101, 120),
        (1234, 1500), (17_545, 20_000), (999_999, 1_000_000), (10_000_001, 12_000_000),
    ],
)  # fmt: skip
def test_the_scale_ends_with_a_number_that_is_easily_read(number, rounded):
    assert charts.round_up(number) == rounded


def test_all_rows_are_on_one_scale():
    views = chart([100, 50], [25, 0])

    assert [height for _x, height in bars(views, 0)] == [44, 22]
    assert [height for _x, height in bars(views, 1)] == [11]
    assert views.most_in_words == "100"


def test_no_view_is_no_bar_and_one_view_is_seen():
    views = chart([0, 1, 100_000])

    assert bars(views) == [(1.1, 1.5), (2.1, 44)]


def test_time_runs_as_the_interface_is_read():
    first_of_three = [10, 0, 0]
    with translation.override("fr"):
        from_the_left = chart(first_of_three, ticks=[(0, "a"), (1, "b"), (2, "c")])
        assert bars(from_the_left) == [(0.1, 44)]
        assert [mark.x for mark in from_the_left.marks] == ["16.67%", "50.00%", "83.33%"]
        assert (from_the_left.start, from_the_left.end) == ("0", "100%")
    with translation.override("ar"):
        from_the_right = chart(first_of_three, ticks=[(0, "a"), (1, "b"), (2, "c")])
        assert bars(from_the_right) == [(2.1, 44)]
        assert [mark.x for mark in from_the_right.marks] == ["83.33%", "50.00%", "16.67%"]
        assert (from_the_right.start, from_the_right.end) == ("100%", "0")


def test_words_under_the_ends_stay_within_the_chart():
    marks = chart([1] * 30, ticks=[(0, "a"), (15, "b"), (29, "c")]).marks

    assert [mark.anchor for mark in marks] == ["start", "middle", "end"]


def test_many_bars_stand_without_space_between_them():
    assert bars(chart([1] * 366))[-1][0] == 365


def test_the_bars_of_time_that_is_not_over_are_apart():
    views = chart([4, 2, 1], [0, 1, 0], so_far="Today until 12:00")
    [first, second] = views.bands

    assert [x for x, _height in bars(views)] == [0.1, 1.1]
    assert first.open_path == "M2.1 44v-11h0.8v11z"
    assert second.open_path == ""
    assert [band.open_path for band in chart([4, 2, 1]).bands] == [""]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_chart_has_a_name_and_words_and_no_style(language):
    table = Table("days", "Days", [Column("Day")], [])
    with translation.override(language):
        svg = render_to_string(
            "desk/readership/chart.html",
            {"chart": chart([1, 2, 1], ticks=[(0, "<b>")]), "table": table, "url": "?csv=days"},
        )

    assert "style=" not in svg
    assert 'role="img" aria-labelledby="chart-heading" aria-describedby="chart-words"' in svg
    assert "&lt;b&gt;" in svg
    # Numbers in attributes are those of the browser, whatever the language writes.
    assert not re.search(r'="-?\d+,\d', svg)

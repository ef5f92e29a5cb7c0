"""Bars over time as SVG, a row for each language, all on one scale.

Sizes along the time are in hundredths of the width and all others in pixels, so that a chart is as
wide as there is room, its words keep their size, and no attribute is a style. Time runs the way
the interface is read.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import get_language

import languages
from languages import formats

LABEL, BARS, GAP, AXIS = 20, 44, 14, 22  # pixels, from the top of a row downwards
STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]
FINE = 100  # buckets; of more, bars stand without a space between them


@dataclass(frozen=True)
class Row:
    """A language's numbers, one for each bucket of time, and what to call them."""

    label: str
    numbers: list


@dataclass(frozen=True)
class Tick:
    x: str
    anchor: str
    label: str


@dataclass(frozen=True)
class Band:
    """Where a row is drawn, from the top in pixels; ``path`` has its bars, each one unit wide.

    The last bar of time that is not over is apart, in ``open_path``.
    """

    label: str
    label_y: int
    top: int
    base: int
    path: str
    open_path: str


@dataclass(frozen=True)
class BarChart:
    """``ticks`` are pairs of the number of a bucket and the words under it.

    ``so_far`` says how far the last bucket has come; empty where it is over. Its bars, which may
    yet grow, are drawn apart.
    """

    title: str
    description: str
    rows: list
    ticks: list = field(default_factory=list)
    so_far: str = ""

    @cached_property
    def buckets(self):
        return max(len(row.numbers) for row in self.rows)

    @cached_property
    def most(self):
        """What a bar of full height stands for."""
        return round_up(max(max(row.numbers) for row in self.rows))

    @property
    def most_in_words(self):
        return formats.number(self.most, get_language())

    @property
    def height(self):
        return len(self.rows) * (LABEL + BARS + GAP) + AXIS - GAP

    @property
    def foot(self):
        """Where the words under the axis stand."""
        return self.height - 4

    @property
    def bars_height(self):
        return BARS

    @property
    def last_base(self):
        return self.height - AXIS

    @cached_property
    def is_from_the_right(self):
        return languages.direction(get_language()) == "rtl"

    @property
    def start(self):
        """Where a line of words begins, and where it ends."""
        return "100%" if self.is_from_the_right else "0"

    @property
    def end(self):
        return "0" if self.is_from_the_right else "100%"

    @property
    def bands(self):
        for number, row in enumerate(self.rows):
            y = number * (LABEL + BARS + GAP)
            top = y + LABEL
            bars = [*map(self._bar, range(self.buckets), row.numbers)]
            over = bars[:-1] if self.so_far else bars
            path, open_path = "".join(over), "".join(bars[len(over) :])
            yield Band(row.label, y + LABEL - 6, top, top + BARS, path, open_path)

    def _bar(self, at, number):
        if number <= 0:
            return ""
        space = 0.1 if self.buckets <= FINE else 0
        left, height = self._left(at) + space, self._height(number)
        return f"M{left:g} {BARS}v-{height:g}h{1 - 2 * space:g}v{height:g}z"

    def _left(self, at):
        return self.buckets - 1 - at if self.is_from_the_right else at

    def _height(self, number):
        """At least a pixel and a half: one view is not none."""
        return max(round(number / self.most * BARS, 1), 1.5)

    @property
    def marks(self):
        """The ticks in their places; those at the ends keep their words within the chart."""
        for at, label in self.ticks:
            along = (at + 0.5) / self.buckets * 100
            anchor = "start" if along < 8 else "end" if along > 92 else "middle"
            x = 100 - along if self.is_from_the_right else along
            yield Tick(f"{x:.2f}%", anchor, label)


def round_up(number):
    """The next number that is easily read; of less than ten, the number itself, and at least 1."""
    if number < 10:
        return max(number, 1)
    power = 10 ** (len(str(number)) - 1)
    return next(int(step * power) for step in STEPS if step * power >= number)

"""Views over time, by hour or by day: in words, as a chart, and as the table of the same."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

import languages
from audience.buckets import newsroom_day
from desk.readership import tables
from desk.readership.charts import BarChart, Row
from desk.readership.tables import Column, Table
from languages import formats

MOST_TICKS = 5
DAYS_WITHOUT_MONTHS = 92  # of more days, the first of months are named
NOON = 12


@dataclass(frozen=True)
class Series:
    """The views of some languages in buckets of time: hours, or days of the newsroom.

    ``views`` has them by language and then by bucket; where it has none, they are none. At the
    moment ``at`` the last bucket may still go on.
    """

    views: dict
    codes: list
    buckets: list
    at: datetime
    is_hourly: bool = False

    @cached_property
    def total(self):
        return sum(self.sums.values())

    @cached_property
    def sums(self):
        """The views of each language."""
        return {code: sum(self._numbers(code)) for code in self.codes}

    def _numbers(self, code):
        return [self.views[code][bucket] for bucket in self.buckets]

    @cached_property
    def names(self):
        """What to call each bucket."""
        if self.is_hourly:
            return hours_by_name(self.buckets)
        return [formats.long_day(day, get_language()) for day in self.buckets]

    @property
    def lead(self):
        if self.is_hourly:
            return hours_in_words(self.total)
        return days_in_words(self.total, self.names[0], self.names[-1])

    @cached_property
    def chart(self):
        """None where there was no view: there is nothing to draw."""
        if not self.total:
            return None
        rows = [Row(row_label(code, self.sums[code]), self._numbers(code)) for code in self.codes]
        title = _("Views by day and language")
        if self.is_hourly:
            title = _("Views by hour and language")
        ticks = ticks_of_hours if self.is_hourly else ticks_of_days
        return BarChart(title, self._described(rows), rows, ticks(self.buckets), self._so_far)

    @property
    def _so_far(self):
        """What the last bucket has only a part of, in words; nothing where it is over."""
        if not self.is_hourly and self.buckets[-1] != newsroom_day(self.at):
            return ""
        time = formats.clock_time(self.at, get_language())
        if self.is_hourly:
            return _("The last bar is this hour until %(time)s.") % {"time": time}
        return _("The last bar is today until %(time)s.") % {"time": time}

    def _described(self, rows):
        """What the chart shows, for those who do not see it: its span and its highest bar."""
        most = max(max(row.numbers) for row in rows)
        at = next(row.numbers.index(most) for row in rows if most in row.numbers)
        sentence = ngettext(
            "From %(first)s to %(last)s. The highest bar is %(count)s view: %(when)s.",
            "From %(first)s to %(last)s. The highest bar is %(count)s views: %(when)s.",
            most,
        )
        return sentence % {
            "first": self.names[0],
            "last": self.names[-1],
            "count": formats.number(most, get_language()),
            "when": self.names[at],
        }

    @cached_property
    def table(self):
        """The newest first."""
        has_sum = len(self.codes) > 1
        columns = [Column(_("Hour") if self.is_hourly else _("Day"))]
        columns += [Column(languages.own_name(code), is_number=True) for code in self.codes]
        columns += [Column(_("All"), is_number=True)] if has_sum else []
        rows = []
        for bucket, name in zip(reversed(self.buckets), reversed(self.names), strict=True):
            numbers = [self.views[code][bucket] for code in self.codes]
            numbers += [sum(numbers)] if has_sum else []
            rows.append([tables.Cell(bucket, name), *map(tables.number, numbers)])
        if self.is_hourly:
            return Table("hours", _("Hours"), columns, rows)
        return Table("days", _("Days"), columns, rows)


def days_in_words(number, first, last):
    count = formats.number(number, get_language())
    if first == last:
        sentence = ngettext("%(count)s view on %(day)s.", "%(count)s views on %(day)s.", number)
        return sentence % {"count": count, "day": first}
    sentence = ngettext(
        "%(count)s view from %(first)s to %(last)s.",
        "%(count)s views from %(first)s to %(last)s.",
        number,
    )
    return sentence % {"count": count, "first": first, "last": last}


def hours_in_words(number):
    sentence = ngettext(
        "%(count)s view in the last 48 hours.", "%(count)s views in the last 48 hours.", number
    )
    return sentence % {"count": formats.number(number, get_language())}


def row_label(code, number):
    """A language and its views; isolated, for it may be written the other way."""
    sentence = ngettext("%(name)s: %(count)s view", "%(name)s: %(count)s views", number)
    name = f"\u2068{languages.own_name(code)}\u2069"
    return sentence % {"name": name, "count": formats.number(number, get_language())}


def hours_by_name(hours):
    """Day and time of each; with the distance from UTC where the clock shows a time twice."""
    names = [formats.date_and_time(hour, get_language()) for hour in hours]
    return [
        f"{name} ({formats.offset(hour)})" if names.count(name) > 1 else name
        for hour, name in zip(hours, names, strict=True)
    ]


def ticks_of_hours(hours):
    """The first hour of each day, and noon."""
    found, day = [], None
    for at, hour in enumerate(hours):
        local = timezone.localtime(hour)
        if day not in (None, local.date()):
            found.append((at, formats.short_day(local.date(), get_language())))
        elif local.hour == NOON:
            found.append((at, formats.clock_time(hour, get_language())))
        day = local.date()
    return found


def ticks_of_days(days):
    """Some days, as far from each other; of a long period first days of months."""
    named = range(len(days))
    if len(days) > DAYS_WITHOUT_MONTHS:
        named = [at for at, day in enumerate(days) if day.day == 1]
    stride = -(-len(named) // MOST_TICKS)
    named = named[stride // 2 :: stride]
    return [(at, formats.short_day(days[at], get_language())) for at in named]

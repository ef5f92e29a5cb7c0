"""Dates, numbers and ages as CLDR has them for a language (through Babel).

Moments are aware; they are shown in the newsroom's time zone (``settings.TIME_ZONE``).
"""

import re
from datetime import timedelta
from decimal import Decimal

from babel import dates, numbers
from babel.lists import format_list
from django.utils import timezone

from languages import locale

# Beyond this an age says less than the date does.
LONGEST_AGE = timedelta(days=7)
# Where newspapers write the date in full otherwise than CLDR: no comma after the weekday.
FULL_DATES = {"ar": "EEEE d MMMM y", "en": "EEEE d MMMM y"}
DAY_AND_MONTH = re.compile(r"(?<=\d) ")
MILLION = 1_000_000
# Where numbers in prose are shortened below a million.
SHORTENED_FROM = {"zh-hans": 10_000, "zh-hant": 10_000}
# CLDR's minimumGroupingDigits of 2, which Babel does not have: a number of four digits is not
# grouped.
GROUPED_FROM = {"es": 10_000}


def full_date(moment, language):
    """``dimanche 1 février 2026``, ``воскресенье, 1 февраля 2026 г.``; never broken after the 1."""
    pattern = FULL_DATES.get(language, "full")
    written = dates.format_date(timezone.localtime(moment), pattern, locale=locale(language))
    return DAY_AND_MONTH.sub("\u00a0", written, count=1)


def beginning(text):
    """What a line begins with: ``Dimanche``, where the script has capitals."""
    return text[:1].title() + text[1:]


def long_date(moment, language):
    """``1 février 2026``"""
    return long_day(timezone.localtime(moment).date(), language)


def long_day(day, language):
    """The same of a day of the calendar."""
    return dates.format_date(day, "long", locale=locale(language))


def short_day(day, language):
    """``1 févr.``, where the year is known."""
    return dates.format_skeleton("MMMd", day, locale=locale(language))


def date_and_time(moment, language):
    """``1 février 2026, 08:05``, joined as the language joins them."""
    joined = dates.get_datetime_format("long", locale=locale(language)).replace("'", "")
    return joined.replace("{0}", clock_time(moment, language)).replace(
        "{1}", long_date(moment, language)
    )


def clock_time(moment, language):
    return dates.format_time(timezone.localtime(moment), "short", locale=locale(language))


def zone_name(moment, language):
    """The newsroom's zone by its name and its distance from UTC: ``Paris (UTC+01:00)``."""
    place = zone_place(language)
    return place if place == "UTC" else f"{place} ({offset(moment)})"


def offset(moment):
    """How far the newsroom's clock is from UTC at a moment: ``UTC+01:00``."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    distance = dates.get_timezone_gmt(local, "iso8601", locale="en")
    return "UTC" if distance == "Z" else f"UTC{distance}"


def zone_place(language):
    """The place that the newsroom's zone is named after: ``Paris``; or UTC."""
    zone = timezone.get_default_timezone()
    if zone.key in {"UTC", "Etc/UTC"}:
        return "UTC"
    return dates.get_timezone_location(zone, locale=locale(language), return_city=True)


def has_age(moment, now):
    """Not after a week, nor while it is to come."""
    return timedelta() <= now - moment < LONGEST_AGE


def age(moment, now, language):
    """``il y a 22 heures``; the date where it ``has_age`` no more."""
    if not has_age(moment, now):
        return long_date(moment, language)
    elapsed = now - moment
    # The threshold keeps 22 hours from being called a day; a story is never seconds old.
    return dates.format_timedelta(
        -max(elapsed, timedelta(minutes=1)),
        granularity="minute",
        threshold=1,
        add_direction=True,
        locale=locale(language),
    )


def number(value, language, pattern=None):
    """``12 480``, ``12,480``, ``1234``, in the digits and grouping of the language."""
    is_grouped = value >= GROUPED_FROM.get(language, 0)
    return numbers.format_decimal(value, pattern, locale(language), group_separator=is_grouped)


def ratio(value, language):
    """``2,50``, ``0.05``: hundredths always, so that one stands below the other in a column."""
    return number(value, language, "#,##0.00")


def number_in_words(value, language):
    """``12,480``, ``1.2 million``, ``1.2万``: in full as long as the language writes it so.

    Of what is shortened, a tenth is shown and the rest cut off, so that it is never too much.
    """
    if value < SHORTENED_FROM.get(language, MILLION):
        return number(value, language)
    forms = locale(language).compact_decimal_formats
    forms = forms["long" if "long" in forms else "short"]  # Chinese has the same for both
    magnitude = max(step for step in map(int, forms["other"]) if step <= value)
    places = forms["other"][str(magnitude)].pattern.count("0")
    tenths = value * 10 // (magnitude // 10 ** (places - 1))
    shown = Decimal(tenths) / 10
    # Babel has this too, and says "1 millions" in French.
    form = forms.get(locale(language).plural_form(shown), forms["other"])
    pattern = form.get(str(magnitude), forms["other"][str(magnitude)])
    written = pattern.apply(shown, locale(language), decimal_quantization=False)
    return written.replace(" ", "\u00a0")


def percentage(share, language):
    """``12,5 %`` of a share of one, to a tenth."""
    return numbers.format_percent(
        round(share, 3), locale=locale(language), decimal_quantization=False
    )


def listing(items, language):
    """``a, b et c``"""
    return format_list(list(items), locale=locale(language))

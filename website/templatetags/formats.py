"""Dates, ages, numbers and languages in the language of the page."""

from django import template
from django.utils import timezone
from django.utils.translation import get_language, ngettext

import languages
from languages import formats

register = template.Library()

register.filter("language_tag", languages.tag)
register.filter("locale_tag", languages.locale_tag)
register.filter("own_name", languages.own_name)
register.filter("direction", languages.direction)


@register.filter
def iso(moment):
    """For ``<time datetime>``: to the second, with the newsroom's distance from UTC."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def day(moment):
    return timezone.localdate(moment).isoformat()


@register.filter
def full_date(moment):
    return formats.full_date(moment, get_language())


@register.filter
def long_date(moment):
    return formats.long_date(moment, get_language())


@register.filter
def date_and_time(moment):
    return formats.date_and_time(moment, get_language())


@register.filter
def zone_name(moment):
    return formats.zone_name(moment, get_language())


@register.filter
def age(moment, at):
    """How old something is at the moment of the page."""
    return formats.age(moment, at, get_language())


@register.filter
def time_or_age(moment, at):
    """The time of day for what is of the page's own day, the age for what is older."""
    if timezone.localdate(moment) == timezone.localdate(at):
        return formats.clock_time(moment, get_language())
    return age(moment, at)


@register.filter
def reads(count):
    number = formats.number(count, get_language())
    return ngettext("%(number)s read", "%(number)s reads", count) % {"number": number}

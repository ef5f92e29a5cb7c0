"""Dates, ages, numbers, languages and headlines in the language of the page."""

from django import template
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext

import languages
from languages import formats, text, words
from website import bodies

register = template.Library()

register.filter("language_tag", languages.tag)
register.filter("locale_tag", languages.locale_tag)
register.filter("own_name", languages.own_name)
register.filter("direction", languages.direction)
register.filter("credited", bodies.credited)
register.filter("spaced", text.spaced)
register.filter("has_age", formats.has_age)

# The files in static/fonts that the headlines of a script need; the others have system faces.
FACES = {"Latn": ["latin"], "Cyrl": ["latin", "cyrillic"]}


@register.filter
def iso(moment):
    """For ``<time datetime>``: to the second, with the newsroom's distance from UTC."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def day(moment):
    return timezone.localdate(moment).isoformat()


@register.filter
def full_date(moment):
    """The date as a line that begins with it."""
    return formats.beginning(formats.full_date(moment, get_language()))


@register.filter
def long_date(moment):
    return formats.long_date(moment, get_language())


@register.filter
def date_and_time(moment):
    return formats.date_and_time(moment, get_language())


@register.filter
def clock_time(moment):
    return formats.clock_time(moment, get_language())


@register.filter
def zone_name(moment):
    return formats.zone_name(moment, get_language())


@register.filter
def age(moment, at):
    """How old something is at the moment of the page."""
    return formats.age(moment, at, get_language())


@register.filter
def is_of_the_day(moment, at):
    """Whether something is of the page's own day, so that its time alone tells when."""
    return timezone.localdate(moment) == timezone.localdate(at)


@register.filter
def reads(count):
    """How often a story was read; nothing where it was not."""
    if not count:
        return ""
    number = formats.number_in_words(count, get_language())
    if count >= formats.MILLION:
        # Translators: the number ends in a word: 1.2 million reads; 1,2 million de lectures.
        return pgettext("a number of millions", "%(number)s reads") % {"number": number}
    return ngettext("%(number)s read", "%(number)s reads", count) % {"number": number}


@register.filter
def faces(code, weight):
    """The headline faces of a weight that a page in a language fetches ahead."""
    names = FACES.get(languages.script(code), [])
    return [f"fonts/piazzolla-{name}-{weight}.woff2" for name in names]


@register.filter
def breakable(headline, code=None):
    """A headline with the ends of words where its script does not show them."""
    return words.breakable(headline, code or get_language())


@register.filter
def to_read(minutes):
    """How long a story takes."""
    number = formats.number(minutes, get_language())
    # Translators: how long a story takes to read, in minutes.
    return ngettext("%(number)s min read", "%(number)s min read", minutes) % {"number": number}

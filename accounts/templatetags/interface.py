from django import template
from django.utils.translation import get_language

import languages
from languages import formats
from languages.forms import own_name_choices

register = template.Library()


@register.simple_tag
def interface_languages():
    """The languages by their own names: (code, tag, own name)."""
    return [(code, languages.tag(code), name) for code, name in own_name_choices()]


@register.filter
def day(moment):
    """The date of a moment as the interface's language writes it."""
    return formats.long_date(moment, get_language())


register.filter("own_name", languages.own_name)
